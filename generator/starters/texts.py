"""The text of a new file: what is known of it, each field explained, and every field that may be added."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.model.record import Lang, Record
from generator.schemas.fields import FieldShape, fields_of
from generator.schemas.files import schema_line
from generator.schemas.kinds import FileKind, kind_of
from generator.schemas.rules import explained
from generator.schemas.yaml_text import block, flow

TO_WRITE = "待填写"
"""Begins every text that its editor still has to write; the site is Chinese first, whatever the editor speaks."""

LINE = 300
"""Most characters of a line of free text; shorter ones are ids, file names and the like."""

_OPTIONAL = {
    "zh": "以下字段可以不写；要用哪一个，删掉行首的“# ”再改。",
    "en": "The fields below may be absent; to use one remove “# ” in front of it.",
}
_BODY = f"{TO_WRITE}：正文从这里写起，段落之间空一行。\n"


def starter_text(path: str, values: Mapping[str, Any], lang: Lang) -> str:
    """Return the text of the new content file *path*: *values* first, placeholders for what else is required.

    *values* are plain values by the names of fields, records as mappings: ``{"employer": {"name": {"zh": "…"}}}``.
    Comments are in *lang*. Raises ValueError for a path at which no file with fields can lie.
    """
    kind = kind_of(path)
    if kind is None:
        raise ValueError(f"no file with fields lies at {path}")
    fields = "".join(_field_lines(kind, values, lang))
    if not kind.front_matter:
        return schema_line(path) + f"# {_what(kind, lang)}\n\n" + fields
    return f"---\n# {_what(kind, lang)}\n{fields}---\n\n{_BODY}"


def _what(kind: FileKind, lang: Lang) -> str:
    title = str(kind.model.model_config["title"]).split(" / ")
    return title[1] if lang == "en" else title[0]


def _field_lines(kind: FileKind, values: Mapping[str, Any], lang: Lang) -> Iterator[str]:
    shapes = fields_of(kind.model)
    for shape in shapes:
        if shape.required or shape.name in values:
            yield f"# {_comment(shape, lang)}\n"
            yield block({shape.name: values.get(shape.name, placeholder(shape))})
            yield "" if kind.front_matter else "\n"
    rest = [shape for shape in shapes if not shape.required and shape.name not in values]
    if rest:
        yield f"# {_OPTIONAL[lang]}\n"
    for shape in rest:
        yield f"# {shape.name}: {flow(example(shape))}  # {_comment(shape, lang)}\n"


def _comment(shape: FieldShape, lang: Lang) -> str:
    label, more = shape.label.of(lang), explained(shape, lang).rstrip("。.")
    if more == label:
        return label
    return f"{label}：{more}" if lang == "zh" else f"{label}: {more}"


def placeholder(shape: FieldShape) -> Any:
    """Return a value for the required field *shape* that the check accepts and that says it is still to be written."""
    one = _one_placeholder(shape)
    return [one] if shape.many else one


def _one_placeholder(shape: FieldShape) -> Any:
    text = f"{TO_WRITE}：{shape.label.zh}"
    if shape.takes in ("text", "long_text"):
        return {"zh": text}
    if shape.takes == "record" and shape.model is not None:
        return required_values(shape.model)
    if shape.takes == "choice":
        return shape.choices[0].value
    if shape.takes == "line" and shape.longest == LINE:
        return text
    return example(shape)


def required_values(model: type[Record]) -> dict[str, Any]:
    """Return placeholders for the required fields of *model*."""
    return {shape.name: placeholder(shape) for shape in fields_of(model) if shape.required}


def example(shape: FieldShape) -> Any:
    """Return a sound value for *shape*: the model's own example, or one made from the fields it needs."""
    if shape.example is not None:
        return shape.example
    if shape.takes in ("text", "long_text"):
        value: Any = {"zh": "…", "en": "…"}
    elif shape.takes == "record" and shape.model is not None:
        value = {inner.name: example(inner) for inner in fields_of(shape.model) if inner.required}
        value = value or {inner.name: example(inner) for inner in fields_of(shape.model)[:1]}
    elif shape.choices:
        value = shape.choices[0].value
    else:
        value = shape.least if shape.takes == "number" else "…"
    return [value] * max(1, int(shape.least or 0)) if shape.many else value
