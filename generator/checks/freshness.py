"""What grows stale (rule G3): a report for editors, which depends on the day and therefore is no part of a build."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.checks.finding import Finding
from generator.model.hub import Hub
from generator.model.item import Item, changed
from generator.model.recurrence import months_later

FILE = "hub.yml"
"""Where the report stands: staleness has no line of its own."""


@dataclass(frozen=True, slots=True)
class Limit:
    """How long something may go without an update, and how many days before that its editors are told."""

    zh: str
    en: str
    months: int
    days: int
    ahead: int


HOME = Limit("首页", "the home page", 0, 14, 4)
COLUMNS: Mapping[str, Limit] = {
    "news": Limit("“新闻”栏目", "the section News", 0, 14, 4),
    "policies": Limit("“政策”栏目", "the section Policies", 6, 0, 30),
}
NAMES: Mapping[str, tuple[str, str]] = {
    "alliances": ("联盟", "Alliances"),
    "achievements": ("成果", "Achievements"),
    "news": ("新闻", "News"),
    "jobs": ("岗位", "Jobs"),
    "events": ("活动", "Events"),
    "policies": ("政策", "Policies"),
    "services": ("服务", "Services"),
}


def freshness(hub: Hub, day: dt.date) -> Iterator[Finding]:
    """Yield what is stale on *day*, what soon will be, and the sections that list nothing.

    Only what is real and published counts: no sample, no draft, nothing still to come. A span of 14 days means
    that the 14th day after an update is still in time.
    """
    edition = hub.as_of(day, samples=False)
    kept = edition.hub
    listed: dict[str, tuple[Item, ...]] = {
        "alliances": kept.alliances,
        "achievements": kept.achievements,
        "news": kept.news,
        "jobs": edition.open_jobs,
        "events": edition.coming_events,
        "policies": tuple(policy for policy in kept.policies if edition.is_current(policy)),
        "services": kept.services,
    }
    yield from _age(HOME, kept.items(), day)
    for section, limit in COLUMNS.items():
        yield from _age(limit, (item for item in kept.items() if item.section == section), day)
    for section, items in listed.items():
        if not items:
            zh, en = NAMES[section]
            yield Finding(FILE, (), "W212", {"zh": zh, "en": en, "section": section})


def _age(limit: Limit, items: Iterable[Item], day: dt.date) -> Iterator[Finding]:
    """What has no date at all is empty rather than stale; a date ahead of *day* is no update yet."""
    newest = max((when for item in items if (when := changed(item)) is not None and when <= day), default=None)
    if newest is None:
        return
    due = months_later(newest, limit.months) + dt.timedelta(days=limit.days)
    facts = {"zh": limit.zh, "en": limit.en, "newest": newest, "due": due}
    if day > due:
        yield Finding(FILE, (), "W210", {**facts, "days": (day - newest).days})
    elif (due - day).days <= limit.ahead:
        yield Finding(FILE, (), "W211", {**facts, "days": (due - day).days})
