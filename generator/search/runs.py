"""Rows that wait in a file: the runs of an external sort.

Texts are cut a batch at a time, and an index is written a range of shards at a time. So the rows of each batch, a
*run*, go to a file, partitioned by the first bits of their hashes: the rows of successive partitions lie side by side
in each run, and are read together, run after run. Memory holds one batch, later one range, however many documents
there are.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from generator.search.cutting import Rows
from generator.search.spool import Spool, bytes_of

PARTITION_BITS = 10
"""A range of shards is a whole number of partitions; with so many bits ranges can be small in large indexes, too."""

RUN_ROWS = 125_000
"""Rows of a run, about: the fewer runs, the fewer pieces a range of shards has to be put together from."""


class _Run(NamedTuple):
    begin: int
    """Where the run lies in the spool: keys, then places, then hashes."""
    first: NDArray[np.uint32]
    """The first row of each partition; behind the last one stands the number of rows."""


class Runs:
    """The rows of a whole index, in a file in *folder*; partitions are named by the first *bits* of hashes, 0 to 16.

    A run has some *most* rows. `rows` counts all, `document` and `position` are the largest numbers that occur.
    """

    def __init__(self, folder: Path | None = None, bits: int = PARTITION_BITS, most: int = RUN_ROWS) -> None:
        self.bits = bits
        self.rows = self.document = self.position = 0
        self._most = most
        self._spool = Spool(folder)
        self._runs: list[_Run] = []
        self._waiting: list[Rows] = []

    def add(self, rows: Rows) -> None:
        """Take *rows*; of those of one term the ones that are added earlier come first."""
        if not len(rows.key):
            return
        self.rows += len(rows.key)
        self.document = max(self.document, int(rows.place.max() >> np.uint64(32)))
        self.position = max(self.position, int(rows.place.astype(np.uint32).max()))
        self._waiting.append(rows)
        if sum(len(one.key) for one in self._waiting) >= self._most:
            self._write()

    def _write(self) -> None:
        """Write what waits as a run."""
        if not self._waiting:
            return
        rows, self._waiting = Rows.of(self._waiting), []
        first = np.array([0, len(rows.key)], np.uint32)
        if self.bits:
            partition = (rows.hashed >> np.uint32(32 - self.bits)).astype(np.uint16)
            rows = rows.at(np.argsort(partition, kind="stable"))
            first = np.zeros((1 << self.bits) + 1, np.uint32)
            np.cumsum(np.bincount(partition, minlength=1 << self.bits), out=first[1:])
        self._runs.append(_Run(self._spool.size, first))
        for column in (rows.key, rows.place, rows.hashed):
            self._spool.add(column)

    def read(self, low: int, high: int) -> Rows:
        """Return the rows of the partitions from *low* to before *high*, run by run."""
        self._write()
        counts = [int(run.first[high]) - int(run.first[low]) for run in self._runs]
        total = sum(counts)
        rows = Rows(np.empty(total, np.uint64), np.empty(total, np.uint64), np.empty(total, np.uint32))
        at = 0
        for run, count in zip(self._runs, counts, strict=True):
            if count:
                self._read_run(run, int(run.first[low]), rows, slice(at, at + count))
                at += count
        return rows

    def _read_run(self, run: _Run, first: int, rows: Rows, where: slice) -> None:
        begin, length = run.begin, int(run.first[-1])
        for column in (rows.key, rows.place, rows.hashed):
            self._spool.read_into(begin + first * column.itemsize, bytes_of(column[where]))
            begin += length * column.itemsize
