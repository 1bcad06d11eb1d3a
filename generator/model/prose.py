"""Markdown texts after reading, and what both languages of an article hold."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import Field

from generator.model.record import Lang, Line, Record


@dataclass(frozen=True, slots=True)
class LinkTarget:
    """One relative link or picture of a text: what it names, and which of the text's targets it is."""

    path: str
    """The content path it resolves to (``alliances/hvac/alliance.yml``), without a fragment."""
    written: str
    """As the editor wrote it."""
    picture: bool
    index: int


@dataclass(frozen=True, slots=True)
class Markup:
    """A Markdown text turned into HTML. Addresses in it are absolute paths below ``{base}``, a marker that
    pages and feeds replace with the site's base path or full address."""

    file: str
    html: str
    targets: tuple[LinkTarget, ...]
    characters: int
    """Length of the readable text, spaces not counted."""
    fingerprint: str
    """Of the source text: what a translation records to know whether it is still current."""


class Translation(Record):
    """The front matter of an ``.en.md`` file: texts only."""

    title: Line = Field(description="英文标题 / English title")
    summary: Line | None = Field(None, description="英文摘要 / English summary")
    original: str | None = Field(
        None,
        pattern=r"^[0-9a-f]{12}$",
        description="译文所依据的中文原文的指纹 / Fingerprint of the Chinese text it was made from",
    )


@dataclass(frozen=True, slots=True)
class Body:
    """The text of an article: Chinese always, English where it is translated."""

    zh: Markup
    en: Markup | None = None
    outdated: bool = False
    """Whether the Chinese text changed after the translation was made."""

    def best(self, lang: Lang) -> tuple[Markup, Lang]:
        """The text for *lang*, and the language it is really in."""
        return (self.en, "en") if lang == "en" and self.en is not None else (self.zh, "zh")
