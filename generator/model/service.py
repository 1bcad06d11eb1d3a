"""Service teams: who helps companies, with what, and how to ask them."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.item import Alliances, Item, Tags
from generator.model.record import Contact, Count, Day, Lang, LongText, Text


class ServiceTeam(Item):
    """A team that companies can turn to."""

    section: ClassVar[str] = "services"

    name: Text = Field(description="名称 / Name")
    summary: Text = Field(description="一句话介绍 / What it does, in a sentence")
    members: Text = Field(description="由谁组成 / Who is in it")
    audience: Text = Field(description="服务对象 / Whom it serves")
    offers: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(description="服务内容 / What it offers")
    ask: Text = Field(description="怎么找到它 / How to ask for help")
    description: LongText | None = Field(None, description="详细介绍 / Description")
    contact: Contact | None = Field(None, description="联系方式 / Contact")
    alliances: Alliances = Field((), description="相关联盟的编号 / Ids of the alliances concerned")
    order: Annotated[Count, Field(ge=0, le=1000)] = Field(
        100, description="排列次序，小的在前 / Position; smaller comes first"
    )
    updated: Day | None = Field(None, description="最近修改日期 / Day of the last change")
    tags: Tags = Field((), description="标签编号 / Tag ids")

    def is_in(self, lang: Lang) -> bool:
        """Whether name and summary are written in *lang*."""
        return lang == "zh" or (self.name.en is not None and self.summary.en is not None)
