"""Whole builds killed at any moment: readers see the old site or the new one, and the next build mends the rest.

`tests/test_tree.py` kills the last step alone, and far more often. Here the command is killed while it reads, keeps
what it read, lets MkDocs work, renders, brings the search index up to date, writes and switches. HUB_KILLS says how
many builds are killed; a few in CI, 200 before a release (`make kills`).
"""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable
from pathlib import Path

import pytest
from site_fixture import AS_OF, PROJECT, tree

import generator.engines.mkdocs  # so that no child has to
from generator.engines import texts
from generator.engines.build import build_site

assert generator.engines.mkdocs

KILLS = int(os.environ.get("HUB_KILLS", "3"))
NEWS = "content/news/2026/2026-11-10-visit/index.md"


def with_a_sentence(root: Path) -> None:
    """A text says more, and nothing else changes: the second shortest way."""
    file = root / NEWS
    file.write_text(f"{file.read_text('utf-8')}\n再来一句。\n", "utf-8")


def with_another_text(root: Path) -> None:
    """A text says more, and there is a news item more."""
    file = root / NEWS
    file.write_text(f"{file.read_text('utf-8')}\n再来一句，more.\n", "utf-8")
    shutil.copytree(file.parent, file.parent.with_name("2026-11-12-another"))


def with_another_theme(root: Path) -> None:
    """Every article looks different, and a record is gone."""
    file = root / "theme/pages/article.html"
    file.write_text(f"{file.read_text('utf-8')}\n<!-- another -->\n", "utf-8")
    shutil.rmtree((root / NEWS).parent)


def with_another_name(root: Path) -> None:
    """The hub has another name: every page changes, and MkDocs has to work."""
    file = root / "content/hub.yml"
    changed, count = re.subn(r"^(name:\n +zh: ).*$", r"\1新的名字", file.read_text("utf-8"), flags=re.MULTILINE)
    assert count == 1
    file.write_text(changed, "utf-8")


STATES: tuple[Callable[[Path], None], ...] = (
    lambda root: None,
    with_a_sentence,
    with_another_text,
    with_another_theme,
    with_another_name,
)[: 3 if KILLS < 20 else None]


@pytest.fixture(scope="module")
def states(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[Path, dict[str, str]]]:
    """Each state of a small project, and the site that a build from nothing makes of it."""
    folder, found = tmp_path_factory.mktemp("states"), []
    for number, change in enumerate(STATES):
        root = folder / str(number) / "project"
        shutil.copytree(PROJECT / "tests/golden/small-hub/content", root / "content")
        (root / "content/handbook").mkdir()
        (root / "content/handbook/index.md").write_text("# 手册\n\n一页。\n", "utf-8")
        shutil.copytree(PROJECT / "theme", root / "theme")
        shutil.copy(PROJECT / "mkdocs.yml", root / "real.yml")
        (root / "mkdocs.yml").write_text("INHERIT: real.yml\nnav: null\n", "utf-8")
        change(root)
        # Where a project lies is part of no page, so the one that is killed may lie elsewhere.
        built(root, folder / str(number) / "site", folder / str(number) / "cache")
        found.append((root, tree(folder / str(number) / "site")))
    assert len({str(sorted(site.items())) for _, site in found}) == len(STATES), "the states differ"
    return found


def built(root: Path, site: Path, cache: Path, moment: int = 0) -> int | None:
    """Build *root* into *site* in a process of its own, killed with SIGKILL at call number *moment*.

    Returns how many calls of functions it took; None when it was killed.
    """
    ours, theirs = os.pipe()
    child = os.fork()
    if child == 0:
        code = 1
        try:
            tempfile.tempdir = str(cache.parent)
            texts.RACE = 0  # what was written a moment ago is relied on, or the second shortest way is never taken
            environ = {"HUB_AS_OF": AS_OF, "HUB_CACHE": str(cache), "HUB_SHARING_PICTURES": "no", "HUB_LANG": "en"}
            count = counted(moment, lambda: build_site(root / "mkdocs.yml", site, environ))
            os.write(theirs, str(count).encode())
            code = 0
        except BaseException:
            traceback.print_exc()
        finally:
            os._exit(code)
    os.close(theirs)
    with os.fdopen(ours) as stream:
        said = stream.read()
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status) and os.WTERMSIG(status) == signal.SIGKILL:
        return None
    assert 0 == os.waitstatus_to_exitcode(status), "the build failed; it says above why"
    return int(said)


def counted(moment: int, build: Callable[[], bool]) -> int:
    """Run *build* and return how many calls it took; at call number *moment* the process is killed."""
    count = 0

    def profile(frame: object, event: str, argument: object) -> None:
        nonlocal count
        count += 1
        if count == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(profile)
    try:
        assert build(), "the content has errors"
    finally:
        sys.setprofile(None)
    return count


def make_like(root: Path, wanted: Path) -> None:
    """Edit *root* until it holds what *wanted* does; files that stay are not touched."""
    for path in sorted(root.rglob("*"), reverse=True):
        there = wanted / path.relative_to(root)
        if not there.exists():
            path.rmdir() if path.is_dir() else path.unlink()
    for there in sorted(wanted.rglob("*")):
        path = root / there.relative_to(wanted)
        if there.is_dir():
            path.mkdir(exist_ok=True)
        elif not path.exists() or path.read_bytes() != there.read_bytes():
            shutil.copyfile(there, path)


def test_a_build_killed_at_any_moment_harms_nothing(states: list[tuple[Path, dict[str, str]]], tmp_path: Path) -> None:
    """After an edit and a killed build the site is the old one or the new one, whole; then a build gives the new one,

    byte for byte what a build from nothing makes. The moment is a call of a function, system calls included, so that
    it does not depend on the machine.
    """
    root, site, cache = tmp_path / "project", tmp_path / "site", tmp_path / "cache"
    shutil.copytree(states[0][0], root)
    chance, killed, kept = random.Random(KILLS), 0, 0
    usual: dict[tuple[int, int], int] = {}
    latest = built(root, site, cache)
    assert latest is not None and tree(site) == states[0][1]
    now = 0
    while killed < KILLS:
        then = chance.choice([number for number in range(len(STATES)) if number != now])
        make_like(root, states[then][0])
        calls = built(root, site, cache, chance.randint(1, usual.get((now, then), latest)))
        found = tree(site)
        if calls is None:
            killed += 1
            assert found in (states[now][1], states[then][1]), f"kill {killed}: neither the old nor the new site"
            kept += found == states[now][1]
        else:
            usual[now, then] = latest = calls
        if chance.random() < 0.7:  # else the next edit comes before anybody builds again
            assert built(root, site, cache) is not None
            found = tree(site)
            assert found == states[then][1], f"after kill {killed}"
        now = now if found == states[now][1] else then
    assert kept > 0, "no build was killed early enough"
