"""Job openings, with everything a recruitment notice must say (rules B1, B2 and S1)."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from generator.model.achievement import Organisation
from generator.model.item import Item, Tags
from generator.model.record import Amount, Contact, Count, Day, Flag, Id, Lang, LongText, Record, Source, Text

Kind = Literal["full-time", "part-time", "internship", "temporary", "contract"]
Education = Literal["none", "secondary", "college", "bachelor", "master", "doctorate"]


class Pay(Record):
    """Pay before tax, in yuan."""

    min: Annotated[Amount, Field(ge=0)] = Field(description="最低 / Lowest")
    max: Annotated[Amount, Field(ge=0)] | None = Field(None, description="最高 / Highest")
    per: Literal["hour", "day", "month", "year"] = Field(
        "month", description="按小时、日、月还是年 / Per hour, day, month or year"
    )
    months: Annotated[Count, Field(ge=1, le=24)] | None = Field(None, description="一年发几个月 / Months paid a year")


class Workplace(Record):
    """Where the work is done. Country is China."""

    name: Text = Field(description="工作地点 / Place, such as a yard or a park")
    locality: Text | None = Field(None, description="市（县） / City or county")
    street: Text | None = Field(None, description="街道地址 / Street address")


class Application(Record):
    """How to apply."""

    how: Text = Field(description="怎么报名 / How to apply")
    contact: Contact | None = Field(None, description="联系方式 / Whom to reach")


class Job(Item):
    """One opening, as its employer published it."""

    section: ClassVar[str] = "jobs"

    title: Text = Field(description="岗位，如“焊工” / The post, such as welder")
    employer: Organisation = Field(description="用人单位 / Employer")
    alliance: Id = Field(description="所属联盟的编号 / Id of the alliance")
    headcount: Annotated[Count, Field(ge=1, le=100000)] = Field(description="招聘人数 / Number of people sought")
    kind: Kind = Field("full-time", description="用工形式 / Kind of employment")
    workplace: Workplace = Field(description="工作地点 / Place of work")
    remote: Flag = Field(False, description="是否远程办公 / Whether it is done from home")
    pay: Pay | None = Field(
        None, description="税前薪资（元）；面议可不写 / Pay before tax in yuan; absent means negotiable"
    )
    education: Education = Field("none", description="学历要求 / Education required")
    experience_years: Annotated[Count, Field(ge=0, le=60)] | None = Field(
        None, description="工作年限 / Years of experience"
    )
    about: LongText | None = Field(None, description="岗位介绍 / About the post")
    duties: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(description="岗位职责 / Duties")
    requirements: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(description="任职要求 / Requirements")
    benefits: tuple[Text, ...] = Field((), description="福利 / Benefits")
    apply: Application = Field(description="报名方式 / How to apply")
    posted: Day = Field(description="发布日期 / Day of publication, Asia/Shanghai")
    valid_through: Day = Field(description="截止日期（含当日） / Last day of the opening, inclusive")
    updated: Day | None = Field(None, description="最近修改日期 / Day of the last change")
    source: Source | None = Field(None, description="转载来源 / Source, when the notice is reposted")
    tags: Tags = Field((), description="标签编号 / Tag ids")

    @property
    def alliances(self) -> tuple[str, ...]:
        """The alliance, in the form that all items have."""
        return (self.alliance,)

    def is_in(self, lang: Lang) -> bool:
        """Whether the title and the first duty are written in *lang*."""
        return lang == "zh" or (self.title.en is not None and self.duties[0].en is not None)

    def is_open(self, on: dt.date) -> bool:
        """Whether the opening stands on that day, its last day included."""
        return on <= self.valid_through
