"""Compressed copies beside the files of a finished site, for servers that send them as they are.

A copy is made once for a content: the cache is named by the SHA-256 of what was compressed, so that after a build only
what changed costs time. `brotli` is imported here only.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import threading
import zlib
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final

import brotli

from generator.deploy.kinds import COMPRESSED

_MAKING: Final = ".making"
_ALREADY_SMALL: Final = frozenset({"png", "jpg", "jpeg", "gif", "webp", "avif", "mp4", "woff2", *COMPRESSED})
SMALLEST: Final = 256
"""Bytes below which a copy would not save a packet."""
WORTHWHILE: Final = 0.95
"""A copy that is larger than this part of its file is not kept: two requests' work for nothing."""

CODERS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "br": partial(brotli.compress, mode=brotli.MODE_GENERIC, quality=11),
    "gz": partial(gzip.compress, compresslevel=9, mtime=0),
}
"""How a copy is made, by its ending: the same bytes for the same content, always."""


def unpacked(data: bytes, ending: str) -> bytes | None:
    """What the copy *data* with *ending*, ``br`` or ``gz``, was made from; None when it is damaged."""
    try:
        return brotli.decompress(data) if ending == "br" else gzip.decompress(data)
    except (brotli.error, OSError, EOFError, zlib.error):
        return None


@dataclass(frozen=True, slots=True)
class Compressed:
    """What a run did: files with copies, copies made anew (the others came from the cache), and bytes."""

    files: int
    made: int
    size: int
    """Bytes of the files that have a Brotli copy."""
    brotli_size: int


def compress_site(site: Path, cache: Path) -> Compressed:
    """Put ``.br`` and ``.gz`` copies beside each file of *site* that gains by them; remove copies without their file.

    A copy has the times of its file, so that servers can compare them. What this run did not use leaves *cache*.
    Each copy appears in one step; a run that was ended half-way is simply run again.
    """
    cache.mkdir(parents=True, exist_ok=True)
    files = list(_files(site))
    with ThreadPoolExecutor(os.cpu_count()) as pool:  # both coders release the interpreter's lock
        try:
            done = list(pool.map(partial(_compress_file, cache=cache), files))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise
    used = {name for one in done for name in one.used}
    for entry in list(cache.rglob("*")):
        if entry.is_file() and entry.name not in used:
            entry.unlink()
    return Compressed(
        sum(bool(one.brotli_size) for one in done),
        sum(one.made for one in done),
        sum(one.size for one in done if one.brotli_size),
        sum(one.brotli_size for one in done),
    )


@dataclass(frozen=True, slots=True)
class _Done:
    used: tuple[str, ...] = ()
    made: int = 0
    size: int = 0
    brotli_size: int = 0


def _files(site: Path) -> Iterator[Path]:
    for folder, folders, names in os.walk(site):
        folders.sort()
        present = set(names)
        for name in sorted(names):
            stem, _, ending = name.rpartition(".")
            if (ending in COMPRESSED and stem not in present) or name.endswith(_MAKING):
                Path(folder, name).unlink()
            elif ending.lower() not in _ALREADY_SMALL and not name.startswith("."):
                yield Path(folder, name)


def _compress_file(file: Path, cache: Path) -> _Done:
    status = file.stat()
    if status.st_size < SMALLEST:
        for ending in CODERS:
            file.with_name(f"{file.name}.{ending}").unlink(missing_ok=True)
        return _Done(size=status.st_size)
    data = file.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    used, made, sizes = [], 0, {}
    for ending, coder in CODERS.items():
        kept = cache / digest[:2] / f"{digest}.{ending}"
        used.append(kept.name)
        try:
            packed = kept.read_bytes()
        except FileNotFoundError:
            packed = coder(data)
            made += 1
            if len(packed) > len(data) * WORTHWHILE:
                packed = b""
            kept.parent.mkdir(exist_ok=True)
            _replace(kept, packed)
        copy = file.with_name(f"{file.name}.{ending}")
        if not packed:
            copy.unlink(missing_ok=True)
            continue
        if not copy.exists() or copy.read_bytes() != packed:
            _replace(copy, packed)
        os.utime(copy, ns=(status.st_atime_ns, status.st_mtime_ns))
        sizes[ending] = len(packed)
    return _Done(tuple(used), made, status.st_size, sizes.get("br", 0))


def _replace(file: Path, data: bytes) -> None:
    """Write *data* to *file* so that a reader meets the old bytes or the new ones."""
    making = file.with_name(f".{file.name}.{threading.get_ident()}{_MAKING}")
    making.write_bytes(data)
    making.replace(file)
