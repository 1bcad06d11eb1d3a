"""`hub build`: as little work as the last change asks for.

What is heavy to import is imported where it is needed: a build for which nothing changed needs none of it, and
MkDocs is started only when its part changed.
"""

from __future__ import annotations

import gc
import logging
import sys
import time
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import asdict
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from generator.engines.cache import cache_of, read_kept, store_of, write_kept
from generator.engines.project import Asked, Project, asked, config_digest, problem_language
from generator.engines.texts import Columns, Seen, around, note, recall
from generator.engines.unchanged import Inputs, Said, inputs_of, remember, unchanged
from generator.looks import rows_of
from generator.processes import Elsewhere
from generator.publish.lock import exclusive
from generator.publish.standing import Standing
from generator.publish.steps import NOBODY, Steps
from generator.publish.tree import recover

if TYPE_CHECKING:
    from generator.engines.session import Session
    from generator.problems import ProblemLang
    from generator.publish.tree import Published

log = logging.getLogger("mkdocs.plugins.hub")
detail = logging.getLogger("generator")


_latest: list[Session] = []
"""The last build of this process: to take it apart takes a tenth of a second, and mostly the process just ends."""


def build_site(config_file: Path, site_dir: Path | None, environ: Mapping[str, str], steps: Steps = NOBODY) -> bool:
    """Build into *site_dir* or where mkdocs.yml says; return whether the content was without errors.

    *steps* are told what is being done. Raises SettingsError, and BusyError when another build writes the same site.
    """
    # Records and pages hold no cycles: looking for some takes a tenth of a large build and finds nothing.
    gc.disable()
    project, config, cache = project_at(config_file, environ)
    wanted, lang = asked(project, config, cache, environ), problem_language(environ)
    site = (site_dir or Path(project.site_dir)).absolute()
    store = store_of(cache, site)
    with exclusive(site):
        recover(site)
        looking, standing = Elsewhere(partial(_look, wanted, store, site)), Standing(site, store)
        if looking.is_elsewhere:  # nothing to do but to wait, or to import what a build needs if it has to be one
            import_module("generator.engines.session")
        try:
            found = looking.result()
            content = Path(project.content)
            said = unchanged(site, store, found.inputs, content, standing) if found.inputs is not None else None
            if said is None:
                said = _built(config_file, wanted, lang, site, found, standing, steps)
                if said is not None and found.inputs is not None:
                    remember(site, store, found.inputs, said)
            else:
                steps.rest()
                if said.report[lang]:
                    print(said.report[lang], file=sys.stderr)
                log.info(said.closing)
        finally:
            standing.close()
    steps.end()
    return said is not None


class _Looked(NamedTuple):
    """How everything looked that a build is made from, and what that makes of it.

    The build began at `now`, in nanoseconds since 1970. `inputs` stand for everything, `besides` is a digest of all but
    the content; `changed` are the folders of the articles whose texts changed, where nothing else did.
    """

    now: int
    columns: Columns
    inputs: Inputs | None
    besides: bytes | None
    changed: set[str] | None


def _look(wanted: Asked, store: Path, site: Path) -> _Looked:
    """Look at everything: half a second for tens of thousands of files, and little to be told of it."""
    now, content = time.time_ns(), Path(wanted.project.content)
    besides, columns = around(wanted, now), Columns.of(rows_of(content))
    before = recall(store, site, besides) if besides is not None else None
    changed = before.changed(columns) if before is not None else None
    return _Looked(now, columns, inputs_of(besides, content, columns, now), besides, changed)


def project_at(config_file: Path, environ: Mapping[str, str]) -> tuple[Project, bytes, Path]:
    """What *config_file* says, read anew only when it changed: the project, the file's digest, the cache's folder."""
    cache, config = cache_of(config_file.absolute().parent, environ), config_digest(config_file, environ)
    with suppress(TypeError):
        found = read_kept(cache / "project", config)
        if isinstance(found, dict):
            return Project(**found), config, cache
    from generator.engines.mkdocs import read_project  # MkDocs takes half a second to import

    project = read_project(config_file)
    write_kept(cache / "project", config, asdict(project))
    return project, config, cache


def content_of(config_file: Path, environ: Mapping[str, str]) -> tuple[Path, Path]:
    """The content and theme folders that *config_file* names."""
    project, _, _ = project_at(config_file, environ)
    return Path(project.content), Path(project.theme)


def _built(
    config_file: Path, wanted: Asked, lang: ProblemLang, site: Path, looked: _Looked, standing: Standing, steps: Steps
) -> Said | None:
    """Build, once more from nothing where something kept turns out to be damaged; None when the content has errors."""
    from generator.engines.kept import DamagedWorkError
    from generator.engines.session import Session
    from generator.publish.patch import OutdatedError
    from generator.reading.shelf import DamagedShelfError
    from generator.search.memory import LostError

    store = store_of(wanted.cache, site)
    besides, changed = looked.besides, looked.changed
    before = recall(store, site, besides) if besides is not None and changed is not None else None
    session, said = Session(wanted, lang, site, looked.columns, standing, steps), None
    try:
        if before is not None and changed is not None:
            try:
                said = _build_texts(session, before, changed, looked.now)
            except OutdatedError:  # what stands in the trees is no longer what was seen there
                session = Session(wanted, lang, site, looked.columns, steps=steps)
        said = said or _build(config_file, session, looked.now)
    except (DamagedShelfError, DamagedWorkError, LostError):
        session.kept.clear()
        session = Session(wanted, lang, site, looked.columns, steps=steps)
        said = _build(config_file, session, looked.now)
    if said is not None and besides is not None:
        note(store, site, besides, session.seen(looked.now))
    _latest[:] = [session]
    return said


def _build_texts(session: Session, before: Seen, changed: Collection[str], now: int) -> Said | None:
    """Build when only texts of the articles in the folders *changed* did; None when it has to be the ordinary way."""
    try:
        if not session.load_texts(before, changed):
            return None
        work = session.work()
        if work is None:
            return None
        session.steps.begin("planning")
        done = session.publish_texts(work, changed, now)
        session.tell()  # now that nobody begins once more: it is only remarks
        return _said(session, done)
    finally:
        session.close()


def _build(config_file: Path, session: Session, now: int) -> Said | None:
    from generator.engines.session import ProblemsError

    try:
        session.tell()
        session.settle(now)
        session.steps.begin("planning")
    except ProblemsError as error:
        log.error("%s", error)
        return None
    work = session.work()
    if work is None:
        session.steps.begin("shells")
        from generator.engines.mkdocs import build_with

        done = build_with(config_file, session)
    else:
        detail.info("The handbook and the frames of the pages are those of an earlier build.")
        done = session.publish(work)
    return _said(session, done)


def _said(session: Session, done: Published) -> Said:
    """Tell what was *done*, and return what a build says that finds it done."""
    from generator.engines.session import closing_line
    from generator.model.record import LANGS
    from generator.publish.tree import Published

    session.steps.rest()
    log.info(closing_line(done, session.settings.as_of))
    again = closing_line(Published(done.files, done.size), session.settings.as_of)
    return Said({lang: session.loaded.report.text(lang) for lang in LANGS}, again)
