"""The fields of a record as an editor meets them: label, explanation, choices, example.

Forms, starters, JSON Schemas and the tables of the handbook are all made from these, and these from the models.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from generator.model.record import DAY_OR_MOMENT, Record
from generator.schemas.words import Words, words_of
from generator.schemas.written import Schema, written_schema

FieldType = Literal["line", "text", "long_text", "number", "flag", "day", "moment", "choice", "record", "labels"]
"""What a field takes.

``line``: one line; ``text``: a line in both languages; ``long_text``: paragraphs in both languages; ``number``;
``flag``: true or false; ``day``: a date; ``moment``: a date, or a date with a time; ``choice``: one of `choices`;
``record``: fields of its own, those of `model`; ``labels``: ids of the editor's choosing, each with a text.
"""


@dataclass(frozen=True, slots=True)
class Choice:
    """One value a field can have, and what it means."""

    value: str
    words: Words


@dataclass(frozen=True, slots=True)
class FieldShape:
    """One field: what to call it, what it takes, and what may stand in it."""

    name: str
    """As it is written in the file."""
    label: Words
    hint: Words
    """What the label does not say; often empty."""
    takes: FieldType
    many: bool
    """Whether it is a list of such values."""
    required: bool
    default: str | int | bool | None = None
    """What holds when the field is left out; None when nothing does."""
    example: Any = None
    """A sound value, as plain JSON; None when the model gives none."""
    choices: tuple[Choice, ...] = ()
    model: type[Record] | None = None
    """The record in it, of a `record`."""
    least: float | None = None
    most: float | None = None
    """Smallest and largest number; of a list, fewest and most entries."""
    whole: bool = False
    """Whether a number is a whole one."""
    longest: int | None = None
    """Most characters of a line, or of a text in either language."""
    pattern: str | None = None
    """What a line has to look like, as a regular expression."""


@cache
def fields_of(model: type[Record]) -> tuple[FieldShape, ...]:
    """Return the fields an editor writes in *model*, required ones first, else in the order of the model."""
    schema = written_schema(model)
    required = set(schema.get("required", ()))
    records = records_in(model)
    shapes = [
        _shape(name, field, schema, required=name in required, records=records)
        for name, field in schema["properties"].items()
    ]
    return tuple(sorted(shapes, key=lambda shape: not shape.required))


def _shape(
    name: str, field: Schema, schema: Schema, *, required: bool, records: Mapping[str, type[Record]]
) -> FieldShape:
    many = field.get("type") == "array"
    value: Schema = field["items"] if many else field
    record = value.get("$ref", "").rpartition("/")[2]
    takes = _takes(value, record)
    text: Schema = schema["$defs"][record]["properties"]["zh"] if takes in ("text", "long_text") else value
    sizes = (field.get("minItems"), field.get("maxItems")) if many else (value.get("minimum"), value.get("maximum"))
    return FieldShape(
        name=name,
        label=words_of(field["title"]),
        hint=words_of(field["description"]) if "description" in field else Words(),
        takes=takes,
        many=many,
        required=required,
        default=field.get("default"),
        example=(field.get("examples") or [None])[0],
        choices=tuple(
            Choice(one, words_of(meaning))
            for one, meaning in zip(value.get("enum", ()), value.get("enumDescriptions", ()), strict=True)
        ),
        model=records.get(record),
        least=sizes[0],
        most=sizes[1],
        whole=value.get("type") == "integer",
        longest=text.get("maxLength"),
        pattern=value.get("pattern"),
    )


def _takes(value: Schema, record: str) -> FieldType:
    if record:
        return {"Text": "text", "LongText": "long_text"}.get(record, "record")  # type: ignore[return-value]
    if "enum" in value:
        return "choice"
    if "patternProperties" in value:
        return "labels"
    if value.get("format") == "date":
        return "day"
    if value.get("pattern") == DAY_OR_MOMENT:
        return "moment"
    kinds: dict[str, FieldType] = {"integer": "number", "number": "number", "boolean": "flag"}
    return kinds.get(str(value.get("type")), "line")


def records_in(model: type[Record]) -> dict[str, type[Record]]:
    """The records that fields of *model* hold, at any depth, by name."""
    found: dict[str, type[Record]] = {}
    pending: list[Any] = [model]
    while pending:
        part = pending.pop()
        if isinstance(part, type) and issubclass(part, Record):
            if part.__name__ not in found:
                found[part.__name__] = part
                pending += [field.annotation for field in part.model_fields.values()]
        elif isinstance(part, types.UnionType) or typing.get_origin(part) is not None:
            pending += typing.get_args(part)
    return found
