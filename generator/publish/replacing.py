"""A file written in one step: who reads meanwhile, or after a crash, finds the old bytes or the new ones."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def replace_file(file: Path, data: bytes) -> None:
    """Write *data* to *file*, in a folder that is there. For caches: nobody but its owner can read it.

    Processes that write the same file at a time do not meet: each writes beside it under a name of its own.
    """
    descriptor, draft = tempfile.mkstemp(prefix=f".{file.name}.", dir=file.parent)
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(data)
        Path(draft).replace(file)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
