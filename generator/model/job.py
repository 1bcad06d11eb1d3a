"""Job openings, with everything a recruitment notice must say (rules B1, B2 and S1)."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from generator.model.achievement import Organisation
from generator.model.item import Item, Tags
from generator.model.record import (
    Amount,
    Choices,
    Contact,
    Count,
    Day,
    Flag,
    Id,
    Lang,
    LongText,
    Record,
    Source,
    Text,
    Updated,
)

Kind = Annotated[
    Literal["full-time", "part-time", "internship", "temporary", "contract"],
    Choices(
        {
            "full-time": "全职 / full-time",
            "part-time": "兼职 / part-time",
            "internship": "实习 / internship",
            "temporary": "临时 / temporary",
            "contract": "合同制 / by contract",
        }
    ),
]
Education = Annotated[
    Literal["none", "secondary", "college", "bachelor", "master", "doctorate"],
    Choices(
        {
            "none": "不限 / none required",
            "secondary": "高中或中专 / secondary school",
            "college": "大专 / college",
            "bachelor": "本科 / bachelor",
            "master": "硕士 / master",
            "doctorate": "博士 / doctorate",
        }
    ),
]


CLOSING_DAYS = 7
"""An opening that closes within so many days is marked."""


class Pay(Record, title="薪资 / Pay"):
    """Pay before tax, in yuan."""

    min: Annotated[Amount, Field(ge=0)] = Field(
        title="最低 / Lowest", description="单位是元 / in yuan", examples=[7000]
    )
    max: Annotated[Amount, Field(ge=0)] | None = Field(
        None,
        title="最高 / Highest",
        description="单位是元；不写则显示“起” / in yuan; without it the page says “from”",
        examples=[9000],
    )
    per: Annotated[
        Literal["hour", "day", "month", "year"],
        Choices(
            {"hour": "每小时 / an hour", "day": "每天 / a day", "month": "每月 / a month", "year": "每年 / a year"}
        ),
    ] = Field("month", title="计薪周期 / Pay period", examples=["month"])
    months: Annotated[Count, Field(ge=1, le=24)] | None = Field(
        None, title="一年发几个月 / Months paid a year", examples=[13]
    )


class Workplace(Record, title="工作地点 / Place of work"):
    """Where the work is done. Country is China."""

    name: Text = Field(
        title="工作地点 / Place",
        description="如厂区、园区 / such as a yard or a park",
        examples=[{"zh": "示例园区A", "en": "Sample Park A"}],
    )
    locality: Text | None = Field(
        None, title="市（县） / City or county", examples=[{"zh": "示例市", "en": "Sample City"}]
    )
    street: Text | None = Field(
        None, title="街道地址 / Street address", examples=[{"zh": "示例路1号", "en": "1 Sample Road"}]
    )


class Application(Record, title="报名方式 / How to apply"):
    """How to apply."""

    how: Text = Field(title="怎么报名 / How to apply", examples=[{"zh": "发邮件报名", "en": "Apply by e-mail"}])
    contact: Contact | None = Field(None, title="联系方式 / Whom to reach", examples=[{"phone": "000-0000000"}])


class Job(Item, title="岗位 / Job opening"):
    """One opening, as its employer published it."""

    section: ClassVar[str] = "jobs"

    title: Text = Field(
        title="岗位 / Post",
        description="用岗位本身的名称，不写招聘口号 / the name of the post, without advertising",
        examples=[{"zh": "管道装配工", "en": "Pipe fitter"}],
    )
    employer: Organisation = Field(
        title="用人单位 / Employer", examples=[{"name": {"zh": "示例企业A", "en": "Sample Company A"}}]
    )
    alliance: Id = Field(
        title="所属联盟 / Alliance",
        description="联盟的编号，即 alliances/ 下的文件夹名 / its id: the name of its folder in alliances/",
        examples=["shipbuilding"],
    )
    headcount: Annotated[Count, Field(ge=1, le=100000)] = Field(
        title="招聘人数 / Number of people sought", examples=[3]
    )
    kind: Kind = Field("full-time", title="用工形式 / Kind of employment", examples=["full-time"])
    workplace: Workplace = Field(
        title="工作地点 / Place of work", examples=[{"name": {"zh": "示例园区A", "en": "Sample Park A"}}]
    )
    remote: Flag = Field(False, title="远程办公 / Done from home", examples=[True])
    pay: Pay | None = Field(
        None,
        title="薪资 / Pay",
        description="税前，单位元；面议就不写 / before tax, in yuan; absent means negotiable",
        examples=[{"min": 7000, "max": 9000}],
    )
    education: Education = Field("none", title="学历要求 / Education required", examples=["secondary"])
    experience_years: Annotated[Count, Field(ge=0, le=60)] | None = Field(
        None, title="工作年限 / Years of experience", description="至少几年 / at least so many", examples=[2]
    )
    about: LongText | None = Field(None, title="岗位介绍 / About the post")
    duties: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(
        title="岗位职责 / Duties", examples=[[{"zh": "装配管道", "en": "Fit pipes"}]]
    )
    requirements: Annotated[tuple[Text, ...], Field(min_length=1)] = Field(
        title="任职要求 / Requirements",
        description="只写工作需要的，不写性别、年龄、户籍 / "
        "what the work needs; nothing about sex, age or household registration",
        examples=[[{"zh": "能看图", "en": "Reads drawings"}]],
    )
    benefits: tuple[Text, ...] = Field(
        (), title="福利 / Benefits", examples=[[{"zh": "工作餐", "en": "Meals at work"}]]
    )
    apply: Application = Field(
        title="报名方式 / How to apply", examples=[{"how": {"zh": "发邮件报名", "en": "Apply by e-mail"}}]
    )
    posted: Day = Field(
        title="发布日期 / Day of publication",
        description="还没到这一天不显示 / nothing shows before it",
        examples=["2026-11-22"],
    )
    valid_through: Day = Field(
        title="截止日期 / Open until",
        description="最后一天，含当日 / the last day of the opening, inclusive",
        examples=["2026-12-31"],
    )
    updated: Updated = None
    source: Source | None = Field(
        None,
        title="转载来源 / Source",
        description="转载的启事必须写明出处和网址 / a reposted notice names its source and the address",
        examples=[{"name": {"zh": "示例来源", "en": "Sample source"}}],
    )
    tags: Tags = ()

    @property
    def alliances(self) -> tuple[str, ...]:
        """The alliance, in the form that all items have."""
        return (self.alliance,)

    def is_in(self, lang: Lang) -> bool:
        """Whether the title and the first duty are written in *lang*."""
        return lang == "zh" or (self.title.en is not None and self.duties[0].en is not None)

    def is_closing(self, on: dt.date) -> bool:
        """Whether the opening stands on that day and has no more than `CLOSING_DAYS` left."""
        return 0 <= (self.valid_through - on).days <= CLOSING_DAYS

    def is_open(self, on: dt.date) -> bool:
        """Whether the opening stands on that day, its last day included."""
        return on <= self.valid_through
