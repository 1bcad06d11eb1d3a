"""A release: which files a site has, and what is in them. It is the manifest that a deployment is worked out from."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final, NamedTuple

from generator.deploy.kinds import COMPRESSED

PRIVATE: Final = ".hub"
"""The folder at the target that is no part of the site: releases, what was replaced, and what is going on."""

_VERSION: Final = 1


class DeployError(Exception):
    """A deployment cannot go on; the message says why and what to do. The target stays readable."""


class File(NamedTuple):
    """What is in a file: SHA-256 of its bytes as hexadecimal digits, and its size in bytes."""

    sha256: str
    size: int


@dataclass(frozen=True)
class Release:
    """The files of a site by their paths below its root."""

    files: Mapping[str, File]

    @cached_property
    def id(self) -> str:
        """A name that the same files always have: the first 16 digits of a hash over all of them."""
        whole = hashlib.sha256()
        for path, file in sorted(self.files.items()):
            whole.update(f"{path}\0{file.sha256}\0{file.size}\n".encode())
        return whole.hexdigest()[:16]

    def dump(self) -> bytes:
        """Write the release as gzipped JSON, the same bytes for the same files."""
        files = {path: [file.sha256, file.size] for path, file in sorted(self.files.items())}
        text = json.dumps({"version": _VERSION, "files": files}, ensure_ascii=False, indent=0)
        return gzip.compress(text.encode(), compresslevel=6, mtime=0)

    @classmethod
    def load(cls, data: bytes, where: str) -> Release:
        """Read what `dump` wrote; raises DeployError, which names *where*, for anything else."""
        try:
            record = json.loads(gzip.decompress(data))
            if record["version"] != _VERSION:
                raise DeployError(f"{where} was written by another version of hub; deploy with that one")
            return cls({path: File(str(digest), int(size)) for path, (digest, size) in record["files"].items()})
        except (OSError, EOFError, ValueError, KeyError, TypeError, AttributeError) as error:
            raise DeployError(
                f"{where} is damaged ({error}); see deploy/README.md, “When the record is lost”"
            ) from None


def release_of(site: Path, *, copies: bool = False) -> Release:
    """Read the finished site in folder *site*; compressed copies count only with *copies*.

    Raises DeployError for what is no finished site, and for names and links that have no place in one.
    """
    missing = [name for name in ("index.html", "404.html", "build.json") if not (site / name).is_file()]
    if missing:
        raise DeployError(f"{site} is no finished site: it has no {missing[0]}; `hub build` makes one")
    return Release(dict(_files(site, copies=copies)))


def _files(site: Path, *, copies: bool) -> Iterator[tuple[str, File]]:
    for folder, folders, names in os.walk(site):
        folders.sort()
        for name in sorted((*folders, *names)):
            file = Path(folder, name)
            path = file.relative_to(site).as_posix()
            if file.is_symlink():
                raise DeployError(f"{file} is a link; a site has files only")
            if path == PRIVATE or not path.isprintable():
                raise DeployError(f"{file!s} cannot be deployed: the name is reserved or has control characters")
            if name in names and (copies or name.rpartition(".")[2] not in COMPRESSED):
                with file.open("rb") as opened:
                    digest = hashlib.file_digest(opened, "sha256").hexdigest()
                    yield path, File(digest, opened.tell())
