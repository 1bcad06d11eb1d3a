"""The tables of fields in the handbook. Their place is marked in the pages; what stands there is made from the models.

A mark is a pair of comments around the table, ``<!-- fields: Job -->`` and ``<!-- /fields -->``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from generator.model.item import Item
from generator.model.record import Lang, Record
from generator.schemas.fields import FieldShape, fields_of, records_in
from generator.schemas.kinds import KINDS
from generator.schemas.rules import rules
from generator.schemas.yaml_text import flow

MARKED = re.compile(r"(<!-- fields: (\w+) -->\n\n)(?:\|.*\n)*\n*(<!-- /fields -->)")
_HEADING = re.compile(r"^#{2,6} +(.*?) *$", re.MULTILINE)
HEADS: Mapping[Lang, tuple[str, ...]] = {
    "zh": ("字段", "必填", "意思", "例子"),
    "en": ("Field", "Required", "Meaning", "Example"),
}


def models() -> dict[str, type[Record]]:
    """Every record that an editor writes, by name; and `Item`, for the fields that all items share."""
    found: dict[str, type[Record]] = {"Item": Item}
    for kind in KINDS:
        found |= records_in(kind.model)
    return found


def with_tables(pages: Mapping[str, str], lang: Lang) -> dict[str, str]:
    """Return the handbook's *pages* in *lang*, by file name, with every marked table made anew.

    A field that holds a record links to that record's own table. Raises KeyError for a mark without a model.
    """
    known = models()
    anchors = {name: (page, anchor) for page, text in pages.items() for name, anchor in _marks(text)}

    def table(page: str, name: str) -> str:
        links = {record: f"{at if at != page else ''}#{heading}" for record, (at, heading) in anchors.items()}
        return field_table(fields_of(known[name]), lang, links)

    def renewed(page: str, text: str) -> str:
        return MARKED.sub(lambda match: f"{match[1]}{table(page, match[2])}\n{match[3]}", text)

    return {page: renewed(page, text) for page, text in pages.items()}


def field_table(shapes: Iterable[FieldShape], lang: Lang, links: Mapping[str, str]) -> str:
    """Return a Markdown table of *shapes*; *links* leads from the names of records to their tables."""
    lines = [_row(HEADS[lang]), _row(("---",) * 4)]
    for shape in shapes:
        yes = ("是" if lang == "zh" else "yes") if shape.required else ""
        example = f"`{flow(shape.example)}`" if shape.example is not None else ""
        lines.append(_row((f"`{shape.name}`", yes, _meaning(shape, lang, links), example)))
    return "\n".join(lines) + "\n"


def _row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _meaning(shape: FieldShape, lang: Lang, links: Mapping[str, str]) -> str:
    label = shape.label.of(lang)
    if shape.takes == "record" and shape.model is not None and (link := links.get(shape.model.__name__)):
        label = f"[{label}]({link})"
    parts = [label, shape.hint.of(lang), *rules(shape, lang)]
    return ("；" if lang == "zh" else "; ").join(part for part in parts if part).replace("|", r"\|")


def _marks(text: str) -> Iterable[tuple[str, str]]:
    """Yield the name of each marked table of *text* and the anchor of the heading it stands under."""
    for match in MARKED.finditer(text):
        above = _HEADING.findall(text[: match.start()])
        yield match[2], anchor(above[-1]) if above else ""


def anchor(heading: str) -> str:
    """Return the anchor of *heading*, as the handbook's slugs are made: Chinese stays, spaces become hyphens."""
    return re.sub(r"\s", "-", re.sub(r"[^\w\- ]", "", heading.strip().lower()))
