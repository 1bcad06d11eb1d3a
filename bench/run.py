"""Measure our build beside Hugo and Pagefind: the same content, the same work, in turn, in one run.

    python bench/run.py                                          everything: takes hours on a small machine
    python bench/run.py --sizes 1000 --runs 3                    one size
    python bench/run.py --sizes 10000 --scenarios edit --search with
    python bench/run.py --growth                                 5,000 and 50,000 items, our side only
    python bench/run.py --also-on /var/tmp                       the same on a disk

README.md explains the figures and what each side does. `make bench` installs Hugo and Pagefind first.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path

from corpus import DAY, news_for
from measure import Cost, measured, median

HERE = Path(__file__).resolve().parent
PROJECT = HERE.parent
PEERS = PROJECT / ".venv-bench"
SIZES = (1000, 5000, 10_000)
GROWTH = (5000, 50_000)
RUNS = 5
SCENARIOS = ("cold", "unchanged", "edit", "template")
EDITED = 2
"""The number of the news item that is edited: one of the latest, which stands in feeds and on the home page."""

OURS, OURS_SEARCH, HUGO, PAGEFIND = "ours", "ours + search", "Hugo", "Pagefind"
HUGO_PAGEFIND = "Hugo + Pagefind"
START, PYTHON = "hub --version", "python -c pass"
PAGEFIND_FILES = {"extended": "pagefind_bin_extended/pagefind_extended*", "bin": "pagefind_bin/pagefind*"}
AGAINST = {OURS: HUGO, OURS_SEARCH: HUGO_PAGEFIND}
"""What each of ours is compared with."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What is to be measured, and with what."""

    runs: int
    scenarios: tuple[str, ...]
    search: tuple[bool, ...]
    photos: bool
    hugo: Path | None
    pagefind: Path | None


@dataclass(frozen=True, slots=True)
class Result:
    """What was measured of one size in one place: the costs of each scenario and side, one a round.

    The start of a process is measured anew before each scenario, because a busy machine changes within a round.
    """

    items: int
    where: str
    costs: dict[str, dict[str, list[Cost]]]
    files: dict[str, tuple[int, int]] = field(default_factory=dict)
    """How many files each side's site has, and their bytes; Pagefind's are what it adds to Hugo's."""

    @property
    def pages(self) -> int:
        """The items' own pages in both languages."""
        return self.items * 2

    def of(self, scenario: str, side: str) -> list[Cost] | None:
        """The costs of a scenario and side; of Hugo and Pagefind together, too. None when not measured."""
        found = self.costs.get(scenario, {})
        if side == HUGO_PAGEFIND:
            if HUGO not in found or PAGEFIND not in found:
                return None
            return [one.then(other) for one, other in zip(found[HUGO], found[PAGEFIND], strict=True)]
        return found.get(side)

    def ratio(self, scenario: str, side: str, figure: str) -> float | None:
        """The median over the rounds of ours divided by what it is compared with in the same round."""
        mine, other = self.of(scenario, side), self.of(scenario, AGAINST[side])
        if mine is None or other is None:
            return None
        pairs = zip(mine, other, strict=True)
        return float(statistics.median(getattr(one, figure) / getattr(two, figure) for one, two in pairs))

    def above(self, scenario: str, side: str, start: str) -> Cost | None:
        """The median of a scenario and side above the *start* of a process in the same round."""
        found, starts = self.of(scenario, side), self.of(scenario, start)
        if found is None or starts is None:
            return None
        return median(one.less(two) for one, two in zip(found, starts, strict=True))


# The sides


class Ours:
    """Our project with the made-up hub, and its site."""

    def __init__(self, folder: Path, items: int, *, search: bool, photos: bool) -> None:
        self.folder, self.site, self.search = folder, folder / "site", search
        folder.mkdir()
        shutil.copy(PROJECT / "mkdocs.yml", folder / "real.yml")
        # The made-up handbook is one page, so the real one's table of contents does not fit.
        (folder / "mkdocs.yml").write_text("INHERIT: real.yml\nnav: null\n", "utf-8")
        shutil.copytree(PROJECT / "theme", folder / "theme")
        arguments = [str(folder / "content"), "--news", str(news_for(items)), *([] if photos else ["--no-photos"])]
        _run([sys.executable, str(HERE / "corpus.py"), *arguments])
        self.item = next((folder / "content/news").glob(f"*/*-{EDITED:05d}")) / "index.md"
        self.template = folder / "theme/pages/article.html"

    def clear(self) -> None:
        """Leave nothing of earlier builds."""
        for path in (self.site, self.folder / ".cache", *self.folder.glob(".site*"), *self.folder.glob("site.*")):
            shutil.rmtree(path, ignore_errors=True)

    def build(self) -> Cost:
        """Build once."""
        hub = ["-m", "generator.cli"] if self.search else [str(HERE / "without_search.py")]
        command = [sys.executable, *hub, "build", "-f", str(self.folder / "mkdocs.yml")]
        command += ["--site-dir", str(self.site), "--as-of", DAY.isoformat()]
        cost = measured(command, our_environment(self.folder), self.folder)
        index = any((self.site / "search/zh").glob("*")) if (self.site / "search/zh").is_dir() else False
        if index != self.search:
            raise SystemExit(f"the search index {'is missing' if self.search else 'was built'}: {self.site}")
        return cost


class Hugo:
    """The peer's Hugo site, and what it builds."""

    def __init__(self, folder: Path, items: int, program: Path, *, photos: bool) -> None:
        self.folder, self.site, self.program = folder / "hugo", folder / "site", program
        arguments = [str(self.folder), "--news", str(news_for(items)), *(["--photos"] if photos else [])]
        _run([sys.executable, str(HERE / "peer.py"), *arguments])
        news = self.folder / "content/news"
        self.item = next(news.glob(f"*/*-{EDITED:05d}.md"))
        self.template = self.folder / "layouts/page.html"

    def clear(self) -> None:
        """Leave nothing of earlier builds."""
        for path in (self.site, self.folder / "resources", self.folder.parent / "cache"):
            shutil.rmtree(path, ignore_errors=True)

    def build(self) -> Cost:
        """Build once; Hugo always renders everything and leaves what it finds in its place."""
        command = [str(self.program), "build", "--quiet", "--noBuildLock", "--clock", f"{DAY}T12:00:00+08:00"]
        command += ["--source", str(self.folder), "--destination", str(self.site)]
        command += ["--cacheDir", str(self.folder.parent / "cache")]
        return measured(command, plain_environment(), self.folder)


class Pagefind:
    """Pagefind over the site that Hugo built."""

    def __init__(self, hugo: Hugo, program: Path) -> None:
        self.site, self.program = hugo.site, program

    def build(self) -> Cost:
        """Index once, into an empty folder: Pagefind does not remove what it no longer needs."""
        shutil.rmtree(self.site / "pagefind", ignore_errors=True)
        return measured([str(self.program), "--silent", "--site", str(self.site)], plain_environment())


def plain_environment() -> dict[str, str]:
    """The environment without what is set for us or for Python."""
    return {name: value for name, value in os.environ.items() if not name.startswith(("HUB_", "PYTHON", "HUGO_"))}


def our_environment(folder: Path) -> dict[str, str]:
    """For our builds: no sharing pictures, which Hugo does not draw either; compiled modules are kept."""
    own = {"PYTHONPATH": str(PROJECT), "PYTHONPYCACHEPREFIX": str(folder.parent / "pycache")}
    return {**plain_environment(), **own, "NO_MKDOCS_2_WARNING": "1", "HUB_SHARING_PICTURES": "no"}


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=our_environment(PROJECT))  # noqa: S603


# Scenarios


def change_text(file: Path, number: int) -> None:
    """Add a sentence of its own to a news item."""
    file.write_text(f"{file.read_text('utf-8').rstrip()}\n\n第{number}次修改：增加了一句话。\n", "utf-8")


def change_template(file: Path, number: int) -> None:
    """Change what the template of an article writes."""
    text, count = re.subn(r"<article( data-round=\"\d+\")?", f'<article data-round="{number}"', file.read_text("utf-8"))
    if not count:
        raise SystemExit(f"{file} has no <article>")
    file.write_text(text, "utf-8")


def prepare(side: Ours | Hugo, scenario: str, number: int) -> None:
    """Bring a side into the state in which the scenario's build is measured."""
    if scenario == "cold":
        side.clear()
    elif scenario == "edit":
        change_text(side.item, number)
    elif scenario == "template":
        change_template(side.template, number)


def measure(items: int, folder: Path, choice: Choice) -> Result:
    """Measure every chosen scenario of one size below *folder*, the sides in turn within each round."""
    sides: dict[str, Ours | Hugo] = {}
    for search in choice.search:
        name = OURS_SEARCH if search else OURS
        sides[name] = Ours(folder / name.replace(" ", ""), items, search=search, photos=choice.photos)
    pagefind = None
    if choice.hugo is not None:
        (folder / "peer").mkdir()
        hugo = sides[HUGO] = Hugo(folder / "peer", items, choice.hugo, photos=choice.photos)
        if choice.pagefind is not None and True in choice.search:
            pagefind = Pagefind(hugo, choice.pagefind)
    start_up = {START: [sys.executable, "-m", "generator.cli", "--version"], PYTHON: [sys.executable, "-c", "pass"]}
    for command in start_up.values():  # the first process compiles the modules
        measured(command, our_environment(folder / "any"))
    result = Result(items, str(folder), {name: {} for name in choice.scenarios})
    if choice.scenarios[0] != "cold":
        say("  building once, not measured …")
        for side in sides.values():
            side.build()
    for number in range(1, choice.runs + 1):
        for scenario in choice.scenarios:
            for name, command in start_up.items():
                result.costs[scenario].setdefault(name, []).append(measured(command, our_environment(folder / "any")))
            for name, side in sides.items():
                prepare(side, scenario, number)
                _note(result, scenario, name, side.build(), number)
                if name == HUGO and pagefind is not None:
                    own = weight(side.site, "pagefind")
                    _note(result, scenario, PAGEFIND, pagefind.build(), number)
                    whole = weight(side.site)
                    result.files[HUGO] = own
                    result.files[PAGEFIND] = (whole[0] - own[0], whole[1] - own[1])
                else:
                    result.files[name] = weight(side.site)
    return result


def _note(result: Result, scenario: str, side: str, cost: Cost, number: int) -> None:
    result.costs[scenario].setdefault(side, []).append(cost)
    say(f"  {number}. {scenario:9} {side:14} {cost.cpu:7.2f} CPU s {cost.wall:7.2f} s {cost.memory:6.0f} MiB")


def weight(folder: Path, without: str = "") -> tuple[int, int]:
    """How many files lie below *folder*, and their bytes; the folder named *without* is left out."""
    files = size = 0
    for at, folders, names in os.walk(folder):
        if without and without in folders and Path(at) == folder:
            folders.remove(without)
        files += len(names)
        size += sum(os.stat(os.path.join(at, name)).st_size for name in names)  # noqa: PTH116, PTH118 - many files
    return files, size


# What is told


def table(result: Result) -> str:
    """The medians of one size as a Markdown table."""
    start, bare = (median(cost for sides in result.costs.values() for cost in sides[name]) for name in (START, PYTHON))
    lines = [
        f"### {result.items:,} items, {result.pages:,} item pages, in {result.where}",
        "",
        "| scenario | | CPU s | wall s | peak MiB | CPU above start | wall above start | CPU ÷ | wall ÷ | memory ÷ |",
        "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for scenario in result.costs:
        for side in (OURS, HUGO, OURS_SEARCH, PAGEFIND, HUGO_PAGEFIND):
            found = result.of(scenario, side)
            if found is None:
                continue
            cost = median(found)
            row = [scenario, side, f"{cost.cpu:.2f}", f"{cost.wall:.2f}", f"{cost.memory:.0f}"]
            if side in AGAINST:
                over = result.above(scenario, side, START)
                assert over is not None  # noqa: S101
                row += [f"{over.cpu:.2f}", f"{over.wall:.2f}"]
                row += [_ratio(result.ratio(scenario, side, figure)) for figure in ("cpu", "wall", "memory")]
            else:
                row += [""] * 5
            lines.append(f"| {' | '.join(row)} |")
    lines += ["", "| | files | MB |", "| --- | ---: | ---: |"]
    lines += [f"| {side} | {files:,} | {size / 1e6:.1f} |" for side, (files, size) in result.files.items()]
    lines += [
        "",
        f"Start of a process: `hub --version` {start.cpu:.2f} CPU s, {start.wall:.2f} s; "
        f"the interpreter alone {bare.cpu:.2f} CPU s, {bare.wall:.2f} s.",
    ]
    return "\n".join(lines)


def _ratio(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def verdicts(result: Result) -> Iterator[str]:
    """Whether what is wanted of this size is met; nothing of what was not measured."""
    name = f"{result.items:,} items"
    if result.items in (5000, 10_000):
        for side, words in ((OURS, "without search"), (OURS_SEARCH, "with search")):
            for figure, most, what in (("cpu", 0.5, "CPU"), ("memory", 0.3, "memory")):
                yield from _verdict(
                    f"{name}, cold {words}: {what} wanted ≤ {most} × {AGAINST[side]}",
                    result.ratio("cold", side, figure),
                    most,
                )
    if result.items == 10_000:
        yield from _verdict(
            f"{name}, one edit with search: CPU wanted ≤ 0.05 × {HUGO_PAGEFIND}",
            result.ratio("edit", OURS_SEARCH, "cpu"),
            0.05,
        )
    for scenario, most, words in (("edit", 1.5, "one edit"), ("unchanged", 1.0, "no change")):
        over, bare = (result.above(scenario, OURS_SEARCH, start) for start in (START, PYTHON))
        if over is not None and bare is not None and result.items == max(SIZES):
            text = f"{name}, {words} with search: wall wanted ≤ {most} s above `hub --version`"
            more = f" ({bare.wall:.2f} s above the interpreter; CPU {over.cpu:.2f} and {bare.cpu:.2f} s)"
            yield from (f"{line}{more}" for line in _verdict(text, over.wall, most, " s"))


def growth_verdicts(results: list[Result]) -> Iterator[str]:
    """How costs grow from the smallest size to the largest, cold."""
    small, large = results[0], results[-1]
    for side in (OURS, OURS_SEARCH):
        first, last = small.of("cold", side), large.of("cold", side)
        if first is None or last is None or small is large:
            continue
        one, two = median(first), median(last)
        name = f"{side}, {small.items:,} to {large.items:,} items"
        each = (two.cpu / large.pages) / (one.cpu / small.pages)
        yield from _verdict(f"{name}: CPU a page wanted ≤ 1.15 ×", each, 1.15)
        more = (two.memory - one.memory) * 1024 * 1.024 / (large.pages - small.pages)
        yield from _verdict(f"{name}: memory wanted < 8 kB a further page", more, 8.0, " kB")


def growth_table(results: list[Result]) -> str:
    """The medians of cold builds of growing size."""
    lines = [
        "| items | item pages | | CPU s | peak MiB | CPU ms a page | CPU ms a further page |",
        "| ---: | ---: | --- | ---: | ---: | ---: | ---: |",
    ]
    for side in (OURS, OURS_SEARCH):
        before: tuple[Result, Cost] | None = None
        for result in results:
            found = result.of("cold", side)
            if found is None:
                continue
            cost = median(found)
            further = "–"
            if before is not None:
                further = f"{1000 * (cost.cpu - before[1].cpu) / (result.pages - before[0].pages):.3f}"
            lines.append(
                f"| {result.items:,} | {result.pages:,} | {side} | {cost.cpu:.2f} | {cost.memory:.0f} "
                f"| {1000 * cost.cpu / result.pages:.3f} | {further} |"
            )
            before = (result, cost)
    return "\n".join(lines)


def _verdict(text: str, value: float | None, most: float, unit: str = "") -> Iterator[str]:
    if value is not None:
        yield f"{text}: {value:.3f}{unit} {'met' if value <= most else 'MISSED'}"


def say(text: str) -> None:
    """Tell how far it is, apart from the figures."""
    print(text, file=sys.stderr, flush=True)


# The command


def memory_folder() -> str | None:
    """A folder kept in memory, where this machine has one: disks differ too much to compare."""
    shared = Path("/dev/shm")  # noqa: S108
    return str(shared) if os.access(shared, os.W_OK) else None


def peer(folder: Path, pattern: str) -> Path | None:
    """The program of a peer itself, without the Python script before it; None where it is not installed."""
    return next((path for path in sorted(folder.glob(f"lib/python*/site-packages/{pattern}")) if path.is_file()), None)


def main(arguments: list[str] | None = None) -> int:
    """Read the arguments, measure, print."""
    parser = argparse.ArgumentParser(description="Measure our build beside Hugo and Pagefind.")
    parser.add_argument("--sizes", type=_numbers, help="items, such as 1000,5000,10000 (the default)")
    parser.add_argument("--runs", type=int, default=RUNS, help=f"rounds of each size (default: {RUNS})")
    parser.add_argument("--scenarios", type=_scenarios, default=SCENARIOS, help=f"of {','.join(SCENARIOS)}")
    parser.add_argument("--search", choices=("both", "with", "without"), default="both", help="default: both")
    parser.add_argument("--only-ours", action="store_true", help="without Hugo and Pagefind")
    parser.add_argument("--pagefind", choices=("extended", "bin"), default="extended", help="extended cuts Chinese")
    parser.add_argument("--peers", type=Path, default=PEERS, help="virtual environment with Hugo and Pagefind")
    parser.add_argument("--photos", action="store_true", help="one news item in twenty has a picture")
    parser.add_argument("--on", type=Path, help="where to work; default: in memory (/dev/shm)")
    parser.add_argument("--also-on", type=Path, help="another place to measure, such as a folder on a disk")
    parser.add_argument("--growth", action="store_true", help="cold, our side only, at 5,000 and 50,000 items")
    parser.add_argument("--json", type=Path, help="write every single measurement into this file")
    given = parser.parse_args(arguments)
    choice = Choice(
        runs=given.runs,
        scenarios=("cold",) if given.growth else given.scenarios,
        search={"both": (False, True), "with": (True,), "without": (False,)}[given.search],
        photos=given.photos,
        hugo=None if given.only_ours or given.growth else peer(given.peers, "hugo/binaries/hugo*"),
        pagefind=peer(given.peers, PAGEFIND_FILES[given.pagefind]),
    )
    if choice.hugo is None and not (given.only_ours or given.growth):
        say(f"*** no Hugo in {given.peers} (`make bench` installs it): only our side is measured ***")
    sizes = given.sizes or (GROWTH if given.growth else SIZES)
    results = []
    for place in [given.on or memory_folder(), *([given.also_on] if given.also_on else [])]:
        for items in sizes:
            say(f"{items:,} items in {place or tempfile.gettempdir()}")
            with tempfile.TemporaryDirectory(prefix="hub-bench-", dir=place) as folder:
                one = measure(items, Path(folder), choice)
                results.append(replace(one, where=str(place or tempfile.gettempdir())))
            if given.json:
                given.json.write_text(json.dumps([asdict(one) for one in results], indent=1), "utf-8")
    print("\n".join(report(results, choice, growth=given.growth)))
    return 0


def report(results: list[Result], choice: Choice, *, growth: bool) -> list[str]:
    """All tables and verdicts, as Markdown."""
    parts = [f"Medians of {choice.runs}; Python {platform.python_version()}, {os.cpu_count()} processors."]
    if growth:
        parts += [growth_table(results), "\n".join(growth_verdicts(results))]
    else:
        parts += [table(result) for result in results]
        parts.append("\n".join(line for result in results for line in verdicts(result)))
    return ["\n\n".join(part for part in parts if part)]


def _numbers(text: str) -> tuple[int, ...]:
    numbers = tuple(sorted(int(part) for part in text.split(",")))
    if min(numbers) < 40:
        raise argparse.ArgumentTypeError("sizes begin at 40 items")
    return numbers


def _scenarios(text: str) -> tuple[str, ...]:
    chosen = set(text.split(","))
    if not chosen <= set(SCENARIOS):
        raise argparse.ArgumentTypeError(f"of {','.join(SCENARIOS)}")
    return tuple(name for name in SCENARIOS if name in chosen)


if __name__ == "__main__":
    sys.exit(main())
