"""The ways to build, mistakes to build with, and previews that run for the length of one test."""

from __future__ import annotations

import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from site_fixture import AS_OF, edit, plain_environment

PATIENCE = 120
"""Seconds to wait for a preview before a test fails."""

BUILDERS = {
    "hub": ("generator.cli", "build"),
    "mkdocs": ("mkdocs", "build"),
    "properdocs": ("properdocs", "build", "-f", "mkdocs.yml"),
}
"""The ways to build: module and first arguments, to be followed by ``--site-dir``."""


def break_content(root: Path) -> None:
    """Put one mistake into each of two files."""
    edit(root / "content/jobs/shipyard-welder.yml", "alliance: shipbuilding", "alliance: shipbilding")
    edit(root / "content/policies/housing-subsidies/index.md", "date: 2026-11-16", "date: 2026-11-31")


@dataclass
class Preview:
    """A running preview. `said` is the file with what it prints."""

    process: subprocess.Popen[bytes]
    address: str
    said: Path

    def get(self, path: str) -> tuple[int, str]:
        """The status and the text of one page; status 0 when nothing answers."""
        try:
            with urllib.request.urlopen(f"{self.address}{path}", timeout=5) as answer:
                return answer.status, answer.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def wait_for(self, path: str, text: str) -> None:
        """Ask for the page at *path* until it holds *text*; fail when it takes too long or the preview ends."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            assert self.process.poll() is None, f"the preview ended:\n{self.said.read_text('utf-8')}"
            if text in self.get(path)[1]:
                return
            time.sleep(0.2)
        pytest.fail(f"{path} did not show {text!r} in {PATIENCE} s:\n{self.said.read_text('utf-8')}")

    def wait_until_said(self, text: str) -> None:
        """Wait until the preview printed *text*."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if text in self.said.read_text("utf-8", errors="replace"):
                return
            time.sleep(0.2)
        pytest.fail(f"the preview did not say {text!r} in {PATIENCE} s:\n{self.said.read_text('utf-8')}")


@contextmanager
def preview(root: Path, module: str, *arguments: str) -> Iterator[Preview]:
    """Run ``python -m module arguments`` with a free port in place of ``PORT``; end it by its id afterwards.

    Whatever it writes for the time being lies in *root*'s neighbour ``tmp``.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    scratch = root.parent / "tmp"
    scratch.mkdir()
    said = root.parent / "said.txt"
    command = [sys.executable, "-m", module, *(part.replace("PORT", str(port)) for part in arguments)]
    environment = plain_environment(HUB_AS_OF=AS_OF, HUB_LANG="en", TMPDIR=str(scratch), PYTHONUNBUFFERED="1")
    with said.open("wb") as out:
        process = subprocess.Popen(
            command, cwd=root, env=environment, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT
        )
        try:
            yield Preview(process, f"http://127.0.0.1:{port}/", said)
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait(10)
