"""Golden cases: a small content/ each, and everything that is made of it."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass
from fnmatch import fnmatch
from pathlib import Path

import pytest
from bare_shell import SHELLS

from generator.build import load, outputs
from generator.model.record import LANGS
from generator.problems import Report
from generator.publish.tree import publish
from generator.settings import Settings

GOLDEN = Path(__file__).parent / "golden"
AS_OF = dt.date(2026, 11, 22)
BLESS = "if the new output is right, run: make bless"


@dataclass(frozen=True)
class Case:
    """A folder of tests/golden, what is asked of it, and the files it is about; of others only the names count."""

    name: str
    shown: tuple[str, ...] = ("*",)
    site_url: str = "https://hub.example/"
    samples: bool = True
    sharing: bool = False


CASES = (
    Case("small-hub", sharing=True),
    Case("markdown", ("*news/2026-11-01-markdown/*", "about/*", "news/feed.*")),
    Case(
        "no-samples",
        (
            "index.html",
            "alliances/*.html",
            "news/index.html",
            "jobs/index.html",
            "*feed.json",
            "sitemap.xml",
            "build.json",
        ),
        samples=False,
    ),
    Case(
        "base-path",
        ("*index.html", "404.html", "feed.*", "feeds.opml", "events/calendar.ics", "sitemap.xml", "robots.txt"),
        site_url="https://x.example/some/base/",
    ),
    Case("empty-hub", ("index.html", "en/index.html", "news/*", "events/*", "feeds.opml", "sitemap.xml", "build.json")),
)


def tree(folder: Path) -> dict[str, str]:
    """Each file below *folder* with its text."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes().decode()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_each_folder_is_a_case():
    """A folder of tests/golden that holds content is built by some case, and no case lacks its folder."""
    assert sorted(case.name for case in CASES) == sorted(path.parent.name for path in GOLDEN.glob("*/content"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_output_is_as_expected(case, theme, bless, tmp_path):
    """The same content gives the same pages, feeds and problems, byte for byte."""
    folder = GOLDEN / case.name
    settings = Settings(folder / "content", theme, case.site_url, AS_OF, case.samples, case.sharing)
    loaded = load(settings.content, settings.theme)
    site = tmp_path / "site"
    publish(outputs(loaded.edition(settings), loaded, settings, SHELLS), site, None)
    shutil.rmtree(site / "search", ignore_errors=True)  # compact binary files, read by tests/search
    names = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
    shutil.rmtree(site / "pictures", ignore_errors=True)  # encoded pictures: tests/pictures
    for name in (name for name in names if not name.startswith("pictures/")):
        if not any(fnmatch(name, pattern) for pattern in case.shown):
            (site / name).unlink()
    (site / "files.txt").write_text("".join(f"{name}\n" for name in names), "utf-8")
    for lang in LANGS:
        (site / f"problems.{lang}.txt").write_text(report_text(loaded.report, lang), "utf-8")

    if bless:
        shutil.rmtree(folder / "expected", ignore_errors=True)
        for name in tree(site):
            (folder / "expected" / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(site / name, folder / "expected" / name)

    assert tree(folder / "expected") == tree(site), BLESS


@pytest.mark.parametrize("lang", LANGS)
def test_problems_read_as_expected(lang, mistakes, bless):
    """Every mistake of the collection is told to editors in the words that were reviewed, with place and fix."""
    told = "\n".join(f"## {name}\n\n{report_text(report, lang)}" for name, report in mistakes.items())
    expected = GOLDEN / f"problems.{lang}.txt"

    if bless:
        expected.write_text(told, "utf-8")

    assert expected.read_text("utf-8") == told, BLESS


def report_text(report: Report, lang) -> str:
    """What `hub check` prints."""
    return "\n".join(filter(None, [report.text(lang), report.summary(lang)])) + "\n"
