"""Hubs for the tests of feeds: the repository's own content, and small ones made of model objects."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from generator.build import Loaded, load
from generator.feeds.channel import Channel, Format, channel, subjects
from generator.feeds.json_feed import json_feed
from generator.feeds.outputs import feed_outputs
from generator.feeds.rss import atom, rss
from generator.model.event import Event
from generator.model.hub import Hub
from generator.model.item import Item
from generator.model.job import Job
from generator.model.news import News
from generator.model.policy import Policy
from generator.model.prose import Body, Markup
from generator.model.record import Lang, Text
from generator.pages.context import Context
from generator.pages.plan import contexts_of

PROJECT = Path(__file__).resolve().parents[2]
DAY = dt.date(2026, 11, 22)
SITE_URL = "https://x.example/some/base/"
WRITERS = {"rss": rss, "atom": atom, "json": json_feed}


@cache
def real() -> Loaded:
    """The repository's own content."""
    return load(PROJECT / "content", PROJECT / "theme")


def real_hub() -> Hub:
    hub = real().hub
    assert hub is not None and not real().report.errors
    return hub


def contexts(hub: Hub, day: dt.date = DAY, *, samples: bool = True) -> tuple[Context, ...]:
    """The contexts of *hub*, Chinese first, for a site below a base path; a picture has 100 bytes a pixel of width."""
    edition = hub.as_of(day, samples=samples)
    return contexts_of(edition, real().strings, "/some/base/", SITE_URL, lambda rendition: 100 * rendition.width)


def small_hub(*items: Item, **fields: Any) -> Hub:
    """The real names, tags and alliances with *items* only, each kind in the order its list has."""
    kinds: dict[str, tuple[Item, ...]] = {
        section: tuple(item for item in items if item.section == section)
        for section in ("news", "achievements", "policies", "jobs", "events")
    }
    return replace(real_hub(), **{**kinds, **fields})


def as_real(hub: Hub) -> Hub:
    """*hub* with its samples taken for real, so that every kind stands in the feeds."""
    kinds = ("alliances", "news", "achievements", "policies", "jobs", "events")
    return replace(
        hub, **{kind: tuple(item.model_copy(update={"sample": False}) for item in getattr(hub, kind)) for kind in kinds}
    )


def text(zh: str, en: str | None = None) -> Text:
    """A text that no model has checked, however long or odd."""
    return Text.model_construct(zh=zh, en=en)


def body(zh: str = "<p>正文。</p>\n", en: str | None = "<p>Text.</p>\n", *, outdated: bool = False) -> Body:
    def markup(html: str) -> Markup:
        return Markup("news/2026/x/index.md", html, (), len(html), "0" * 12)

    return Body(markup(zh), markup(en) if en is not None else None, outdated)


def make_news(identity: str = "2026-11-20-x", **fields: Any) -> News:
    """A news item of 20 November 2026 in both languages, with *fields* replaced; nothing is checked."""
    given = {
        "id": identity,
        "file": f"news/2026/{identity}/index.md",
        "title": text("标题", "Title"),
        "summary": text("摘要。", "Summary."),
        "body": body(),
        "date": dt.date(2026, 11, 20),
    }
    return News.model_construct(**{**given, **fields})


def make_job(**fields: Any) -> Job:
    """A welder's opening of 10 November 2026 in both languages."""
    given = {
        "id": "welder",
        "file": "jobs/welder.yml",
        "title": {"zh": "焊工", "en": "Welder"},
        "employer": {"name": {"zh": "示例企业A", "en": "Sample Company A"}},
        "alliance": "shipbuilding",
        "headcount": 12,
        "workplace": {"name": {"zh": "一号车间", "en": "Works No. 1"}},
        "pay": {"min": "8000", "max": "12000"},
        "duties": [{"zh": "焊接 <船体>", "en": "Weld <hulls>"}],
        "requirements": [{"zh": "有证", "en": "A certificate"}],
        "apply": {"how": {"zh": "打电话", "en": "By telephone"}, "contact": {"phone": "0523-0000000"}},
        "posted": "2026-11-10",
        "valid_through": "2026-12-31",
    }
    return Job.model_validate({**given, **fields})


def make_event(**fields: Any) -> Event:
    """An event on 5 December 2026, announced on 12 November 2026, in both languages."""
    given = {
        "id": "open-day",
        "file": "events/open-day.yml",
        "title": {"zh": "开放日", "en": "Open day"},
        "summary": {"zh": "看一看车间。", "en": "A look at the works."},
        "category": "field-visit",
        "start": "2026-12-05 09:00",
        "end": "2026-12-05 11:00",
        "place": {"name": {"zh": "一号车间", "en": "Works No. 1"}},
        "posted": "2026-11-12",
    }
    return Event.model_validate({**given, **fields})


def make_policy(**fields: Any) -> Policy:
    given = {
        "id": "housing",
        "file": "policies/housing/index.md",
        "title": text("住房补贴", "Housing"),
        "summary": text("摘要。", "Summary."),
        "body": body(),
        "date": dt.date(2026, 11, 16),
        "audience": text("人才", "Talent"),
        "benefit": text("补贴", "A subsidy"),
    }
    return Policy.model_construct(**{**given, **fields})


def channel_of(hub: Hub, name: str = "", lang: Lang = "zh", day: dt.date = DAY) -> Channel:
    """The feed about the section or alliance *name*, or about everything."""
    context = next(context for context in contexts(hub, day) if context.lang == lang)
    return channel(context, next(subject for subject in subjects(context) if subject.name == name))


def written(hub: Hub, day: dt.date = DAY, *, samples: bool = True) -> dict[str, bytes]:
    """Every file of the feeds, by path."""
    found = {}
    for output in feed_outputs(contexts(hub, day, samples=samples)):
        content = output.render()
        assert output.path not in found
        found[output.path] = content if isinstance(content, bytes) else content.encode()
    return found


def write(channel: Channel, form: Format) -> bytes:
    content = WRITERS[form](channel)
    return content if isinstance(content, bytes) else content.encode()
