"""The bytes of a calendar: what RFC 5545 and 7986 want of any file, whatever its texts are (C1–C7, C20, C21)."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

import icalendar
import pytest
import vobject
from calendar_making import components_of, file_of, lines_of, make_entry, moment, values_of
from hypothesis import given
from hypothesis import strategies as st

from generator.calendars.entry import CalendarEntry, Override, Rule, Words
from generator.calendars.ics import plain

HOSTILE = (
    '逗号, 分号; 冒号: 引号" 反斜杠\\ 竖线|',
    "第一行\n第二行\r\n第三行\r第四行\u2028第五行\u0085第六行",
    "D:\\News\\new\\;\\,",
    "\\\\n \\\\N \\n \\N \\",
    "<b>&amp;</b> ]]> {title} %s ${x}",
    "表情 👩🏽‍🏭🇨🇳 和 𠮷",
    "\u202e从右到左\u200f مرحبا \u200e",
    "控制\x00字\x07符\x1b[31m\x7f\x9f",
    " 前后空格 ",
    "END:VEVENT\r\nBEGIN:VALARM",
    "没有空格的一长行" * 1250,
    "x" * 10_000,
    "👩🏽‍🏭" * 2_500,
)

SERIES = make_entry(
    rule=Rule("MONTHLY", 2, "1SA", dt.datetime(2027, 12, 4, 1, tzinfo=dt.UTC), None),
    exdates=(moment("2027-02-06 09:00"),),
    overrides=(Override(moment("2027-04-03 09:00"), moment("2027-04-10 14:00"), moment("2027-04-10 16:00")),),
    organiser=Words("示例联盟办公室"),
)
WHOLE_DAYS = make_entry(uid="events-b-zh@hub.example", start=dt.date(2026, 12, 11), end=dt.date(2026, 12, 14))
OPEN_END = make_entry(uid="events-c-zh@hub.example", end=None)
KINDS = pytest.mark.parametrize(
    "entries",
    [(), (SERIES,), (WHOLE_DAYS,), (OPEN_END,), (SERIES, WHOLE_DAYS, OPEN_END)],
    ids=["empty", "series", "whole days", "open end", "all"],
)


def check_octets(data: bytes) -> None:
    """C5: CRLF everywhere and at the end, lines of at most 75 octets, each of whole UTF-8 characters."""
    assert data.endswith(b"\r\n")
    lines = data.removesuffix(b"\r\n").split(b"\r\n")
    for line in lines:
        assert 0 < len(line) <= 75
        assert not any((byte < 32 and byte != 9) or byte == 127 for byte in line)
        line.decode("utf-8")


def read_back(data: bytes) -> Iterator[tuple[str, str, str]]:
    """Summary, description and location of each event, as two parsers read them."""
    ours = icalendar.Calendar.from_ical(data)
    assert not ours.errors
    for event in ours.walk("VEVENT"):
        assert not event.errors
        yield str(event["SUMMARY"]), str(event["DESCRIPTION"]), str(event["LOCATION"])
    for event in vobject.readOne(data.decode("utf-8"), validate=True).vevent_list:
        yield event.summary.value, event.description.value, event.location.value


@KINDS
def test_a_calendar_says_what_it_is_once(entries: tuple[CalendarEntry, ...]) -> None:
    """C1, C20, C21: the calendar's own properties stand there once, in the form clients look for."""
    own = {
        "PRODID": [":-//hub.example//alliance-hub//zh-Hans"],
        "VERSION": [":2.0"],
        "METHOD": [":PUBLISH"],
        "NAME": ["LANGUAGE=zh-Hans:活动"],
        "X-WR-CALNAME": [":活动"],
        "X-WR-TIMEZONE": [":Asia/Shanghai"],
        "REFRESH-INTERVAL": ["VALUE=DURATION:PT12H"],
        "X-PUBLISHED-TTL": [":PT12H"],
    }

    data = file_of(*entries)

    assert own == {name: values_of(data, name) for name in own}


@KINDS
def test_the_time_zone_is_the_smallest_one(entries: tuple[CalendarEntry, ...]) -> None:
    """C7: one VTIMEZONE with one STANDARD, in an empty calendar too; no local mean time anywhere."""
    data = file_of(*entries)

    (zone,) = components_of(data, "VTIMEZONE")
    assert {
        "TZID:Asia/Shanghai",
        "BEGIN:STANDARD",
        "DTSTART:19700101T000000",
        "TZOFFSETFROM:+0800",
        "TZOFFSETTO:+0800",
        "TZNAME:CST",
        "END:STANDARD",
    } == {f"{line.name}{line.parameters}:{line.value}" for line in zone}
    assert len(zone) == 7
    assert b"LMT" not in data
    assert b"DAYLIGHT" not in data
    used = {parameter for line in lines_of(data) for parameter in line.parameters.split(";") if "TZID" in parameter}
    assert used <= {"TZID=Asia/Shanghai"}


@KINDS
def test_every_event_has_what_it_must_have_once(entries: tuple[CalendarEntry, ...]) -> None:
    """C2, C3, C25: one UID, DTSTAMP in UTC and DTSTART each; no DURATION, no alarm, no organiser to answer to."""
    data = file_of(*entries)

    events = list(components_of(data, "VEVENT"))
    assert len(events) == len(entries) + sum(len(entry.overrides) for entry in entries)
    for event in events:
        count = Counter(line.name for line in event)
        must = ("UID", "DTSTAMP", "LAST-MODIFIED", "DTSTART", "SUMMARY", "SEQUENCE", "STATUS", "URL", "LOCATION")
        assert dict.fromkeys(must, 1) == {name: count[name] for name in must}
        assert count["CATEGORIES"] >= 1
        assert count["DTEND"] <= 1
        assert not count.keys() & {"DURATION", "BEGIN", "ORGANIZER", "ATTENDEE"}
        (stamp,) = (line.value for line in event if line.name == "DTSTAMP")
        assert stamp == "20261119T160000Z"


@KINDS
def test_lines_are_short_and_whole(entries: tuple[CalendarEntry, ...]) -> None:
    """C5 holds for every kind of entry, and both parsers read as many events as were written."""
    data = file_of(*entries)

    check_octets(data)
    calendar = icalendar.Calendar.from_ical(data)
    events = list(calendar.walk("VEVENT"))
    assert len(events) == len(list(components_of(data, "VEVENT")))
    assert len(events) == len(vobject.readOne(data.decode(), validate=True).contents.get("vevent", []))


def test_a_whole_day_ends_before_the_day_after() -> None:
    """C4: dates, and an end that is excluded."""
    data = file_of(WHOLE_DAYS)

    assert values_of(data, "DTSTART")[1:] == ["VALUE=DATE:20261211"]
    assert values_of(data, "DTEND") == ["VALUE=DATE:20261214"]


def test_a_series_is_a_rule_with_exceptions() -> None:
    """C26: RRULE and EXDATE in the zone of DTSTART, UNTIL in UTC (RFC 5545 §3.3.10), and one event a moved date."""
    data = file_of(SERIES)

    first, moved = components_of(data, "VEVENT")
    assert values_of(data, "RRULE") == [":FREQ=MONTHLY;UNTIL=20271204T010000Z;INTERVAL=2;BYDAY=1SA"]
    assert values_of(data, "EXDATE") == ["TZID=Asia/Shanghai:20270206T090000"]
    assert "RECURRENCE-ID" not in {line.name for line in first}
    assert not {"RRULE", "EXDATE"} & {line.name for line in moved}
    assert [f"{line.parameters}:{line.value}" for line in moved if line.name in ("RECURRENCE-ID", "DTSTART")] == [
        ";TZID=Asia/Shanghai:20270410T140000",
        ";TZID=Asia/Shanghai:20270403T090000",
    ]
    assert len({line.value for event in (first, moved) for line in event if line.name == "UID"}) == 1


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_any_text_comes_back_as_it_went_in(text: str) -> None:
    """C5, C6: two parsers read every text back, without its control characters, and nothing of it becomes structure."""
    words = Words(text)
    data = file_of(make_entry(summary=words, description=words, location=words, categories=(words, Words("二"))))

    check_octets(data)
    assert list(read_back(data)) == [(plain(text),) * 3] * 2
    (event,) = icalendar.Calendar.from_ical(data).walk("VEVENT")
    assert [str(one) for one in event["CATEGORIES"].cats] == [plain(text), "二"]


def test_what_is_escaped() -> None:
    """C6: backslash, semicolon, comma and line break, and nothing else; parsers forgive what RFC 5545 does not."""
    words = Words('a;b,c\\d\ne:f"g')
    data = file_of(make_entry(summary=words, categories=(words, Words("二"))))

    escaped = r'a\;b\,c\\d\ne:f"g'
    assert values_of(data, "SUMMARY") == [f":{escaped}"]
    assert values_of(data, "CATEGORIES") == [f":{escaped},二"]


def test_control_characters_and_line_breaks() -> None:
    """C6: line breaks of all kinds are one, and what no calendar may hold is gone."""
    assert plain("一\r\n二\r三\u2028四\x85五\n六") == "一\n二\n三\n四\n五\n六"
    assert plain("控制\x00字\x07符\x1b\x7f\x9f\ud800\t。") == "控制字符\t。"


@given(st.text(max_size=300), st.text(max_size=300))
def test_no_text_breaks_a_calendar(summary: str, description: str) -> None:
    """C5, C6 for whatever people type."""
    data = file_of(make_entry(summary=Words(summary, "en"), description=Words(description)))

    check_octets(data)
    read = list(read_back(data))
    assert [(plain(summary), plain(description))] * 2 == [texts[:2] for texts in read]


def test_a_text_in_another_language_says_so() -> None:
    """A text that is not in the calendar's language carries its tag (RFC 5545 §3.2.10); the others carry none."""
    mixed = (Words("Policy"), Words("新词", "zh-Hans"), Words("Visit"))
    data = file_of(make_entry(summary=Words("开放日", "zh-Hans"), description=Words("Works"), categories=mixed))

    assert values_of(data, "SUMMARY") == ["LANGUAGE=zh-Hans:开放日"]
    assert values_of(data, "DESCRIPTION") == [":Works"]
    assert values_of(data, "CATEGORIES") == [":Policy,Visit", "LANGUAGE=zh-Hans:新词"]
