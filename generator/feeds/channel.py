"""Which feeds there are, and what stands in each: everything, every section, every alliance, in one language."""

from __future__ import annotations

import datetime as dt
import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Literal

from generator.addresses import localised
from generator.feeds.entry import Entry, FeedItem, entry_of, posted_on, tag_uri
from generator.feeds.text import one_line
from generator.model.item import Item
from generator.model.record import Lang
from generator.pages.context import Context
from generator.zone import HUB_ZONE

Group = Literal["all", "sections", "alliances"]
Format = Literal["rss", "atom", "json"]

FEED_SECTIONS = ("news", "achievements", "jobs", "events", "policies")
"""The sections that can be followed."""

FILES: dict[Format, str] = {"rss": "feed.xml", "atom": "feed.atom", "json": "feed.json"}

MOST_BYTES = 250_000
"""No feed is longer, in any format (R34)."""

_FRAME = 8_000
"""Bytes for what stands around the entries: names and addresses of the feed."""

_MARKUP = 2_000
"""Bytes for an entry's element names, dates and fixed words in the longest format."""

EPOCH = dt.datetime(2026, 1, 1, tzinfo=HUB_ZONE)
"""What a feed without entries gives as its last change: Atom asks for one, and it must not follow the clock (R35)."""

ICON = "assets/images/feed.png"
ICON_SIZE = 144
"""Pixels a side: the most that RSS allows (its `image` element)."""

STYLESHEET = "assets/stylesheets/feed.css"


@dataclass(frozen=True, slots=True)
class Subject:
    """What a feed is about. `name` is a section or an alliance's id; for everything it is empty."""

    group: Group
    name: str
    folder: str
    """Where its files lie below the language's root, and where the page is that it belongs to: ``news/``."""
    title: str
    description: str


@dataclass(frozen=True, slots=True)
class Channel:
    """One feed before it is written in a format. Addresses are complete, entries come newest first."""

    id: str
    lang: Lang
    title: str
    description: str
    home_url: str
    feed_urls: dict[Format, str]
    author: str
    icon_url: str
    stylesheet: str
    """Path of the style sheet for readers who open the feed itself; on the same host wherever that is."""
    updated: dt.datetime
    entries: tuple[Entry, ...]


def subjects(context: Context) -> Iterator[Subject]:
    """Yield what can be followed in the context's language. A sample alliance has no feed."""
    site = context.edition.hub.site
    hub = context.say(site.name).text

    def titled(name: str) -> str:
        return one_line(context.word("feed_title", hub=hub, name=name))

    yield Subject("all", "", "", titled(context.word("feed_all")), one_line(context.say(site.description).text))
    for section in FEED_SECTIONS:
        title, intro = titled(context.word(f"section_{section}")), context.word(f"intro_{section}")
        yield Subject("sections", section, f"{section}/", title, intro)
    for alliance in context.edition.hub.alliances:
        if not alliance.sample:
            title, summary = titled(context.say(alliance.name).text), one_line(context.say(alliance.summary).text)
            yield Subject("alliances", alliance.id, alliance.path, title, summary)


def channels(context: Context) -> Iterator[Channel]:
    """Yield every feed of the context's language."""
    return (channel(context, subject) for subject in subjects(context))


def channel(context: Context, subject: Subject) -> Channel:
    """Return the feed about *subject*."""
    entries = fitted([entry_of(context, item) for item in newest(context, subject)])
    site = context.edition.hub.site
    return Channel(
        id=tag_uri(context, f"feed/{subject.folder}".rstrip("/")),
        lang=context.lang,
        title=subject.title,
        description=subject.description,
        home_url=context.full_url(subject.folder),
        feed_urls={form: context.full_url(f"{subject.folder}{file}") for form, file in FILES.items()},
        author=one_line(context.say(site.publisher).text),
        icon_url=f"{context.site_url}{ICON}",
        stylesheet=f"{context.base}{STYLESHEET}",
        updated=max((entry.updated for entry in entries), default=EPOCH),
        entries=entries,
    )


def feed_file(context: Context, subject: Subject, form: Format) -> str:
    """The path of a feed's file in the site."""
    return localised(f"{subject.folder}{FILES[form]}", context.lang)


def newest(context: Context, subject: Subject) -> tuple[FeedItem, ...]:
    """The items that the feed about *subject* has room for, newest first."""
    return tuple(islice(items(context, subject), context.edition.hub.site.feed_size))


def items(context: Context, subject: Subject) -> Iterator[FeedItem]:
    """Yield what the feed about *subject* holds, newest first, one by one: only what is taken is looked at.

    Samples and what is over are left out; of what is still to come (R29) the edition knows nothing.
    """
    sections = (subject.name,) if subject.group == "sections" else FEED_SECTIONS
    alliance = subject.name if subject.group == "alliances" else None
    return heapq.merge(*(_newest(context, section, alliance) for section in sections), key=_place)


def _place(item: FeedItem) -> tuple[int, str, str]:
    """Newest day first, then by id, then by section."""
    return -posted_on(item).toordinal(), item.id, item.section


def _newest(context: Context, section: str, alliance: str | None) -> Iterator[FeedItem]:
    edition = context.edition
    found: Iterable[FeedItem] = (
        item for item in _listed(context, section, alliance) if isinstance(item, FeedItem) and not item.sample
    )
    if section == "events":  # their list goes by when they take place, a feed by when they were announced
        found = sorted(found, key=_place)
    return (item for item in found if edition.is_current(item))


def _listed(context: Context, section: str, alliance: str | None) -> Sequence[Item]:
    edition = context.edition
    if alliance is not None:
        return edition.by_alliance.get((section, alliance), ())
    lists: dict[str, Sequence[Item]] = {
        "news": edition.hub.news,
        "achievements": edition.hub.achievements,
        "jobs": edition.open_jobs,
        "events": edition.coming_events,
        "policies": edition.hub.policies,
    }
    return lists[section]


def fitted(entries: Sequence[Entry], most: int = MOST_BYTES) -> tuple[Entry, ...]:
    """Return *entries*, newest first, so that no format needs more than *most* bytes for them (R34).

    The newest keep their whole text while there is room; the others keep their summary; only when even the
    summaries are too long are the oldest left out.
    """
    room = most - _FRAME
    kept: list[Entry] = []
    for entry in entries:
        size = _bytes(entry.without_text())
        if size > room:
            break
        room -= size
        kept.append(entry)
    for place, entry in enumerate(kept):
        text = _written(entry.html)
        if text > room:
            kept[place] = entry.without_text()
        else:
            room -= text
    return tuple(kept)


def _bytes(entry: Entry) -> int:
    """At least the length of *entry* in any format: addresses and ids are repeated, texts are escaped."""
    short = (entry.title, entry.summary, entry.source, *entry.authors)
    names = sum(_written(one.term) + _written(one.label) + 60 for one in entry.categories)
    addresses = 3 * _written(entry.url + entry.id + (entry.enclosure.url if entry.enclosure else ""))
    return _MARKUP + sum(map(_written, short)) + 60 * len(entry.authors) + names + addresses + _written(entry.html)


def _written(text: str) -> int:
    """At least the length of *text* in UTF-8, escaped for XML or for JSON."""
    marks = sum(text.count(mark) for mark in '<>"\\\n\t')
    return len(text.encode()) + 3 * marks + 4 * text.count("&")
