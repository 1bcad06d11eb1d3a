"""What one command costs: CPU of it and its children, time on the wall, and memory at the peak."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import threading
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LOOK_EACH = 0.1
"""Seconds between looks at the children of a command."""


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of CPU (user and system, children included), seconds on the wall, MiB of memory at the peak.

    `largest` is the most that one process held, `memory` the most that all of them held together: the same unless
    the command works in several processes.
    """

    cpu: float
    wall: float
    memory: float
    largest: float

    def then(self, other: Cost) -> Cost:
        """This command and *other* after it: times add up, of memory the larger counts."""
        memory, largest = max(self.memory, other.memory), max(self.largest, other.largest)
        return Cost(self.cpu + other.cpu, self.wall + other.wall, memory, largest)

    def less(self, other: Cost) -> Cost:
        """What of the times is left when those of *other* are taken away; memory stays."""
        return Cost(self.cpu - other.cpu, self.wall - other.wall, self.memory, self.largest)


def median(costs: Iterable[Cost]) -> Cost:
    """The median of each figure by itself."""
    every = list(costs)
    values = zip(*((one.cpu, one.wall, one.memory, one.largest) for one in every), strict=True)
    return Cost(*(statistics.median(value) for value in values))


def measured(command: Sequence[str], environment: Mapping[str, str], cwd: Path | None = None) -> Cost:
    """Run *command* to its end and return what it cost; a failure ends the benchmark with what was said.

    The system counts what this process held when it began the command as held by the command. So whoever measures
    stays small: corpora are written by processes of their own.
    """
    with subprocess.Popen(  # noqa: S603 - our own commands
        command, env=environment, cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        start = time.perf_counter()
        together = _Together(process.pid)
        assert process.stdout is not None  # noqa: S101
        said = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        seen = together.end()
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        tail = said.decode(errors="replace")[-2000:]
        raise SystemExit(f"{' '.join(command)}: exit code {process.returncode}\n{tail}")
    kibibytes = usage.ru_maxrss / 1024 if sys.platform == "darwin" else usage.ru_maxrss
    largest = kibibytes / 1024
    return Cost(usage.ru_utime + usage.ru_stime, wall, max(largest, seen), largest)


class _Together:
    """Watches how much memory a command and its children hold together, where there is a /proc.

    Shared pages count once (proportional set size). With a single process there is nothing to add up, and nothing
    is read but the list of its children.
    """

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.most = 0.0
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)
        if Path(f"/proc/{pid}/task").is_dir():
            self.thread.start()

    def end(self) -> float:
        self.over.set()
        if self.thread.ident is not None:
            self.thread.join()
        return self.most

    def _watch(self) -> None:
        while not self.over.wait(LOOK_EACH):
            family = _family(self.pid)
            if len(family) > 1:
                self.most = max(self.most, sum(map(_share, family)) / 1024)


def _family(pid: int) -> list[int]:
    found, at = [pid], 0
    while at < len(found):
        for task in Path(f"/proc/{found[at]}/task").glob("*/children"):
            try:
                found += map(int, task.read_text().split())
            except OSError:
                continue
        at += 1
    return found


def _share(pid: int) -> int:
    """Kibibytes of a process, those it shares divided; 0 when it is gone."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("Pss:")), 0)
