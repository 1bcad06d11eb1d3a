"""A preview that stays alive: what it read stays in memory, and an edit costs no more than the edit.

One thread follows the files: it reads what changed and shows the site that comes of it, from which each page is made
when a browser asks for it. Nothing is published. What takes longer – the handbook and the shells, which MkDocs makes,
and the search index – is done behind it, in a process of its own, and shows when it is ready. Engine-free.
"""

from __future__ import annotations

import gc
import logging
import multiprocessing
import os
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import takewhile
from pathlib import Path
from threading import Condition, Thread
from typing import Any

from generator.build import Loaded, load, outputs, protection
from generator.engines.kept import Work
from generator.engines.project import Asked
from generator.engines.session import PICTURE_CACHE, Session, shelf_of
from generator.engines.watches import wall
from generator.looks import Looking, rows_of
from generator.pictures.store import Store
from generator.previewing.showing import Showing, Site, Stage
from generator.previewing.watching import Change, Watching
from generator.problems import ProblemLang, Report
from generator.program import folder_digest, program_digest
from generator.publish.lock import BusyError, exclusive
from generator.publish.lookup import Lookup
from generator.publish.tree import publish
from generator.reading.files import is_ignored
from generator.reading.shelf import DamagedShelfError, Shelf
from generator.search.memory import Memory
from generator.settings import SettingsError
from generator.strings import StringsError

log = logging.getLogger("mkdocs.plugins.hub")

QUIET = 1.0
"""Seconds without a change after which the search index is brought up to date, and the files are compared with what
was told of them: notifications can get lost."""
LOOK = 2.0
"""Seconds between two looks at all files where the system does not tell of changes."""
_AGAIN = Change(Path(), is_folder=True)
"""No file: something was made behind the preview, or somebody asks."""
TOGETHER = 3
"""How many changed files a line at the terminal names."""

Ask = Callable[[], Asked]
"""Says what is asked for now: settings and day may have changed; raises SettingsError."""
MakeWork = Callable[["Sitting"], bool]
"""Makes the engine's work for a sitting and keeps it; returns whether it could. Called in a thread of its own."""


@dataclass
class Reading:
    """What was read so far, for the theme's words with the digest `words`."""

    content: Path
    words: bytes
    shelf: Shelf
    looking: Looking
    pictures: Store


class Sitting(Session):
    """One state of the project, read upon what is in memory."""

    def __init__(self, asked: Asked, lang: ProblemLang) -> None:
        super().__init__(asked, lang, asked.cache / "preview" / "site")
        self.asked = asked
        self.reading: Reading | None = None

    @cached_property
    def loaded(self) -> Loaded:
        """The content, read and checked."""
        reading = self.reading
        if reading is None:
            raise ValueError("nothing to read upon")
        settings = self.settings
        rows = reading.looking.rows()
        return load(settings.content, settings.theme, store=reading.pictures, shelf=reading.shelf, rows=rows)

    def made(self) -> Work | None:
        """What the engine made for this state, if it did."""
        return self.kept.work(self.work_digest)


class Preview:
    """Follows a project, whose settings are in *config_file*, and shows it on *stage*."""

    def __init__(
        self,
        stage: Stage,
        ask: Ask,
        make_work: MakeWork,
        lang: ProblemLang,
        config_file: Path,
    ) -> None:
        self._stage = stage
        self._ask = ask
        self._lang = lang
        self._config_file = config_file.absolute()
        self._watching = Watching()
        self._watched: set[Path] = set()
        self._reading: Reading | None = None
        self._work: tuple[bytes, Work] | None = None
        self._report = Report()
        self._site: Site | None = None
        self._damaged = False
        """Whether what was kept of the content turned out to be damaged, and has to be read again."""
        self._behind = _Behind(make_work, self.look_again)
        self._thread = Thread(target=self._follow, name="preview", daemon=True)

    def start(self) -> None:
        """Begin to read, and to follow."""
        self._thread.start()
        self._behind.start()

    def stop(self) -> None:
        """End; whoever waits for news is let go."""
        self._watching.stop()
        self._behind.stop()
        self._stage.end()
        self._thread.join(5)
        if self._reading is not None:
            self._reading.pictures.trim(PICTURE_CACHE)

    def look_again(self) -> None:
        """Read the settings again, and take what was made behind."""
        self._watching.note([_AGAIN])

    # Following

    def _follow(self) -> None:
        self._watch(self._config_file.parent, deep=False)
        self._watching.start()
        self._look(frozenset())
        gc.freeze()  # what was read stays; nobody need look through it for what can go
        unsure = True
        while not self._watching.stopped:
            changes = self._watching.wait(QUIET if unsure else None if self._watching.tells else LOOK)
            if self._watching.stopped:
                return
            if changes:
                if any(map(self._matters, changes)):
                    self._look(changes)
                    unsure = True
            else:
                unsure = False
                gc.collect()
                gc.enable()
                if self._is_behind():
                    self._look(None)
                    unsure = True

    def _watch(self, place: Path, *, deep: bool = True) -> None:
        if place not in self._watched and place.is_dir():
            self._watched.add(place)
            self._watching.watch(place, deep=deep)

    def _matters(self, change: Change) -> bool:
        if change.path.parent == self._config_file.parent and change.path not in self._watched:
            return change.path.suffix in (".yml", ".yaml")
        return change == _AGAIN or not is_ignored(change.path.name)

    def _is_behind(self) -> bool:
        """Whether the content is not as it was told."""
        reading = self._reading
        return reading is not None and rows_of(reading.content) != reading.looking.rows()

    # Showing

    def _look(self, changes: frozenset[Change] | None) -> None:
        """Read what changed and show what comes of it; everything is looked at again when *changes* is None."""
        before = wall()
        gc.disable()  # until nothing changes for a while: looking for what can go would keep a page waiting
        fault = ""
        try:
            sitting = Sitting(self._ask(), self._lang)
            self._prepare(sitting, changes)
            if not self._told(sitting.loaded.report):
                self._stage.show(Showing(self._site, sitting.loaded.report, lang=self._lang))
                return
            if not self._make_site(sitting):
                return
        except (SettingsError, StringsError) as error:
            log.error("%s", error)
            fault = str(error)
        except Exception as error:  # a preview outlives whatever it meets; a build would end here
            log.exception("the preview could not be brought up to date")
            fault = f"{type(error).__name__}: {error}"
        self._stage.show(Showing(self._site, Report(), fault, self._lang))
        if not fault:
            log.info(_line(changes or frozenset(), wall() - before, self._lang))

    def _prepare(self, sitting: Sitting, changes: frozenset[Change] | None) -> None:
        """Watch what *sitting* is made from, and lend it what was read before."""
        settings = sitting.settings
        for place in (settings.content, settings.theme, Path(sitting.asked.project.docs)):
            if not any(place.is_relative_to(one) for one in self._watched if one != self._config_file.parent):
                self._watch(place)
        words = folder_digest(settings.theme / "strings")
        reading = self._reading
        if self._damaged and reading is not None:
            reading.shelf.clear()
            reading, self._damaged = None, False
        if reading is None or (reading.content, reading.words) != (settings.content, words):
            shelf = shelf_of(sitting.kept.folder, settings.theme)
            pictures = Store(sitting.kept.folder / "pictures")
            self._reading = Reading(settings.content, words, shelf, Looking(settings.content), pictures)
        else:
            reading.shelf.reopen()
            if changes is None:
                reading.looking.forget()
            for change in changes or ():
                if change.path == reading.content:
                    reading.looking.forget()
                elif change.path.is_relative_to(reading.content):
                    path = change.path.relative_to(reading.content)
                    above = path.parent.as_posix()
                    reading.looking.forget("" if above == "." else above)
                    if change.is_folder:
                        reading.looking.forget(path.as_posix(), deep=True)
        sitting.reading = self._reading

    def _told(self, report: Report) -> bool:
        """Say at the terminal what is wrong that was not before; return whether the content can be shown."""
        known = set(map(repr, self._report))
        new = Report(tuple(problem for problem in report if repr(problem) not in known))
        self._report = report
        if new.problems:
            log.warning("%s", new.text(self._lang))
        if report.errors:
            log.error("%s", _STAYS[self._lang].format(report.summary(self._lang)))
        return not report.errors

    def _make_site(self, sitting: Sitting) -> bool:
        """Put the site of *sitting* in the place of the last one; not before there are shells to show it in."""
        digest = sitting.work_digest
        if self._work is None or self._work[0] != digest:
            made = sitting.made()
            if made is not None:
                self._work = digest, made
            elif self._behind.failed != digest:
                self._behind.want_work(sitting)
        failed = self._behind.failed == digest
        if self._work is None:
            if failed:
                raise SettingsError(_FAILED)
            return False
        work = self._work[1]
        own = outputs(sitting.edition, sitting.loaded, sitting.settings, work.shells, searchable=False, keyed=False)
        read = partial(self._read, work, sitting.settings.theme, sitting.site, Lookup(own))
        self._site = Site(sitting.settings.base, read, protection(sitting.settings, work.shells))
        self._behind.want_search(sitting)
        if failed:
            raise SettingsError(_FAILED)
        return True

    def _read(self, work: Work, theme: Path, tree: Path, pages: Lookup, path: str) -> bytes | None:
        """The file at *path*: the engine's, from the theme itself while it is worked on; one of ours; the search's."""
        if path in work.files:
            with suppress(OSError):
                return (theme / path).read_bytes()
            return (work.folder / path).read_bytes()
        try:
            found = pages.read(path)
        except DamagedShelfError:
            self._damaged = True
            self.look_again()
            raise
        if found is None and path.startswith("search/") and ".." not in path:
            with suppress(OSError):
                return (tree / path).read_bytes()
        return found


def _line(changes: frozenset[Change], seconds: float, lang: ProblemLang) -> str:
    """What the terminal says of a new showing."""
    names = sorted(change.path.name if change.path.parent.name == "" else "/".join(change.path.parts[-2:])
                   for change in changes if not change.is_folder and not is_ignored(change.path.name))  # fmt: skip
    shown, more = names[:TOGETHER], len(names) - TOGETHER
    if lang == "zh":
        text = f"预览已更新，用时 {seconds:.2f} 秒"
        return f"{text}：{'、'.join(shown)}{f' 等 {len(names)} 个' if more > 0 else ''}" if names else text
    text = f"The preview is up to date after {seconds:.2f} s"
    return f"{text}: {', '.join(shown)}{f' and {more} more' if more > 0 else ''}" if names else text


_FAILED = "MkDocs could not build the handbook; the terminal says why"
_STAYS = {
    "zh": "{}。改好之前，预览停在原来的样子。",
    "en": "{}. The preview stays as it was until this is mended.",
}


class _Behind:
    """What is done behind the preview, one thing at a time: the engine's work first, then the search index."""

    def __init__(self, make_work: MakeWork, done: Callable[[], None]) -> None:
        self._make_work = make_work
        self._done = done
        self._wanted = Condition()
        self._work: Sitting | None = None
        self._search: Sitting | None = None
        self._stopped = False
        self.failed: bytes | None = None
        """The digest of the work that the engine could not make."""
        self._thread = Thread(target=self._go, name="preview-behind", daemon=True)
        self.start = self._thread.start

    def want_work(self, sitting: Sitting) -> None:
        """Have the engine's work made for *sitting*."""
        with self._wanted:
            self._work = sitting
            self._wanted.notify_all()

    def want_search(self, sitting: Sitting) -> None:
        """Have the search index of *sitting* made, once nothing changes for a while."""
        with self._wanted:
            self._search = sitting
            self._wanted.notify_all()

    def stop(self) -> None:
        """End, and let nothing go on."""
        with self._wanted:
            self._stopped = True
            self._wanted.notify_all()
        end_processes()

    def _go(self) -> None:
        while True:
            with self._wanted:
                self._wanted.wait_for(lambda: self._work or self._search or self._stopped)
                if self._work is None and not self._stopped:
                    latest = self._search
                    while self._wanted.wait(QUIET) and self._work is None and self._search is not latest:
                        latest = self._search
                if self._stopped:
                    return
                work, self._work = self._work, None
                search = None
                if work is None:
                    search, self._search = self._search, None
            if work is not None:
                fine = self._make_work(work) and work.made() is not None
                self.failed = None if fine else work.work_digest
                self._done()
            elif search is not None:
                in_a_process(make_search, search.asked, search.lang)


def make_search(asked: Asked, lang: ProblemLang) -> None:
    """Bring the search index of a preview up to date; runs in a process of its own."""
    gc.disable()
    session = Session(asked, lang, asked.cache / "preview" / "site")
    if session.loaded.report.errors:
        return
    with suppress(BusyError), exclusive(session.site):
        memory = Memory(session.site.parent / "memory", lambda path: (session.site / "search" / path).read_bytes())
        made = outputs(session.edition, session.loaded, session.settings, {}, program_digest(), memory)
        index = takewhile(lambda output: output.source == "search", made)
        publish(index, session.site, session.site.parent / "store")


_running: list[Any] = []


def in_a_process(target: Callable[..., None], *arguments: object) -> bool:
    """Call *target* in a process of its own, after which its memory is free again; return whether it went well."""
    process = multiprocessing.get_context("spawn").Process(target=_run, args=(target, *arguments), daemon=True)
    process.start()
    _running.append(process)
    process.join()
    _running.remove(process)
    return process.exitcode == 0


def _run(target: Callable[..., None], *arguments: object) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the preview, which ends this process
    with suppress(AttributeError, OSError):
        os.nice(5)  # pages that somebody waits for go first
    logging.basicConfig(level=logging.WARNING, format="%(message)s")
    target(*arguments)


def end_processes() -> None:
    """End what is still running behind."""
    for process in list(_running):
        process.terminate()
