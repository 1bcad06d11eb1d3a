"""Alliances: who they are, and the systems they work with."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from generator.model.chain import Chain
from generator.model.item import Item, Tags
from generator.model.prose import Body
from generator.model.record import (
    Choices,
    Contact,
    Count,
    Day,
    Figure,
    Flag,
    Lang,
    LongText,
    Order,
    Picture,
    Record,
    Sample,
    Source,
    Text,
    Updated,
    WebAddress,
)

TaskState = Annotated[
    Literal["open", "doing", "done"],
    Choices({"open": "待办 / to be done", "doing": "在办 / being done", "done": "办结 / done"}),
]
PlanState = Annotated[
    Literal["planned", "drafting", "published"],
    Choices({"planned": "计划中 / planned", "drafting": "编制中 / being written", "published": "已发布 / published"}),
]


class Committee(Record, title="联盟党委 / Party committee"):
    """The alliance Party committee (产业联盟党委)."""

    name: Text = Field(
        title="名称 / Name", examples=[{"zh": "示例产业联盟党委", "en": "Party Committee of the Sample Alliance"}]
    )
    about: LongText | None = Field(None, title="介绍 / About it")


class Branch(Record, title="支部、基地或队伍 / Branch, base or team"):
    """A branch, base or team set up by the committee."""

    name: Text = Field(title="名称 / Name", examples=[{"zh": "示例支部", "en": "Sample branch"}])
    kind: Annotated[
        Literal["branch", "base", "team", "complex"],
        Choices(
            {"branch": "支部 / branch", "base": "基地 / base", "team": "队伍 / team", "complex": "综合体 / complex"}
        ),
    ] = Field("branch", title="类型 / Kind", examples=["team"])
    about: LongText | None = Field(None, title="做什么 / What it does")
    sample: Sample = False


class Member(Record, title="成员单位 / Member"):
    """A company or institution in the alliance."""

    name: Text = Field(title="名称 / Name", examples=[{"zh": "示例企业A", "en": "Sample Company A"}])
    role: Text | None = Field(
        None, title="在联盟中的角色 / Its part in the alliance", examples=[{"zh": "试用", "en": "Trial user"}]
    )
    url: WebAddress | None = Field(None, title="网址 / Web address", examples=["https://example.org/"])
    sample: Sample = False


class Venue(Record, title="阵地 / Place of the system"):
    """One place of the system."""

    name: Text = Field(title="名称 / Name", examples=[{"zh": "示例阵地一", "en": "Sample position 1"}])
    about: Text | None = Field(None, title="介绍 / About it")
    address: Text | None = Field(None, title="地址 / Address", examples=[{"zh": "示例园区A", "en": "Sample Park A"}])
    sample: Sample = False


class VenueTier(Record, title="层级 / Tier"):
    """One tier of the system, such as the “4” of “1+4+N”."""

    label: Annotated[str, Field(pattern=r"^[0-9A-Z]{1,3}$")] = Field(
        title="代号 / Sign", description="“1+4+N”里的 1、4 或 N / the 1, 4 or N of “1+4+N”", examples=["N"]
    )
    name: Text | None = Field(None, title="名称 / Name", examples=[{"zh": "示例层级", "en": "Sample tier"}])
    count: Annotated[Count, Field(ge=0, le=100000)] | None = Field(
        None, title="数量 / How many", description="不知道就不写 / absent when not known", examples=[4]
    )
    about: Text | None = Field(None, title="介绍 / About it")
    venues: tuple[Venue, ...] = Field((), title="阵地 / Places")


class VenueSystem(Record, title="阵地服务体系 / System of service positions"):
    """A system of service positions, such as “1+4+N”."""

    name: Text = Field(title="名称 / Name", examples=[{"zh": "示例阵地服务体系", "en": "Sample system of positions"}])
    about: LongText | None = Field(None, title="介绍 / About it")
    tiers: Annotated[tuple[VenueTier, ...], Field(min_length=1)] = Field(title="层级 / Tiers")


class Task(Record, title="事项 / Task"):
    """One line of a list: what, by whom, how far."""

    title: Text = Field(
        title="事项 / Task",
        description="要做什么 / what is to be done",
        examples=[{"zh": "示例事项", "en": "A sample task"}],
    )
    owner: Text = Field(
        title="责任方 / Owner",
        description="由谁办 / who does it",
        examples=[{"zh": "示例企业A", "en": "Sample Company A"}],
    )
    state: TaskState = Field("open", title="进展 / State", examples=["doing"])
    due: Day | None = Field(None, title="期限 / Due", examples=["2026-12-31"])


class TaskList(Record, title="一张清单 / One list"):
    """One of the lists."""

    title: Text = Field(title="清单名称 / Title", examples=[{"zh": "示例清单一", "en": "Sample list 1"}])
    sample: Sample = False
    items: tuple[Task, ...] = Field((), title="事项 / Tasks")


class ListSystem(Record, title="清单 / Lists"):
    """A system of lists, such as the “three lists”."""

    name: Text = Field(title="名称 / Name", examples=[{"zh": "示例清单", "en": "Sample lists"}])
    about: LongText | None = Field(None, title="介绍 / About it")
    lists: tuple[TaskList, ...] = Field((), title="各张清单 / The lists")


class Milestone(Record, title="步骤 / Step"):
    """A step of a plan."""

    title: Text = Field(title="步骤 / Step", examples=[{"zh": "完成初稿", "en": "Finish the first draft"}])
    day: Day | None = Field(None, title="日期 / Day", examples=["2026-12-20"])
    done: Flag = Field(False, title="已完成 / Done", examples=[True])


class Plan(Record, title="发展规划 / Development plan"):
    """A development plan."""

    title: Text = Field(title="名称 / Title", examples=[{"zh": "示例规划", "en": "Sample plan"}])
    state: PlanState = Field(title="进展 / State", examples=["drafting"])
    about: LongText | None = Field(None, title="介绍 / About it")
    url: WebAddress | None = Field(None, title="全文网址 / Address of the full text", examples=["https://example.org/"])
    sample: Sample = False
    milestones: tuple[Milestone, ...] = Field((), title="步骤 / Steps")


class Alliance(Item, title="联盟 / Alliance"):
    """An alliance of companies in one industry, led by an alliance Party committee."""

    section: ClassVar[str] = "alliances"

    name: Text = Field(title="全称 / Full name", examples=[{"zh": "示例产业联盟", "en": "Sample Industry Alliance"}])
    short_name: Text = Field(
        title="简称 / Short name",
        description="列表和标签里用 / for lists and labels",
        examples=[{"zh": "示例联盟", "en": "Sample"}],
    )
    industry: Text = Field(title="产业 / Industry", examples=[{"zh": "示例产业", "en": "Sample industry"}])
    sign: (
        Annotated[
            Literal["hull", "ladle", "airflow", "gear"],
            Choices(
                {
                    "hull": "船体 / ship’s hull",
                    "ladle": "浇包 / casting ladle",
                    "airflow": "气流 / airflow",
                    "gear": "齿轮 / gear",
                }
            ),
        ]
        | None
    ) = Field(None, title="图标 / Sign", description="显示在联盟名称旁边 / shown beside its name", examples=["gear"])
    summary: Text = Field(
        title="简介 / Summary",
        description="一两句话 / a sentence or two",
        examples=[{"zh": "示例产业的企业联盟。", "en": "An alliance of companies in a sample industry."}],
    )
    committee: Committee | None = Field(
        None,
        title="联盟党委 / Party committee",
        examples=[{"name": {"zh": "示例产业联盟党委", "en": "Party Committee of the Sample Alliance"}}],
    )
    branches: tuple[Branch, ...] = Field((), title="支部、基地和队伍 / Branches, bases and teams")
    members: tuple[Member, ...] = Field((), title="成员单位 / Members")
    figures: tuple[Figure, ...] = Field((), title="数字 / Figures")
    venues: VenueSystem | None = Field(None, title="阵地服务体系 / System of service positions")
    lists: ListSystem | None = Field(None, title="清单 / Lists")
    plans: tuple[Plan, ...] = Field((), title="发展规划 / Development plans")
    contact: Contact | None = Field(None, title="联系方式 / Contact", examples=[{"phone": "000-0000000"}])
    cover: Picture | None = Field(
        None,
        title="题图 / Leading picture",
        examples=[{"file": "valve.png", "alt": {"zh": "一只阀门", "en": "A valve"}}],
    )
    order: Order = 100
    updated: Updated = None
    source: Source | None = Field(
        None,
        title="来源 / Source",
        description="内容从哪里来 / where it comes from",
        examples=[{"name": {"zh": "示例来源", "en": "Sample source"}}],
    )
    tags: Tags = ()
    about: SkipJsonSchema[Body | None] = Field(None, title="about.md")
    chain: SkipJsonSchema[Chain | None] = Field(None, title="chain.yml")

    def is_in(self, lang: Lang) -> bool:
        """Whether name and summary are written in *lang*."""
        return lang == "zh" or (self.name.en is not None and self.summary.en is not None)
