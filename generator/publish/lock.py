"""One build at a time: two that write one site would each remove what the other is writing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # pragma: no cover - a system without POSIX locks
    fcntl = None  # type: ignore[assignment]


class BusyError(Exception):
    """Another process is writing the same site. `holder` is its number, where it could be read."""

    def __init__(self, site: Path, holder: str) -> None:
        super().__init__(f"{site}: {holder}")
        self.site = site
        self.holder = holder


@contextmanager
def exclusive(site: Path) -> Iterator[None]:
    """Keep other builds away from *site* while the block runs; raises `BusyError` when one is at work.

    The lock is a file beside the site, removed at the end. It goes with the process that holds it, however that
    ends: a file that stayed behind stops nobody.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    file = site.with_name(f".{site.name}.lock")
    descriptor = _locked(file, site)
    try:
        yield
    finally:
        file.unlink(missing_ok=True)
        os.close(descriptor)


def _locked(file: Path, site: Path) -> int:
    """Open and lock *file*; one that its last holder removed meanwhile is not the one others would meet."""
    while True:
        descriptor = os.open(file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o666)
        if fcntl is not None:
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                holder = os.pread(descriptor, 20, 0).decode("ascii", "replace").strip()
                os.close(descriptor)
                raise BusyError(site, holder) from None
        try:
            same = os.path.samestat(os.fstat(descriptor), file.stat())
        except FileNotFoundError:
            same = False
        if same:
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
            return descriptor
        os.close(descriptor)
