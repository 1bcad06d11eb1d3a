"""The built site behind a loopback server, and a Chromium to read it with."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from loopback import FLAGS, served
from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright
from reader import Open
from site_fixture import Site, site

__all__ = ["site"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Skip the tests in a browser, by name, where HUB_BROWSER_TESTS=no asks for it."""
    if os.environ.get("HUB_BROWSER_TESTS") == "no":
        for item in items:
            if Path(item.path).parent == Path(__file__).parent:
                item.add_marker(pytest.mark.skip(reason="HUB_BROWSER_TESTS=no: NOT RUN IN A BROWSER"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The Chromium that HUB_CHROMIUM names."""
    program = os.environ.get("HUB_CHROMIUM")
    if not program:
        pytest.fail(
            "HUB_CHROMIUM does not name a Chromium. `make test` finds or installs one; "
            "HUB_BROWSER_TESTS=no goes without these tests.",
            pytrace=False,
        )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=list(FLAGS))
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def address(site: Site) -> Iterator[str]:
    """The address of the site's root on this machine."""
    with served(site.folder) as root:
        yield root


@dataclass
class Noise:
    """What a page should not do: talk to other hosts, fail to load, complain on the console."""

    host: str
    foreign: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def listen(self, page: Page) -> None:
        """Note what *page* does from now on. The 404 of a wrong address itself is no complaint."""
        page.on("request", lambda request: self._request(request.url))
        page.on("pageerror", lambda error: self.complaints.append(f"{page.url}: {error}"))
        page.on("requestfailed", lambda request: self._failure(page, request))
        page.on("console", lambda message: self._console(page, message.type, message.text))

    def _request(self, url: str) -> None:
        if urlsplit(url).scheme not in ("data", "blob") and urlsplit(url).netloc != self.host:
            self.foreign.append(url)

    def _failure(self, page: Page, request: Request) -> None:
        if request.failure != "net::ERR_ABORTED":  # going on to the next page ends what is still loading
            self.complaints.append(f"{page.url}: {request.url}: {request.failure}")

    def _console(self, page: Page, kind: str, text: str) -> None:
        wanted = "no/such/page" in page.url and "status of 404" in text
        if kind in ("error", "warning") and not wanted:
            self.complaints.append(f"{page.url}: {text}")


@pytest.fixture
def open_page(browser: Browser, address: str) -> Iterator[Open]:
    """Open a page of the site in a fresh context; options are those of a browser context.

    At the end of the test no page may have asked another host for anything, or complained (P4, P5).
    """
    contexts: list[BrowserContext] = []
    noise = Noise(urlsplit(address).netloc)

    def opened(path: str, **options: object) -> Page:
        context = browser.new_context(base_url=address, **options)  # type: ignore[arg-type]
        context.set_default_timeout(10_000)
        contexts.append(context)
        page = context.new_page()
        noise.listen(page)
        page.goto(path)
        return page

    yield opened
    for context in contexts:
        context.close()

    assert noise.foreign == []
    assert noise.complaints == []
