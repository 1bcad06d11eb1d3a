"""Long texts and unusual counts: no page scrolls sideways, cuts off text or lays text upon text, at any size."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator

import pytest
from layout import faults
from loopback import served
from playwright.sync_api import Browser, Page
from reader import KINDS
from site_fixture import PROJECT, Site, build, snapshot
from stress import multiply, stretch

LISTS = ("home", "list of alliances", "list of achievements", "list of news", "list of jobs", "list of events")
LISTS += ("list of policies", "list of services", "tags")

MADE = {
    "many": (PROJECT / "content", 200, tuple(kind for kind in KINDS if kind != "handbook")),
    "one": (PROJECT / "tests/golden/small-hub/content", 1, LISTS),
    "none": (PROJECT / "tests/golden/empty-hub/content", 0, LISTS),
}
"""The content that is stretched, how many of a kind it has, and the kinds of page that are looked at."""

MORE = {"list of news": ("news/page/2/", "news/page/10/"), "list of events": ("events/past/",)}

WINDOWS = ((320, 256), (360, 740), (1280, 900))
"""The first is a desk of 1280 by 1024 pixels at 400 % zoom."""


@pytest.fixture(scope="module")
def stressed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[str], str]]:
    """The address of a stressed hub by its name, built and served when it is first asked for."""
    open_servers = []
    addresses: dict[str, str] = {}

    def address(name: str) -> str:
        if name not in addresses:
            root = tmp_path_factory.mktemp(f"stress-{name}")
            source, count, _ = MADE[name]
            stretch(source, root / "content")
            if count > 1:
                multiply(root / "content", count)
            shutil.copytree(PROJECT / "content/handbook", root / "content/handbook", dirs_exist_ok=True)
            shutil.copy(snapshot() / "mkdocs.yml", root)
            shutil.copytree(snapshot() / "theme", root / "theme")
            build(root / "site", root=root)
            server = served(Site(root / "site").folder)
            addresses[name] = server.__enter__()
            open_servers.append(server)
        return addresses[name]

    yield address
    for server in open_servers:
        server.__exit__(None, None, None)


def looked_at(name: str) -> list[str]:
    """The paths of the pages that are looked at."""
    paths = []
    for kind in MADE[name][2]:
        paths += [KINDS[kind], *(MORE.get(kind, ()) if name == "many" else ())]
    assert len(paths) > 8
    return paths


def everywhere(page: Page, large: bool) -> list[str]:
    """The faults of *page* in every window, or with large text in the narrowest only."""
    found = []
    page.evaluate("large => { document.documentElement.dataset.hubText = large ? 'large' : '' }", large)
    for width, height in WINDOWS[:1] if large else WINDOWS:
        page.set_viewport_size({"width": width, "height": height})
        found += faults(page)
    return found


@pytest.mark.parametrize("root", ["", "en/"], ids=["zh", "en"])
@pytest.mark.parametrize("name", MADE)
def test_nothing_breaks(name: str, root: str, browser: Browser, stressed: Callable[[str], str]) -> None:
    """English three times as long, Chinese titles of 40 characters, no pictures, and 200, one or none of a kind."""
    context = browser.new_context(base_url=stressed(name), reduced_motion="reduce")
    page = context.new_page()
    found = []
    for path in looked_at(name):
        page.goto(f"{root}{path}")
        found += everywhere(page, large=False) + everywhere(page, large=True)
    context.close()

    assert found == []


def test_the_look_finds_what_is_broken(browser: Browser, stressed: Callable[[str], str]) -> None:
    """Text cut off, text upon text, and a page that is too wide are seen, so that finding nothing means something."""
    context = browser.new_context(base_url=stressed("one"), bypass_csp=True, viewport={"width": 320, "height": 256})
    page = context.new_page()
    page.goto("en/news/")
    assert faults(page) == []
    for style, wanted in (
        (".hub-row__title { height: 1em; overflow: hidden }", "cuts off"),
        (".hub-row__summary { margin-top: -1.5em }", "lies upon"),
        (".hub-title { width: 400px }", "wide in"),
    ):
        tag = page.add_style_tag(content=style)
        assert any(wanted in fault for fault in faults(page)), wanted
        tag.evaluate("element => element.remove()")
    context.close()
