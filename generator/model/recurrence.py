"""When a series takes place: a small rule that editors can write, worked out by dateutil (RFC 5545 §3.3.10)."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from dateutil import relativedelta, rrule
from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.model.record import Count, Day, DayOrMoment, Record

Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
Week = Literal["first", "second", "third", "fourth", "last"]

WEEKDAYS: dict[Weekday, int] = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
WEEKS: dict[Week, int] = {"first": 1, "second": 2, "third": 3, "fourth": 4, "last": -1}
# dateutil's constants, written out because its types only take the numbers themselves.
FREQUENCIES: dict[str, Literal[0, 1, 2]] = {"year": 0, "month": 1, "week": 2}
MOST = 600
"""Most dates a series may have: fifty years of months."""


class Moved(Record):
    """One date of a series that takes place at another time."""

    original: Day = Field(description="原定日期 / The date it should have been")
    start: DayOrMoment = Field(description="改到什么时候 / When it takes place instead")
    end: DayOrMoment | None = Field(None, description="结束 / When it ends")


class Recurrence(Record):
    """How often a series takes place. Its first date is the event's own start."""

    every: Literal["week", "month", "year"] = Field(description="每周、每月或每年 / Every week, month or year")
    interval: Annotated[Count, Field(ge=1, le=24)] = Field(1, description="每隔几个 / 2 means every other")
    week: Week | None = Field(None, description="每月第几周 / Which week of the month")
    weekday: Weekday | None = Field(None, description="星期几 / Day of the week, together with `week`")
    until: Day | None = Field(None, description="最后日期（含） / Last day, inclusive")
    count: Annotated[Count, Field(ge=2, le=MOST)] | None = Field(None, description="一共几次 / How many times in all")
    cancelled: tuple[Day, ...] = Field((), description="取消的日期 / Dates on which it does not take place")
    moved: tuple[Moved, ...] = Field((), description="改期的日期 / Dates moved to another time")

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
