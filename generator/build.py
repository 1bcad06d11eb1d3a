"""The whole way of the data: content → hub → edition → outputs → site.

An engine (`generator.engines`) runs these steps and lends the shells that surround the pages.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from generator.calendars.outputs import calendar_outputs
from generator.checks.finding import Finding
from generator.checks.freshness import freshness
from generator.checks.locate import locate
from generator.checks.run import findings, text_findings
from generator.digests import digest_of
from generator.feeds.outputs import feed_outputs
from generator.looks import Row
from generator.metadata.headers import HEADERS_FILE, Rule, headers_file, inline_scripts, rules
from generator.metadata.manifest import build_manifest
from generator.metadata.page import PageMetadata
from generator.metadata.sitemap import robots, sitemap_outputs
from generator.model.hub import Edition, Hub
from generator.model.item import Article
from generator.model.record import LANGS
from generator.pages.context import Context
from generator.pages.plan import PagePlan, article_plans, contexts_of, page_plans
from generator.pages.redirects import redirect_outputs
from generator.pages.sharing import sharing_cards
from generator.pages.templates import Shells, Templates
from generator.pictures.encoding import Encoding
from generator.pictures.outputs import card_outputs, picture_outputs
from generator.pictures.store import Store
from generator.problems import Report
from generator.processes import Elsewhere, Prepared
from generator.publish.output import Output
from generator.publish.patch import OutdatedError
from generator.publish.steps import NOBODY, Steps
from generator.reading.files import handbook_paths
from generator.reading.records import read_hub, read_texts
from generator.reading.shelf import DamagedShelfError, Shelf
from generator.search.memory import Memory
from generator.search.outputs import (
    LastIndexes,
    TextChanges,
    TextQuestion,
    change_outputs,
    is_known,
    last_indexes,
    search_changes,
    search_outputs,
    text_changes,
    text_questions,
)
from generator.settings import Settings
from generator.strings import Strings, read_strings


@dataclass(frozen=True, slots=True)
class Loaded:
    """The content after reading and checking. `hub` may be used only when `report` has no errors."""

    hub: Hub | None
    report: Report
    strings: Strings
    pictures: Encoding
    remarks: int = 0
    """How many problems reading told of."""
    found: bool = False
    """Whether the checks told of any."""

    def edition(self, settings: Settings) -> Edition:
        """What readers see on the day of *settings*; raises ValueError when there are errors."""
        if self.hub is None or self.report.errors:
            raise ValueError("content with errors has no edition")
        return self.hub.as_of(settings.as_of, samples=settings.samples)


def load(
    content: Path,
    theme: Path,
    fresh_on: date | None = None,
    store: Store | None = None,
    shelf: Shelf | None = None,
    rows: Sequence[Row] | None = None,
    steps: Steps = NOBODY,
) -> Loaded:
    """Read and check everything; all problems of one run are in the report.

    With *fresh_on* the report also says what is stale on that day, where the hub keeps the public-sector profile
    (rule G3); a build does not ask. From build to build *store* keeps what was worked out about pictures, and
    *shelf* the records that were read; one that is damaged is cleared. *rows* is what lies in the folder, where that is
    known already. *steps* are told what is being done.
    """
    try:
        return _load(content, theme, fresh_on, store, shelf, rows, steps)
    except DamagedShelfError:
        if shelf is None:
            raise
        shelf.clear()
        return _load(content, theme, fresh_on, store, shelf, rows, steps)


def _load(
    content: Path,
    theme: Path,
    fresh_on: date | None,
    store: Store | None,
    shelf: Shelf | None,
    rows: Sequence[Row] | None,
    steps: Steps,
) -> Loaded:
    steps.begin("reading")
    strings = read_strings(theme / "strings")
    pictures = Encoding(content, store or Store())
    hub, problems = read_hub(content, strings.word, pictures, shelf, rows)
    remarks, found = len(problems), tuple[Finding, ...]()
    steps.begin("checks")
    if hub is not None:
        stale = freshness(hub, fresh_on) if fresh_on is not None and hub.site.profile == "gov" else ()
        found = (*findings(hub), *stale)
        problems += locate(found, content)
    return Loaded(hub, Report.of(problems).below(content.name), strings, pictures, remarks, bool(found))


def load_texts(
    content: Path,
    theme: Path,
    store: Store,
    shelf: Shelf,
    rows: Sequence[Row],
    changed: Collection[str],
    *,
    found: bool,
    steps: Steps = NOBODY,
) -> Loaded | None:
    """Read and check the articles in the folders *changed*; all else is as *shelf* has it, and was checked before.

    The caller knows that; *found* says whether the checks told of anything then. None where all has to be read.
    """
    steps.begin("reading")
    strings = read_strings(theme / "strings")
    pictures = Encoding(content, store)
    read = read_texts(content, strings.word, pictures, shelf, rows, changed)
    if read is None:
        return None
    hub, problems = read
    steps.begin("checks")
    remarks = len(problems)
    files = {f"{folder}/index.md" for folder in changed}
    told = findings(hub) if found else text_findings(hub, [item for item in hub.items() if item.file in files])
    if wrong := tuple(told):
        problems += locate(wrong, content)
    report = Report.of(problems).below(content.name)
    return None if report.errors else Loaded(hub, report, strings, pictures, remarks, bool(wrong))


def outputs(
    edition: Edition,
    loaded: Loaded,
    settings: Settings,
    shells: Shells,
    program: bytes = b"",
    memory: Memory | None = None,
    *,
    searchable: bool = True,
    keyed: bool = True,
) -> Iterator[Output]:
    """Yield every file of the site but the engine's own; each is made only when it is written.

    *program* stands for all that the outputs depend on beside the content, the day and the shells, in their keys.
    With *memory* the search index is brought up to date from the last one, in a process of its own meanwhile; what is
    not *searchable* has none, and what is not *keyed* is for showing, not for keeping.
    """
    contexts = _contexts(edition, loaded, settings, program, keyed=keyed)
    sources = _handbook(settings.content)
    if not searchable:
        yield from _but_search(edition, loaded, settings, shells, contexts, keyed=keyed)
    elif memory is None or not is_known(contexts, memory):
        yield from search_outputs(contexts, sources, memory)  # first: it needs the most memory
        yield from _but_search(edition, loaded, settings, shells, contexts, keyed=keyed)
    else:
        updating = Elsewhere(partial(search_changes, contexts, sources, memory))
        try:
            yield from _but_search(edition, loaded, settings, shells, contexts, keyed=keyed)
            changes = updating.result()
            made = search_outputs(contexts, sources, memory) if changes is None else change_outputs(changes)
            yield from made
        finally:
            updating.close()


def _contexts(
    edition: Edition, loaded: Loaded, settings: Settings, program: bytes, *, keyed: bool = True
) -> tuple[Context, ...]:
    return contexts_of(
        edition,
        loaded.strings,
        settings.base,
        settings.site_url,
        loaded.pictures.length,
        digest_of(program, str(settings.samples), str(settings.sharing_pictures)),
        cards=settings.sharing_pictures,
        keyed=keyed,
    )


def _handbook(content: Path) -> list[tuple[str, str]]:
    """The paths of the handbook's pages and what stands in them."""
    return [(path, (content / path).read_text("utf-8-sig")) for path in handbook_paths(content)]


Updating = Prepared[list[TextQuestion] | None, LastIndexes, TextChanges | None]


def updating_texts(memory: Memory) -> Updating:
    """A process that begins to bring the search index up to date before anybody knows with what."""
    return Prepared(partial(last_indexes, memory), partial(text_changes, memory))


class TextOutputs:
    """The files of the site that can differ from the last build when only texts of articles do, those in *changed*.

    *updating* is a process that was begun for *memory*. The other arguments are those of `outputs`, which yields these
    files, too, and the same bytes and keys. Beside their own pages texts stand in feeds and in the search index.
    Ask for `gone` and `standing` after the last output.
    """

    def __init__(
        self,
        edition: Edition,
        loaded: Loaded,
        settings: Settings,
        shells: Shells,
        changed: Collection[str],
        program: bytes,
        memory: Memory,
        updating: Updating,
    ) -> None:
        self._edition, self._loaded, self._settings, self._shells = edition, loaded, settings, shells
        files = {f"{folder}/index.md" for folder in changed}
        articles = [item for item in edition.hub.items() if item.file in files and isinstance(item, Article)]
        contexts = _contexts(edition, loaded, settings, program)
        self._contexts, self._articles = contexts, articles
        handbook = _handbook(settings.content)
        self._updating = updating
        self.meanwhile: Callable[[], None] = lambda: None
        """What is done before the other process is waited for."""
        self._questions = text_questions(contexts, handbook, memory, articles)
        self.gone: list[str] = []
        """Paths of the files that are no more."""
        self.standing: Mapping[str, bytes] = {}
        """Keys of files that the site has to have from the last build; otherwise nothing may be published."""

    def begin(self) -> None:
        """Let the search index be brought up to date. From now on it is kept for the site that these files make."""
        self._updating.ask(self._questions)

    def __iter__(self) -> Iterator[Output]:
        """Yield the files once they are begun; raises `OutdatedError` when they are not all that can differ."""
        edition, settings = self._edition, self._settings
        names = {lang: edition.hub.site.name.best(lang)[0] for lang in LANGS}
        templates = Templates(settings.theme, self._loaded.strings, names)
        yield from _pages(article_plans(self._contexts, self._articles), templates, self._shells)
        yield from feed_outputs(self._contexts)
        yield from _unkeyed(edition, self._loaded, settings, self._shells)
        self.meanwhile()
        changes = self._updating.result()
        if changes is None:
            raise OutdatedError
        self.gone, self.standing = changes.gone, changes.standing
        yield from change_outputs(changes.made)


def _pages(plans: Iterable[PagePlan], templates: Templates, shells: Shells, *, keyed: bool = True) -> Iterator[Output]:
    """Yield the pages of *plans*."""
    metadata = PageMetadata()
    surroundings = {
        lang: digest_of(*(part for place in sorted(shells) if place[0] == lang for part in shells[place].parts))
        for lang in LANGS
    }
    for plan in plans:
        key = digest_of(plan.key, surroundings[plan.context.lang]) if keyed else None
        yield Output(plan.file, plan.template, partial(templates.page, plan, shells, metadata), key)


def _unkeyed(edition: Edition, loaded: Loaded, settings: Settings, shells: Shells) -> Iterator[Output]:
    """Yield the small files that are made in every build."""
    yield Output(HEADERS_FILE, "headers", lambda: headers_file(protection(settings, shells)))
    counts = partial(build_manifest, edition, loaded.report, samples=settings.samples)
    yield Output("build.json", "build", counts)


def _but_search(
    edition: Edition,
    loaded: Loaded,
    settings: Settings,
    shells: Shells,
    contexts: tuple[Context, ...],
    *,
    keyed: bool,
) -> Iterator[Output]:
    """Yield every file but those of the search index."""
    names = {lang: edition.hub.site.name.best(lang)[0] for lang in LANGS}
    handbook = tuple(handbook_paths(settings.content))
    templates = Templates(settings.theme, loaded.strings, names)
    pages = set[str]()
    for output in _pages(page_plans(contexts), templates, shells, keyed=keyed):
        pages.add(output.path)
        yield output
    yield from redirect_outputs(contexts, edition.hub.redirects, pages)
    yield from feed_outputs(contexts)
    yield from calendar_outputs(contexts)
    yield from picture_outputs(edition.media, loaded.pictures)
    yield from card_outputs(chain.from_iterable(map(sharing_cards, contexts)), loaded.pictures, settings.theme)
    yield from sitemap_outputs(contexts, handbook)
    yield Output("robots.txt", "robots", lambda: robots(settings.site_url), contexts[0].keys.only())
    yield from _unkeyed(edition, loaded, settings, shells)


def protection(settings: Settings, shells: Shells) -> tuple[Rule, ...]:
    """What browsers may do with the site, by address."""
    inline = {text for shell in shells.values() for part in shell.parts for text in inline_scripts(part)}
    return rules(settings.base, inline)
