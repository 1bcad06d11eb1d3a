"""Events: single, over several days, or a series."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from generator.model.achievement import Organisation
from generator.model.item import Alliances, Item, Tags
from generator.model.record import (
    HUB_ZONE,
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
    WebAddress,
)
from generator.model.recurrence import Recurrence

Status = Literal["scheduled", "cancelled", "postponed"]


class Place(Record):
    """Where it takes place; `url` for an event online."""

    name: Text = Field(description="地点 / Place")
    address: Text | None = Field(None, description="地址 / Address")
    url: WebAddress | None = Field(None, description="线上参加的网址 / Address for taking part online")
    online: Flag = Field(False, description="是否只在线上 / Whether it is online only")


class Registration(Record):
    """How to take part."""

    how: Text = Field(description="怎么报名 / How to register")
    until: Day | None = Field(None, description="报名截止日期（含） / Last day to register, inclusive")
    contact: Contact | None = Field(None, description="联系方式 / Whom to reach")


class AgendaPoint(Record):
    """One line of the programme."""

    time: Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")] = Field(
        description="时间，如 09:30 / Time, such as 09:30"
    )
    what: Text = Field(description="内容 / What happens")


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


class Event(Item):
    """An event of one or several alliances, or of the whole hub."""

    section: ClassVar[str] = "events"

    title: Text = Field(description="活动名称 / Title")
    summary: Text = Field(description="一句话介绍 / What it is, in a sentence")
    category: Id = Field(description="活动类别编号，见 taxonomy.yml / Category id from taxonomy.yml")
    alliances: Alliances = Field((), description="主办或相关联盟的编号 / Ids of the alliances concerned")
    start: DayOrMoment = Field(description="开始（北京时间）；全天活动只写日期 / Start; only the date for a whole day")
    end: DayOrMoment | None = Field(
        None, description="结束；全天活动写最后一天 / End; the last day, inclusive, for whole days"
    )
    place: Place = Field(description="地点 / Place")
    organiser: Organisation | None = Field(None, description="主办单位 / Organiser")
    description: LongText | None = Field(None, description="详细介绍 / Description")
    agenda: tuple[AgendaPoint, ...] = Field((), description="议程 / Programme")
    registration: Registration | None = Field(None, description="报名 / Registration")
    recurrence: Recurrence | None = Field(None, description="系列活动的重复规则 / How a series recurs")
    status: Status = Field("scheduled", description="状态：如期、取消、延期 / Scheduled, cancelled or postponed")
    revision: Annotated[Count, Field(ge=0, le=10000)] = Field(
        0, description="时间、地点、状态每改一次加一 / Add one when time, place or status change"
    )
    posted: Day = Field(description="发布日期 / Day of publication")
    updated: Day | None = Field(None, description="最近修改日期 / Day of the last change")
    source: Source | None = Field(None, description="来源 / Source")
    tags: Tags = Field((), description="标签编号 / Tag ids")

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
