"""What an editor answers about a field, put among the values of a new record; and what is wrong with an answer."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from generator.model.record import LANGS, Lang, Record
from generator.schemas.fields import FieldShape, fields_of
from generator.schemas.rules import explained
from generator.schemas.yaml_text import scalar
from generator.starters.records import shape_at

_NUMBER = re.compile(r"-?[0-9]{1,15}(\.[0-9]{1,6})?")
_BETWEEN = re.compile(r"[\s,，、]+")


class UnknownFieldError(ValueError):
    """A name that no field has. Its text is the name."""


def put(values: Mapping[str, Any], model: type[Record], field: str, answer: str) -> dict[str, Any]:
    """Return *values* with *answer* in *field*: ``headcount``, ``employer.name``, ``title.en``, ``duties``.

    Without a language a text is the Chinese one. In a list of texts or records each answer is one more entry; ids and
    dates of a list are given in one answer, with commas between them. Raises `UnknownFieldError`.
    """
    name, _, rest = field.partition(".")
    shape = {shape.name: shape for shape in fields_of(model)}.get(name)
    if shape is None:
        raise UnknownFieldError(field)
    before = values.get(name)
    if shape.takes in ("text", "long_text"):
        if rest not in ("", *LANGS):
            raise UnknownFieldError(field)
        entry: Any = {rest or "zh": answer}
        if shape.many:
            return {**values, name: [*(before or []), entry]}
        return {**values, name: _ordered({**(before or {}), **entry})}
    if shape.takes == "record" and shape.model is not None:
        if not rest:
            raise UnknownFieldError(field)
        if shape.many:
            return {**values, name: [*(before or []), put({}, shape.model, rest, answer)]}
        return {**values, name: put(before or {}, shape.model, rest, answer)}
    if rest:
        raise UnknownFieldError(field)
    if shape.many:
        return {**values, name: [_one(shape, part) for part in _BETWEEN.split(answer.strip()) if part]}
    return {**values, name: _one(shape, answer)}


def _ordered(text: dict[str, str]) -> dict[str, str]:
    return {lang: text[lang] for lang in LANGS if lang in text}


def _one(shape: FieldShape, answer: str) -> Any:
    if shape.takes == "number" and _NUMBER.fullmatch(answer):
        return float(answer) if "." in answer else int(answer)
    return answer == "true" if shape.takes == "flag" and answer in ("true", "false") else answer


def refusal(model: type[Record], field: str, answer: str, lang: Lang) -> str | None:
    """Return why *answer* cannot stand in *field* of *model*, in *lang*; None when it can.

    Whether an id that it names exists is for the caller to know. Raises `UnknownFieldError`.
    """
    end = field.rpartition(".")[2]
    try:
        shape = shape_at(model, field.rpartition(".")[0] if end in LANGS and "." in field else field)
    except KeyError:
        raise UnknownFieldError(field) from None
    parts = [part for part in _BETWEEN.split(answer.strip()) if part] if shape.many and shape.takes == "line" else None
    if all(_fits(shape, one) for one in parts or [answer]):
        return None
    such = scalar(shape.example) if isinstance(shape.example, str | int) else ""
    if lang == "zh":
        return explained(shape, "zh") + (f"例如 {such}" if such else "")
    return explained(shape, "en") + (f" Such as {such}" if such else "")


def _fits(shape: FieldShape, answer: str) -> bool:
    if not answer.strip() or (shape.takes != "long_text" and "\n" in answer):
        return False
    if shape.longest is not None and len(answer) > shape.longest:
        return False
    if shape.takes == "number":
        return (
            _NUMBER.fullmatch(answer) is not None and not (shape.whole and "." in answer) and _in_range(shape, answer)
        )
    if shape.takes in ("day", "moment"):
        return _is_time(shape, answer)
    if shape.choices:
        return answer in {choice.value for choice in shape.choices}
    if shape.takes == "flag":
        return answer in ("true", "false")
    return shape.pattern is None or re.search(shape.pattern, answer) is not None


def _in_range(shape: FieldShape, answer: str) -> bool:
    return not (
        (shape.least is not None and float(answer) < shape.least)
        or (shape.most is not None and float(answer) > shape.most)
    )


def _is_time(shape: FieldShape, answer: str) -> bool:
    if shape.pattern is None or not re.search(shape.pattern, answer):
        return False
    try:
        dt.datetime.fromisoformat(answer)
    except ValueError:
        return False
    return True
