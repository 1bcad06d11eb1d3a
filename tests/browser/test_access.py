"""axe-core over one page of each kind: no violation of WCAG 2.0 to 2.2, levels A and AA, however it is shown (P2)."""

from __future__ import annotations

from importlib.resources import files

import pytest
from playwright.sync_api import Page, expect
from reader import KINDS, Open

LANGS = pytest.mark.parametrize("root", ["", "en/"], ids=["zh", "en"])

AXE = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa"]
RUN = """rules => axe.run(document, { runOnly: { type: "tag", values: rules }, resultTypes: ["violations"] })
  .then(result => result.violations.flatMap(violation =>
    violation.nodes.map(node => `${violation.id}: ${node.target.join(" ")}: ${node.failureSummary}`)))"""

MODES = {
    "desk": {"viewport": {"width": 1280, "height": 900}, "color_scheme": "light"},
    "dark phone": {"viewport": {"width": 360, "height": 740}, "color_scheme": "dark"},
}
"""Two opposite ways to look at a page; the two languages share one set of templates."""


def violations(page: Page) -> list[str]:
    """What axe-core finds on *page* as it is now."""
    page.evaluate(AXE)
    return [f"{page.url}: {found}" for found in page.evaluate(RUN, RULES)]


@pytest.mark.parametrize(("root", "mode"), [("", "desk"), ("en/", "dark phone")])
def test_no_page_violates_the_guidelines(mode: str, root: str, open_page: Open) -> None:
    """One page of each kind, in Chinese and light colours on a desk, in English and dark ones on a phone."""
    page = open_page(root, **MODES[mode])
    found = []
    for kind, path in KINDS.items():
        if kind == "wrong address" and root:
            continue
        page.goto(f"{root}{path}")
        found += violations(page)

    assert found == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_large_text_does_not_either(scheme: str, open_page: Open) -> None:
    """The kinds of page that large text changes most."""
    page = open_page("", viewport={"width": 360, "height": 740}, color_scheme=scheme)
    page.click("[data-hub-toggle=text]")
    found = []
    for kind in ("home", "alliance", "list of jobs", "month", "event", "news item"):
        page.goto(f"en/{KINDS[kind]}")
        found += violations(page)

    assert found == []


@LANGS
def test_what_opens_does_not_either(root: str, open_page: Open) -> None:
    """Search results, open filters and the handbook's open contents, on a phone in the dark."""
    page = open_page(f"{root}search/?q=2000", **MODES["dark phone"])
    expect(page.locator("[role=option]").first).to_be_visible()
    found = violations(page)
    for kind in ("list of jobs", "month", "handbook"):
        page.goto(f"{root}{KINDS[kind]}")
        page.locator("main summary").first.click()
        found += violations(page)

    assert found == []
