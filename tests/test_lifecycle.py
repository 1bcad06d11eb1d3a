"""The life of a job and an event: one rule for page, list, feed, calendar, sitemap and structured data (S7)."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from bare_shell import SHELLS

from generator.build import load, outputs
from generator.settings import Settings

LAST_DAY = date(2026, 12, 20)

JOB = f"""
title: {{zh: 划线工, en: Marker-off}}
employer: {{name: {{zh: 江边船厂, en: Riverside Yard}}}}
alliance: casting
headcount: 2
workplace: {{name: {{zh: 一号船台, en: Slipway One}}}}
pay: {{min: 7000, max: 9000}}
duties: [{{zh: 按图划线, en: Mark plates from drawings}}]
requirements: [{{zh: 看得懂图纸, en: Able to read drawings}}]
apply: {{how: {{zh: 到船厂报名, en: Apply at the yard}}}}
posted: 2026-11-10
valid_through: {LAST_DAY}
"""

EVENT = f"""
title: {{zh: 划线比武, en: Marking-off contest}}
summary: {{zh: 看谁划得准, en: Who marks most exactly}}
category: contest
alliances: [casting]
start: {LAST_DAY} 09:00
end: {LAST_DAY} 11:00
place: {{name: {{zh: 一号船台, en: Slipway One}}, address: {{zh: 江边路1号, en: 1 Riverside Road}}}}
posted: 2026-11-10
"""


@dataclass(frozen=True)
class Built:
    """The texts of a site, by path."""

    files: dict[str, str]

    def naming(self, address: str) -> set[str]:
        """The files that name *address*, other than its own pages."""
        own = (f"{address}index.html", f"en/{address}index.html", f"{address}event.ics", f"en/{address}event.ics")
        return {path for path, text in self.files.items() if address in text and path not in own}


def build(content: Path, project: Path, day: date) -> Built:
    loaded = load(content, project / "theme")
    assert not loaded.report.errors, loaded.report.text("en")
    settings = Settings(content, project / "theme", "https://hub.example/", day)
    made = {output.path: output.render() for output in outputs(loaded.edition(settings), loaded, settings, SHELLS)}
    return Built(
        {path: text if isinstance(text, str) else text.decode("utf-8", "replace") for path, text in made.items()}
    )


@pytest.fixture(scope="module")
def before_and_after(project, tmp_path_factory):
    """The same content built for the last day and for the day after."""
    content = shutil.copytree(project / "tests/golden/small-hub/content", tmp_path_factory.mktemp("life") / "content")
    (content / "jobs/marker-off.yml").write_text(JOB, "utf-8")
    (content / "events/marking-contest.yml").write_text(EVENT, "utf-8")
    return build(content, project, LAST_DAY), build(content, project, LAST_DAY + timedelta(days=1))


def test_an_opening_stands_on_its_last_day(before_and_after):
    """On its last day a job has its notice, list row, feed items, sitemap line and JobPosting."""
    site, _ = before_and_after

    assert '"@type":"JobPosting"' in site.files["jobs/marker-off/index.html"]
    assert "noindex" not in site.files["jobs/marker-off/index.html"]
    wanted = {"jobs/index.html", "en/jobs/index.html", "jobs/feed.xml", "en/feed.json", "feed.atom", "sitemap.xml"}
    assert wanted <= site.naming("jobs/marker-off/")


def test_an_opening_is_gone_the_day_after(before_and_after):
    """The day after, only the archive names it: no JobPosting, list, feed or sitemap; the page stays, with a banner."""
    _, site = before_and_after

    assert {"jobs/closed/index.html", "en/jobs/closed/index.html"} == site.naming("jobs/marker-off/")
    for page, banner in (("jobs/marker-off/index.html", "截止"), ("en/jobs/marker-off/index.html", "closed")):
        assert '"@type":"JobPosting"' not in site.files[page]
        assert '<meta name="robots" content="noindex">' in site.files[page]
        assert banner in site.files[page]


def test_an_event_is_over_the_day_after(before_and_after):
    """A past event leaves lists, feeds, sitemap and structured data; its page, calendar entry and timeline stay."""
    before, after = before_and_after

    assert '"@type":"Event"' in before.files["events/marking-contest/index.html"]
    assert {"events/index.html", "events/feed.xml", "sitemap.xml"} <= before.naming("events/marking-contest/")
    left = {path for path in after.naming("events/marking-contest/") if not path.endswith("calendar.ics")}
    kept = {"events/past/index.html", "alliances/casting/index.html"}
    assert kept | {f"en/{path}" for path in kept} == {path for path in left if "/month/" not in path}
    assert '"@type":"Event"' not in after.files["events/marking-contest/index.html"]
    assert "UID:events-marking-contest-zh@" in after.files["events/calendar.ics"]
