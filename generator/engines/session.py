"""One build of one project: what is asked for, what was read, what is published. Engine-free.

The engine's modules are where the clock and the environment are read; the command line is the other place.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Mapping
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TextIO

from generator.build import Loaded, load, outputs
from generator.digests import digest_of
from generator.engines.kept import Kept, Project, Work
from generator.model.hub import Edition
from generator.model.record import HUB_ZONE
from generator.pages.chrome import chrome
from generator.pages.context import Context
from generator.pages.plan import contexts_of
from generator.pictures.font import has_font
from generator.pictures.store import Store
from generator.problems import ProblemLang
from generator.program import folder_digest, program_digest
from generator.publish.checksums import checksums_output
from generator.publish.output import Output
from generator.publish.tree import Published, Written, publish
from generator.reading.shelf import Shelf
from generator.search.memory import Memory
from generator.settings import Settings, SettingsError

HANDBOOK = "handbook"
PICTURE_CACHE = 512 * 1024 * 1024
"""How many bytes of encoded pictures are kept from build to build: those of some 500 photos."""


class ProblemsError(Exception):
    """The content has errors; they have been told."""


class Session:
    """A build of *project* into *site*; *config* is the digest of its settings."""

    def __init__(self, project: Project, config: bytes, kept: Kept, environ: Mapping[str, str], site: Path) -> None:
        self._project = project
        self._config = config
        self.kept = kept
        self.site = site
        self.settings = settings_from(project, environ)
        self.lang = problem_language(environ)
        self._pictures = Store(kept.folder / "pictures")

    @cached_property
    def loaded(self) -> Loaded:
        """The content, read and checked."""
        shelf = shelf_of(self.kept.folder, self.settings.theme)
        return load(self.settings.content, self.settings.theme, store=self._pictures, shelf=shelf)

    def tell(self, out: TextIO | None = None) -> None:
        """Print what is wrong in the content; raises `ProblemsError` when that stops the build."""
        report = self.loaded.report
        if report.problems:
            print(report.text(self.lang), file=out or sys.stderr)
        if report.errors:
            raise ProblemsError(report.summary(self.lang))

    @cached_property
    def edition(self) -> Edition:
        """What readers see."""
        return self.loaded.edition(self.settings)

    @cached_property
    def contexts(self) -> tuple[Context, ...]:
        """One context a language."""
        settings = self.settings
        return contexts_of(self.edition, self.loaded.strings, settings.base, settings.site_url)

    @cached_property
    def _theme(self) -> bytes:
        return folder_digest(self.settings.theme)

    @cached_property
    def work_digest(self) -> bytes:
        """16 bytes for everything that the engine makes its work from."""
        said = [
            json.dumps({key: value for key, value in chrome(context, "", "").items() if key != "t"}, default=str)
            for context in self.contexts
        ]
        hub = self.edition.hub.digests.get("hub.yml", b"")
        theme, handbook = self._theme, folder_digest(Path(self._project.docs))
        samples = str(self.settings.samples)
        return digest_of(program_digest(), self._config, theme, handbook, hub, self.settings.site_url, samples, *said)

    def work(self) -> Work | None:
        """What an earlier run of the engine made from the same."""
        return self.kept.work(self.work_digest) if self._project.reusable else None

    def publish(self, work: Work) -> Published:
        """Write the site; the caller holds its lock."""
        program = digest_of(program_digest(), self._theme)
        store = store_of(self.kept.folder, self.site)
        memory = Memory(store / "search", lambda path: (self.site / "search" / path).read_bytes())
        own = outputs(self.edition, self.loaded, self.settings, work.shells, program, memory)
        made: Iterable[Output] = chain(work.outputs(), own)
        done = publish(made, self.site, store, time.perf_counter, checksums_output)
        self._pictures.trim(PICTURE_CACHE)
        return done


def shelf_of(cache: Path, theme: Path) -> Shelf:
    """The records that earlier builds read, with the words of *theme*."""
    return Shelf(cache / "reading", digest_of(program_digest(), folder_digest(theme / "strings")))


def store_of(cache: Path, site: Path) -> Path:
    """The folder for what is kept about the tree at *site*."""
    return cache / f"site-{hashlib.sha256(os.fsencode(site.absolute())).hexdigest()[:12]}"


def settings_from(project: Project, environ: Mapping[str, str]) -> Settings:
    """Return the settings that *project*, the environment and the clock give; raises SettingsError.

    HUB_AS_OF, HUB_SAMPLES and HUB_SHARING_PICTURES in the environment go before what mkdocs.yml says. Without the font
    sharing pictures have no titles.
    """
    return Settings(
        content=Path(project.content),
        theme=Path(project.theme),
        site_url=project.site_url,
        as_of=day_of(environ.get("HUB_AS_OF") or project.as_of, environ),
        samples=_is_on(environ.get("HUB_SAMPLES") or project.samples),
        sharing_pictures=_is_on(environ.get("HUB_SHARING_PICTURES") or project.sharing_pictures) and has_font(),
    )


def _is_on(said: str) -> bool:
    return said.lower() not in ("false", "no", "0", "off")


def day_of(given: object, environ: Mapping[str, str]) -> dt.date:
    """The day to build for: as given, else SOURCE_DATE_EPOCH, else today in Asia/Shanghai."""
    if isinstance(given, dt.date):
        return given
    if given:
        try:
            return dt.date.fromisoformat(str(given))
        except ValueError:
            raise SettingsError(f"as_of: {given} is not a date such as 2026-11-22") from None
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    now = dt.datetime.fromtimestamp(int(epoch), HUB_ZONE) if epoch.isdigit() else dt.datetime.now(HUB_ZONE)
    return now.date()


def problem_language(environ: Mapping[str, str]) -> ProblemLang:
    """The language for editors: HUB_LANG, else English where the locale is English, else Chinese."""
    wanted = environ.get("HUB_LANG") or environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "en" if wanted.startswith("en") else "zh"


def closing_line(done: Published, as_of: dt.date) -> str:
    """What a build says of itself at its end."""
    search = done.by_source.get("search", Written())
    return (
        f"{done.files} files as of {as_of.isoformat()}, {done.size / 1e6:.1f} MB; "
        f"{done.made.files} made anew in {done.made.seconds:.1f} s, {len(done.changed)} changed; "
        f"of it the search index {search.files} files, {search.size / 1e6:.1f} MB in {search.seconds:.1f} s"
        + ("" if has_font() else "; no font for the titles of sharing pictures (package pylopdf-fonts-zh-cn)")
    )
