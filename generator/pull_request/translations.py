"""Which translations a change leaves behind: the Chinese is another one, the English still the same."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pydantic import BaseModel

from generator.model.hub import Hub
from generator.model.item import Article
from generator.model.prose import Body
from generator.model.record import LongText, Text


@dataclass(frozen=True, slots=True)
class Behind:
    """A translation whose original changed: the file below content/ it is in, and the field; empty for a text."""

    file: str
    field: str


def left_behind(before: Hub, after: Hub) -> tuple[Behind, ...]:
    """What was up to date *before*, or not known to be behind, and is behind its original *after*."""
    known = {item.path: item for item in before.items()}
    found: list[Behind] = []
    for item in after.items():
        old = known.get(item.path)
        if old is None:
            continue
        for name in ("body", "about"):
            was, now = getattr(old, name, None), getattr(item, name, None)
            if isinstance(was, Body) and isinstance(now, Body) and _is_behind(was, now) and now.en is not None:
                found.append(Behind(now.en.file, ""))
        own = {"title", "summary"} if isinstance(item, Article) else set()  # they stand in the text's own file
        found += [Behind(item.file, field) for field in _texts_behind(old, item) if field not in own]
    for file, old_part, new_part in (
        ("hub.yml", before.site, after.site),
        ("taxonomy.yml", before.taxonomy, after.taxonomy),
    ):
        found += [Behind(file, field) for field in _texts_behind(old_part, new_part)]
    return tuple(sorted(found, key=lambda one: (one.file, one.field)))


def _is_behind(was: Body, now: Body) -> bool:
    if now.outdated:
        return not was.outdated
    same_english = was.en is not None and now.en is not None and was.en.fingerprint == now.en.fingerprint
    return same_english and was.zh.fingerprint != now.zh.fingerprint


def _texts_behind(was: object, now: object, path: str = "") -> Iterator[str]:
    """The short texts of a record whose Chinese changed and whose English did not."""
    if isinstance(now, Text | LongText) and isinstance(was, Text | LongText):
        if now.en is not None and now.en == was.en and now.zh != was.zh:
            yield path
    elif isinstance(now, BaseModel) and type(was) is type(now):
        for name in type(now).model_fields:
            yield from _texts_behind(getattr(was, name), getattr(now, name), f"{path}.{name}".lstrip("."))
    elif isinstance(now, tuple) and isinstance(was, tuple):
        for number, (old, new) in enumerate(zip(was, now, strict=False)):
            yield from _texts_behind(old, new, f"{path}.{number + 1}")
    elif isinstance(now, dict) and isinstance(was, dict):
        for key in now.keys() & was.keys():
            yield from _texts_behind(was[key], now[key], f"{path}.{key}".lstrip("."))
