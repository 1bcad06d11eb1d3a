"""Words as they are spelt, for “did you mean”: one list for each length, the commonest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence

import numpy as np

from generator.search.cutting import Numbers
from generator.search.texts import dumped

WORDS_PER_LENGTH = 4000


def word_lists(words: Sequence[str], counts: Numbers, lengths: Collection[int] | None = None) -> dict[int, bytes]:
    """Return the lists of *words* by length, or those of some *lengths* only.

    *counts* says in how many documents each word stands; words that stand in none are not listed.
    """
    by_length: dict[int, list[tuple[int, str]]] = defaultdict(list)
    if lengths is None or lengths:
        for at in np.flatnonzero(counts).tolist():
            word = words[at]
            if (lengths is None or len(word) in lengths) and is_listed(word):
                by_length[len(word)].append((-int(counts[at]), word))
    return {
        length: dumped(" ".join(word for _, word in sorted(some)[:WORDS_PER_LENGTH]))
        for length, some in by_length.items()
    }


def is_listed(word: str) -> bool:
    """Whether *word* is one that may be suggested."""
    return 3 <= len(word) <= 20 and word.isascii() and word.isalpha()
