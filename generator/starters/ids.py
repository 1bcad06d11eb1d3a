"""Ids for new records: proposed from a title, free, and fit to stay for good."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Collection

from generator.model.record import ID, RESERVED_IDS
from generator.search.readings import spelt

LONGEST = 40
"""Most letters of a proposed id, without its date; an id by hand may have 80 in all."""


def proposed_id(title: str, taken: Collection[str] = (), day: dt.date | None = None) -> str:
    """Return an id for a record called *title* that is not among *taken*; an empty text when the title gives none.

    Chinese is spelt in pinyin, a hyphen between syllables: ``zhao-pin-hui``. With *day* the id begins with the
    date, as those of news do. Where the id is taken a number follows: ``job-fair-2``.
    """
    parts = [word for part in spelt(title) for word in re.findall("[a-z0-9]+", _plain(part))]
    slug = ""
    for part in parts:
        longer = f"{slug}-{part}" if slug else part[:LONGEST]
        if len(longer) > LONGEST:
            break
        slug = longer
    if not slug:
        return ""
    start = f"{day.isoformat()}-{slug}" if day is not None else slug
    numbered = (start if number == 1 else f"{start}-{number}" for number in range(1, 10_000))
    return next((one for one in numbered if one not in taken and one not in RESERVED_IDS), "")


def is_id(text: str) -> bool:
    """Whether *text* can be the id of a record."""
    return re.fullmatch(ID, text) is not None and text not in RESERVED_IDS and len(text) <= 80


def _plain(text: str) -> str:
    """Lower-case letters without accents: ``Café`` becomes ``cafe``."""
    letters = unicodedata.normalize("NFKD", text.lower())
    return "".join(char for char in letters if not unicodedata.combining(char)).replace("’", "").replace("'", "")
