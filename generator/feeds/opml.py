"""OPML 2.0: all feeds of a language in one file, to be imported into a reader (http://opml.org/spec2.opml)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Outline:
    """One feed to follow: its RSS file and the page it belongs to, both complete addresses."""

    title: str
    description: str
    feed_url: str
    page_url: str


def opml(title: str, language: str, groups: Iterable[tuple[str, Iterable[Outline]]]) -> str:
    """Write the feeds in *groups*, each with its name. It has no date: the list changes with its feeds only (R35)."""
    from xml.sax.saxutils import escape, quoteattr  # brings half of the network with it

    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<opml version="2.0">']
    lines += [f"<head><title>{escape(title)}</title></head>", "<body>"]
    for name, outlines in groups:
        lines.append(f"<outline text={quoteattr(name)} title={quoteattr(name)}>")
        lines += [
            f'<outline type="rss" version="RSS2" text={quoteattr(one.title)} title={quoteattr(one.title)}'
            f" description={quoteattr(one.description)} language={quoteattr(language)}"
            f" xmlUrl={quoteattr(one.feed_url)} htmlUrl={quoteattr(one.page_url)}/>"
            for one in outlines
        ]
        lines.append("</outline>")
    return "\n".join([*lines, "</body>", "</opml>", ""])
