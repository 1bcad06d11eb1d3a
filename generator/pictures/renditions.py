"""Which files a picture is published as: widths, formats and names. Nothing here opens a picture.

The file an editor dropped beside a text is never published: it may hold the place where it was taken. Readers get
renditions, made anew from its pixels. AVIF and WebP come in several widths, for browsers to choose from; one more
file, JPEG or PNG, is for everything else: browsers of before 2021, feed readers, search engines and previews of links.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from generator.model.hub import Media

Kind = Literal["avif", "webp", "jpg", "png"]

WIDTHS = (480, 800, 1200, 1600)
"""In pixels. A picture that is smaller has its own width as the last; nothing is made larger than it is."""
TALLEST = 16_383
"""In pixels: WebP has no more. A long screenshot that is higher comes out narrower."""
NEAR = 1.15
"""A width is left out when the next one is no more than so many times as wide."""
TYPES: dict[Kind, str] = {"avif": "image/avif", "webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}
FOLDER = "pictures/"
"""Where all renditions are, below the site's root. Their names change with what is in them."""

_VERSION = 1
"""Part of the names: to be raised when the same original is to look different. A new Pillow does not, so that the
names stay and nobody loads the same picture again."""


@dataclass(frozen=True, slots=True)
class Rendition:
    """One file made of a picture. `source` is the original, relative to content/; `digest` is of its bytes."""

    source: str
    digest: str
    kind: Kind
    width: int
    height: int
    path: str
    """Address below the site's root, ASCII only."""

    @property
    def key(self) -> str:
        """What its bytes depend on, apart from the encoders."""
        return f"{_VERSION} {self.digest} {self.kind} {self.width}"


@dataclass(frozen=True, slots=True)
class Renditions:
    """All files of one picture."""

    sources: tuple[tuple[Rendition, ...], ...]
    """For browsers to choose from: a family of widths, narrow to wide, for each format, the best format first."""
    plain: Rendition
    """As large as the largest of the others: what ``src`` names, and what links, feeds and previews get."""

    def all(self) -> tuple[Rendition, ...]:
        """Every file."""
        return (*(one for family in self.sources for one in family), self.plain)


@lru_cache(maxsize=4096)
def renditions(media: Media) -> Renditions:
    """Return the files that *media* is published as."""
    widths = widths_for(media.width, media.height)
    sources = tuple(tuple(_rendition(media, kind, width) for width in widths) for kind in ("avif", "webp"))
    return Renditions(sources, _rendition(media, media.plain, widths[-1]))


def widths_for(width: int, height: int) -> tuple[int, ...]:
    """The widths for a picture of that size in pixels, narrow to wide: at least one, none above its own."""
    most = max(1, min(width, WIDTHS[-1], width * TALLEST // height))
    return (*(one for one in WIDTHS if one * NEAR < most), most)


def srcset(family: tuple[Rendition, ...], root: str) -> str:
    """The value of ``srcset`` for *family*, with addresses below *root*."""
    return ", ".join(f"{root}{one.path} {one.width}w" for one in family)


def _rendition(media: Media, kind: Kind, width: int) -> Rendition:
    height = min(TALLEST, max(1, round(media.height * width / media.width)))
    name = re.sub(r"[^a-z0-9]+", "-", media.path.rpartition("/")[2].rpartition(".")[0].lower()).strip("-")[:40]
    mark = hashlib.sha256(f"{_VERSION} {media.digest}".encode()).hexdigest()[:10]
    return Rendition(
        media.path, media.digest, kind, width, height, f"{FOLDER}{name or 'picture'}-{mark}-{width}.{kind}"
    )
