"""What pydantic refuses, said so that an editor can mend it."""

from __future__ import annotations

import re
import types
import typing
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from generator.model.item import Article, Item
from generator.model.record import LongText, Text
from generator.nearest import Near, guess, nearest
from generator.problems import Loc, Mend, Place, Problem, Replacement
from generator.reading.mends import VALUE_WORDS, day, meant
from generator.reading.yaml import Document

CODES: Mapping[str, str] = {
    "missing": "E121",
    "extra_forbidden": "E122",
    "literal_error": "E120",
    "string_type": "E123",
    "string_too_short": "E133",
    "string_too_long": "E127",
    "tuple_type": "E128",
    "list_type": "E128",
    "dict_type": "E129",
    "model_type": "E129",
    "model_attributes_type": "E129",
    "number_form": "E124",
    "int_parsing": "E124",
    "int_type": "E124",
    "int_from_float": "E124",
    "float_parsing": "E124",
    "float_type": "E124",
    "day_form": "E125",
    "moment_form": "E126",
    "flag_form": "E132",
    "bool_type": "E132",
    "bool_parsing": "E132",
    "line_break": "E137",
    "web_address": "E131",
    "email": "E135",
    "deceptive": "E197",
    "string_pattern_mismatch": "E136",
    "greater_than_equal": "E130",
    "less_than_equal": "E130",
    "too_short": "E138",
    "too_long": "E138",
    "series_end": "E156",
    "series_week": "E157",
    "chart_whole": "E158",
}
"""pydantic's error types, and those of our own field types, to the codes of the handbook."""

HINTS: tuple[tuple[str, str, str], ...] = (
    (
        "[a-z0-9-]+/)+",
        "写成网址，例如 `news/2026-11-20-job-fair/`。",
        "Write an address such as `news/2026-11-20-job-fair/`.",
    ),
    (
        "jpe?g",
        "文件名只用英文字母、数字、点和连字符，以 .jpg、.png、.webp 或 .gif 结尾。",
        "A file name of letters, digits, dots and hyphens that ends in .jpg, .png, .webp or .gif.",
    ),
    (
        "[a-z0-9]+",
        "只用小写字母、数字和连字符，例如 `green-casting`。",
        "Use lower-case letters, digits and hyphens, such as `green-casting`.",
    ),
    (
        "[01][0-9]",
        '写成 24 小时制的时间，例如 `"09:30"`。',
        'Write the time with 24 hours, such as `"09:30"`.',
    ),
    (
        "[0-9+()",
        "只写数字、空格、加号、括号和连字符。",
        "Use digits, spaces, plus, brackets and hyphens only.",
    ),
    (
        "[0-9A-Z]",
        "只写 1 到 3 个数字或大写字母，例如 `1`、`4`、`N`。",
        "Use 1 to 3 digits or capitals, such as `1`, `4` or `N`.",
    ),
    (
        "[0-9a-f]",
        "由 `hub translations` 写入，不要手改。",
        "It is the 12-character fingerprint of the original; leave it out when in doubt.",
    ),
    ("[a-z0-9-]+(", "写成域名，例如 `hub.example`。", "Write a domain such as `hub.example`."),
)

_WIDE_QUOTES = re.compile(r"[“”‘’＂].*[“”‘’＂]$", re.DOTALL)
_QUOTED_CODES = frozenset({"E120", "E124", "E125", "E126", "E131", "E132", "E135", "E136"})
"""Problems of values that hold no Chinese text: full-width quotes around one are what is wrong with it."""

Locate = Callable[[Loc], Loc]


def field_problems(
    error: ValidationError,
    model: type[BaseModel],
    document: Document,
    shorten: Locate = lambda loc: loc,
    names: Mapping[str, str] | None = None,
) -> Iterator[Problem]:
    """Yield one problem for each thing pydantic refused, placed at the field in *document*.

    A missing field is placed at the mapping that lacks it, an unknown one at its key. *shorten* maps pydantic's
    path to the file's, where a record was put together from two files; *names* maps what things are called to ids.
    """
    for detail in error.errors(include_url=False):
        loc = shorten(tuple(step for step in detail["loc"] if step != "[key]"))
        kind = detail["type"]
        if kind == "too_short" and len(detail["input"]) >= detail["ctx"]["min_length"]:
            continue  # its entries are there, and told of by themselves
        empty = detail.get("input", "") is None and kind not in ("missing", "extra_forbidden")
        code = "E133" if empty else CODES.get(kind, "E139")
        place = (
            document.key_place(loc) if kind == "extra_forbidden" or "[key]" in detail["loc"] else document.place(loc)
        )
        if kind == "missing":
            place = _mapping_place(document, loc[:-1])
        elif place.line in document.mended:
            continue  # its columns are not those of the file
        owner = model_at(model, loc[:-1])
        if code == "E129" and _is_text(model, loc):
            code = "E134"
        if code in _QUOTED_CODES and _WIDE_QUOTES.match(str(detail.get("input"))):
            code = "E110"
        facts = _facts(detail, loc, owner, model, code)
        mend = _mend(detail, document, place, owner, code)
        if code == "E136" and (id_ := (names or {}).get(facts["found"])) and re.fullmatch(facts["pattern"], id_):
            mend = Replacement.of(place, id_)
            asked = guess(id_)
            facts |= {"hint_zh": asked["guess_zh"], "hint_en": asked["guess_en"].rstrip()}
        facts.pop("pattern", None)
        yield Problem(document.file, place, code, facts, mend)


def _mend(detail: Any, document: Document, place: Place, owner: type[BaseModel] | None, code: str) -> Mend | None:
    """What a program can write instead, where the value or the key stands on one line."""
    if code == "E122":
        return unknown_key_mend(str(detail["loc"][-1]), owner, place, taken=document.keys_beside(place))
    if place.text[place.column - 1 :][:1] in ("|", ">"):
        return None
    ctx: Mapping[str, Any] = detail.get("ctx") or {}
    found = meant(code, detail.get("input"), tuple(_allowed(ctx)), str(ctx.get("pattern", "")))
    return Replacement.of(place, found.text, sure=found.sure) if found else None


def unknown_key_mend(
    key: str, owner: type[BaseModel] | None, place: Place, taken: frozenset[str]
) -> Replacement | None:
    """The field that *key* most likely is, unless it stands there already: then one of them has to be deleted."""
    near = nearest_field(key, owner)
    if near is None or near.value in taken:
        return None
    return Replacement.of(place, near.value, sure=near.sure)


def nearest_field(key: str, owner: type[BaseModel] | None) -> Near | None:
    """The field of *owner* whose name, or whose Chinese description, is nearest to *key*."""
    labels: dict[str, str] = {}
    for name in field_names(owner):
        field = _field(owner, name) if owner is not None else None
        label = re.split(r"[，、（；\s]| /", (field.description or "") if field else "", maxsplit=1)[0]
        if label:
            labels[label] = name
    near = nearest(key, field_names(owner), labels)
    if near is None and re.search(r"[\u4e00-\u9fff]", key) and (label_near := nearest(key, labels)):
        return Near(labels[label_near.value], sure=False)
    return near


def _mapping_place(document: Document, loc: Loc) -> Place:
    """Point at the mapping's key where it has one: its first line is easier to see than its whole."""
    place = document.key_place(loc) if loc else document.place(())
    return Place(place.line, place.column, min(place.length, 40), place.text)


def _facts(detail: Any, loc: Loc, owner: type[BaseModel] | None, model: type[BaseModel], code: str) -> dict[str, Any]:
    field = str(next((step for step in reversed(loc) if isinstance(step, str)), loc[-1] if loc else "–"))
    if field in ("zh", "en") and len(loc) > 1:
        field = f"{next((s for s in reversed(loc[:-1]) if isinstance(s, str)), '')}.{field}".lstrip(".")
    found = detail.get("input")
    ctx: Mapping[str, Any] = detail.get("ctx") or {}
    facts: dict[str, Any] = {"field": field, "found": found if isinstance(found, str) else "…"}
    if code == "E120":
        facts |= {"allowed": _allowed(ctx)} | guess(nearest(str(found), _allowed(ctx), VALUE_WORDS))
    elif code == "E122":
        facts |= {"allowed": field_names(owner)} | guess(nearest_field(field, owner))
    elif code in ("E121", "E123"):
        facts["example"] = example(owner, str(loc[-1])) if loc and owner else f"{field}: …"
    elif code == "E125":
        facts["example"] = _nearest_day(found)
    elif code in ("E127", "E138"):
        facts |= {"length": ctx.get("actual_length", len(str(found))), "limit": _limit(ctx)}
    elif code == "E129":
        facts["allowed"] = field_names(model_at(model, loc)) or ["…"]
    elif code == "E130":
        facts["limit"] = _limit(ctx)
    elif code == "E136":
        facts["pattern"] = pattern = str(ctx.get("pattern", ""))
        hint = next((h for h in HINTS if h[0] in pattern), None)
        facts |= {"hint_zh": hint[1] if hint else pattern, "hint_en": hint[2] if hint else pattern}
    elif code == "E139":
        facts["reason"] = detail["msg"]
    return facts


def _allowed(ctx: Mapping[str, Any]) -> list[str]:
    """The values that pydantic names for a field with fixed ones."""
    return re.findall(r"'([^']*)'", str(ctx.get("expected", "")))


def _limit(ctx: Mapping[str, Any]) -> str:
    for key, sign in (("ge", "≥ "), ("le", "≤ "), ("max_length", "≤ "), ("min_length", "≥ ")):
        if key in ctx:
            return f"{sign}{ctx[key]}"
    return "–"


def _nearest_day(found: Any) -> str:
    """Turn ``2026年3月1日`` or ``2026/3/1`` into the date it means; otherwise give an example."""
    written = day(found) if isinstance(found, str) else None
    return written.text if written else "2026-11-22"


def model_at(model: type[BaseModel], loc: Loc) -> type[BaseModel] | None:
    """Return the model of the mapping at *loc*, or None where there is no model (a dict, a text)."""
    current: type[BaseModel] | None = model
    keyed = False  # whether the next step is a key of a dict, chosen by the editor
    for step in loc:
        if keyed or isinstance(step, int):
            keyed = False
            continue
        if current is None:
            return None
        field = _field(current, step)
        current = _model_in(field.annotation) if field else None
        keyed = field is not None and typing.get_origin(field.annotation) is dict
    return None if keyed else current


def _field(model: type[BaseModel], name: str) -> FieldInfo | None:
    return model.model_fields.get(name) or next((f for f in model.model_fields.values() if f.alias == name), None)


def _model_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is not None:
        for part in typing.get_args(annotation):
            if found := _model_in(part):
                return found
    return None


HIDDEN = frozenset({"id", "file", "body"})
"""Fields that come from where a record lies, not from what its editor writes."""


def field_names(model: type[BaseModel] | None) -> list[str]:
    """The names an editor may write in *model*."""
    if model is None:
        return []
    return [
        field.alias or name
        for name, field in model.model_fields.items()
        if not (issubclass(model, Item) and name in HIDDEN)
        and not any(type(m).__name__ == "SkipJsonSchema" for m in field.metadata)
    ]


def _is_text(model: type[BaseModel], loc: Loc) -> bool:
    return model_at(model, loc) in (Text, LongText)


def example(owner: type[BaseModel], name: str) -> str:
    """One correct line for the field *name* of *owner*."""
    field = _field(owner, name)
    if field is None:
        return f"{name}: …"
    inner = _model_in(field.annotation)
    if issubclass(owner, Article) and name in ("title", "summary"):
        return f"{name}: …"  # each language has a file of its own
    text = str(field.annotation)
    listed = "tuple" in text
    if inner in (Text, LongText):
        return f"{name}: [{{zh: 中文, en: English}}]" if listed else f"{name}: {{zh: 中文, en: English}}"
    if inner is not None:
        needed = [n for n, f in inner.model_fields.items() if f.is_required()]
        return f"{name}: {{{', '.join(f'{n}: …' for n in needed)}}}"
    if "Literal" in text:
        return f"{name}: {typing.get_args(field.annotation)[0]}"
    if "date" in text:
        return f"{name}: 2026-12-05"
    if "int" in text or "float" in text:
        return f"{name}: 1"
    return f"{name}: …"
