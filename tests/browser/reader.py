"""What a reader opens."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page

Open = Callable[..., Page]
"""Opens the page at a path; options are those of a browser context."""

KINDS = {
    "home": "",
    "list of alliances": "alliances/",
    "alliance": "alliances/shipbuilding/",
    "alliance's news": "alliances/shipbuilding/news/",
    "list of achievements": "achievements/",
    "chain map": "alliances/shipbuilding/chain/",
    "list of news": "news/",
    "news item": "news/2026-11-06-sodium-silicate-process/",
    "text with everything": "news/2026-11-01-typography-sample/",
    "not translated": "news/2026-11-14-untranslated-sample/",
    "year": "news/2026/",
    "achievement": "achievements/nieyun-jianglai/",
    "charts": "achievements/sample-sand-reclamation/",
    "list of policies": "policies/",
    "policy": "policies/talent-apartments/",
    "list of jobs": "jobs/",
    "job": "jobs/shipyard-welder/",
    "closed job": "jobs/coating-inspector/",
    "closed jobs": "jobs/closed/",
    "list of events": "events/",
    "event": "events/spring-job-fair/",
    "series": "events/alliance-day-series/",
    "past events": "events/past/",
    "past event": "events/autumn-job-fair/",
    "cancelled event": "events/bank-enterprise-meeting-cancelled/",
    "month": "events/month/2026-12/",
    "list of services": "services/",
    "service": "services/science-talent/",
    "tags": "tags/",
    "tag": "tags/talent/",
    "standing page": "about/",
    "subscribe": "subscribe/",
    "search": "search/",
    "handbook": "handbook/",
    "page of the handbook": "handbook/fields/",
    "wrong address": "no/such/page/",
}
"""One page of each kind, below a language's root."""
