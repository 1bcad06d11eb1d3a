"""Small records below `.cache/hub`: JSON that only the same program takes back, made from the same.

Neither the engine nor the model is needed. Nothing here is trusted: what is damaged, or was written by another
program, is not there.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from generator.digests import digest_of
from generator.program import program_digest
from generator.replacing import replace_file

CACHE = ".cache/hub"
"""Where earlier builds leave what later ones can use again, beside mkdocs.yml."""


def cache_of(root: Path, environ: Mapping[str, str]) -> Path:
    """The folder for what is kept of the project in *root*: HUB_CACHE of the environment, else `.cache/hub`."""
    return Path(environ.get("HUB_CACHE") or root / CACHE)


def store_of(cache: Path, site: Path) -> Path:
    """The folder for what is kept about the tree at *site*."""
    return cache / f"site-{hashlib.sha256(os.fsencode(site.absolute())).hexdigest()[:12]}"


def read_kept(file: Path, digest: bytes) -> Any:
    """The record in *file*, or None when it was not made from what has *digest*, by this program."""
    with suppress(OSError, ValueError):
        head, _, text = file.read_bytes().partition(b"\n")
        if head == digest_of(program_digest(), digest, text).hex().encode():
            return json.loads(text)
    return None


def write_kept(file: Path, digest: bytes, record: Any) -> None:
    """Keep *record*, which is made from what has *digest*, in *file*; where there is no room it is made again."""
    text = json.dumps(record).encode()  # ASCII, which holds a path in any encoding
    with suppress(OSError):
        file.parent.mkdir(parents=True, exist_ok=True)
        replace_file(file, digest_of(program_digest(), digest, text).hex().encode() + b"\n" + text)
