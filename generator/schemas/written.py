"""The schema of a model as it is written in a file, its words still as the model has them."""

from __future__ import annotations

import json
import re
from functools import cache
from typing import Any

from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from generator.model.item import Article
from generator.model.record import Line, Record

Schema = dict[str, Any]


class _Written(GenerateJsonSchema):
    """YAML scalars, of which the reader takes any where it wants a text; empty values are left out."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def str_schema(self, schema: core_schema.StringSchema) -> JsonSchemaValue:
        made = super().str_schema(schema)
        pattern = made.get("pattern")
        if pattern is None:
            made["type"] = ["string", "number", "boolean"]
        elif any(re.search(pattern, number) for number in ("1", "2026")):
            made["type"] = ["string", "integer"]
        return made

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        made = super().default_schema(schema)
        if not isinstance(made.get("default"), str | int):
            made.pop("default", None)
        return made

    def sort(self, value: JsonSchemaValue, parent_key: str | None = None) -> JsonSchemaValue:
        return value  # the order of the models is the order of forms

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        made = super().dict_schema(schema)
        return {**made, "additionalProperties": False} if "patternProperties" in made else made


class _OneLine(Record):
    line: Line


@cache
def _line() -> Schema:
    schema = _OneLine.model_json_schema(schema_generator=_Written)["properties"]["line"]
    return {key: value for key, value in schema.items() if key != "title"}


def written_schema(model: type[Record]) -> Schema:
    """Return the schema of *model* as it stands in a file; definitions of the records in it are in ``$defs``.

    In the front matter of an article title and summary are one line each: the other language has a file of its own.
    """
    schema = model.model_json_schema(by_alias=True, schema_generator=_Written)
    if issubclass(model, Article):
        for name in ("title", "summary"):
            field = schema["properties"][name]
            schema["properties"][name] = {**_line(), **{key: field[key] for key in field if key != "$ref"}}
    _drop_unused(schema)
    schema = {key: _named(value) for key, value in schema.items()}
    definitions = schema.get("$defs", {})
    if definitions:  # pydantic's order depends on which models were needed before
        definitions = schema["$defs"] = dict(sorted(definitions.items()))
    for owner in (schema, *definitions.values()):
        owner.pop("description", None)  # a docstring, for programmers
        for field in owner["properties"].values():
            if "title" not in field:  # pydantic leaves out a title that says the same as the record's own
                field["title"] = definitions[field["$ref"].rpartition("/")[2]]["title"]
    return schema


def _drop_unused(schema: Schema) -> None:
    """Remove definitions that nothing refers to any more."""

    def used() -> set[str]:
        return {ref.rpartition("/")[2] for ref in re.findall(r'"\$ref": "([^"]+)"', json.dumps(schema))}

    definitions: Schema = schema.get("$defs", {})
    while unused := definitions.keys() - used():
        for name in unused:
            del definitions[name]


def _named(value: Any) -> Any:
    """Call limits by the names of the format: pydantic leaves its own where a validator of ours comes first."""
    if isinstance(value, dict):
        return {{"ge": "minimum", "le": "maximum"}.get(key, key): _named(one) for key, one in value.items()}
    return [_named(one) for one in value] if isinstance(value, list) else value
