"""The benchmark measures what it says: the same hub on both sides, whole costs, ratios of the same round."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from site_fixture import PROJECT, run, tree

BENCH = PROJECT / "bench"
sys.path.append(str(BENCH))

import corpus  # noqa: E402
import peer  # noqa: E402
from measure import Cost, measured, median  # noqa: E402

# Another folder of the tests has a `run`, too: this one is named by its file.
_SPEC = importlib.util.spec_from_file_location("bench_run", BENCH / "run.py")
assert _SPEC is not None and _SPEC.loader is not None
bench = importlib.util.module_from_spec(_SPEC)
sys.modules["bench_run"] = bench
_SPEC.loader.exec_module(bench)

ITEMS = 40
HUGO = bench.peer(bench.PEERS, "hugo/binaries/hugo*")


@pytest.mark.parametrize("wanted", [40, 1000, 5000, 10_000, 50_000])
def test_a_hub_has_the_items_asked_for_or_hardly_fewer(wanted: int) -> None:
    """One more news item would be too many; what is counted is what `corpus.py` writes."""
    plan = corpus.Plan(corpus.news_for(wanted), 1, False, False)
    kinds = [kind for kind in corpus.KINDS if kind is not corpus.news]
    items = plan.news + sum(corpus.has_page(path) for kind in kinds for path, _ in kind(plan))

    assert wanted - 3 <= items <= wanted


def test_pictures_can_be_left_out(tmp_path: Path) -> None:
    """Without them no file and no record speaks of one; with them one news item in twenty has one."""
    corpus.write_corpus(tmp_path / "plain", news_items=30, photos=False)
    corpus.write_corpus(tmp_path / "full", news_items=30)

    assert not list((tmp_path / "plain").rglob("*.png"))
    assert not [file for file in (tmp_path / "plain/news").rglob("*.md") if "cover:" in file.read_text("utf-8")]
    assert len(list((tmp_path / "full").rglob("*.png"))) == 2


def test_the_peer_has_the_same_texts_in_both_languages(tmp_path: Path) -> None:
    """Each item of the hub is a page of the Hugo site, in Chinese and in English, with all of its text."""
    corpus.write_corpus(tmp_path / "ours", news_items=25, photos=False)
    peer.write_site(tmp_path / "hugo", corpus.Plan(25, 1, False, False), PROJECT / "theme/assets")
    content = tmp_path / "hugo/content"
    for section in ("news", "achievements", "policies", "jobs", "events", "services"):
        ours = [path for path in (tmp_path / "ours" / section).rglob("*") if path.name in ("index.md",)]
        names = {path.parent.name for path in ours} or {path.stem for path in (tmp_path / "ours" / section).iterdir()}
        for ending in (".md", ".en.md"):
            files = {path.name.removesuffix(ending) for path in (content / section).rglob(f"*{ending}")}
            assert names <= files, (section, ending)
    for file in (tmp_path / "ours/news").rglob("index.md"):
        paragraphs = [line for line in peer.split(file.read_text("utf-8"))[1].splitlines() if "](" not in line]
        written = (content / file.parent.relative_to(tmp_path / "ours")).with_suffix(".md").read_text("utf-8")
        assert len(paragraphs) > 10 and all(line in written for line in paragraphs)
    assert not [file for file in content.rglob("*.md") if "](.." in file.read_text("utf-8")]


def test_the_peer_is_the_same_every_time(tmp_path: Path) -> None:
    """Another order of hashes and another zone change no byte of the Hugo site."""
    for name, environment in (("first", {"PYTHONHASHSEED": "0"}), ("second", {"PYTHONHASHSEED": "1", "TZ": "UTC"})):
        done = run("peer", str(tmp_path / name), "--news", "12", "--photos", cwd=BENCH, **environment)
        assert done.returncode == 0, done.stderr

    assert tree(tmp_path / "first") == tree(tmp_path / "second")


CHILDREN = """
import subprocess, sys, time
hold = "import time; held = bytes(range(256)) * 600_000; time.sleep(0.8)"
work = "sum(range(9_000_000))"
children = [subprocess.Popen([sys.executable, "-c", f"{work}; {hold}"]) for _ in range(2)]
sys.exit(any(child.wait() for child in children))
"""


MEASURE = """
import json, os, sys
from dataclasses import asdict
from measure import measured
commands = ["sum(range(9_000_000))", sys.argv[1]]
plain = {key: value for key, value in os.environ.items() if not key.startswith("PYTHON")}
print(json.dumps([asdict(measured([sys.executable, "-c", command], plain)) for command in commands]))
"""


@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="needs /proc")
def test_children_are_counted() -> None:
    """CPU of children is in the figure, and what two of them hold at once is more than what the larger holds.

    Measured by a small process, as the benchmark is one: the system counts what it holds as the command's.
    """
    command = [sys.executable, "-c", MEASURE, CHILDREN]
    said = subprocess.run(command, check=True, cwd=BENCH, capture_output=True, timeout=60).stdout
    alone, both = (Cost(**cost) for cost in json.loads(said))

    assert both.cpu > 1.3 * alone.cpu
    assert both.wall > 0.8
    assert 140 < both.largest < 220
    assert both.memory > both.largest + 120


def test_a_failure_ends_the_benchmark() -> None:
    """A build that failed has no cost; what it said is told."""
    with pytest.raises(SystemExit, match=r"(?s)exit code 3.*no such thing"):
        measured([sys.executable, "-c", "print('no such thing'); raise SystemExit(3)"], dict(os.environ))


def result(ours: float, hugo: float, pagefind: float = 1.0, items: int = 10_000) -> bench.Result:
    """What three rounds with these CPU seconds came to; in the second the machine was twice as slow for all."""
    slow = (1, 2, 1)
    sides = {bench.OURS: ours, bench.OURS_SEARCH: ours, bench.HUGO: hugo, bench.PAGEFIND: pagefind}
    sides |= {bench.START: 0.5, bench.PYTHON: 0.25}
    costs = {
        name: {side: [Cost(cpu * by, cpu * by, 100.0, 100.0) for by in slow] for side, cpu in sides.items()}
        for name in bench.SCENARIOS
    }
    return bench.Result(items, "memory", costs)


def test_ratios_are_those_of_the_same_round() -> None:
    """A slow round slows both sides; with search we are compared with Hugo and Pagefind together."""
    found = result(4.0, 10.0, 6.0)
    found.costs["cold"][bench.OURS][2] = Cost(400.0, 400.0, 1.0, 1.0)

    assert found.ratio("cold", bench.OURS, "cpu") == pytest.approx(0.4)
    assert found.ratio("cold", bench.OURS_SEARCH, "cpu") == pytest.approx(0.25)
    assert found.ratio("cold", bench.OURS_SEARCH, "memory") == pytest.approx(1.0)
    above = found.above("edit", bench.OURS_SEARCH, bench.START)
    assert above is not None and above.wall == pytest.approx(3.5)


def test_every_line_is_met_or_missed() -> None:
    """What is wanted at 10,000 items has a line each, with its figure; what was not measured has none."""
    lines = list(bench.verdicts(result(4.0, 10.0)))

    assert len(lines) == 7
    assert any("CPU wanted ≤ 0.5 × Hugo: 0.400 met" in line for line in lines)
    assert sum(line.endswith("1.000 MISSED") for line in lines) == 2  # memory
    assert any("one edit" in line and "≤ 1.5 s" in line and "3.500 s MISSED" in line for line in lines)
    only_ours = result(4.0, 10.0)
    for costs in only_ours.costs.values():
        del costs[bench.HUGO]
    assert len(list(bench.verdicts(only_ours))) == 2


def test_growth_is_that_of_a_page() -> None:
    """Ten times the pages at eleven times the cost are 1.1 times the cost of a page."""
    small, large = result(1.0, 1.0, items=5000), result(11.0, 1.0, items=50_000)
    grown = {
        side: [replace(cost, memory=cost.memory + 1000) for cost in costs]
        for side, costs in large.costs["cold"].items()
    }
    lines = list(bench.growth_verdicts([small, replace(large, costs={"cold": grown})]))

    assert [line.rpartition(": ")[2] for line in lines] == ["1.100 met", "11.651 kB MISSED"] * 2


def test_medians_are_of_each_figure() -> None:
    """One run may be the slowest and another the largest."""
    assert median([Cost(1, 9, 3, 1), Cost(2, 8, 1, 2), Cost(3, 7, 2, 3)]) == Cost(2, 8, 2, 2)


def test_a_small_benchmark_runs(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Our side from end to end, beside Hugo and Pagefind where `make bench` has installed them; no figure is zero."""
    sides = [bench.OURS, bench.OURS_SEARCH]
    arguments = ["--sizes", str(ITEMS), "--runs", "1", "--scenarios", "cold,edit", "--on", str(tmp_path)]
    arguments += ["--json", str(tmp_path / "figures.json")]
    if HUGO is None:
        arguments.append("--only-ours")
    else:
        sides += [bench.HUGO, bench.PAGEFIND]
    assert bench.main(arguments) == 0

    (measured_size,) = json.loads((tmp_path / "figures.json").read_text("utf-8"))
    for scenario in ("cold", "edit"):
        assert list(measured_size["costs"][scenario]) == [bench.START, bench.PYTHON, *sides]
        for (cost,) in measured_size["costs"][scenario].values():
            assert all(value > 0 for value in cost.values())
    assert all(files > 90 and size > 100_000 for files, size in measured_size["files"].values())
    rows = [line for line in capsys.readouterr().out.splitlines() if line.startswith(("| cold", "| edit"))]
    assert len(rows) == 2 * (len(sides) + (HUGO is not None))
    assert not list(tmp_path.glob("hub-bench-*"))


@pytest.mark.skipif(HUGO is None, reason="Hugo is not installed; `make bench` does it")
def test_the_peer_builds_what_we_build(tmp_path: Path) -> None:
    """Feeds are well-formed and full, and hardly a page of one side is not on the other."""
    assert HUGO is not None
    hugo = bench.Hugo(tmp_path, 100, HUGO, photos=True)
    hugo.build()
    ours = bench.Ours(tmp_path / "ours", 100, search=True, photos=True)
    ours.build()

    def pages(site: Path) -> set[str]:
        return {path.relative_to(site).as_posix() for path in site.rglob("*.html")}

    only_ours = {"handbook/translations/index.html", "en/handbook/translations/index.html"}
    assert pages(ours.site) - pages(hugo.site) == only_ours
    assert pages(hugo.site) - pages(ours.site) == set()
    for name in ("feed.xml", "news/feed.atom", "alliances/marine/feed.xml", "feeds.opml", "en/sitemap.xml"):
        assert len(list(ElementTree.parse(hugo.site / name).getroot().iter())) > 12
    assert len(json.loads((hugo.site / "en/feed.json").read_text("utf-8"))["items"]) == 30
