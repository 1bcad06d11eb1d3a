"""Pinyin: how Chinese names and words in titles are read, so that they can be found by typing letters.

``zhaopinhui`` and ``zph`` lead to 招聘会. Readings come from pypinyin, whose phrase table knows most characters with
several readings and serves to cut titles into words. Keys have letters only; ü is v.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable

from generator.search.documents import Document
from generator.search.tokens import simplified

GAP = "·"
"""Stands for one wrong character in a key."""
MOST_WORDS = 5
"""Words kept for one key, the commonest first."""
_CHINESE = re.compile("[\u4e00-\u9fff]+")


def readings(documents: Iterable[Document]) -> dict[str, list[str]]:
    """Return words by their pinyin and by their initials, from titles, labels and organisations.

    One to three successive words of a title count, from 2 to 8 characters. Initials are kept for what is a label or
    an organisation, or stands in at least two titles: a rare title's initials would answer to any few letters. The
    same words have keys with one character left open (``招·会``), for “did you mean”.
    """
    from pypinyin import Style, lazy_pinyin
    from pypinyin.seg.mmseg import seg

    counts: Counter[str] = Counter()
    names: set[str] = set()
    sounds: dict[str, tuple[str, ...]] = {}
    table = simplified()

    def read(word: str) -> tuple[str, ...]:
        """One syllable for each character; “?” where one of them has no reading."""
        if word not in sounds:
            found = lazy_pinyin(word, style=Style.NORMAL, v_to_u=False, errors="ignore")
            sounds[word] = tuple(found) if len(found) == len(word) else ("?",) * len(word)
        return sounds[word]

    for document in documents:
        spans: set[str] = set()
        for name in (*document.labels, *document.names):
            for run in _CHINESE.findall(name.translate(table)):
                if 2 <= len(run) <= 24:
                    names.add(run)
                    spans.add(run)
                    read(run)
        for run in _CHINESE.findall(document.title.translate(table)):
            syllables: tuple[str, ...] = ()
            cuts = [0]
            for word in seg.cut(run[:60]):
                syllables += read(word)
                cuts.append(cuts[-1] + len(word))
            for n, begin in enumerate(cuts):
                for end in cuts[n + 1 : n + 4]:
                    if 2 <= end - begin <= 8:
                        spans.add(run[begin:end])
                        sounds.setdefault(run[begin:end], syllables[begin:end])
        counts.update(spans)
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for word, count in counts.items():
        syllables = sounds[word]
        if "?" in syllables:
            continue
        found["".join(syllables)].append((-count, word))
        if count > 1 or word in names:
            found["".join(one[0] for one in syllables)].append((-count, word))
            if 3 <= len(word) <= 6:
                for at in range(len(word)):
                    found[f"{word[:at]}{GAP}{word[at + 1 :]}"].append((-count, word))
    return {key: [word for _, word in sorted(words)[:MOST_WORDS]] for key, words in sorted(found.items())}


def syllables() -> dict[str, str]:
    """Return the characters of each syllable, for the characters of GB 2312: to read a query that finds nothing."""
    from pypinyin import Style, lazy_pinyin

    table: dict[str, list[str]] = defaultdict(list)
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            character = bytes((high, low)).decode("gb2312", "ignore")
            if character:
                table[lazy_pinyin(character, style=Style.NORMAL, v_to_u=False)[0]].append(character)
    return {syllable: "".join(table[syllable]) for syllable in sorted(table)}
