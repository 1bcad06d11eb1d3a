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

from generator.deploy.compress import unpacked
from generator.deploy.kinds import COMPRESSED
from generator.publish.checksums import CHECKSUMS_FILE, read_checksums

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

    Raises DeployError for what is no finished site, for names and links that have no place in one, and for files that
    are not what the site's list of checksums says, or copies that do not unpack to it.
    """
    needed = ("index.html", "404.html", "build.json", CHECKSUMS_FILE)
    missing = [name for name in needed if not (site / name).is_file()]
    if missing:
        raise DeployError(f"{site} is no finished site: it has no {missing[0]}; `hub build` makes one")
    release = Release(dict(_files(site, copies=copies)))
    built = listed(site)
    wrong = [
        path for path, digits in built.items() if path not in release.files or release.files[path].sha256 != digits
    ]
    wrong += [path for path in release.files if copies and not _is_true_copy(site, path, release)]
    if wrong:
        raise DeployError(
            f"{site}: {len(wrong)} files, {min(wrong)} first, are not what {CHECKSUMS_FILE} says was built; "
            "run `hub build` (and `hub compress`) again"
        )
    return release


def listed(site: Path) -> dict[str, str]:
    """The list of checksums in folder *site*: hexadecimal digits by path; raises DeployError when it is damaged."""
    try:
        return read_checksums((site / CHECKSUMS_FILE).read_text("utf-8"))
    except ValueError as error:
        raise DeployError(f"{site}: {error}; run `hub build` again") from None


def unlisted(site: Path, release: Release) -> tuple[str, ...]:
    """The files of *release* that the build in folder *site* did not make; signatures and copies apart."""
    built = listed(site)
    return tuple(
        path
        for path in sorted(release.files)
        if path not in built and not path.startswith(CHECKSUMS_FILE) and path.rpartition(".")[2] not in COMPRESSED
    )


def _is_true_copy(site: Path, path: str, release: Release) -> bool:
    """Whether the compressed copy at *path*, if it is one, unpacks to the file beside it."""
    stem, _, ending = path.rpartition(".")
    if ending not in COMPRESSED:
        return True
    data = unpacked((site / path).read_bytes(), ending)
    return data is not None and stem in release.files and hashlib.sha256(data).hexdigest() == release.files[stem].sha256


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
