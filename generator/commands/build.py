"""`hub build`: the site, or the list of what is wrong."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

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
from generator.commands.progress import Lines, Screen, profile_table
from generator.engines.watches import since_start, wall
from generator.publish.lock import BusyError
from generator.publish.steps import Profile, Together


def arguments(parser: argparse.ArgumentParser) -> None:
    """What a build can be asked for."""
    take_config_file(parser)
    parser.add_argument("--site-dir", type=Path, help="where to write; default: as in mkdocs.yml")
    take_day(parser)
    take_language(parser)
    take_samples(parser)
    parser.add_argument("--profile", action="store_true", help="say where the time went, on stdout")
    take_verbose(parser)


def run(given: argparse.Namespace, environ: Environ) -> int:
    """Build the site; when the content has errors print them, and leave the site as it was."""
    from generator.engines.build import build_site
    from generator.engines.project import problem_language

    talk(verbose=given.verbose)
    pass_on(given, environ)
    lang = problem_language(environ)
    steps = Screen(sys.stderr, lang) if sys.stderr.isatty() else Lines(sys.stderr, lang, wall)
    profile = Profile(since_start()) if given.profile else None
    try:
        told = Together(steps, profile) if profile is not None else steps
        fine = build_site(given.config_file, given.site_dir, environ, told)
    except BusyError as error:
        print(f"hub: another build (process {error.holder}) is writing {error.site}; wait for it", file=sys.stderr)
        return Exit.BUSY
    finally:
        steps.end()
    if profile is not None:
        print(profile_table(profile, lang))
    return Exit.FINE if fine else Exit.PROBLEMS


BUILD = Command("build", "Build the site; nothing changes when the content has errors.", arguments, run)
