"""The months of the calendar: which there are, what stands on each day, how they lead to each other."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from generator.build import load
from generator.model.event import Event
from generator.model.record import RESERVED_IDS
from generator.pages.month import MOST, month_link, month_page, months_of
from generator.pages.plan import contexts_of, page_plans

TODAY = dt.date(2026, 11, 22)


def event(identity: str = "meeting", **fields) -> Event:
    """A meeting on 5 December 2026 at nine, with *fields* replaced."""
    usual = {
        "id": identity,
        "file": f"events/{identity}.yml",
        "title": {"zh": "会议", "en": "Meeting"},
        "summary": {"zh": "开会。", "en": "We meet."},
        "category": "contest",
        "start": "2026-12-05 09:00",
        "place": {"name": {"zh": "会场", "en": "Hall"}},
        "posted": "2026-01-01",
    }
    return Event.model_validate({**usual, **fields})


@pytest.fixture(scope="module")
def hub_with(small_hub, theme):
    """Contexts of the small hub with other events, as of a day."""
    loaded = load(small_hub, theme)

    def contexts(*events: Event, day: dt.date = TODAY):
        edition = dataclasses.replace(loaded.hub, events=events).as_of(day, samples=True)
        return contexts_of(edition, loaded.strings, "/", "https://hub.example/")

    return contexts


def page_of(context, month: str):
    return month_page(context, dt.date.fromisoformat(f"{month}-01"), months_of(context.edition))


def told(view) -> dict[str, list[tuple[str, str]]]:
    """The events of each day: when, and the title."""
    return {day.iso: [(one.clock, one.title.text) for one in day.events] for day in view.days}


def test_months_go_from_the_last_one_to_the_last_event(hub_with):
    """One month back, and on without gaps to the month in which the last event ends."""
    zh, _ = hub_with(event(start="2027-01-30", end="2027-02-02"))

    assert ["2026-10", "2026-11", "2026-12", "2027-01", "2027-02"] == [f"{m:%Y-%m}" for m in months_of(zh.edition)]


def test_the_present_month_is_there_even_when_the_last_event_is_over(hub_with):
    """An event of last month still has its page, and today's month follows it."""
    zh, _ = hub_with(event(start="2026-10-01"))

    assert ["2026-10", "2026-11"] == [f"{month:%Y-%m}" for month in months_of(zh.edition)]


@pytest.mark.parametrize("events", [(), (event(start="2026-09-30"),)], ids=["none", "long ago"])
def test_without_events_there_are_no_months(events, hub_with):
    """Nothing to come and nothing since last month: no pages, and no links to them."""
    zh, _ = hub_with(*events)

    assert () == months_of(zh.edition)
    assert month_link(zh, TODAY) is None


def test_there_are_at_most_two_years_of_months(hub_with):
    """A series without a near end does not make pages without number."""
    zh, _ = hub_with(event(recurrence={"every": "year", "count": 30}))

    assert MOST == len(months_of(zh.edition)) == 24


def test_the_grid_has_each_day_once_in_its_column(hub_with):
    """Weeks of seven cells from Monday; the days of the month in order, empty cells around them only."""
    zh, _ = hub_with(event())
    for month in ("2026-10", "2026-11", "2026-12"):
        _, view = page_of(zh, month)
        assert all(len(week) == 7 for week in view.weeks)
        days = [(place, day) for week in view.weeks for place, day in enumerate(week) if day is not None]
        assert [str(number) for number in range(1, len(days) + 1)] == [day.number for _, day in days]
        for place, day in days:
            assert dt.date.fromisoformat(day.iso).weekday() == place


def test_an_event_of_several_days_stands_on_each_of_them(hub_with):
    """Also where it goes on into the next month; the further days say which one it is."""
    _, en = hub_with(event(start="2026-11-29", end="2026-12-01"))

    assert {"2026-11-29": [("", "Meeting")], "2026-11-30": [("Day 2", "Meeting")]} == told(page_of(en, "2026-11")[1])
    assert {"2026-12-01": [("Day 3", "Meeting")]} == told(page_of(en, "2026-12")[1])


def test_a_day_goes_from_morning_to_evening(hub_with):
    """What takes the whole day or has begun before comes first, then by the clock."""
    _, en = hub_with(
        event("late", start="2026-12-05 19:00"),
        event("early", start="2026-12-05 08:30"),
        event("whole", start="2026-12-05"),
        event("running", start="2026-12-04", end="2026-12-06"),
    )

    assert ["Day 2", "", "08:30", "19:00"] == [clock for clock, _ in told(page_of(en, "2026-12")[1])["2026-12-05"]]


def test_cancelled_dates_are_marked_and_moved_ones_stand_where_they_went(hub_with):
    """A series of Saturdays: one off, one moved to a Sunday; the day it left is free."""
    _, en = hub_with(
        event(
            recurrence={
                "every": "week",
                "count": 3,
                "cancelled": ["2026-12-12"],
                "moved": [{"original": "2026-12-19", "start": "2026-12-20 14:00"}],
            }
        )
    )
    days = {day.iso: day.events[0] for day in page_of(en, "2026-12")[1].days}

    assert ["2026-12-05", "2026-12-12", "2026-12-20"] == list(days)
    assert [False, True, False] == [one.off for one in days.values()]
    assert [[], ["cancelled"], ["moved"]] == [[badge.kind for badge in one.badges] for one in days.values()]


@pytest.mark.parametrize(
    ("status", "badge", "off"), [("cancelled", "cancelled", True), ("postponed", "postponed", False)]
)
def test_a_state_of_the_whole_event_is_shown(status, badge, off, hub_with):
    """Cancelled and postponed events stay where they were, marked."""
    zh, _ = hub_with(event(status=status, sample=True))
    (one,) = page_of(zh, "2026-12")[1].days[0].events

    assert ([badge, "sample"], off) == ([mark.kind for mark in one.badges], off)
    assert off == one.off


def test_today_is_marked_once(hub_with):
    """In the month of the edition's day and nowhere else, at that day."""
    zh, _ = hub_with(event())
    marked = {
        day.iso
        for month in months_of(zh.edition)
        for week in month_page(zh, month, months_of(zh.edition))[1].weeks
        for day in week
        if day is not None and day.today
    }

    assert {"2026-11-22"} == marked


def test_months_lead_to_each_other_and_stay_out_of_the_index(hub_with):
    """The first has none before it, the last none after it; search engines have the events themselves."""
    _, en = hub_with(event())
    frames, views = zip(*(page_of(en, month) for month in ("2026-10", "2026-11", "2026-12")), strict=True)

    assert [None, "/en/events/month/2026-10/", "/en/events/month/2026-11/"] == [
        view.previous and view.previous.url for view in views
    ]
    assert ["/en/events/month/2026-11/", "/en/events/month/2026-12/", None] == [
        view.next and view.next.url for view in views
    ]
    assert not any(frame.indexed for frame in frames)
    assert "Calendar: December 2026" == views[2].title


def test_the_address_of_months_is_free(hub_with):
    """No event may be called `month`, and each month has a page in both languages."""
    files = {plan.file for plan in page_plans(hub_with(event()))}

    assert "month" in RESERVED_IDS
    assert {"events/month/2026-12/index.html", "en/events/month/2026-12/index.html"} < files


def test_an_event_links_to_the_month_of_its_next_date(hub_with):
    """In words of the page's language; a date without a page has no link."""
    zh, en = hub_with(event())

    link = month_link(zh, dt.date(2026, 12, 5))
    assert ("2026年12月", "/events/month/2026-12/") == (link.title.text, link.url)
    assert "December 2026" == month_link(en, dt.date(2026, 12, 31)).title.text
    assert month_link(en, dt.date(2026, 9, 30)) is None
