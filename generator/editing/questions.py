"""What a form asks: the questions of each kind of file, made from the models."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Literal

from generator.model.alliance import Alliance
from generator.model.chain import ChainLink
from generator.model.item import Article
from generator.model.record import LongText, Picture, Record, Text
from generator.schemas.fields import Choice, FieldShape, FieldType, fields_of
from generator.schemas.words import Words

Source = Literal["", "alliances", "tags", "event_categories", "pictures", "parts"]
"""Where the answers of a reference come from: records, taxonomy, the pictures of the folder, the parts of a chain."""

_REFERENCES: Mapping[str, Source] = {
    "alliance": "alliances",
    "alliances": "alliances",
    "tags": "tags",
    "category": "event_categories",
}
_TEXTS: tuple[tuple[type[Record], str, Words], ...] = (
    (Article, "body", Words("正文", "Text")),
    (Alliance, "about", Words("详细介绍", "About it")),
)
"""Fields whose text is Markdown in files of its own, and what to call them."""

_PUBLISHING = ("draft", "sample", "publish_at")


@dataclass(frozen=True, slots=True)
class Question:
    """One field of a form, as its model describes it."""

    name: str
    label: Words
    hint: Words
    type: FieldType | Literal["markdown", "reference"]
    many: bool = False
    required: bool = False
    default: str = ""
    """The value that holds when nothing is written, as it would be written."""
    choices: tuple[Choice, ...] = ()
    parts: tuple[Question, ...] = ()
    """Questions of a record, and of each record of a list."""
    source: Source = ""
    longest: int | None = None
    example: str = ""
    """What a sound answer looks like; of single lines and numbers only."""

    @property
    def bilingual(self) -> bool:
        """Whether it has an answer in each language."""
        return self.type in ("text", "long_text", "markdown")

    def part(self, name: str) -> Question | None:
        """The question called *name* inside this one."""
        return next((part for part in self.parts if part.name == name), None)


@cache
def questions_of(model: type[Record]) -> tuple[Question, ...]:
    """Return the questions of *model* in the model's order; whether and when it is published is asked last."""
    shapes = {shape.name: shape for shape in fields_of(model)}
    names = [field.alias or name for name, field in model.model_fields.items()]
    asked: list[Question] = []
    for name in names:
        if name in shapes:
            asked.append(_question(model, shapes[name]))
        for owner, text, label in _TEXTS:
            if issubclass(model, owner) and name == text:
                asked.append(Question(name, label, Words(), "markdown", required=issubclass(model, Article)))
    return tuple(sorted(asked, key=lambda question: _rank(model, question.name)))


def _rank(model: type[Record], name: str) -> int:
    if name in _PUBLISHING and "draft" in model.model_fields:
        return 3
    if issubclass(model, Article):
        return {"title": 0, "summary": 0, "body": 1}.get(name, 2)
    return 1


def _question(model: type[Record], shape: FieldShape) -> Question:
    example = shape.example if isinstance(shape.example, str | int | float) and shape.example is not True else ""
    default = "" if shape.default is None else str(shape.default)
    asked = Question(
        shape.name,
        shape.label,
        shape.hint,
        shape.takes,
        shape.many,
        shape.required,
        {"True": "true", "False": "false"}.get(default, default),
        shape.choices,
        longest=shape.longest,
        example=str(example),
    )
    if shape.takes == "record" and shape.model is not None:
        return replace(asked, parts=questions_of(shape.model))
    if issubclass(model, Article) and shape.name in ("title", "summary"):
        return replace(asked, type="text", example="", hint=Words() if shape.name == "title" else shape.hint)
    if shape.name in _REFERENCES and shape.takes == "line":
        return replace(asked, type="reference", source=_REFERENCES[shape.name], hint=Words())
    if model is Picture and shape.name == "file":
        return replace(asked, type="reference", source="pictures")
    if model is ChainLink and shape.takes == "line":
        return replace(asked, type="reference", source="parts")
    return asked


def in_language(question: Question, lang: Literal["zh", "en"]) -> Question:
    """The half of a bilingual question that asks for the text in *lang*."""
    model = Text if question.type == "text" else LongText
    longest = next((shape.longest for shape in fields_of(model) if shape.name == lang), None)
    return replace(question, name=lang, required=question.required and lang == "zh", longest=longest)
