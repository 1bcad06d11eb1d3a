"""JSON Schema (draft 2020-12) of every kind of file, made from the models.

A schema never refuses what the reader takes, with two exceptions that are better style: numbers and flags are
written without quotes, and a field without a value is left out. What needs other records or the whole text – does
this alliance exist, does the series end – only `hub check` can say.
"""

from __future__ import annotations

import json
from typing import Any

from generator.model.record import Record
from generator.schemas.fields import fields_of, records_in
from generator.schemas.kinds import FileKind
from generator.schemas.rules import explained
from generator.schemas.words import SEPARATOR
from generator.schemas.written import Schema, written_schema

DRAFT = "https://json-schema.org/draft/2020-12/schema"


def file_schema(kind: FileKind) -> Schema:
    """Return the schema of the files of *kind*, every field with its words in both languages."""
    schema = written_schema(kind.model)
    records = records_in(kind.model)
    for name, definition in schema.get("$defs", {}).items():
        _explain(definition, records[name])
    _explain(schema, kind.model)
    return {"$schema": DRAFT, "$id": f"urn:alliance-hub:{kind.name}", **schema}


def _explain(owner: Schema, model: type[Record]) -> None:
    """Give each field of *owner* the whole of its explanation, Chinese first."""
    for shape in fields_of(model):
        field = owner["properties"][shape.name]
        field["title"] = f"{shape.label.zh}{SEPARATOR}{shape.label.en}"
        field["description"] = f"{explained(shape, 'zh')}\n\n{explained(shape, 'en')}"


def schema_text(schema: dict[str, Any]) -> str:
    """Return *schema* as the text of its file."""
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
