"""What a command is, the arguments that several of them take, and the exit codes that scripts rely on."""

from __future__ import annotations

import argparse
import datetime as dt
import logging
import sys
from collections.abc import Callable, MutableMapping
from dataclasses import dataclass
from enum import IntEnum
from pathlib import Path

Environ = MutableMapping[str, str]
"""The environment of the process, handed in by `generator.cli`: commands read no other."""


class Exit(IntEnum):
    """How a command ended. A number keeps its meaning for ever."""

    FINE = 0
    """All is well; warnings there may be."""
    PROBLEMS = 1
    """Something in the content has to be mended."""
    USAGE = 2
    """The command was mistyped, or the settings are wrong or missing."""
    STOPPED = 3
    """Something outside stopped a deployment, or differs from what was deployed; run it again when that is mended."""
    NO_BASE = 4
    """There is nothing to compare with: no git, no such revision, or a clone too shallow to hold it."""
    BUSY = 75
    """Another build is at work on the same site; later it will go. 75 is `EX_TEMPFAIL` of sysexits.h."""
    MEMORY = 71
    """There was too little memory. 71 is `EX_OSERR` of sysexits.h."""
    DISK = 74
    """A file or a folder could not be read or written. 74 is `EX_IOERR` of sysexits.h."""
    INTERRUPTED = 130
    """Interrupted from the keyboard, as shells say it."""
    TERMINATED = 143
    """Asked to end by SIGTERM, as shells say it."""
    FAULT = 70
    """A fault of the program itself; a traceback says where. 70 is `EX_SOFTWARE` of sysexits.h."""


@dataclass(frozen=True, slots=True)
class Command:
    """One word after `hub`: *arguments* adds its options to a parser, *run* does it and returns the exit code."""

    name: str
    text: str
    arguments: Callable[[argparse.ArgumentParser], None]
    run: Callable[[argparse.Namespace, Environ], int]


def take_config_file(parser: argparse.ArgumentParser) -> None:
    """``-f``: the settings of the site."""
    parser.add_argument("-f", "--config-file", type=Path, default=Path("mkdocs.yml"), help="default: mkdocs.yml")


def take_day(parser: argparse.ArgumentParser) -> None:
    """``--as-of``: the day of a build or a check."""
    parser.add_argument("--as-of", type=_day, help="the day to build for, such as 2026-11-22; default: today in China")


def take_language(parser: argparse.ArgumentParser) -> None:
    """``--lang``: the language in which editors are spoken to."""
    parser.add_argument("--lang", choices=("zh", "en"), help="language of problems; default: from the environment")


def take_samples(parser: argparse.ArgumentParser) -> None:
    """``--no-samples``: what production shows."""
    parser.add_argument("--no-samples", action="store_true", help="leave out everything marked `sample: true`")


def take_verbose(parser: argparse.ArgumentParser) -> None:
    """``-v``: what the engine says beside its result."""
    parser.add_argument("-v", "--verbose", action="store_true", help="say more")


def _day(text: str) -> dt.date:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a date such as 2026-11-22") from None


def pass_on(given: argparse.Namespace, environ: Environ) -> None:
    """Hand the options to the engine the way `mkdocs build` gets them: through the environment."""
    if given.as_of is not None:
        environ["HUB_AS_OF"] = given.as_of.isoformat()
    if given.lang is not None:
        environ["HUB_LANG"] = given.lang
    if given.no_samples:
        environ["HUB_SAMPLES"] = "false"


def talk(*, verbose: bool) -> None:
    """Let the engine talk on stderr: only of its result, unless *verbose*."""
    level = logging.INFO if verbose else logging.WARNING
    logging.basicConfig(level=level, format="%(message)s", stream=sys.stderr)
    logging.getLogger("mkdocs.plugins.hub").setLevel(logging.INFO)
