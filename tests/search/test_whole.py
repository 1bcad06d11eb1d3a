"""An index that is built in bounded memory is the one that an update of an empty state makes, to the byte."""

from __future__ import annotations

import errno
import os
import random
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from io import FileIO
from pathlib import Path

import numpy as np
import pytest
from test_index import document, made_up
from test_update import edited

from generator.search import runs as search_runs
from generator.search import state as search_state
from generator.search.cutting import Rows
from generator.search.documents import Document, place_of
from generator.search.index import build_index, update
from generator.search.readings import spans_read
from generator.search.runs import Runs
from generator.search.shards import COMMON
from generator.search.spool import PIECE, Series, Spool
from generator.search.state import State
from generator.search.whole import SIZES, Sizes, Whole, build

SMALL = [
    Sizes(batch=1, rows=1, partition_bits=16, run=1),
    Sizes(batch=1, rows=50, partition_bits=0, run=100),
    Sizes(batch=300, rows=1000, partition_bits=3, run=700),
    Sizes(batch=5000, rows=100, partition_bits=10),
    Sizes(batch=10**9, rows=10**9, partition_bits=10),
    SIZES,
]
"""Batches of one document and of all, shards one by one and together, partitions finer and coarser than shards."""


def in_order(found: list[Document]) -> list[Document]:
    return sorted(found, key=place_of)


def assert_same(found: list[Document], whole: Whole, folder: Path) -> None:
    """The manifest, all files, and the state with its table are those of an update of an empty state."""
    expected = update(State.empty("zh"), in_order(found), keep=True)
    table, rest = search_state.dump(expected.state)
    assert table is not None
    assert whole.table is not None
    kept = b"".join(whole.table)

    assert expected.manifest == whole.manifest
    assert expected.files == dict(whole.files)
    assert table == kept
    assert (None, kept[24:40].hex()) == (search_state.dump(whole.state)[0], whole.state.table_id)
    before, after = (search_state.load(table, one, "zh") for one in (rest, search_state.dump(whole.state)[1]))
    assert before is not None
    assert after is not None
    for name in State.__slots__:  # type: ignore[attr-defined]
        one, other = getattr(before, name), getattr(after, name)
        if name == "spans":  # counted in sets, which have no order
            one, other = spans_read(one), spans_read(other)
        if name in ("table", "columns"):
            pairs = [(getattr(one, part), getattr(other, part)) for part in one.__slots__]
        else:
            pairs = [(one, other)]
        assert all(np.array_equal(left, right) for left, right in pairs if isinstance(left, np.ndarray)), name
        assert all(left == right for left, right in pairs if not isinstance(left, np.ndarray)), name
    assert list(folder.iterdir()) == []


@pytest.fixture(scope="module")
def many() -> list[Document]:
    """Documents of all kinds: several of one day, long ones, empty ones, with words from other scripts."""
    chance = random.Random(7)
    found = made_up(70)
    for what in ("text", "title", "labels", "state", "word", "long", "empty", "day"):
        for number in range(0, len(found), 9):
            found[number] = edited(what, found[number], chance)
    found.append(replace(document(200, "ﬁﬀ é Ωμέγα 𠀀𠀁 𠀀", "𠮷野家 naïve café Ⅷ № ①"), posted=None, url="/about/"))
    return found


@pytest.mark.parametrize("sizes", SMALL, ids=str)
def test_the_bounded_build_is_the_update_of_nothing(many, sizes, tmp_path):
    whole = build(in_order(many), "zh", keep=True, folder=tmp_path, sizes=sizes)

    assert_same(many, whole, tmp_path)


@pytest.mark.parametrize("count", [0, 1, 2, 7, 8, 9])
def test_few_documents(count, tmp_path):
    found = made_up(count)

    assert_same(found, build(in_order(found), "zh", keep=True, folder=tmp_path, sizes=SMALL[2]), tmp_path)


@pytest.mark.parametrize("sizes", [SMALL[2], SMALL[3]], ids=str)
def test_common_terms_have_parts_across_batches_and_partitions(sizes, tmp_path):
    found = [document(n, "招聘会", "联盟welding 招聘会。" * 3) for n in range(COMMON // 3 + 200)]
    whole = build(in_order(found), "zh", keep=True, folder=tmp_path, sizes=sizes)

    assert any("/x/" in path for path in whole.files.paths)
    assert_same(found, whole, tmp_path)


def test_numbers_too_large_for_16_bits(tmp_path):
    """Positions behind 65,535 in a long text make a wider column."""
    found = [*made_up(3), replace(document(5, "长文", "联盟发展。" * 16000), url="/long/")]
    whole = build(in_order(found), "zh", keep=True, folder=tmp_path, sizes=SMALL[2])

    assert_same(found, whole, tmp_path)


def test_an_update_can_start_from_what_is_kept(many, tmp_path):
    whole = build(in_order(many), "zh", keep=True, folder=tmp_path, sizes=SMALL[2])
    assert whole.table is not None
    files = dict(whole.files)
    state = search_state.load(b"".join(whole.table), search_state.dump(whole.state)[1], "zh")
    assert state is not None
    changed = replace(many[3], text=f"{many[3].text}新加的一句。")
    index = update(state, [changed], [many[4].url], files.__getitem__)
    files = {path: data for path, data in files.items() if path in index.kept} | index.files
    clean = build_index([*(one for one in many if one.url not in (changed.url, many[4].url)), changed], "zh")

    assert (clean.manifest, clean.files) == (index.manifest, files)


def test_documents_out_of_order_are_refused(many):
    """Their numbers would not be those that an update gives."""
    with pytest.raises(ValueError, match="does not come behind"):
        build(in_order(many)[::-1], "zh", keep=False)


def test_nothing_is_left_when_documents_cannot_be_made(many, tmp_path):
    def broken() -> Iterator[Document]:
        yield from in_order(many)[:20]
        assert [] == list(tmp_path.iterdir())  # not even now
        raise RuntimeError("no page")

    with pytest.raises(RuntimeError, match="no page"):
        build(broken(), "zh", keep=True, folder=tmp_path, sizes=SMALL[2])
    assert [] == list(tmp_path.iterdir())


class _Full(Spool):
    """A spool on a disk with room for a little."""

    def add(self, data):
        if self.size > 1000:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return super().add(data)


def test_a_full_disk_is_an_error(many, tmp_path, monkeypatch):
    monkeypatch.setattr(search_runs, "Spool", _Full)
    with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
        build(in_order(many), "zh", keep=True, folder=tmp_path)
    assert [] == list(tmp_path.iterdir())


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full")
def test_what_the_system_refuses_to_write_is_an_error(monkeypatch):
    with Path("/dev/full").open("r+b", buffering=0) as full:
        monkeypatch.setattr("generator.search.spool._without_name", lambda folder: full)
        spool = Spool()
        with pytest.raises(OSError, match=os.strerror(errno.ENOSPC)):
            spool.add(b"something")


class _Slow(FileIO):
    """A file that takes and gives a few bytes at a time, as systems may."""

    def write(self, data):
        return super().write(memoryview(data)[:7])

    def readinto(self, room):
        return super().readinto(memoryview(room)[:5])


def test_a_spool_goes_on_where_the_system_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr("generator.search.spool._without_name", lambda folder: _Slow(tmp_path / "file", "w+"))
    spool = Spool()
    places = [spool.add(data) for data in (b"0123456789" * 5, b"", b"abc" * 9)]

    assert [b"0123456789" * 5, b"", b"abc" * 9] == [spool.read(place) for place in places]


def test_memory_hardly_grows_with_the_documents(tmp_path):
    """Some 600 bytes a document; it is 35 kB when all rows, texts and files are in memory, as an update has them."""
    sizes = Sizes(batch=5000, rows=5000, run=5000)

    def peak(count: int) -> int:
        found = (document(n, f"标题{n % 7}", texts[n % 50]) for n in range(count))
        tracemalloc.start()
        try:
            whole = build(found, "zh", keep=True, folder=tmp_path, sizes=sizes)
            assert whole.table is not None
            for _ in (*whole.table, *(None for _ in whole.files)):
                pass
            return tracemalloc.get_traced_memory()[1]
        finally:
            tracemalloc.stop()

    texts = [one.text for one in made_up(50)]
    peak(10)  # tables that are made once
    assert (peak(800) - peak(200)) / 600 < 3000


def test_a_spool_waits_elsewhere_when_its_folder_cannot_be(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    spool = Spool(tmp_path / "file" / "folder")
    first, second, none = spool.add(b"one"), spool.add(np.arange(3, dtype=np.uint16)), spool.add(b"")

    assert (b"one", np.arange(3, dtype=np.uint16).tobytes(), b"") == tuple(map(spool.read, (first, second, none)))
    with pytest.raises(OSError, match="shorter"):
        spool.read(second._replace(size=7))


def test_a_series_is_read_piece_by_piece():
    series = Series(Spool(), np.dtype(np.uint16))
    for begin in (0, 7, 7, PIECE):
        series.add(np.arange(begin, begin + PIECE // 2 + 3))
    pieces = list(series.pieces())
    wanted = [np.arange(begin, begin + PIECE // 2 + 3).astype(np.uint16) for begin in (0, 7, 7, PIECE)]

    assert max(map(len, pieces)) <= PIECE
    assert b"".join(pieces) == np.concatenate(wanted).tobytes()


@pytest.mark.parametrize("bits", [0, 1, 8, 16])
def test_rows_come_back_by_partition_and_in_their_order(bits):
    chance = np.random.default_rng(1)
    runs, all_rows = Runs(bits=bits, most=1), []
    for number in range(5):
        count = [40, 0, 1, 300, 7][number]
        rows = Rows(
            chance.integers(0, 1 << 60, count, np.uint64),
            np.arange(count, dtype=np.uint64) | np.uint64(number << 32),
            chance.integers(0, 1 << 32, count, np.uint32),
        )
        runs.add(rows)
        all_rows.append(rows)
    whole = Rows.of(all_rows)
    place = whole.hashed.astype(np.uint64) >> np.uint64(32 - bits)
    for low, high in [(0, 1 << bits), (0, 1), ((1 << bits) // 3, (1 << bits) // 2 + 1)]:
        wanted = np.flatnonzero((place >= low) & (place < high))
        found = runs.read(low, high)
        order = np.lexsort((found.place,))
        assert np.array_equal(whole.key[wanted], found.key[order])
        assert np.array_equal(whole.place[wanted], found.place[order])
        assert np.array_equal(whole.hashed[wanted], found.hashed[order])
        partition = found.hashed.astype(np.uint64) >> np.uint64(32 - bits)
        for one in range(5):  # within a run by partition, within a partition as they came
            here = (found.place >> np.uint64(32)) == one
            assert np.array_equal(np.lexsort((found.place[here], partition[here])), np.arange(here.sum()))
    assert (348, 4, 299) == (runs.rows, runs.document, runs.position)
