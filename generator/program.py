"""What the program is: a digest of its own sources and of the libraries it stands on, and of folders it reads whole.

What earlier builds left is used again only by the very same program.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path

from generator.digests import digest_of


@cache
def program_digest() -> bytes:
    """16 bytes that change with any source file of this package, any library's version, and Python's."""
    places = (Path(place) for place in sys.path if place.endswith("-packages"))
    libraries = (name for place in places for name in sorted(_names(place)) if name.endswith(".dist-info"))
    return digest_of(sys.version, folder_digest(Path(__file__).parent, (".py",)), *libraries)


def folder_digest(root: Path, endings: tuple[str, ...] = ("",)) -> bytes:
    """16 bytes that change with the name or the content of any file below *root* that ends in one of *endings*."""
    paths = (path for path in _files(root) if path.endswith(endings))
    return digest_of(*(part for path in paths for part in (path, (root / path).read_bytes())))


def _files(root: Path, folder: str = "") -> Iterator[str]:
    """The paths of the files below *root*, in order; hidden ones and caches of compiled modules are passed over."""
    for name in sorted(_names(root / folder)):
        path = f"{folder}/{name}" if folder else name
        if name.startswith(".") or name == "__pycache__":
            continue
        if (root / path).is_dir():
            yield from _files(root, path)
        else:
            yield path


def _names(folder: Path) -> Iterable[str]:
    try:
        return os.listdir(folder)  # noqa: PTH208 - the names alone
    except OSError:
        return ()
