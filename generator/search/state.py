"""What is kept of an index, so that it can be brought up to date with the changed documents alone.

Kept in two files a language. The *table* has the rows of all documents at the last build of the whole index; it is
large (about 5 bytes a row) and written once. The *rest* is small and written after every update: what the manifest
says of each document, digests of the published files, and the documents that have changed since the table was made.

Both begin with a version and a digest of all that follows, and the rest names its table. Whatever is missing, cut
off, changed or from another version is no state: `load` returns None, and the index is built anew.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import partial
from hashlib import sha256
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from generator.model.record import Lang
from generator.search.cutting import Lexicon
from generator.search.documents import Document
from generator.search.shards import Table, smallest
from generator.search.spool import Series, Spool

VERSION = 1
"""Raise it with every change of the index, of what is kept, or of how texts are cut."""
_HEAD = 24
_MAGIC = f"hub search state {VERSION}\n".encode().ljust(_HEAD, b"\0")
DIGEST = 16
"""Bytes of a digest: the first of SHA-256."""

Digest = bytes
Part = bytes | memoryview
Numbers = NDArray[np.int64]


def digest(data: bytes) -> Digest:
    """Return what a file is known by."""
    return sha256(data).digest()[:DIGEST]


def _none() -> Numbers:
    return np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class Columns:
    """One value a document, in the order of their numbers."""

    url: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    """Title, labels and organisations as JSON: what pinyin is made from."""
    order: Numbers = field(default_factory=_none)
    """Day of publication, 0 without one: documents are numbered by it, then by address."""
    day: Numbers = field(default_factory=_none)
    kind: Numbers = field(default_factory=_none)
    alliances: Numbers = field(default_factory=_none)
    tags: Numbers = field(default_factory=_none)
    """Places in `values`, as for kinds and alliances."""
    off: Numbers = field(default_factory=_none)
    length: Numbers = field(default_factory=_none)
    """Units of the text."""
    pieces: Numbers = field(default_factory=_none)


@dataclass(frozen=True, slots=True)
class State:
    """The index of one language as it was built. Treat it as a value: an update returns another one."""

    lang: Lang
    table: Table
    table_id: str = ""
    """Digest of the table's file; empty until it is written."""
    bits: int = 0
    total: int = 0
    """Rows of the whole index, which decide how many shards there are."""
    words: list[str] = field(default_factory=list)
    counts: Numbers = field(default_factory=_none)
    """In how many documents each of the words stands."""
    columns: Columns = field(default_factory=Columns)
    values: list[Any] = field(default_factory=list)
    """Kinds, and sets of alliances and tags, that columns refer to."""
    stale: Numbers = field(default_factory=_none)
    """Numbers in the table of documents that have changed or gone since."""
    changed: dict[str, Document] = field(default_factory=dict)
    """Documents that have changed since the table was made, by address."""
    shards: list[Digest] = field(default_factory=list)
    parts: dict[int, list[str]] = field(default_factory=dict)
    """The parts of common terms, by the shard that names them."""
    groups: list[list[tuple[int, Digest]]] = field(default_factory=list)
    """The chunks of each group of documents: entries and digest."""
    lengths: dict[int, Digest] = field(default_factory=dict)
    """Word lists."""
    readings: list[Digest] = field(default_factory=list)
    readings_size: int = 0
    """Bytes that the tables of readings take, about; it decides how many there are."""
    spans: bytes = b""
    """What `readings.spans_written` wrote."""

    @classmethod
    def empty(cls, lang: Lang) -> State:
        """Return the state of no index: what an update makes of it is a clean build."""
        zero = np.zeros(1, np.int64)
        nothing = np.zeros(0, np.uint16)
        return cls(lang, Table(np.zeros(0, np.uint64), zero, np.zeros(2, np.int64), nothing, nothing))


_COLUMNS = ("order", "day", "kind", "alliances", "tags", "off", "length", "pieces")
_TABLE = ("key", "first", "shard", "document", "position")


def dump(state: State) -> tuple[bytes | None, bytes]:
    """Return the contents of both files; None for the table if the one that is there still holds."""
    table = None
    table_id = state.table_id
    if not table_id:
        table = _packed({}, {name: getattr(state.table, name) for name in _TABLE})
        table_id = _identity(table)
    rest = {
        "lang": state.lang,
        "table": table_id,
        "bits": state.bits,
        "total": state.total,
        "words": "\n".join(state.words),
        "values": state.values,
        "url": "\n".join(state.columns.url),
        "names": "\n".join(state.columns.names),
        "changed": [_document(one) for one in state.changed.values()],
        "parts": {str(shard): names for shard, names in state.parts.items()},
        "lengths": {str(length): one.hex() for length, one in state.lengths.items()},
        "readings": b"".join(state.readings).hex(),
        "readings_size": state.readings_size,
        "groups": [len(group) for group in state.groups],
    }
    chunks = [chunk for group in state.groups for chunk in group]
    arrays: dict[str, NDArray[Any]] = {name: getattr(state.columns, name) for name in _COLUMNS}
    arrays |= {
        "counts": state.counts,
        "stale": state.stale,
        "entries": np.array([entries for entries, _ in chunks], np.int64),
        "chunks": np.frombuffer(b"".join(one for _, one in chunks), np.uint8),
        "shards": np.frombuffer(b"".join(state.shards), np.uint8),
        "spans": np.frombuffer(state.spans, np.uint8),
    }
    return table, _packed(rest, arrays)


class StoredTable:
    """The table of a state in a *spool*, for when it is too large for memory: tables of successive shards, joined.

    *document* and *position* are the largest numbers that occur in it, which decide the types.
    """

    def __init__(self, spool: Spool, document: int, position: int) -> None:
        kinds = [np.dtype(np.uint64), np.dtype(np.int64), np.dtype(np.int64)]
        kinds += [smallest(np.array([most])).dtype for most in (document, position)]
        self._columns = {name: Series(spool, kind) for name, kind in zip(_TABLE, kinds, strict=True)}

    def add(self, table: Table) -> None:
        """Put *table* behind all others."""
        columns = self._columns
        terms, rows = columns["key"].count, columns["document"].count
        columns["first"].add(table.first[:-1] + rows)
        columns["shard"].add(table.shard[:-1] + terms)
        for name in ("key", "document", "position"):
            columns[name].add(getattr(table, name))

    def written(self) -> tuple[str, Iterator[Part]]:
        """Return its identity, and its file in parts: what `dump` makes of a table in memory. Nothing may be added."""
        columns = self._columns
        for name, of in (("first", "document"), ("shard", "key")):
            columns[name].add(np.array([columns[of].count], np.int64))
        parts = _parts({}, [(name, one.dtype, one.count, one.pieces) for name, one in columns.items()])
        head = [next(parts), next(parts)]
        return head[1][:DIGEST].hex(), chain(head, parts)


def with_table(state: State, table: bytes | memoryview) -> State:
    """Return *state* with a table from its file, as one that has yet to be written."""
    found = _unpacked(table)
    if found is None:
        raise ValueError("the table of the state is damaged")
    return replace(state, table=Table(*(found[1][name] for name in _TABLE)), table_id="")


def load(table: bytes | memoryview, rest: bytes | memoryview, lang: Lang) -> State | None:
    """Return the state that was dumped, or None when anything about it is not as it was."""
    small, large = _unpacked(rest), _unpacked(table)
    if small is None or large is None or small[0].get("lang") != lang or small[0]["table"] != _identity(table):
        return None
    said, arrays = small
    columns = Columns(_lines(said["url"]), _lines(said["names"]), *(arrays[name] for name in _COLUMNS))
    digests = _cut(arrays["chunks"].tobytes())
    entries = arrays["entries"].tolist()
    groups, at = [], 0
    for size in said["groups"]:
        groups.append(list(zip(entries[at : at + size], digests[at : at + size], strict=True)))
        at += size
    return State(
        lang,
        Table(*(large[1][name] for name in _TABLE)),
        said["table"],
        said["bits"],
        said["total"],
        _lines(said["words"]),
        arrays["counts"],
        columns,
        [tuple(one) if isinstance(one, list) else one for one in said["values"]],
        arrays["stale"],
        {one.url: one for one in map(_read_document, said["changed"])},
        _cut(arrays["shards"].tobytes()),
        {int(shard): names for shard, names in said["parts"].items()},
        groups,
        {int(length): bytes.fromhex(one) for length, one in said["lengths"].items()},
        _cut(bytes.fromhex(said["readings"])),
        said["readings_size"],
        arrays["spans"].tobytes(),
    )


def lexicon_of(state: State) -> Lexicon:
    """Return the words of *state* with their numbers."""
    return Lexicon(state.words)


def _lines(text: str) -> list[str]:
    return text.split("\n") if text else []


def _cut(data: bytes) -> list[Digest]:
    return [data[at : at + DIGEST] for at in range(0, len(data), DIGEST)]


def _document(one: Document) -> dict[str, Any]:
    said = {part.name: getattr(one, part.name) for part in fields(one)}
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in said.items()}


def _read_document(said: Mapping[str, Any]) -> Document:
    given: dict[str, Any] = {name: tuple(value) if isinstance(value, list) else value for name, value in said.items()}
    for name in ("date", "posted"):
        given[name] = dt.date.fromisoformat(given[name]) if given[name] else None
    return Document(**given)


def _packed(said: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]) -> bytes:
    """Write JSON and arrays."""
    return b"".join(_parts(said, [(name, one.dtype, len(one), partial(_whole, one)) for name, one in arrays.items()]))


def _whole(array: NDArray[Any]) -> list[memoryview]:
    return [np.ascontiguousarray(array).data.cast("B")] if len(array) else []  # not copied before it is joined


def _parts(
    said: Mapping[str, Any], arrays: Sequence[tuple[str, np.dtype[Any], int, Callable[[], Iterable[Part]]]]
) -> Iterator[Part]:
    """Yield what makes a file of JSON and arrays, given by name, type, length, and the function that gives their bytes.

    Arrays begin at multiples of 8, so that they can be used where they lie. The digest comes first, so the bytes are
    asked for twice.
    """
    layout = [(name, kind.str, count) for name, kind, count, _ in arrays]
    head = json.dumps([said, layout], ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")

    def body() -> Iterator[Part]:
        yield len(head).to_bytes(8, "little")
        yield _padded(head)
        for _, kind, count, pieces in arrays:
            yield from pieces()
            yield bytes(-count * kind.itemsize % 8)

    summed = sha256()
    for part in body():
        summed.update(part)
    yield _MAGIC
    yield summed.digest()
    yield from body()


def _unpacked(data: bytes | memoryview) -> tuple[dict[str, Any], dict[str, NDArray[Any]]] | None:
    view = memoryview(data)
    begin = _HEAD + 32
    if bytes(view[:_HEAD]) != _MAGIC or sha256(view[begin:]).digest() != view[_HEAD:begin]:
        return None
    size = int.from_bytes(view[begin : begin + 8], "little")
    said, layout = json.loads(bytes(view[begin + 8 : begin + 8 + size]).decode("utf-8", "surrogatepass"))
    at = begin + 8 + size + -size % 8
    arrays = {}
    for name, kind, count in layout:
        dtype = np.dtype(kind)
        arrays[name] = np.frombuffer(view, dtype, count, at)
        length = count * dtype.itemsize
        at += length + -length % 8
    return said, arrays


def _identity(data: bytes | memoryview) -> str:
    """Return the digest that stands at the head of a file."""
    return bytes(memoryview(data)[_HEAD : _HEAD + DIGEST]).hex()


def _padded(data: bytes) -> bytes:
    return data + bytes(-len(data) % 8)
