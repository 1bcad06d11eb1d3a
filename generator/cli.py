"""The `hub` command: reads the command line, calls the command, and returns its exit code (`commands.command.Exit`).

Results go to stdout, talk to stderr. A new command is a module of `generator.commands` and a line in `COMMANDS`.
"""

from __future__ import annotations

import argparse
import importlib
import io
import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import NoReturn, cast

from generator import __version__
from generator.commands.command import Command, Exit
from generator.engines.project import problem_language
from generator.revisions import NoBaseError
from generator.settings import SettingsError

COMMANDS = (
    "build",
    "serve",
    "edit",
    "check",
    "pr",
    "init",
    "new",
    "translations",
    "schema",
    "headers",
    "compress",
    "deploy",
)
"""The words after `hub`, each the name of its module."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command line *arguments* (those of the process when None)."""
    os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")  # it would look through every installed package
    _speak_utf_8()
    arguments = sys.argv[1:] if arguments is None else arguments
    parser = _parser(_named(arguments))
    given = parser.parse_args(arguments)
    if given.command is None:
        parser.print_help()
        return Exit.USAGE
    try:
        with _ending_gently():
            code = int(given.run(given, os.environ))
            sys.stdout.flush()
            return code
    except SettingsError as error:
        print(f"hub: {error}", file=sys.stderr)
        return Exit.USAGE
    except NoBaseError as error:
        lang = getattr(given, "lang", None) or problem_language(os.environ)
        print(f"hub: {error.zh if lang == 'zh' else error.en}", file=sys.stderr)
        return Exit.NO_BASE
    except BrokenPipeError:  # whoever reads the output has enough: `hub translations | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.FINE
    except OSError as error:
        if error.filename is None and error.errno is None:
            traceback.print_exc()
            return Exit.FAULT
        where = f"{error.filename}: " if error.filename is not None else ""
        print(f"hub: {where}{error.strerror}; nothing was published, the site is as it was", file=sys.stderr)
        return Exit.DISK
    except MemoryError:
        print("hub: there is not enough memory; nothing was published, the site is as it was", file=sys.stderr)
        return Exit.MEMORY
    except KeyboardInterrupt as ended:
        print("hub: interrupted; run it again when you like", file=sys.stderr)
        return Exit.TERMINATED if ended.args else Exit.INTERRUPTED
    except Exception:  # a fault must not end like a problem of the content, as Python's own 1 would
        traceback.print_exc()
        return Exit.FAULT


def run() -> NoReturn:
    """Run the command line of the process, and end it at once: tens of thousands of records need not be taken apart."""
    code = main()
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def _speak_utf_8() -> None:
    """Write UTF-8 where the machine has no encoding for Chinese; a sentence that cannot be printed helps nobody."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            try:
                "改法".encode(stream.encoding)
            except (UnicodeEncodeError, LookupError):
                stream.reconfigure(encoding="utf-8")
            stream.reconfigure(errors="backslashreplace")


@contextmanager
def _ending_gently() -> Iterator[None]:
    """Take being terminated like an interruption from the keyboard, so that what was begun is put in order."""

    def end(*_: object) -> None:
        raise KeyboardInterrupt("terminated")

    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _named(arguments: Sequence[str]) -> Sequence[str]:
    """The command that *arguments* ask for, else all of them: what nobody asked for need not be imported."""
    first = next((one for one in arguments if not one.startswith("-")), None)
    if first in COMMANDS:
        return (first,)
    return () if "--version" in arguments else COMMANDS


def command_named(name: str) -> Command:
    """The command *name*, which its module holds under the same name in capitals."""
    return cast("Command", getattr(importlib.import_module(f"generator.commands.{name}"), name.upper()))


def _parser(names: Sequence[str] = COMMANDS) -> argparse.ArgumentParser:
    """The command line with the commands *names*."""
    parser = argparse.ArgumentParser(prog="hub", description="Build and check the alliance publicity hub.")
    parser.add_argument("--version", action="version", version=f"alliance-hub {__version__}")
    commands = parser.add_subparsers(dest="command", metavar="COMMAND")
    for command in map(command_named, names):
        one = commands.add_parser(command.name, help=command.text, description=command.text)
        command.arguments(one)
        one.set_defaults(run=command.run)
    return parser


if __name__ == "__main__":
    run()
