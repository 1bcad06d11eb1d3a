"""What the form does, free of HTTP: open, judge, save, list, show. It sees content/ through `Store` and `Mirror`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import RLock
from typing import Literal

from generator.build import Loaded, load, outputs
from generator.editing.answers import Answer, field_name, without_empty_rows
from generator.editing.entries import Entry, Texts, answers_of, edited, entry_at, loc_of, values_of
from generator.editing.mirror import Mirror
from generator.editing.pictures import Cleaned, PictureError, cleaned, file_name
from generator.editing.store import Store
from generator.editing.texts import Raw, digest
from generator.looks import rows_of
from generator.model.hub import Edition, Hub
from generator.model.item import Article, Item
from generator.model.record import Lang, Text
from generator.pages.templates import Surroundings
from generator.pictures.facts import Facts, UnusableError
from generator.pictures.pillow import inspect
from generator.pictures.store import Store as PictureStore
from generator.problems import Problem, Report
from generator.publish.lookup import Lookup
from generator.reading.files import PICTURE, PICTURE_LIMIT, scan
from generator.reading.shelf import Shelf
from generator.reading.translations import fingerprint_of
from generator.starters.ids import proposed_id
from generator.starters.records import NEW_KINDS, new_files

State = Literal["draft", "scheduled", "current", "over", "unreadable", ""]
TranslationState = Literal["missing", "outdated", "current", ""]


@dataclass(frozen=True, slots=True)
class Opened:
    """An entry with its files as they were read."""

    entry: Entry
    data: Mapping[str, bytes | None]
    texts: Texts

    @property
    def base(self) -> dict[str, str]:
        """The digest of each file."""
        return {path: digest(data) for path, data in self.data.items()}

    @property
    def is_new(self) -> bool:
        """Whether it has not been saved yet."""
        return self.data[self.entry.path] is None

    def bytes_of(self, texts: Texts) -> dict[str, bytes | None]:
        """Return the bytes of each file that differs once it holds *texts*; lines that stay keep their breaks."""
        changed: dict[str, bytes | None] = {}
        for path, text in texts.items():
            data = self.data[path]
            new = None if text is None else text.encode() if data is None else Raw.of(data).with_text(text)
            if new != data:
                changed[path] = new
        return changed


@dataclass(frozen=True, slots=True)
class Row:
    """An entry as the list shows it."""

    entry: Entry
    title: str
    day: dt.date | None
    state: State
    sample: bool
    translation: TranslationState
    errors: int
    warnings: int
    words: str
    """Everything the search looks through, in lower case."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A problem, and the name of the field it belongs to; empty for the entry as a whole."""

    problem: Problem
    name: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the check says of an entry as it would be saved."""

    own: tuple[Placed, ...]
    elsewhere: int
    """How many errors there are in other files."""
    brings: tuple[Problem, ...] = ()
    """Errors in other files that this change would bring."""

    @property
    def errors(self) -> int:
        """How many of its own problems would stop a build."""
        return sum(placed.problem.severity == "error" for placed in self.own)


@dataclass
class Desk:
    """One sitting at the form. Its methods may be called from several threads."""

    content: Path
    theme: Path
    work: Path
    """An empty folder of its own, best on the disk of the content."""
    as_of: dt.date
    surroundings: Callable[[Path], Surroundings]
    """Makes what surrounds pages for the content in a folder; asked when a page is first shown."""
    encoded: PictureStore = field(default_factory=PictureStore)
    """What is known of pictures from earlier builds."""
    store: Store = field(init=False)
    _known: dict[str, Texts] = field(default_factory=dict, init=False)
    _lock: RLock = field(default_factory=RLock, init=False)
    _saved: tuple[object, Loaded] | None = field(default=None, init=False)
    """The content as it is on disk, read once a version."""
    _lent: tuple[str, Surroundings] | None = field(default=None, init=False)
    _pages: tuple[Lookup, Surroundings] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self.store = Store(self.content)
        self._mirror = Mirror(self.store.root, self.work / self.store.root.name)

    # Opening

    def open(self, path: str) -> Opened | None:
        """Return the entry at *path*, or None where no form can be. Raises UnicodeDecodeError."""
        entry = entry_at(path)
        if entry is None:
            return None
        data = {file: self.store.read(file) for file in entry.files}
        if data[entry.path] is None:
            return None
        opened = Opened(
            entry, data, {file: Raw.of(one).text if one is not None else None for file, one in data.items()}
        )
        self._remember(opened)
        return opened

    def start(self, kind: str, path: str, lang: Lang) -> Opened | None:
        """Return the entry at *path*, of *kind*, as `hub new` would begin it; None where none can be."""
        entry = entry_at(path)
        if entry is None or kind not in NEW_KINDS:
            return None
        begun = new_files(NEW_KINDS[kind], entry.id, {}, self.as_of, lang)
        return Opened(entry, dict.fromkeys(entry.files), {file: begun.get(file) for file in entry.files})

    def new_id(self, kind: str, title: str, wanted: str, day: str) -> str:
        """Return the id for a new entry: *wanted*, else one made of its title; a dated kind has the day in front."""
        dated = kind in NEW_KINDS and NEW_KINDS[kind].dated
        try:
            date = dt.date.fromisoformat(day) if dated else None
        except ValueError:
            return ""
        if wanted:
            return f"{day}-{wanted}" if dated and not wanted.startswith(day) else wanted
        taken = {entry.id for file in scan(rows_of(self.store.root))[0] if (entry := entry_at(file.path)) is not None}
        return proposed_id(title, taken, date)

    def _remember(self, opened: Opened) -> None:
        with self._lock:
            self._known[_name_of(opened.base)] = opened.texts
            while len(self._known) > 300:
                del self._known[next(iter(self._known))]

    def known(self, base: Mapping[str, str]) -> Texts | None:
        """The texts that had the digests *base* when they were opened, while they are remembered."""
        return self._known.get(_name_of(base))

    # Judging

    def loaded(self, changes: Mapping[str, bytes | None]) -> Loaded:
        """Read and check the content with *changes* in it, exactly as `hub check` would."""
        with self._lock:
            folder = self._mirror.show(changes)
            if changes:
                return self._load(folder)
            if self._saved is None or self._saved[0] != self._mirror.version:
                self._saved = self._mirror.version, self._load(folder)
            return self._saved[1]

    def _load(self, folder: Path) -> Loaded:
        """Read *folder* as `hub check` does; records whose files did not change since the last time are taken over."""
        return load(folder, self.theme, self.as_of, self.encoded, Shelf(self.work / "reading", b"edit"))

    def judge(self, opened: Opened, texts: Texts, answers: Mapping[str, Answer]) -> Judgement:
        """Return what is wrong with *opened* once it holds *texts*, each problem at its field."""
        changes = opened.bytes_of(texts)
        report = self.loaded(changes).report
        before = {_shape(problem) for problem in self.loaded({}).report.errors}
        return self._judgement(opened.entry, texts, answers, report, before)

    def _judgement(
        self, entry: Entry, texts: Texts, answers: Mapping[str, Answer], report: Report, before: set[str]
    ) -> Judgement:
        pruned = {name: without_empty_rows(answer) for name, answer in answers.items()}
        own, others, new = [], 0, []
        for problem in self._below(report):
            if problem.file in entry.files or (entry.has_pictures and problem.file.startswith(f"{entry.folder}/")
                                               and PICTURE.search(problem.file)):  # fmt: skip
                loc = loc_of(entry, texts, problem)
                own.append(Placed(problem, field_name(entry.questions, pruned, loc)))
            elif problem.severity == "error":
                others += 1
                if _shape(problem, self.content.name) not in before:
                    new.append(problem)
        return Judgement(tuple(own), others, tuple(new))

    def _below(self, report: Report) -> Sequence[Problem]:
        """The problems with files named from within the content."""
        prefix = f"{self.content.name}/"
        return [replace(problem, file=problem.file.removeprefix(prefix)) for problem in report]

    # Saving

    def save(self, opened: Opened, texts: Texts, base: Mapping[str, str]) -> tuple[str, ...]:
        """Write what differs and return the paths written; raises `ChangedError` when a file is not as in *base*."""
        with self._lock:
            changes = opened.bytes_of(texts)
            self.store.write(changes, {path: base.get(path, "") for path in opened.entry.files})
        return tuple(changes)

    def merged(
        self, opened: Opened, base: Texts, answers: Mapping[str, Answer]
    ) -> tuple[Texts, dict[str, Answer], list[str]]:
        """Put a person's changes since *base* onto what the files hold now.

        Returns the texts, their answers, and the names of the questions that both sides answered differently: there
        the person's answer stands.
        """
        entry = opened.entry
        then = answers_of(entry, values_of(entry, base))
        now = answers_of(entry, values_of(entry, opened.texts))
        result, both = dict(now), []
        for question in entry.questions:
            name = question.name
            mine = without_empty_rows(answers[name])
            if mine != then[name]:
                result[name] = answers[name]
                if now[name] not in (then[name], mine):
                    both.append(name)
        return edited(entry, opened.texts, result), result, both

    def fingerprint(self, texts: Texts, entry: Entry) -> str | None:
        """The fingerprint of the Chinese text of an article; None when its fields cannot be read."""
        return fingerprint_of(texts[entry.path] or "", entry.path)

    def is_outdated(self, opened: Opened) -> bool:
        """Whether the Chinese text of an article was changed after its translation was made."""
        if not opened.entry.is_article or opened.texts[opened.entry.files[1]] is None:
            return False
        loaded = self.loaded({})
        items = loaded.hub.items() if loaded.hub is not None else ()
        own = next((item for item in items if item.file == opened.entry.path), None)
        return isinstance(own, Article) and own.body.outdated

    def problems_of(self, changes: Mapping[str, bytes | None], file: str) -> tuple[Problem, ...]:
        """What is wrong in *file* with *changes* made."""
        return tuple(problem for problem in self._below(self.loaded(changes).report) if problem.file == file)

    def all_problems(self, opened: Opened, texts: Texts) -> Sequence[Problem]:
        """What is wrong anywhere once *opened* holds *texts*."""
        return self._below(self.loaded(opened.bytes_of(texts)).report)

    def files_of(self, path: str) -> tuple[str, ...]:
        """The files of the entry whose main file is *path*."""
        entry = entry_at(path)
        return entry.files if entry is not None else ()

    # Pictures

    def pictures(self, entry: Entry) -> tuple[str, ...]:
        """The names of the pictures beside *entry*."""
        return tuple(name for name in self.store.names(entry.folder) if PICTURE.search(name))

    def add_picture(self, entry: Entry, given: str, data: bytes) -> tuple[str, Cleaned, Facts]:
        """Keep a picture that was called *given* beside *entry*; return its name, how it was cleaned, its size.

        Raises `PictureError` with the key of the reason.
        """
        if len(data) > PICTURE_LIMIT:
            raise PictureError("picture_large")
        try:
            picture = cleaned(data)
            facts = inspect(picture.data)
        except UnusableError as unusable:
            raise PictureError(f"picture_{unusable.fault}") from None
        with self._lock:
            name = file_name(given, picture.format, self.store.names(entry.folder))
            path = f"{entry.folder}/{name}"
            self.store.write({path: picture.data}, {path: ""})
        return name, picture, facts

    # Lists

    def rows(self) -> tuple[list[Row], Report]:
        """Every entry of the content, in order of kind and then as lists show them, and all problems."""
        loaded = self.loaded({})
        report = Report(tuple(self._below(loaded.report)))
        found, _ = scan(rows_of(self.store.root))
        items = {item.file: item for item in loaded.hub.items()} if loaded.hub is not None else {}
        edition = loaded.hub.as_of(self.as_of, samples=True) if loaded.hub is not None else None
        entries = [entry for file in found if (entry := entry_at(file.path)) is not None]
        return [_row(entry, items.get(entry.path), report, edition) for entry in entries], report

    def choices(self) -> dict[str, list[tuple[str, str, str]]]:
        """What references can choose from: id, Chinese and English name of each alliance, tag and event category."""
        hub = self.loaded({}).hub
        if hub is None:
            return {"alliances": [], "tags": [], "event_categories": []}
        return {
            "alliances": [(a.id, a.name.zh, a.name.en or a.name.zh) for a in hub.alliances],
            "tags": [(id_, text.zh, text.en or text.zh) for id_, text in hub.taxonomy.tags.items()],
            "event_categories": [
                (id_, text.zh, text.en or text.zh) for id_, text in hub.taxonomy.event_categories.items()
            ],
        }

    # Pages

    def show(self, opened: Opened, texts: Texts) -> str | None:
        """Make the site of the content with *texts* in it ready for `page`.

        Returns the address of the entry's page below the site's root, Chinese; None while there are errors.
        """
        with self._lock:
            folder = self._mirror.show(opened.bytes_of(texts))
            # Not from the shelf: the next check may write it anew before a page wants its text.
            loaded = load(folder, self.theme, store=self.encoded)
            if loaded.hub is None or loaded.report.errors:
                return None
            lent = self._surroundings(folder)
            own = next((item for item in loaded.hub.items() if item.file == opened.entry.path), None)
            hub = _published(loaded.hub, own)
            dates = [day for name in ("date", "posted") if isinstance(day := getattr(own, name, None), dt.date)]
            day = max((lent.settings.as_of, *dates))
            edition = hub.as_of(day, samples=True)
            settings = replace(lent.settings, content=folder, as_of=day, samples=True)
            made = outputs(edition, loaded, settings, lent.shells, searchable=False, keyed=False)
            self._pages = Lookup(made), lent
        if opened.entry.kind.name == "chain":
            return f"alliances/{opened.entry.id}/chain/"
        return own.path if own is not None else ""

    def page(self, path: str) -> bytes | None:
        """Return a file of the site that `show` made ready; None where it has none."""
        with self._lock:
            if self._pages is None:
                return None
            pages, lent = self._pages
        return lent.assets[path].read_bytes() if path in lent.assets else pages.read(path)

    def _surroundings(self, folder: Path) -> Surroundings:
        key = digest((folder / "hub.yml").read_bytes())
        if self._lent is None or self._lent[0] != key:
            self._lent = key, self.surroundings(folder)
        return self._lent[1]


def _name_of(base: Mapping[str, str]) -> str:
    return "|".join(f"{path}={base[path]}" for path in sorted(base))


def _shape(problem: Problem, content: str = "") -> str:
    """What tells a problem from others, apart from its line, which moves."""
    file = f"{content}/{problem.file}" if content else problem.file
    return f"{file} {problem.code} {sorted(problem.facts.items(), key=str)}"


def _published(hub: Hub, own: Item | None) -> Hub:
    """Return *hub* with *own* out, though it may be a draft or wait for its day."""
    if own is None or not (own.draft or own.publish_at):
        return hub
    out = own.model_copy(update={"draft": False, "publish_at": None})
    kept = tuple(out if item is own else item for item in getattr(hub, own.section))
    return replace(hub, **{own.section: kept})  # type: ignore[arg-type]


def _row(entry: Entry, item: Item | None, report: Report, edition: Edition | None) -> Row:
    own = [problem for problem in report if problem.file in entry.files]
    errors = sum(problem.severity == "error" for problem in own)
    title, english, when = entry.id, "", None
    translation: TranslationState = ""
    state: State = ""
    if item is not None:
        name = getattr(item, "title", None) or getattr(item, "name", None)
        if isinstance(name, Text):
            title, english = name.zh, name.en or ""
        when = next((d for n in ("date", "start", "posted") if (d := getattr(item, n, None)) is not None), None)
        state = _state(item, edition)
        outdated = isinstance(item, Article) and item.body.outdated
        translation = "missing" if not item.is_in("en") else "outdated" if outdated else "current"
    elif entry.kind.name in ("hub", "taxonomy", "redirects", "chain"):
        title = "" if not errors else entry.path
        state = "unreadable" if errors else ""
    else:
        state = "unreadable"
    words = " ".join((title, english, entry.id, entry.path)).lower()
    moment = when.date() if isinstance(when, dt.datetime) else when
    sample = bool(item is not None and item.sample)
    return Row(entry, title, moment, state, sample, translation, errors, len(own) - errors, words)


def _state(item: Item, edition: Edition | None) -> State:
    if item.draft:
        return "draft"
    if edition is None or item.path not in edition.paths:
        return "scheduled"
    return "current" if edition.is_current(item) else "over"
