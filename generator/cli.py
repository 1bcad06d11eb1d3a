"""The `hub` command: reads the command line, calls the command, and returns its exit code (`commands.command.Exit`).

Results go to stdout, talk to stderr. A new command is a module of `generator.commands` and a line in `COMMANDS`.
"""

from __future__ import annotations

import argparse
import os
import sys
import traceback
from collections.abc import Sequence

from generator import __version__
from generator.commands.build import BUILD
from generator.commands.check import CHECK
from generator.commands.command import Exit
from generator.commands.compress import COMPRESS
from generator.commands.deploy import DEPLOY
from generator.commands.headers import HEADERS
from generator.commands.new import NEW
from generator.commands.schema import SCHEMA
from generator.commands.serve import SERVE
from generator.commands.translations import TRANSLATIONS
from generator.settings import SettingsError

COMMANDS = (
    BUILD,
    SERVE,
    CHECK,
    NEW,
    TRANSLATIONS,
    SCHEMA,
    HEADERS,
    COMPRESS,
    DEPLOY,
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line *arguments* (those of the process when None)."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    parser = _parser()
    given = parser.parse_args(arguments)
    if given.command is None:
        parser.print_help()
        return Exit.USAGE
    try:
        return int(given.run(given, os.environ))
    except SettingsError as error:
        print(f"hub: {error}", file=sys.stderr)
        return Exit.USAGE
    except Exception:  # a fault must not end like a problem of the content, as Python's own 1 would
        traceback.print_exc()
        return Exit.FAULT


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="hub", description="Build and check the alliance publicity hub.")
    parser.add_argument("--version", action="version", version=f"alliance-hub {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for command in COMMANDS:
        one = commands.add_parser(command.name, help=command.text, description=command.text)
        command.arguments(one)
        one.set_defaults(run=command.run)
    return parser


if __name__ == "__main__":
    sys.exit(main())
