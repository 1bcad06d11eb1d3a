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


class _Run(NamedTuple):
    begin: int
    """Where the run lies in the spool: keys, then places, then hashes."""
    first: NDArray[np.uint32]
    """The first row of each partition; behind the last one stands the number of rows."""


class Runs:
    """The rows of a whole index, in a file in *folder*; partitions are named by the first *bits* of hashes, 0 to 16.

    `rows` counts them all, `document` and `position` are the largest numbers of each that occur.
    """

    def __init__(self, folder: Path | None = None, bits: int = PARTITION_BITS) -> None:
        self.bits = bits
        self.rows = self.document = self.position = 0
        self._spool = Spool(folder)
        self._runs: list[_Run] = []

    def add(self, rows: Rows) -> None:
        """Write one run; of the rows of one term those that are added earlier come first."""
        if not len(rows.key):
            return
        partition = (rows.hashed >> np.uint32(32 - self.bits)).astype(np.uint16) if self.bits else None
        if partition is None:
            first = np.array([0, len(rows.key)], np.uint32)
        else:
            order = np.argsort(partition, kind="stable")
            rows = rows.at(order)
            first = np.zeros((1 << self.bits) + 1, np.uint32)
            np.cumsum(np.bincount(partition, minlength=1 << self.bits), out=first[1:])
        self.rows += len(rows.key)
        self.document = max(self.document, int(rows.place.max() >> np.uint64(32)))
        self.position = max(self.position, int(rows.place.astype(np.uint32).max()))
        self._runs.append(_Run(self._spool.size, first))
        for column in (rows.key, rows.place, rows.hashed):
            self._spool.add(column)

    def read(self, low: int, high: int) -> Rows:
        """Return the rows of the partitions from *low* to before *high*, run by run."""
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
