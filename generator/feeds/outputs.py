"""The files of all feeds, and the links to them in the heads of pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from itertools import groupby

from generator.addresses import localised
from generator.feeds.channel import FILES, Channel, Format, Subject, channel, feed_file, newest, subjects
from generator.feeds.json_feed import json_feed
from generator.feeds.opml import Outline, opml
from generator.pages.context import Context
from generator.publish.output import Output

OPML_FILE = "feeds.opml"

_MEDIA_TYPES: dict[Format, str] = {
    "rss": "application/rss+xml",
    "atom": "application/atom+xml",
    "json": "application/feed+json",
}
FORMAT_NAMES: dict[Format, str] = {"rss": "RSS", "atom": "Atom", "json": "JSON Feed"}


@dataclass(frozen=True, slots=True)
class FeedLink:
    """A feed as the head of a page names it; `href` is an absolute path below the site's base."""

    title: str
    type: str
    href: str


GROUP_WORDS = {"all": "feed_all", "sections": "sections", "alliances": "alliances"}
"""The word above each group of feeds."""


def feed_outputs(contexts: tuple[Context, ...]) -> Iterator[Output]:
    """Yield each feed in each format, and each language's list of feeds; nothing is worked out before it is written."""
    for context in contexts:
        keys = context.keys
        for subject in subjects(context):
            make = cache(partial(channel, context, subject))
            found = newest(context, subject)
            links = (keys.links(item) for item in found)
            key = keys.only(context.lang, repr(subject), keys.texts(found, context.lang), *links)
            for form in FILES:
                yield Output(feed_file(context, subject, form), f"feed {form}", partial(_write, form, make), key)
        path = localised(OPML_FILE, context.lang)
        yield Output(path, "feed opml", partial(feed_list, context), keys.only(context.lang))


def _write(form: Format, make: Callable[[], Channel]) -> str | bytes:
    if form == "json":
        return json_feed(make())
    from generator.feeds.rss import atom, rss  # only where a feed is written

    return rss(make()) if form == "rss" else atom(make())


def feed_list(context: Context) -> str:
    """The OPML file of the context's language (O1)."""
    from generator.feeds.rss import RSS_LANGUAGE

    groups = (
        (context.word(GROUP_WORDS[group]), [_outline(context, subject) for subject in found])
        for group, found in groupby(subjects(context), key=lambda subject: subject.group)
    )
    hub = context.say(context.edition.hub.site.name).text
    return opml(context.word("feeds_title", hub=hub), RSS_LANGUAGE[context.lang], groups)


def _outline(context: Context, subject: Subject) -> Outline:
    address = context.full_url(f"{subject.folder}{FILES['rss']}")
    return Outline(subject.title, subject.description, address, context.full_url(subject.folder))


def feed_links(context: Context, section: str, alliance: str | None = None) -> tuple[FeedLink, ...]:
    """Return the feeds that a page's head names: the one of its alliance or section first, then everything (R33).

    *section* is the page's, *alliance* the id of the alliance it is about. A page of neither names everything only.
    """
    own = ("alliances", alliance) if alliance is not None else ("sections", section)
    found = sorted(
        (subject for subject in subjects(context) if subject.group == "all" or (subject.group, subject.name) == own),
        key=lambda subject: subject.group == "all",
    )
    return tuple(
        FeedLink(
            context.word("feed_format", title=subject.title, format=FORMAT_NAMES[form]),
            _MEDIA_TYPES[form],
            context.url(f"{subject.folder}{FILES[form]}"),
        )
        for subject in found
        for form in FILES
    )
