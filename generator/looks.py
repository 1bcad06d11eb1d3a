"""How a folder looks: its files by name, size, times and inode, without reading any."""

from __future__ import annotations

import os
import stat
from pathlib import Path
from typing import Literal, NamedTuple

RACE = 2_000_000_000
"""A file changed less than so many nanoseconds ago might change again without looking changed."""

Kind = Literal["file", "folder", "link", "other", "unreadable"]


class Row(NamedTuple):
    """One thing in a folder. `path` is relative to the folder's root; times are in nanoseconds since 1970."""

    path: str
    kind: Kind
    size: int = 0
    """In bytes; the number of the error of a folder that cannot be read."""
    modified: int = 0
    changed: int = 0
    inode: int = 0


def rows_of(root: Path) -> list[Row]:
    """List everything below *root*, a folder before what is in it and names in order; links are not followed.

    Names that begin with a dot are passed over. A folder that cannot be read has a row of its own, after its first.
    """
    return Looking(root).rows()


class Looking:
    """What lies below *root*, as `rows_of` lists it; folders in which nothing happened are not looked at again."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._known: dict[str, tuple[list[Row], list[str]]] = {}

    def forget(self, folder: str | None = None, *, deep: bool = False) -> None:
        """Look again at *folder*, relative to the root, the next time; at everything when it is None.

        With *deep* also at the folders below it.
        """
        if folder is None:
            self._known.clear()
            return
        self._known.pop(folder, None)
        if deep:
            for name in [one for one in self._known if one.startswith(f"{folder}/")]:
                del self._known[name]

    def rows(self) -> list[Row]:
        """List what is there."""
        rows: list[Row] = []
        known, pending = dict[str, tuple[list[Row], list[str]]](), [""]
        while pending:
            folder = pending.pop()
            found = self._known.get(folder) or _rows_in(self._root, folder)
            known[folder] = found
            rows += found[0]
            pending += found[1]
        self._known = known
        return rows


def _rows_in(root: Path, folder: str) -> tuple[list[Row], list[str]]:
    """What lies directly in *folder*, and its folders."""
    rows: list[Row] = []
    folders: list[str] = []
    try:
        entries = {entry.name: entry for entry in os.scandir(f"{root}/{folder}")}
    except OSError as error:
        return [Row(folder, "unreadable", error.errno or 0)], []
    for name in sorted(entries):
        if name[0] == ".":
            continue
        entry = entries[name]
        path = f"{folder}/{name}" if folder else name
        if entry.is_dir(follow_symlinks=False):
            rows.append(_new(Row, (path, "folder", 0, 0, 0, 0)))
            folders.append(path)
            continue
        try:
            looks = entry.stat(follow_symlinks=False)
        except OSError as error:
            rows.append(Row(path, "unreadable", error.errno or 0))
            continue
        mode = looks.st_mode
        kind: Kind = "file" if stat.S_ISREG(mode) else "link" if stat.S_ISLNK(mode) else "other"
        rows.append(_new(Row, (path, kind, looks.st_size, looks.st_mtime_ns, looks.st_ctime_ns, looks.st_ino)))
    return rows, folders


_new = tuple.__new__
"""Makes a row in a third of the time: there are tens of thousands."""
