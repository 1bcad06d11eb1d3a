"""Alliances: who they are, and the systems they work with."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal

from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from generator.model.chain import Chain
from generator.model.item import Item, Tags
from generator.model.prose import Body
from generator.model.record import (
    Contact,
    Count,
    Day,
    Figure,
    Flag,
    Lang,
    LongText,
    Picture,
    Record,
    Source,
    Text,
    WebAddress,
)

TaskState = Literal["open", "doing", "done"]
PlanState = Literal["planned", "drafting", "published"]


class Committee(Record):
    """The alliance Party committee (产业联盟党委)."""

    name: Text = Field(description="名称 / Name")
    about: LongText | None = Field(None, description="介绍 / About it")


class Branch(Record):
    """A branch, base or team set up by the committee."""

    name: Text = Field(description="名称 / Name")
    kind: Literal["branch", "base", "team", "complex"] = Field(
        "branch", description="支部、基地、队伍或综合体 / Branch, base, team or complex"
    )
    about: LongText | None = Field(None, description="做什么 / What it does")
    sample: Flag = Field(False, description="示例 / A sample")


class Member(Record):
    """A company or institution in the alliance."""

    name: Text = Field(description="名称 / Name")
    role: Text | None = Field(None, description="在联盟中的角色 / Its part in the alliance")
    url: WebAddress | None = Field(None, description="网址 / Web address")
    sample: Flag = Field(False, description="示例 / A sample")


class Venue(Record):
    """One place of the system."""

    name: Text = Field(description="名称 / Name")
    about: Text | None = Field(None, description="介绍 / About it")
    address: Text | None = Field(None, description="地址 / Address")
    sample: Flag = Field(False, description="示例 / A sample")


class VenueTier(Record):
    """One tier of the system, such as the “4” of “1+4+N”."""

    label: Annotated[str, Field(pattern=r"^[0-9A-Z]{1,3}$")] = Field(description="代号：1、4、N / Its sign: 1, 4, N")
    name: Text | None = Field(None, description="名称 / Name")
    count: Annotated[Count, Field(ge=0, le=100000)] | None = Field(
        None, description="数量，未知不写 / How many; absent when not known"
    )
    about: Text | None = Field(None, description="介绍 / About it")
    venues: tuple[Venue, ...] = Field((), description="阵地 / The places")


class VenueSystem(Record):
    """A system of service positions, such as “1+4+N”."""

    name: Text = Field(description="名称 / Name")
    about: LongText | None = Field(None, description="介绍 / About it")
    tiers: Annotated[tuple[VenueTier, ...], Field(min_length=1)] = Field(description="层级 / Tiers")


class Task(Record):
    """One line of a list: what, by whom, how far."""

    title: Text = Field(description="事项 / What is to be done")
    owner: Text = Field(description="责任方 / Who does it")
    state: TaskState = Field("open", description="待办、在办、办结 / Open, being done, done")
    due: Day | None = Field(None, description="期限 / Due day")


class TaskList(Record):
    """One of the lists."""

    title: Text = Field(description="清单名称 / Title")
    sample: Flag = Field(False, description="示例 / A sample")
    items: tuple[Task, ...] = Field((), description="事项 / Its lines")


class ListSystem(Record):
    """A system of lists, such as the “three lists”."""

    name: Text = Field(description="名称 / Name")
    about: LongText | None = Field(None, description="介绍 / About it")
    lists: tuple[TaskList, ...] = Field((), description="各张清单 / The lists")


class Milestone(Record):
    """A step of a plan."""

    title: Text = Field(description="步骤 / The step")
    day: Day | None = Field(None, description="日期 / When")
    done: Flag = Field(False, description="是否完成 / Whether it is done")


class Plan(Record):
    """A development plan."""

    title: Text = Field(description="名称 / Title")
    state: PlanState = Field(description="计划中、编制中、已发布 / Planned, being written, published")
    about: LongText | None = Field(None, description="介绍 / About it")
    url: WebAddress | None = Field(None, description="全文网址 / Address of the full text")
    sample: Flag = Field(False, description="示例 / A sample")
    milestones: tuple[Milestone, ...] = Field((), description="步骤 / Steps")


class Alliance(Item):
    """An alliance of companies in one industry, led by an alliance Party committee."""

    section: ClassVar[str] = "alliances"

    name: Text = Field(description="全称 / Full name")
    short_name: Text = Field(description="简称 / Short name")
    industry: Text = Field(description="产业 / Industry")
    sign: Literal["hull", "ladle", "airflow", "gear"] | None = Field(None, description="图标 / Icon")
    summary: Text = Field(description="一两句话介绍 / About it, in a sentence or two")
    committee: Committee | None = Field(None, description="联盟党委 / Its Party committee")
    branches: tuple[Branch, ...] = Field((), description="支部、基地和队伍 / Branches, bases and teams")
    members: tuple[Member, ...] = Field((), description="成员单位 / Members")
    figures: tuple[Figure, ...] = Field((), description="数字 / Figures")
    venues: VenueSystem | None = Field(None, description="阵地服务体系 / System of service positions")
    lists: ListSystem | None = Field(None, description="清单 / Lists")
    plans: tuple[Plan, ...] = Field((), description="发展规划 / Development plans")
    contact: Contact | None = Field(None, description="联系方式 / Contact")
    cover: Picture | None = Field(None, description="题图 / Leading picture")
    order: Annotated[Count, Field(ge=0, le=1000)] = Field(
        100, description="排列次序，小的在前 / Position; smaller comes first"
    )
    updated: Day | None = Field(None, description="最近修改日期 / Day of the last change")
    source: Source | None = Field(None, description="来源 / Source")
    tags: Tags = Field((), description="标签编号 / Tag ids")
    about: SkipJsonSchema[Body | None] = Field(None, description="about.md")
    chain: SkipJsonSchema[Chain | None] = Field(None, description="chain.yml")

    def is_in(self, lang: Lang) -> bool:
        """Whether name and summary are written in *lang*."""
        return lang == "zh" or (self.name.en is not None and self.summary.en is not None)
