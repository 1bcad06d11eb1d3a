"""Without a single script every record is reached by links from home, and every list is whole (P7).

Read in the finished pages' HTML, of the real hub and of one with many records on short pages.
"""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from site_fixture import AS_OF, PROJECT, Site, build, copy_project, each, edit, site
from stress import multiply

from generator.build import load
from generator.model.hub import Edition
from generator.model.record import LANGS
from generator.settings import Settings

__all__ = ["site"]

MANY = 45
ROOTS = dict(zip(LANGS, ("", "en/"), strict=True))


@dataclass(frozen=True)
class Published:
    """A finished site and the edition it was made from."""

    site: Site
    edition: Edition

    def links(self, path: str, within: str = "//body") -> list[str]:
        """The pages that plain links of the page at *path* lead to, in order, each once."""
        page = self.site.page(path)
        targets = (self.site.target(page, href) for href in page.values(f"{within}/descendant-or-self::a/@href"))
        return list(dict.fromkeys(target[0] for target in targets if target and target[0].endswith("/")))

    def pages_of(self, path: str) -> Iterator[str]:
        """The list at *path* and the pages that follow it, by the links to the next one."""
        while path:
            yield path
            path = next(iter(self.links(path, "//nav//a[@rel='next']")), "")


def edition_of(content: Path) -> Edition:
    """What readers see of *content* on the day of the tests."""
    theme = PROJECT / "theme"
    settings = Settings(content, theme, "https://hub.example/", dt.date.fromisoformat(AS_OF))
    return load(content, theme).edition(settings)


@pytest.fixture(scope="module")
def long_hub(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The hub with `MANY` news items, openings and events, seven rows a page."""
    folder = tmp_path_factory.mktemp("many")
    content = copy_project(folder / "project") / "content"
    edit(content / "hub.yml", "page_size: 20", "page_size: 7")
    multiply(content, MANY)
    build(folder / "site", root=folder / "project")
    return Published(Site(folder / "site"), edition_of(content))


@pytest.fixture(params=["real", "long"])
def hub(request: pytest.FixtureRequest, site: Site, long_hub: Published) -> Published:
    """The real hub, and the long one."""
    return Published(site, edition_of(PROJECT / "content")) if request.param == "real" else long_hub


@pytest.mark.parametrize("lang", LANGS)
def test_links_from_home_lead_to_every_record(lang: str, hub: Published) -> None:
    """Every record of the edition, and every other page of the language, the handbook included."""
    start = ROOTS[lang]
    seen, waiting = {start}, deque([start])
    while waiting:
        for path in hub.links(waiting.popleft()):
            if path not in seen and f"{path}index.html" in hub.site.files and path.startswith("en/") == (lang == "en"):
                seen.add(path)
                waiting.append(path)
    records = {f"{start}{item.path}" for item in hub.edition.hub.items()}
    pages = {path for path in hub.site.paths if path.endswith("/") and path.startswith("en/") == (lang == "en")}

    assert len(records) > 60
    assert sorted(records - seen) == []
    assert sorted(pages - seen) == []


Wanted = Callable[[Edition], dict[str, list[str]]]


def sections(edition: Edition) -> dict[str, list[str]]:
    """What each list of a section has to hold, in its order: paths of records by the list's path."""
    hub = edition.hub
    return {
        "alliances/": [item.path for item in hub.alliances],
        "achievements/": [item.path for item in hub.achievements],
        "news/": [item.path for item in hub.news],
        "jobs/": [item.path for item in edition.open_jobs],
        "jobs/closed/": [item.path for item in edition.closed_jobs],
        "events/": [item.path for item in edition.coming_events],
        "events/past/": [item.path for item in edition.past_events],
        "policies/": [item.path for item in hub.policies if edition.is_current(item)],
        "services/": [item.path for item in hub.services],
    }


def selections(edition: Edition) -> dict[str, list[str]]:
    """The same for the lists of a year, of an alliance and of a tag."""
    hub = edition.hub
    years = {news.date.year for news in hub.news}
    found = {f"news/{year}/": [n.path for n in hub.news if n.date.year == year] for year in years}
    for alliance in hub.alliances:
        items = edition.by_alliance.get(("news", alliance.id), ())
        found[f"alliances/{alliance.id}/news/"] = [item.path for item in items]
    return found | {f"tags/{tag}/": [item.path for item in items] for tag, items in edition.by_tag.items()}


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("wanted", [sections, selections])
def test_every_list_is_whole(wanted: Wanted, lang: str, hub: Published) -> None:
    """Page after page a list holds each of its records once, in order, and no other; tags show kind after kind."""
    rows = "//main//li//*[contains(@class, '__title') or contains(@class, '__name')]"
    root = ROOTS[lang]
    lists = wanted(hub.edition)
    for path in each(lists):
        found = [link for page in hub.pages_of(f"{root}{path}") for link in hub.links(page, rows)]
        expected = [f"{root}{record}" for record in lists[path]]
        if path.startswith("tags/"):
            expected, found = sorted(expected), sorted(found)
        assert expected == found, path


@pytest.mark.parametrize("lang", LANGS)
def test_every_date_of_an_event_stands_in_its_month(lang: str, hub: Published) -> None:
    """The grid and the agenda of each month lead to every event that has a date in it, and to no other."""
    root = ROOTS[lang]
    months = [path for path in hub.site.paths if path.startswith(f"{root}events/month/")]
    assert len(months) > 3
    for path in months:
        month = path.split("/")[-2]
        wanted = {
            f"{root}{event.path}"
            for event, one in hub.edition.occurrences
            if f"{one.first_day:%Y-%m}" <= month <= f"{one.last_day:%Y-%m}"
        }
        for form in ("//table", "//ol[contains(@class, 'hub-monthlist')]"):
            assert wanted == set(hub.links(path, form)), (path, form)
