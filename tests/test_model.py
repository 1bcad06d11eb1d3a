"""The model: what an item is on a day, and what an edition shows."""

from __future__ import annotations

import datetime as dt

import pytest
from pydantic import ValidationError

from generator.model.alliance import Alliance
from generator.model.event import Event
from generator.model.hub import Hub
from generator.model.job import Job
from generator.model.news import News
from generator.model.policy import Policy
from generator.model.prose import Body, Markup
from generator.model.recurrence import months_later
from generator.model.site import SiteIdentity, Taxonomy
from generator.zone import HUB_ZONE

TODAY = dt.date(2026, 11, 22)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def moment(text: str) -> dt.datetime:
    return dt.datetime.fromisoformat(text).replace(tzinfo=HUB_ZONE)


def event(name: str = "event", **fields) -> Event:
    given = {"title": {"zh": name}, "summary": {"zh": name}, "category": "talk", "place": {"name": {"zh": "厅"}}}
    return Event(id=name, file=f"events/{name}.yml", **(given | {"posted": "2026-01-01"} | fields))


def job(name: str = "job", **fields) -> Job:
    text = {"zh": name}
    given = {
        "title": text, "employer": {"name": text}, "alliance": "casting", "headcount": 1, "workplace": {"name": text},
        "duties": [text], "requirements": [text], "apply": {"how": text},
        "posted": "2026-11-01", "valid_through": "2026-11-30",
    }  # fmt: skip
    return Job(id=name, file=f"jobs/{name}.yml", **(given | fields))


def news(name: str, **fields) -> News:
    body = Body(Markup("", "", (), 0, ""))
    given = {"title": {"zh": name}, "summary": {"zh": name}, "date": "2026-11-01", "body": body}
    return News(id=name, file=f"news/2026/{name}/index.md", **(given | fields))


def alliance(name: str, **fields) -> Alliance:
    text = {"zh": name}
    given = {"name": text, "short_name": text, "industry": text, "summary": text}
    return Alliance(id=name, file=f"alliances/{name}/alliance.yml", **(given | fields))


def hub(**items) -> Hub:
    text = {"zh": "站"}
    names = ("name", "short_name", "slogan", "description", "region", "publisher")
    site = SiteIdentity(domain="hub.example", **dict.fromkeys(names, text))
    taxonomy = Taxonomy(tags={"casting": {"zh": "铸造"}, "talent": {"zh": "人才"}}, event_categories={"talk": text})
    return Hub(site, taxonomy, **{kind: tuple(found) for kind, found in items.items()})


def days(found: Event) -> list[tuple[str, str | None, str]]:
    """Start, end and marks of each occurrence."""
    return [
        (
            one.start.strftime("%m-%d %H:%M") if isinstance(one.start, dt.datetime) else one.start.isoformat()[5:],
            None if one.end is None else str(one.end)[5:16],
            "cancelled" * one.cancelled + "moved" * one.moved,
        )
        for one in found.occurrences()
    ]


# Jobs


@pytest.mark.parametrize(("on", "is_open"), [("2026-11-29", True), ("2026-11-30", True), ("2026-12-01", False)])
def test_an_opening_stands_through_its_last_day(on, is_open):
    """The last day is still a day to apply; the day after is not."""
    assert is_open == job(valid_through="2026-11-30").is_open(day(on))


# Events


def test_a_single_event_takes_place_once():
    """An event without a series has one occurrence, its own start and end."""
    assert [("12-05 09:30", "12-05 11:30", "")] == days(event(start="2026-12-05 09:30", end="2026-12-05 11:30"))
    assert [("12-05", None, "")] == days(event(start="2026-12-05"))


def test_a_whole_day_event_ends_on_its_last_day():
    """The last day of several whole days is part of the event."""
    found = event(start="2026-12-05", end="2026-12-07")

    assert found.all_day
    assert (day("2026-12-05"), day("2026-12-07")) == (found.occurrences()[0].first_day, found.occurrences()[0].last_day)
    assert not found.is_past(day("2026-12-07"))
    assert found.is_past(day("2026-12-08"))


SERIES = {"every": "month", "week": "first", "weekday": "sat", "until": "2027-03-31"}


def test_a_series_repeats_start_and_end():
    """Each date of a series has the hours of the first."""
    found = event(start="2026-11-07 09:00", end="2026-11-07 11:30", recurrence=SERIES)

    assert [(f"{d} 09:00", f"{d} 11:30", "") for d in ("11-07", "12-05", "01-02", "02-06", "03-06")] == days(found)


def test_a_night_lasts_into_the_next_day_in_every_month():
    """An event over midnight ends on the day after each of its dates."""
    found = event(start="2026-11-07 20:00", end="2026-11-08 02:00", recurrence=SERIES)

    assert ("12-05 20:00", "12-06 02:00", "") == days(found)[1]
    assert day("2026-12-06") == found.occurrences()[1].last_day


def test_cancelled_and_moved_dates_stay_in_the_series():
    """A cancelled date is marked; a moved one stands at its new time, lasts as long and keeps its old date as name."""
    changes = {"cancelled": ["2027-01-02"], "moved": [{"original": "2026-12-05", "start": "2027-01-16 14:00"}]}
    found = event(start="2026-11-07 09:00", end="2026-11-07 11:30", recurrence=SERIES | changes)

    assert [
        ("11-07 09:00", "11-07 11:30", ""),
        ("01-02 09:00", "01-02 11:30", "cancelled"),
        ("01-16 14:00", "01-16 16:30", "moved"),
        ("02-06 09:00", "02-06 11:30", ""),
        ("03-06 09:00", "03-06 11:30", ""),
    ] == days(found)
    assert day("2026-12-05") == found.occurrences()[2].original


def test_a_moved_date_may_have_an_end_of_its_own():
    """The end that is written counts, not the usual length."""
    moved = {"moved": [{"original": "2026-12-05", "start": "2026-12-06 14:00", "end": "2026-12-06 15:00"}]}
    found = event(start="2026-11-07 09:00", end="2026-11-07 11:30", recurrence=SERIES | moved)

    assert ("12-06 14:00", "12-06 15:00", "moved") == days(found)[1]


def test_cancelling_an_event_cancels_every_date():
    """The state of the event is that of all its occurrences, moved ones too."""
    moved = {"moved": [{"original": "2026-12-05", "start": "2026-12-06 14:00"}]}
    found = event(start="2026-11-07 09:00", status="cancelled", recurrence=SERIES | moved)

    assert [True] * 5 == [occurrence.cancelled for occurrence in found.occurrences()]


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        ("2026-11-01", "2026-11-07"),
        ("2026-11-07", "2026-11-07"),
        ("2026-11-08", "2027-02-06"),
        ("2027-02-07", "2027-03-06"),
        ("2027-03-06", "2027-03-06"),
        ("2027-03-07", None),
    ],
)
def test_the_next_date_is_one_that_takes_place(on, expected):
    """Cancelled dates are passed over while others follow; the day itself counts; after the last there is none."""
    found = event(start="2026-11-07 09:00", recurrence=SERIES | {"cancelled": ["2026-12-05", "2027-01-02"]})
    following = found.next_on(day(on))

    assert expected == (following.first_day.isoformat() if following else None)
    assert (expected is None) == found.is_past(day(on))


def test_a_cancelled_date_is_next_when_nothing_else_is_left():
    """An event whose last dates are all cancelled is not over before them, so that readers learn of it."""
    found = event(start="2026-11-07 09:00", recurrence=SERIES | {"cancelled": ["2027-02-06", "2027-03-06"]})
    following = found.next_on(day("2027-01-10"))

    assert (day("2027-02-06"), True) == (following.first_day, following.cancelled)


@pytest.mark.parametrize(
    ("rule", "first", "expected"),
    [
        ({"every": "week", "count": 3}, "2026-12-30", ["2026-12-30", "2027-01-06", "2027-01-13"]),
        ({"every": "week", "interval": 2, "until": "2027-01-13"}, "2026-12-30", ["2026-12-30", "2027-01-13"]),
        ({"every": "week", "weekday": "wed", "until": "2026-12-09"}, "2026-12-02", ["2026-12-02", "2026-12-09"]),
        ({"every": "month", "count": 3}, "2027-01-31", ["2027-01-31", "2027-03-31", "2027-05-31"]),
        ({"every": "month", "week": "last", "weekday": "fri", "count": 2}, "2026-11-27", ["2026-11-27", "2026-12-25"]),
        ({"every": "month", "interval": 6, "count": 2}, "2026-11-27", ["2026-11-27", "2027-05-27"]),
        ({"every": "year", "count": 2}, "2024-02-29", ["2024-02-29", "2028-02-29"]),
        ({"every": "week", "until": "2026-12-30"}, "2026-12-30", ["2026-12-30"]),
    ],
)  # fmt: skip
def test_series_are_those_of_the_calendar_standard(rule, first, expected):
    """Months without the day are passed over, the last day counts, and a count includes the first date."""
    found = event(start=first, recurrence=rule)

    assert expected == [occurrence.first_day.isoformat() for occurrence in found.occurrences()]


@pytest.mark.parametrize(
    ("first", "months", "expected"),
    [("2026-11-22", 12, "2027-11-22"), ("2026-08-31", 6, "2027-02-28"), ("2026-11-22", 0, "2026-11-22")],
)
def test_months_later(first, months, expected):
    """The end of a short month stands for days it does not have."""
    assert expected == months_later(day(first), months).isoformat()


@pytest.mark.parametrize("ends", [{}, {"until": "2027-01-01", "count": 3}, {"count": 1}, {"count": 601}])
def test_a_series_needs_one_end(ends):
    """A series without an end, with two of them, of one date or without number is refused."""
    with pytest.raises(ValidationError):
        event(start="2026-11-07", recurrence={"every": "week"} | ends)


# Editions


def test_drafts_and_what_is_to_come_are_not_shown():
    """A draft never shows; what is published at a time of a day shows on that day and not before."""
    items = [
        news("draft", draft="true"),
        news("tomorrow", publish_at="2026-11-23 00:00"),
        news("today", publish_at="2026-11-22 23:59"),
    ]
    shown = {
        on: [item.id for item in hub(news=items).as_of(day(on), samples=True).hub.news]
        for on in ("2026-11-21", "2026-11-22", "2026-11-23")
    }

    assert {"2026-11-21": [], "2026-11-22": ["today"], "2026-11-23": ["tomorrow", "today"]} == shown


def test_one_switch_drops_all_samples():
    """Without samples neither sample items are shown nor the samples inside an alliance, and the rest stays."""
    text, sample = {"zh": "x"}, {"zh": "示例"}
    one = alliance(
        "casting",
        members=[{"name": text}, {"name": sample, "sample": "true"}],
        branches=[{"name": text}, {"name": sample, "sample": "true"}],
        plans=[{"title": sample, "state": "planned", "sample": "true"}],
        venues={
            "name": text,
            "tiers": [{"label": "1", "venues": [{"name": text}, {"name": sample, "sample": "true"}]}],
        },
        lists={"name": text, "lists": [{"title": sample, "sample": "true"}]},
        chain={"title": sample, "sample": "true", "stages": [{"name": text, "nodes": [{"id": "a", "name": text}]}]},
    )
    whole = hub(alliances=[one, alliance("sample", sample="true")], jobs=[job("real"), job("not", sample="true")])
    shown = whole.as_of(TODAY, samples=False).hub

    assert (["casting"], ["real"]) == ([item.id for item in shown.alliances], [item.id for item in shown.jobs])
    assert "示例" not in repr(shown)
    assert repr(shown).count("'x'") == repr(whole.as_of(TODAY, samples=True).hub).count("'x'") - repr(one.chain).count(
        "'x'"
    )
    assert "示例" in repr(whole.as_of(TODAY, samples=True).hub)


def test_open_and_closed_jobs_are_all_jobs():
    """Each opening is either open or closed on a day."""
    edition = hub(jobs=[job("a", valid_through="2026-11-22"), job("b", valid_through="2026-11-21")]).as_of(
        TODAY, samples=True
    )

    assert (["a"], ["b"]) == ([item.id for item in edition.open_jobs], [item.id for item in edition.closed_jobs])


def test_coming_events_stand_by_their_next_date():
    """A running series stands where its next date is, and ties are settled by hour, then by id."""
    edition = hub(
        events=[
            event("late", start="2026-12-24"),
            event("series", start="2026-01-03 09:00", recurrence=SERIES),
            event("running", start="2026-11-20", end="2026-11-22"),
            event("b", start="2026-12-05 08:00"),
            event("a", start="2026-12-05 08:00"),
            event("over", start="2026-11-21"),
        ]
    ).as_of(TODAY, samples=True)

    assert ["running", "a", "b", "series", "late"] == [item.id for item in edition.coming_events]
    assert ["over"] == [item.id for item in edition.past_events]


def test_past_events_stand_with_the_latest_first():
    """What was over last comes first."""
    events = [event("a", start="2026-10-01"), event("b", start="2026-11-01"), event("c", start="2026-09-01")]

    assert ["b", "a", "c"] == [item.id for item in hub(events=events).as_of(TODAY, samples=True).past_events]


def test_items_of_an_alliance_are_those_that_lists_show():
    """By alliance and by tag there are only current items, in the order of their lists; each tag has an entry."""
    text = {"zh": "x"}
    old = Policy(
        id="old", file="policies/old/index.md", title=text, summary=text, audience=text, benefit=text,
        date="2026-01-01", valid_through="2026-11-21", body=Body(Markup("", "", (), 0, "")), tags=["casting"],
    )  # fmt: skip
    edition = hub(
        alliances=[alliance("casting", tags=["casting"])],
        news=[news("b", alliances=["casting"], tags=["casting"]), news("a", alliances=["tools", "casting"])],
        jobs=[job("open", tags=["casting"]), job("closed", valid_through="2026-11-01", tags=["casting"])],
        events=[event("over", start="2026-11-01", alliances=["casting"])],
        policies=[old],
    ).as_of(TODAY, samples=True)

    assert {("news", "casting"): ["b", "a"], ("news", "tools"): ["a"], ("jobs", "casting"): ["open"]} == {
        key: [item.id for item in items] for key, items in edition.by_alliance.items()
    }
    assert {"casting": ["casting", "b", "open"], "talent": []} == {
        tag: [item.id for item in items] for tag, items in edition.by_tag.items()
    }


@pytest.mark.parametrize(
    ("of", "expected"),
    [("n0", ["n1", "n2"]), ("n3", ["n2", "n4"]), ("n6", ["n5", "n4"]), ("alone", []), ("other", ["n3", "n4"])],
)
def test_neighbours_stand_nearest_in_the_list(of, expected):
    """What to read next are the items around this one in its first alliance's list, wherever else they are listed."""
    names = {"n3": ["casting", "tools"], "n4": ["tools", "casting"], "alone": [], "other": ["tools"]}
    order = ["n0", "n1", "n2", "n3", "n4", "n5", "n6", "alone", "other"]
    items = {name: news(name, alliances=names.get(name, ["casting"])) for name in order}
    edition = hub(news=items.values()).as_of(TODAY, samples=True)

    assert set(expected) == {item.id for item in edition.neighbours(items[of], 2)}


def test_a_closed_opening_has_open_ones_beside_it():
    """Something that has left its list is offered what the list begins with."""
    closed = job("closed", valid_through="2026-11-01")
    edition = hub(jobs=[job("a"), job("b"), closed, job("c")]).as_of(TODAY, samples=True)

    assert ["a", "b"] == [item.id for item in edition.neighbours(closed, 2)]


@pytest.mark.parametrize(
    ("item", "current"),
    [
        (job(valid_through="2026-11-22"), True),
        (job(valid_through="2026-11-21"), False),
        (event(start="2026-11-22 08:00"), True),
        (event(start="2026-11-21 23:00", end="2026-11-22 01:00"), True),
        (event(start="2026-11-21"), False),
        (news("old", date="2001-01-01"), True),
    ],
)
def test_what_is_current(item, current):
    """Openings and events are current through their last day, news always."""
    assert current == hub().as_of(TODAY, samples=True).is_current(item)
