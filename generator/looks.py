"""How a folder looks: its files by name, size, times and inode, without reading any."""

from __future__ import annotations

import os
from pathlib import Path
from typing import NamedTuple

from generator.digests import digest_of

RACE = 2_000_000_000
"""A file changed less than so many nanoseconds ago might change again without looking changed."""


class Looks(NamedTuple):
    """The looks of all files below a folder as 16 bytes, and when the last of them changed, in ns since 1970."""

    digest: bytes
    newest: int


def looks_of(root: Path) -> Looks:
    """Return how everything below *root* looks; names that begin with a dot are passed over, links not followed."""
    parts: list[str] = []
    newest = 0
    pending = [os.fspath(root)]
    while pending:
        folder = pending.pop()
        try:
            with os.scandir(folder) as entries:
                found = sorted((entry for entry in entries if entry.name[0] != "."), key=lambda entry: entry.name)
        except OSError as error:
            parts.append(f"{folder}\0{error.errno}")
            continue
        for entry in found:
            try:
                looks = entry.stat(follow_symlinks=False)
            except OSError as error:
                parts.append(f"{entry.path}\0{error.errno}")
                continue
            if entry.is_dir(follow_symlinks=False):
                parts.append(entry.path)
                pending.append(entry.path)
                continue
            newest = max(newest, looks.st_ctime_ns)
            parts.append(
                f"{entry.path}\0{looks.st_mode}\0{looks.st_size}\0"
                f"{looks.st_mtime_ns}\0{looks.st_ctime_ns}\0{looks.st_ino}"
            )
    return Looks(digest_of("\0\0".join(parts)), newest)
