"""`hub build`: the site, or the list of what is wrong."""

from __future__ import annotations

import argparse
from pathlib import Path

from generator.commands.command import (
    Command,
    Environ,
    pass_on,
    take_config_file,
    take_day,
    take_language,
    take_samples,
    take_verbose,
    talk,
)


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
    from generator.engines.mkdocs import build_site  # MkDocs takes half a second to import

    talk(verbose=given.verbose)
    pass_on(given, environ)
    return build_site(given.config_file, given.site_dir)


BUILD = Command("build", "Build the site; nothing changes when the content has errors.", arguments, run)
