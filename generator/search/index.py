"""Documents to a static index: postings in hashed shards, texts in small chunks, one manifest a language.

The whole is built anew each time, in bulk with numpy; the same documents give the same bytes. Files (addresses are
relative to ``search/``; a *folder* is named by a hash of what is in it, so that browsers may keep it for ever):

``<lang>.json``
    The manifest: folders, facet labels, and one value a document in columns (see `_column`).
``<lang>/s-<hash>/<n>.bin``
    Shard *n* of the postings: all terms whose hash (`tokens.term_hash`) begins with the bits of *n*.
``<lang>/x/<hash>.bin``
    Positions of a term too common for its shard, in parts.
``<lang>/t-<hash>/<n>.json``
    Chunk *n* of the texts: for each piece of a document its title, address, summary, mark and text.
``<lang>/w-<hash>/<length>.json``
    Words of one length, the commonest first, for “did you mean”.
``<lang>/p-<hash>/<n>.json``
    Pinyin and initials of names and of words in titles, each with what it may stand for.
``characters-<hash>.json``, ``syllables-<hash>.json``
    Traditional to simplified characters; the characters of each pinyin syllable.

**A shard** is ``n`` (all numbers are variable-length, 7 bits a byte, least first), n keys of two UTF-16 code units
(a pair of characters; the second is 0 for a single one), n sizes; then ``m``, and m times size, key length, key in
UTF-8 (words, and pairs with a word); then the n + m posting lists. A size is ``bytes * 4 + form``:

- form 0: for each document ``step * 2 + 1`` and one position, or ``step * 2``, the number of positions, and them;
- form 1: for each document ``step * 4 + field``; single characters, which need no positions;
- form 2: a number, so many names of parts (8 bytes each), then as form 1. Parts are lists of form 0.

A step leads from one document's number to the next, and from one position to the next; the first counts from 0.

**Positions** tell fields apart: title from 0, summary from 512, labels from 1536, text from 2048, where each piece of
a long text begins at a multiple of 3072 behind that. So a position names the one piece to fetch for an excerpt.
"""

from __future__ import annotations

import json
import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.search.documents import Document
from generator.search.tokens import LETTERS, SIGNS, SINGLES, SOFT, WORDS, fold, simplified, stem, unit_hash

Numbers = NDArray[np.int64]
Keys = NDArray[np.uint64]
Mask = NDArray[np.bool_]

TITLE, SUMMARY, LABELS, TEXT, PIECE = 0, 512, 1536, 2048, 3072
PIECE_BYTES = 2700
"""Most bytes (UTF-8) of one piece of text; never more units than `PIECE`."""
CHUNK_BYTES = 5400
SHARD_BYTES = 4096
"""What a shard has on average; postings of `COMMON` and more rows lie outside it."""
COMMON = 4096
PART_ROWS = 8192
FOLDERS = 256
"""Most folders of one sort."""
OVERLAP = 30
WORDS_PER_LENGTH = 4000
FIRST_WORD = 0x200000
"""Units are numbered: characters by code point, words from here on."""

_HARD, _SPACE, _SOFT, _LETTER, _DIGIT, _SINGLE, _SIGN = range(7)
_SEPARATOR = "\x1e"
_ENDS = "。！？!?；;\n"
ALPHABET = "".join(chr(code) for code in range(35, 126) if code != 92)
"""The 90 signs that columns are written in."""
_BATCH = 400_000


def _classes() -> NDArray[np.uint8]:
    table = np.zeros(0x110000, np.uint8)
    for ranges, kind in ((LETTERS, _LETTER), (SINGLES, _SINGLE)):
        for first, last in ranges:
            table[first : last + 1] = kind
    table[ord("0") : ord("9") + 1] = _DIGIT
    table[0xE000] = _DIGIT
    table[ord(" ")] = _SPACE
    for signs, kind in ((SIGNS, _SIGN), (SOFT, _SOFT)):
        for sign in signs:
            table[ord(sign)] = kind
    return table


@dataclass
class _Lexicon:
    """Words met so far, numbered in that order, with the hashes of their exact form and of their stem."""

    numbers: dict[str, int] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)
    hashes: list[int] = field(default_factory=list)
    stem_hashes: list[int] = field(default_factory=list)

    def number(self, found: Sequence[str]) -> Numbers:
        """Number the words *found*."""
        numbers = self.numbers
        for word in set(found) - numbers.keys():
            numbers[word] = -1
        if len(numbers) > len(self.words):
            for word in found:  # in the order of the text, not of the set: numbers must not change from run to run
                if numbers[word] < 0:
                    numbers[word] = FIRST_WORD + len(self.words)
                    self.words.append(word)
                    self.hashes.append(unit_hash(word))
                    self.stem_hashes.append(unit_hash(stem(word)))
        return np.fromiter((numbers[word] for word in found), np.int64, len(found))


def pieces(text: str) -> list[str]:
    """Cut *text* into pieces of at most `PIECE_BYTES`, after sentences where that is possible.

    Where it is not, the next piece repeats the last characters, so that no short phrase is lost in the cut.
    """
    found: list[str] = []
    while True:
        data = text.encode("utf-8", "replace")
        if len(data) <= PIECE_BYTES:
            return [*found, text] if text or not found else found
        part = data[:PIECE_BYTES].decode("utf-8", "ignore")
        end = max(*(part.rfind(sign) + 1 for sign in _ENDS), part.rfind(". ") + 2)
        if end < len(part) // 3:
            end = len(part)
            found.append(part)
            text = text[end - OVERLAP :]
        else:
            found.append(part[:end])
            text = text[end:]


class Postings:
    """Collects the rows (term, document, position) of documents in the order of their numbers."""

    def __init__(self) -> None:
        self._classes = _classes()
        self._simplified = np.arange(0x110000, dtype=np.uint32)
        for old, new in simplified().items():
            self._simplified[old] = ord(new)
        self._lexicon = _Lexicon()
        self._segments: list[str] = []
        self._places: list[tuple[int, int, int]] = []
        self._waiting = 0
        self._rows: list[list[tuple[Keys, Numbers, Numbers]]] = [[] for _ in range(8)]
        self.lengths: list[int] = []

    def add(self, document: Document, texts: Sequence[str]) -> None:
        """Add the next document, whose text is cut into *texts*."""
        number = len(self.lengths)
        self.lengths.append(0)
        segments = [
            (TITLE, SUMMARY, document.title),
            (SUMMARY, LABELS, document.summary),
            (LABELS, TEXT, "\n".join(document.labels)),
        ]
        segments += [(TEXT + n * PIECE, TEXT + (n + 1) * PIECE, text) for n, text in enumerate(texts)]
        if len(document.title) >= SUMMARY // 2:
            segments.append((TEXT + len(texts) * PIECE, TEXT + (len(texts) + 1) * PIECE, document.title))
        for first, last, text in segments:
            self._segments.append(text.replace(_SEPARATOR, "\x1d"))
            self._places.append((number, first, last))
            self._waiting += len(text)
        if self._waiting > _BATCH:
            self._flush()

    def _flush(self) -> None:
        """Cut the waiting texts into units and rows, all at once."""
        folded = fold(_SEPARATOR.join(self._segments), simplify=False)  # codes are simplified faster than texts
        codes = np.frombuffer(folded.encode("utf-32-le", "surrogatepass"), np.uint32)
        codes = self._simplified[codes]
        places = np.array(self._places, np.int64).reshape(-1, 3)
        self._segments, self._places, self._waiting = [], [], 0
        kinds = self._classes[codes]
        alone = kinds >= _SINGLE
        change = np.ones(len(kinds) + 1, np.bool_)
        change[1:-1] = kinds[1:] != kinds[:-1]
        starts = np.flatnonzero((kinds >= _LETTER) & (alone | change[:-1]))
        ends = np.flatnonzero((kinds >= _LETTER) & (alone | change[1:])) + 1
        if not len(starts):
            return
        kind = kinds[starts]
        run, single = kind <= _DIGIT, kind == _SINGLE
        unit = codes[starts].astype(np.int64)
        unit[run] = self._lexicon.number(WORDS.findall(folded))
        segment = np.searchsorted(np.flatnonzero(codes == ord(_SEPARATOR)), starts)

        gap = starts[1:] - ends[:-1]
        hard = _between(kinds == _HARD, starts, ends)
        soft = _between(kinds == _SOFT, starts, ends)
        same = segment[1:] == segment[:-1]
        mixed = (run[1:] & single[:-1]) | (run[:-1] & single[1:])
        joined = same & ((gap == 0) | (mixed & ~hard & ~soft))
        step = np.where((gap == 0) | (~hard & (run[1:] | run[:-1])), 1, 2)
        position = np.concatenate((np.zeros(1, np.int64), np.cumsum(step)))
        first = np.concatenate((np.ones(1, np.bool_), ~same))
        position += places[segment, 1] - position[first][np.cumsum(first) - 1]
        document = places[segment, 0]
        inside = position < places[segment, 2]

        in_text = document[inside & (position >= TEXT)]
        for which, count in enumerate(np.bincount(in_text)):
            if count:
                self.lengths[which] += int(count)

        hashes = self._hashes(unit)
        words = inside & run
        stems = np.array(self._lexicon.stem_hashes, np.uint32)[unit[words] - FIRST_WORD]
        self._take(unit[words] << 32, document[words], position[words], mixed_hash(stems))
        pair = np.flatnonzero(joined & inside[1:])
        key = (unit[pair] << 32) | unit[pair + 1]
        self._take(key, document[pair], position[pair], mixed_hash(hashes[pair], hashes[pair + 1]))
        lone = np.flatnonzero(inside & ~run)
        _, once = np.unique((document[lone] << 32) | unit[lone], return_index=True)
        lone = lone[once]
        self._take(unit[lone] << 32, document[lone], position[lone], mixed_hash(hashes[lone]))

    def _hashes(self, unit: Numbers) -> NDArray[np.uint32]:
        """The hash of each unit: of words as they are, of characters by their UTF-16 code units."""
        word = unit >= FIRST_WORD
        astral = (unit > 0xFFFF) & ~word
        code = np.where(astral, 0xD800 + ((unit - 0x10000) >> 10), unit).astype(np.uint32)
        value = (code ^ np.uint32(0x811C9DC5)) * np.uint32(0x01000193)
        low = (0xDC00 + ((unit[astral] - 0x10000) & 0x3FF)).astype(np.uint32)
        value[astral] = (value[astral] ^ low) * np.uint32(0x01000193)
        value[word] = np.array(self._lexicon.hashes, np.uint32)[unit[word] - FIRST_WORD]
        return value

    def _take(self, key: Numbers, document: Numbers, position: Numbers, hashed: NDArray[np.uint32]) -> None:
        """Put rows to the eighth of all terms they belong to: eighths are worked on one by one, for memory's sake."""
        eighth = hashed >> np.uint32(29)
        for number in range(8):
            here = np.flatnonzero(eighth == number)
            if len(here):
                rows = (key[here].astype(np.uint64), document[here], position[here])
                self._rows[number].append((rows[0], rows[1].astype(np.int32), rows[2].astype(np.int32)))

    def shards(self) -> tuple[int, list[bytes], dict[str, bytes], dict[str, int]]:
        """Return how many bits number the shards, the shards, the parts of common terms, and the words' documents."""
        if self._segments:
            self._flush()
        total = sum(len(rows[0]) for part in self._rows for rows in part)
        bits = max(0, math.ceil(math.log2(max(1, total) * 2.6 / SHARD_BYTES)))
        shards: list[bytes] = []
        parts: dict[str, bytes] = {}
        counts: dict[str, int] = {}
        groups = self._rows if bits >= 3 else [[rows for part in self._rows for rows in part]]
        for number in range(len(groups)):
            rows, groups[number] = groups[number], []
            shards += self._encode(rows, bits, number, len(groups), parts, counts)
        return bits, shards, parts, counts

    def _encode(
        self,
        rows: list[tuple[Keys, Numbers, Numbers]],
        bits: int,
        group: int,
        groups: int,
        parts: dict[str, bytes],
        counts: dict[str, int],
    ) -> Iterator[bytes]:
        """Yield the shards of one group of rows."""
        wanted = (1 << bits) // groups
        if not rows:
            yield from (b"\0\0" for _ in range(wanted))
            return
        key = np.concatenate([part[0] for part in rows])
        order = np.argsort(key, kind="stable")
        key = key[order]
        document = np.concatenate([part[1] for part in rows])[order].astype(np.int64)
        position = np.concatenate([part[2] for part in rows])[order].astype(np.int64)
        del order, rows
        token_first = np.flatnonzero(_changes(key))
        posting_first = np.flatnonzero(_changes(key) | _changes(document))
        token_of = np.searchsorted(token_first, posting_first, side="right") - 1
        key = key[token_first]
        first, second = (key >> np.uint64(32)).astype(np.int64), (key & np.uint64(0xFFFFFFFF)).astype(np.int64)
        token_rows = np.diff(token_first, append=len(document))
        bare = (second == 0) & (first < FIRST_WORD)
        common = ~bare & (token_rows >= COMMON)
        form = np.where(common, 2, np.where(bare, 1, 0))

        opening = np.concatenate((np.ones(1, np.bool_), token_of[1:] != token_of[:-1]))
        step = document[posting_first]
        step[1:] -= np.where(opening[1:], 0, document[posting_first][:-1])
        slim = form[token_of] > 0
        blobs, sizes = _lists(step, posting_first, position, slim, token_of, len(key))

        doc_counts = np.bincount(token_of, minlength=len(key))
        for at in np.flatnonzero((second == 0) & (first >= FIRST_WORD)).tolist():
            counts[self._lexicon.words[int(first[at]) - FIRST_WORD]] = int(doc_counts[at])

        extra: dict[int, bytes] = {}
        for at in np.flatnonzero(common).tolist():
            here = slice(int(token_first[at]), int(token_first[at] + token_rows[at]))
            names = [_keep(parts, part) for part in _parts(document[here], position[here])]
            extra[at] = varints(np.array([len(names)]))[0].tobytes() + b"".join(map(bytes.fromhex, names))

        stems = np.array([*self._lexicon.stem_hashes, 0], np.uint32)
        word = np.where((second == 0) & (first >= FIRST_WORD), first - FIRST_WORD, len(stems) - 1)
        hashed = np.where(
            word < len(stems) - 1,
            mixed_hash(stems[word]),
            np.where(
                second > 0,
                mixed_hash(self._hashes(first), self._hashes(second)),
                mixed_hash(self._hashes(first)),
            ),
        )
        shard = (hashed.astype(np.int64) >> (32 - bits)) - group * wanted if bits else np.zeros(len(key), np.int64)
        spelled = (first > 0xFFFF) | (second > 0xFFFF)
        order = np.lexsort((spelled, shard))
        ends = np.cumsum(sizes)
        begins = ends - sizes
        gathered = blobs[
            np.repeat(begins[order] - np.concatenate(([0], np.cumsum(sizes[order])[:-1])), sizes[order])
            + np.arange(int(sizes.sum()))
        ].tobytes()
        gathered_ends = np.cumsum(sizes[order])
        for at, more in extra.items():
            sizes[at] += len(more)
        heads, head_ends = varints((sizes[order] << 2) | form[order])
        heads_bytes = heads.tobytes()
        pairs = np.stack((first[order], second[order]), axis=1).astype("<u2").tobytes()
        spelled_from = np.searchsorted(shard[order] * 2 + spelled[order], np.arange(wanted) * 2 + 1)
        shard_ends = np.searchsorted(shard[order], np.arange(wanted), side="right")
        begin = 0
        for number in range(wanted):
            middle, end = int(spelled_from[number]), int(shard_ends[number])
            head = head_ends[begin - 1] if begin else 0
            out = [
                _varint(middle - begin),
                pairs[4 * begin : 4 * middle],
                heads_bytes[head : head_ends[middle - 1]] if middle > begin else b"",
                _varint(end - middle),
            ]
            for at in range(middle, end):
                name = self._spell(int(first[order[at]]), int(second[order[at]])).encode("utf-8", "surrogatepass")
                out += (heads_bytes[head_ends[at - 1] if at else 0 : head_ends[at]], _varint(len(name)), name)
            if extra:
                for at in range(begin, end):
                    out.append(extra.get(int(order[at]), b""))
                    out.append(gathered[gathered_ends[at - 1] if at else 0 : gathered_ends[at]])
            elif end > begin:
                out.append(gathered[gathered_ends[begin - 1] if begin else 0 : gathered_ends[end - 1]])
            yield b"".join(out)
            begin = end

    def _spell(self, first: int, second: int) -> str:
        words = self._lexicon.words
        return "".join(
            words[unit - FIRST_WORD] if unit >= FIRST_WORD else chr(unit) for unit in (first, second) if unit
        )


def _between(found: Mask, starts: Numbers, ends: Numbers) -> Mask:
    """Whether one of *found* lies between each unit and the next."""
    count = np.cumsum(found, dtype=np.int64)
    return np.asarray(count[starts[1:]] > count[ends[:-1] - 1])


def _changes(values: NDArray[Any]) -> Mask:
    changes = np.ones(len(values), np.bool_)
    changes[1:] = values[1:] != values[:-1]
    return changes


def mixed_hash(first: NDArray[np.uint32], second: NDArray[np.uint32] | None = None) -> NDArray[np.uint32]:
    """`tokens.term_hash` for many terms."""
    value = first.copy() if second is None else first ^ (second * np.uint32(0x9E3779B1))
    value = (value ^ (value >> np.uint32(16))) * np.uint32(0x85EBCA6B)
    value = (value ^ (value >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return np.asarray(value ^ (value >> np.uint32(16)))


def varints(values: Numbers) -> tuple[NDArray[np.uint8], Numbers]:
    """Write numbers below 2**35 with 7 bits a byte, least first; return the bytes and where each number ends."""
    size = np.ones(len(values), np.int64)
    for bits in (7, 14, 21, 28):
        size += values >= 1 << bits
    ends = np.cumsum(size)
    out = np.zeros(int(ends[-1]) if len(ends) else 0, np.uint8)
    begins = ends - size
    for byte in range(5):
        longer = size > byte
        if not longer.any():
            break
        value = (values[longer] >> (7 * byte)) & 127
        out[begins[longer] + byte] = value | np.where(size[longer] > byte + 1, 128, 0)
    return out, ends


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    out.append(value)
    return bytes(out)


def _lists(
    step: Numbers, posting_first: Numbers, position: Numbers, slim: Mask, token_of: Numbers, tokens: int
) -> tuple[NDArray[np.uint8], Numbers]:
    """Write posting lists; return their bytes and the size of each token's.

    A *slim* posting has its field for its positions (forms 1 and 2).
    """
    count = np.diff(posting_first, append=len(position))
    kept = np.where(slim, 0, count)
    slots = 1 + kept + (kept > 1)
    ends = np.cumsum(slots)
    begins = ends - slots
    values = np.zeros(int(ends[-1]), np.int64)
    first = position[posting_first]
    which = np.where(first < SUMMARY, 3, np.where(first < LABELS, 1, np.where(first < TEXT, 2, 0)))
    values[begins] = np.where(slim, (step << 2) | which, (step << 1) | (count == 1))
    several = kept > 1
    values[begins[several] + 1] = kept[several]
    change = position.copy()
    change[1:] -= position[:-1]
    change[posting_first] = first
    row_slim = np.repeat(slim, count)
    place = np.repeat(begins + 1 + several - posting_first, count) + np.arange(len(position))
    values[place[~row_slim]] = change[~row_slim]
    out, value_ends = varints(values)
    posting_end = value_ends[ends - 1]
    last = np.flatnonzero(np.concatenate((token_of[1:] != token_of[:-1], np.ones(1, np.bool_))))
    return out, np.diff(posting_end[last], prepend=0)[:tokens]


def _parts(document: Numbers, position: Numbers) -> Iterator[bytes]:
    """The posting list of one term in parts of about `PART_ROWS`; no document is cut."""
    posting_first = np.flatnonzero(_changes(document))
    cuts = np.flatnonzero(_changes(posting_first // PART_ROWS))
    for begin, end in zip(cuts, [*cuts[1:], len(posting_first)], strict=True):
        row, row_end = posting_first[begin], posting_first[end] if end < len(posting_first) else len(document)
        step = document[posting_first[begin:end]].copy()
        step[1:] -= document[posting_first[begin : end - 1]]
        zeros = np.zeros(end - begin, np.int64)
        places = position[row:row_end]
        yield _lists(step, posting_first[begin:end] - row, places, zeros > 0, zeros, 1)[0].tobytes()


def _keep(kept: dict[str, bytes], data: bytes) -> str:
    name = sha256(data).hexdigest()[:16]
    kept[name] = data
    return name


def _column(values: Iterable[int]) -> str:
    """Write numbers as text that compresses well: 45 values a sign, the other 45 signs say that more follows."""
    out = []
    for given in values:
        value = given
        while value >= 45:
            out.append(ALPHABET[45 + value % 45])
            value //= 45
        out.append(ALPHABET[value])
    return "".join(out)


def folders(files: Sequence[bytes], most: int) -> tuple[int, list[str]]:
    """Group *files* into at most *most* folders; return how many go into one, and the folders' names."""
    each = max(1, -(-len(files) // most))
    names = []
    for begin in range(0, len(files), each):
        summed = sha256()
        for data in files[begin : begin + each]:
            summed.update(len(data).to_bytes(4, "big") + data)
        names.append(summed.hexdigest()[:8])
    return each, names


def dumped(value: object) -> bytes:
    """Compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


@dataclass(frozen=True, slots=True)
class Index:
    """The files of one language's index, by address below ``search/``."""

    manifest: dict[str, Any]
    files: dict[str, bytes]


def build_index(found: Sequence[Document], lang: str, readings: dict[str, list[str]]) -> Index:
    """Build the index of the documents *found*, whatever their order; *readings* are words by pinyin and initials."""
    ordered = sorted(found, key=lambda one: (one.date.toordinal() if one.date else 0, one.url))
    postings = Postings()
    chunks: list[bytes] = []
    per_chunk: list[int] = []
    piece_counts: list[int] = []
    waiting: list[list[Any]] = []
    size = 0
    for document in ordered:
        texts = pieces(document.text)
        postings.add(document, texts)
        piece_counts.append(len(texts))
        mark = f"{document.lang if document.lang != lang else ''}{'*' if document.sample else ''}"
        for text in texts:
            more = len((text + document.title + document.summary).encode("utf-8", "replace"))
            if waiting and size + more > CHUNK_BYTES:
                chunks.append(dumped(waiting))
                per_chunk.append(len(waiting))
                waiting, size = [], 0
            waiting.append([document.title, document.url, document.summary, mark, text])
            size += more
    if waiting:
        chunks.append(dumped(waiting))
        per_chunk.append(len(waiting))
    bits, shards, parts, counts = postings.shards()

    files = {f"{lang}/x/{name}.bin": data for name, data in sorted(parts.items())}
    shard_folders = folders(shards, FOLDERS)
    chunk_folders = folders(chunks, FOLDERS // 4)
    for sort, each, names, kept, ending in (
        ("s", *shard_folders, shards, "bin"),
        ("t", *chunk_folders, chunks, "json"),
    ):
        for number, data in enumerate(kept):
            files[f"{lang}/{sort}-{names[number // each]}/{number:x}.{ending}"] = data
    words = _words_by_length(counts)
    word_folder = folders(list(words.values()), 1)[1]
    files |= {f"{lang}/w-{word_folder[0]}/{length}.json": data for length, data in words.items()}
    tables = _reading_tables(readings)
    reading_folder = folders(tables, 1)[1]
    files |= {f"{lang}/p-{reading_folder[0]}/{number:x}.json": data for number, data in enumerate(tables)}
    manifest = {
        "lang": lang,
        "documents": len(ordered),
        "bits": bits,
        "shards": shard_folders,
        "chunks": chunk_folders,
        "words": [word_folder[0] if words else "", list(words)],
        "readings": [reading_folder[0], len(tables)],
        "length": round(sum(postings.lengths) / max(1, len(ordered)), 1),
        **_columns(ordered, postings.lengths),
        "pieces": _column(piece_counts),
        "in_chunk": _column(per_chunk),
    }
    return Index(manifest, files)


def _columns(ordered: Sequence[Document], lengths: Sequence[int]) -> dict[str, Any]:
    """One value a document: kind, alliances, tags, day and length; sets that occur are numbered."""
    kinds = sorted({one.kind for one in ordered})
    alliances = sorted({one.alliances for one in ordered})
    tags = sorted({one.tags for one in ordered})
    numbers: dict[str, dict[Any, int]] = {
        "kind": {kind: n for n, kind in enumerate(kinds)},
        "alliances": {one: n for n, one in enumerate(alliances)},
        "tags": {one: n for n, one in enumerate(tags)},
    }
    days = [one.date.toordinal() if one.date else 0 for one in ordered]
    first = min((day for day in days if day), default=1)
    steps = [0]  # 0 for documents without a day, which come first; days count from 1
    for before, day in pairwise(days):
        steps.append(day - (before or first - 1) if day else 0)
    if days and days[0]:
        steps[0] = 1
    return {
        "kinds": kinds,
        "alliance_sets": alliances,
        "tag_sets": tags,
        "first_day": first,
        "kind": _column(numbers["kind"][one.kind] * 2 + (one.state == "off") for one in ordered),
        "alliance": _column(numbers["alliances"][one.alliances] for one in ordered),
        "tag": _column(numbers["tags"][one.tags] for one in ordered),
        "day": _column(steps[: len(ordered)]),
        "size": _column(round(2 * math.log2(length + 1)) for length in lengths),
    }


def _words_by_length(counts: dict[str, int]) -> dict[int, bytes]:
    by_length: dict[int, list[tuple[int, str]]] = defaultdict(list)
    for word, count in counts.items():
        if 3 <= len(word) <= 20 and word.isascii() and word.isalpha():
            by_length[len(word)].append((-count, word))
    return {
        length: dumped(" ".join(word for _, word in sorted(found)[:WORDS_PER_LENGTH]))
        for length, found in sorted(by_length.items())
    }


def _reading_tables(readings: dict[str, list[str]]) -> list[bytes]:
    size = sum([len(key) + 4 + 3 * (len("".join(words)) + len(words)) for key, words in readings.items()])
    count = size // SHARD_BYTES | 1
    tables: list[dict[str, list[str]]] = [{} for _ in range(count)]
    for key in sorted(readings):
        # The key as one number of UTF-16 code units, least first; an odd divisor spreads it well.
        tables[int.from_bytes(key.encode("utf-16-le"), "little") % count][key] = readings[key]
    return [dumped(table) for table in tables]
