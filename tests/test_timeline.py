"""The timeline of an alliance, and the picture of its service positions."""

from __future__ import annotations

import dataclasses
import datetime as dt
from itertools import combinations

import pytest

from generator.build import load
from generator.pages.alliances import alliance_page
from generator.pages.plan import contexts_of
from generator.pages.timeline import AHEAD, PAST
from generator.pages.venue_picture import ANY_NUMBER, MOST, SIZE, venue_picture

TODAY = dt.date(2026, 11, 22)


@pytest.fixture(scope="module")
def timelines(project, theme):
    """The timeline of an alliance of the real hub on a day, by its id, in Chinese."""
    loaded = load(project / "content", theme)

    def made(alliance: str, day: dt.date = TODAY, **changes):
        edition = dataclasses.replace(loaded.hub, **changes).as_of(day, samples=True)
        context = contexts_of(edition, loaded.strings, "/", "https://hub.example/")[0]
        return alliance_page(context, edition.alliance_by_id[alliance])[1].timeline

    made.hub = loaded.hub
    return made


def days(months) -> list[str]:
    return [entry.day.iso for month in months for entry in month.entries]


@pytest.mark.parametrize("alliance", ["shipbuilding", "green-casting", "hvac"])
def test_everything_stands_in_one_order_with_today_between(alliance, timelines):
    """The latest first; what lies ahead before today's line, what lies behind after it, each in its month."""
    view = timelines(alliance)
    ahead, past = days(view.ahead), days(view.past)

    assert ahead + past == sorted(ahead + past, reverse=True)
    assert all(day > view.today.iso for day in ahead)
    assert all(day <= view.today.iso for day in past)
    assert 1 <= len(ahead) <= AHEAD
    assert 3 <= len(past) <= PAST
    for month in (*view.ahead, *view.past):
        assert len({entry.day.iso[:7] for entry in month.entries}) == 1


def test_news_events_achievements_plans_and_maps_all_count(timelines):
    """A step of a plan has no page; a cancelled event is not announced; samples are marked."""
    view = timelines("shipbuilding")
    entries = [entry for month in (*view.ahead, *view.past) for entry in month.entries]

    assert {"新闻", "成果", "活动", "发展规划", "产业链图谱"} == {entry.kind for entry in entries}
    assert {entry.kind for entry in entries if entry.url is None} == {"发展规划"}
    assert all(entry.badges for entry in entries if entry.kind == "活动")
    auto = timelines("auto-parts")
    assert not any(
        "/events/bank-enterprise-meeting-cancelled/" == entry.url for month in auto.ahead for entry in month.entries
    )


def test_nothing_to_order_is_no_timeline(timelines):
    """An alliance without records, plans and map."""
    alliances = tuple(one.model_copy(update={"plans": (), "chain": None}) for one in timelines.hub.alliances)
    nothing = {"news": (), "achievements": (), "events": (), "policies": (), "alliances": alliances}

    assert timelines("auto-parts", **nothing) is None


def test_one_four_and_any_number():
    """One in the middle, four around it with a line each, and a ring that is left open; none upon another."""
    picture = venue_picture(["1", "4", "N"])
    tiers = [[mark for mark in picture.marks if mark.tier == tier] for tier in range(3)]

    assert [1, 4, ANY_NUMBER] == [len(tier) for tier in tiers]
    assert tiers[0][0].x + tiers[0][0].size / 2 == SIZE / 2
    assert 4 == len(picture.lines)
    assert [False, False, True] == [any(mark.open for mark in tier) for tier in tiers]
    assert "1" == picture.core


@pytest.mark.parametrize(
    "labels", [["1", "4", "N"], ["3", "12"], ["N"], ["1", "999", "999"], ["2", "4", "8", "16"], []]
)
def test_marks_stay_inside_and_apart(labels):
    """Whatever an alliance counts; tiers beyond the third share its ring and are not compared."""
    marks = [mark for mark in venue_picture(labels).marks if mark.tier < 3]

    assert all(
        0 <= mark.x and mark.x + mark.size <= SIZE and 0 <= mark.y and mark.y + mark.size <= SIZE for mark in marks
    )
    assert all(sum(mark.tier == tier for mark in marks) <= MOST for tier in range(3))
    for one, other in combinations(marks, 2):
        reach = (one.size + other.size) / 2
        across = abs(one.x + one.size / 2 - other.x - other.size / 2)
        down = abs(one.y + one.size / 2 - other.y - other.size / 2)
        assert max(across, down) >= reach - 0.2, (one, other)
