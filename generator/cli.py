"""The `hub` command: reads arguments, calls, prints, and returns an exit code.

0: all is well. 1: something to mend in the content. 2: the command was mistyped. Results go to stdout, talk to
stderr.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import logging
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from generator import __version__
from generator.build import load
from generator.problems import ProblemLang
from generator.settings import SettingsError


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line *arguments* (those of the process when None)."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.command is None:
        parser.print_help()
        return 2
    try:
        return int(given.run(given))
    except SettingsError as error:
        print(f"hub: {error}", file=sys.stderr)
        return 2


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hub", description="Build and check the alliance publicity hub.")
    parser.add_argument("--version", action="version", version=f"alliance-hub {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")

    def command(name: str, run: object, text: str) -> argparse.ArgumentParser:
        one = commands.add_parser(name, help=text, description=text)
        one.set_defaults(run=run)
        one.add_argument("-f", "--config-file", type=Path, default=Path("mkdocs.yml"), help="default: mkdocs.yml")
        return one

    build = command("build", _build, "Build the site; nothing changes when the content has errors.")
    build.add_argument("--site-dir", type=Path, help="where to write; default: as in mkdocs.yml")
    serve = command("serve", _serve, "Serve a preview that follows every edit.")
    serve.add_argument("--address", help="host:port, default 127.0.0.1:8000")
    check = command("check", _check, "Check the content and print every problem.")
    check.add_argument("--content", type=Path, help="folder to check; default: as in mkdocs.yml")
    check.add_argument("--theme", type=Path, help="theme folder; default: as in mkdocs.yml")
    check.add_argument("--format", choices=("text", "json"), default="text")
    for one in (build, serve, check):
        one.add_argument("--as-of", type=_day, help="the day to build for, such as 2026-11-22; default: today in China")
        one.add_argument("--lang", choices=("zh", "en"), help="language of problems; default: from the environment")
    for one in (build, serve):
        one.add_argument("--no-samples", action="store_true", help="leave out everything marked `sample: true`")
        one.add_argument("-v", "--verbose", action="store_true", help="say more")
    return parser


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a date such as 2026-11-22") from None


def _pass_on(given: argparse.Namespace) -> None:
    """Hand the options to the engine the way `mkdocs build` gets them: through the environment."""
    if given.as_of is not None:
        os.environ["HUB_AS_OF"] = given.as_of.isoformat()
    if given.lang is not None:
        os.environ["HUB_LANG"] = given.lang
    if given.no_samples:
        os.environ["HUB_SAMPLES"] = "false"


def _talk(given: argparse.Namespace) -> None:
    level = logging.INFO if given.verbose else logging.WARNING
    logging.basicConfig(level=level, format="%(message)s", stream=sys.stderr)
    logging.getLogger("mkdocs.plugins.hub").setLevel(logging.INFO)


def _build(given: argparse.Namespace) -> int:
    from generator.engines.mkdocs import build_site  # MkDocs takes half a second to import

    _talk(given)
    _pass_on(given)
    return build_site(given.config_file, given.site_dir)


def _serve(given: argparse.Namespace) -> int:
    from generator.engines.mkdocs import serve_site

    given.verbose = True
    _talk(given)
    _pass_on(given)
    return serve_site(given.config_file, given.address)


def _check(given: argparse.Namespace) -> int:
    from generator.engines.mkdocs import content_of, day_of, problem_language

    lang: ProblemLang = given.lang or problem_language(os.environ)
    content, theme = given.content, given.theme
    if content is None or theme is None:
        named = content_of(given.config_file)
        content, theme = content or named[0], theme or named[1]
    day = day_of(given.as_of or os.environ.get("HUB_AS_OF"), os.environ)
    report = load(content, theme, fresh_on=day).report
    if given.format == "json":
        print(json.dumps([problem.as_dict(lang) for problem in report], ensure_ascii=False, indent=2))
    elif report.problems:
        print(report.text(lang))
    print(report.summary(lang), file=sys.stderr)
    return 1 if report.errors else 0


if __name__ == "__main__":
    sys.exit(main())
