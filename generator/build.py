"""The whole way of the data: content → hub → edition → outputs → site.

An engine (`generator.engines`) runs these steps and lends the shells that surround the pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from itertools import chain
from pathlib import Path

from generator.calendars.outputs import calendar_outputs
from generator.checks.freshness import freshness
from generator.checks.locate import locate
from generator.checks.run import findings
from generator.digests import digest_of
from generator.feeds.outputs import feed_outputs
from generator.looks import Row
from generator.metadata.headers import HEADERS_FILE, Rule, headers_file, inline_scripts, rules
from generator.metadata.manifest import build_manifest
from generator.metadata.page import PageMetadata
from generator.metadata.sitemap import robots, sitemap_outputs
from generator.model.hub import Edition, Hub
from generator.model.record import LANGS
from generator.pages.context import Context
from generator.pages.plan import contexts_of, page_plans
from generator.pages.redirects import redirect_outputs
from generator.pages.sharing import sharing_cards
from generator.pages.templates import Shells, Templates
from generator.pictures.encoding import Encoding
from generator.pictures.outputs import card_outputs, picture_outputs
from generator.pictures.store import Store
from generator.problems import Report
from generator.processes import Elsewhere
from generator.publish.output import Output
from generator.publish.steps import NOBODY, Steps
from generator.reading.files import handbook_paths
from generator.reading.records import read_hub
from generator.reading.shelf import Shelf
from generator.search.memory import Memory
from generator.search.outputs import change_outputs, is_known, search_changes, search_outputs
from generator.settings import Settings
from generator.strings import Strings, read_strings


@dataclass(frozen=True, slots=True)
class Loaded:
    """The content after reading and checking. `hub` may be used only when `report` has no errors."""

    hub: Hub | None
    report: Report
    strings: Strings
    pictures: Encoding

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
    *shelf* the records that were read. *rows* is what lies in the folder, where that is known already. *steps* are
    told what is being done.
    """
    steps.begin("reading")
    strings = read_strings(theme / "strings")
    pictures = Encoding(content, store or Store())
    hub, problems = read_hub(content, strings.word, pictures, shelf, rows)
    steps.begin("checks")
    if hub is not None:
        stale = freshness(hub, fresh_on) if fresh_on is not None and hub.site.profile == "gov" else ()
        problems += locate((*findings(hub), *stale), content)
    return Loaded(hub, Report.of(problems).below(content.name), strings, pictures)


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
    program, length = digest_of(program, str(settings.samples), str(settings.sharing_pictures)), loaded.pictures.length
    contexts = contexts_of(
        edition,
        loaded.strings,
        settings.base,
        settings.site_url,
        length,
        program,
        cards=settings.sharing_pictures,
        keyed=keyed,
    )
    handbook = handbook_paths(settings.content)
    sources = [(path, (settings.content / path).read_text("utf-8-sig")) for path in handbook]
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
    metadata, keys = PageMetadata(), contexts[0].keys
    surroundings = {
        context.lang: digest_of(
            *(part for place in sorted(shells) if place[0] == context.lang for part in shells[place].parts)
        )
        for context in contexts
    }
    pages = set[str]()
    for plan in page_plans(contexts):
        pages.add(plan.file)
        key = digest_of(plan.key, surroundings[plan.context.lang]) if keyed else None
        yield Output(plan.file, plan.template, partial(templates.page, plan, shells, metadata), key)
    yield from redirect_outputs(contexts, edition.hub.redirects, pages)
    yield from feed_outputs(contexts)
    yield from calendar_outputs(contexts)
    yield from picture_outputs(edition.media, loaded.pictures)
    yield from card_outputs(chain.from_iterable(map(sharing_cards, contexts)), loaded.pictures, settings.theme)
    yield from sitemap_outputs(contexts, handbook)
    yield Output("robots.txt", "robots", lambda: robots(settings.site_url), keys.only())
    yield Output(HEADERS_FILE, "headers", lambda: headers_file(protection(settings, shells)))
    counts = partial(build_manifest, edition, loaded.report, samples=settings.samples)
    yield Output("build.json", "build", counts)


def protection(settings: Settings, shells: Shells) -> tuple[Rule, ...]:
    """What browsers may do with the site, by address."""
    inline = {text for shell in shells.values() for part in shell.parts for text in inline_scripts(part)}
    return rules(settings.base, inline)
