"""A calendar and the site name the same dates (C26): expanded by a library, and day by day from the rule's text."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import icalendar
import pytest
import recurring_ical_events
from calendar_making import DAY, PROJECT, SITE_URL, make_contexts, make_event, values_of
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from generator.build import load
from generator.calendars.entry import When
from generator.calendars.outputs import single
from generator.model.event import Event, as_day
from generator.pages.plan import contexts_of
from generator.settings import Settings

Span = tuple[str, str]
MONTHS_24 = dt.timedelta(days=731)
DAY_NAMES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")


def expected(event: Event, until: dt.date) -> list[Span]:
    """Start and excluded end of each date before *until* on which the site says *event* takes place."""
    found = []
    for occurrence in event.occurrences():
        if occurrence.cancelled or occurrence.first_day >= until:
            continue
        end = occurrence.end if occurrence.end is not None else occurrence.start
        whole_days = not isinstance(occurrence.start, dt.datetime)
        found.append((occurrence.start.isoformat(), (end + dt.timedelta(days=whole_days)).isoformat()))
    return sorted(found)


def shown(data: bytes, first: dt.date, until: dt.date) -> list[Span]:
    """The same as a calendar program finds it in *data*."""
    calendar = icalendar.Calendar.from_ical(data)
    events = recurring_ical_events.of(calendar).between(first - dt.timedelta(days=40), until)
    return sorted(
        (event["DTSTART"].dt.isoformat(), event["DTEND"].dt.isoformat())
        for event in events
        if str(event["STATUS"]) != "CANCELLED" and as_day(event["DTSTART"].dt) < until
    )


def walked(data: bytes) -> Iterator[dt.date]:
    """The days that RRULE and DTSTART of *data* name (RFC 5545 §3.3.10), found by trying every day."""
    start = dt.date.fromisoformat(values_of(data, "DTSTART")[1].rpartition(":")[2][:8])
    parts = dict(part.split("=") for part in values_of(data, "RRULE")[0].removeprefix(":").split(";"))
    interval, count = int(parts.get("INTERVAL", 1)), int(parts.get("COUNT", 0))
    last = utc_day(parts["UNTIL"]) if "UNTIL" in parts else dt.date.max
    place, name = int(parts.get("BYDAY", "")[:-2] or 0), parts.get("BYDAY", "")[-2:]
    day, found = start, 0
    while day <= last and (not count or found < count):
        months = (day.year - start.year) * 12 + day.month - start.month
        weeks = (day - start + dt.timedelta(days=start.weekday())).days // 7
        steps = {"WEEKLY": weeks, "MONTHLY": months, "YEARLY": day.year - start.year}[parts["FREQ"]]
        same_day = {"WEEKLY": day.weekday() == start.weekday(), "MONTHLY": day.day == start.day}
        fits = same_day.get(parts["FREQ"], (day.month, day.day) == (start.month, start.day))
        if name:
            fits = DAY_NAMES[day.weekday()] == name and place in (0, (day.day + 6) // 7, -((days_left(day) + 6) // 7))
        if fits and steps % interval == 0:
            found += 1
            yield day
        day += dt.timedelta(days=1)


def days_left(day: dt.date) -> int:
    """Days to the end of the month, *day* included."""
    return ((day.replace(day=28) + dt.timedelta(days=4)).replace(day=1) - day).days


def utc_day(until: str) -> dt.date:
    """The day of UNTIL in Asia/Shanghai."""
    if not until.endswith("Z"):
        return dt.date.fromisoformat(until)
    return (dt.datetime.fromisoformat(until) + dt.timedelta(hours=8)).date()


def check(event: Event, data: bytes) -> None:
    first = min(occurrence.first_day for occurrence in event.occurrences())
    until = max(occurrence.last_day for occurrence in event.occurrences()) + dt.timedelta(days=40)

    assert expected(event, until) == shown(data, first, until)
    assert event.recurrence is not None
    assert event.recurrence.days(as_day(event.start)) == tuple(walked(data))


def repository_events() -> list[Event]:
    """The series of content/."""
    hub = load(PROJECT / "content", PROJECT / "theme").hub
    assert hub is not None
    return [event for event in hub.events if event.recurrence is not None]


SERIES = repository_events()


def test_the_repository_has_series_of_each_sort() -> None:
    """What the next test walks through holds cancelled and moved dates."""
    rules = [event.recurrence for event in SERIES if event.recurrence is not None]

    assert any(rule.cancelled for rule in rules)
    assert any(rule.moved for rule in rules)
    assert any(rule.count for rule in rules)


@pytest.mark.parametrize("event", SERIES, ids=lambda event: event.id)
def test_the_repositorys_series_agree_for_24_months(event: Event) -> None:
    """C26: what subscribers see of each series in content/ is what its page lists, in both languages."""
    loaded = load(PROJECT / "content", PROJECT / "theme")
    edition = loaded.edition(Settings(PROJECT / "content", PROJECT / "theme", SITE_URL, DAY))
    first = as_day(event.start)
    until = first + MONTHS_24
    wanted = expected(event, until)
    assert wanted

    for context in contexts_of(edition, loaded.strings, "/", SITE_URL):
        assert wanted == shown(single(context, event), first, until)


@st.composite
def series(draw: st.DrawFn) -> Event:
    """An event with any sound recurrence: its start is one of its dates, exceptions are dates of it."""
    every = draw(st.sampled_from(["week", "month", "year"]))
    on_weekday = every != "year" and draw(st.booleans())
    rule: dict[str, Any] = {
        "every": every,
        "interval": draw(st.integers(1, 6)),
        "weekday": draw(st.sampled_from(["mon", "tue", "wed", "thu", "fri", "sat", "sun"])) if on_weekday else None,
    }
    if on_weekday and every == "month":
        rule["week"] = draw(st.sampled_from(["first", "second", "third", "fourth", "last"]))
    day = draw(st.dates(dt.date(2024, 1, 1), dt.date(2030, 12, 31)))
    if draw(st.booleans()):
        rule["count"] = draw(st.integers(2, 30))
    else:
        rule["until"] = day + dt.timedelta(days=draw(st.integers(0, 1500)))
    all_day = draw(st.booleans())
    clock = dt.timedelta(minutes=draw(st.integers(0, 24 * 60 - 1)))
    length = draw(st.none() | st.integers(0, 3 * 24 * 60))

    def when(date: dt.date, shift: dt.timedelta) -> When:
        return date if all_day else dt.datetime.combine(date, dt.time(), dt.UTC).replace(tzinfo=None) + shift

    def lasting(start: When) -> When | None:
        if length is None:
            return None
        return start + (dt.timedelta(days=length // 1440) if all_day else dt.timedelta(minutes=length))

    def text(value: When | None) -> str | None:
        return value.isoformat() if value is not None else None

    def made(first: dt.date) -> Event:
        start = when(first, clock)
        return make_event(start=text(start), end=text(lasting(start)), recurrence=rule)

    probe = made(day)
    assert probe.recurrence is not None
    days = probe.recurrence.days(day)
    assume(days)
    days = probe.recurrence.days(days[0])
    exceptions = draw(st.lists(st.sampled_from(days), unique=True, max_size=4))
    rule["cancelled"] = exceptions[:2]
    rule["moved"] = []
    for original in exceptions[1:]:
        start = when(original + dt.timedelta(days=draw(st.integers(-20, 20))), clock / 2)
        rule["moved"].append({"original": original, "start": text(start), "end": text(lasting(start))})
    return made(days[0])


@settings(deadline=None)
@given(series())
def test_any_series_agrees(event: Event) -> None:
    """C26: for every rule editors can write, a calendar program finds the site's dates, and no others."""
    zh, _ = make_contexts(event)

    check(event, single(zh, event))


@pytest.mark.parametrize(
    ("start", "rule"),
    [
        ("2026-01-31", {"every": "month", "count": 7}),
        ("2028-02-29", {"every": "year", "count": 3}),
        ("2026-12-31 23:59", {"every": "month", "until": "2027-12-31"}),
        ("2026-12-05 00:00", {"every": "week", "until": "2027-01-02"}),
        ("2027-01-01 00:00", {"every": "year", "until": "2027-01-01"}),
        ("2026-12-05 07:59", {"every": "week", "weekday": "sat", "until": "2027-01-02"}),
        ("2026-12-05", {"every": "week", "until": "2099-12-31"}),
        ("2026-12-05", {"every": "week", "count": 600}),
        ("2026-12-05", {"every": "week", "until": "2026-12-05"}),
    ],
    ids=str,
)
def test_series_at_the_edges(start: str, rule: dict[str, Any]) -> None:
    """C26: short months, leap days, the end of a day, a rule of one date, and the most dates a series may have."""
    event = make_event(start=start, end=None, recurrence=rule)
    zh, _ = make_contexts(event)

    check(event, single(zh, event))


def test_a_cancelled_series_stays_with_every_date_cancelled() -> None:
    """C24, C26: the series and its moved dates are CANCELLED, not gone."""
    moved = [{"original": "2026-12-12", "start": "2026-12-13 09:00"}]
    event = make_event(status="cancelled", recurrence={"every": "week", "count": 3, "moved": moved})
    zh, _ = make_contexts(event)

    data = single(zh, event)

    assert values_of(data, "STATUS") == [":CANCELLED", ":CANCELLED"]
    assert values_of(data, "RRULE") == [":FREQ=WEEKLY;COUNT=3"]
