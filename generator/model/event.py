"""Events: single, over several days, or a series."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from generator.model.achievement import Organisation
from generator.model.item import Alliances, Item, Tags
from generator.model.record import (
    Choices,
    Contact,
    Count,
    Day,
    DayOrMoment,
    Flag,
    Id,
    Lang,
    LongText,
    Record,
    Source,
    Text,
    Updated,
    WebAddress,
)
from generator.model.recurrence import Recurrence
from generator.zone import HUB_ZONE

Status = Annotated[
    Literal["scheduled", "cancelled", "postponed"],
    Choices({"scheduled": "如期 / as planned", "cancelled": "取消 / cancelled", "postponed": "延期 / postponed"}),
]


class Place(Record, title="活动地点 / Place"):
    """Where it takes place; `url` for an event online."""

    name: Text = Field(title="地点 / Place", examples=[{"zh": "示例会议室A", "en": "Sample Meeting Room A"}])
    address: Text | None = Field(None, title="地址 / Address", examples=[{"zh": "示例路1号", "en": "1 Sample Road"}])
    url: WebAddress | None = Field(
        None,
        title="参加网址 / Address to join",
        description="线上参加时打开的网址 / for taking part online",
        examples=["https://example.org/"],
    )
    online: Flag = Field(False, title="只在线上 / Online only", examples=[True])


class Registration(Record, title="报名 / Registration"):
    """How to take part."""

    how: Text = Field(title="怎么报名 / How to register", examples=[{"zh": "发邮件报名", "en": "Register by e-mail"}])
    until: Day | None = Field(
        None,
        title="报名截止 / Register by",
        description="最后一天，含当日 / the last day, inclusive",
        examples=["2026-12-04"],
    )
    contact: Contact | None = Field(None, title="联系方式 / Whom to reach", examples=[{"phone": "000-0000000"}])


class AgendaPoint(Record, title="一项议程 / Line of the programme"):
    """One line of the programme."""

    time: Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")] = Field(
        title="时间 / Time", description="24 小时制，写成 09:30 / with 24 hours, such as 09:30", examples=["09:30"]
    )
    what: Text = Field(title="内容 / What happens", examples=[{"zh": "政策解读", "en": "Policy briefing"}])


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time an event takes place. `end` of a whole-day event is its last day, inclusive."""

    start: dt.date | dt.datetime
    end: dt.date | dt.datetime | None
    original: dt.date
    """The day the series names, which is what a calendar knows a moved date by (RECURRENCE-ID)."""
    cancelled: bool = False
    moved: bool = False

    @property
    def first_day(self) -> dt.date:
        """The day it begins on."""
        return as_day(self.start)

    @property
    def last_day(self) -> dt.date:
        """The day it ends on, inclusive."""
        return as_day(self.end) if self.end is not None else self.first_day


def as_day(when: dt.date | dt.datetime) -> dt.date:
    """The day of *when* in Asia/Shanghai."""
    return when.astimezone(HUB_ZONE).date() if isinstance(when, dt.datetime) else when


class Event(Item, title="活动 / Event"):
    """An event of one or several alliances, or of the whole hub."""

    section: ClassVar[str] = "events"

    title: Text = Field(title="活动名称 / Title", examples=[{"zh": "示例政策解读会", "en": "Sample policy briefing"}])
    summary: Text = Field(
        title="简介 / Summary",
        description="一句话，说清是什么活动 / what it is, in a sentence",
        examples=[{"zh": "讲解示例政策。", "en": "Sample policies explained."}],
    )
    category: Id = Field(
        title="活动类别 / Category",
        description="类别的编号，见 taxonomy.yml / id of a category from taxonomy.yml",
        examples=["policy-briefing"],
    )
    alliances: Alliances = Field(
        (),
        title="相关联盟 / Alliances",
        description="主办或相关联盟的编号 / ids of the alliances that hold it or are concerned",
        examples=[["hvac", "green-casting"]],
    )
    start: DayOrMoment = Field(
        title="开始 / Start",
        description="北京时间；全天活动只写日期 / China time; only the date for a whole day",
        examples=["2026-12-05 09:30"],
    )
    end: DayOrMoment | None = Field(
        None,
        title="结束 / End",
        description="全天活动写最后一天 / for whole days the last day, inclusive",
        examples=["2026-12-05 11:30"],
    )
    place: Place = Field(
        title="地点 / Place", examples=[{"name": {"zh": "示例会议室A", "en": "Sample Meeting Room A"}}]
    )
    organiser: Organisation | None = Field(
        None, title="主办单位 / Organiser", examples=[{"name": {"zh": "示例企业A", "en": "Sample Company A"}}]
    )
    description: LongText | None = Field(None, title="详细介绍 / Description")
    agenda: tuple[AgendaPoint, ...] = Field((), title="议程 / Programme")
    registration: Registration | None = Field(
        None, title="报名 / Registration", examples=[{"how": {"zh": "发邮件报名", "en": "Register by e-mail"}}]
    )
    recurrence: Recurrence | None = Field(
        None,
        title="重复规则 / Recurrence",
        description="只用于系列活动 / for a series only",
        examples=[{"every": "month", "count": 6}],
    )
    status: Status = Field(
        "scheduled",
        title="状态 / Status",
        description="取消和延期的活动留着，改这里 / a cancelled or postponed event stays; change it here",
        examples=["cancelled"],
    )
    revision: Annotated[Count, Field(ge=0, le=10000)] = Field(
        0,
        title="修改次数 / Revision",
        description="时间、地点或状态每改一次加一，订阅者的日历才会更新 / "
        "add one whenever time, place or status change, so that calendars take it over",
        examples=[1],
    )
    posted: Day = Field(
        title="发布日期 / Day of publication",
        description="还没到这一天不显示 / nothing shows before it",
        examples=["2026-11-22"],
    )
    updated: Updated = None
    source: Source | None = Field(
        None,
        title="来源 / Source",
        description="内容从哪里来 / where it comes from",
        examples=[{"name": {"zh": "示例来源", "en": "Sample source"}}],
    )
    tags: Tags = ()

    @property
    def all_day(self) -> bool:
        """Whether it takes whole days."""
        return not isinstance(self.start, dt.datetime)

    def is_in(self, lang: Lang) -> bool:
        """Whether title and summary are written in *lang*."""
        return lang == "zh" or (self.title.en is not None and self.summary.en is not None)

    def occurrences(self) -> tuple[Occurrence, ...]:
        """Every time it takes place, in order of start; cancelled dates are in it, marked."""
        first = as_day(self.start)
        if self.recurrence is None:
            return (Occurrence(self.start, self.end, first, cancelled=self.status == "cancelled"),)
        moved = {change.original: change for change in self.recurrence.moved}
        found = []
        for day in self.recurrence.days(first):
            change = moved.get(day)
            shift = day - first
            end = self.end + shift if self.end is not None else None
            if change is not None:
                length = self.end - self.start if self.end is not None else None
                end = change.end or (change.start + length if length is not None else None)
                found.append(Occurrence(change.start, end, day, self.status == "cancelled", moved=True))
            else:
                off = self.status == "cancelled" or day in self.recurrence.cancelled
                found.append(Occurrence(self.start + shift, end, day, off))
        return tuple(sorted(found, key=lambda occurrence: (occurrence.first_day, str(occurrence.start))))

    def next_on(self, day: dt.date) -> Occurrence | None:
        """The first occurrence that is not over on *day*; a cancelled one only if nothing else is left."""
        ahead = [occurrence for occurrence in self.occurrences() if occurrence.last_day >= day]
        return next((o for o in ahead if not o.cancelled), ahead[0] if ahead else None)

    def is_past(self, day: dt.date) -> bool:
        """Whether its last occurrence was over before *day*."""
        return self.next_on(day) is None
