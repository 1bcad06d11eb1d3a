"""What the job board can be narrowed by: values of rows, options with counts, and all openings on one page."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest

from generator.build import load
from generator.model.job import Job, Pay
from generator.pages.choosing import PAGE_SIZE
from generator.pages.job_board import job_facts, monthly
from generator.pages.lists import listings, pages_of
from generator.pages.plan import contexts_of

TODAY = dt.date(2026, 11, 22)


def job(identity: str = "welder", **fields) -> Job:
    """A welder's post with *fields* replaced."""
    usual = {
        "id": identity,
        "file": f"jobs/{identity}.yml",
        "title": {"zh": "焊工", "en": "Welder"},
        "employer": {"name": {"zh": "江边船厂", "en": "Riverside Yard"}},
        "alliance": "casting",
        "headcount": "2",
        "workplace": {"name": {"zh": "江边", "en": "Riverside"}},
        "duties": [{"zh": "焊接", "en": "Weld"}],
        "requirements": [{"zh": "有证", "en": "Certificate"}],
        "apply": {"how": {"zh": "打电话", "en": "Call"}},
        "posted": "2026-11-01",
        "valid_through": "2026-12-31",
    }
    return Job.model_validate({**usual, **fields})


def pay(**fields) -> Pay:
    return Pay.model_validate(fields)


@pytest.fixture(scope="module")
def pages(small_hub, theme):
    """The pages of the list of openings, in both languages, of a hub with other openings."""
    loaded = load(small_hub, theme)

    def made(*jobs: Job):
        edition = dataclasses.replace(loaded.hub, jobs=jobs).as_of(TODAY, samples=True)
        contexts = contexts_of(edition, loaded.strings, "/base/", "https://hub.example/base/")
        found = []
        for context in contexts:
            listing = next(one for one in listings(context) if one.path == "jobs/")
            found.append({path: make()[1] for path, _, make in pages_of(context, listing)})
        return found

    return made


@pytest.mark.parametrize(
    ("given", "bands", "wage"),
    [
        (None, "negotiable", ""),
        (pay(min="5000", max="8000"), "5000-8000", "8000"),
        (pay(min="4999", max="8001"), "0-5000|5000-8000|8000-12000", "8001"),
        (pay(min="8000", max="8000"), "8000-12000", "8000"),
        (pay(min="8000"), "8000-12000", "8000"),
        (pay(min="120000", max="300000", per="year"), "8000-12000|12000-20000|20000-", "25000"),
        (pay(min="28", max="36", per="hour"), "0-5000|5000-8000", "6264"),
        (pay(min="0"), "0-5000", "0"),
    ],
)
def test_pay_is_sorted_into_ranges_of_a_month(given, bands, wage):
    """Ranges that the pay only touches are left out; without an upper end the lowest pay counts."""
    facts = dict(job_facts(job(pay=given)))

    assert (bands, wage) == (facts["pay"], facts["wage"])


def test_days_and_hours_are_reckoned_as_the_law_does():
    """21.75 days a month, eight hours a day."""
    assert (2175.0, 4350.0) == monthly(pay(min="100", max="200", per="day"))
    assert (1740.0, 1740.0) == monthly(pay(min="10", per="hour"))
    assert monthly(None) is None


def test_remote_work_is_a_place_of_its_own():
    """It is found by its place and as work from home; a sign that separates values cannot come from a name."""
    facts = dict(job_facts(job(remote="true", workplace={"name": {"zh": "甲|乙"}})))

    assert "甲 乙|remote" == facts["place"]


def test_options_count_what_they_keep(pages):
    """Each option that occurs, in the order of readers, with its count; a filter without a choice is left out."""
    zh, en = pages(
        job("a", education="bachelor", kind="internship"),
        job("b", education="none", pay={"min": "6000", "max": "9000"}),
        job("c", education="bachelor", pay={"min": "30000"}),
    )
    filters = {one.name: one for one in en["jobs/"].chooser.filters}

    assert {"education", "kind", "pay"} == set(filters)
    assert [("none", 1), ("bachelor", 2)] == [(one.value, one.count) for one in filters["education"].options]
    assert ["5,000–8,000", "8,000–12,000", "20,000 and more", "Negotiable"] == [
        one.title.text for one in filters["pay"].options
    ]
    values = [[one.value for one in each.options] for each in zh["jobs/"].chooser.filters]
    assert values == [[one.value for one in each.options] for each in filters.values()]
    assert "/base/assets/javascripts/choose.js" == en["jobs/"].chooser.script


def test_all_openings_stand_on_one_page_up_to_a_limit(pages):
    """However short the other lists are; so that filters see every opening, and say nothing of pages."""
    for found in pages(*(job(f"post-{number}") for number in range(PAGE_SIZE))):
        assert ["jobs/"] == list(found)
        assert PAGE_SIZE == len(found["jobs/"].jobs)
        assert not any("200" in note for note in found["jobs/"].chooser.notes)


def test_beyond_the_limit_the_page_says_that_filters_see_only_a_part(pages):
    """The next page follows, with filters of its own where there is something to choose."""
    _, en = pages(*(job(f"post-{number}") for number in range(PAGE_SIZE + 2)))

    assert ["jobs/", "jobs/page/2/"] == list(en)
    assert "on the 200 posts of this page (of 202)" in en["jobs/"].chooser.notes[-1]
    assert "on the 2 posts of this page (of 202)" in en["jobs/page/2/"].chooser.notes[-1]


@pytest.mark.parametrize("jobs", [(), (job(),)], ids=["none", "one"])
def test_nothing_to_choose_from_needs_no_filter(jobs, pages):
    """An empty list, and a single opening."""
    zh, _ = pages(*jobs)

    assert zh["jobs/"].chooser is None
