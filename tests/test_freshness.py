"""The freshness report warns ahead of each limit and after it, and counts only what is real (rule G3)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from generator.checks.freshness import NAMES, freshness
from generator.model.hub import Hub
from generator.model.news import News
from generator.model.policy import Policy
from generator.model.prose import Body, Markup
from generator.model.site import SiteIdentity, Taxonomy
from generator.pages.context import SECTIONS
from generator.problems import Place, Problem

SITE = SiteIdentity.model_validate(
    {key: {"zh": "…"} for key in ("name", "short_name", "slogan", "description", "region", "publisher")}
    | {"domain": "hub.example"}
)
BODY = Body(Markup("", "", (), 1, ""))
TEXTS: dict[str, Any] = {"title": {"zh": "…"}, "summary": {"zh": "…"}, "body": BODY}


def news(date: str, **changes: Any) -> News:
    return News.model_validate({"id": date, "file": f"news/2026/{date}/index.md", "date": date, **TEXTS, **changes})


def policy(date: str, **changes: Any) -> Policy:
    facts = {"id": "flats", "file": "policies/flats/index.md", "audience": {"zh": "…"}, "benefit": {"zh": "…"}}
    return Policy.model_validate({**facts, "date": date, **TEXTS, **changes})


def report(day: str, *items: News | Policy) -> list[tuple[str, str, Any]]:
    """Code, name and number of days of each finding but the empty sections."""
    hub = Hub(
        SITE,
        Taxonomy(tags={}, event_categories={}),
        news=tuple(item for item in items if isinstance(item, News)),
        policies=tuple(item for item in items if isinstance(item, Policy)),
    )
    found = list(freshness(hub, dt.date.fromisoformat(day)))
    assert {finding.file for finding in found} == {"hub.yml"}
    return [(f.code, f.facts["en"], f.facts["days"]) for f in found if f.code != "W212"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2026-11-10", None),
        ("2026-11-11", ("W211", 4)),
        ("2026-11-15", ("W211", 0)),
        ("2026-11-16", ("W210", 15)),
    ],
)
def test_news_is_fresh_for_14_days(day: str, expected: tuple[str, int] | None) -> None:
    """A warning from the 10th day, a complaint after the 14th; home has no other update here."""
    names = ("the home page", "the section News")

    assert report(day, news("2026-11-01")) == [(expected[0], name, expected[1]) for name in names if expected]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        ("2027-03-31", []),
        ("2027-04-01", [("W211", 30)]),
        ("2027-05-01", [("W211", 0)]),
        ("2027-05-02", [("W210", 182)]),
    ],
)
def test_policies_are_fresh_for_six_months(day: str, expected: list[tuple[str, int]]) -> None:
    """Months of the calendar, with a month's warning."""
    found = [(code, days) for code, name, days in report(day, policy("2026-11-01")) if name.endswith("Policies")]

    assert expected == found


def test_an_update_keeps_home_fresh_but_not_the_news() -> None:
    """Home counts any change on the hub, a section its own."""
    found = report("2026-11-22", news("2026-11-01"), policy("2026-10-01", updated="2026-11-20"))

    assert found == [("W210", "the section News", 21)]


@pytest.mark.parametrize(
    "changes", [{"sample": True}, {"draft": True}, {"publish_at": "2026-11-23 09:00"}], ids=["sample", "draft", "later"]
)
def test_only_what_is_real_and_published_counts(changes: dict[str, Any]) -> None:
    """A sample of yesterday does not make the news fresh."""
    found = report("2026-11-22", news("2026-11-01"), news("2026-11-21", **changes))

    assert ("W210", "the section News", 21) in found


def test_a_date_ahead_is_no_update_yet() -> None:
    """An item dated next month does not cover up what is stale today."""
    assert ("W210", "the section News", 21) in report("2026-11-22", news("2026-11-01"), news("2026-12-24"))


def test_empty_sections_are_named() -> None:
    """Every section of the hub is looked at; an expired policy leaves its section empty."""
    hub = Hub(SITE, Taxonomy(tags={}, event_categories={}), news=(news("2026-11-20"),))
    found = {finding.facts["section"] for finding in freshness(hub, dt.date(2026, 11, 22)) if finding.code == "W212"}
    over = Hub(
        SITE, Taxonomy(tags={}, event_categories={}), policies=(policy("2026-11-01", valid_through="2026-11-20"),)
    )
    empty = {finding.facts["section"] for finding in freshness(over, dt.date(2026, 11, 22)) if finding.code == "W212"}

    assert found == set(SECTIONS) - {"news"}
    assert "policies" in empty
    assert set(NAMES) == set(SECTIONS)


def test_the_report_says_what_to_do() -> None:
    """Each code has its sentence in both languages, with nothing left unfilled."""
    hub = Hub(
        SITE, Taxonomy(tags={}, event_categories={}), news=(news("2026-11-01"),), policies=(policy("2026-06-01"),)
    )
    shown = [
        Problem(f.file, Place(), f.code, f.facts).render(lang)  # type: ignore[arg-type]
        for f in freshness(hub, dt.date(2026, 11, 22))
        for lang in ("zh", "en")
    ]

    assert {"W210", "W211", "W212"} <= {line.split(": ")[1].split()[1] for line in shown}
    assert not any("–" in text or "{" in text for text in shown)
