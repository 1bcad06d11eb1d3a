"""Small hubs for the tests of calendars, and a reader of calendar files that shares no code with the writer."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from generator.calendars.entry import CalendarEntry, Words
from generator.calendars.ics import CalendarHead, write_calendar
from generator.model.alliance import Alliance
from generator.model.event import Event
from generator.model.hub import Hub
from generator.model.site import SiteIdentity, Taxonomy
from generator.pages.context import Context
from generator.pages.plan import contexts_of
from generator.strings import read_strings
from generator.zone import HUB_ZONE

PROJECT = Path(__file__).resolve().parents[2]
STRINGS = read_strings(PROJECT / "theme" / "strings")
DAY = dt.date(2026, 11, 22)
SITE_URL = "https://x.example/some/base/"
HEAD = CalendarHead("活动", "hub.example", "zh-Hans")


def both(zh: str, en: str | None = None) -> dict[str, str | None]:
    return {"zh": zh, "en": en}


def make_event(identity: str = "open-day", **fields: Any) -> Event:
    """An event at 09:00 on 5 December 2026, in both languages, with *fields* replaced."""
    given = {
        "id": identity,
        "file": f"events/{identity}.yml",
        "title": both("开放日", "Open day"),
        "summary": both("看一看车间。", "A look at the works."),
        "category": "field-visit",
        "start": "2026-12-05 09:00",
        "end": "2026-12-05 11:30",
        "place": {"name": both("示例会议中心", "Sample Centre"), "address": both("示例园区A", "Sample Park A")},
        "posted": "2026-11-20",
        "tags": ["policy"],
    }
    return Event.model_validate({**given, **fields})


def make_alliance(identity: str = "casting", **fields: Any) -> Alliance:
    """An alliance in both languages, with *fields* replaced."""
    given = {
        "id": identity,
        "file": f"alliances/{identity}/alliance.yml",
        "name": both("绿色铸造联盟", "Casting Alliance"),
        "short_name": both("铸造", "Casting"),
        "industry": both("铸造", "Casting"),
        "summary": both("铸造企业的联盟。", "An alliance of foundries."),
    }
    return Alliance.model_validate({**given, **fields})


def make_contexts(
    *events: Event, alliances: tuple[Alliance, ...] = (), day: dt.date = DAY, samples: bool = True
) -> tuple[Context, ...]:
    """The Chinese and the English edition of a hub with *events*, as readers see it on *day*."""
    site = SiteIdentity.model_validate(
        {
            "name": both("示例站", "Sample Hub"),
            "short_name": both("站", "Hub"),
            "slogan": both("标语", "Slogan"),
            "description": both("介绍", "Description"),
            "domain": "hub.example",
            "region": both("地区", "Region"),
            "publisher": both("编辑组", "Editors"),
        }
    )
    taxonomy = Taxonomy.model_validate(
        {
            "tags": {"policy": both("政策", "Policy"), "new": both("新词"), "visit": both("实地走访", "Field visit")},
            "event_categories": {"field-visit": both("实地走访", "Field visit")},
        }
    )
    edition = Hub(site, taxonomy, alliances, events=events).as_of(day, samples=samples)
    return contexts_of(edition, STRINGS, "/some/base/", SITE_URL)


def make_entry(**fields: Any) -> CalendarEntry:
    """A plain entry, with *fields* replaced."""
    given: dict[str, Any] = {
        "uid": "events-a-zh@hub.example",
        "summary": Words("开放日"),
        "description": Words("看一看车间。"),
        "start": moment("2026-12-05 09:00"),
        "end": moment("2026-12-05 11:30"),
        "status": "CONFIRMED",
        "sequence": 0,
        "stamp": dt.datetime(2026, 11, 19, 16, tzinfo=dt.UTC),
        "url": "https://hub.example/events/a/",
        "location": Words("示例会议中心"),
        "categories": (Words("实地走访"),),
    }
    return CalendarEntry(**{**given, **fields})


def moment(text: str) -> dt.datetime:
    """A time in Asia/Shanghai."""
    return dt.datetime.fromisoformat(text).replace(tzinfo=HUB_ZONE)


def file_of(*entries: CalendarEntry) -> bytes:
    """A calendar of *entries*."""
    return write_calendar(HEAD, entries)


class Line(NamedTuple):
    """One unfolded content line."""

    name: str
    parameters: str
    value: str


def lines_of(data: bytes) -> list[Line]:
    """The content lines of *data*, unfolded as RFC 5545 §3.1 says."""
    unfolded = data.decode("utf-8").replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    found = [re.fullmatch(r"([A-Z-]+)((?:;[^:;]+)*):(.*)", line, re.DOTALL) for line in unfolded]
    assert all(found), [line for line, match in zip(unfolded, found, strict=True) if not match]
    return [Line(*match.groups()) for match in found if match]


def values_of(data: bytes, name: str) -> list[str]:
    """The parameters and value of each line *name*, as they stand there."""
    return [f"{line.parameters}:{line.value}".removeprefix(";") for line in lines_of(data) if line.name == name]


def components_of(data: bytes, name: str) -> Iterator[list[Line]]:
    """The lines of each component *name*, without BEGIN and END."""
    inside: list[Line] | None = None
    for line in lines_of(data):
        if line == Line("BEGIN", "", name):
            inside = []
        elif line == Line("END", "", name):
            assert inside is not None
            yield inside
            inside = None
        elif inside is not None:
            inside.append(line)
