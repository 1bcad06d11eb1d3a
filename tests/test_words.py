"""Dates and numbers in words, in both languages."""

from __future__ import annotations

import datetime as dt

import pytest

from generator.pages.words import (
    day_view,
    day_words,
    month_short,
    number_words,
    span_words,
    weekday_short,
    weekday_words,
)
from generator.zone import HUB_ZONE


def when(text: str | None) -> dt.date | dt.datetime | None:
    """A day, a time in Asia/Shanghai, or nothing."""
    if text is None:
        return None
    return dt.datetime.fromisoformat(text).replace(tzinfo=HUB_ZONE) if " " in text else dt.date.fromisoformat(text)


@pytest.mark.parametrize(
    ("text", "zh", "en", "weekday_zh", "weekday_en"),
    [
        ("2026-11-22", "2026年11月22日", "22 November 2026", "星期日", "Sunday"),
        ("2026-03-02", "2026年3月2日", "2 March 2026", "星期一", "Monday"),
        ("2024-02-29", "2024年2月29日", "29 February 2024", "星期四", "Thursday"),
    ],
)
def test_days_in_words(text, zh, en, weekday_zh, weekday_en):
    """No zero stands before a number; weekdays are those of the calendar."""
    day = when(text)

    assert (zh, en) == (day_words(day, "zh"), day_words(day, "en"))
    assert (weekday_zh, weekday_en) == (weekday_words(day, "zh"), weekday_words(day, "en"))
    assert (f"周{weekday_zh[-1]}", weekday_en[:3]) == (weekday_short(day, "zh"), weekday_short(day, "en"))
    assert (f"{day.month}月", en.split()[1][:3]) == (month_short(day, "zh"), month_short(day, "en"))


@pytest.mark.parametrize(
    ("start", "end", "zh", "en"),
    [
        ("2026-12-05", None, "2026年12月5日 星期六", "Saturday 5 December 2026"),
        ("2026-12-05", "2026-12-05", "2026年12月5日 星期六", "Saturday 5 December 2026"),
        ("2026-12-05 09:30", None, "2026年12月5日 星期六 09:30", "Saturday 5 December 2026, 09:30"),
        (
            "2026-12-05 09:30",
            "2026-12-05 11:30",
            "2026年12月5日 星期六 09:30–11:30",
            "Saturday 5 December 2026, 09:30–11:30",
        ),
        (
            "2026-12-05",
            "2026-12-06",
            "2026年12月5日 星期六至12月6日 星期日",
            "Saturday 5 December – Sunday 6 December 2026",
        ),
        (
            "2026-12-05 20:00",
            "2026-12-06 02:00",
            "2026年12月5日 星期六 20:00至12月6日 星期日 02:00",
            "Saturday 5 December, 20:00 – Sunday 6 December 2026, 02:00",
        ),
        (
            "2026-12-31",
            "2027-01-01",
            "2026年12月31日 星期四至2027年1月1日 星期五",
            "Thursday 31 December 2026 – Friday 1 January 2027",
        ),
    ],
)
def test_spans_in_words(start, end, zh, en):
    """One day is named once, several days with both their ends, hours only where there are any."""
    assert (zh, en) == (span_words(when(start), when(end), "zh"), span_words(when(start), when(end), "en"))


def test_hours_are_those_of_shanghai():
    """A time given in another zone is told as it is in Shanghai, where it may be the next day."""
    late = dt.datetime(2026, 12, 5, 17, 30, tzinfo=dt.UTC)

    assert "2026年12月6日 星期日 01:30" == span_words(late, None, "zh")


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (2000, "2,000"), (0.5, "0.5"), (0, "0"), (12.50, "12.5"), (100, "100"), (1234567.891, "1,234,567.891"),
        (-3, "-3"), (0.000001, "0.000001"), (1e15, "1,000,000,000,000,000"),
    ],
)  # fmt: skip
def test_numbers_in_words(value, words):
    """Thousands are separated, zeros before the point are kept and those behind it are not."""
    assert words == number_words(float(value))


def test_days_come_for_machines_and_for_readers():
    """The machine's form is ISO 8601 in both languages."""
    views = [day_view(dt.date(2026, 1, 5), lang) for lang in ("zh", "en")]

    assert [("2026-01-05", "2026年1月5日", "2026-01-05"), ("2026-01-05", "5 January 2026", "2026-01-05")] == [
        (view.iso, view.text, view.short) for view in views
    ]
