"""What the engine made in earlier builds: settings, shells, the handbook's files. Below `.cache/hub`, by digest.

While the digest of what it is made from stays, MkDocs need not even be imported. Nothing here is trusted: what is
damaged is not there.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, cast

from generator.digests import digest_of
from generator.model.record import Lang
from generator.pages.templates import Shell, Shells
from generator.publish.output import Output
from generator.replacing import replace_file

CACHE = ".cache/hub"
"""Where earlier builds leave what later ones can use again, beside mkdocs.yml."""
MOST_WORKS = 3
"""How many runs of the engine are kept: production with and without samples, a preview."""
_INHERIT = re.compile(r"^INHERIT:[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)
_ENV = re.compile(r"!ENV\b([^\n]*)")


class DamagedWorkError(Exception):
    """A kept file is not what was kept: the cache has to be cleared, and everything made again."""


@dataclass(frozen=True, slots=True)
class Project:
    """What mkdocs.yml says of the hub, before the environment and the clock: absolute paths, texts as they stand.

    `reusable` is false when other plugins or hooks take part, which might read anything.
    """

    content: str
    theme: str
    docs: str
    site_url: str
    site_dir: str
    as_of: str
    samples: str
    sharing_pictures: str
    reusable: bool


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


def config_digest(config_file: Path, environ: Mapping[str, str]) -> bytes:
    """16 bytes for what *config_file*, the files it inherits from and the variables that they name say."""
    parts: list[bytes] = [os.fsencode(config_file.resolve())]
    file, seen = config_file, set[Path]()
    while file.resolve() not in seen:
        seen.add(file.resolve())
        try:
            data = file.read_bytes()
        except OSError:
            break
        parts.append(data)
        text = data.decode("utf-8", "replace")
        for line in _ENV.findall(text):
            for name in re.findall(r"\w+", line):
                parts += [name.encode(), environ.get(name, "\0").encode("utf-8", "surrogateescape")]
        if (match := _INHERIT.search(text)) is None:
            break
        file = file.parent / match[1]
    return digest_of(*parts)


def cache_of(root: Path, environ: Mapping[str, str]) -> Path:
    """The folder for what is kept of the project in *root*: HUB_CACHE of the environment, else `.cache/hub`."""
    return Path(environ.get("HUB_CACHE") or root / CACHE)


class Kept:
    """The cache of one project, in *folder*; *program* stands for the program itself."""

    def __init__(self, folder: Path, program: bytes) -> None:
        self.folder = folder
        self._program = program

    def project(self, digest: bytes) -> Project | None:
        """What was read from the settings with *digest*."""
        found = self._read(self.folder / "project", digest)
        with suppress(TypeError):
            return Project(**found) if isinstance(found, dict) else None
        return None

    def keep_project(self, digest: bytes, project: Project) -> None:
        """Keep *project* for the settings with *digest*."""
        self._write(self.folder / "project", digest, asdict(project))

    def work(self, digest: bytes) -> Work | None:
        """What the engine made from what has *digest*."""
        folder = self._work_folder(digest)
        found = self._read(folder / "work", digest)
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
        self._write(folder / "work", digest, record)
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

    def _read(self, file: Path, digest: bytes) -> Any:
        with suppress(OSError, ValueError):
            head, _, text = file.read_bytes().partition(b"\n")
            if head == digest_of(self._program, digest, text).hex().encode():
                return json.loads(text)
        return None

    def _write(self, file: Path, digest: bytes, record: Any) -> None:
        text = json.dumps(record).encode()  # ASCII, which holds a path in any encoding
        with suppress(OSError):
            file.parent.mkdir(parents=True, exist_ok=True)
            replace_file(file, digest_of(self._program, digest, text).hex().encode() + b"\n" + text)


def work_of(made: Path, shells: Shells) -> Work:
    """What lies in the folder *made*, without the sitemap that MkDocs writes of its own pages only."""
    files = {
        file.relative_to(made).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in sorted(made.rglob("*"))
        if file.is_file() and file.name not in ("sitemap.xml", "sitemap.xml.gz")
    }
    return Work(made, shells, files)
