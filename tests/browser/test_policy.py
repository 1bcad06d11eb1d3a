"""The content policy, as the site's own headers send it, on every kind of page while its scripts are at work."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect
from reader import KINDS, Open

REPORTED = """
addEventListener("securitypolicyviolation", event =>
  reported([location.pathname, event.effectiveDirective, event.blockedURI, event.sample].join(" ")));
"""


def use(page: Page) -> None:
    """Switch to dark, turn every filter, unfold what is folded, search and take a result's excerpts."""
    page.locator("[data-hub-toggle=scheme]").first.click()
    for select in page.locator("main .hub-choose select").all():
        value = select.locator("option").nth(1).get_attribute("value") or ""
        select.select_option(value)
        select.select_option("")
    page.evaluate("document.querySelectorAll('details').forEach(one => { one.open = true })")
    own = page.locator("main [role=combobox]")
    if own.count():
        own.focus()
    else:
        page.keyboard.press("Control+k")
        expect(page.locator("dialog.hub-find [role=combobox]")).to_be_focused()
    page.keyboard.insert_text("2026")
    expect(page.locator("[role=option]").first).to_be_visible()
    page.keyboard.press("Escape")


@pytest.mark.parametrize("root", ["", "en/"])
def test_nothing_is_refused_on_any_kind_of_page(root: str, open_page: Open) -> None:
    """No report with search, filters, dark colours and the handbook in use; no `unsafe-` source; Trusted Types."""
    page = open_page(f"{root}about/", color_scheme="light", viewport={"width": 1280, "height": 900})
    reports: list[str] = []
    page.expose_function("reported", lambda what: reports.append(what))  # noqa: PLW0108 - playwright wants a function
    page.add_init_script(REPORTED)
    for path in KINDS.values():
        answer = page.goto(root + path)
        assert answer is not None
        policy = answer.headers["content-security-policy"]
        scripts = next(part for part in policy.split("; ") if part.startswith("script-src "))
        assert "unsafe-" not in policy and "http" not in scripts and "*" not in scripts, policy
        assert "require-trusted-types-for 'script'" in policy
        use(page)
    assert [] == reports


def test_what_the_policy_forbids_is_refused_and_reported(browser: Browser, address: str) -> None:
    """The test above can fail: a script, a style, markup made by a script and a foreign picture are all reported."""
    page = browser.new_page()
    reports: list[str] = []
    page.expose_function("reported", lambda what: reports.append(what))  # noqa: PLW0108 - playwright wants a function
    page.add_init_script(REPORTED)
    page.goto(f"{address}about/")
    page.evaluate(
        """() => {
          const script = document.createElement("script");
          try { script.textContent = "ran()"; } catch (refused) { document.title = "refused"; }
          const style = document.createElement("style");
          style.textContent = "body { color: red }";
          const picture = document.createElement("img");
          picture.src = "https://elsewhere.example/x.png";
          document.body.append(style, picture);
        }"""
    )
    page.wait_for_timeout(300)
    told = {report.split()[1] for report in reports}
    page.close()

    assert {"require-trusted-types-for", "style-src-elem", "img-src"} <= told
