"""When a series takes place: a small rule that editors can write, worked out by dateutil (RFC 5545 §3.3.10)."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from dateutil import relativedelta, rrule
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.model.record import Choices, Count, Day, DayOrMoment, Record

Weekday = Annotated[
    Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"],
    Choices(
        {
            "mon": "星期一 / Monday",
            "tue": "星期二 / Tuesday",
            "wed": "星期三 / Wednesday",
            "thu": "星期四 / Thursday",
            "fri": "星期五 / Friday",
            "sat": "星期六 / Saturday",
            "sun": "星期日 / Sunday",
        }
    ),
]
Week = Annotated[
    Literal["first", "second", "third", "fourth", "last"],
    Choices(
        {
            "first": "第一个 / first",
            "second": "第二个 / second",
            "third": "第三个 / third",
            "fourth": "第四个 / fourth",
            "last": "最后一个 / last",
        }
    ),
]

WEEKDAYS: dict[Weekday, int] = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
WEEKS: dict[Week, int] = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
# dateutil's constants, written out because its types only take the numbers themselves.
FREQUENCIES: dict[str, Literal[0, 1, 2]] = {"year": 0, "month": 1, "week": 2}
MOST = 600
"""Most dates a series may have: fifty years of months."""


class Moved(Record, title="改期 / Moved date"):
    """One date of a series that takes place at another time."""

    original: Day = Field(
        title="原定日期 / Original date",
        description="必须是系列里的一天 / has to be a date of the series",
        examples=["2027-05-01"],
    )
    start: DayOrMoment = Field(title="改到 / New start", examples=["2027-05-08 14:00"])
    end: DayOrMoment | None = Field(
        None,
        title="结束 / New end",
        description="不写则时长不变 / without it the length stays the same",
        examples=["2027-05-08 16:00"],
    )


class Recurrence(Record, title="重复规则 / Recurrence"):
    """How often a series takes place. Its first date is the event's own start."""

    every: Annotated[
        Literal["week", "month", "year"],
        Choices({"week": "每周 / every week", "month": "每月 / every month", "year": "每年 / every year"}),
    ] = Field(title="周期 / Every", examples=["month"])
    interval: Annotated[Count, Field(ge=1, le=24)] = Field(
        1, title="间隔 / Interval", description="2 表示隔一个周期 / 2 means every other", examples=[2]
    )
    week: Week | None = Field(
        None,
        title="第几周 / Which week",
        description="每月的，和 weekday 一起写 / of the month, together with weekday",
        examples=["first"],
    )
    weekday: Weekday | None = Field(
        None,
        title="星期几 / Day of the week",
        description="每周的可以单写，每月的和 week 一起写 / by itself every week, with week every month",
        examples=["sat"],
    )
    until: Day | None = Field(
        None,
        title="最后日期 / Last day",
        description="含当日；和 count 写且只写一个 / inclusive; exactly one of this and count",
        examples=["2027-06-30"],
    )
    count: Annotated[Count, Field(ge=2, le=MOST)] | None = Field(
        None,
        title="一共几次 / How many times",
        description="取消的也算一次；和 until 写且只写一个 / cancelled dates count; exactly one of this and until",
        examples=[6],
    )
    cancelled: tuple[Day, ...] = Field((), title="取消的日期 / Cancelled dates", examples=[["2027-01-02"]])
    moved: tuple[Moved, ...] = Field((), title="改期 / Moved dates")

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if (self.until is None) == (self.count is None):
            raise PydanticCustomError("series_end", "until or count")
        allowed = {"week": ((False, False), (False, True)), "month": ((False, False), (True, True))}
        if (self.week is not None, self.weekday is not None) not in allowed.get(self.every, ((False, False),)):
            raise PydanticCustomError("series_week", "week and weekday together every month, weekday every week")
        return self

    def days(self, first: dt.date) -> tuple[dt.date, ...]:
        """All days of the series beginning with *first*, in order, cancelled and moved ones included."""
        by_weekday = None
        if self.weekday is not None:
            day = rrule.weekday(WEEKDAYS[self.weekday])
            by_weekday = day(WEEKS[self.week]) if self.week else day
        start = dt.datetime.combine(first, dt.time())
        rule = rrule.rrule(
            FREQUENCIES[self.every],
            dtstart=start,
            interval=self.interval,
            byweekday=by_weekday,
            until=dt.datetime.combine(self.until, dt.time()) if self.until else None,
            count=self.count,
        )
        return tuple(moment.date() for moment, _ in zip(rule, range(MOST), strict=False))


def months_later(day: dt.date, months: int) -> dt.date:
    """The same day of a month so many months on, or that month's last day where there is none."""
    return day + relativedelta.relativedelta(months=months)
