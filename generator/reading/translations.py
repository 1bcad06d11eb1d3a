"""The fingerprint by which a translation knows its original: of the texts alone, so that a date changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from typing import Any

from generator.reading.front_matter import split

TEXT_FIELDS = ("title", "summary")
"""The fields of an article that are translated with its text."""


def fingerprint(fields: Mapping[str, Any], text: str) -> str:
    """Return 12 hexadecimal digits for the title and summary among *fields* and the Markdown *text*."""
    return digest("\n".join(str(fields.get(name)) for name in TEXT_FIELDS), text)


def digest(said: str, text: str) -> str:
    """Return the fingerprint of *text* with what is *said* above it; white space around the text does not count."""
    return hashlib.sha256(f"{said}\n{text.strip()}".encode()).hexdigest()[:12]


def fingerprint_of(source: str, path: str) -> str | None:
    """Return the fingerprint of *source*, the text of the file *path*; None when its fields cannot be read.

    The text about an alliance has no fields.
    """
    if path.rpartition("/")[2] == "about.md":
        return digest("", source.replace("\r\n", "\n"))
    parts, _ = split(source.replace("\r\n", "\n"), path)
    return fingerprint(parts.fields.values, parts.text) if parts.fields is not None else None
