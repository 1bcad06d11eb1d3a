"""The one door to rclone, which speaks to stores and servers of every kind. https://rclone.org/

Arguments are lists and never pass a shell; paths go through standard input. Keys and passwords stay in rclone's own
configuration or environment: nothing here reads or prints them.
"""

from __future__ import annotations

import ctypes
import json
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Final

from generator.deploy.release import DeployError

OLDEST: Final = (1, 63)
"""From here on rclone writes a file under another name first, where a store cannot replace it in one step."""

_NO_SUCH_FOLDER: Final = 3
_PR_SET_PDEATHSIG: Final = 1


def _end_with_parent() -> None:  # pragma: no cover - runs in the child
    """Let the child end when this program is killed: two deployments must never write at once (prctl(2), Linux)."""
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


@dataclass(frozen=True)
class Remote:
    """A target as rclone names it: ``store:bucket/path``, ``server:path``, or a folder."""

    program: str
    target: str
    environment: Mapping[str, str]
    parallel: int = 8
    """Files at a time."""

    def check_version(self) -> None:
        """Raise DeployError unless rclone is there and new enough."""
        said = self._run(["version"]).stdout
        found = re.match(r"rclone v(\d+)\.(\d+)", said)
        if found is None or (int(found[1]), int(found[2])) < OLDEST:
            oldest = ".".join(map(str, OLDEST))
            first = said.splitlines()[0] if said else "no version"
            raise DeployError(
                f"{self.program} is {first}; rclone {oldest} or newer is needed, https://rclone.org/downloads/"
            )

    def below(self, path: str) -> str:
        """The place of *path* at the target."""
        if not path:
            return self.target
        return f"{self.target}{path}" if self.target.endswith((":", "/")) else f"{self.target}/{path}"

    def names(self, folder: str) -> frozenset[str]:
        """The files in *folder*, one level deep; none when it is not there."""
        done = self._run(["lsjson", "--files-only", self.below(folder)], fine=(0, _NO_SUCH_FOLDER))
        return frozenset(entry["Name"] for entry in json.loads(done.stdout)) if done.returncode == 0 else frozenset()

    def read(self, path: str) -> bytes:
        """The content of a file that is there."""
        return self._bytes(["cat", self.below(path)])

    def write(self, files: Mapping[str, bytes]) -> None:
        """Write *files*, each in one step as the store sees it; private ones, so nobody may keep them."""
        with tempfile.TemporaryDirectory(prefix="hub-deploy-") as folder:
            for path, data in files.items():
                file = Path(folder, path)
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(data)
            self._copy(folder, self.target, files, ["--header-upload", "Cache-Control: no-store"])

    def upload(self, site: Path, paths: Iterable[str], content_type: str, cache_control: str) -> None:
        """Upload files of the folder *site*, whatever stands at the target."""
        headers = (f"Content-Type: {content_type}", f"Cache-Control: {cache_control}")
        options = [option for header in headers for option in ("--header-upload", header)]
        self._copy(str(site.absolute()), self.target, paths, options)

    def copy_within(self, start: str, end: str, paths: Iterable[str]) -> None:
        """Copy files from folder *start* of the target to folder *end*, headers included; a store may do it itself."""
        self._copy(self.below(start), self.below(end), paths, [])

    def _copy(self, start: str, end: str, paths: Iterable[str], options: list[str]) -> None:
        listed = _lines(paths)
        if listed:
            always = ["--files-from-raw", "-", "--no-traverse", "--no-check-dest", "--transfers", str(self.parallel)]
            self._run(["copy", start, end, *always, *options], listed)

    def remove(self, paths: Iterable[str]) -> None:
        """Remove files; those that are gone already are no matter."""
        listed = _lines(paths)
        if listed:
            self._run(["delete", self.target, "--files-from-raw", "-", "--checkers", str(self.parallel)], listed)

    def remove_folder(self, folder: str) -> None:
        """Remove *folder* with all that is in it, if it is there."""
        self._run(["purge", self.below(folder)], fine=(0, _NO_SUCH_FOLDER))

    def matching(self, start: str, paths: Iterable[str]) -> frozenset[str]:
        """Which of *paths* hold at the target what they hold below *start*, by checksum; a place as rclone names it.

        Stores that know no checksums are read in full.
        """
        listed = _lines(paths)
        if not listed:
            return frozenset()
        options = [] if self._has_checksums else ["--download"]
        command = ["check", start, self.target, "--one-way", "--files-from-raw", "-", "--match", "-"]
        done = self._run([*command, "--checkers", str(self.parallel), *options], listed, fine=(0, 1))
        found = frozenset(done.stdout.splitlines())
        if done.returncode and len(found) == listed.count("\n"):
            raise DeployError(f"rclone check failed: {_last_words(done.stderr)}")
        return found

    @cached_property
    def _has_checksums(self) -> bool:
        return bool(json.loads(self._run(["backend", "features", self.target]).stdout).get("Hashes"))

    def _run(
        self, arguments: list[str], given: str = "", fine: tuple[int, ...] = (0,)
    ) -> subprocess.CompletedProcess[str]:
        done = self._process(arguments, given.encode())
        out, err = done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")
        if done.returncode not in fine:
            raise DeployError(f"rclone {arguments[0]} failed: {_last_words(err)}")
        return subprocess.CompletedProcess(done.args, done.returncode, out, err)

    def _bytes(self, arguments: list[str]) -> bytes:
        done = self._process(arguments, b"")
        if done.returncode:
            raise DeployError(f"rclone {arguments[0]} failed: {_last_words(done.stderr.decode('utf-8', 'replace'))}")
        return done.stdout

    def _process(self, arguments: list[str], given: bytes) -> subprocess.CompletedProcess[bytes]:
        command = [self.program, *arguments, "--log-level", "NOTICE"]
        try:
            return subprocess.run(  # noqa: S603 - a list, and the target is the operator's own
                command,
                input=given,
                capture_output=True,
                check=False,
                env=dict(self.environment),
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,  # no threads here
            )
        except FileNotFoundError:
            raise DeployError(
                f"there is no {self.program}; install rclone (https://rclone.org/downloads/) or name it with --rclone"
            ) from None


def _lines(paths: Iterable[str]) -> str:
    return "".join(f"{path}\n" for path in paths)


def _last_words(said: str) -> str:
    """The last line that says something, without rclone's date."""
    lines = [line for line in said.splitlines() if line.strip() and "Config file" not in line]
    return re.sub(r"^\d{4}/\d\d/\d\d \d\d:\d\d:\d\d +", "", lines[-1]).strip() if lines else "it said nothing"
