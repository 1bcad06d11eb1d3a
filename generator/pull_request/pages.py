"""Which pages two builds of the site differ in, byte by byte."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

State = Literal["added", "changed", "removed"]


@dataclass(frozen=True, slots=True)
class PageChange:
    """One address, as it is below the root of a language (``/jobs/welder/``), and what becomes of it in each."""

    address: str
    zh: State | None
    en: State | None


@dataclass(frozen=True, slots=True)
class SiteChange:
    """Every page that differs, and how many other files do, by what they are."""

    pages: tuple[PageChange, ...]
    files: Mapping[str, int]


def site_change(before: Path, after: Path) -> SiteChange:
    """Compare two built sites."""
    old, new = digests(before), digests(after)
    states: dict[str, State] = {name: _state(old.get(name), new.get(name)) for name in sorted(old.keys() | new.keys())}
    differing = {name: state for name, state in states.items() if old.get(name) != new.get(name)}
    pages: dict[str, dict[str, State]] = {}
    files: Counter[str] = Counter()
    for name, state in differing.items():
        if name.endswith(".html"):
            lang, address = _address(name)
            pages.setdefault(address, {})[lang] = state
        else:
            files[_kind(name)] += 1
    found = (PageChange(address, one.get("zh"), one.get("en")) for address, one in sorted(pages.items()))
    return SiteChange(tuple(found), dict(sorted(files.items())))


def digests(site: Path) -> dict[str, bytes]:
    """The digest of every file of *site*, by its path."""
    return {path.relative_to(site).as_posix(): _digest(path) for path in _files(site)}


def _files(site: Path) -> Iterator[Path]:
    return (path for path in site.rglob("*") if path.is_file())


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _state(old: bytes | None, new: bytes | None) -> State:
    return "added" if old is None else "removed" if new is None else "changed"


def _address(name: str) -> tuple[str, str]:
    """Language and address of the page *name*: ``en/jobs/index.html`` is /jobs/ in English."""
    lang = "en" if name.startswith("en/") else "zh"
    path = name.removeprefix("en/")
    return lang, f"/{path.removesuffix('index.html') if path.endswith('index.html') else path}"


def _kind(name: str) -> str:
    base = name.rpartition("/")[2]
    if base.startswith("feed.") or base == "feeds.opml":
        return "feeds"
    if base.endswith(".ics"):
        return "calendars"
    if name.startswith(("search/", "en/search/")):
        return "search"
    if base.lower().endswith((".png", ".jpg", ".jpeg", ".webp", ".avif", ".gif", ".svg")):
        return "pictures"
    return "others"
