"""What the ledger calls its sections and states, at a terminal."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from unicodedata import east_asian_width

from generator.ledger.entries import STATES, Entry, State, counts
from generator.model.record import Lang
from generator.schemas.words import Words

SECTION_WORDS: Mapping[str, Words] = {
    "news": Words("新闻", "news"),
    "achievements": Words("成果", "achievements"),
    "policies": Words("政策", "policies"),
    "jobs": Words("岗位", "jobs"),
    "events": Words("活动", "events"),
    "services": Words("服务队", "services"),
    "alliances": Words("联盟", "alliances"),
    "pages": Words("固定页面", "pages"),
    "settings": Words("站点设置", "settings"),
}
STATE_WORDS: Mapping[State, Words] = {
    "outdated": Words("待更新", "outdated"),
    "missing": Words("没有", "missing"),
    "unconfirmed": Words("未确认", "unconfirmed"),
    "partial": Words("缺一部分", "partial"),
    "current": Words("最新", "current"),
}
_ALL = Words("合计", "all")
_SECTION = Words("内容", "section")
_LANGUAGE = Words("语言", "language")


def table(ledger: tuple[Entry, ...], lang: Lang) -> str:
    """Return the numbers of each section and state as a table in lines, then every entry that wants work."""
    numbers = counts(ledger)
    rows = [[_SECTION.of(lang), _LANGUAGE.of(lang), *(STATE_WORDS[state].of(lang) for state in STATES), _ALL.of(lang)]]
    for section, found in numbers.items():
        cells = [str(found[state] or "–") for state in STATES]
        rows.append([SECTION_WORDS[section].of(lang), "en", *cells, str(sum(found.values()))])
    sums = [str(sum(found[state] for found in numbers.values())) for state in STATES]
    rows.append([_ALL.of(lang), "en", *sums, str(len(ledger))])
    widths = [max(_width(row[column]) for row in rows) for column in range(len(rows[0]))]
    lines = ["  ".join(_padded(cell, widths[n], left=n < 2) for n, cell in enumerate(row)).rstrip() for row in rows]
    work = [entry for entry in ledger if entry.state != "current"]
    if work:
        lines.append("")
    lines += [
        f"{_padded(STATE_WORDS[entry.state].of(lang), 12, left=True)}{entry.file}{_gaps(entry)}" for entry in work
    ]
    return "\n".join(lines)


def _gaps(entry: Entry) -> str:
    if entry.state not in ("partial", "missing") or not entry.gaps:
        return ""
    shown = ", ".join(entry.gaps[:4])
    return f"  ({shown}{', …' if len(entry.gaps) > 4 else ''})"


def as_dict(entry: Entry) -> dict[str, Any]:
    """Return *entry* for other programs; paths are below content/."""
    return {
        "section": entry.section,
        "language": "en",
        "state": entry.state,
        "file": entry.file,
        "original": entry.original,
        "title": entry.title,
        "gaps": list(entry.gaps),
    }


def _width(text: str) -> int:
    return sum(2 if east_asian_width(char) in "WF" else 1 for char in text)


def _padded(text: str, width: int, *, left: bool) -> str:
    space = " " * max(0, width - _width(text))
    return text + space if left else space + text
