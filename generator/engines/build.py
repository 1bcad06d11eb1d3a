"""`hub build`: as little work as the last change asks for. MkDocs is started only when its part changed."""

from __future__ import annotations

import gc
import logging
from collections.abc import Mapping
from pathlib import Path

from generator.engines.kept import DamagedWorkError, Kept, Project, cache_of, config_digest
from generator.engines.session import ProblemsError, Session, closing_line
from generator.program import program_digest
from generator.publish.lock import exclusive
from generator.reading.shelf import DamagedShelfError
from generator.search.index import LostError

log = logging.getLogger("mkdocs.plugins.hub")
detail = logging.getLogger("generator")


def build_site(config_file: Path, site_dir: Path | None, environ: Mapping[str, str]) -> bool:
    """Build into *site_dir* or where mkdocs.yml says; return whether the content was without errors.

    Raises SettingsError, and BusyError when another build is writing the same site.
    """
    # Records and pages hold no cycles: looking for some takes a tenth of a large build and finds nothing.
    gc.disable()
    kept, config, project = project_at(config_file, environ)
    site = (site_dir or Path(project.site_dir)).absolute()
    with exclusive(site):
        try:
            return _build(config_file, Session(project, config, kept, environ, site))
        except (DamagedShelfError, DamagedWorkError, LostError):
            kept.clear()
            return _build(config_file, Session(project, config, kept, environ, site))


def project_at(config_file: Path, environ: Mapping[str, str]) -> tuple[Kept, bytes, Project]:
    """What *config_file* says, read anew only when it changed: the project's cache, the file's digest, the project."""
    kept, config = (
        Kept(cache_of(config_file.absolute().parent, environ), program_digest()),
        config_digest(config_file, environ),
    )
    project = kept.project(config)
    if project is None:
        from generator.engines.mkdocs import read_project  # MkDocs takes half a second to import

        project = read_project(config_file)
        kept.keep_project(config, project)
    return kept, config, project


def content_of(config_file: Path, environ: Mapping[str, str]) -> tuple[Path, Path]:
    """The content and theme folders that *config_file* names."""
    _, _, project = project_at(config_file, environ)
    return Path(project.content), Path(project.theme)


def _build(config_file: Path, session: Session) -> bool:
    try:
        session.tell()
    except ProblemsError as error:
        log.error("%s", error)
        return False
    work = session.work()
    if work is None:
        from generator.engines.mkdocs import build_with

        done = build_with(config_file, session)
    else:
        detail.info("The handbook and the frames of the pages are those of an earlier build.")
        done = session.publish(work)
    log.info(closing_line(done, session.settings.as_of))
    return True
