"""Checks between records: what the collection of mistakes leaves out."""

from __future__ import annotations

import shutil

import pytest

from generator.build import load
from generator.checks.dates import DATES
from generator.checks.references import REFERENCES
from generator.checks.run import CHECKS


@pytest.fixture
def check(small_hub, theme, tmp_path):
    """A function that changes texts in files of the small hub and returns each problem as file, code and line."""

    def run(*changes: tuple[str, str, str]):
        content = shutil.copytree(small_hub, tmp_path / "content")
        for file, old, new in changes:
            text = (content / file).read_text("utf-8")
            assert old in text
            (content / file).write_text(text.replace(old, new, 1), "utf-8")
        return [(p.file.removeprefix("content/"), p.code, p.place.line) for p in load(content, theme).report]

    return run


def test_every_check_is_run():
    """No check is written and forgotten."""
    assert {*REFERENCES, *DATES} <= set(CHECKS)
    assert len(CHECKS) == len(set(CHECKS))


def test_the_small_hub_is_sound(check):
    """The content that every other test changes has no problem of its own."""
    assert [] == check()


def test_samples_may_lean_on_anything(check):
    """A sample may name a sample alliance; the same by a real item is a problem."""
    wrong = check(("alliances/casting/alliance.yml", "sign: ladle", "sample: true"))

    assert "jobs/moulder.yml" not in {file for file, _, _ in wrong}
    assert ("jobs/welder.yml", "E145", 9) in wrong


def test_a_broken_alliance_is_no_dangling_reference(check):
    """While an alliance cannot be read, naming it is no problem: only its own mistake is told."""
    assert [("alliances/casting/alliance.yml", "E122", 10)] == check(
        ("alliances/casting/alliance.yml", "sign: ladle", "signs: ladle")
    )


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("posted: 2026-10-20", "posted: 2026-10-20\nupdated: 2026-10-19", [("E150", 39)]),
        ("end: 2026-11-07 11:30", "end: 2026-11-07 09:00", []),
        ("end: 2026-11-07 11:30\n", "", []),
        ("  until: 2026-12-01", "  until: 2027-03-06", []),
        ("  until: 2026-12-01", "  until: 2027-03-07", [("E150", 27)]),
        ("      start: 2026-12-12 14:00", "      start: 2026-12-12 14:00\n      end: 2026-12-12 13:00", [("E150", 37)]),
        ("      start: 2026-12-12 14:00", "      start: 2026-12-12 14:00\n      end: 2026-12-12", [("E151", 37)]),
        ("start: 2026-11-07 09:00\nend: 2026-11-07 11:30", "start: 2026-11-07\nend: 2026-11-07 11:30", [("E151", 10)]),
        ("start: 2026-11-07 09:00\nend: 2026-11-07 11:30", "start: 2026-11-07\nend: 2026-11-07", []),
    ],
)
def test_dates_of_a_series(check, old, new, expected):
    """Ends come after starts and in the same form; the same moment, and the last day of a series, are still in time."""
    assert [("events/alliance-day.yml", *place) for place in expected] == check(("events/alliance-day.yml", old, new))


@pytest.mark.parametrize(("high", "expected"), [("8000", []), ("7999.5", [("jobs/welder.yml", "E155", 18)])])
def test_pay_may_be_one_number_twice(check, high, expected):
    """Equal ends of a pay range are in order; a lower maximum is not."""
    assert expected == check(("jobs/welder.yml", "max: 12000", f"max: {high}"))


@pytest.mark.parametrize(("last", "expected"), [("2026-11-02", []), ("2026-11-01", [("jobs/welder.yml", "E150", 38)])])
def test_an_opening_may_last_one_day(check, last, expected):
    """An opening may close on the day it is posted, not before."""
    assert expected == check(("jobs/welder.yml", "valid_through: 2026-11-25", f"valid_through: {last}"))


def test_places_in_a_text_without_front_matter(check):
    """A link in an alliance's about.md is placed in that file, counted from its first line, even below a rule."""
    changes = ("alliances/casting/about.md", "江边的", "---\n\n[造型工](../../jobs/moulder.yml)。江边的")

    assert [("alliances/casting/about.md", "E145", 3)] == check(changes)


@pytest.mark.parametrize("name", ["alliances", "news", "tags", "subscribe", "search", "handbook", "assets", "feeds"])
def test_pages_do_not_take_addresses_of_the_hub(small_hub, theme, tmp_path, name):
    """A standing page named like a part of the hub is refused, whatever that part is."""
    content = shutil.copytree(small_hub, tmp_path / "content")
    shutil.copytree(content / "pages/about", content / f"pages/{name}")

    assert {f"content/pages/{name}/index.md"} == {problem.file for problem in load(content, theme).report}
    assert {"E144", "E106"} >= {problem.code for problem in load(content, theme).report}
