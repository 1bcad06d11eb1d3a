"""Texts to rows, in bulk: what `generator.search.tokens` specifies, worked out for many documents at once.

A row says that a term stands in a document at a position. Texts are folded as arrays of code points, by a table of
characters that is filled as they are met. A text with anything whose folding depends on its neighbours – combining
marks, ligatures, scripts that are rare here, endless words – goes through `tokens.fold` itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.search.documents import Document
from generator.search.tokens import (
    APOSTROPHE,
    DECIMAL,
    LETTERS,
    LONGEST,
    SIGNS,
    SINGLES,
    SOFT,
    fold,
    fold_number,
    stems,
)  # fmt: skip

Numbers = NDArray[np.int64]
Keys = NDArray[np.uint64]
Hashes = NDArray[np.uint32]
Codes = NDArray[np.uint32]
Mask = NDArray[np.bool_]

TITLE, SUMMARY, LABELS, TEXT, PIECE = 0, 512, 1536, 2048, 3072
FIRST_WORD = 0x200000
"""Units are numbered: characters by code point, words from here on."""

_HARD, _SPACE, _SOFT, _LETTER, _DIGIT, _SINGLE, _SIGN = range(7)
_SEPARATOR = "\x1e"
_UNMET, _STRANGE = 0xFFFFFFFF, 0xFFFFFFFE
_ALONE: tuple[tuple[int, int], ...] = (
    (0x00, 0x2FF), (0x370, 0x482), (0x48A, 0x52F), (0x2000, 0x20CF), (0x2100, 0x2BFF), (0x2E80, 0x3029),
    (0x3030, 0x3096), (0x309B, 0x4DBF), (0x4E00, 0x9FFF), (0xAC00, 0xD7A3), (0xE000, 0xFAFF), (0xFF01, 0xFF60),
    (0xFFE0, 0xFFE6), (0x1F300, 0x1FAFF), (0x20000, 0x3FFFF),
)  # fmt: skip
"""Code points that may be folded without a look at their neighbours, first and last of each range: no combining marks
and nothing that composes with what stands before it."""
BATCH_CHARACTERS = 100_000
"""Characters that are cut at once, about."""
_BATCH_DOCUMENTS = 1_000


def _classes() -> NDArray[np.uint8]:
    table = np.zeros(0x110000, np.uint8)
    for ranges, kind in ((LETTERS, _LETTER), (SINGLES, _SINGLE)):
        for first, last in ranges:
            table[first : last + 1] = kind
    table[ord("0") : ord("9") + 1] = _DIGIT
    table[ord(DECIMAL)] = _DIGIT
    table[ord(" ")] = _SPACE
    for signs, kind in ((SIGNS, _SIGN), (SOFT, _SOFT)):
        for sign in signs:
            table[ord(sign)] = kind
    return table


class Lexicon:
    """Words met so far, numbered in that order, with the hashes of their exact form and of their stem."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self.numbers: dict[str, int] = {}
        self.words: list[str] = []
        self.hashes: Hashes = np.zeros(0, np.uint32)
        self.terms: Hashes = np.zeros(0, np.uint32)
        """The hash that sorts a word among the terms: above that of its stem, below that of its exact form."""
        self._learn(list(words))

    def number(self, found: Sequence[str]) -> Numbers:
        """Number the words *found*."""
        numbers = list(map(self.numbers.get, found))
        if None in numbers:
            self._learn([word for word in dict.fromkeys(found) if word not in self.numbers])
            return np.array([self.numbers[word] for word in found], np.int64)
        return np.array(numbers, np.int64)

    def _learn(self, fresh: list[str]) -> None:
        if not fresh:
            return
        for word in fresh:
            self.numbers[word] = FIRST_WORD + len(self.words)
            self.words.append(word)
        exact = unit_hashes(fresh)
        stem = mixed_hash(unit_hashes(stems(fresh)))
        self.hashes = np.concatenate((self.hashes, exact))
        self.terms = np.concatenate((self.terms, (stem & np.uint32(0xFFFF0000)) | (mixed_hash(exact) >> np.uint32(16))))

    def spell(self, key: int) -> str:
        """Return the term of *key* as it is written."""
        return "".join(
            self.words[unit - FIRST_WORD] if unit >= FIRST_WORD else chr(unit)
            for unit in (key >> 32, key & 0xFFFFFFFF)
            if unit
        )

    def unit_hashes(self, unit: Numbers) -> Hashes:
        """Return the hash of each unit: of words as they are, of characters by their UTF-16 code units."""
        code = unit.astype(np.uint32)
        value = (code ^ np.uint32(0x811C9DC5)) * np.uint32(0x01000193)
        beyond = np.flatnonzero(unit > 0xFFFF)
        if len(beyond):
            word = unit[beyond] >= FIRST_WORD
            value[beyond[word]] = self.hashes[unit[beyond[word]] - FIRST_WORD]
            astral = beyond[~word]
            code = (unit[astral] - 0x10000).astype(np.uint32)
            high = (np.uint32(0xD800) + (code >> np.uint32(10))) ^ np.uint32(0x811C9DC5)
            low = np.uint32(0xDC00) + (code & np.uint32(0x3FF))
            value[astral] = ((high * np.uint32(0x01000193)) ^ low) * np.uint32(0x01000193)
        return value

    def term_hashes(self, key: Keys) -> Hashes:
        """Return the hash by which each term is sorted; its upper 16 bits are those of `tokens.term_hash`."""
        first, second = (key >> np.uint64(32)).astype(np.int64), (key & np.uint64(0xFFFFFFFF)).astype(np.int64)
        word = (second == 0) & (first >= FIRST_WORD)
        out = np.empty(len(key), np.uint32)
        out[word] = self.terms[first[word] - FIRST_WORD]
        pair = second > 0
        out[pair] = mixed_hash(self.unit_hashes(first[pair]), self.unit_hashes(second[pair]))
        lone = ~word & ~pair
        out[lone] = mixed_hash(self.unit_hashes(first[lone]))
        return out


def unit_hashes(words: Sequence[str]) -> Hashes:
    """`tokens.unit_hash` for many words."""
    encoded = [word.encode("utf-16-le", "surrogatepass") for word in words]
    length = np.fromiter(map(len, encoded), np.int64, len(words)) // 2
    units = np.frombuffer(b"".join(encoded), "<u2")
    begin = np.cumsum(length) - length
    value = np.full(len(words), 0x811C9DC5, np.uint32)
    left = np.flatnonzero(length)
    at = 0
    while len(left):
        value[left] = (value[left] ^ units[begin[left] + at]) * np.uint32(0x01000193)
        at += 1
        left = left[length[left] > at]
    return value


def mixed_hash(first: Hashes, second: Hashes | None = None) -> Hashes:
    """`tokens.term_hash` for many terms."""
    value = first.copy() if second is None else first ^ (second * np.uint32(0x9E3779B1))
    value ^= value >> np.uint32(16)
    value *= np.uint32(0x85EBCA6B)
    value ^= value >> np.uint32(13)
    value *= np.uint32(0xC2B2AE35)
    value ^= value >> np.uint32(16)
    return value


@dataclass(frozen=True, slots=True)
class Rows:
    """Terms in documents, one row a place.

    `key` is a term as two numbers of units (the second 0 for one unit alone), `place` a document's number and a
    position, 32 bits each; rows of one term follow each other by place. `hashed` is as in `Lexicon.term_hashes`.
    """

    key: Keys
    place: Keys
    hashed: Hashes

    def at(self, which: Numbers) -> Rows:
        """Return some of the rows."""
        return Rows(self.key[which], self.place[which], self.hashed[which])

    def renumbered(self, new: Numbers) -> Rows:
        """Return the rows with new numbers of documents."""
        document = new[(self.place >> np.uint64(32)).astype(np.int64)].astype(np.uint64)
        return Rows(self.key, (document << np.uint64(32)) | (self.place & np.uint64(0xFFFFFFFF)), self.hashed)

    @classmethod
    def of(cls, parts: Sequence[Rows]) -> Rows:
        """Put *parts* together."""
        none = cls(np.zeros(0, np.uint64), np.zeros(0, np.uint64), np.zeros(0, np.uint32))
        parts = [none, *parts]
        return cls(
            np.concatenate([part.key for part in parts]),
            np.concatenate([part.place for part in parts]),
            np.concatenate([part.hashed for part in parts]),
        )


class Cutter:
    """Cuts documents into rows. *lexicon* learns the words that are met."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._classes = _classes()
        self._table: Codes = np.full(0x110000, _STRANGE, np.uint32)
        for first, last in _ALONE:
            self._table[first : last + 1] = _UNMET

    def cut(self, documents: Iterable[tuple[int, Document, Sequence[str]]]) -> tuple[list[Rows], dict[int, int]]:
        """Return the rows of *documents* in parts, and the length of each text in units.

        Documents come with their numbers, ascending, and with their texts cut into pieces.
        """
        lengths: dict[int, int] = {}
        rows = list(self.parts(documents, lengths))
        return rows, lengths

    def parts(
        self,
        documents: Iterable[tuple[int, Document, Sequence[str]]],
        lengths: dict[int, int],
        most: int = BATCH_CHARACTERS,
    ) -> Iterator[Rows]:
        """Yield the rows of *documents* in parts, and note the *lengths* of their texts; what `cut` returns.

        Documents are taken as they are needed, some *most* characters at a time.
        """
        segments: list[str] = []
        places: list[tuple[int, int, int]] = []
        waiting = first = 0
        for number, document, texts in documents:
            if not places:
                first = number
            lengths[number] = 0
            for begin, end, text in _segments(document, texts):
                segments.append(text)
                places.append((number, begin, end))
                waiting += len(text)
            if waiting > most or number - first > _BATCH_DOCUMENTS:
                yield from self._batch(segments, places, lengths)
                segments, places, waiting = [], [], 0
        if segments:
            yield from self._batch(segments, places, lengths)

    def _batch(
        self, segments: list[str], places: list[tuple[int, int, int]], lengths: dict[int, int]
    ) -> Iterator[Rows]:
        """Cut *segments* at *places* (document, first position, end) into units and rows, all at once."""
        folded = [_SEPARATOR in text for text in segments]
        codes = self._fold(segments, folded)
        while (units := self._units(codes)) and units[2]:
            # Words without an end: their texts are folded by themselves, which cuts them.
            for which in units[2]:
                folded[which] = True
            codes = self._fold(segments, folded)
        if units is None:
            return
        kinds, starts, long, ends = units
        del long
        kind = kinds[starts]
        run, single = kind <= _DIGIT, kind == _SINGLE
        unit = codes[starts].astype(np.int64)
        if run.any():
            text = codes.tobytes().decode("utf-32-le", "surrogatepass")
            words = [text[begin:end] for begin, end in zip(starts[run].tolist(), ends[run].tolist(), strict=True)]
            unit[run] = self._lexicon.number(words)
        borders = np.searchsorted(starts, np.flatnonzero(codes == ord(_SEPARATOR)))
        segment = np.repeat(np.arange(len(places)), np.diff(borders, prepend=0, append=len(starts)))

        gap = starts[1:] - ends[:-1]
        apart = np.flatnonzero(gap)
        hard, soft = np.zeros(len(gap), np.bool_), np.zeros(len(gap), np.bool_)
        for found, what in ((hard, _HARD), (soft, _SOFT)):
            count = np.cumsum(kinds == what, dtype=np.int32)
            found[apart] = count[starts[apart + 1] - 1] > count[ends[apart] - 1]
        place = np.array(places, np.int64)
        same = segment[1:] == segment[:-1]
        near = gap == 0
        mixed = (run[1:] & single[:-1]) | (run[:-1] & single[1:])
        joined = same & (near | (mixed & ~hard & ~soft))
        step = np.full(len(starts), 2, np.int64)
        step[0] = 0
        step[1:][near | (~hard & (run[1:] | run[:-1]))] = 1
        position = np.cumsum(step)
        first = np.flatnonzero(np.concatenate((np.ones(1, np.bool_), ~same)))
        position += np.repeat(place[segment[first], 1] - position[first], np.diff(first, append=len(starts)))
        document = place[segment, 0]
        inside = position < place[segment, 2]

        low = places[0][0]
        for which, size in enumerate(np.bincount(document[inside & (position >= TEXT)] - low).tolist()):
            if size:
                lengths[low + which] += size

        at = (document.astype(np.uint64) << np.uint64(32)) | position.astype(np.uint64)
        key = unit.astype(np.uint64) << np.uint64(32)
        run &= inside
        if run.any():
            yield Rows(key[run], at[run], self._lexicon.terms[unit[run] - FIRST_WORD])
        hashes = self._lexicon.unit_hashes(unit)
        pair = np.flatnonzero(joined & inside[1:])
        yield Rows(key[pair] | unit[pair + 1].astype(np.uint64), at[pair], mixed_hash(hashes[pair], hashes[pair + 1]))
        lone = np.flatnonzero(inside & (kind > _DIGIT))
        lone = lone[_first_of_each(document[lone] - low, unit[lone])]
        yield Rows(key[lone], at[lone], mixed_hash(hashes[lone]))

    def _units(self, codes: Codes) -> tuple[NDArray[np.uint8], Numbers, list[int], Numbers] | None:
        """Return the class of each code, where units start, the segments with words that have no end, and ends."""
        kinds = self._classes[codes]
        alone, some = kinds >= _SINGLE, kinds >= _LETTER
        change = np.ones(len(kinds) + 1, np.bool_)
        change[1:-1] = kinds[1:] != kinds[:-1]
        starts = np.flatnonzero(some & (alone | change[:-1]))
        ends = np.flatnonzero(some & (alone | change[1:])) + 1
        if not len(starts):
            return None
        long = starts[(ends - starts) > LONGEST]
        separators = np.flatnonzero(codes == ord(_SEPARATOR)) if len(long) else long
        return kinds, starts, sorted(set(np.searchsorted(separators, long).tolist())), ends

    def _fold(self, segments: list[str], strange: list[bool]) -> Codes:
        """Return *segments* folded, with separators between them; those marked as *strange* each by itself."""
        texts = ["" if odd else text for text, odd in zip(segments, strange, strict=True)]
        text = _SEPARATOR.join(texts).replace("…", "...")  # by far the most frequent that becomes several
        raw = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        codes = self._table[raw]
        if len(codes) and codes.max() >= _STRANGE:
            self._meet(np.unique(raw[codes == _UNMET]).tolist())
            codes = self._table[raw]
            odd_ones = np.flatnonzero(codes == _STRANGE)
            if len(odd_ones):
                separators = np.flatnonzero(raw == ord(_SEPARATOR))
                for which in set(np.searchsorted(separators, odd_ones).tolist()):
                    strange[which] = True
                return self._fold(segments, strange)
        if any(strange):
            ends = np.append(np.flatnonzero(codes == ord(_SEPARATOR)), len(codes))
            parts, at = [], 0
            for which in np.flatnonzero(strange).tolist():  # its own place is empty: it ends where it begins
                text = fold(segments[which].replace(_SEPARATOR, "\x1d"))
                own = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
                parts += [codes[at : ends[which]], own]
                at = ends[which]
            parts.append(codes[at:])
            codes = np.concatenate(parts)
        return _numbers(self._apostrophes(codes))

    def _meet(self, codes: list[int]) -> None:
        """Learn what characters are folded to."""
        characters = [chr(code) for code in codes if code != ord("\n")]
        self._table[ord("\n")] = ord("\n")
        for character, folded in zip(characters, fold("\n".join(characters)).split("\n"), strict=bool(characters)):
            plain = len(folded) == 1 and not unicodedata.combining(folded) and not unicodedata.combining(character)
            self._table[ord(character)] = ord(folded) if plain else _STRANGE

    def _apostrophes(self, codes: Codes) -> Codes:
        found = np.flatnonzero(codes == ord("'"))
        found = found[(found > 0) & (found < len(codes) - 1)]
        kinds = self._classes
        between = (kinds[codes[found - 1]] == _LETTER) & (kinds[codes[found + 1]] == _LETTER)
        codes[found[between]] = ord(APOSTROPHE)
        return codes


def _first_of_each(document: Numbers, unit: Numbers) -> Numbers:
    """Where each document, counted from 0, has each of its characters for the first time; by document."""
    cell = (document.astype(np.uint64) << np.uint64(21)) | unit.astype(np.uint64)
    cell = (cell << np.uint64(31)) | np.arange(len(cell), dtype=np.uint64)
    cell.sort()
    first = cell[changes(cell >> np.uint64(31))]
    return (first & np.uint64((1 << 31) - 1)).astype(np.int64)


def _numbers(codes: Codes) -> Codes:
    """Fold the separators in numbers, step 6 of the specification."""
    point = (codes == ord(".")) | (codes == ord(","))
    if not point.any():
        return codes
    other = np.flatnonzero((codes < ord("0")) | (codes > ord("9")))
    place = np.flatnonzero(point[other])
    # How many digits stand before and behind each point.
    before = np.diff(other, prepend=-1) - 1
    after = np.append(before[1:], len(codes) - 1 - other[-1])
    place = place[(before[place] > 0) & (after[place] > 0)]
    if not len(place):
        return codes
    linked = place[1:] == place[:-1] + 1
    first = np.concatenate((np.ones(1, np.bool_), ~linked))
    alone = first & np.concatenate((~linked, np.ones(1, np.bool_)))
    dot = codes[other[place]] == ord(".")
    codes[other[place[alone & dot]]] = ord(DECIMAL)
    thousands = alone & ~dot & (before[place] <= 3) & (after[place] == 3)
    gone = other[place[thousands]].tolist()
    starts = np.flatnonzero(first & ~alone)
    for begin, end in zip(starts.tolist(), _group_ends(first, starts), strict=True):
        low = other[place[begin]] - before[place[begin]]
        high = other[place[end]] + after[place[end]] + 1
        text = "".join(map(chr, codes[low:high].tolist()))
        folded = fold_number(text)
        if folded == text:
            continue
        kept = iter(folded)
        wanted = next(kept, "")
        for at, sign in enumerate(text):
            if sign == wanted or (sign == "." and wanted == DECIMAL):
                codes[low + at] = ord(wanted)
                wanted = next(kept, "")
            else:
                gone.append(low + at)
    return np.delete(codes, gone) if gone else codes


def _group_ends(first: Mask, starts: Numbers) -> list[int]:
    """The last member of each group; *first* tells where groups begin, *starts* which ones are wanted."""
    borders = np.append(np.flatnonzero(first), len(first))
    return [int(end) - 1 for end in borders[np.searchsorted(borders, starts) + 1]]


def _segments(document: Document, texts: Sequence[str]) -> Iterator[tuple[int, int, str]]:
    """Yield the texts of *document* with their first and last positions."""
    yield TITLE, SUMMARY, document.title
    yield SUMMARY, LABELS, document.summary
    yield LABELS, TEXT, "\n".join(document.labels)
    for number, text in enumerate(texts):
        yield TEXT + number * PIECE, TEXT + (number + 1) * PIECE, text
    if len(document.title) >= SUMMARY // 2:
        yield TEXT + len(texts) * PIECE, TEXT + (len(texts) + 1) * PIECE, document.title


def changes(values: NDArray[Any]) -> Mask:
    """Whether each value differs from the one before; the first always does."""
    changed = np.ones(len(values), np.bool_)
    changed[1:] = values[1:] != values[:-1]
    return changed
