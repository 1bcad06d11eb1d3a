"""One build of one project: what is asked for, what was read, what is published. Engine-free."""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import replace
from functools import cached_property, partial
from itertools import chain
from pathlib import Path
from typing import TextIO

from generator.build import Loaded, TextOutputs, Updating, load, load_texts, outputs, updating_texts
from generator.digests import digest_of
from generator.engines.cache import store_of
from generator.engines.kept import Kept, Work
from generator.engines.project import Asked
from generator.engines.texts import Columns, Seen, same_faces, same_units, seen
from generator.model.hub import Edition
from generator.pages.chrome import chrome
from generator.pages.context import Context
from generator.pages.plan import contexts_of
from generator.pictures.font import has_font
from generator.pictures.store import Store
from generator.problems import ProblemLang
from generator.program import folder_digest, program_digest
from generator.publish.checksums import checksums_output
from generator.publish.output import Output
from generator.publish.patch import OutdatedError, patch
from generator.publish.standing import Standing
from generator.publish.steps import NOBODY, Steps
from generator.publish.tree import Published, Written, publish
from generator.reading.shelf import Shelf
from generator.search.memory import Memory
from generator.settings import Settings

HANDBOOK = "handbook"
PICTURE_CACHE = 512 * 1024 * 1024
"""How many bytes of encoded pictures are kept from build to build: those of some 500 photos."""


class ProblemsError(Exception):
    """The content has errors; they have been told."""


class Session:
    """The build that is *asked* for, into *site*; editors are spoken to in *lang*.

    *content* is what lies in the content's folder, *standing* what stands in the site's trees, where that is known.
    *steps* are told what is being done.
    """

    def __init__(
        self,
        asked: Asked,
        lang: ProblemLang,
        site: Path,
        content: Columns | None = None,
        standing: Standing | None = None,
        steps: Steps = NOBODY,
    ) -> None:
        self.steps = steps
        self._content = content
        self._standing = standing
        self._before: Seen | None = None
        self._seen: Seen | None = None
        self._updating: Updating | None = None
        self._project = asked.project
        self._config = asked.config
        self.kept = Kept(asked.cache)
        self.site = site
        self.settings = settings_of(asked)
        self.lang = lang
        self._pictures = Store(asked.cache / "pictures")

    @cached_property
    def loaded(self) -> Loaded:
        """The content, read and checked."""
        content, theme = self.settings.content, self.settings.theme
        rows = self._content.rows() if self._content is not None else None
        return load(content, theme, store=self._pictures, shelf=self.shelf, rows=rows, steps=self.steps)

    @cached_property
    def shelf(self) -> Shelf:
        """The records that earlier builds read."""
        return shelf_of(self.kept.folder, self.settings.theme)

    def load_texts(self, before: Seen, changed: Collection[str]) -> bool:
        """Load the content if only texts of articles *changed* since *before*, the last build; say whether it was so.

        *changed* are the folders of all articles one of whose files changed.
        """
        if self._content is None:
            return False
        self._updating = updating_texts(self._memory)  # at work while all this goes on
        if not same_units(before, self.shelf.old(), changed):
            return False
        loaded = load_texts(
            self.settings.content,
            self.settings.theme,
            self._pictures,
            self.shelf,
            self._content.rows(),
            changed,
            found=before.found,
            steps=self.steps,
        )
        if loaded is None or not same_faces(before, self.shelf.kept(), changed):
            self.shelf.reopen()
            return False
        self.loaded, self._before = loaded, before
        return True

    def _see(self, now: int) -> None:
        self._seen = self.seen(now)

    def seen(self, now: int) -> Seen | None:
        """What the next build can begin with when it finds only texts changed; this one began at *now*."""
        if self._seen is not None:
            return self._seen
        units, loaded = self.shelf.kept(), self.loaded
        if self._before is not None and self._content is not None:
            digests = {name: units[name].digest for name in self._before.faces}
            return Seen(self._content.unsure(now), self._before.faces, digests, loaded.found)
        if self._content is None or loaded.hub is None or len(units) != sum(1 for _ in loaded.hub.items()):
            return None
        if loaded.remarks != sum(len(unit.remarks) for unit in units.values()):  # of pictures, or of the folder
            return None
        return seen(self._content, now, units, found=loaded.found)

    def settle(self, now: int) -> None:
        """Note what the next build can begin with, and let go of what only that needs: a kilobyte a page."""
        self._seen = self.seen(now)
        self.shelf.forget()
        self._content = None

    def tell(self, out: TextIO | None = None) -> None:
        """Print what is wrong in the content; raises `ProblemsError` when that stops the build."""
        report = self.loaded.report
        if report.problems:
            self.steps.rest()
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

    def publish_texts(self, work: Work, changed: Collection[str], now: int) -> Published:
        """Write what depends on the texts of the articles *changed*; the build began at *now*.

        Raises `OutdatedError` when the trees or the search index are not those of the last build.
        """
        standing, store = self._standing, store_of(self.kept.folder, self.site)
        if standing is None or self._updating is None:
            raise OutdatedError
        program, memory, shells = digest_of(program_digest(), self._theme), self._memory, work.shells
        outputs = TextOutputs(
            self.edition, self.loaded, self.settings, shells, changed, program, memory, self._updating
        )
        outputs.meanwhile = partial(self._see, now)
        if not standing.is_whole:  # `patch` would say so too late: what the index keeps belongs to what is published
            raise OutdatedError
        outputs.begin()
        return patch(self.steps.follow(outputs), outputs, self.site, store, time.perf_counter, standing)

    @property
    def _memory(self) -> Memory:
        folder = store_of(self.kept.folder, self.site) / "search"
        return Memory(folder, lambda path: (self.site / "search" / path).read_bytes())

    def close(self) -> None:
        """Wait for processes that were begun."""
        if self._updating is not None:
            self._updating.close()
            self._updating = None

    def publish(self, work: Work) -> Published:
        """Write the site; the caller holds its lock. Of the content only the report is there afterwards."""
        program = digest_of(program_digest(), self._theme)
        store = store_of(self.kept.folder, self.site)
        own = outputs(self.edition, self.loaded, self.settings, work.shells, program, self._memory)
        made: Iterable[Output] = self.steps.follow(chain(work.outputs(), own, self._let_go()))
        done = publish(made, self.site, store, time.perf_counter, checksums_output, self._standing)
        self._pictures.trim(PICTURE_CACHE)
        return done

    def _let_go(self) -> Iterator[Output]:
        """Forget the content when all is made of it: what comes now needs memory for the files alone."""
        for name in ("edition", "contexts"):
            self.__dict__.pop(name, None)
        self.loaded = replace(self.loaded, hub=None)
        yield from ()


def shelf_of(cache: Path, theme: Path) -> Shelf:
    """The records that earlier builds read, with the words of *theme*."""
    return Shelf(cache / "reading", digest_of(program_digest(), folder_digest(theme / "strings")))


def settings_of(asked: Asked) -> Settings:
    """The settings of the build that is *asked* for. Without the font sharing pictures have no titles."""
    project = asked.project
    return Settings(
        content=Path(project.content),
        theme=Path(project.theme),
        site_url=project.site_url,
        as_of=asked.as_of,
        samples=asked.samples,
        sharing_pictures=asked.sharing_pictures and has_font(),
    )


def closing_line(done: Published, as_of: dt.date) -> str:
    """What a build says of itself at its end."""
    search = done.by_source.get("search", Written())
    return (
        f"{done.files} files as of {as_of.isoformat()}, {done.size / 1e6:.1f} MB; "
        f"{done.made.files} made anew in {done.made.seconds:.1f} s, {len(done.changed)} changed; "
        f"of it the search index {search.files} files, {search.size / 1e6:.1f} MB in {search.seconds:.1f} s"
        + ("" if has_font() else "; no font for the titles of sharing pictures (package pylopdf-fonts-zh-cn)")
    )
