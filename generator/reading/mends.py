"""What a program can mend in a value: spellings that can only mean one thing, such as 2026年3月1日 or ３.

Each function takes what an editor wrote and returns what is meant, or None. A change that loses something said,
or could mean something else, is marked as not sure; nobody's file is changed by it unasked.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from generator.nearest import nearest

VALUE_WORDS: Mapping[str, str] = {
    "全职": "full-time",
    "兼职": "part-time",
    "实习": "internship",
    "临时": "temporary",
    "合同": "contract",
    "合同制": "contract",
    "不限": "none",
    "无要求": "none",
    "高中": "secondary",
    "中专": "secondary",
    "中职": "secondary",
    "职高": "secondary",
    "技校": "secondary",
    "大专": "college",
    "专科": "college",
    "高职": "college",
    "本科": "bachelor",
    "学士": "bachelor",
    "硕士": "master",
    "研究生": "master",
    "博士": "doctorate",
    "小时": "hour",
    "时": "hour",
    "天": "day",
    "日": "day",
    "月": "month",
    "每月": "month",
    "年": "year",
    "每年": "year",
    "周": "week",
    "每周": "week",
    "周一": "mon",
    "星期一": "mon",
    "周二": "tue",
    "星期二": "tue",
    "周三": "wed",
    "星期三": "wed",
    "周四": "thu",
    "星期四": "thu",
    "周五": "fri",
    "星期五": "fri",
    "周六": "sat",
    "星期六": "sat",
    "周日": "sun",
    "星期日": "sun",
    "星期天": "sun",
    "第一": "first",
    "第一个": "first",
    "第二": "second",
    "第二个": "second",
    "第三": "third",
    "第三个": "third",
    "第四": "fourth",
    "第四个": "fourth",
    "最后": "last",
    "最后一个": "last",
    "准确": "exact",
    "超过": "over",
    "大约": "about",
    "约": "about",
    "照常": "scheduled",
    "正常": "scheduled",
    "取消": "cancelled",
    "推迟": "postponed",
    "延期": "postponed",
    "未开始": "open",
    "进行中": "doing",
    "已完成": "done",
    "完成": "done",
    "计划": "planned",
    "起草": "drafting",
    "已发布": "published",
    "强": "strong",
    "优势": "strong",
    "一般": "steady",
    "缺口": "gap",
    "短板": "gap",
}
"""Chinese words for fixed values. A word may fit several fields; only values the field allows count."""

FLAGS: Mapping[str, str] = {
    **dict.fromkeys(("yes", "y", "on", "1", "true", "是", "对", "有"), "true"),
    **dict.fromkeys(("no", "n", "off", "0", "false", "否", "不", "不是", "无"), "false"),
}

_DAY = re.compile(r"(\d{4})\s*[年/.\-—–－]\s*(\d{1,2})\s*[月/.\-—–－]\s*(\d{1,2})\s*[日号]?")
_CLOCK = re.compile(
    r"(?:(上午|早上|下午|晚上|[ap]m))?\s*(\d{1,2})\s*[:点时]\s*(\d{1,2})?\s*分?(?::00)?\s*([ap]m)?", re.I
)
_LIST_MARKS = re.compile(r"\s*[，、,;；]\s*|\s+")


@dataclass(frozen=True, slots=True)
class Meant:
    """What a value should be, as it is to be written in YAML; `sure` as in `problems.Replacement`."""

    text: str
    sure: bool = True


def meant(code: str, found: object, allowed: tuple[str, ...] = (), pattern: str = "") -> Meant | None:
    """What to write for *found*, of which problem *code* was told; *allowed* and *pattern* are those of its field."""
    if isinstance(found, str) and code in _BY_CODE:
        return _BY_CODE[code](found.strip())
    if isinstance(found, str) and code == "E120" and (near := nearest(found, allowed, VALUE_WORDS)):
        return Meant(near.value, near.sure)
    if isinstance(found, str) and code == "E136":
        return _form(found, pattern)
    return None


def plain_ascii(text: str) -> str:
    """*text* with full-width letters, digits and signs as their half-width ones, and Chinese stops as plain ones."""
    return unicodedata.normalize("NFKC", text).replace("。", ".").replace("、", ",").strip()


def scalar(text: str) -> str:
    """*text* as it can stand in a flow sequence or mapping of YAML: in quotes when it needs them."""
    plain = re.fullmatch(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`](?:[^,\[\]{}#:]*[^\s,\[\]{}#:])?", text)
    special = text.lower() in ("null", "~", "")
    return text if plain and not special else json.dumps(text, ensure_ascii=False)


def _unquoted(found: str) -> Meant | None:
    bare = found.strip("“”‘’＂\"' ")
    return Meant(bare) if bare and scalar(bare) == bare else None


_DIGITS = {char: n for n, chars in enumerate(("〇零", *"一二三四五六七八九")) for char in chars} | {"两": 2}


def _arabic(text: str) -> str:
    """*text* with numbers below a hundred in Arabic digits: 十一 is 11, 二〇二六 is 2026."""

    def below_hundred(match: re.Match[str]) -> str:
        return str(_DIGITS.get(match[1], 1) * 10 + _DIGITS.get(match[2], 0))

    text = re.sub(r"([一二三四五六七八九]?)十([一二三四五六七八九]?)", below_hundred, text)
    return "".join(str(_DIGITS.get(char, char)) for char in text)


def _number(found: str) -> Meant | None:
    text = plain_ascii(found).replace(" ", "")
    if re.fullmatch(r"[一二两三四五六七八九]?十[一二三四五六七八九]?|[〇零一二两三四五六七八九]", text):
        return Meant(_arabic(text))
    if re.fullmatch(r"-?\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    if re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,6})?", text):
        return Meant(text) if text != found else None
    if unit := re.fullmatch(r"([0-9]{1,9})\s*(?:人|名|位|个|元|年)", text):
        return Meant(unit[1], sure=False)
    return None


def _day(text: str) -> str | None:
    match = _DAY.fullmatch(text)
    try:
        return dt.date(int(match[1]), int(match[2]), int(match[3])).isoformat() if match else None
    except ValueError:
        return None


def day(found: str) -> Meant | None:
    """A date in other words; only with a year of four digits before month and day, so that nothing is ambiguous."""
    if re.fullmatch(r"\d{8}", plain_ascii(found)):
        found = re.sub(r"(\d{4})(\d\d)(\d\d)", r"\1-\2-\3", plain_ascii(found))
    written = _day(_arabic(plain_ascii(found).strip("“”‘’\"'")))
    return Meant(written) if written else None


def _moment(found: str) -> Meant | None:
    text = plain_ascii(found).strip("“”‘’\"'").replace("T", " ")
    head = _DAY.match(text)
    if head is None or (date := _day(head[0])) is None:
        return None
    rest = text[head.end() :].strip()
    if not rest:
        return Meant(date)
    match = _CLOCK.fullmatch(rest)
    if match is None:
        return None
    hour, minute = int(match[2]), int(match[3] or 0)
    half = (match[1] or match[4] or "").lower()
    if half in ("下午", "晚上", "pm") and hour < 12:
        hour += 12
    try:
        return Meant(f"{date} {dt.time(hour, minute):%H:%M}")
    except ValueError:
        return None


def _listed(found: str) -> Meant | None:
    """Entries of a list on one line, however they are separated; one that holds a blank stays whole."""
    text = found.strip("【】［］[]（）() ")
    entries = [one for one in _LIST_MARKS.split(text) if one]
    if entries and all(re.fullmatch(r"[A-Za-z0-9-]+", one) for one in entries):
        return Meant(f"[{', '.join(entries)}]")
    days = [day(one) for one in re.split(r"[，、,;；]\s*", text)]
    if days and all(days):
        return Meant(f"[{', '.join(one.text for one in days if one)}]")
    return None


def _two_languages(found: str) -> Meant | None:
    """A single text is the Chinese one when it holds a Chinese character."""
    if "\n" in found or not found:
        return None
    parts = re.fullmatch(r"(.*[\u4e00-\u9fff].*?)\s*[/／|]\s*([ -~]*[A-Za-z][ -~]*)", found)
    if parts:
        return Meant(f"{{zh: {scalar(parts[1])}, en: {scalar(parts[2])}}}", sure=False)
    return Meant(f"{{zh: {scalar(found)}}}", sure=bool(re.search(r"[\u4e00-\u9fff]", found)))


def _web(found: str) -> Meant | None:
    """An address whose scheme is mistyped or missing."""
    text = re.sub(r"\s+", "", plain_ascii(found).strip("“”‘’\"'<>"))
    if match := re.fullmatch(r"(h\w{1,5}s?|https?)[:;]?(?:[/\\]{1,3}|[:;])([A-Za-z0-9].*)", text, re.IGNORECASE):
        scheme = nearest(match[1], ("https", "http"))
        text = f"{scheme.value if scheme else 'https'}://{match[2]}"
    elif re.fullmatch(r"[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+(/[^\s]*)?", text):
        return Meant(f"https://{text}", sure=text.startswith("www."))
    if re.fullmatch(r"https?://[^\s/@\\?#]+\.[^\s/@\\?#.]+([/?#][^\s<>\"\\]*)?", text) and text != found:
        return Meant(text)
    return None


def _flag(found: str) -> Meant | None:
    value = FLAGS.get(plain_ascii(found).lower().strip("“”‘’\"'"))
    return Meant(value) if value else None


def _email(found: str) -> Meant | None:
    text = re.sub(r"\s+", "", plain_ascii(found)).removeprefix("mailto:").replace(",", ".")
    text = re.sub(r"\(at\)|\[at\]|#", "@", text)
    whole = re.fullmatch(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", text)
    return Meant(text) if whole and text != found else None


def _form(found: str, pattern: str) -> Meant | None:
    """What fits *pattern* when widths, case, blanks or a clock's zeros are put right."""
    if "jpe?g" in pattern:
        return None  # the picture would need the other name as well
    text = plain_ascii(found)
    clock = re.fullmatch(r"(\d{1,2})[:.点](\d{1,2})分?", text)
    host = re.sub(r"^https?://|/+$", "", text.lower())
    tries = (
        text,
        text.lower(),
        text.upper(),
        re.sub(r"[\s_]+", "-", text.lower()).strip("-"),
        f"{int(clock[1]):02}:{int(clock[2]):02}" if clock else text,
        host,
        re.sub(r"\s*[-—–]+\s*", "-", text),
    )
    entries = [one for one in _LIST_MARKS.split(text) if one]
    for one in tries:
        if one != found and re.search(pattern, one):
            return Meant(f'"{one}"' if ":" in one else one)
    if len(entries) > 1 and all(re.search(pattern, one) for one in entries):
        return Meant(", ".join(entries))  # one entry of a list in brackets that should have been several
    return None


_BY_CODE = {
    "E110": _unquoted,
    "E124": _number,
    "E125": day,
    "E126": _moment,
    "E128": _listed,
    "E131": _web,
    "E132": _flag,
    "E134": _two_languages,
    "E135": _email,
}
