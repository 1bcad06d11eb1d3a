"""Bytes that wait in a file instead of in memory, until it is their turn.

The file has no name (or loses it at once, where a system knows no files without one): however the process ends, nothing
of it is left. A disk without room is an OSError, as for any other file.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import suppress
from io import FileIO
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

PIECE = 1 << 20
"""Bytes that are read at a time of what is too much to be read at once."""


class Stretch(NamedTuple):
    """Where something lies in a spool: its first byte, and how many there are."""

    begin: int
    size: int


class Spool:
    """A file that grows at its end and can be read anywhere.

    It lies in *folder*, or among the temporary files of the system where that folder cannot be written to. Its room
    is free again as soon as nothing refers to the spool any more.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._file = _without_name(folder)
        self.size = 0

    def __del__(self) -> None:
        self._file.close()

    def add(self, data: bytes | memoryview | NDArray[Any]) -> Stretch:
        """Write *data* behind all that is there, and say where it lies."""
        begin = self.size
        left = bytes_of(data) if isinstance(data, np.ndarray) else memoryview(data)
        self._file.seek(begin)
        while left:
            written = self._file.write(left)
            left = left[written:]
            self.size += written
        return Stretch(begin, self.size - begin)

    def read(self, stretch: Stretch) -> bytes:
        """Return what lies there."""
        data = bytearray(stretch.size)
        self.read_into(stretch.begin, memoryview(data))
        return bytes(data)

    def read_into(self, begin: int, room: memoryview) -> None:
        """Fill *room* with what lies from *begin* on; raises OSError when there is less."""
        self._file.seek(begin)
        while room:
            count = self._file.readinto(room)
            if not count:
                raise OSError("a temporary file is shorter than what was written to it")
            room = room[count:]


def _without_name(folder: Path | None) -> FileIO:
    if folder is not None:
        with suppress(OSError):
            folder.mkdir(parents=True, exist_ok=True)
            return tempfile.TemporaryFile(buffering=0, dir=folder)
    return tempfile.TemporaryFile(buffering=0)


def bytes_of(values: NDArray[Any]) -> memoryview:
    """Return the bytes of an array without copying them, so that they can also be written to."""
    return values.data.cast("B") if len(values) else memoryview(b"")


class Series:
    """A column of numbers of one type that grows at its end and lies in a *spool*."""

    def __init__(self, spool: Spool, kind: np.dtype[Any]) -> None:
        self._spool = spool
        self._stretches: list[Stretch] = []
        self.dtype = kind
        self.count = 0

    def add(self, values: NDArray[Any]) -> None:
        """Put *values* behind all others; they have to fit into the type."""
        self._stretches.append(self._spool.add(values.astype(self.dtype, copy=False)))
        self.count += len(values)

    def pieces(self) -> Iterator[bytes]:
        """Yield the bytes of the column, a `PIECE` at a time at most."""
        for begin, size in self._stretches:
            for at in range(0, size, PIECE):
                yield self._spool.read(Stretch(begin + at, min(PIECE, size - at)))
