"""`hub deploy`: the finished site to a store or a server, in an order that never leaves a page without its assets."""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

from generator.commands.command import Command, Environ, Exit
from generator.deploy.plan import Plan, plan, purge_list
from generator.deploy.rclone import Remote
from generator.deploy.release import DeployError, release_of, unlisted
from generator.deploy.run import deploy, inspect, release_at, roll_back, wanted_back


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to, and what of it."""
    parser.add_argument("target", help="as rclone names it: store:bucket, server:path, or a folder")
    parser.add_argument("--site-dir", type=Path, default=Path("site"), help="the finished site; default: site")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--rollback", action="store_true", help="bring back what was there before the last deployment")
    what.add_argument("--verify", action="store_true", help="change nothing; compare every file with the site")
    parser.add_argument("--dry-run", action="store_true", help="change nothing; list what would be done")
    parser.add_argument("--copies", action="store_true", help="with the copies of `hub compress`, for nginx or Caddy")
    parser.add_argument("--keep", type=_count, default=5, metavar="N", help="releases that can be had back; default: 5")
    parser.add_argument("--purge-list", type=Path, metavar="FILE", help="write the addresses that caches must forget")
    parser.add_argument("--parallel", type=_count, default=8, metavar="N", help="files at a time; default: 8")
    parser.add_argument("--rclone", metavar="PROGRAM", help="default: HUB_RCLONE, else rclone")


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is not a number above zero")
    return int(text)


def run(given: argparse.Namespace, environ: Environ) -> int:
    """Do it; whatever stops it leaves the target readable, and the same command goes on from there."""
    remote = Remote(given.rclone or environ.get("HUB_RCLONE") or "rclone", given.target, dict(environ), given.parallel)
    try:
        remote.check_version()
        return _verify(given, remote) if given.verify else _deploy(given, remote)
    except DeployError as error:
        print(f"hub deploy: {error}", file=sys.stderr)
        return Exit.STOPPED
    except KeyboardInterrupt as ended:
        print(
            "hub deploy: interrupted; the target is readable, and the same command goes on from here", file=sys.stderr
        )
        return Exit.TERMINATED if ended.args else Exit.INTERRUPTED


def _deploy(given: argparse.Namespace, remote: Remote) -> int:
    target = inspect(remote)
    if target.standing.going is not None:
        _say(f"a deployment of release {target.standing.going.target} did not end; taking care of it")
    release = (
        release_at(remote, wanted_back(target)) if given.rollback else release_of(given.site_dir, copies=given.copies)
    )
    if not given.rollback and (odd := unlisted(given.site_dir, release)):
        _say(f"{len(odd)} files, {odd[0]} first, were not made by the build and are in no list of checksums")
    if given.dry_run:
        todo = plan(target.standing, release)
    elif given.rollback:
        todo = roll_back(remote, target, given.keep, _say)
    else:
        todo = deploy(remote, target, given.site_dir, release, given.keep, _say)
    _tell(todo)
    if given.purge_list is not None and not given.dry_run:
        addresses = purge_list(todo.touched, _site_url(given.site_dir))
        given.purge_list.write_text("".join(f"{address}\n" for address in addresses), "utf-8")
    counts = f"{len(todo.new)} new, {len(todo.changed)} changed, {len(todo.unsure)} unsure, {len(todo.remove)} removed"
    live = "would be" if given.dry_run else "is"
    print(f"release {release.id} {live} live: {len(release.files)} files, {counts}", file=sys.stderr)
    return Exit.FINE


def _verify(given: argparse.Namespace, remote: Remote) -> int:
    files = release_of(given.site_dir, copies=given.copies).files
    wrong = sorted(files.keys() - remote.matching(str(given.site_dir.absolute()), files))
    for path in wrong:
        print(f"! {path}")
    print(f"{len(files) - len(wrong)} of {len(files)} files are as in {given.site_dir}", file=sys.stderr)
    return Exit.STOPPED if wrong else Exit.FINE


def _tell(todo: Plan) -> None:
    """Print a line for each file: + new, ~ changed, ? perhaps there already, - removed."""
    for mark, paths in (("+", todo.new), ("~", todo.changed), ("?", todo.unsure), ("-", todo.remove)):
        for path in paths:
            print(f"{mark} {path}")


def _site_url(site: Path) -> str:
    """The address the site was built for, which robots.txt tells; a slash when it does not."""
    robots = site / "robots.txt"
    found = re.search(r"^Sitemap: (.+/)sitemap\.xml$", robots.read_text("utf-8"), re.M) if robots.is_file() else None
    return found[1] if found else "/"


def _say(text: str) -> None:
    print(text, file=sys.stderr)


DEPLOY = Command("deploy", "Upload the finished site by rclone: only what changed, and safely.", arguments, run)
