"""`hub headers`: what a built site wants its server to say, written for that server."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.commands.command import Command, Environ, Exit
from generator.metadata.headers import FORMS, HEADERS_FILE, read_headers_file, written


def arguments(parser: argparse.ArgumentParser) -> None:
    """For which server, and of which site."""
    parser.add_argument("server", choices=FORMS, help="static: the file itself; nginx-map goes with nginx")
    parser.add_argument("--site-dir", type=Path, default=Path("site"), help="the built site; default: site")


def run(given: argparse.Namespace, _: Environ) -> int:
    """Print the rules of the site for the server."""
    file = given.site_dir / HEADERS_FILE
    if not file.is_file():
        print(f"hub headers: no {file}; build the site first", file=sys.stderr)
        return Exit.USAGE
    print(written(read_headers_file(file.read_text("utf-8")), given.server), end="")
    return Exit.FINE


HEADERS = Command(
    "headers", "Print the security headers of the built site for nginx, Caddy or a static host.", arguments, run
)
