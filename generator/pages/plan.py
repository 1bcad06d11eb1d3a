"""Every page of the site: which address, which template, and the function that makes its view."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from functools import cache, partial
from typing import Any, NamedTuple

from generator.addresses import localised
from generator.digests import digest_of
from generator.ledger.entries import Entry, entries
from generator.model.hub import Edition
from generator.model.item import Article, Item
from generator.model.record import LANGS
from generator.pages.alliances import alliance_page, chain_page, chain_path
from generator.pages.context import Context
from generator.pages.home import NEWEST, home_page, not_found_page, subscribe_page
from generator.pages.items import RELATED, article_page, event_page, job_page, service_page
from generator.pages.keys import Keys, NoKeys
from generator.pages.ledger import LEDGER_PATH, ledger_page, ledger_parts
from generator.pages.lists import listings, pages_of, tags_page
from generator.pages.month import month_page, month_path, months_of
from generator.pages.search import search_page
from generator.pages.views import Frame
from generator.pictures.renditions import Rendition
from generator.strings import Strings


class PagePlan(NamedTuple):
    """One page to come. `file` is its path in the site; nothing is worked out before `make` is called."""

    context: Context
    file: str
    template: str
    make: Callable[[], tuple[Frame, Any]]
    key: bytes
    """What the page depends on, its shell apart."""
    item: Item | None = None
    """The record whose own page it is."""


def contexts_of(
    edition: Edition,
    strings: Strings,
    base: str,
    site_url: str,
    length_of: Callable[[Rendition], int] = lambda _: 0,
    program: bytes = b"",
    *,
    cards: bool = False,
    keyed: bool = True,
) -> tuple[Context, ...]:
    """One context a language; *program* stands for all that is not content, in the keys of outputs.

    What is not *keyed* is for showing only, and is planned in a fraction of the time.
    """
    keys = (Keys if keyed else NoKeys)(edition, digest_of(program, base, site_url))
    return tuple(Context(edition, lang, strings, base, site_url, keys, length_of, cards) for lang in LANGS)


def page_plans(contexts: tuple[Context, ...]) -> Iterator[PagePlan]:
    """Yield every page of every language."""
    keys = contexts[0].keys
    own = dict(_own_keys(contexts[0].edition, keys)) if not isinstance(keys, NoKeys) else defaultdict(bytes)
    ledger = cache(partial(entries, contexts[0].edition.hub))
    for context in contexts:
        yield from _of_one_language(context, own, ledger)
        lost = localised("404.html", context.lang)
        key = context.keys.only(context.keys.section(context.edition.hub.news[:NEWEST]))
        yield PagePlan(context, lost, "not_found", partial(not_found_page, context, contexts), key)


def article_plans(contexts: tuple[Context, ...], articles: Collection[Article]) -> Iterator[PagePlan]:
    """Yield the own pages of *articles* in every language, as `page_plans` does."""
    own = {article.file: _article_key(contexts[0].edition, contexts[0].keys, article) for article in articles}
    for context in contexts:
        for article in articles:
            file = f"{localised(article.path, context.lang)}index.html"
            make = partial(article_page, context, article)
            yield PagePlan(context, file, "article", make, own[article.file], article)


def _article_key(edition: Edition, keys: Keys, article: Article) -> bytes:
    beside = [keys.title(one) if one is not None else b"" for one in edition.around(article)]
    return keys.page(article, edition.neighbours(article, RELATED), *beside)


def _own_keys(edition: Edition, keys: Keys) -> Iterator[tuple[str, bytes]]:
    """Yield the key of the own page of each record with one, by its file; the same in both languages."""
    hub = edition.hub
    for article in (*hub.news, *hub.achievements, *hub.policies, *hub.pages):
        yield article.file, _article_key(edition, keys, article)
    months, services = repr(months_of(edition)), keys.section(hub.services)
    for job in hub.jobs:
        yield job.file, keys.page(job, edition.neighbours(job, RELATED))
    for event in hub.events:
        yield event.file, keys.page(event, edition.neighbours(event, RELATED), months)
    for team in hub.services:
        yield team.file, keys.page(team, edition.neighbours(team, RELATED), services)


def _of_one_language(
    context: Context, keys_of: Mapping[str, bytes], ledger: Callable[[], tuple[Entry, ...]]
) -> Iterator[PagePlan]:
    hub, edition, lang, keys = context.edition.hub, context.edition, context.lang, context.keys

    def page(
        path: str, template: str, make: Callable[[], tuple[Frame, Any]], key: bytes, item: Item | None = None
    ) -> PagePlan:
        return PagePlan(context, f"{localised(path, lang)}index.html", template, make, key, item)

    def own(item: Item, template: str, make: Callable[[], tuple[Frame, Any]]) -> PagePlan:
        return page(item.path, template, make, keys_of[item.file], item)

    events = keys.section(hub.events)
    yield page("", "home", partial(home_page, context), keys.all(lang))
    for listing in listings(context):
        look = repr(listing.look())
        filters = events if listing.section == "events" else b""
        for path, items, make in pages_of(context, listing):
            yield page(path, "list", make, keys.only(lang, path, look, filters, keys.part(path, items)))
    tags = keys.only(lang, *(f"{tag} {len(items)}" for tag, items in edition.by_tag.items()))
    yield page("tags/", "tags", partial(tags_page, context), tags)
    yield page("subscribe/", "subscribe", partial(subscribe_page, context), keys.only(lang))
    yield page("search/", "search", partial(search_page, context), tags)
    parts = ledger_parts(ledger()) if not isinstance(keys, NoKeys) else ()
    yield page(LEDGER_PATH, "translations", lambda: ledger_page(context, ledger()), keys.only(*parts))
    for alliance in hub.alliances:
        yield page(alliance.path, "alliance", partial(alliance_page, context, alliance), keys.all(lang), alliance)
        if alliance.chain is not None:
            chain = partial(chain_page, context, alliance, alliance.chain)
            yield page(chain_path(alliance), "chain", chain, keys.only(lang, keys.row(alliance)))
    for article in (*hub.news, *hub.achievements, *hub.policies, *hub.pages):
        yield own(article, "article", partial(article_page, context, article))
    for job in hub.jobs:
        yield own(job, "job", partial(job_page, context, job))
    months = months_of(edition)
    for event in hub.events:
        yield own(event, "event", partial(event_page, context, event))
    for month in months:
        key = keys.only(lang, keys.day, repr(months), events)
        yield page(month_path(month), "month", partial(month_page, context, month, months), key)
    for team in hub.services:
        yield own(team, "service", partial(service_page, context, team))
