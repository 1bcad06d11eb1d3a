"""Which files changed. watchdog is imported here only.

The operating system tells of changes, so nothing is looked at while nothing happens. Where it cannot – on some
network disks, or when its limit of watched folders is reached – `Watching.tells` is false, and whoever follows has
to look for himself now and then.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from threading import Condition
from typing import NamedTuple

from watchdog.events import (
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileModifiedEvent,
    FileMovedEvent,
    FileSystemEvent,
    FileSystemEventHandler,
)
from watchdog.observers import Observer

# Without a choice the system would also tell of every file that is only read, by this very program.
_KINDS: list[type[FileSystemEvent]] = [
    FileModifiedEvent,
    FileCreatedEvent,
    FileDeletedEvent,
    FileMovedEvent,
    DirCreatedEvent,
    DirDeletedEvent,
    DirMovedEvent,
]
QUIET = 0.03
"""Seconds without a further change after which what came together counts as one."""
MOST = 20
"""So many times `QUIET` is waited for quiet at most."""


class Change(NamedTuple):
    """Something happened to the file or folder at `path`."""

    path: Path
    is_folder: bool


class Watching(FileSystemEventHandler):
    """Gathers changes below folders, and of single files."""

    def __init__(self) -> None:
        self._observer = Observer()
        self._changes: set[Change] = set()
        self._news = Condition()
        self._stopped = False
        self.tells = True
        """Whether every watched place is told of."""

    def watch(self, place: Path, *, deep: bool = True) -> None:
        """Gather what happens below the folder *place*, or directly in it."""
        try:
            self._observer.schedule(self, str(place), recursive=deep, event_filter=_KINDS)
        except OSError:
            self.tells = False

    def start(self) -> None:
        """Begin. What happens from now on is told."""
        try:
            self._observer.start()
        except OSError:
            self.tells = False

    def stop(self) -> None:
        """End; whoever waits is let go."""
        with self._news:
            self._stopped = True
            self._news.notify_all()
        if self._observer.is_alive():
            self._observer.stop()
            self._observer.join(2)

    def on_any_event(self, event: FileSystemEvent) -> None:
        """Note one event; called by watchdog in a thread of its own."""
        ends = [end for end in (event.src_path, event.dest_path) if end]
        self.note(Change(Path(str(end)), event.is_directory) for end in ends)

    def note(self, changes: Iterable[Change]) -> None:
        """Take *changes* from elsewhere as if they had been seen."""
        with self._news:
            self._changes.update(changes)
            self._news.notify_all()

    def wait(self, seconds: float | None = None) -> frozenset[Change]:
        """Return what changed, once no more does; nothing after so many *seconds* without a change, or at the end."""
        with self._news:
            self._news.wait_for(lambda: self._changes or self._stopped, seconds)
            for _ in range(MOST):
                count = len(self._changes)
                if not count or self._stopped or not self._news.wait_for(partial(self._are_more_than, count), QUIET):
                    break
            found = frozenset(() if self._stopped else self._changes)
            self._changes.clear()
        return found

    def _are_more_than(self, count: int) -> bool:
        return len(self._changes) > count or self._stopped

    @property
    def stopped(self) -> bool:
        """Whether it has ended."""
        return self._stopped
