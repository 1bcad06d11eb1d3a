"""What happens to a machine, and what then happens to the site: nothing. Each fault ends with a message.

Every build here is the command that users run, in a process of its own. Where a fault needs a user without special
rights, root gives its own up.
"""

from __future__ import annotations

import ctypes
import os
import resource
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest
from site_fixture import AS_OF, PATIENCE, PROJECT, copy_project, edit, plain_environment, tree

PAGE = "services/legal/index.html"
_PR_CAPBSET_DROP = 24
ALL = bool(os.environ.get("HUB_FAULTS"))
"""Whether every case is tried, as by `make faults`, or of each kind the most telling one."""


def drop_rights() -> None:
    """Take from root what lets it write where it may not: the rights of this process end with the next program."""
    if os.geteuid() == 0:
        for right in range(41):
            ctypes.CDLL(None).prctl(_PR_CAPBSET_DROP, right, 0, 0, 0)


def limit(kind: int, size: int) -> None:
    """Set a limit of the operating system, in bytes."""
    resource.setrlimit(kind, (size, size))


def command(root: Path, site: Path, *arguments: str, **environment: str) -> dict[str, object]:
    """The arguments of `subprocess` for a build of *root* into *site*."""
    settings = {"HUB_LANG": "en", "PYTHONPATH": str(PROJECT), **environment}
    return {
        "args": [sys.executable, "-m", "generator.cli", "build", "--as-of", AS_OF, "--site-dir", str(site), *arguments],
        "cwd": root,
        "env": plain_environment(**settings),
        "stdin": subprocess.DEVNULL,
    }


def build(
    root: Path, site: Path, *arguments: str, before: Callable[[], None] | None = None, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Build, after calling *before* in the new process."""
    own = command(root, site, *arguments, **environment)
    done = subprocess.run(**own, capture_output=True, timeout=PATIENCE, check=False, preexec_fn=before)
    out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small hub, built: project/ and site/."""
    folder = tmp_path_factory.mktemp("built")
    root = copy_project(folder / "project")
    for kind in ("news", "achievements", "policies", "jobs", "events"):
        shutil.rmtree(root / "content" / kind)
    for file in root.glob("content/redirects.yml"):
        file.unlink()
    done = build(root, folder / "site")
    if done.returncode:  # some other record names one of these: take the whole hub
        shutil.rmtree(root)
        copy_project(root)
        done = build(root, folder / "site")
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture(scope="module")
def edited(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The site with the edit of `hub`, built where nothing is wrong."""
    folder = tmp_path_factory.mktemp("edited")
    shutil.copytree(built / "project", folder / "project")
    edit(folder / "project/content/services/legal.yml", "en: Legal service team", "en: Legal aid team")
    done = build(folder / "project", folder / "site")
    assert done.returncode == 0, done.stderr
    return tree(folder / "site")


@pytest.fixture
def hub(built: Path, tmp_path: Path) -> Path:
    """A copy of it with an edit that was not built yet, below a path with a space and Chinese characters."""
    folder = tmp_path / "靖江 产业联盟"
    shutil.copytree(built, folder, symlinks=True)
    edit(folder / "project/content/services/legal.yml", "en: Legal service team", "en: Legal aid team")
    return folder


def assert_unharmed(hub: Path, before: dict[str, str], said: str) -> None:
    """The site is what it was, nobody saw a traceback, and the next build does what this one could not."""
    assert before == tree(hub / "site")
    assert "Traceback" not in said
    done = build(hub / "project", hub / "site")
    assert done.returncode == 0, done.stderr
    assert "Legal aid team" in (hub / "site/en" / PAGE).read_text("utf-8")


def test_a_full_disk(hub: Path) -> None:
    """On a file system without room (a real one for root, else a limit on files): one line, and the old site."""
    before = tree(hub / "site")
    done = build(hub / "project", hub / "site", before=partial(limit, resource.RLIMIT_FSIZE, 20_000))

    assert 74 == done.returncode, done.stderr
    assert "hub: " in done.stderr.splitlines()[-1] and "large" in done.stderr
    assert_unharmed(hub, before, done.stderr)


@contextmanager
def small_disk(folder: Path, size: int) -> Iterator[None]:
    """A file system of *size* bytes at *folder*; skips where nobody may make one."""
    folder.mkdir()
    made = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if made.returncode:
        pytest.skip("only root may mount a small disk; the limit on the size of files is tested anyway")
    try:
        yield
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def test_a_disk_that_fills_up(hub: Path) -> None:
    """When the disk of the site is full half-way: the message says so, and the site on it is as it was."""
    disk = hub / "disk"
    size = sum(path.stat().st_size // 4096 * 4096 + 4096 for path in (hub / "site").rglob("*"))
    with small_disk(disk, 3 * size):
        first = build(hub / "project", disk / "site", "--no-samples", before=None)
        if first.returncode:
            pytest.skip(f"the small disk does not even hold one site: {first.stderr}")
        before = tree(disk / "site")
        (disk / "filler").write_bytes(bytes(os.statvfs(disk).f_bavail * 4096 - 8192))
        done = build(hub / "project", disk / "site", HUB_SITE_URL="https://other.example/")

        assert 74 == done.returncode, done.stderr
        assert "No space left on device" in done.stderr.splitlines()[-1]
        assert "Traceback" not in done.stderr
        assert before == tree(disk / "site")
        (disk / "filler").unlink()
        assert 0 == build(hub / "project", disk / "site").returncode


def test_a_folder_that_may_not_be_written(hub: Path) -> None:
    """A read-only place: the path, the reason, exit code 74, and nothing else."""
    before = tree(hub / "site")
    modes = {path: path.stat().st_mode for path in (hub, *hub.glob(".site*"), hub / "site")}
    for path in modes:
        path.chmod(0o555)
    try:
        done = build(hub / "project", hub / "site", before=drop_rights)
    finally:
        for path, mode in modes.items():
            path.chmod(mode)

    assert 74 == done.returncode, done.stderr
    assert "Permission denied" in done.stderr.splitlines()[-1] and "site" in done.stderr.splitlines()[-1]
    assert_unharmed(hub, before, done.stderr)


def test_content_that_may_not_be_read(hub: Path) -> None:
    """A file without permission to read is named, and the old site stays."""
    before = tree(hub / "site")
    file = hub / "project/content/services/legal.yml"
    file.chmod(0)
    try:
        done = build(hub / "project", hub / "site", before=drop_rights)
    finally:
        file.chmod(0o644)

    assert 0 != done.returncode
    assert "legal.yml" in done.stderr + done.stdout
    assert_unharmed(hub, before, done.stderr)


@pytest.mark.parametrize("megabytes", [120, 160, 200, 240, 280, 320] if ALL else [240])
def test_too_little_memory(hub: Path, megabytes: int) -> None:
    """However little memory there is, a build goes well or leaves the old site; it never hangs."""
    before = tree(hub / "site")
    done = build(hub / "project", hub / "site", before=partial(limit, resource.RLIMIT_AS, megabytes << 20))

    if done.returncode:
        assert before == tree(hub / "site")
        assert done.stderr.strip()
    assert_unharmed(hub, tree(hub / "site"), "")


def test_no_memory_is_told_in_a_line(
    hub: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """When Python says that memory ran out, the command says what helps instead of a traceback."""
    from generator import cli
    from generator.commands import build as building

    def run(*_: object) -> int:
        raise MemoryError

    monkeypatch.setattr(building, "BUILD", building.Command("build", "", building.arguments, run))

    assert 71 == cli.main(["build"])
    assert "memory" in capsys.readouterr().err


@pytest.mark.parametrize("ending", ["SIGINT", "SIGTERM", "SIGKILL"] if ALL else ["SIGTERM"])
@pytest.mark.parametrize("after", [0.4, 0.6, 0.8, 0.9, 1.0] if ALL else [0.7])
def test_interrupted(hub: Path, edited: dict[str, str], ending: str, after: float) -> None:
    """Ended at any time: the old site or the new one; an interruption says so in one line, with the shell's code."""
    before = tree(hub / "site")
    started = time.monotonic()
    assert build(hub / "project", hub / "other").returncode == 0
    seconds = time.monotonic() - started
    with (hub / "said.txt").open("wb") as said:
        process = subprocess.Popen(**command(hub / "project", hub / "site"), stdout=said, stderr=said)
        time.sleep(seconds * after)
        process.send_signal(getattr(signal, ending))
        code = process.wait(PATIENCE)
    said_ = (hub / "said.txt").read_text("utf-8")
    now = tree(hub / "site")

    assert now in (before, edited)
    over = f"files as of {AS_OF}" in said_
    if over and code == -getattr(signal, ending):  # the build was over, and Python on its way out
        assert edited == now
    elif code != 0:
        assert {"SIGINT": 130, "SIGTERM": 143, "SIGKILL": -9}[ending] == code, said_
        assert "Traceback" not in said_
    if code in (130, 143):
        assert "interrupted" in said_
    assert_unharmed(hub, now, said_)
    assert edited == tree(hub / "site")


@pytest.mark.parametrize("epoch", ["0", "4102444800"] if ALL else ["0"])
def test_a_wrong_clock(hub: Path, edited: dict[str, str], epoch: str) -> None:
    """A machine in 1970 or 2100 builds for the day it is told; told nothing, for its own, without a complaint."""
    assert 0 == build(hub / "project", hub / "told", SOURCE_DATE_EPOCH=epoch).returncode
    assert edited == tree(hub / "told")

    own = command(hub / "project", hub / "own", SOURCE_DATE_EPOCH=epoch)
    own["args"] = [part for part in own["args"] if part not in ("--as-of", AS_OF)]
    done = subprocess.run(**own, capture_output=True, text=True, timeout=PATIENCE, check=False)
    assert 0 == done.returncode, done.stderr
    assert {"0": "1970-01-01", "4102444800": "2100-01-01"}[epoch] in (hub / "own/build.json").read_text("utf-8")


@pytest.mark.skipif(not ALL, reason="the same as test_a_wrong_clock, with a tool; `make faults` runs it")
def test_a_clock_that_is_really_wrong(hub: Path, edited: dict[str, str]) -> None:
    """The same with faketime, which turns back the clock of the whole process, where it is installed."""
    library = next(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"), None)
    if library is None:
        pytest.skip("no libfaketime here (Debian: apt-get install libfaketime)")
    wrong = {"LD_PRELOAD": str(library), "FAKETIME": "@1999-12-31 23:59:59", "DONT_FAKE_MONOTONIC": "1"}
    done = build(hub / "project", hub / "wrong", **wrong)

    assert 0 == done.returncode, done.stderr
    assert edited == tree(hub / "wrong")


@pytest.mark.parametrize("encoding", ["", "ascii", "gbk"] if ALL else ["ascii"])
def test_a_machine_without_utf_8(hub: Path, edited: dict[str, str], encoding: str) -> None:
    """Locale C without UTF-8, or another encoding: the same site, and problems in Chinese without an accident."""
    poor = {"LC_ALL": "C", "PYTHONCOERCECLOCALE": "0", "PYTHONUTF8": "0", "LANG": "", "HUB_LANG": "zh"}
    poor |= {"PYTHONIOENCODING": encoding} if encoding else {}
    done = build(hub / "project", hub / "poor", **poor)
    assert 0 == done.returncode, done.stderr
    assert edited == tree(hub / "poor")

    edit(hub / "project/content/services/legal.yml", "order: 4", "ordr: 4")
    refused = build(hub / "project", hub / "poor", **poor)
    assert 1 == refused.returncode, refused.stderr
    assert "ordr" in refused.stderr and "Traceback" not in refused.stderr


@pytest.mark.parametrize("mask", ["000", "027", "077"] if ALL else ["077"])
def test_an_unusual_umask(hub: Path, edited: dict[str, str], mask: str) -> None:
    """Whatever the umask, the bytes are the same, and files are for those whom it lets read."""
    done = build(hub / "project", hub / "unusual", before=lambda: os.umask(int(mask, 8)) and None)

    assert 0 == done.returncode, done.stderr
    assert edited == tree(hub / "unusual")
    assert 0o666 & ~int(mask, 8) == (hub / "unusual" / PAGE).stat().st_mode & 0o777
    assert 0o777 & ~int(mask, 8) == (hub / "unusual").stat().st_mode & 0o777


def test_a_user_without_rights(hub: Path) -> None:
    """A user who is not root builds, and serves what is built with nothing more."""
    done = build(hub / "project", hub / "site", before=drop_rights)

    assert 0 == done.returncode, done.stderr
    assert "Legal aid team" in (hub / "site/en" / PAGE).read_text("utf-8")
