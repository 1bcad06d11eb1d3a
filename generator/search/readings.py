"""Pinyin: how Chinese names and words in titles are read, so that they can be found by typing letters.

``zhaopinhui`` and ``zph`` lead to 招聘会. Readings come from pypinyin, whose phrase table knows most characters with
several readings and serves to cut titles into words. Keys have letters only; ü is v.

One or two successive words of a title count, and three that stand in several titles, from 2 to 8 characters; labels
and organisations count as a whole.
Initials are kept for what is a label or an organisation, or stands in at least two titles: a rare title's initials
would answer to any few letters. The same words have keys with one character left open (``招·会``), for “did you mean”.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Literal

from generator.search.texts import dumped
from generator.search.tokens import simplified

GAP = "·"
"""Stands for one wrong character in a key."""
MOST_WORDS = 5
"""Words kept for one key, the commonest first."""
TABLE_BYTES = 4096
_UMLAUT = str.maketrans("üǖǘǚǜ", "vvvvv")
_TONES = dict.fromkeys(range(768, 880))
_CHINESE = re.compile("[\u4e00-\u9fff]+")

Span = str
"""One or more words with their reading, their initials and their number, ``招聘会 zhaopinhui zph 2``.

The same words read otherwise are another span.
"""


@dataclass(slots=True)
class Spans:
    """In how many documents spans stand, and how many give them as a label or an organisation."""

    counts: Counter[Span] = field(default_factory=Counter)
    named: Counter[Span] = field(default_factory=Counter)

    def add(self, names: Iterable[str], times: Literal[1, -1] = 1) -> None:
        """Count the spans of documents, or take them away.

        *names* has title, labels and organisations of each, as JSON.
        """
        for said in names:
            if said.isascii():
                continue
            spans, named = spans_of(said)
            if times == 1:
                self.counts.update(spans)
                self.named.update(named)
            else:
                self.counts.subtract(spans)
                self.named.subtract(named)

    def without_none(self) -> Spans:
        """Return the spans that do occur."""
        return Spans(+self.counts, +self.named)

    def keys(self, span: Span) -> list[str]:
        """Return the keys of *span*."""
        word, sound, initials, words = span.split(" ")
        if self.counts[span] == 1 and span not in self.named:
            return [sound] if words != "3" else []
        gaps = [f"{word[:at]}{GAP}{word[at + 1 :]}" for at in range(len(word))] if 3 <= len(word) <= 6 else []
        return [sound, initials, *gaps]

    def words(self, only: set[str] | None = None) -> dict[str, list[str]]:
        """Return the words of each key, or of *only* some keys, the commonest first."""
        found: dict[str, list[str]] = {}
        ordered: list[Span] = sorted(self.counts)
        if only is not None:
            ordered = [span for span in ordered if not only.isdisjoint(self.keys(span))]
        ordered.sort(key=self.counts.__getitem__, reverse=True)
        for span in ordered:
            word = span[: span.index(" ")]
            for key in self.keys(span):
                words = found.get(key)
                if words is None:
                    found[key] = [word]
                elif len(words) < MOST_WORDS and word not in words:
                    words.append(word)
        return found if only is None else {key: found[key] for key in only if key in found}


def spans_of(said: str) -> tuple[set[Span], set[Span]]:
    """Return the spans of one document, and those of them that are labels or organisations."""
    from pypinyin.seg.mmseg import seg

    table = simplified()
    title, labels, organisations = json.loads(said)
    spans: list[Span] = []
    named: set[Span] = set()
    for name in (*labels, *organisations):
        for run in _CHINESE.findall(name.translate(table)):
            if 2 <= len(run) <= 24 and (read := _read(run)):
                named.add(f"{run} {read[0]} {read[1]} 1")
    for run in _CHINESE.findall(title.translate(table)):
        one: tuple[str, str, str] | None = None  # the last word and the last two, with their sounds and initials
        two: tuple[str, str, str] | None = None
        for word in seg.cut(run[:60]):
            read = _read(word)
            if not read:
                one = two = None
                continue
            sound, initials = read
            if two:
                whole = two[0] + word
                if len(whole) <= 8:
                    spans.append(f"{whole} {two[1]}{sound} {two[2]}{initials} 3")
            if one:
                two = (one[0] + word, one[1] + sound, one[2] + initials)
                if len(two[0]) <= 8:
                    spans.append(f"{two[0]} {two[1]} {two[2]} 2")
            else:
                two = None
            one = (word, sound, initials)
            if 2 <= len(word) <= 8:
                spans.append(f"{word} {sound} {initials} 1")
    return named.union(spans), named


@cache
def _read(word: str) -> tuple[str, str] | None:
    """Return how *word* is read, with its initials; None when one of its characters has no reading."""
    from pypinyin import Style, lazy_pinyin
    from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

    phrase = PHRASES_DICT.get(word)
    if len(word) == 1 and ord(word) in PINYIN_DICT:
        found = [_plain(PINYIN_DICT[ord(word)])]
    elif phrase is not None and len(phrase) == len(word):
        found = [_plain(one[0]) for one in phrase]
    else:
        found = lazy_pinyin(word, style=Style.NORMAL, v_to_u=False, errors="ignore")
    return ("".join(found), "".join([one[0] for one in found])) if len(found) == len(word) else None


@cache
def _plain(readings: str) -> str:
    """Return the first of *readings* (``nǚ,rǔ``) in letters only (``nv``)."""
    return unicodedata.normalize("NFD", readings.partition(",")[0].translate(_UMLAUT)).translate(_TONES)


def spans_written(spans: Spans) -> bytes:
    """Write *spans* to be kept."""
    return dumped([list(spans.counts), list(spans.counts.values()), dict(spans.named)])


def spans_read(data: bytes) -> Spans:
    """Read what `spans_written` wrote; nothing is no spans."""
    if not data:
        return Spans()
    words, times, named = json.loads(data)
    return Spans(Counter(dict(zip(words, times, strict=True))), Counter(named))


def size_of(found: Mapping[str, list[str]]) -> int:
    """Return about how many bytes *found* takes in tables."""
    return sum(map(len, found)) + sum([4 + 3 * len("".join(words)) + 3 * len(words) for words in found.values()])


def table_count(size: int) -> int:
    """Return how many tables so many bytes make: an odd number, which spreads keys well, and at least one."""
    return max(1, (1 << (size // TABLE_BYTES).bit_length()) - 1)


def table_of(key: str, count: int) -> int:
    """Return the table of *key*: the key as one number of UTF-16 code units, least first, by its remainder."""
    return int.from_bytes(key.encode("utf-16-le"), "little") % count


def tables(found: Mapping[str, list[str]], count: int) -> list[bytes]:
    """Spread *found* over *count* tables."""
    spread: list[dict[str, list[str]]] = [{} for _ in range(count)]
    for key, words in found.items():
        spread[table_of(key, count)][key] = words
    return [table_bytes(table) for table in spread]


def table_bytes(table: Mapping[str, list[str]]) -> bytes:
    """Write one table."""
    return dumped(dict(sorted(table.items())))


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
