"""Documents to a static index: postings in hashed shards, texts in small chunks, one manifest a language.

The same documents give the same bytes, whether the index is built anew or brought up to date: an update *is* a build,
one that starts from a `State` and touches only what the changed documents touch. A clean build gives what
an update of `State.empty` does; `generator.search.whole` does not hold all of it in memory. See `update`.

Files (addresses are relative to ``search/``; a *folder* is named by a hash of what is in it, so that browsers may
keep it for ever):

``<lang>.json``
    The manifest: folders, facet labels, and one value a document in columns (see `generator.search.layout`).
``<lang>/s-<hash>/<n>.bin``
    Shard *n* of the postings: all terms whose hash (`tokens.term_hash`) begins with the bits of *n*.
``<lang>/x/<hash>.bin``
    Positions of a term too common for its shard, in parts.
``<lang>/t-<hash>/<n>.json``
    Chunk *n* of the texts of some documents: for each piece its title, address, summary, mark and text. `GROUP`
    documents with successive numbers share chunks; the manifest says how many documents lie in one folder.
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

**Numbers.** Documents are numbered by their day of publication, then by address. An edit, or a new item, leaves the
numbers of the others as they are; when one among older ones comes or goes, all shards are written anew.

**Keeping an index up to date**, for each language::

    state = load(table_file, rest_file, lang)  # generator.search.state; None: build anew
    if state is None:
        index = build_index(all_documents, lang, keep=True)
    else:
        index = update(state, changed_and_new, removed_addresses, read)  # LostError: build anew
    table, rest = dump(index.state)  # table is None while the one on disk still holds

``index.files`` are to be written, ``index.kept`` stay where they are, and the manifest is written with what
`generator.search.outputs` adds to it. A document that has not changed may be given as changed; only time is lost.
``table_file`` may be a memory map. All files of one build – site and state – belong together.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from generator.model.record import Lang
from generator.search.cutting import Cutter, Mask, Numbers, Rows
from generator.search.documents import Document, place_of
from generator.search.layout import layout_of, manifest, paths
from generator.search.memory import LostError
from generator.search.readings import (
    Spans,
    size_of,
    spans_read,
    spans_written,
    table_bytes,
    table_count,
    table_of,
    tables,
)
from generator.search.shards import (
    GROUP_ROWS,
    Shards,
    bits_for,
    different,
    encode,
    in_shards,
    joined,
    merged,
    shard_numbers,
)
from generator.search.spellings import is_listed, word_lists
from generator.search.state import Columns, Digest, State, digest, lexicon_of, with_table
from generator.search.texts import GROUP, Entry, chunks, dumped, entries, pieces
from generator.search.whole import build

MOST_CHANGED = 200
"""Documents changed since the table of a state was made, before it is made anew."""
MOST_KEYS = 2000
"""Keys of readings that are looked for one by one; with more all tables are made anew."""

Read = Callable[[str], bytes]
"""Reads a file of the published index by its address below ``search/``; any OSError means that it is not there."""


@dataclass(frozen=True, slots=True)
class Index:
    """The index of one language: its manifest, and its files by address below ``search/``."""

    manifest: dict[str, Any]
    files: dict[str, bytes]
    """What is new or has a new address."""
    kept: frozenset[str]
    """Addresses whose published files stay as they are. All others of the index are gone."""
    state: State
    """To start the next update from."""


def build_index(found: Iterable[Document], lang: Lang, *, keep: bool = False) -> Index:
    """Build the index of the documents *found*, whatever their order, and hold all of it in memory.

    Its state can be updated only if what that takes is *kept* (some 5 bytes a row). Of documents with one address the
    last counts. `whole.build` does the same for those that need not be in memory.
    """
    last = {one.url: one for one in found}
    whole = build(sorted(last.values(), key=place_of), lang, keep=keep)
    state = with_table(whole.state, b"".join(whole.table)) if whole.table is not None else whole.state
    return Index(whole.manifest, dict(whole.files), frozenset(), state)


def update(
    state: State,
    changed: Iterable[Document],
    removed: Collection[str] = (),
    read: Read | None = None,
    *,
    where: Mapping[str, Digest] | None = None,
    keep: bool = True,
) -> Index:
    """Return the index of the documents of *state*, with those that have *changed* (or are new) and without *removed*.

    *removed* are addresses. *read* gives files of the index as it was published with *state*; they are checked against
    its digests. Raises `LostError` when one is missing or another. *where* are the `published_files` of *state*, for
    whoever had time to ask before the documents were known. The result is what a clean build of all documents gives, to
    the byte.
    """
    return _Update(state, changed, removed, read or _nothing, where).index(keep=keep)


def published_files(state: State) -> dict[str, Digest]:
    """The digests of the files of the index of *state* by address, but for the parts of common terms."""
    return paths(state.lang, layout_of(state)) if state.shards else {}


def _nothing(path: str) -> bytes:
    raise FileNotFoundError(path)


class _Update:
    """One update, step by step."""

    def __init__(
        self,
        state: State,
        changed: Iterable[Document],
        removed: Collection[str],
        read: Read,
        where: Mapping[str, Digest] | None,
    ) -> None:
        self.old = state
        self.fresh = {one.url: one for one in changed}
        self.files: dict[Digest, bytes] = {}
        gone = set(removed) - self.fresh.keys()
        self.lexicon = lexicon_of(state)
        self.cutter = Cutter(self.lexicon)
        self.texts = {url: pieces(one.text) for url, one in self.fresh.items()}
        self._number(gone)
        self.changed = {url: one for url, one in {**state.changed, **self.fresh}.items() if url not in gone}
        self.published = _Published(state, read, where)

    def _number(self, gone: set[str]) -> None:
        """Number the documents: `new` leads from old numbers to new ones, -1 for what is gone."""
        old = self.old.columns
        kept = [
            (order, url)
            for order, url in zip(old.order.tolist(), old.url, strict=True)
            if url not in self.fresh and url not in gone
        ]
        ordered = sorted(kept + [place_of(one) for one in self.fresh.values()])
        self.url = [url for _, url in ordered]
        self.order = np.array([order for order, _ in ordered], np.int64)
        self.number = {url: number for number, url in enumerate(self.url)}
        self.new = np.array([self.number.get(url, -1) for url in old.url], np.int64)
        self.touched_old = np.array([url in self.fresh or url in gone for url in old.url], np.bool_)
        moved = (self.new != np.arange(len(self.new))) & ~self.touched_old
        self.moved = np.flatnonzero(moved)

    def index(self, *, keep: bool) -> Index:
        fresh_rows, lengths = self._cut(self.fresh)
        state, shards = self._shards(fresh_rows, keep=keep)
        columns, values = self._columns(lengths)
        groups = self._groups(columns)
        counts = self._counts(shards, state)
        digests, size, spans = self._readings(columns, keep=keep)
        state = replace(
            state,
            words=self.lexicon.words,
            counts=counts,
            columns=columns,
            values=values,
            groups=groups,
            lengths=self._words(counts),
            readings=digests,
            readings_size=size,
            spans=spans,
        )
        for data in shards.parts.values():
            self._keep(data)
        layout = layout_of(state)
        files, kept = self._files(state, paths(state.lang, layout), shards)
        return Index(manifest(state, layout), files, kept, state)

    def _cut(self, documents: Mapping[str, Document]) -> tuple[list[Rows], dict[int, int]]:
        ordered = sorted((self.number[url], one) for url, one in documents.items())
        texts = self.texts
        return self.cutter.cut(
            (number, one, texts[one.url] if one.url in texts else pieces(one.text)) for number, one in ordered
        )

    def _cut_before(self, but: Collection[str]) -> list[Rows]:
        """Cut the documents that had changed before as they were then; those whose addresses are in *but* still are."""
        old = self.old
        if not old.changed:
            return []
        number = {url: number for number, url in enumerate(old.columns.url)}
        ordered = sorted((number[url], one) for url, one in old.changed.items() if url not in but)
        return self.cutter.cut((n, one, pieces(one.text)) for n, one in ordered)[0]

    # Postings

    def _shards(self, fresh: list[Rows], *, keep: bool) -> tuple[State, Shards]:
        """Write the shards that change. What does not change and is needed is taken from the state's table."""
        old = self.old
        earlier = {url: one for url, one in old.changed.items() if url in self.changed and url not in self.fresh}
        stale = _mask(old, None)
        gone = _mask(old, self.touched_old) & ~stale
        before = [old.table.rows_of(gone, self.lexicon), *self._cut_before(earlier)]
        total = old.total - _count(before) + _count(fresh)
        bits = bits_for(total)
        anew = bits != old.bits or len(self.moved) > 0 or not old.shards or len(self.changed) > MOST_CHANGED
        stale |= gone
        parts = merged([*self._cut(earlier)[0], *fresh]) if old.shards else None
        if anew:
            wanted = list(range(1 << bits))
        else:
            wanted = np.unique(shard_numbers(different([*before, *fresh]), bits)).tolist()

        def rows_of(numbers: Sequence[int]) -> Rows:
            if parts is None:
                return in_shards(fresh, bits, numbers[0], numbers[-1])
            shard = shard_numbers(parts.hashed, bits)
            own = parts.at(np.flatnonzero(np.isin(shard, numbers)))
            if bits == old.bits:
                base = old.table.rows(numbers, self.lexicon, stale)
            else:
                base = everything.at(np.flatnonzero(np.isin(shard_numbers(everything.hashed, bits), numbers)))
            if len(self.moved):
                base = base.renumbered(self.new)
            return merged([base, own])

        if anew and bits != old.bits and old.shards:
            everything = old.table.rows(range(1 << old.bits), self.lexicon, stale)
        groups = -(-total * len(wanted) // (1 << bits) // GROUP_ROWS) or 1
        shards = encode(rows_of, self.lexicon, bits, wanted, groups, keep=keep and anew)
        digests = [b""] * (1 << bits) if anew else list(old.shards)
        for number, data in shards.data.items():
            digests[number] = self._keep(data)
        names = {} if anew else {shard: found for shard, found in old.parts.items() if shard not in shards.data}
        state = replace(
            old,
            bits=bits,
            total=total,
            stale=np.zeros(0, np.int64) if anew else np.flatnonzero(stale),
            changed={} if anew else self.changed,
            shards=digests,
            parts={**names, **shards.names},
        )
        if anew:
            state = replace(state, table=joined(shards.tables), table_id="")
        return state, shards

    def _counts(self, shards: Shards, state: State) -> Numbers:
        """In how many documents each word stands."""
        lexicon = self.lexicon
        counts = np.zeros(len(lexicon.words), np.int64)
        counts[: len(self.old.counts)] = self.old.counts
        in_written = np.isin(shard_numbers(lexicon.terms, state.bits), list(shards.data))
        counts[in_written] = 0
        if shards.counts:
            counts[list(shards.counts)] = list(shards.counts.values())
        return counts

    # Columns

    def _columns(self, lengths: Mapping[int, int]) -> tuple[Columns, list[Any]]:
        old, count = self.old.columns, len(self.url)
        kept = np.flatnonzero(self.new >= 0)
        fresh = [(self.number[url], one) for url, one in self.fresh.items()]
        values = list(self.old.values)
        known = {value: number for number, value in enumerate(values)}

        def value(given: Any) -> int:
            if given not in known:
                known[given] = len(values)
                values.append(given)
            return known[given]

        def column(before: Numbers, of: Callable[[int, Document], int]) -> Numbers:
            out = np.zeros(count, np.int64)
            out[self.new[kept]] = before[kept]
            for number, one in fresh:
                out[number] = of(number, one)
            return out

        names = [""] * count
        for number, name in zip(self.new.tolist(), old.names, strict=True):
            if number >= 0:
                names[number] = name
        for number, one in fresh:
            names[number] = dumped([one.title, one.labels, one.names]).decode()
        return Columns(
            self.url,
            names,
            self.order,
            column(old.day, lambda _, one: one.date.toordinal() if one.date else 0),
            column(old.kind, lambda _, one: value(one.kind)),
            column(old.alliances, lambda _, one: value(one.alliances)),
            column(old.tags, lambda _, one: value(one.tags)),
            column(old.off, lambda _, one: one.state == "off"),
            column(old.length, lambda number, _: lengths[number]),
            column(old.pieces, lambda _, one: len(self.texts[one.url])),
        ), values

    # Texts

    def _groups(self, columns: Columns) -> list[list[tuple[int, Digest]]]:
        """Pack the texts of the groups that change."""
        count = -(-len(self.url) // GROUP)
        touched = {self.number[url] // GROUP for url in self.fresh}
        touched.update((np.flatnonzero(self.touched_old) // GROUP).tolist())
        touched.update((self.moved // GROUP).tolist())
        touched.update((self.new[self.moved] // GROUP).tolist())
        groups = [*self.old.groups[:count], *([] for _ in range(count - len(self.old.groups)))]
        old_number = {int(new): old for old, new in enumerate(self.new.tolist()) if new >= 0} if self.old.groups else {}
        for group in sorted(touched):
            if group >= count:
                continue
            found: list[Entry] = []
            for number, url in enumerate(self.url[group * GROUP : (group + 1) * GROUP], group * GROUP):
                if url in self.fresh:
                    found += entries(self.fresh[url], self.texts[url], self.old.lang)
                else:
                    found += self.published.entries(old_number[number])
            packed, sizes = chunks(found)
            groups[group] = [(size, self._keep(data)) for size, data in zip(sizes, packed, strict=True)]
        return groups

    # Words and readings

    def _words(self, counts: Numbers) -> dict[int, Digest]:
        """List the words of each length, where one of them is new or occurs more or less often than before."""
        before = np.zeros(len(counts), np.int64)
        before[: len(self.old.counts)] = self.old.counts
        words = self.lexicon.words
        different = {len(words[at]) for at in np.flatnonzero(before != counts).tolist() if is_listed(words[at])}
        found = {length: one for length, one in self.old.lengths.items() if length not in different}
        found |= {length: self._keep(data) for length, data in word_lists(words, counts, different).items()}
        return dict(sorted(found.items()))

    def _readings(self, columns: Columns, *, keep: bool) -> tuple[list[Digest], int, bytes]:
        """Write the tables of readings that change; return all, about how many bytes they take, and their spans."""
        old = self.old
        gone = [name for name, touched in zip(old.columns.names, self.touched_old.tolist(), strict=True) if touched]
        come = [columns.names[self.number[url]] for url in self.fresh]
        different = Counter(gone)
        different.subtract(come)
        gone = [name for name, times in different.items() if times > 0 for _ in range(times)]
        come = [name for name, times in different.items() if times < 0 for _ in range(-times)]
        if old.readings and not gone and not come:
            return old.readings, old.readings_size, old.spans
        spans = spans_read(old.spans)
        keys: set[str] = set()
        if old.readings:
            changed = Spans()
            changed.add([*gone, *come])
            keys.update(key for span in changed.counts for key in spans.keys(span))
            spans.add(gone, -1)
            spans.add(come)
            spans = spans.without_none()
            keys.update(key for span in changed.counts for key in spans.keys(span))
        else:
            spans.add(come)
        if old.readings and len(keys) < MOST_KEYS:
            after = spans.words(keys)
            numbers = {table_of(key, len(old.readings)) for key in keys}
            tables_before = {number: json.loads(self.published.by_digest(old.readings[number])) for number in numbers}
            before = {key: words for table in tables_before.values() for key, words in table.items() if key in keys}
            size = old.readings_size - size_of(before) + size_of(after)
            if table_count(size) == len(old.readings):
                digests = list(old.readings)
                for number, table in tables_before.items():
                    here = {key: words for key, words in table.items() if key not in keys}
                    here |= {key: words for key, words in after.items() if table_of(key, len(digests)) == number}
                    digests[number] = self._keep(table_bytes(here))
                return digests, size, spans_written(spans)
        written = spans_written(spans) if keep else b""
        found = spans.words()
        size = size_of(found)
        return [self._keep(data) for data in tables(found, table_count(size))], size, written

    # Files

    def _keep(self, data: bytes) -> Digest:
        name = digest(data)
        self.files[name] = data
        return name

    def _files(
        self, state: State, places: Mapping[str, Digest], shards: Shards
    ) -> tuple[dict[str, bytes], frozenset[str]]:
        files: dict[str, bytes] = {}
        kept = set()
        before = self.published.digests
        for path, wanted in places.items():
            if before.get(path) == wanted:
                kept.add(path)
            elif wanted in self.files:
                files[path] = self.files[wanted]
            else:
                files[path] = self.published.by_digest(wanted)
        known = {name for names in self.old.parts.values() for name in names}
        for name in sorted({name for names in state.parts.values() for name in names}):
            path = f"{state.lang}/x/{name}.bin"
            if name in known:
                kept.add(path)
            else:
                files[path] = shards.parts[name]
        return files, frozenset(kept)


class _Published:
    """The files of the index as it was published with a state."""

    def __init__(self, state: State, read: Read, where: Mapping[str, Digest] | None) -> None:
        self._state = state
        self._read = read
        self.digests = published_files(state) if where is None else where
        self._where = {wanted: path for path, wanted in self.digests.items()}
        self._first = np.concatenate((np.zeros(1, np.int64), np.cumsum(state.columns.pieces)))
        self._chunks: dict[int, list[Entry]] = {}

    def by_digest(self, wanted: Digest) -> bytes:
        """Return the file with this digest."""
        path = self._where[wanted]
        try:
            data = self._read(path)
        except (OSError, KeyError) as error:
            raise LostError(path) from error
        if digest(data) != wanted:
            raise LostError(path)
        return data

    def entries(self, number: int) -> list[Entry]:
        """Return the entries of the document with that number."""
        group = number // GROUP
        if group not in self._chunks:
            found: list[Entry] = []
            for _, wanted in self._state.groups[group]:
                found += json.loads(self.by_digest(wanted))
            self._chunks = {group: found}
        at = int(self._first[number] - self._first[group * GROUP])
        return self._chunks[group][at : at + int(self._state.columns.pieces[number])]


def _mask(state: State, which: Mask | None) -> Mask:
    """Documents of the table: those that are stale, or those whose number in the columns is in *which*."""
    last = max(int(state.table.document.max(initial=0)), int(state.stale.max(initial=0)))
    size = max(len(state.columns.url), last + 1)
    mask = np.zeros(size, np.bool_)
    if which is None:
        mask[state.stale] = True
    else:
        mask[np.flatnonzero(which)] = True
    return mask


def _count(parts: Iterable[Rows]) -> int:
    return sum(len(part.key) for part in parts)
