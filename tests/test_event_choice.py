"""What events can be narrowed by: values of rows, options with counts, the same in every month and list."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from generator.build import load
from generator.model.event import Event
from generator.pages.event_choice import event_facts
from generator.pages.plan import contexts_of, page_plans

TODAY = dt.date(2026, 11, 22)


def event(identity: str, start: str, **fields) -> Event:
    """A contest with *fields* replaced."""
    usual = {
        "id": identity,
        "file": f"events/{identity}.yml",
        "title": {"zh": "比武", "en": "Contest"},
        "summary": {"zh": "比焊接。", "en": "Welding."},
        "category": "contest",
        "start": start,
        "place": {"name": {"zh": "江边", "en": "Riverside"}},
        "posted": "2026-11-01",
    }
    return Event.model_validate({**usual, **fields})


@pytest.fixture(scope="module")
def choosers(small_hub, theme):
    """The filters of each page of events, by its path, of a hub with other events; Chinese first."""
    loaded = load(small_hub, theme)

    def made(*events: Event):
        edition = dataclasses.replace(loaded.hub, events=events).as_of(TODAY, samples=True)
        contexts = contexts_of(edition, loaded.strings, "/base/", "https://hub.example/base/")
        found = {}
        for plan in page_plans(contexts):
            if plan.template in ("list", "month") and "events/" in plan.file:
                found[plan.file.removesuffix("index.html")] = plan.make()[1].chooser
        return found

    return made


def counts(chooser) -> dict[str, dict[str, int]]:
    return {one.name: {option.value: option.count for option in one.options} for one in chooser.filters}


def test_a_row_has_all_its_alliances_or_none():
    """The events of the whole hub can be chosen, too."""
    assert ("alliance", "casting|hulls") == event_facts(event("a", "2026-12-01", alliances=["casting", "hulls"]))[0]
    assert (("alliance", "none"), ("category", "contest")) == event_facts(event("a", "2026-12-01"))


def test_every_page_has_every_option_with_its_own_counts(choosers):
    """A choice made in one month is still one in the next, even where nothing of it takes place."""
    found = choosers(
        event("a", "2026-11-25", alliances=["casting"]),
        event("b", "2026-12-10 09:00"),
        event("c", "2026-12-12", category="alliance-day"),
        event("d", "2026-10-02", category="alliance-day", alliances=["casting"]),
    )

    assert {"none": 0, "casting": 1} == counts(found["events/month/2026-11/"])["alliance"]
    assert {"none": 2, "casting": 0} == counts(found["events/month/2026-12/"])["alliance"]
    assert {"none": 2, "casting": 1} == counts(found["events/"])["alliance"]
    assert {"none": 0, "casting": 1} == counts(found["events/past/"])["alliance"]
    for path, chooser in found.items():
        if path.startswith("events/"):
            assert counts(chooser) == counts(found[f"en/{path}"]), path
            assert chooser.share == f"https://hub.example/base/{path}"


def test_an_event_on_several_days_counts_once(choosers):
    """The months count events, not days."""
    found = choosers(
        event("a", "2026-11-28", end="2026-12-03", alliances=["casting"]),
        event("b", "2026-12-10 09:00", category="alliance-day"),
    )

    assert {"contest": 1, "alliance-day": 1} == counts(found["events/month/2026-12/"])["category"]
    assert {"contest": 1, "alliance-day": 0} == counts(found["events/month/2026-11/"])["category"]


def test_without_a_choice_there_is_no_filter(choosers):
    """One event, or events that are all alike."""
    assert {None} == set(choosers(event("a", "2026-12-01")).values())
    assert {None} == set(choosers(event("a", "2026-12-01"), event("b", "2026-12-02")).values())
