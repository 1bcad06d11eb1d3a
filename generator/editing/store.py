"""The files of content/ as the form reads and writes them: never outside it, never half, never over a newer one."""

from __future__ import annotations

import contextlib
import os
import re
import stat
from collections.abc import Iterable, Mapping
from pathlib import Path

from generator.editing.texts import digest
from generator.reading.names import unfit
from generator.replacing import written_beside

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,119}")


class PathError(ValueError):
    """A path that the form may not touch."""


class ChangedError(Exception):
    """A file is not what it was when the form was opened; `files` are the paths. Nothing was written."""

    def __init__(self, files: tuple[str, ...]) -> None:
        super().__init__(", ".join(files))
        self.files = files


class Store:
    """The folder *root*. Paths are relative to it, with forward slashes."""

    def __init__(self, root: Path) -> None:
        self.root = root.resolve()

    def place(self, path: str) -> Path:
        """Return where *path* lies; raises `PathError` for one that could lead out of the folder.

        Every part is a plain name that every system can hold, and no part that exists is a link.
        """
        parts = path.split("/")
        if len(parts) > 6 or any(not _is_plain(part) for part in parts):
            raise PathError(path)
        at = self.root
        for part in parts:
            at = at / part
            if at.is_symlink():
                raise PathError(path)
        return at

    def read(self, path: str) -> bytes | None:
        """Return the bytes of *path*; None where there is no file."""
        place = self.place(path)
        try:
            descriptor = os.open(place, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0))
        except (FileNotFoundError, NotADirectoryError):
            return None
        with os.fdopen(descriptor, "rb") as file:
            if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
                raise PathError(path)
            return file.read()

    def names(self, folder: str) -> tuple[str, ...]:
        """The names of the files in *folder*, in order; none where it does not exist."""
        place = self.place(folder) if folder else self.root
        if not place.is_dir():
            return ()
        return tuple(sorted(entry.name for entry in os.scandir(place) if entry.is_file(follow_symlinks=False)))

    def write(self, changes: Mapping[str, bytes | None], opened: Mapping[str, str]) -> None:
        """Write *changes*, or remove what is None; all of them, or nothing when a file is not as *opened* says.

        *opened* holds the digest of each file when it was read, empty for one that was not there. Each file is
        written beside its place, to the disk, and then takes it in one step. Raises `ChangedError`, `PathError`.
        """
        places = {path: self.place(path) for path in changes}
        self._refuse_changed(opened)
        written: dict[str, Path] = {}
        try:
            for path, data in changes.items():
                if data is not None:
                    written[path] = written_beside(places[path], data)
            self._refuse_changed(opened)
            for path in changes:
                if path in written:
                    written.pop(path).replace(places[path])
                else:
                    places[path].unlink(missing_ok=True)
        finally:
            for temporary in written.values():
                temporary.unlink(missing_ok=True)
        for folder in {place.parent for place in places.values()}:
            _keep(folder)

    def _refuse_changed(self, opened: Mapping[str, str]) -> None:
        changed = tuple(path for path, before in opened.items() if digest(self.read(path)) != before)
        if changed:
            raise ChangedError(changed)


def _is_plain(name: str) -> bool:
    return bool(_NAME.fullmatch(name)) and unfit(name) is None and ".." not in name


def is_possible(name: str) -> bool:
    """Whether *name* can be part of a path here and on any colleague's system."""
    return _is_plain(name)


def _keep(folder: Path) -> None:
    """Let the disk keep the names in *folder*; systems that cannot open folders do it by themselves."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def digests(store: Store, paths: Iterable[str]) -> dict[str, str]:
    """The digest of each of *paths* as it is now."""
    return {path: digest(store.read(path)) for path in paths}
