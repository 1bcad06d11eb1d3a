"""What the next build needs to bring the index of this one up to date: files in a folder that may be deleted.

Nothing here is trusted: what does not fit together, or not with the published site, counts as absent.
"""

from __future__ import annotations

import mmap
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from generator.model.record import Lang
from generator.replacing import replace_file, replace_with_parts

if TYPE_CHECKING:
    from generator.search.state import State

_MAGIC = b"hub search memory 1\n"


class LostError(Exception):
    """A published file that an update needs is not what the state says: build the index anew."""


@dataclass(frozen=True, slots=True)
class Known:
    """The last index of a language: the key of each document by address, the files, and the manifest's key."""

    keys: Mapping[str, bytes]
    paths: tuple[str, ...]
    manifest: bytes


class Memory:
    """The last index of a site, kept in *folder*; *read* fetches a file of it by its address below ``search/``."""

    def __init__(self, folder: Path, read: Callable[[str], bytes]) -> None:
        self._folder = folder
        self.read = read

    @property
    def folder(self) -> Path:
        """Where it is kept; what is too large for memory can wait there."""
        return self._folder

    def recall(self, lang: Lang) -> Known | None:
        """What is known of the last index in *lang*."""
        with suppress(OSError, ValueError):
            data = (self._folder / f"{lang}.known").read_bytes()
            text = data[len(_MAGIC) + 32 :]
            if data[: len(_MAGIC) + 32] == _MAGIC + sha256(text).digest():
                state, manifest, paths, urls, keys = text.decode().split("\n\n")
                if state == self._identity(lang):
                    joined = bytes.fromhex(keys)
                    pairs = zip(urls.split("\n"), range(0, len(joined), 16), strict=True)
                    found = {url: joined[at : at + 16] for url, at in pairs}
                    return Known(found, tuple(paths.split("\n")), bytes.fromhex(manifest))
        return None

    def state(self, lang: Lang) -> State | None:
        """What the last index in *lang* can be brought up to date from."""
        from generator.search.state import load  # numpy takes its time: a process that only asks need not wait

        with suppress(OSError, ValueError, KeyError), (self._folder / f"{lang}.table").open("rb") as file:
            table = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
            return load(table, (self._folder / f"{lang}.rest").read_bytes(), lang)
        return None

    def remember(self, lang: Lang, known: Known, table: Iterable[bytes | memoryview] | None, rest: bytes) -> None:
        """Keep an index; *table*, in parts, is None where the one that is there still holds."""
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            if table is not None:
                replace_with_parts(self._folder / f"{lang}.table", table)
            replace_file(self._folder / f"{lang}.rest", rest)
            joined = b"".join(known.keys.values()).hex()
            parts = (self._identity(lang), known.manifest.hex(), "\n".join(known.paths), "\n".join(known.keys), joined)
            text = "\n\n".join(parts).encode()
            replace_file(self._folder / f"{lang}.known", _MAGIC + sha256(text).digest() + text)

    def tables(self, version: bytes) -> Mapping[str, str] | None:
        """The names of the tables that all languages share, where *version* made them: they depend on nothing else."""
        with suppress(OSError, ValueError):
            data = (self._folder / "tables").read_bytes()
            text = data[len(_MAGIC) + 32 :]
            if data[: len(_MAGIC) + 32] == _MAGIC + sha256(version + text).digest():
                return dict(zip(*(part.split("\n") for part in text.decode().split("\n\n")), strict=True))
        return None

    def remember_tables(self, version: bytes, names: Mapping[str, str]) -> None:
        """Keep the names of the tables that *version* made."""
        text = "\n\n".join(("\n".join(names), "\n".join(names.values()))).encode()
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            replace_file(self._folder / "tables", _MAGIC + sha256(version + text).digest() + text)

    def _identity(self, lang: Lang) -> str:
        """Which state the rest belongs to: what was kept in two steps must fit together."""
        with (self._folder / f"{lang}.rest").open("rb") as file:
            return file.read(80).hex()
