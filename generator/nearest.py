"""What somebody most likely meant: the nearest of the values that are allowed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher

LEAST = 0.6
"""From this likeness on (0 to 1) a value is worth asking for."""
_SLIP = 5
"""From so many letters on, a word with a single slip of the fingers is taken for another one without asking."""


@dataclass(frozen=True, slots=True)
class Near:
    """An allowed value; `sure` when only its spelling differs: width, case, separators, one slip in a long word."""

    value: str
    sure: bool


def folded(text: str) -> str:
    """*text* without what does not tell words apart: width, case, blanks, hyphens and the like."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFKC", text).casefold())


def nearest(found: str, allowed: Iterable[str], words: Mapping[str, str] | None = None) -> Near | None:
    """The allowed value that *found* most likely stands for, or None when none is near.

    *words* are other names of allowed values, such as Chinese ones: 全职 for ``full-time``.
    """
    values = sorted(set(allowed))
    key = folded(found)
    same = [value for value in values if folded(value) == key] if key else []
    if len(same) == 1:
        return Near(same[0], sure=True)
    if words and (meant := {words[word] for word in words if folded(word) == key} & set(values)):
        return Near(meant.pop(), sure=True) if len(meant) == 1 else None
    ranked = sorted(((_likeness(key, folded(value)), value) for value in values), key=lambda one: (-one[0], one[1]))
    if not ranked or ranked[0][0] < LEAST:
        return None
    value = ranked[0][1]
    alone = len(ranked) < 2 or ranked[1][0] < ranked[0][0]
    slip = len(key) >= _SLIP and key.isascii() and key.isalpha() and _one_slip(key, folded(value))
    return Near(value, sure=alone and slip)


def guess(near: Near | str | None) -> dict[str, str]:
    """The question after *near* as facts of a message in both languages; empty texts when there is nothing to ask."""
    value = near.value if isinstance(near, Near) else near
    if not value:
        return {"guess_zh": "", "guess_en": ""}
    return {"guess_zh": f"是不是 `{value}`？", "guess_en": f"Did you mean `{value}`? "}


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _one_slip(one: str, other: str) -> bool:
    """Whether a letter left out, added, changed, or swapped with its neighbour makes *other* of *one*."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    start = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other)))
    a, b = one[start:], other[start:]
    return a[1:] == b or a == b[1:] or a[1:] == b[1:] or (a[:2] == b[1::-1] and a[2:] == b[2:])
