"""How each file of the site is served: its type, how long it may be kept, and when a deployment uploads it.

`deploy/nginx.conf` and `deploy/Caddyfile` say the same in their own words; `tests/deploy` compares them file by file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Final


class Step(IntEnum):
    """The order of uploading: whatever a file refers to is there before it."""

    ASSETS = 1
    """What pages load: styles, scripts, pictures, the shards of the search index."""
    INDEXES = 2
    """What names assets that change their names: the manifests of the search."""
    PAGES = 3
    FOLLOWED = 4
    """What leads to pages: feeds, calendars, the sitemap."""
    CLOSING = 5
    """What says of the whole site that it is there."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file. `cache_control` is the header of that name, times in seconds."""

    name: str
    step: Step
    cache_control: str

    @property
    def immutable(self) -> bool:
        """Whether the name changes with the content, so that what was uploaded once stays right for ever."""
        return self is IMMUTABLE


IMMUTABLE: Final = Kind("immutable", Step.ASSETS, "public, max-age=31536000, immutable")
ASSET: Final = Kind("asset", Step.ASSETS, "public, max-age=300, must-revalidate")
PICTURE: Final = Kind("picture", Step.ASSETS, "public, max-age=86400")
INDEX: Final = Kind("index", Step.INDEXES, "public, max-age=60, must-revalidate")
PAGE: Final = Kind("page", Step.PAGES, "public, max-age=60, must-revalidate")
FEED: Final = Kind("feed", Step.FOLLOWED, "public, max-age=900")
CALENDAR: Final = Kind("calendar", Step.FOLLOWED, "public, max-age=3600")
LISTING: Final = Kind("listing", Step.FOLLOWED, "public, max-age=3600")
RECORD: Final = Kind("record", Step.CLOSING, "no-cache")

_RULES: Final = tuple(
    (re.compile(pattern), kind)
    for pattern, kind in (
        # A name with the hash of its content, where the generator and Material put one; an editor's file name may
        # look the same by chance, so no other folder counts.
        (r"(?:^|/)assets/(?:.*/)?[^/]+\.[0-9a-f]{8,}\.[^/]+$", IMMUTABLE),
        (r"^search/(?:.*/)?[^/]+-[0-9a-f]{8}(?:/|\.[^/]+$)", IMMUTABLE),
        (r"^search/[^/]+\.json$", INDEX),
        (r"\.html$", PAGE),
        (r"(?:^|/)feed\.(?:xml|atom|json)$", FEED),
        (r"\.ics$", CALENDAR),
        (r"\.opml$|^sitemap[^/]*\.xml$|^robots\.txt$|\.webmanifest$", LISTING),
        (r"^(?:build\.json|_headers|SHA256SUMS[^/]*)$", RECORD),
        (r"(?i)\.(?:png|jpe?g|gif|webp|avif|svg|ico|pdf|mp4)$", PICTURE),
    )
)

TYPES: Final = {
    "html": "text/html; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "mjs": "text/javascript; charset=utf-8",
    "json": "application/json",
    "bin": "application/octet-stream",
    "xml": "application/xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "opml": "text/x-opml; charset=utf-8",
    "ics": "text/calendar; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "webmanifest": "application/manifest+json",
    "svg": "image/svg+xml; charset=utf-8",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "gif": "image/gif",
    "webp": "image/webp",
    "avif": "image/avif",
    "ico": "image/x-icon",
    "pdf": "application/pdf",
    "mp4": "video/mp4",
    "woff2": "font/woff2",
}
"""The media type by the ending of a name (RFC 5545 §3.1.4 for calendars; the others as registered)."""

_FEED_TYPES: Final = {"feed.xml": "application/rss+xml; charset=utf-8", "feed.json": "application/feed+json"}
"""Feeds share their endings with other files."""

COMPRESSED: Final = {"br": "br", "gz": "gzip"}
"""The ending of a compressed copy, and its content coding."""


def kind_of(path: str) -> Kind:
    """The kind of the file at *path*, relative to the site's root; what no rule names is an asset."""
    return next((kind for pattern, kind in _RULES if pattern.search(path)), ASSET)


def content_type(path: str) -> str:
    """The `Content-Type` of the file at *path*."""
    name = path.rpartition("/")[2]
    if name in _FEED_TYPES:
        return _FEED_TYPES[name]
    if name.startswith("SHA256SUMS"):  # with its signatures, SHA256SUMS.sig and SHA256SUMS.minisig
        return TYPES["txt"]
    return TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
