"""`hub check`: everything that is wrong in the content, in one run."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from generator import __version__
from generator.build import Loaded, load
from generator.commands.changed import base_at, brought
from generator.commands.command import Command, Environ, Exit, take_config_file, take_day, take_language
from generator.mending import Done, mend
from generator.pictures.store import Store
from generator.problems import Problem, ProblemLang, Report
from generator.reports.github import workflow_commands
from generator.reports.gitlab import code_quality
from generator.reports.sarif import sarif

MOST_ROUNDS = 50
"""So often content is mended and checked again: one mistake can hide another, and a file rarely has as many."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """What a check can be asked for."""
    take_config_file(parser)
    parser.add_argument("--content", type=Path, help="folder to check; default: as in mkdocs.yml")
    parser.add_argument("--theme", type=Path, help="theme folder; default: as in mkdocs.yml")
    take_format(parser)
    parser.add_argument(
        "--changed-since",
        metavar="REV",
        help="only problems that came since this commit or branch, such as origin/main",
    )
    parser.add_argument("--fix", action="store_true", help="mend what can only mean one thing, then check")
    parser.add_argument("--fix-guesses", action="store_true", help="the same, and take the nearest value where it asks")
    take_day(parser)
    take_language(parser)


def take_format(parser: argparse.ArgumentParser) -> None:
    """``--format``: how problems are written."""
    parser.add_argument("--format", choices=tuple(FORMATS), default="text", help="default: text")


def run(given: argparse.Namespace, environ: Environ) -> int:
    """Print each problem on stdout, in order of file, and the closing count on stderr."""
    from generator.engines.build import content_of
    from generator.engines.cache import cache_of
    from generator.engines.project import day_of, problem_language
    from generator.engines.session import shelf_of

    lang: ProblemLang = given.lang or problem_language(environ)
    content, theme = given.content, given.theme
    if content is None or theme is None:
        named = content_of(given.config_file, environ)
        content, theme = content or named[0], theme or named[1]
    day = day_of(given.as_of or environ.get("HUB_AS_OF"), environ)
    cache = cache_of(given.config_file.absolute().parent, environ)
    shelf = shelf_of(cache, theme) if given.content is None else None

    def read(folder: Path) -> Loaded:
        return load(folder, theme, day, Store(cache / "pictures"), shelf if folder == content else None)

    def check() -> Report:
        return read(content).report

    if given.fix or given.fix_guesses:
        for done in mend_all(content.resolve().parent, check, guesses=given.fix_guesses):
            print(told(done, lang), file=sys.stderr)
    loaded = read(content)
    report, older = loaded.report, 0
    if given.changed_since:
        found = brought(base_at(given.changed_since, content), loaded, read)
        report, older = found.report, found.older
    print_report(report, given.format, lang)
    print(report.summary(lang), file=sys.stderr)
    if older:
        print(older_words(older, lang), file=sys.stderr)
    if hint := mend_hint(report, lang):
        print(hint, file=sys.stderr)
    return Exit.PROBLEMS if report.errors else Exit.FINE


def print_report(report: Report, form: str, lang: ProblemLang) -> None:
    """Write *report* on stdout in one of `FORMATS`."""
    sys.stdout.write(FORMATS[form](report, lang))


def _text(report: Report, lang: ProblemLang) -> str:
    """Errors, then warnings; between them a blank line."""
    parts = (Report(report.errors), Report(report.warnings))
    return "\n".join(f"{part.text(lang)}\n" for part in parts if part)


def _json(report: Report, lang: ProblemLang) -> str:
    return json.dumps([problem.as_dict(lang) for problem in report], ensure_ascii=False, indent=2) + "\n"


FORMATS: Mapping[str, Callable[[Report, ProblemLang], str]] = {
    "text": _text,
    "json": _json,
    "github": workflow_commands,
    "gitlab": code_quality,
    "sarif": lambda report, lang: sarif(report.problems, lang, __version__),
}


def mend_all(folder: Path, check: Callable[[], Report], *, guesses: bool) -> Iterator[Done]:
    """Mend and check again until there is nothing left that can be mended; yields what was done."""
    for _ in range(MOST_ROUNDS):
        done = mend(folder, check(), guesses=guesses)
        if not done:
            return
        yield from done


def told(done: Done, lang: ProblemLang) -> str:
    """What was changed, with the lines as they were: nothing goes without being seen."""
    problem = done.problem
    place = f"{problem.file}:{problem.place.line}:{problem.place.column}"
    lines = [f"{place}: {'已改' if lang == 'zh' else 'mended'} {problem.code}: {problem.message(lang)}"]
    lines += [f"    - {line}" for line in done.before.splitlines()]
    lines += [f"    + {line}" for line in done.after.splitlines()]
    return "\n".join(lines)


def older_words(count: int, lang: ProblemLang) -> str:
    """How many problems were there before the change and are not told."""
    if lang == "zh":
        return f"另有 {count} 个问题以前就有，没有列出"
    return f"{count} older problem{'s' * (count != 1)} not shown"


def mend_hint(report: Report, lang: ProblemLang) -> str:
    """How many problems the program could mend by itself; empty when none."""
    count = sum(_is_sure(problem) for problem in report)
    if not count:
        return ""
    if lang == "zh":
        return f"其中 {count} 个可以自动改好：hub check --fix"
    return f"{count} of them can be mended by the program: hub check --fix"


def _is_sure(problem: Problem) -> bool:
    return problem.mend is not None and problem.mend.sure


CHECK = Command("check", "Check the content and print every problem.", arguments, run)
