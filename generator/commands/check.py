"""`hub check`: everything that is wrong in the content, in one run."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from generator.build import load
from generator.commands.command import Command, Environ, Exit, take_config_file, take_day, take_language
from generator.pictures.store import Store
from generator.problems import ProblemLang


def arguments(parser: argparse.ArgumentParser) -> None:
    """What a check can be asked for."""
    take_config_file(parser)
    parser.add_argument("--content", type=Path, help="folder to check; default: as in mkdocs.yml")
    parser.add_argument("--theme", type=Path, help="theme folder; default: as in mkdocs.yml")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    take_day(parser)
    take_language(parser)


def run(given: argparse.Namespace, environ: Environ) -> int:
    """Print each problem on stdout, in order of file, and the closing count on stderr."""
    from generator.engines.build import content_of
    from generator.engines.kept import cache_of
    from generator.engines.session import day_of, problem_language, shelf_of

    lang: ProblemLang = given.lang or problem_language(environ)
    content, theme = given.content, given.theme
    if content is None or theme is None:
        named = content_of(given.config_file, environ)
        content, theme = content or named[0], theme or named[1]
    day = day_of(given.as_of or environ.get("HUB_AS_OF"), environ)
    cache = cache_of(given.config_file.absolute().parent, environ)
    shelf = shelf_of(cache, theme) if given.content is None else None
    report = load(content, theme, day, Store(cache / "pictures"), shelf).report
    if given.format == "json":
        print(json.dumps([problem.as_dict(lang) for problem in report], ensure_ascii=False, indent=2))
    elif report.problems:
        print(report.text(lang))
    print(report.summary(lang), file=sys.stderr)
    return Exit.PROBLEMS if report.errors else Exit.FINE


CHECK = Command("check", "Check the content and print every problem.", arguments, run)
