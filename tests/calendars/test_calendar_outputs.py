"""Which calendars the site has, what each holds, and how pages lead to them (C22–C24, C27)."""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys

import icalendar
import pytest
import segno
import vobject
from calendar_making import PROJECT, both, components_of, make_alliance, make_contexts, make_event, values_of

from generator.calendars.links import calendar_links
from generator.calendars.outputs import a_year_before, calendar_outputs, single, subscribed, subscription
from generator.calendars.qr import qr_svg
from generator.model.event import Event


def ids(events: tuple[Event, ...]) -> list[str]:
    return [event.id for event in events]


def test_every_calendar_of_both_languages() -> None:
    """The hub's, one an alliance, one an event; a sample has a file, but no calendar to subscribe to."""
    events = (make_event("a"), make_event("b", sample=True))
    alliances = (make_alliance("casting"), make_alliance("toys", sample=True))

    outputs = list(calendar_outputs(make_contexts(*events, alliances=alliances)))

    chinese = ["events/calendar.ics", "alliances/casting/calendar.ics", "events/a/event.ics", "events/b/event.ics"]
    assert [output.path for output in outputs] == chinese + [f"en/{path}" for path in chinese]
    assert [output.source for output in outputs][:4] == [
        "calendar",
        "alliances/casting/alliance.yml",
        "events/a.yml",
        "events/b.yml",
    ]


def test_samples_are_in_no_subscription() -> None:
    """Samples stay out of what people subscribe to; their own file says what they are."""
    real, sample = make_event("a"), make_event("b", sample=True)
    zh, en = make_contexts(real, sample)

    assert ids(subscribed(zh.edition)) == ["a"]
    assert values_of(single(zh, sample), "SUMMARY") == [":示例：开放日"]
    assert values_of(single(en, sample), "SUMMARY") == [":Sample: Open day"]
    assert values_of(single(en, real), "SUMMARY") == [":Open day"]


def test_an_event_stays_while_it_is_to_come_and_a_year_after() -> None:
    """C24: nothing that is coming leaves, whatever its status; what is over leaves after twelve months."""
    zh, _ = make_contexts(
        make_event("coming"),
        make_event("cancelled", status="cancelled"),
        make_event("postponed", status="postponed"),
        make_event("year-old", start="2025-11-22", end=None),
        make_event("older", start="2025-11-21", end=None),
        make_event("long", start="2025-11-01", end="2025-11-22"),
        make_event("series", start="2024-01-06 09:00", end=None, recurrence={"every": "month", "until": "2027-01-06"}),
        make_event("old-series", start="2024-01-06", end=None, recurrence={"every": "week", "count": 4}),
        day=dt.date(2026, 11, 22),
    )

    assert ids(subscribed(zh.edition)) == ["coming", "cancelled", "postponed", "year-old", "long", "series"]


def test_a_year_before_a_leap_day() -> None:
    """Twelve months before 29 February end on the 28th."""
    assert a_year_before(dt.date(2028, 2, 29)) == dt.date(2027, 2, 28)
    assert a_year_before(dt.date(2026, 11, 22)) == dt.date(2025, 11, 22)


def test_an_alliance_has_its_own_events() -> None:
    """An alliance's calendar is named after it and holds what concerns it."""
    alliance = make_alliance("casting")
    ours, theirs = make_event("a", alliances=["casting"]), make_event("b", alliances=["hvac"])
    zh, en = make_contexts(ours, theirs, alliances=(alliance,))

    assert ids(subscribed(zh.edition, alliance)) == ["a"]
    data = subscription(en, alliance)
    assert values_of(data, "X-WR-CALNAME") == [":Casting Alliance: events"]
    assert values_of(data, "UID") == [":events-a-en@hub.example"]


def test_a_name_that_is_not_translated_is_marked() -> None:
    """NAME carries the language it is really in."""
    alliance = make_alliance(name=both("绿色铸造联盟"))
    event = make_event(title=both("开放日"))
    _, en = make_contexts(event, alliances=(alliance,))

    assert values_of(subscription(en, alliance), "NAME") == ["LANGUAGE=zh-Hans:绿色铸造联盟 · 活动"]
    assert values_of(single(en, event), "NAME") == ["LANGUAGE=zh-Hans:开放日"]
    assert values_of(single(en, event), "SUMMARY") == ["LANGUAGE=zh-Hans:开放日"]


def test_an_event_is_the_same_in_every_file() -> None:
    """C22: somebody who subscribes and also keeps the single file has one event, not two."""
    event = make_event(alliances=["casting"])
    alliance = make_alliance("casting")
    zh, en = make_contexts(event, alliances=(alliance,))

    files = [subscription(zh), subscription(zh, alliance), single(zh, event)]

    assert len({str(list(components_of(data, "VEVENT"))) for data in files}) == 1
    assert values_of(single(zh, event), "UID") != values_of(single(en, event), "UID")


def test_an_empty_calendar_is_one() -> None:
    """C7: before the first event there is a calendar to subscribe to, and two parsers read it."""
    zh, _ = make_contexts()

    data = subscription(zh)

    assert icalendar.Calendar.from_ical(data).walk("VTIMEZONE")
    assert vobject.readOne(data.decode(), validate=True).vtimezone.tzid.value == "Asia/Shanghai"
    assert values_of(data, "NAME") == ["LANGUAGE=zh-Hans:示例站 · 活动"]


DIGEST = """
import datetime as dt, hashlib, sys
from pathlib import Path
from generator.build import load
from generator.calendars.outputs import calendar_outputs
from generator.pages.plan import contexts_of
from generator.settings import Settings
root = Path(sys.argv[1])
settings = Settings(root / "content", root / "theme", "https://hub.example/", dt.date(2026, 11, 22))
loaded = load(settings.content, settings.theme)
contexts = contexts_of(loaded.edition(settings), loaded.strings, "/", settings.site_url)
for output in calendar_outputs(contexts):
    print(output.path, hashlib.sha256(output.render()).hexdigest())
"""


def test_no_machine_changes_a_byte() -> None:
    """C23: the same content gives the same bytes in any time zone, language and order of hashing."""
    made = []
    for zone, seed, lang in (("America/New_York", "1", "C"), ("Asia/Kathmandu", "2", "C.UTF-8")):
        environ = {**os.environ, "TZ": zone, "PYTHONHASHSEED": seed, "LC_ALL": lang, "PYTHONPATH": str(PROJECT)}
        command = [sys.executable, "-c", DIGEST, str(PROJECT)]
        made.append(subprocess.run(command, env=environ, capture_output=True, text=True, check=True).stdout)

    assert "events/calendar.ics" in made[0]
    assert made[0] == made[1]


def test_links_of_the_subscribe_page() -> None:
    """C27: the address to copy, the same for a program that subscribes at once, and a code for phones."""
    zh, en = make_contexts()

    links = calendar_links(zh)

    assert links.name.text == "示例站 · 活动"
    assert links.https == "https://x.example/some/base/events/calendar.ics"
    assert links.webcal == "webcal://x.example/some/base/events/calendar.ics"
    assert links.file is None
    assert links.qr_url == "https://x.example/some/base/subscribe/"
    assert 'aria-label="二维码：用手机打开“订阅”"' in links.qr
    assert calendar_links(en).https == "https://x.example/some/base/en/events/calendar.ics"


def test_links_of_an_event_and_of_an_alliance() -> None:
    """C27: an event's page has its single file, an alliance's page the alliance's calendar."""
    event, alliance = make_event(), make_alliance("casting")
    _, en = make_contexts(event, alliances=(alliance,))

    of_event, of_alliance = calendar_links(en, event), calendar_links(en, alliance)

    assert of_event.file == "/some/base/en/events/open-day/event.ics"
    assert of_event.https == "https://x.example/some/base/en/events/calendar.ics"
    assert of_event.qr_url == "https://x.example/some/base/en/events/open-day/"
    assert of_alliance.https == "https://x.example/some/base/en/alliances/casting/calendar.ics"
    assert of_alliance.name.text == "Casting Alliance: events"
    assert of_alliance.file is None
    assert calendar_links(en, make_alliance(sample=True)).https == of_event.https


def test_links_lead_to_files_that_are_made() -> None:
    """C27: no page offers a calendar that is not there."""
    events, alliances = (make_event(), make_event("b", sample=True)), (make_alliance(), make_alliance("c", sample=True))
    contexts = make_contexts(*events, alliances=alliances)
    made = {f"https://x.example/some/base/{output.path}" for output in calendar_outputs(contexts)}

    for context in contexts:
        for item in (None, *events, *alliances):
            links = calendar_links(context, item)
            assert links.https in made
            assert links.file is None or f"https://x.example{links.file}" in made


@pytest.mark.parametrize("url", ["https://hub.example/", "https://x.example/some/base/en/events/" + "a" * 80 + "/"])
def test_a_qr_code_is_whole(url: str) -> None:
    """Each dark module is drawn once, none in the quiet zone of four, on a white ground that covers everything."""
    svg = qr_svg(url, "标签")
    expected = [list(row) for row in segno.make_qr(url).matrix]
    side = len(expected) + 8
    drawn = [[0] * side for _ in range(side)]

    for x, y, length in re.findall(r"M(\d+) (\d+)\.5h(\d+)", svg):
        for column in range(int(x), int(x) + int(length)):
            drawn[int(y)][column] += 1

    assert f'viewBox="0 0 {side} {side}"' in svg
    assert f'<rect width="{side}" height="{side}" fill="#fff"/>' in svg
    assert [row[4:-4] for row in drawn[4:-4]] == expected
    assert sum(map(sum, drawn)) == sum(map(sum, expected))
    assert "<?xml" not in svg


def test_a_qr_codes_name_is_escaped() -> None:
    """The name of the code is a title that people typed."""
    assert 'role="img" aria-label="&lt;b&gt; &quot;铸造&quot; &amp; 船"' in qr_svg(
        "https://hub.example/", '<b> "铸造" & 船'
    )


@pytest.mark.parametrize(("library", "file"), [("icalendar", "ics.py"), ("segno", "qr.py")])
def test_each_library_is_known_to_one_file(library: str, file: str) -> None:
    """The border: what is written with a library is written in one place."""
    imports = re.compile(rf"^\s*(?:from|import) {library}\b", re.MULTILINE)
    sources = (PROJECT / "generator").rglob("*.py")

    assert [source.name for source in sources if imports.search(source.read_text("utf-8"))] == [file]
