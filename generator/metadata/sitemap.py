"""sitemap.xml and robots.txt (rules H5, H6)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from html import escape  # that of xml.sax brings half of the network with it
from typing import NamedTuple

from generator.addresses import address_of
from generator.model.hub import Edition
from generator.model.item import changed
from generator.pages.alliances import chain_is_in_english, chain_is_indexed, chain_path
from generator.pages.context import HTML_LANG, Context
from generator.pages.lists import listings
from generator.publish.output import Output

MOST_URLS = 20_000
"""Addresses in one sitemap: sitemaps.org allows 50,000 and 50 MB, and each has three alternates here."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One address of the sitemap. `changed` is the content's own date, never the day of the build."""

    url: str
    """Percent-encoded: it holds no quotation marks."""
    changed: dt.date | None
    alternates: tuple[tuple[str, str], ...]


class Place(NamedTuple):
    """What stands below one path in one language or, when `translated`, in both."""

    path: str
    changed: dt.date | None
    translated: bool


def places(contexts: tuple[Context, ...], handbook: Collection[str] = ()) -> Iterator[Place]:
    """Yield home, lists, standing pages and every current item.

    *handbook* are the content paths of the handbook's files.

    Drafts, samples, expired and past things are absent.
    """
    edition = contexts[0].edition
    yield Place("", _newest(edition), translated=True)
    for listing in listings(contexts[0]):
        if listing.indexed:
            yield Place(listing.path, None, translated=True)
    yield Place("tags/", None, translated=True)
    yield Place("subscribe/", None, translated=True)
    for item in edition.hub.items():
        if not item.sample and edition.is_current(item):
            yield Place(item.path, changed(item), item.is_in("en"))
    for alliance in edition.hub.alliances:
        if alliance.chain is not None and chain_is_indexed(alliance):
            yield Place(chain_path(alliance), alliance.chain.updated, chain_is_in_english(alliance))
    for file in handbook:
        if not file.endswith(".en.md") and (address := address_of(file, "zh")):
            yield Place(address, None, f"{file.removesuffix('.md')}.en.md" in handbook)


def entries(contexts: tuple[Context, ...], found: Iterable[Place]) -> Iterator[Entry]:
    """Yield the addresses of all *found*, in each language they are written in; untranslated copies are absent."""
    for path, day, translated in found:
        shown = [(HTML_LANG[context.lang], context.full_url(path)) for context in contexts[: 1 + translated]]
        alternates = (*shown, ("x-default", shown[0][1]))
        for _, url in shown:
            yield Entry(url, day, alternates)


def _newest(edition: Edition) -> dt.date | None:
    days = [news.last_changed for news in edition.hub.news if not news.sample]
    return max(days, default=None)


def sitemap(contexts: tuple[Context, ...], found: Iterable[Place]) -> str:
    """Write the sitemap of *found* (sitemaps.org 0.9, with xhtml:link alternates)."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">',
    ]
    for entry in entries(contexts, found):
        day = "" if entry.changed is None else f"<lastmod>{entry.changed.isoformat()}</lastmod>\n"
        others = "\n".join(
            f'<xhtml:link rel="alternate" hreflang="{lang}" href="{escape(url)}"/>' for lang, url in entry.alternates
        )
        lines.append(f"<url><loc>{escape(entry.url)}</loc>\n{day}{others}\n</url>")
    return "\n".join([*lines, "</urlset>", ""])


def sitemap_outputs(
    contexts: tuple[Context, ...], handbook: Collection[str] = (), most: int = MOST_URLS
) -> Iterator[Output]:
    """Yield sitemap.xml: one list of addresses, or with more than *most* of them an index of several lists."""
    key = contexts[0].keys.all(*handbook)
    found = tuple(places(contexts, handbook))
    if sum(1 + place.translated for place in found) <= most:
        yield Output("sitemap.xml", "sitemap", partial(sitemap, contexts, found), key)
        return
    parts = list(_parts(found, most))
    names = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    yield Output("sitemap.xml", "sitemap", partial(sitemap_index, contexts[0].site_url, names, parts), key)
    for name, part in zip(names, parts, strict=True):
        yield Output(name, "sitemap", partial(sitemap, contexts, part), key)


def _parts(found: Iterable[Place], most: int) -> Iterator[list[Place]]:
    """Yield *found* in order, split where the addresses would be more than *most*."""
    part, length = list[Place](), 0
    for place in found:
        addresses = 1 + place.translated
        if length + addresses > most:
            yield part
            part, length = [], 0
        part.append(place)
        length += addresses
    yield part


def sitemap_index(site_url: str, names: Iterable[str], parts: Iterable[Iterable[Place]]) -> str:
    """Write the index of several sitemaps; the date of each is that of the newest content in it."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ]
    for name, part in zip(names, parts, strict=True):
        newest = max((place.changed for place in part if place.changed is not None), default=None)
        lastmod = f"<lastmod>{newest.isoformat()}</lastmod>" if newest is not None else ""
        lines.append(f"<sitemap><loc>{escape(site_url + name)}</loc>{lastmod}</sitemap>")
    return "\n".join([*lines, "</sitemapindex>", ""])


def robots(site_url: str) -> str:
    """Write robots.txt: everything may be read, and where the sitemap is."""
    return f"User-agent: *\nAllow: /\n\nSitemap: {site_url}sitemap.xml\n"
