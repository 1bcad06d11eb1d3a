"""What all published items share: identity, whose they are, and when they show."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Generator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Self

from pydantic import ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from generator.model.prose import Body
from generator.model.record import Day, DayOrMoment, Flag, Id, Lang, Picture, Record, Sample, Source, Text, Updated

Tags = Annotated[
    tuple[Id, ...],
    Field(
        max_length=12,
        title="标签 / Tags",
        description="编号见 taxonomy.yml / ids of tags from taxonomy.yml",
        examples=[["talent", "service"]],
    ),
]
Alliances = Annotated[tuple[Id, ...], Field(max_length=20)]


class Item(Record, title="共同字段 / Fields of every item"):
    """One record with an address of its own.

    `id` and `file` come from where the record lies, never from its fields: they are permanent, and the
    address, the feed's GUID and the calendar's UID are made from the id.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    section: ClassVar[str]
    """The first part of the address: ``news`` in /news/<id>/."""

    id: SkipJsonSchema[str] = Field(title="编号 / Id")
    file: SkipJsonSchema[str] = Field(title="所在文件 / File, relative to content/")
    draft: Flag = Field(
        False,
        title="草稿 / Draft",
        description="不发布；写好以后删掉这一行 / not published; delete the line when it is ready",
        examples=[True],
    )
    sample: Sample = False
    publish_at: DayOrMoment | None = Field(
        None,
        title="定时发布 / Publish at",
        description="到这一天才发布 / not published before this day",
        examples=["2026-12-05 08:00"],
    )

    @property
    def path(self) -> str:
        """Address below a language's root, without a leading slash: ``news/<id>/``."""
        return f"{self.section}/{self.id}/"

    def is_in(self, lang: Lang) -> bool:
        """Whether the item's page can be read in *lang*: its own title is there in that language."""
        raise NotImplementedError(self)


_REST = "rest"
"""Among the fields of a folded article: what fetches the others. No field may have this name."""


class Article(Item):
    """An item written in Markdown: facts and title in the front matter, one file a language.

    One that was read before may be *folded*: of its fields only some are here, and the others are fetched when one
    of them is asked for. Nobody can tell the difference but by the time it takes (and pydantic's serializer, which
    nothing here uses): of thousands of articles a build often wants no more than their days.
    """

    title: Text = Field(
        title="标题 / Title",
        description="英文标题写在 index.en.md / the English title goes into index.en.md",
        examples=["示例企业A走访联盟"],
    )
    summary: Text = Field(
        title="摘要 / Summary",
        description="一两句话，说清谁做了什么 / a sentence or two: who did what",
        examples=["示例企业A到联盟了解岗位。"],
    )
    body: SkipJsonSchema[Body] = Field(title="正文 / Text")
    tags: Tags = ()
    cover: Picture | None = Field(
        None,
        title="题图 / Leading picture",
        examples=[{"file": "valve.png", "alt": {"zh": "一只阀门", "en": "A valve"}}],
    )

    def is_in(self, lang: Lang) -> bool:
        """Whether title and text exist in *lang*."""
        return lang == "zh" or self.body.en is not None

    @classmethod
    def folded(cls, known: dict[str, Any], rest: Callable[[], Mapping[str, Any]]) -> Self:
        """Return an article with the fields *known*, which it takes over; *rest* fetches all others, once."""
        article = cls.__new__(cls)
        known[_REST] = rest
        _set(article, "__dict__", known)
        _set(article, "__pydantic_fields_set__", _fields(cls))
        _set(article, "__pydantic_extra__", None)
        _set(article, "__pydantic_private__", None)
        return article

    def unfold(self) -> bool:
        """Fetch the fields that are not here; return whether there were any."""
        rest = self.__dict__.get(_REST)
        if rest is None:
            return False
        fields = {**self.__dict__, **rest()}
        _set(self, "__dict__", {name: fields[name] for name in type(self).model_fields})
        return True

    if not TYPE_CHECKING:  # for the checker a field that is not there stays a mistake

        def __getattr__(self, name: str) -> Any:
            return getattr(self, name) if self.unfold() else super().__getattr__(name)

    def __eq__(self, other: object) -> bool:
        self.unfold()
        if isinstance(other, Article):
            other.unfold()
        return super().__eq__(other)

    def __hash__(self) -> int:
        return hash((type(self), self.file))

    def __iter__(self) -> Generator[tuple[str, Any], None, None]:
        self.unfold()
        return super().__iter__()

    def __copy__(self) -> Self:
        self.unfold()
        return super().__copy__()

    def __getstate__(self) -> dict[Any, Any]:
        self.unfold()
        return super().__getstate__()

    def __repr_args__(self) -> Any:
        self.unfold()
        return super().__repr_args__()


class DatedArticle(Article):
    """An article that belongs to a day and, usually, to alliances."""

    date: Day = Field(
        title="发布日期 / Day of publication",
        description="还没到这一天不显示 / nothing shows before it",
        examples=["2026-11-22"],
    )
    updated: Updated = None
    alliances: Alliances = Field(
        (),
        title="所属联盟 / Alliances",
        description="联盟的编号；与哪个联盟都无关就不写 / ids of the alliances concerned, if any",
        examples=[["hvac", "green-casting"]],
    )
    source: Source | None = Field(
        None,
        title="信息来源 / Source",
        description="内容从哪里来 / where it comes from",
        examples=[{"name": {"zh": "示例来源", "en": "Sample source"}}],
    )

    @property
    def last_changed(self) -> Day:
        """The day feeds and sitemaps call the last change."""
        return self.updated or self.date


_set = object.__setattr__


@cache
def _fields(model: type[Article]) -> set[str]:
    return set(model.model_fields)


def changed(item: Item) -> dt.date | None:
    """The day of the last change of *item*, as its editor wrote it."""
    if isinstance(item, DatedArticle):
        return item.last_changed
    day = getattr(item, "updated", None) or getattr(item, "posted", None)
    return day if isinstance(day, dt.date) else None
