"""Measure `hub build` on made-up hubs of growing size: CPU, time on the wall, memory, and what one more page costs.

    python bench/run.py                          500, 2,000 and 5,000 news items, three builds each
    python bench/run.py --sizes 2000 --runs 5    one size, more builds
    python bench/run.py --site-dir /mnt/site     where to write; default: memory (tmpfs) where there is one

Each build is a process of its own, start-up and MkDocs included; figures are medians. README.md explains them.
"""

from __future__ import annotations

import argparse
import datetime as dt
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

from corpus import DAY, write_corpus

PROJECT = Path(__file__).resolve().parent.parent
SIZES = (500, 2000, 5000)
RUNS = 3
TARGET_SIZE, TARGET = 2000, 1.5
"""Wanted: at most this many milliseconds of CPU for each item page, all in, at this many news items."""


@dataclass(frozen=True, slots=True)
class Run:
    """One build: seconds, and MiB of memory at the peak."""

    cpu: float
    wall: float
    memory: float


@dataclass(frozen=True, slots=True)
class Size:
    """What was measured at one size. `pages` are the items' own pages in both languages, `files` all of the site's."""

    news: int
    pages: int
    files: int
    runs: tuple[Run, ...]

    @property
    def cpu(self) -> float:
        """Seconds of CPU, user and system."""
        return statistics.median(run.cpu for run in self.runs)

    @property
    def wall(self) -> float:
        """Seconds on the wall."""
        return statistics.median(run.wall for run in self.runs)

    @property
    def memory(self) -> float:
        """MiB at the peak."""
        return statistics.median(run.memory for run in self.runs)

    @property
    def each(self) -> float:
        """Milliseconds of CPU for each item page, start-up, lists and all else included."""
        return 1000 * self.cpu / self.pages


def project(folder: Path, news: int) -> int:
    """Lay out a project with a made-up hub in *folder* and return how many items have a page.

    Its settings are the real ones but for the handbook's table of contents: the made-up handbook is one page.
    """
    shutil.copy(PROJECT / "mkdocs.yml", folder / "real.yml")
    (folder / "mkdocs.yml").write_text("INHERIT: real.yml\nnav: null\n", "utf-8")
    shutil.copytree(PROJECT / "theme", folder / "theme")
    return write_corpus(folder / "content", news_items=news)


def measured(arguments: list[str], environment: dict[str, str]) -> Run:
    """Run one process to its end and return what it used; a failure ends the benchmark."""
    start = time.perf_counter()
    process = subprocess.Popen(arguments, env=environment)  # noqa: S603 - our own command
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{' '.join(arguments)}: exit code {process.returncode}")
    kibibytes = usage.ru_maxrss / 1024 if sys.platform == "darwin" else usage.ru_maxrss
    return Run(usage.ru_utime + usage.ru_stime, wall, kibibytes / 1024)


def build(root: Path, site: Path, as_of: dt.date, *, search: bool) -> Run:
    """Build the project in *root* into *site*, which is removed first: nothing is left to build upon.

    Python keeps its compiled modules beside *site*, as it does beside the sources on most machines.
    """
    shutil.rmtree(site, ignore_errors=True)
    hub = ["-m", "generator.cli"] if search else [str(PROJECT / "bench/without_search.py")]
    command = [sys.executable, *hub, "build", "-f", str(root / "mkdocs.yml")]
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("HUB_", "PYTHON"))}
    own = {"PYTHONPATH": str(PROJECT), "PYTHONPYCACHEPREFIX": str(site.with_name("pycache"))}
    command += ["--site-dir", str(site), "--as-of", as_of.isoformat()]
    return measured(command, {**plain, **own, "NO_MKDOCS_2_WARNING": "1", "HUB_SHARING_PICTURES": "no"})


def measure(news: int, runs: int, site: Path) -> tuple[Size, Size]:
    """Build a hub with *news* items *runs* times without the search index, and as often with it."""
    sizes = []
    with tempfile.TemporaryDirectory(prefix="hub-bench-") as folder:
        items = project(Path(folder), news)
        for search in (False, True):
            found = tuple(build(Path(folder), site, DAY, search=search) for _ in range(runs))
            files = sum(len(names) for _, _, names in os.walk(site))
            sizes.append(Size(news, items * 2, files, found))
    shutil.rmtree(site)
    return sizes[0], sizes[1]


def table(sizes: list[Size]) -> str:
    """The figures as a Markdown table; the last column needs a smaller size to compare with."""
    lines = [
        "| news | item pages | files | CPU s | wall s | peak MiB | CPU ms/page, all in | CPU ms/page, marginal |",
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for before, size in zip([None, *sizes], sizes, strict=False):
        marginal = f"{marginal_cost(before, size):.3f}" if before is not None else "–"
        lines.append(
            f"| {size.news:,} | {size.pages:,} | {size.files:,} | {size.cpu:.2f} | {size.wall:.2f} "
            f"| {size.memory:.0f} | {size.each:.3f} | {marginal} |"
        )
    return "\n".join(lines)


def marginal_cost(smaller: Size, larger: Size) -> float:
    """Milliseconds of CPU that each further item page costs."""
    return 1000 * (larger.cpu - smaller.cpu) / (larger.pages - smaller.pages)


def verdicts(sizes: list[Size], *, targeted: bool) -> list[str]:
    """What the sizes measured tell: how costs grow and, where a target is set, whether it is met."""
    found = []
    for size in sizes:
        if targeted and size.news == TARGET_SIZE:
            word = "met" if size.each <= TARGET else "MISSED"
            found.append(f"all in at {size.news:,} news: {size.each:.3f} ms a page, wanted {TARGET}: {word}")
    for first, second, third in zip(sizes, sizes[1:], sizes[2:], strict=False):
        ratio = marginal_cost(second, third) / marginal_cost(first, second)
        found.append(f"growth from {first.news:,} to {third.news:,} news: marginal cost × {ratio:.2f} (1 is linear)")
    return found


def memory_folder() -> str | None:
    """A folder kept in memory, where this machine has one: disks differ too much to compare."""
    shared = Path("/dev/shm")  # noqa: S108
    return str(shared) if os.access(shared, os.W_OK) else None


def main() -> int:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description="Measure builds of made-up hubs.")
    parser.add_argument("--sizes", type=_numbers, default=SIZES, help="news items, such as 500,2000,5000")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"builds of each size (default: {RUNS})")
    parser.add_argument("--site-dir", type=Path, help="an empty folder to write the site below; default: in memory")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="hub-bench-", dir=given.site_dir or memory_folder()) as folder:
        measure(1, 1, Path(folder) / "site")  # the first process compiles the modules
        sizes = []
        for news in sorted(given.sizes):
            print(f"building {news:,} news items {given.runs} times …", file=sys.stderr)
            sizes.append(measure(news, given.runs, Path(folder) / "site"))
    for title, measured_sizes in zip(("without the search index", "with it"), zip(*sizes, strict=True), strict=True):
        print(f"{title}\n\n{table(list(measured_sizes))}\n")
        for verdict in verdicts(list(measured_sizes), targeted=title.startswith("without")):
            print(verdict)
        print()
    return 0


def _numbers(text: str) -> tuple[int, ...]:
    numbers = tuple(int(part) for part in text.split(","))
    if min(numbers) < 1:
        raise argparse.ArgumentTypeError("sizes begin at 1")
    return numbers


if __name__ == "__main__":
    sys.exit(main())
