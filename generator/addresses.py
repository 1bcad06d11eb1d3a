"""Addresses: which path of the site shows which file of content/. Pure text, no files."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import quote

from generator.model.record import Lang

_SHAPES: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"alliances/([^/]+)/(?:alliance\.yml|about(?:\.en)?\.md|chain\.yml)"), r"alliances/\1/"),
    (re.compile(r"news/\d{4}/([^/]+)/index(?:\.en)?\.md"), r"news/\1/"),
    (re.compile(r"(achievements|policies)/([^/]+)/index(?:\.en)?\.md"), r"\1/\2/"),
    (re.compile(r"(jobs|events|services)/([^/]+)\.yml"), r"\1/\2/"),
    (re.compile(r"pages/([^/]+)/index(?:\.en)?\.md"), r"\1/"),
    (re.compile(r"handbook/index(?:\.en)?\.md"), r"handbook/"),
    (re.compile(r"handbook/((?:[^/]+/)*)index(?:\.en)?\.md"), r"handbook/\1"),
    (re.compile(r"handbook/(.+?)(?:\.en)?\.md"), r"handbook/\1/"),
)
_HAS_PICTURES = re.compile(r"(?:(?:news/\d{4}|alliances|achievements|policies|pages)/[^/]+/)?[^/]+")
"""Files in folders where pictures may be: beside a text, or beside hub.yml."""
_PLAIN = re.compile(r"[A-Za-z0-9/_.~-]*")
"""What `quote` leaves as it is, which is nearly every address: asking first takes a fifth of the time."""


def localised(path: str, lang: Lang) -> str:
    """Return *path* below the language's root: Chinese at the site's root, English below ``en/``."""
    return f"en/{path}" if lang == "en" else path


@lru_cache(maxsize=4096)
def address_of(path: str, lang: Lang) -> str | None:
    """Return where the content file *path* shows, for a text in *lang*; None for a file that has no page.

    A link to an ``.en.md`` file leads to the English page whatever the language. Pictures are published under
    names of their own: `generator.pictures.renditions`.
    """
    for pattern, shape in _SHAPES:
        if match := pattern.fullmatch(path):
            return localised(match.expand(shape), "en" if path.endswith(".en.md") else lang)
    return None


def may_hold_picture(path: str) -> bool:
    """Whether a picture at the content path *path* lies where pictures are looked for."""
    return _HAS_PICTURES.fullmatch(path) is not None


def quoted(path: str) -> str:
    """Return *path* as it stands in an address: whatever is not ASCII, or has a meaning there, percent-encoded (R8)."""
    return path if _PLAIN.fullmatch(path) else quote(path)
