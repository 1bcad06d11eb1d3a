"""`hub build`: as little work as the last change asks for.

What is heavy to import is imported where it is needed: a build for which nothing changed needs none of it, and
MkDocs is started only when its part changed.
"""

from __future__ import annotations

import gc
import logging
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from generator.engines.cache import cache_of, read_kept, store_of, write_kept
from generator.engines.project import Asked, Project, asked, config_digest, problem_language
from generator.engines.unchanged import Said, inputs_of, remember, unchanged
from generator.looks import Row, rows_of
from generator.publish.lock import exclusive
from generator.publish.standing import Standing
from generator.publish.steps import NOBODY, Steps
from generator.publish.tree import recover

if TYPE_CHECKING:
    from generator.engines.session import Session
    from generator.problems import ProblemLang

log = logging.getLogger("mkdocs.plugins.hub")
detail = logging.getLogger("generator")


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
        now, content = time.time_ns(), rows_of(Path(project.content))
        inputs = inputs_of(wanted, content, now)
        said = unchanged(site, store, inputs) if inputs is not None else None
        if said is None:
            said = _built(config_file, wanted, lang, site, content, steps)
            if said is not None and inputs is not None:
                remember(site, store, inputs, said)
        else:
            steps.rest()
            if said.report[lang]:
                print(said.report[lang], file=sys.stderr)
            log.info(said.closing)
    steps.end()
    return said is not None


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
    config_file: Path, wanted: Asked, lang: ProblemLang, site: Path, content: Sequence[Row], steps: Steps
) -> Said | None:
    """Build, once more from nothing where something kept turns out to be damaged; None when the content has errors."""
    recover(site)
    standing = Standing(site, store_of(wanted.cache, site))  # at work while the next lines import what a build needs
    try:
        from generator.engines.kept import DamagedWorkError
        from generator.engines.session import Session
        from generator.reading.shelf import DamagedShelfError
        from generator.search.memory import LostError

        first = Session(wanted, lang, site, content, standing, steps)
        try:
            return _build(config_file, first)
        except (DamagedShelfError, DamagedWorkError, LostError):
            first.kept.clear()
            return _build(config_file, Session(wanted, lang, site, steps=steps))
    finally:
        standing.close()


def _build(config_file: Path, session: Session) -> Said | None:
    from generator.engines.session import ProblemsError, closing_line
    from generator.model.record import LANGS
    from generator.publish.tree import Published

    try:
        session.tell()
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
    session.steps.rest()
    log.info(closing_line(done, session.settings.as_of))
    again = closing_line(Published(done.files, done.size), session.settings.as_of)
    return Said({lang: session.loaded.report.text(lang) for lang in LANGS}, again)
