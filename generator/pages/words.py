"""Dates, numbers and amounts in words, in both languages. No locale of the machine plays a part."""

from __future__ import annotations

import datetime as dt

from generator.model.record import Lang
from generator.pages.views import Day
from generator.zone import HUB_ZONE

MONTHS = (
    "January", "February", "March", "April", "May", "June", "July",
    "August", "September", "October", "November", "December",
)  # fmt: skip
WEEKDAYS_EN = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAYS_ZH = ("星期一", "星期二", "星期三", "星期四", "星期五", "星期六", "星期日")


def day_words(day: dt.date, lang: Lang) -> str:
    """``2026年11月22日`` or ``22 November 2026``."""
    if lang == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def weekday_words(day: dt.date, lang: Lang) -> str:
    """``星期日`` or ``Sunday``."""
    return WEEKDAYS_ZH[day.weekday()] if lang == "zh" else WEEKDAYS_EN[day.weekday()]


def month_words(day: dt.date, lang: Lang) -> str:
    """The month of *day*: ``2026年11月`` or ``November 2026``."""
    return f"{day.year}年{day.month}月" if lang == "zh" else f"{MONTHS[day.month - 1]} {day.year}"


def month_short(day: dt.date, lang: Lang) -> str:
    """``11月`` or ``Nov``."""
    return f"{day.month}月" if lang == "zh" else MONTHS[day.month - 1][:3]


def weekday_short(day: dt.date, lang: Lang) -> str:
    """``周日`` or ``Sun``."""
    return f"周{WEEKDAYS_ZH[day.weekday()][-1]}" if lang == "zh" else WEEKDAYS_EN[day.weekday()][:3]


def day_view(day: dt.date, lang: Lang) -> Day:
    """*day* for machines, for sentences and for lists."""
    return Day(day.isoformat(), day_words(day, lang), day.isoformat())


def span_words(start: dt.date | dt.datetime, end: dt.date | dt.datetime | None, lang: Lang) -> str:
    """When something takes place, in Asia/Shanghai; *end* of whole days is the last day, inclusive.

    ``2026年12月5日 星期六 09:30–11:30`` or ``Saturday 5 December 2026, 09:30–11:30``. A year that both ends share is
    said once.
    """
    return "".join(span_parts(start, end, lang))


def span_parts(start: dt.date | dt.datetime, end: dt.date | dt.datetime | None, lang: Lang) -> tuple[str, ...]:
    """The same in the parts at whose ends a line may break: days and hours. Put together they are the words."""
    first, last = _day(start), _day(end) if end is not None else _day(start)
    begins, ends = _clock(start), _clock(end) if end is not None else ""
    gap = " " if lang == "zh" else ", "
    if first == last:
        clock = f"{begins}–{ends}" if begins and ends else begins
        return _day_and_clock(_day_with_weekday(first, lang), clock, gap)
    same = first.year == last.year
    left = _day_with_weekday(first, lang, year=not (same and lang == "en"))
    right = _day_with_weekday(last, lang, year=not (same and lang == "zh"))
    *before, until = _day_and_clock(left, begins, gap)
    return (*before, f"{until}{'至' if lang == 'zh' else ' – '}", *_day_and_clock(right, ends, gap))


def _day_and_clock(day: str, clock: str, gap: str) -> tuple[str, ...]:
    return (f"{day}{gap}", clock) if clock else (day,)


def _day_with_weekday(day: dt.date, lang: Lang, *, year: bool = True) -> str:
    words, weekday = day_words(day, lang), weekday_words(day, lang)
    if not year:
        words = words.removeprefix(f"{day.year}年").removesuffix(f" {day.year}")
    return f"{words} {weekday}" if lang == "zh" else f"{weekday} {words}"


def _day(when: dt.date | dt.datetime) -> dt.date:
    return when.astimezone(HUB_ZONE).date() if isinstance(when, dt.datetime) else when


def _clock(when: dt.date | dt.datetime) -> str:
    return when.astimezone(HUB_ZONE).strftime("%H:%M") if isinstance(when, dt.datetime) else ""


def number_words(value: float) -> str:
    """``2,000``, ``0.5``: separators for thousands, no trailing zeros."""
    return f"{value:,.6f}".rstrip("0").rstrip(".")
