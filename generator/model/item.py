"""What all published items share: identity, whose they are, and when they show."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, ClassVar

from pydantic import ConfigDict, Field
from pydantic.json_schema import SkipJsonSchema

from generator.model.prose import Body
from generator.model.record import Day, DayOrMoment, Flag, Id, Lang, Picture, Record, Source, Text

Tags = Annotated[tuple[Id, ...], Field(max_length=12)]
Alliances = Annotated[tuple[Id, ...], Field(max_length=20)]


class Item(Record):
    """One record with an address of its own.

    `id` and `file` come from where the record lies, never from its fields: they are permanent, and the
    address, the feed's GUID and the calendar's UID are made from the id.
    """

    model_config = ConfigDict(arbitrary_types_allowed=True)

    section: ClassVar[str]
    """The first part of the address: ``news`` in /news/<id>/."""

    id: SkipJsonSchema[str] = Field(description="编号 / Id")
    file: SkipJsonSchema[str] = Field(description="所在文件 / File, relative to content/")
    draft: Flag = Field(False, description="草稿不发布 / A draft is not published")
    sample: Flag = Field(False, description="示例，不是真实信息 / A sample, not real information")
    publish_at: DayOrMoment | None = Field(None, description="到这一天才发布 / Not published before this day")

    @property
    def path(self) -> str:
        """Address below a language's root, without a leading slash: ``news/<id>/``."""
        return f"{self.section}/{self.id}/"

    def is_in(self, lang: Lang) -> bool:
        """Whether the item's page can be read in *lang*: its own title is there in that language."""
        raise NotImplementedError(self)


class Article(Item):
    """An item written in Markdown: facts and title in the front matter, one file a language."""

    title: Text = Field(description="标题 / Title")
    summary: Text = Field(description="一两句话的摘要 / Summary in a sentence or two")
    body: SkipJsonSchema[Body] = Field(description="正文 / Text")
    tags: Tags = Field((), description="标签编号，见 taxonomy.yml / Tag ids from taxonomy.yml")
    cover: Picture | None = Field(None, description="题图 / Leading picture")

    def is_in(self, lang: Lang) -> bool:
        """Whether title and text exist in *lang*."""
        return lang == "zh" or self.body.en is not None


class DatedArticle(Article):
    """An article that belongs to a day and, usually, to alliances."""

    date: Day = Field(description="发布日期 / Day of publication, Asia/Shanghai")
    updated: Day | None = Field(None, description="最近一次修改内容的日期 / Day of the last change of substance")
    alliances: Alliances = Field((), description="所属联盟的编号 / Ids of the alliances concerned")
    source: Source | None = Field(None, description="信息来源 / Where it comes from")

    @property
    def last_changed(self) -> Day:
        """The day feeds and sitemaps call the last change."""
        return self.updated or self.date


def changed(item: Item) -> dt.date | None:
    """The day of the last change of *item*, as its editor wrote it."""
    if isinstance(item, DatedArticle):
        return item.last_changed
    day = getattr(item, "updated", None) or getattr(item, "posted", None)
    return day if isinstance(day, dt.date) else None
