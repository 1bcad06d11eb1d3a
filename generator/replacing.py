"""Files written in one step: who reads meanwhile, or after a crash, finds the old bytes or the new ones."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Iterable
from pathlib import Path

_BESIDE = ".hub-new"


def replace_file(file: Path, data: bytes) -> None:
    """Write *data* to *file*, in a folder that is there. For caches: nobody but its owner can read it."""
    replace_with_parts(file, (data,))


def replace_with_parts(file: Path, parts: Iterable[bytes | memoryview]) -> None:
    """Write *parts* one behind the other to *file*, as `replace_file` does; they are taken one at a time.

    Processes that write the same file at a time do not meet: each writes beside it under a name of its own.
    """
    descriptor, draft = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.writelines(parts)
        Path(draft).replace(file)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def written_beside(place: Path, data: bytes) -> Path:
    """Write *data* to a hidden file in the folder of *place*, which is made where it is missing, and return it.

    For content: the bytes are on the disk, and the file has the rights of the one at *place*, which it can replace.
    """
    place.parent.mkdir(parents=True, exist_ok=True)
    temporary = place.with_name(f".{place.name}{_BESIDE}")
    temporary.unlink(missing_ok=True)
    mode = stat.S_IMODE(place.stat().st_mode) if place.exists() else None
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    descriptor = os.open(temporary, flags, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if mode is not None:
            temporary.chmod(mode)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary
