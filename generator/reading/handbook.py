"""What a page of the handbook may hold once MkDocs has made HTML of it.

The handbook is content, too, and comes by pull request. Python-Markdown lets raw HTML, attributes and any address
through; what is not on these lists stops the build.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

ELEMENTS = frozenset(
    [
        "a",
        "abbr",
        "blockquote",
        "br",
        "caption",
        "code",
        "dd",
        "del",
        "details",
        "div",
        "dl",
        "dt",
        "em",
        "figcaption",
        "figure",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "hr",
        "img",
        "ins",
        "kbd",
        "li",
        "mark",
        "ol",
        "p",
        "pre",
        "s",
        "section",
        "small",
        "span",
        "strong",
        "sub",
        "summary",
        "sup",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "time",
        "tr",
        "ul",
    ]
)
ATTRIBUTES = frozenset(
    [
        "id",
        "class",
        "href",
        "src",
        "alt",
        "title",
        "lang",
        "dir",
        "width",
        "height",
        "loading",
        "start",
        "colspan",
        "rowspan",
        "scope",
        "open",
        "role",
        "tabindex",
        "rel",
        "type",
        "datetime",
    ]
)
_ADDRESS = re.compile(
    r"(?:https?://|mailto:|tel:)[^\s\\]*|(?![a-z][a-z0-9+.-]*:|//|[\s\\])[^\x00-\x20\\]*", re.IGNORECASE
)


def forbidden(html: str) -> tuple[str, ...]:
    """Return what of *html* a page of the handbook may not hold: ``<script>``, ``onclick``, ``javascript:…``."""
    return tuple(dict.fromkeys(_Reader(html).found))


class _Reader(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note the element and its attributes."""
        if tag not in ELEMENTS:
            self.found.append(f"<{tag}>")
        self.found += _forbidden_attributes(attrs)


def _forbidden_attributes(attrs: list[tuple[str, str | None]]) -> Iterator[str]:
    for name, value in attrs:
        if name not in ATTRIBUTES and not name.startswith(("data-", "aria-")):
            yield name
        elif name in ("href", "src") and not _ADDRESS.fullmatch(value or ""):
            yield f"{name}={value}"
