"""One command for a release: the site as readers will get it, and what says where it comes from.

    python tools/release.py [--folder release] [--as-of 2026-11-22] [--samples] [--uncommitted]

Fills the folder with

    site/                     the site without samples, with SHA256SUMS over all its files
    sbom.cdx.json             what it was built with (CycloneDX 1.6)
    THIRD-PARTY-LICENSES.md   and under which licences; LICENSE is the project's own
    release.json              commit, day and address: whoever builds with these gets the same bytes
    SHA256SUMS                over site/SHA256SUMS and the files above: sign this one, and all is signed

It is made from nothing: what earlier builds left in .cache takes no part, wherever that came from. Nothing of it tells
when or where it was made. Exit code 1: the content has errors, or the work tree has changes that
are in no commit, so that nobody could build the release again; then the folder is as it was.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT)]

from generator.engines.mkdocs import read_project  # noqa: E402
from generator.model.record import HUB_ZONE  # noqa: E402
from generator.publish.checksums import CHECKSUMS_FILE, checksums  # noqa: E402
from generator.publish.tree import retire  # noqa: E402
from generator.replacing import replace_file  # noqa: E402

PAPERS = ("sbom", "sbom.cdx.json"), ("licences", "THIRD-PARTY-LICENSES.md")


def commit_of(project: Path) -> tuple[str | None, bool]:
    """The commit that *project* stands at, None outside of git, and whether there are changes that it does not hold."""
    try:
        return _git(project, "rev-parse", "HEAD").strip(), bool(_git(project, "status", "--porcelain"))
    except (OSError, subprocess.CalledProcessError):
        return None, False


def _git(project: Path, *arguments: str) -> str:
    command = ["git", "-C", str(project), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout  # noqa: S603 - our own words


def main() -> int:
    """Build, write the papers, write the list."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--folder", type=Path, default=Path("release"), help="default: release")
    parser.add_argument("--as-of", help="the day to build for, YYYY-MM-DD; default: today in Shanghai")
    parser.add_argument("--samples", action="store_true", help="with everything that is marked as a sample")
    parser.add_argument("--uncommitted", action="store_true", help="also with changes that are in no commit")
    parser.add_argument("--project", type=Path, default=PROJECT, help="where mkdocs.yml lies; default: this project")
    given = parser.parse_args()
    folder, day = given.folder.absolute(), given.as_of or dt.datetime.now(HUB_ZONE).date().isoformat()
    commit, changed = commit_of(given.project)
    if changed and not given.uncommitted:
        print("release: there are changes that are in no commit, see `git status`; commit them first", file=sys.stderr)
        return 1

    build = [sys.executable, "-m", "generator.cli", "build", "--as-of", day, "--site-dir", str(folder / "site")]
    paths = os.pathsep.join(filter(None, (str(PROJECT), os.environ.get("PYTHONPATH"))))
    options = [] if given.samples else ["--no-samples"]
    with tempfile.TemporaryDirectory(prefix="hub-release-") as cache:
        environment = {**os.environ, "PYTHONPATH": paths, "HUB_CACHE": cache}
        done = subprocess.run([*build, *options], cwd=given.project, env=environment, check=False)  # noqa: S603
    if done.returncode:
        return 1
    retire(folder / "site", None)  # the tree that a next build would begin with
    for what, name in PAPERS:
        tool = [sys.executable, str(PROJECT / "tools/supply_chain.py"), what, str(folder / name)]
        if subprocess.run(tool, check=False).returncode:  # noqa: S603
            return 1
    shutil.copyfile(PROJECT / "LICENSE", folder / "LICENSE")
    record = {
        "commit": commit,
        "uncommitted_changes": changed,
        "as_of": day,
        "samples": given.samples,
        "site_url": read_project(given.project / "mkdocs.yml").site_url,
    }
    replace_file(folder / "release.json", f"{json.dumps(record, indent=2)}\n".encode())
    named = ("LICENSE", "release.json", f"site/{CHECKSUMS_FILE}", *(name for _, name in PAPERS))
    digests = {name: hashlib.sha256((folder / name).read_bytes()).digest() for name in named}
    replace_file(folder / CHECKSUMS_FILE, checksums(digests))
    whole = hashlib.sha256((folder / CHECKSUMS_FILE).read_bytes()).hexdigest()
    print(f"{folder / CHECKSUMS_FILE}: SHA-256 {whole}; sign it, see SECURITY.md", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(main())
