"""What was once worked out, kept from build to build in a folder that may be deleted at any time.

Keys name everything a value depends on, so a value is never out of date. Each file begins with a digest of the rest:
one that was cut short, or changed, counts as absent. A folder that cannot be read or written only costs time.
"""

from __future__ import annotations

import contextlib
import hashlib
from pathlib import Path

from generator.replacing import replace_file

_DIGEST = hashlib.sha256().digest_size


class Store:
    """Bytes by key, in files below *folder*; without a folder nothing is kept."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._used: set[str] = set()
        self._grown = False

    def get(self, key: str) -> bytes | None:
        """What was put under *key*, or None."""
        if self._folder is None:
            return None
        name = _name(key)
        try:
            data = (self._folder / name).read_bytes()
        except OSError:
            return None
        value = data[_DIGEST:]
        if hashlib.sha256(value).digest() != data[:_DIGEST]:
            return None
        self._used.add(name)
        return value

    def put(self, key: str, value: bytes) -> None:
        """Keep *value* under *key*. Another process that reads meanwhile finds all of it or nothing."""
        if self._folder is None:
            return
        name = _name(key)
        file = self._folder / name
        with contextlib.suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            replace_file(file, hashlib.sha256(value).digest() + value)
            self._used.add(name)
            self._grown = True

    def trim(self, most: int) -> None:
        """Delete files until the rest have at most *most* bytes: first those nobody asked for since this store was
        opened, the oldest first. Where nothing was added there is nothing to do."""
        if self._folder is None or not self._grown:
            return
        found = []
        for file in self._folder.glob("*/*"):
            with contextlib.suppress(OSError):
                state = file.stat()
                used = file.relative_to(self._folder).as_posix() in self._used
                found.append((used, state.st_mtime_ns, file.name, state.st_size, file))
        left = sum(size for _, _, _, size, _ in found)
        for _, _, _, size, file in sorted(found, key=lambda one: one[:3]):
            if left <= most:
                break
            with contextlib.suppress(OSError):
                file.unlink()
                left -= size


def _name(key: str) -> str:
    name = hashlib.sha256(key.encode()).hexdigest()
    return f"{name[:2]}/{name[2:]}"
