"""What the engine made in earlier builds: shells, the handbook's files. Below `.cache/hub`, by digest.

While the digest of what it is made from stays, MkDocs need not even be imported. Nothing here is trusted: what is
damaged is not there.
"""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import cast

from generator.digests import digest_of
from generator.engines.cache import read_kept, write_kept
from generator.model.record import Lang
from generator.pages.templates import Shell, Shells
from generator.publish.output import Output

MOST_WORKS = 3
"""How many runs of the engine are kept: production with and without samples, a preview."""


class DamagedWorkError(Exception):
    """A kept file is not what was kept: the cache has to be cleared, and everything made again."""


@dataclass(frozen=True, slots=True)
class Work:
    """What MkDocs made for the hub: the shells, and the files of the handbook and the theme with their SHA-256."""

    folder: Path
    shells: Shells
    files: Mapping[str, str]

    def outputs(self) -> Iterator[Output]:
        """Yield the files."""
        for path, digest in self.files.items():
            yield Output(path, "mkdocs", partial(self._read, path, digest), digest_of("mkdocs", digest))

    def _read(self, path: str, digest: str) -> bytes:
        data = (self.folder / path).read_bytes()
        if hashlib.sha256(data).hexdigest() != digest:
            raise DamagedWorkError(path)
        return data


class Kept:
    """The cache of one project, in *folder*."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def work(self, digest: bytes) -> Work | None:
        """What the engine made from what has *digest*."""
        folder = self._work_folder(digest)
        found = read_kept(folder / "work", digest)
        if not isinstance(found, dict):
            return None
        shells = {(cast("Lang", lang), section): Shell(tuple(parts)) for lang, section, parts in found["shells"]}
        return Work(folder / "files", shells, found["files"])

    def keep_work(self, digest: bytes, made: Path, shells: Shells) -> Work:
        """Keep the files in the folder *made*, which is moved here, and *shells*; older work goes."""
        folder = self._work_folder(digest)
        files = work_of(made, shells).files
        shutil.rmtree(folder, ignore_errors=True)
        try:
            folder.mkdir(parents=True)
            shutil.move(made, folder / "files")
        except OSError:  # no room for a cache is no reason to fail
            return Work(made, shells, files)
        record = {
            "shells": [[lang, section, shell.parts] for (lang, section), shell in shells.items()],
            "files": files,
        }
        write_kept(folder / "work", digest, record)
        works = sorted(folder.parent.iterdir(), key=lambda one: one.stat().st_mtime_ns, reverse=True)
        for old in works[MOST_WORKS:]:
            shutil.rmtree(old, ignore_errors=True)
        return Work(folder / "files", shells, files)

    def clear(self) -> None:
        """Forget everything but what is known of published trees, which is checked by itself."""
        for path in (*map(self.folder.joinpath, ("project", "works", "reading")), *self.folder.glob("site-*/search")):
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)

    def _work_folder(self, digest: bytes) -> Path:
        return self.folder / "works" / digest.hex()


def work_of(made: Path, shells: Shells) -> Work:
    """What lies in the folder *made*, without the sitemap that MkDocs writes of its own pages only."""
    files = {
        file.relative_to(made).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(made.rglob("*"))
        if file.is_file() and file.name not in ("sitemap.xml", "sitemap.xml.gz")
    }
    return Work(made, shells, files)
