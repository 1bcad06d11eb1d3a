"""RSS 2.0 and Atom 1.0 from a channel. feedgen is imported here only.

feedgen 1.0 dates everything with the clock unless told otherwise, names itself and puts new entries first: all
that is set. It loses what an entry's links are in Atom, and knows neither style sheets nor the language of one
title: those are added to what it wrote.
"""

from __future__ import annotations

from html import escape
from typing import Any

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from generator.feeds.channel import ICON_SIZE, Channel, Format
from generator.feeds.entry import Entry
from generator.model.record import Lang
from generator.pages.context import HTML_LANG

RSS_LANGUAGE: dict[Lang, str] = {"zh": "zh-cn", "en": "en"}
"""RSS 2.0 has a list of its own (R7)."""

_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_ATOM = "{http://www.w3.org/2005/Atom}"


def rss(channel: Channel) -> bytes:
    """Write *channel* as RSS 2.0, with Dublin Core for names (R9) and the content module for whole texts (R22)."""
    feed = _feed(channel, "rss", "application/rss+xml")
    feed.load_extension("dc", atom=False)
    feed.description(channel.description)
    feed.language(RSS_LANGUAGE[channel.lang])
    feed.image(channel.icon_url, channel.title, channel.home_url, str(ICON_SIZE), str(ICON_SIZE))
    for entry in channel.entries:
        item = _entry(feed, entry)
        item.dc.dc_creator(list(entry.authors))
        if entry.title_lang != channel.lang:
            item.dc.dc_language(HTML_LANG[entry.title_lang])
        if entry.source:
            item.dc.dc_source(entry.source)
        if picture := entry.enclosure:
            item.enclosure(picture.url, picture.length, picture.type)
    return _finished(etree.fromstring(feed.rss_str(pretty=True)), channel, "channel/item", "title")


def atom(channel: Channel) -> bytes:
    """Write *channel* as Atom 1.0 (RFC 4287)."""
    feed = _feed(channel, "atom", "application/atom+xml")
    feed.id(channel.id)
    feed.subtitle(channel.description)
    feed.language(HTML_LANG[channel.lang])
    feed.author({"name": channel.author})
    feed.icon(channel.icon_url)
    for entry in channel.entries:
        item = _entry(feed, entry)
        item.author([{"name": name} for name in entry.authors])
        for link in _more_links(entry):
            item.link(**link)
    root = etree.fromstring(feed.atom_str(pretty=True))
    for element, entry in zip(root.iterfind(f"{_ATOM}entry"), channel.entries, strict=True):
        for written, link in zip(element.iterfind(f"{_ATOM}link"), (_page(entry), *_more_links(entry)), strict=True):
            written.attrib.update(link)
    return _finished(root, channel, f"{_ATOM}entry", f"{_ATOM}title")


def _feed(channel: Channel, form: Format, media_type: str) -> FeedGenerator:
    feed = FeedGenerator()
    feed.title(channel.title)
    feed.link(href=channel.feed_urls[form], rel="self", type=media_type)
    feed.link(href=channel.home_url, rel="alternate", type="text/html")  # the last link is the channel's in RSS
    feed.updated(channel.updated)
    feed.generator("")
    feed.docs("")
    return feed


def _entry(feed: FeedGenerator, entry: Entry) -> FeedEntry:
    item = feed.add_entry(order="append")
    item.guid(entry.id, permalink=False)
    item.title(entry.title)
    item.link(**_page(entry))
    item.summary(entry.summary)
    if entry.html:
        item.content(entry.html, type="html")
    item.published(entry.published)
    item.updated(entry.updated)
    for category in entry.categories:
        item.category(term=category.term, label=category.label)
    return item


def _page(entry: Entry) -> dict[str, str]:
    return {"href": entry.url, "rel": "alternate", "type": "text/html"}


def _more_links(entry: Entry) -> tuple[dict[str, str], ...]:
    """What an Atom entry links to besides its page: its source, its picture (RFC 4287 §4.2.7.2)."""
    source = {"href": entry.source, "rel": "via"}
    links: tuple[dict[str, str], ...] = (source,) if entry.source.startswith(("https://", "http://")) else ()
    if picture := entry.enclosure:
        size = str(picture.length)
        links += ({"href": picture.url, "rel": "enclosure", "type": picture.type, "length": size},)
    return links


def _finished(root: Any, channel: Channel, entries: str, title: str) -> bytes:
    """Add what feedgen has no word for: languages (A5, H4) and the style sheet of an opened feed."""
    root.set(_XML_LANG, HTML_LANG[channel.lang])
    for element, entry in zip(root.iterfind(entries), channel.entries, strict=True):
        if entry.title_lang != channel.lang:
            element.find(title).set(_XML_LANG, HTML_LANG[entry.title_lang])
    style = f'type="text/css" href="{escape(channel.stylesheet)}"'
    root.addprevious(etree.ProcessingInstruction("xml-stylesheet", style))
    text: bytes = etree.tostring(root.getroottree(), encoding="UTF-8", xml_declaration=True)
    return text
