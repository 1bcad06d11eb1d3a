"""A second content folder, in which unsaved changes can be checked and shown by the very pipeline of a build.

Files are hard links to those of content/, so a mirror costs no copies and a reader's cache knows them. A link is
never written to: a changed file takes its place as a file of its own.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

State = tuple[int, int, int, int]
"""What tells one version of a file from another: device, number, time of change in ns, size in bytes."""


class Mirror:
    """The folder *place*, which holds nothing else and is kept like *content*."""

    def __init__(self, content: Path, place: Path) -> None:
        self.content, self.place = content, place
        self._states: dict[str, State | None] = {}
        place.mkdir(parents=True, exist_ok=True)

    def show(self, changes: Mapping[str, bytes | None]) -> Path:
        """Return the mirror's folder, now with what content/ holds and *changes* in it (None: no such file)."""
        found = dict(_files(self.content))
        for path in [path for path in self._states if path not in found or path in changes]:
            (self.place / path).unlink(missing_ok=True)
            del self._states[path]
        for path, state in found.items():
            if path not in changes and self._states.get(path, False) != state:
                self._link(path)
                self._states[path] = state
        for path, data in changes.items():
            if data is not None:
                target = self.place / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.unlink(missing_ok=True)
                target.write_bytes(data)
                self._states[path] = None
        self._drop_empty_folders()
        return self.place

    @property
    def version(self) -> frozenset[tuple[str, State | None]]:
        """What tells one state of the mirror from another, while no changes are shown in it."""
        return frozenset(self._states.items())

    def _link(self, path: str) -> None:
        source, target = self.content / path, self.place / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.unlink(missing_ok=True)
        if source.is_symlink():
            target.symlink_to(source.readlink())
            return
        try:
            os.link(source, target)
        except OSError:  # another disk, or a file system without links
            shutil.copy2(source, target)

    def _drop_empty_folders(self) -> None:
        kept = {parent for path in self._states for parent in (self.place / path).parents}
        for folder, _, _ in os.walk(self.place, topdown=False):
            if Path(folder) not in kept and Path(folder) != self.place:
                Path(folder).rmdir()


def _files(root: Path, folder: str = "") -> Iterator[tuple[str, State]]:
    """Yield every file below *root* with its state; links are files, and never followed."""
    with os.scandir(root / folder) as entries:
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if entry.name.startswith("."):
                continue
            if entry.is_dir(follow_symlinks=False):
                yield from _files(root, path)
            else:
                stat = entry.stat(follow_symlinks=False)
                yield path, (stat.st_dev, stat.st_ino, stat.st_mtime_ns, stat.st_size)
