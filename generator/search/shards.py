"""Rows to shards: sorted, grouped and written, all in bulk. The format is described in `generator.search.index`."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.search.cutting import FIRST_WORD, LABELS, SUMMARY, TEXT, Keys, Lexicon, Mask, Numbers, Rows, changes

SHARD_BYTES = 4096
"""What a shard has on average; postings of `COMMON` and more rows lie outside it."""
ROW_BYTES = 2.6
COMMON = 4096
"""Postings of so many rows lie outside their shard."""
PART_ROWS = 8192
MOST_BITS = 16
_ROW_BITS = 31
GROUP_ROWS = 500_000
"""Rows that are worked on at a time, about."""

Digits = NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of some shards, in their order: what a state keeps of them.

    Term *n* has the rows from ``first[n]`` to ``first[n + 1]``; shard *m* the terms from ``shard[m]`` to
    ``shard[m + 1]``.
    """

    key: Keys
    first: Numbers
    shard: Numbers
    document: NDArray[Any]
    position: NDArray[Any]

    def rows(self, shards: Sequence[int], lexicon: Lexicon, without: Mask) -> Rows:
        """Return the rows of *shards*, but for those documents that are *without*, by place."""
        if not len(self.document):
            return Rows.of([])
        terms = _ranges(self.shard[shards], self.shard[np.asarray(shards) + 1])
        key = self.key[terms]
        size = self.first[terms + 1] - self.first[terms]
        rows = _ranges(self.first[self.shard[shards]], self.first[self.shard[np.asarray(shards) + 1]])
        document = self.document[rows]
        kept = ~without[document]
        place = (document[kept].astype(np.uint64) << np.uint64(32)) | self.position[rows[kept]]
        return Rows(np.repeat(key, size)[kept], place, np.repeat(lexicon.term_hashes(key), size)[kept])

    def rows_of(self, documents: Mask, lexicon: Lexicon) -> Rows:
        """Return the rows of *documents*."""
        if not documents.any() or not len(self.document):
            return Rows.of([])
        rows = np.flatnonzero(documents[self.document])
        key = self.key[np.searchsorted(self.first, rows, side="right") - 1]
        place = (self.document[rows].astype(np.uint64) << np.uint64(32)) | self.position[rows]
        return Rows(key, place, lexicon.term_hashes(key))


@dataclass(slots=True)
class Shards:
    """Some shards as they are written."""

    data: dict[int, bytes] = field(default_factory=dict)
    parts: dict[str, bytes] = field(default_factory=dict)
    names: dict[int, list[str]] = field(default_factory=dict)
    """The parts that a shard names."""
    counts: dict[int, int] = field(default_factory=dict)
    """In how many documents a word stands, by its number in the lexicon."""
    tables: list[Table] = field(default_factory=list)


def bits_for(rows: int) -> int:
    """Return how many bits of a hash name a shard when the whole index has so many *rows*."""
    return min(MOST_BITS, max(0, math.ceil(math.log2(max(1, rows) * ROW_BYTES / SHARD_BYTES))))


def shard_numbers(hashed: NDArray[np.uint32], bits: int) -> Numbers:
    """Return the shard of each term."""
    return hashed.astype(np.int64) >> (32 - bits)


def encode(
    rows_of: Callable[[Sequence[int]], Rows],
    lexicon: Lexicon,
    bits: int,
    wanted: Sequence[int],
    groups: int,
    *,
    keep: bool,
) -> Shards:
    """Write the shards *wanted* (ascending) in as many *groups*, for memory's sake.

    *rows_of* returns all rows of some shards; rows of one term by place. Rows to *keep* are returned as tables, too.
    """
    found = Shards()
    each = max(1, -(-len(wanted) // groups))
    for begin in range(0, len(wanted), each):
        numbers = wanted[begin : begin + each]
        encode_group(rows_of(numbers), lexicon, bits, numbers, found, keep=keep)
    return found


def in_shards(parts: Sequence[Rows], bits: int, low: int, high: int) -> Rows:
    """Return the rows in shards *low* to *high*, the last one included."""
    first, last = low << (32 - bits), ((high + 1) << (32 - bits)) - 1
    if last - first == 0xFFFFFFFF:
        return Rows.of(parts)
    within = [(part.hashed >= np.uint32(first)) & (part.hashed <= np.uint32(last)) for part in parts]
    return Rows.of([part.at(np.flatnonzero(inside)) for part, inside in zip(parts, within, strict=True)])


def merged(parts: Sequence[Rows]) -> Rows:
    """Put *parts* together, by place."""
    rows = Rows.of(parts)
    order = np.argsort(rows.place)
    return Rows(rows.key[order], rows.place[order], rows.hashed[order])


def different(parts: Sequence[Rows]) -> NDArray[np.uint32]:
    """Return the hashes of rows that stand in *parts* only once: what differs between two versions."""
    rows = Rows.of(parts)
    order = np.lexsort((rows.key, rows.place))
    key, place = rows.key[order], rows.place[order]
    changed = changes(key) | changes(place)
    once = changed & np.append(changed[1:], True)[: len(changed)]
    return np.asarray(rows.hashed[order[once]])


def _arranged(rows: Rows, lexicon: Lexicon, bits: int) -> tuple[Keys, Keys, Keys]:
    """Return the rows' sorting values, keys and places, by shard and term; rows of one term stay in their order.

    A sorting value is shard, whether the key is spelled, and the rest of the hash: 33 bits.
    """
    shift = np.uint64(32 - bits)
    hashed = rows.hashed.astype(np.uint64)
    spelled = (rows.key & np.uint64(0xFFFF0000FFFF0000)) > 0
    value = (((hashed >> shift) << np.uint64(1)) | spelled) << shift
    value |= hashed & np.uint64((1 << (32 - bits)) - 1)
    value <<= np.uint64(_ROW_BITS)
    value |= np.arange(len(value), dtype=np.uint64)
    value.sort()
    index = (value & np.uint64((1 << _ROW_BITS) - 1)).astype(np.int64)
    value >>= np.uint64(_ROW_BITS)
    key = rows.key[index]
    tied = np.flatnonzero((value[1:] == value[:-1]) & (key[1:] != key[:-1]))
    for same in np.unique(value[tied]):  # terms with one hash: by how they are written
        begin, end = np.searchsorted(value, same), np.searchsorted(value, same, side="right")
        keys, which = np.unique(key[begin:end], return_inverse=True)
        spelling = [lexicon.spell(int(one)) for one in keys]
        rank = np.argsort(sorted(range(len(keys)), key=spelling.__getitem__))
        order = np.argsort(rank[which], kind="stable")
        index[begin:end] = index[begin:end][order]
        key[begin:end] = key[begin:end][order]
    return value, key, rows.place[index]


def encode_group(rows: Rows, lexicon: Lexicon, bits: int, numbers: Sequence[int], found: Shards, *, keep: bool) -> None:
    """Write the shards *numbers* (ascending), whose *rows* these are, and add them to what is *found*."""
    value, key, place = _arranged(rows, lexicon, bits)
    wanted = np.asarray(numbers, np.uint64)
    borders = np.searchsorted(value, wanted << np.uint64(33 - bits))
    del value, rows
    document, position = (place >> np.uint64(32)).astype(np.uint32), place.astype(np.uint32)
    del place
    changed = changes(key)
    term_first = np.flatnonzero(changed)
    posting = changed | changes(document)
    posting_first = np.flatnonzero(posting)
    term_of = np.cumsum(changed)[posting_first] - 1
    key = key[term_first]
    first, second = (key >> np.uint64(32)).astype(np.int64), (key & np.uint64(0xFFFFFFFF)).astype(np.int64)
    term_rows = np.diff(term_first, append=len(document))
    term_begin = np.append(np.searchsorted(term_first, borders), len(key))
    if keep:
        found.tables.append(
            Table(key, np.append(term_first, len(document)), term_begin, smallest(document), smallest(position))
        )
    bare = (second == 0) & (first < FIRST_WORD)
    common = ~bare & (term_rows >= COMMON)
    form = np.where(common, 2, np.where(bare, 1, 0))
    blob, ends = _lists(document, position, posting_first, changed[posting_first], form[term_of] > 0, term_first)
    sizes = np.diff(ends, prepend=0)

    word = np.flatnonzero((second == 0) & (first >= FIRST_WORD))
    counts = np.bincount(term_of, minlength=len(key))[word]
    found.counts.update(zip((first[word] - FIRST_WORD).tolist(), counts.tolist(), strict=True))

    extra: dict[int, tuple[bytes, list[str]]] = {}
    for at in np.flatnonzero(common).tolist():
        here = slice(int(term_first[at]), int(term_first[at] + term_rows[at]))
        names = [_keep(found.parts, part) for part in _parts(document[here], position[here])]
        extra[at] = varint(len(names)) + b"".join(map(bytes.fromhex, names)), names
        sizes[at] += len(extra[at][0])
    heads, head_ends = varints(((sizes << 2) | form).astype(np.uint32))
    written = _Written(blob, ends.tolist(), heads.tobytes(), head_ends.tolist())
    pairs = np.stack((first, second), axis=1).astype("<u2").tobytes()
    spelled = np.cumsum((first > 0xFFFF) | (second > 0xFFFF))
    spelled = np.append(0, spelled)
    begins = term_begin.tolist()
    spelled_terms = (spelled[term_begin[1:]] - spelled[term_begin[:-1]]).tolist()
    keys = key.tolist()
    for which, number in enumerate(numbers):
        begin, end = begins[which], begins[which + 1]
        middle = end - spelled_terms[which]
        out = [
            varint(middle - begin),
            pairs[4 * begin : 4 * middle],
            written.heads_of(begin, middle),
            varint(end - middle),
        ]
        for at in range(middle, end):
            name = lexicon.spell(keys[at]).encode("utf-8", "surrogatepass")
            out += (written.heads_of(at, at + 1), varint(len(name)), name)
        inside = [at for at in extra if begin <= at < end] if extra else []
        if inside:
            for at in range(begin, end):
                out += (extra[at][0] if at in extra else b"", written.lists_of(at, at + 1))
            found.names[number] = [name for at in inside for name in extra[at][1]]
        else:
            out.append(written.lists_of(begin, end))
        found.data[number] = b"".join(out)


@dataclass(frozen=True, slots=True)
class _Written:
    lists: bytes
    list_ends: list[int]
    heads: bytes
    head_ends: list[int]

    def lists_of(self, begin: int, end: int) -> bytes:
        return _between(self.lists, self.list_ends, begin, end)

    def heads_of(self, begin: int, end: int) -> bytes:
        return _between(self.heads, self.head_ends, begin, end)


def _between(data: bytes, ends: list[int], begin: int, end: int) -> bytes:
    return data[ends[begin - 1] if begin else 0 : ends[end - 1]] if end > begin else b""


def _lists(
    document: Digits, position: Digits, posting_first: Numbers, opening: Mask, slim: Mask, term_first: Numbers
) -> tuple[bytes, Numbers]:
    """Write posting lists one behind the other; return them and where each term's list ends.

    *opening* tells which postings are the first of their term; a *slim* one has its field for its positions.
    """
    if not len(document):
        return b"", np.zeros(len(term_first), np.int64)
    count = np.diff(posting_first, append=len(position))
    number = document[posting_first]
    step = number.copy()
    step[1:] -= number[:-1]
    step[opening] = number[opening]
    place = position[posting_first]
    head = (step << np.uint32(1)) | (count == 1)
    head[slim] = (step[slim] << np.uint32(2)) | _fields(place[slim])
    change = position.copy()
    change[1:] -= position[:-1]
    change[posting_first] = place
    several = ~slim & (count > 1)
    slots = np.repeat(np.where(slim, 0, 1), count)
    slots[posting_first] += 1 + several
    ends = np.cumsum(slots)
    values = np.empty(int(ends[-1]), np.uint32)
    values[ends - 1] = change  # where there is no slot for it, the head takes its place in the next step
    begin = ends[posting_first] - slots[posting_first]
    values[begin] = head
    values[begin[several] + 1] = count[several]
    out, value_ends = varints(values)
    last = np.append(term_first[1:], len(document)) - 1
    return out.tobytes(), value_ends[ends[last] - 1]


def _fields(place: Digits) -> Digits:
    """The field of each position: 3 title, 1 summary, 2 labels, 0 text."""
    fields = np.array([3, 1, 2, 0], np.uint32)
    return np.asarray(fields[np.searchsorted([SUMMARY, LABELS, TEXT], place, side="right")])


def _parts(document: Digits, position: Digits) -> Iterator[bytes]:
    """The posting list of one term in parts of about `PART_ROWS`; no document is cut."""
    posting_first = np.flatnonzero(changes(document))
    cuts = np.flatnonzero(changes(posting_first // PART_ROWS)).tolist()
    for begin, end in zip(cuts, [*cuts[1:], len(posting_first)], strict=True):
        row = int(posting_first[begin])
        row_end = int(posting_first[end]) if end < len(posting_first) else len(document)
        opening = np.zeros(end - begin, np.bool_)
        opening[0] = True
        yield _lists(
            document[row:row_end],
            position[row:row_end],
            posting_first[begin:end] - row,
            opening,
            np.zeros(end - begin, np.bool_),
            np.zeros(1, np.int64),
        )[0]


def _keep(kept: dict[str, bytes], data: bytes) -> str:
    name = sha256(data).hexdigest()[:16]
    kept[name] = data
    return name


def varint(value: int) -> bytes:
    """Write one number with 7 bits a byte, least first."""
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def varints(values: Digits) -> tuple[NDArray[np.uint8], Numbers]:
    """Write numbers with 7 bits a byte, least first; return the bytes and where each number ends."""
    size = np.ones(len(values), np.uint8)
    most = int(values.max(initial=0))
    for bits in (7, 14, 21, 28):
        if most >> bits:
            size += values >= 1 << bits
    ends = np.cumsum(size, dtype=np.int64)
    width = max(1, -(-most.bit_length() // 7))
    digits = np.empty((len(values), width), np.uint8)
    for at in range(width):
        digits[:, at] = (values >> np.uint32(7 * at)) & np.uint32(127)
        if at + 1 < width:
            digits[:, at] |= (size > at + 1).astype(np.uint8) << 7
    return digits[np.arange(width) < size[:, None]], ends


def smallest(values: NDArray[Any]) -> NDArray[Any]:
    """Return *values*, which are not negative, in the smallest type that holds them."""
    kind = np.uint16 if not len(values) or values.max() <= 0xFFFF else np.uint32
    return values.astype(kind)


def joined(tables: Sequence[Table]) -> Table:
    """Put the tables of successive shards together."""
    zero = np.zeros(1, np.int64)
    terms = np.cumsum([0, *(len(one.key) for one in tables)])
    rows = np.cumsum([0, *(len(one.document) for one in tables)])
    return Table(
        np.concatenate([np.zeros(0, np.uint64), *(one.key for one in tables)]),
        np.concatenate([*(one.first[:-1] + add for one, add in zip(tables, rows, strict=False)), zero + rows[-1]]),
        np.concatenate([*(one.shard[:-1] + add for one, add in zip(tables, terms, strict=False)), zero + terms[-1]]),
        np.concatenate([np.zeros(0, np.uint16), *(one.document for one in tables)]),
        np.concatenate([np.zeros(0, np.uint16), *(one.position for one in tables)]),
    )


def _ranges(begins: Numbers, ends: Numbers) -> Numbers:
    """All numbers from each of *begins* to before each of *ends*, one range behind the other."""
    size = ends - begins
    total = np.cumsum(size)
    return np.asarray(np.arange(int(total[-1]) if len(total) else 0) + np.repeat(begins - total + size, size))
