"""From an event to its entry: identity, times, status, languages (C4, C22–C26)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from calendar_making import both, make_contexts, make_event, moment

from generator.calendars.entry import CalendarEntry, Override, Rule, Words, calendar_entry
from generator.model.event import Event
from generator.model.record import Lang


def entry_of(event: Event, lang: Lang = "zh") -> CalendarEntry:
    zh, en = make_contexts(event)
    return calendar_entry(zh if lang == "zh" else en, event)


@pytest.mark.parametrize(
    "edit",
    [
        {"title": both("改了名的开放日", "Renamed")},
        {"start": "2027-01-01", "end": None},
        {"status": "cancelled", "revision": 3},
        {"category": "field-visit", "tags": []},
        {"title": both("只有中文")},
        {"file": "events/elsewhere.yml"},
    ],
    ids=lambda edit: next(iter(edit)),
)
def test_the_uid_outlives_every_edit(edit: dict[str, Any]) -> None:
    """C22: the UID is made of section, id, language and the site's domain, and of nothing else."""
    assert entry_of(make_event(**edit)).uid == "events-open-day-zh@hub.example"
    assert entry_of(make_event(**edit), "en").uid == "events-open-day-en@hub.example"


def test_sequence_and_stamp_are_the_editors() -> None:
    """C23: SEQUENCE is the revision; the stamp is the beginning of the day of the last change, in UTC."""
    first = entry_of(make_event())
    second = entry_of(make_event(revision=2, updated="2026-12-01"))

    assert (first.sequence, first.stamp) == (0, dt.datetime(2026, 11, 19, 16, tzinfo=dt.UTC))
    assert (second.sequence, second.stamp) == (2, dt.datetime(2026, 11, 30, 16, tzinfo=dt.UTC))


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("2026-12-05", None, (dt.date(2026, 12, 5), dt.date(2026, 12, 6))),
        ("2026-12-05", "2026-12-05", (dt.date(2026, 12, 5), dt.date(2026, 12, 6))),
        ("2026-12-30", "2027-01-02", (dt.date(2026, 12, 30), dt.date(2027, 1, 3))),
        ("2028-02-28", "2028-02-28", (dt.date(2028, 2, 28), dt.date(2028, 2, 29))),
        ("2026-12-05", "9999-12-31", (dt.date(2026, 12, 5), dt.date(9999, 12, 31))),
        ("2026-12-05 09:00", None, (moment("2026-12-05 09:00"), None)),
        ("2026-12-05 09:00", "2026-12-05 09:00", (moment("2026-12-05 09:00"), None)),
        ("2026-12-05 22:00", "2026-12-06 02:00", (moment("2026-12-05 22:00"), moment("2026-12-06 02:00"))),
    ],
)
def test_the_end_is_excluded(start: str, end: str | None, expected: tuple[object, object]) -> None:
    """C4: an editor's last day is inclusive, a calendar's is not; a time that is not after the start is no end."""
    entry = entry_of(make_event(start=start, end=end))

    assert expected == (entry.start, entry.end)


def test_a_cancelled_event_is_an_entry_that_says_so() -> None:
    """C24: CANCELLED, with a sentence in the description for programs that do not show the status."""
    entry = entry_of(make_event(status="cancelled"), "en")

    assert entry.status == "CANCELLED"
    assert entry.description.text.startswith("This event has been cancelled.")


def test_a_postponed_event_is_tentative() -> None:
    """C24: its old date may not stand, and the description begins with that."""
    entry = entry_of(make_event(status="postponed"))

    assert entry.status == "TENTATIVE"
    assert entry.description.text.startswith("这场活动已经延期")
    assert entry_of(make_event()).status == "CONFIRMED"


def test_what_the_description_tells() -> None:
    """C25: all that somebody needs who sees only the calendar, in order, and the address of the page."""
    event = make_event(
        description=both("第一段，\n接着写。\n\n第二段。", "One,\ntwo.\n\nThree."),
        agenda=[{"time": "09:00", "what": both("签到", "Arrival")}, {"time": "09:30", "what": both("参观", "Visit")}],
        organiser={"name": both("示例办公室", "Sample Office")},
        registration={"how": both("打电话。", "Call us."), "until": "2026-12-01"},
        place={"name": both("线上", "Online"), "url": "https://meet.example/1"},
    )

    assert entry_of(event).description == Words(
        "看一看车间。\n\n第一段，接着写。\n\n第二段。\n\n09:00 签到\n09:30 参观\n\n主办：示例办公室\n\n"
        "怎么报名：打电话。\n\n报名截止：2026年12月1日\n\n在线参加：https://meet.example/1\n\nhttps://x.example/some/base/events/open-day/"
    )
    assert entry_of(event, "en").description == Words(
        "A look at the works.\n\nOne, two.\n\nThree.\n\n09:00 Arrival\n09:30 Visit\n\nOrganiser: Sample Office\n\n"
        "How to apply: Call us.\n\nRegister by: 1 December 2026\n\nTake part online: https://meet.example/1\n\n"
        "https://x.example/some/base/en/events/open-day/"
    )


def test_place_address_and_categories() -> None:
    """C25: URL of the page in the calendar's language, place with address, category and tags, each label once."""
    event = make_event(tags=["policy", "visit"], organiser={"name": both("示例办公室", "Sample Office")})

    entry = entry_of(event, "en")

    assert entry.url == "https://x.example/some/base/en/events/open-day/"
    assert entry.location == Words("Sample Centre, Sample Park A")
    assert entry.categories == (Words("Field visit"), Words("Policy"))
    assert entry.organiser == Words("Sample Office")
    assert entry_of(event).location == Words("示例会议中心，示例园区A")


def test_an_untranslated_event_speaks_chinese_and_says_so() -> None:
    """Without a translation the English calendar has the Chinese words, marked, interface words included."""
    event = make_event(
        title=both("开放日"),
        organiser={"name": both("示例办公室", "Sample Office")},
        status="postponed",
    )

    entry = entry_of(event, "en")

    assert entry.summary == Words("开放日", "zh-Hans")
    assert entry.description.language == "zh-Hans"
    assert "主办：示例办公室" in entry.description.text
    assert entry.location == Words("示例会议中心，示例园区A", "zh-Hans")
    assert entry.categories == (Words("实地走访", "zh-Hans"), Words("政策", "zh-Hans"))
    assert entry.uid == "events-open-day-en@hub.example"


def test_a_text_in_two_languages_claims_none() -> None:
    """Where only a part is translated no mark would be true; a label without a translation is marked by itself."""
    event = make_event(description=both("没有译文。"), tags=["policy", "new"])

    entry = entry_of(event, "en")

    assert entry.description.language is None
    assert entry.description.text.startswith("A look at the works.\n\n没有译文。")
    assert entry.categories == (Words("Field visit"), Words("Policy"), Words("新词", "zh-Hans"))


def test_a_sample_says_so_first() -> None:
    """The summary of a sample begins with the word, in the language of the title."""
    event = make_event(sample=True)

    assert entry_of(event).summary == Words("示例：开放日")
    assert entry_of(event, "en").summary == Words("Sample: Open day")
    untranslated = make_event(sample=True, title=both("开放日"))
    assert entry_of(untranslated, "en").summary == Words("示例：开放日", "zh-Hans")


def test_a_series_of_times() -> None:
    """C26: the rule ends with the last date, in UTC; a moved date is no exception but an override."""
    event = make_event(
        recurrence={
            "every": "month",
            "week": "first",
            "weekday": "sat",
            "until": "2027-06-30",
            "cancelled": ["2027-02-06", "2027-03-06"],
            "moved": [{"original": "2027-03-06", "start": "2027-03-13 14:00"}],
        }
    )

    entry = entry_of(event)

    assert entry.rule == Rule("MONTHLY", 1, "1SA", dt.datetime(2027, 6, 5, 15, 59, 59, tzinfo=dt.UTC), None)
    assert entry.exdates == (moment("2027-02-06 09:00"),)
    assert entry.overrides == (
        Override(moment("2027-03-06 09:00"), moment("2027-03-13 14:00"), moment("2027-03-13 16:30")),
    )


def test_a_series_of_whole_days() -> None:
    """C4, C26: dates throughout, UNTIL, EXDATE and RECURRENCE-ID as well."""
    event = make_event(
        start="2026-11-27",
        end="2026-11-28",
        recurrence={
            "every": "month",
            "week": "last",
            "weekday": "fri",
            "until": "2027-02-28",
            "cancelled": ["2026-12-25"],
            "moved": [{"original": "2027-01-29", "start": "2027-01-22"}],
        },
    )

    entry = entry_of(event)

    assert entry.rule == Rule("MONTHLY", 1, "-1FR", dt.date(2027, 2, 26), None)
    assert entry.exdates == (dt.date(2026, 12, 25),)
    assert entry.overrides == (Override(dt.date(2027, 1, 29), dt.date(2027, 1, 22), dt.date(2027, 1, 24)),)


def test_a_counted_series() -> None:
    """C26: COUNT instead of UNTIL; without a weekday the day of the start repeats."""
    event = make_event(recurrence={"every": "week", "interval": 2, "count": 4})

    assert entry_of(event).rule == Rule("WEEKLY", 2, None, None, 4)
