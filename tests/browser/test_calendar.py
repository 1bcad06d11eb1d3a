"""The calendar's filters in a browser: in lists and months, in both languages, by keyboard, without script."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect
from reader import Open

LANGS = pytest.mark.parametrize("root", ["", "en/"], ids=["zh", "en"])
SIZES = pytest.mark.parametrize("width", [360, 1280])
MONTH = "events/month/2026-12/"


def shown(page: Page) -> list[str]:
    """The paths of the events that show, each once, without the language."""
    links = page.locator("[data-hub-one]:visible a").evaluate_all("links => links.map(link => link.pathname)")
    return sorted({re.sub("^/en/", "/", path) for path in links})


def asked(page: Page) -> dict[str, list[str]]:
    """The parameters of the address."""
    return parse_qs(urlsplit(page.url).query)


def opened(page: Page) -> None:
    """Open the filters where they are folded."""
    summary = page.locator(".hub-choose summary")
    if summary.is_visible():
        summary.click()


@LANGS
@SIZES
@pytest.mark.parametrize("path", [MONTH, "events/", "events/past/"])
def test_each_filter_keeps_what_it_counted(path: str, width: int, root: str, open_page: Open) -> None:
    """List, grid and agenda show exactly the events that the option promised, and a live region says how many."""
    page = open_page(f"{root}{path}", viewport={"width": width, "height": 900})
    opened(page)
    every = shown(page)
    status = page.locator("main [role=status]")
    tried = 0
    for select in page.locator(".hub-choose select").all():
        name = select.get_attribute("name") or ""
        for option in select.locator("option").all()[1:]:
            value, promised = option.get_attribute("value") or "", int(re.findall(r"\d+", option.inner_text())[-1])
            select.select_option(value)
            tried += 1
            assert len(shown(page)) == promised, f"{name}={value}"
            assert asked(page) == {name: [value]}
            expect(status).to_contain_text(str(promised))
            expect(page.locator("[data-hub-choose-none]")).to_be_visible(visible=promised == 0)
        select.select_option("")
    assert tried >= 6
    assert shown(page) == every


@SIZES
def test_a_day_without_a_chosen_event_is_empty(width: int, open_page: Open) -> None:
    """In the grid the day stays with its number; in the agenda it goes."""
    page = open_page(f"{MONTH}?category=alliance-day", viewport={"width": width, "height": 900})

    assert shown(page) == ["/events/alliance-day-series/"]
    assert page.locator(".hub-month__day:visible").count() == (31 if width == 1280 else 0)
    assert page.locator(".hub-monthlist__day:visible").count() == (0 if width == 1280 else 1)


def test_the_choice_goes_along_to_other_months_lists_and_languages(open_page: Open) -> None:
    """Previous, next, the list, the archive and the other language all keep the filters; an event's page does not."""
    page = open_page(f"{MONTH}?alliance=hvac&category=policy-briefing", viewport={"width": 1280, "height": 900})
    wanted = {"alliance": ["hvac"], "category": ["policy-briefing"]}
    for link in ("a[rel=next]", "a[rel=prev]", "header a[hreflang=en]", ".hub-monthnav__list", "a[href*='/past/']"):
        page.locator(link).first.click()
        assert asked(page) == wanted, link
        expect(page.locator("[name=alliance]")).to_have_value("hvac")
        expect(page.locator("[name=category]")).to_have_value("policy-briefing")

    page.go_back()
    assert asked(page) == wanted
    page.locator("[data-hub-one]:visible a").first.click()
    assert asked(page) == {}
    page.go_back()
    expect(page.locator("[name=alliance]")).to_have_value("hvac")


def test_the_language_switch_keeps_the_job_filters(open_page: Open) -> None:
    """The same openings in the other language, and back."""
    page = open_page("jobs/", viewport={"width": 1280, "height": 900})
    page.select_option("[name=alliance]", "hvac")
    page.select_option("[name=sort]", "pay")
    before = shown(page)
    page.locator("header a[hreflang=en]").click()
    expect(page).to_have_url(re.compile(r"/en/jobs/\?alliance=hvac&sort=pay$"))
    assert shown(page) == before
    page.locator("header a[hreflang^=zh]").click()
    assert shown(page) == before


def test_unknown_words_in_the_address_change_nothing(open_page: Open) -> None:
    """An old or mistyped link shows the whole month, and other parameters stay in the address."""
    page = open_page(f"{MONTH}?alliance=moon&from=mail", viewport={"width": 1280, "height": 900})
    expect(page.locator("[name=alliance]")).to_have_value("")
    everything = shown(page)
    page.select_option("[name=alliance]", "hvac")
    assert asked(page) == {"alliance": ["hvac"], "from": ["mail"]}
    page.select_option("[name=alliance]", "")

    assert asked(page) == {"from": ["mail"]}
    assert shown(page) == everything


@LANGS
def test_by_keyboard_on_a_phone(root: str, open_page: Open) -> None:
    """Enter opens the filters, Tab goes through them in order, an arrow chooses, and the count is told."""
    page = open_page(f"{root}{MONTH}", viewport={"width": 360, "height": 740})
    page.locator(".hub-choose summary").focus()
    page.keyboard.press("Enter")
    for name in ("alliance", "category"):
        page.keyboard.press("Tab")
        expect(page.locator(f"[name={name}]")).to_be_focused()
    page.keyboard.press("ArrowDown")

    assert len(asked(page)["category"]) == 1
    expect(page.locator("main [role=status]")).to_contain_text(re.compile(r"\d+.*\d+"))
    expect(page.locator("[data-hub-chosen]")).not_to_be_empty()
    assert page.evaluate("document.documentElement.scrollWidth") == 360


@LANGS
def test_without_javascript_the_month_is_whole_and_no_filter_shows(root: str, open_page: Open) -> None:
    """Whatever the address asks for (P7)."""
    page = open_page(f"{root}{MONTH}?alliance=hvac", java_script_enabled=False, viewport={"width": 1280, "height": 900})

    assert page.locator("main select:visible, main button:visible").count() == 0
    assert page.locator(".hub-month [data-hub-one]:visible").count() > 10
