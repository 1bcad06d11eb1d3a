"""Every page of the site: which address, which template, and the function that makes its view."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from generator.addresses import localised
from generator.model.hub import Edition
from generator.model.item import Item
from generator.model.record import LANGS
from generator.pages.alliances import alliance_page, chain_page, chain_path
from generator.pages.context import Context
from generator.pages.home import home_page, not_found_page, subscribe_page
from generator.pages.items import article_page, event_page, job_page, service_page
from generator.pages.lists import listings, pages_of, tags_page
from generator.pages.month import month_page, month_path, months_of
from generator.pages.search import search_page
from generator.pages.views import Frame
from generator.pictures.renditions import Rendition
from generator.strings import Strings


@dataclass(frozen=True, slots=True)
class PagePlan:
    """One page to come. `file` is its path in the site; nothing is worked out before `make` is called."""

    context: Context
    file: str
    template: str
    make: Callable[[], tuple[Frame, Any]]
    item: Item | None = None
    """The record whose own page it is."""


def contexts_of(
    edition: Edition, strings: Strings, base: str, site_url: str, length_of: Callable[[Rendition], int] = lambda _: 0
) -> tuple[Context, ...]:
    """One context a language."""
    return tuple(Context(edition, lang, strings, base, site_url, length_of) for lang in LANGS)


def page_plans(contexts: tuple[Context, ...]) -> Iterator[PagePlan]:
    """Yield every page of every language."""
    for context in contexts:
        yield from _of_one_language(context)
        lost = localised("404.html", context.lang)
        yield PagePlan(context, lost, "not_found", partial(not_found_page, context, contexts))


def _of_one_language(context: Context) -> Iterator[PagePlan]:
    hub = context.edition.hub

    def page(path: str, template: str, make: Callable[[], tuple[Frame, Any]], item: Item | None = None) -> PagePlan:
        return PagePlan(context, f"{localised(path, context.lang)}index.html", template, make, item)

    yield page("", "home", partial(home_page, context))
    for listing in listings(context):
        for path, make in pages_of(context, listing):
            yield page(path, "list", make)
    yield page("tags/", "tags", partial(tags_page, context))
    yield page("subscribe/", "subscribe", partial(subscribe_page, context))
    yield page("search/", "search", partial(search_page, context))
    for alliance in hub.alliances:
        yield page(alliance.path, "alliance", partial(alliance_page, context, alliance), alliance)
        if alliance.chain is not None:
            yield page(chain_path(alliance), "chain", partial(chain_page, context, alliance, alliance.chain))
    for article in (*hub.news, *hub.achievements, *hub.policies, *hub.pages):
        yield page(article.path, "article", partial(article_page, context, article), article)
    for job in hub.jobs:
        yield page(job.path, "job", partial(job_page, context, job), job)
    for event in hub.events:
        yield page(event.path, "event", partial(event_page, context, event), event)
    months = months_of(context.edition)
    for month in months:
        yield page(month_path(month), "month", partial(month_page, context, month, months))
    for team in hub.services:
        yield page(team.path, "service", partial(service_page, context, team), team)
