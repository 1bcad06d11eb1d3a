"""`hub compress`: Brotli and gzip copies beside the files of a finished site."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.commands.command import Command, Environ, Exit
from generator.settings import SettingsError


def arguments(parser: argparse.ArgumentParser) -> None:
    """Which site, and where copies are kept for the next time."""
    parser.add_argument("site", type=Path, nargs="?", default=Path("site"), help="a finished site; default: site")
    parser.add_argument(
        "--cache",
        type=Path,
        default=Path(".cache/compressed"),
        help="where copies are kept; default: .cache/compressed",
    )


def run(given: argparse.Namespace, environ: Environ) -> int:
    """Make the copies that are missing, and say how many."""
    from generator.deploy.compress import compress_site

    if not (given.site / "index.html").is_file():
        raise SettingsError(f"{given.site} is no finished site: it has no index.html; `hub build` makes one")
    done = compress_site(given.site, given.cache)
    print(
        f"{done.files} files compressed, {done.size / 1e6:.1f} MB to {done.brotli_size / 1e6:.1f} MB with Brotli; "
        f"{done.made} copies made anew",
        file=sys.stderr,
    )
    return Exit.FINE


COMPRESS = Command("compress", "Put compressed copies beside the files of a finished site.", arguments, run)
