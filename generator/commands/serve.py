"""`hub serve`: a preview on this machine."""

from __future__ import annotations

import argparse

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


def arguments(parser: argparse.ArgumentParser) -> None:
    """What a preview can be asked for."""
    take_config_file(parser)
    parser.add_argument("--address", help="host:port, default 127.0.0.1:8000")
    take_day(parser)
    take_language(parser)
    take_samples(parser)
    take_verbose(parser)


def run(given: argparse.Namespace, environ: Environ) -> int:
    """Serve until interrupted, and show every change of the content or the theme."""
    from generator.engines.serve import serve_site

    talk(verbose=given.verbose)
    pass_on(given, environ)
    serve_site(given.config_file, given.address, environ)
    return Exit.FINE


SERVE = Command("serve", "Serve a preview that follows every edit.", arguments, run)
