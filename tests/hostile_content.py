"""A content folder in which every text field of every kind of record holds vectors; the fields come from the models."""

from __future__ import annotations

import itertools
import json
import types
import typing
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from hostile_vectors import ADDRESSES, VECTORS, lines
from pydantic import BaseModel, TypeAdapter, ValidationError

from generator.model.alliance import Alliance
from generator.model.chain import Chain
from generator.model.hub import Media
from generator.model.prose import Translation
from generator.model.record import LongText, Record, Text, WebAddress
from generator.model.site import SiteIdentity
from generator.reading.markdown import Text as MarkdownText
from generator.reading.markdown import convert
from generator.reading.records import ARTICLES, SINGLE
from generator.reading.yaml import parse

LINES = lines()

FIXED: Mapping[str, Any] = {
    "posted": "2026-11-01",
    "date": "2026-11-01",
    "updated": "2026-11-02",
    "start": "2026-12-05 09:00",
    "end": "2026-12-05 11:00",
    "until": "2026-12-01",
    "valid_from": "2026-01-01",
    "valid_through": "2026-12-31",
    "due": "2026-12-01",
    "day": "2026-12-01",
    "alliance": "a0",
    "alliances": ["a0"],
    "tags": ["t0"],
    "category": "c0",
    "from": "n0",
    "to": "n0",
    "profile": "gov",
    "domain": "hub.example",
    "site_id": "3212820001",
}
"""Fields that other fields or records depend on."""

LEFT_OUT = frozenset({"draft", "sample", "publish_at", "recurrence", "cover", "mark", "original", "page_size", "sign"})
"""Fields without a text of their own, or that would keep a record from its page."""


def accepted(type_: Any, values: tuple[str, ...]) -> tuple[str, ...]:
    """The *values* that a field of *type_* takes; the others end as problems."""
    adapter = TypeAdapter(type_)
    found = []
    for value in values:
        try:
            found.append(adapter.validate_python(value))
        except ValidationError:
            continue
    return tuple(found)


WEB = accepted(WebAddress, ADDRESSES)


def is_refused(vector: str, lang: typing.Literal["zh", "en"] = "zh") -> bool:
    """Whether *vector* as a Markdown text ends as a problem."""
    # What a vector defines is used by others beside it.
    text = MarkdownText("pages/x/index.md", f'{vector}\n\n[^1] [x] [r] [X]["onclick]\n', lang)
    _, problems = convert(text, (), lambda path: Media(path, 1, 1, 1), lambda key: key)
    return any(problem.severity == "error" for problem in problems)


def reads(vector: str) -> bool:
    """Whether YAML in double quotes gives *vector* back without a problem."""
    document, problems = parse(f"title: {quoted(vector)}\n", "a.yml")
    return not problems and document is not None and document.values["title"] == vector


def quoted(value: Any) -> str:
    """*value* as YAML: what JSON can write, YAML reads."""
    return json.dumps(value, ensure_ascii=False)


SAID = tuple(vector for vector in VECTORS if not is_refused(vector))
"""Vectors that a Markdown text shows as they are."""


class Filler:
    """Fills in every field of a model. Each text takes the next line of vectors, each address the next address."""

    def __init__(self, start: int) -> None:
        self.said = itertools.islice(itertools.cycle(LINES), start % len(LINES), None)
        self.web = itertools.islice(itertools.cycle(WEB), start % len(WEB), None)
        self.texts = 0

    def text(self, longest: int = 300) -> str:
        """The next line of vectors, cut where the field is shorter."""
        self.texts += 1
        return next(self.said)[:longest].strip()

    def record(self, model: type[BaseModel], *, without: frozenset[str] = frozenset()) -> dict[str, Any]:
        """A value for every field of *model*, by the name that a file gives it."""
        found: dict[str, Any] = {}
        for name, field in model.model_fields.items():
            key = field.alias or name
            if key in LEFT_OUT | without or any(type(m).__name__ == "SkipJsonSchema" for m in field.metadata):
                continue
            if (
                key in ("id", "file", "body", "about", "chain")
                and field.annotation is not None
                and "Skip" in str(field)
            ):
                continue
            if key in FIXED and (key not in ("from", "to", "day") or model.__name__ in ("ChainLink", "Milestone")):
                found[key] = FIXED[key]
            elif (value := self.value(field.annotation, field)) is not None:
                found[key] = value
        return found

    def value(self, annotation: Any, field: Any) -> Any:
        """A value of the type *annotation*; None where only the example in the schema can say one."""
        if isinstance(annotation, types.UnionType) or typing.get_origin(annotation) is typing.Union:
            annotation = next(part for part in typing.get_args(annotation) if part is not type(None))
        if typing.get_origin(annotation) is typing.Annotated:
            return self.value(typing.get_args(annotation)[0], field) if _is_plain(annotation) else _example(field, self)
        origin = typing.get_origin(annotation)
        if origin is tuple:
            least = max((getattr(m, "min_length", None) or 1 for m in field.metadata), default=1)
            found = [self.value(typing.get_args(annotation)[0], field) for _ in range(least)]
            return None if found[0] is None else found[0] if isinstance(found[0], list) else found
        if isinstance(annotation, type) and issubclass(annotation, LongText):
            return {lang: f"{self.text()}\n\n{self.text()}" for lang in ("zh", "en")}
        if isinstance(annotation, type) and issubclass(annotation, Text):
            return {lang: self.text() for lang in ("zh", "en")}
        if isinstance(annotation, type) and issubclass(annotation, Record):
            found = self.record(annotation)
            if annotation.__name__ == "Node":
                found["id"] = "n0"
            return found
        return _example(field, self)


def _is_plain(annotation: Any) -> bool:
    """Whether an annotated type is a tuple or a record rather than a text with rules of its own."""
    return typing.get_origin(typing.get_args(annotation)[0]) is tuple or isinstance(
        typing.get_args(annotation)[0], types.UnionType
    )


def _example(field: Any, filler: Filler) -> Any:
    description = f"{field.annotation} {field.metadata}"
    if "_web_address" in description:
        return next(filler.web)
    if (
        field.annotation is str
        and not any(getattr(m, "pattern", None) for m in field.metadata)
        and "_email" not in description
    ):
        longest = next((m.max_length for m in field.metadata if getattr(m, "max_length", None)), 60)
        return filler.text(longest)
    return field.examples[0] if field.examples else None


def front_matter(values: Mapping[str, Any], text: str) -> str:
    """A Markdown file with *values* at its head."""
    return f"---\n{fields(values)}---\n\n{text}\n"


def fields(values: Mapping[str, Any]) -> str:
    """*values* as YAML, one field a line."""
    return "".join(f"{key}: {quoted(value)}\n" for key, value in values.items())


def markdown(start: int, count: int = 40) -> str:
    """*count* vectors as paragraphs, from number *start* on."""
    return "\n\n".join(itertools.islice(itertools.cycle(SAID), start % len(SAID), start % len(SAID) + count))


def lay_out(content: Path, *, everywhere: bool = False) -> Mapping[str, int]:
    """Write a hub whose texts are vectors; return how many texts each model was given.

    There are as many records of a kind as it takes for its fields together to hold each of `LINES`; with
    *everywhere* as many as it takes for each of its fields to hold each of them.
    """
    texts: dict[str, int] = defaultdict(int)

    def write(path: str, text: str) -> None:
        (content / path).parent.mkdir(parents=True, exist_ok=True)
        (content / path).write_text(text, "utf-8")

    def filled(model: type[BaseModel], number: int, without: frozenset[str] = frozenset()) -> dict[str, Any]:
        filler = Filler(number if everywhere else texts[model.__name__])
        found = filler.record(model, without=without)
        texts[model.__name__] += filler.texts
        return found

    write("hub.yml", fields(filled(SiteIdentity, 0)))
    words = [{"zh": zh, "en": en} for zh, en in itertools.pairwise(LINES[:9])]
    write(
        "taxonomy.yml",
        fields({"tags": {f"t{n}": w for n, w in enumerate(words)}, "event_categories": {"c0": words[0]}}),
    )

    def numbers(kind: type[BaseModel]) -> Iterator[int]:
        number = 0
        while number < len(LINES) if everywhere else texts[kind.__name__] < len(LINES):
            yield number
            number += 1

    for number in numbers(Alliance):
        write(f"alliances/a{number}/alliance.yml", fields(filled(Alliance, number, frozenset({"about", "chain"}))))
        write(f"alliances/a{number}/chain.yml", fields(filled(Chain, number)))
        for name in ("about.md", "about.en.md"):
            write(f"alliances/a{number}/{name}", markdown(number * 40))
    for section, single in SINGLE.items():
        for number in numbers(single):
            write(f"{section}/x{number}.yml", fields(filled(single, number)))
    for section, article in ARTICLES.items():
        for number in numbers(article):
            folder = f"news/2026/2026-11-01-x{number}" if section == "news" else f"{section}/x{number}"
            values = filled(article, number)
            titles = {key: values.pop(key) for key in ("title", "summary")}
            chinese = {**{key: title["zh"] for key, title in titles.items()}, **values}
            write(f"{folder}/index.md", front_matter(chinese, markdown(number * 40)))
            english = {**filled(Translation, number), **{key: title["en"] for key, title in titles.items()}}
            write(f"{folder}/index.en.md", front_matter(english, markdown(number * 40 + 20)))
    return texts
