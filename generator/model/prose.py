"""Markdown texts after reading, and what both languages of an article hold."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Annotated, Any, NamedTuple

from pydantic import Field

from generator.model.record import Flag, Lang, Line, Record


class Parts:
    """A value kept as what it was made from: a third of the time that dataclasses take by themselves."""

    __slots__ = ()

    def __reduce__(self) -> tuple[type, tuple[Any, ...]]:
        names: tuple[str, ...] = self.__slots__
        return type(self), tuple([getattr(self, name) for name in names])


class LinkTarget(NamedTuple):
    """One relative link or picture of a text: what it names, and which of the text's targets it is."""

    path: str
    """The content path it resolves to (``alliances/hvac/alliance.yml``), without a fragment."""
    written: str
    """As the editor wrote it."""
    picture: bool
    number: int


class Stored(ABC):
    """A text that is somewhere else until it is wanted."""

    __slots__ = ()

    @abstractmethod
    def read(self) -> str:
        """Fetch the text."""


class Markup(NamedTuple):
    """A Markdown text turned into HTML. Addresses in it are absolute paths below ``{base}``, a marker that
    pages and feeds replace with the site's base path or full address."""

    file: str
    text: str | Stored
    """The HTML, or where it is kept; `html` fetches it."""
    targets: tuple[LinkTarget, ...]
    characters: int
    """Length of the readable text, spaces not counted."""
    fingerprint: str
    """Of the source text: what a translation records to know whether it is still current."""

    @property
    def html(self) -> str:
        """The HTML; read from disk where it is kept there."""
        return self.text if isinstance(self.text, str) else self.text.read()


TranslationDraft = Annotated[
    Flag,
    Field(
        title="草稿 / Draft",
        description="译文还没好，不发布；译好以后删掉这一行 / not published; delete the line when it is translated",
        examples=[True],
    ),
]
Original = Annotated[
    Annotated[str, Field(pattern=r"^[0-9a-f]{12}$")] | None,
    Field(
        title="原文指纹 / Fingerprint of the original",
        description="译文所依据的中文原文，由 `hub translations accept` 写入 / "
        "of the Chinese text it was made from; `hub translations accept` writes it",
        examples=["0a1b2c3d4e5f"],
    ),
]


class AboutTranslation(Record, title="联盟介绍的英文译文 / English translation of the text about an alliance"):
    """The front matter that an alliance's ``about.en.md`` may have."""

    draft: TranslationDraft = False
    original: Original = None


class Translation(Record, title="英文译文 / English translation"):
    """The front matter of an ``.en.md`` file: texts only."""

    title: Line = Field(title="英文标题 / English title", examples=["Sample Company A visits the alliance"])
    summary: Line | None = Field(
        None,
        title="英文摘要 / English summary",
        description="不写则英文页显示中文摘要 / without it the English page shows the Chinese one",
        examples=["Sample Company A asked about jobs."],
    )
    draft: TranslationDraft = False
    original: Original = None


@dataclass(frozen=True, slots=True)
class Body(Parts):
    """The text of an article: Chinese always, English where it is translated."""

    zh: Markup
    en: Markup | None = None
    outdated: bool = False
    """Whether the Chinese text changed after the translation was made."""
    confirmed: bool = False
    """Whether the translation says which Chinese text it was made from; otherwise nobody can say if it is outdated."""

    def best(self, lang: Lang) -> tuple[Markup, Lang]:
        """The text for *lang*, and the language it is really in."""
        return (self.en, "en") if lang == "en" and self.en is not None else (self.zh, "zh")
