"""Service teams: who helps companies, with what, and how to ask them."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from generator.model.item import Alliances, Item, Tags
from generator.model.record import Contact, Lang, LongText, Order, Text, Updated


class ServiceTeam(Item, title="服务队 / Service team"):
    """A team that companies can turn to."""

    section: ClassVar[str] = "services"

    name: Text = Field(title="名称 / Name", examples=[{"zh": "示例服务队", "en": "Sample service team"}])
    summary: Text = Field(
        title="简介 / Summary",
        description="一句话，说清做什么 / what it does, in a sentence",
        examples=[{"zh": "帮示例企业办事。", "en": "Helps sample companies."}],
    )
    members: Text = Field(title="由谁组成 / Who is in it", examples=[{"zh": "示例成员", "en": "Sample members"}])
    audience: Text = Field(title="服务对象 / Whom it serves", examples=[{"zh": "示例企业", "en": "Sample companies"}])
    offers: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(
        title="服务内容 / What it offers", examples=[[{"zh": "示例服务一", "en": "Sample service 1"}]]
    )
    ask: Text = Field(title="怎么找到它 / How to ask for help", examples=[{"zh": "打电话", "en": "By telephone"}])
    description: LongText | None = Field(None, title="详细介绍 / Description")
    contact: Contact | None = Field(None, title="联系方式 / Contact", examples=[{"phone": "000-0000000"}])
    alliances: Alliances = Field(
        (),
        title="相关联盟 / Alliances",
        description="联盟的编号 / ids of the alliances concerned",
        examples=[["hvac", "green-casting"]],
    )
    order: Order = 100
    updated: Updated = None
    tags: Tags = ()

    def is_in(self, lang: Lang) -> bool:
        """Whether name and summary are written in *lang*."""
        return lang == "zh" or (self.name.en is not None and self.summary.en is not None)
