"""`hub pr`: what a pull request does to the hub – new problems, pages that change, translations that fall behind."""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

from generator.build import Loaded, load
from generator.commands.changed import Base, base_at, brought
from generator.commands.check import FORMATS, older_words, print_report
from generator.commands.command import (
    Command,
    Environ,
    Exit,
    pass_on,
    take_config_file,
    take_day,
    take_language,
    take_samples,
    take_verbose,
    talk,
)
from generator.pictures.store import Store
from generator.problems import ProblemLang
from generator.pull_request.pages import SiteChange, site_change
from generator.pull_request.summary import Outcome, summary
from generator.pull_request.translations import left_behind
from generator.revisions import export

WHY = {
    "head": ("内容里有错误，改好才能生成。", "the content has errors and cannot be built."),
    "base": ("改动之前的版本生成不了。", "the version before the change cannot be built."),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """What can be asked of a pull request."""
    take_config_file(parser)
    parser.add_argument(
        "--base", metavar="REV", required=True, help="what it is to be merged into, such as origin/main"
    )
    parser.add_argument("--site-dir", type=Path, help="where the preview goes; default: as in mkdocs.yml")
    parser.add_argument("--summary", type=Path, help="file that the summary is added to; default: GITHUB_STEP_SUMMARY")
    parser.add_argument(
        "--format", choices=tuple(FORMATS), help="of problems; default: github in GitHub Actions, else text"
    )
    take_day(parser)
    take_language(parser)
    take_samples(parser)
    take_verbose(parser)


def run(given: argparse.Namespace, environ: Environ) -> int:
    """Print new problems on stdout, build the preview, and write the summary; content with errors ends with 1."""
    from generator.engines.build import build_site, project_at
    from generator.engines.project import asked, problem_language
    from generator.engines.session import settings_of

    talk(verbose=given.verbose)
    pass_on(given, environ)
    lang: ProblemLang = given.lang or problem_language(environ)
    project, config, cache = project_at(given.config_file, environ)
    settings = settings_of(asked(project, config, cache, environ))
    environ["HUB_AS_OF"] = settings.as_of.isoformat()  # both versions are built for one day
    base = base_at(given.base, settings.content)
    store = Store(cache / "pictures")

    def read(folder: Path) -> Loaded:
        return load(folder, settings.theme, settings.as_of, store)

    head = read(settings.content)
    found = brought(base, head, read)
    print_report(found.report, given.format or ("github" if environ.get("GITHUB_ACTIONS") else "text"), lang)
    print(found.report.summary(lang), file=sys.stderr)
    if found.older:
        print(older_words(found.older, lang), file=sys.stderr)
    site, why = None, "head"
    if not head.report.errors:
        folder = (given.site_dir or Path(project.site_dir)).absolute()
        build_site(given.config_file, folder, environ)
        site, why = _compared(base, folder, given.config_file.absolute(), environ), "base"
    known = found.before.hub if found.before and not found.before.report.errors else None
    behind = left_behind(known, head.hub) if known is not None and head.hub and not head.report.errors else ()
    behind = tuple(replace(one, file=f"{settings.content.name}/{one.file}") for one in behind)
    text = summary(
        Outcome(found.report, found.older, site, behind, WHY[why][0 if lang == "zh" else 1] if site is None else ""),
        lang,
    )
    target = given.summary or (Path(environ["GITHUB_STEP_SUMMARY"]) if environ.get("GITHUB_STEP_SUMMARY") else None)
    if target is None:
        print(text, file=sys.stderr)
    else:
        with target.open("a", encoding="utf-8") as file:
            file.write(text)
    return Exit.PROBLEMS if head.report.errors else Exit.FINE


def _compared(base: Base, site: Path, config_file: Path, environ: Environ) -> SiteChange | None:
    """Build the base with its own program, theme and settings, and compare; None when it cannot be built."""
    with tempfile.TemporaryDirectory(prefix="hub-base-") as folder:
        project, before = Path(folder) / "project", Path(folder) / "site"
        export(base.root, base.commit, project)
        config = project / config_file.resolve().relative_to(base.root)
        own = {key: value for key, value in environ.items() if key not in ("HUB_CACHE", "PYTHONSAFEPATH")}
        own["PYTHONPATH"] = str(config.parent)
        done = subprocess.run(  # noqa: S603 - this Python, with the version the change starts from
            [sys.executable, "-m", "generator.cli", "build", "-f", str(config), "--site-dir", str(before)],
            cwd=config.parent,
            env=own,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            check=False,
        )
        if done.returncode:
            print(done.stderr.decode("utf-8", "replace"), file=sys.stderr)
            return None
        return site_change(before, site)


PR = Command("pr", "Say what a pull request changes: problems, pages, translations.", arguments, run)
