"""The whole index of a language from nothing, in memory that hardly grows with the number of documents.

Documents come one after the other, in the order of their numbers, and are forgotten when they are cut; what takes room
waits in files without names (`generator.search.spool`):

1. Each document gives a value to each column and its texts to a chunk. Its rows go to the runs (`runs.py`).
2. When all rows are counted it is known how many shards there are. They are written range by range, from the rows of
   some partitions each; so is the table that the next update starts from.
3. Words, readings and the manifest follow from what was counted meanwhile.

Files stay where they wait until they are asked for: the name of a folder depends on everything in it. The bytes are
those of an update of an empty state, which `generator.search.index` describes.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from generator.model.record import Lang
from generator.search.cutting import BATCH_CHARACTERS, Cutter, Lexicon, Numbers
from generator.search.documents import Document, place_of
from generator.search.layout import layout_of, manifest, paths
from generator.search.readings import Spans, size_of, spans_written, table_count, tables
from generator.search.runs import PARTITION_BITS, RUN_ROWS, Runs
from generator.search.shards import Shards, bits_for, encode_group
from generator.search.spellings import word_lists
from generator.search.spool import Spool, Stretch
from generator.search.state import Columns, Digest, Part, State, StoredTable, digest
from generator.search.texts import GROUP, Entry, chunks, dumped, entries, pieces

RANGE_ROWS = 250_000


class Sizes(NamedTuple):
    """How much is worked on at once. Nothing of what is made depends on it."""

    batch: int = BATCH_CHARACTERS
    """Characters of texts that are cut together, about."""
    rows: int = RANGE_ROWS
    """Rows from which shards are written together, about."""
    partition_bits: int = PARTITION_BITS
    run: int = RUN_ROWS
    """Rows that are written to a file together, about."""


SIZES = Sizes()


@dataclass(frozen=True, slots=True)
class Whole:
    """A new index of one language: its manifest, and its files, whose paths are relative to ``search/``."""

    manifest: dict[str, Any]
    files: Files
    state: State
    """To start the next update from, but for its table."""
    table: Iterable[Part] | None
    """The file of the state's table, in parts that can be taken once; None when it is not wanted."""


def build(
    found: Iterable[Document], lang: Lang, *, keep: bool, folder: Path | None = None, sizes: Sizes = SIZES
) -> Whole:
    """Build the index of the documents *found*, which come in the order of `documents.place_of`, each address once.

    What the next update takes is made if it is to be *kept*. Files wait in *folder*, or with the temporary files of
    the system. Raises OSError when there is no room for them, and ValueError for documents in another order.
    """
    files = _Waiting(lang, Spool(folder))
    lexicon, runs = Lexicon(), Runs(folder, sizes.partition_bits, sizes.run)
    documents = _Documents(files)
    lengths: dict[int, int] = {}
    for rows in Cutter(lexicon).parts(documents.numbered(found), lengths, sizes.batch):
        runs.add(rows)
    table = StoredTable(Spool(folder), runs.document, runs.position) if keep else None
    postings = _postings(runs, lexicon, files, table, sizes.rows)
    del runs
    identity, table_parts = table.written() if table is not None else ("", None)
    columns, values = documents.columns(lengths)
    lists = word_lists(lexicon.words, postings.counts)
    spans = Spans()
    spans.add(columns.names)  # a third dearer where each document's are counted by themselves
    digests, size = _readings(spans, files)
    state = replace(
        State.empty(lang),
        table_id=identity,
        bits=postings.bits,
        total=postings.rows,
        words=lexicon.words,
        counts=postings.counts,
        columns=columns,
        values=values,
        shards=postings.shards,
        parts=postings.parts,
        groups=documents.groups,
        lengths={length: files.keep(lists[length]) for length in sorted(lists)},
        readings=digests,
        readings_size=size,
        spans=spans_written(spans) if keep else b"",
    )
    layout = layout_of(state)
    return Whole(manifest(state, layout), files.placed(paths(lang, layout)), state, table_parts)


class Files:
    """Files that wait in a *spool*: their `paths`, and each path with its bytes, which are read when it is its turn.

    There may be hundreds of thousands, so they cost little more than their paths.
    """

    def __init__(self, spool: Spool, where: Iterable[tuple[str, Stretch]]) -> None:
        self._spool = spool
        self._begins, self._sizes = array("q"), array("q")
        paths = []
        for path, (begin, size) in where:
            paths.append(path)
            self._begins.append(begin)
            self._sizes.append(size)
        self.paths = tuple(paths)

    def __iter__(self) -> Iterator[tuple[str, bytes]]:
        for path, begin, size in zip(self.paths, self._begins, self._sizes, strict=True):
            yield path, self._spool.read(Stretch(begin, size))


class _Waiting:
    """Files that get their places when all are there."""

    def __init__(self, lang: Lang, spool: Spool) -> None:
        self.lang = lang
        self._spool = spool
        self._stretches: dict[Digest, Stretch] = {}
        self._parts: dict[str, Digest] = {}

    def keep(self, data: bytes) -> Digest:
        """Let *data* wait; what is equal waits as one."""
        name = digest(data)
        if name not in self._stretches:
            self._stretches[name] = self._spool.add(data)
        return name

    def keep_part(self, name: str, data: bytes) -> None:
        """Let part *name* of a common term wait, whose place is known already."""
        self._parts[f"{self.lang}/x/{name}.bin"] = self.keep(data)

    def placed(self, where: Mapping[str, Digest]) -> Files:
        """Return all files: those that are to lie at certain places, and the parts of common terms."""
        found = self._stretches
        return Files(self._spool, ((path, found[name]) for path, name in chain(where.items(), self._parts.items())))


class _Documents:
    """What is left of documents when they have been cut: values in columns, and texts in *files*."""

    def __init__(self, files: _Waiting) -> None:
        self._files = files
        self._url: list[str] = []
        self._names: list[str] = []
        self._order, self._day, self._off, self._pieces = (array("q") for _ in range(4))
        self._kinds, self._alliances, self._tags = _Values(), _Values(), _Values()
        self.groups: list[list[tuple[int, Digest]]] = []
        self._waiting: list[Entry] = []

    def numbered(self, found: Iterable[Document]) -> Iterator[tuple[int, Document, list[str]]]:
        """Yield each of *found* with its number and its text in pieces, and take what is needed of it."""
        before = (-1, "")
        for number, one in enumerate(found):
            place = place_of(one)
            if place <= before:
                raise ValueError(f"{one.url} does not come behind {before[1]}")
            before = place
            texts = pieces(one.text)
            self._take(one, texts)
            yield number, one, texts
        self._pack()

    def _take(self, one: Document, texts: Sequence[str]) -> None:
        if len(self._url) % GROUP == 0:
            self._pack()
        self._url.append(one.url)
        self._names.append(dumped([one.title, one.labels, one.names]).decode())
        self._order.append(place_of(one)[0])
        self._day.append(one.date.toordinal() if one.date else 0)
        self._kinds.add(one.kind)
        self._alliances.add(one.alliances)
        self._tags.add(one.tags)
        self._off.append(one.state == "off")
        self._pieces.append(len(texts))
        self._waiting += entries(one, texts, self._files.lang)

    def _pack(self) -> None:
        """Write the texts of a group, which is complete."""
        if self._waiting:
            packed, sizes = chunks(self._waiting)
            self.groups.append([(size, self._files.keep(data)) for size, data in zip(sizes, packed, strict=True)])
            self._waiting = []

    def columns(self, lengths: Mapping[int, int]) -> tuple[Columns, list[Any]]:
        """Return the columns, and the values that some of them refer to; *lengths* are those of the texts."""
        values = list(dict.fromkeys((*self._kinds.known, *self._alliances.known, *self._tags.known)))
        return Columns(
            self._url,
            self._names,
            np.array(self._order, np.int64),
            np.array(self._day, np.int64),
            self._kinds.column(values),
            self._alliances.column(values),
            self._tags.column(values),
            np.array(self._off, np.int64),
            np.array([lengths[number] for number in range(len(self._url))], np.int64),
            np.array(self._pieces, np.int64),
        ), values


class _Values:
    """A column of values of which many are equal."""

    def __init__(self) -> None:
        self.known: dict[Hashable, int] = {}
        self._column = array("q")

    def add(self, value: Hashable) -> None:
        self._column.append(self.known.setdefault(value, len(self.known)))

    def column(self, values: Sequence[Hashable]) -> Numbers:
        """Return the places of the column's values among *values*."""
        places = {value: place for place, value in enumerate(values)}
        return np.array([places[value] for value in self.known], np.int64)[np.array(self._column, np.int64)]


class _Postings(NamedTuple):
    """What is known of the shards when they are written; the names are those of `State`."""

    bits: int
    rows: int
    shards: list[Digest]
    parts: dict[int, list[str]]
    counts: Numbers


def _postings(runs: Runs, lexicon: Lexicon, files: _Waiting, table: StoredTable | None, most: int) -> _Postings:
    """Write all shards, a range of about *most* rows at a time, and the *table* where one is wanted."""
    bits = bits_for(runs.rows)
    split = min(bits, runs.bits, max(0, math.ceil(math.log2(max(1, runs.rows) / most))))
    each, partitions = 1 << (bits - split), 1 << (runs.bits - split)
    counts = np.zeros(len(lexicon.words), np.int64)
    shards: list[Digest] = []
    parts: dict[int, list[str]] = {}
    for which in range(1 << split):
        numbers = range(which * each, (which + 1) * each)
        found = Shards()
        first, last = which * partitions, (which + 1) * partitions
        encode_group(runs.read(first, last), lexicon, bits, numbers, found, keep=table is not None)
        shards += [files.keep(found.data[number]) for number in numbers]
        for name, data in found.parts.items():
            files.keep_part(name, data)
        parts.update(found.names)
        counts[list(found.counts)] = list(found.counts.values())
        if table is not None:
            for one in found.tables:
                table.add(one)
    return _Postings(bits, runs.rows, shards, parts, counts)


def _readings(spans: Spans, files: _Waiting) -> tuple[list[Digest], int]:
    """Write the tables of readings; return them, and about how many bytes they take."""
    found = spans.words()
    size = size_of(found)
    return [files.keep(data) for data in tables(found, table_count(size))], size
