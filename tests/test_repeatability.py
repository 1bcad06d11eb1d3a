"""The same content, built for the same day, gives the same bytes: on any machine, in any zone, at any time."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from site_fixture import AS_OF, Site, build, copy_project, real_site, run, site, snapshot, tree

__all__ = ["real_site", "site"]

REVERSED = """
import os

_scandir, _listdir = os.scandir, os.listdir


class _Entries:
    def __init__(self, entries):
        self._left = sorted(entries, key=lambda entry: entry.name)

    def __iter__(self):
        return self

    def __next__(self):
        if not self._left:
            raise StopIteration
        return self._left.pop()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self._left = []


def scandir(path="."):
    with _scandir(path) as entries:
        return _Entries(entries)


def listdir(path="."):
    return sorted(_listdir(path), reverse=True)


os.scandir, os.listdir = scandir, listdir
"""
"""A sitecustomize.py: every folder lists its entries backwards."""

LATER = """
import time

_time, _time_ns = time.time, time.time_ns
DAYS = 400
time.time = lambda: _time() + DAYS * 86400
time.time_ns = lambda: _time_ns() + DAYS * 86400 * 10**9
"""
"""A sitecustomize.py: the clock is more than a year ahead."""


def with_customized(python: str, folder: Path) -> dict[str, str]:
    """The environment in which every Python process first runs *python*."""
    folder.mkdir()
    (folder / "sitecustomize.py").write_text(python, "utf-8")
    return {"PYTHONPATH": str(folder)}


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONHASHSEED": "0"},
        {"PYTHONHASHSEED": "1", "TZ": "America/New_York"},
        {"TZ": "UTC", "LC_ALL": "C", "PYTHONUTF8": "0"},
        {"SOURCE_DATE_EPOCH": "946684800"},
        {"SOURCE_DATE_EPOCH": "1924992000", "TZ": "Pacific/Kiritimati"},
    ],
    ids=lambda environment: " ".join(f"{name}={value}" for name, value in environment.items()),
)
def test_the_environment_changes_no_byte(environment: dict[str, str], site: Site, tmp_path: Path) -> None:
    """Neither the order of sets, the time zone, the locale nor another day reaches the site when the day is given."""
    build(tmp_path / "site", **environment)

    assert tree(site.folder) == tree(tmp_path / "site")


def test_the_order_of_folders_changes_no_byte(site: Site, tmp_path: Path) -> None:
    """A file system that lists its entries in another order gives the same site."""
    build(tmp_path / "site", **with_customized(REVERSED, tmp_path / "python"))

    assert tree(site.folder) == tree(tmp_path / "site")


def test_the_reversed_order_is_really_reversed(tmp_path: Path) -> None:
    """The test above proves something: in its processes folders do list backwards."""
    (tmp_path / "some").mkdir()
    for name in "abc":
        (tmp_path / "some" / name).touch()
    program = tmp_path / "names.py"
    program.write_text("import os\nprint([entry.name for entry in os.scandir('some')])\n", "utf-8")
    done = run("names", cwd=tmp_path, **with_customized(REVERSED, tmp_path / "python"))

    assert done.stdout == "['c', 'b', 'a']\n"


def test_clock_and_file_times_change_no_byte(site: Site, tmp_path: Path) -> None:
    """A fresh clone, whose files are all of today, built a year later for the same day, gives the same site."""
    root = copy_project(tmp_path / "project")
    for number, file in enumerate(sorted(root.rglob("*"))):
        os.utime(file, (1_000_000_000 + number, 1_000_000_000 + number))
    build(tmp_path / "site", root=root, **with_customized(LATER, tmp_path / "python"))

    assert tree(site.folder) == tree(tmp_path / "site")


def test_another_day_is_another_site(site: Site, tmp_path: Path) -> None:
    """The comparison can fail: for the next year, openings have closed, and only pages of lists and items differ."""
    done = run("generator.cli", "build", "--as-of", "2027-11-22", "--site-dir", str(tmp_path / "site"), cwd=snapshot())
    assert done.returncode == 0, done.stderr
    today, later = tree(site.folder), tree(tmp_path / "site")
    changed = {path for path in today if today[path] != later.get(path)}

    assert "build.json" in changed
    assert "jobs/index.html" in changed
    assert "handbook/index.html" not in changed
    assert not any(path.startswith("assets/") for path in changed)


def test_the_day_can_come_from_the_environment(site: Site, tmp_path: Path) -> None:
    """HUB_AS_OF is the same as --as-of, and SOURCE_DATE_EPOCH gives the day in Asia/Shanghai where neither is set."""
    # 2026-11-21 16:30 UTC: already the 22nd in Shanghai
    for name, environment in (("day", {"HUB_AS_OF": AS_OF}), ("epoch", {"SOURCE_DATE_EPOCH": "1795278600"})):
        done = run("generator.cli", "build", "--site-dir", str(tmp_path / name), cwd=snapshot(), **environment)

        assert done.returncode == 0, done.stderr
        assert tree(site.folder) == tree(tmp_path / name), name


def test_samples_off_is_the_same_by_option_and_environment(real_site: Site, tmp_path: Path) -> None:
    """HUB_SAMPLES=false is --no-samples."""
    build(tmp_path / "site", HUB_SAMPLES="false")

    assert tree(real_site.folder) == tree(tmp_path / "site")
