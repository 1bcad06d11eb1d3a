"""Pinyin: how Chinese names and words in titles are read, so that they can be found by typing letters.

``zhaopinhui`` and ``zph`` lead to 招聘会. Readings come from pypinyin, whose phrase table knows most characters with
several readings and serves to cut titles into words. Keys have letters only; ü is v.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from functools import cache

from generator.search.tokens import simplified

GAP = "·"
"""Stands for one wrong character in a key."""
MOST_WORDS = 5
"""Words kept for one key, the commonest first."""
_UMLAUT = str.maketrans("üǖǘǚǜ", "vvvvv")
_TONES = dict.fromkeys(range(768, 880))
_CHINESE = re.compile("[\u4e00-\u9fff]+")


def readings(names_of: Iterable[str]) -> dict[str, list[str]]:
    """Return words by their pinyin and by their initials.

    *names_of* has the title, the labels and the organisations of each document, as JSON.

    One to three successive words of a title count, from 2 to 8 characters. Initials are kept for what is a label or
    an organisation, or stands in at least two titles: a rare title's initials would answer to any few letters. The
    same words have keys with one character left open (``招·会``), for “did you mean”.
    """
    from pypinyin import Style, lazy_pinyin
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT
    from pypinyin.seg.mmseg import seg

    counts: Counter[str] = Counter()
    names: set[str] = set()
    sounds: dict[str, tuple[str, ...]] = {}
    table = simplified()

    def read(word: str) -> tuple[str, ...]:
        """One syllable for each character; “?” where one of them has no reading."""
        if word in sounds:
            return sounds[word]
        phrase = PHRASES_DICT.get(word)
        if len(word) == 1 and ord(word) in PINYIN_DICT:
            sounds[word] = (_plain(PINYIN_DICT[ord(word)]),)
        elif phrase is not None and len(phrase) == len(word):
            sounds[word] = tuple(_plain(one[0]) for one in phrase)
        else:
            found = lazy_pinyin(word, style=Style.NORMAL, v_to_u=False, errors="ignore")
            sounds[word] = tuple(found) if len(found) == len(word) else ("?",) * len(word)
        return sounds[word]

    for said in names_of:
        if said.isascii():
            continue
        title, labels, organisations = json.loads(said)
        spans: set[str] = set()
        for name in (*labels, *organisations):
            for run in _CHINESE.findall(name.translate(table)):
                if 2 <= len(run) <= 24:
                    names.add(run)
                    spans.add(run)
                    read(run)
        for run in _CHINESE.findall(title.translate(table)):
            syllables: list[str] = []
            cuts = [0]
            for word in seg.cut(run[:60]):
                syllables += read(word)
                cuts.append(cuts[-1] + len(word))
            for n, begin in enumerate(cuts):
                for end in cuts[n + 1 : n + 4]:
                    if 2 <= end - begin <= 8:
                        span = run[begin:end]
                        spans.add(span)
                        if span not in sounds:
                            sounds[span] = tuple(syllables[begin:end])
        counts.update(spans)
    found: dict[str, list[str]] = {}

    def keep(key: str, word: str) -> None:
        words = found.setdefault(key, [])
        if len(words) < MOST_WORDS:
            words.append(word)

    for _, word in sorted([(-count, word) for word, count in counts.items()]):
        sound = sounds[word]
        if "?" in sound:
            continue
        keep("".join(sound), word)
        if counts[word] > 1 or word in names:
            keep("".join([one[0] for one in sound]), word)
            if 3 <= len(word) <= 6:
                for at in range(len(word)):
                    keep(f"{word[:at]}{GAP}{word[at + 1 :]}", word)
    return dict(sorted(found.items()))


@cache
def _plain(readings: str) -> str:
    """Return the first of *readings* (``nǚ,rǔ``) in letters only (``nv``)."""
    return unicodedata.normalize("NFD", readings.partition(",")[0].translate(_UMLAUT)).translate(_TONES)


@cache
def syllables() -> dict[str, str]:
    """Return the characters of each syllable, for the characters of GB 2312: to read a query that finds nothing."""
    from pypinyin.constants import PINYIN_DICT

    table: dict[str, list[str]] = defaultdict(list)
    for high in range(0xB0, 0xF8):
        for low in range(0xA1, 0xFF):
            character = bytes((high, low)).decode("gb2312", "ignore")
            if character:
                table[_plain(PINYIN_DICT[ord(character)])].append(character)
    return {syllable: "".join(table[syllable]) for syllable in sorted(table)}


def spelt(text: str) -> list[str]:
    """Return *text* in parts, each Chinese character as a syllable without tones (``zhao``), all else as it is.

    Characters with several readings are read as the phrase they stand in wants.
    """
    from pypinyin import Style, lazy_pinyin

    return lazy_pinyin(text, style=Style.NORMAL, v_to_u=False)
