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
from generator.publish.lock import BusyError


def arguments(parser: argparse.ArgumentParser) -> None:
    """What a build can be asked for."""
    take_config_file(parser)
    parser.add_argument("--site-dir", type=Path, help="where to write; default: as in mkdocs.yml")
    take_day(parser)
    take_language(parser)
    take_samples(parser)
    take_verbose(parser)


def run(given: argparse.Namespace, environ: Environ) -> int:
    """Build the site; when the content has errors print them, and leave the site as it was."""
    from generator.engines.build import build_site

    talk(verbose=given.verbose)
    pass_on(given, environ)
    try:
        fine = build_site(given.config_file, given.site_dir, environ)
    except BusyError as error:
        print(f"hub: another build (process {error.holder}) is writing {error.site}; wait for it", file=sys.stderr)
        return Exit.BUSY
    return Exit.FINE if fine else Exit.PROBLEMS


BUILD = Command("build", "Build the site; nothing changes when the content has errors.", arguments, run)
