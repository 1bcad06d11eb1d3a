"""The job board in a browser: filters narrow, sort and count, live in the address, and work by keyboard alone."""

from __future__ import annotations

import re
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Locator, Page, expect
from reader import Open

LANGS = pytest.mark.parametrize("root", ["", "en/"], ids=["zh", "en"])
PHONE = {"width": 360, "height": 740}
DESK = {"width": 1280, "height": 900}


def rows(page: Page) -> Locator:
    """The openings that show."""
    return page.locator("#hub-jobs > li:visible")


def values(page: Page, name: str) -> list[str]:
    """An attribute of each opening that shows, in the order of the page."""
    return [row.get_attribute(f"data-{name}") or "" for row in rows(page).all()]


def asked(page: Page) -> dict[str, list[str]]:
    """The parameters of the address."""
    return parse_qs(urlsplit(page.url).query)


@LANGS
def test_filters_narrow_the_list_and_say_how_many_are_left(root: str, open_page: Open) -> None:
    """Each filter keeps exactly the openings that its option counted; the count is a live region."""
    page = open_page(f"{root}jobs/", viewport=DESK)
    every = rows(page).count()
    status = page.locator("main [role=status]")
    assert every > 10
    for select in page.locator("form.hub-choose__form select:not([name=sort])").all():
        name = select.get_attribute("name") or ""
        option = select.locator("option").nth(1)
        wanted, promised = option.get_attribute("value") or "", re.findall(r"\d+", option.inner_text())[-1]
        select.select_option(wanted)
        kept = values(page, name)
        assert len(kept) == int(promised) < every, name
        assert all(wanted in value.split("|") for value in kept), name
        expect(status).to_contain_text(promised)
        expect(status).to_contain_text(str(every))
        select.select_option("")
        assert rows(page).count() == every


def test_a_link_keeps_the_choice_in_both_languages(open_page: Open) -> None:
    """The address holds what was chosen; opened anew, also in the other language, it shows the same openings."""
    page = open_page("jobs/", viewport=DESK)
    page.select_option("[name=alliance]", "hvac")
    page.select_option("[name=education]", "bachelor")
    page.select_option("[name=sort]", "pay")
    shown = rows(page).locator("a").evaluate_all("links => links.map(link => link.pathname)")

    assert asked(page) == {"alliance": ["hvac"], "education": ["bachelor"], "sort": ["pay"]}
    assert shown
    again = open_page(f"en/jobs/?{urlsplit(page.url).query}", viewport=DESK)
    expect(again.locator("[name=alliance]")).to_have_value("hvac")
    assert [f"/en{path}" for path in shown] == rows(again).locator("a").evaluate_all(
        "links => links.map(link => link.pathname)"
    )


def test_back_from_an_opening_the_choice_is_still_there(open_page: Open) -> None:
    """The reader looks at one opening and goes back: the same filter, the same rows."""
    page = open_page("jobs/?alliance=hvac", viewport=DESK)
    before = rows(page).count()
    rows(page).locator("a").first.click()
    expect(page).to_have_url(re.compile(r"/jobs/[a-z-]+/$"))
    page.go_back()

    expect(page.locator("[name=alliance]")).to_have_value("hvac")
    assert rows(page).count() == before > 0


def test_unknown_values_in_the_address_are_left_aside(open_page: Open) -> None:
    """An old or mistyped link shows the whole list."""
    page = open_page("jobs/?alliance=moon&sort=up&other=1", viewport=DESK)

    expect(page.locator("[name=alliance]")).to_have_value("")
    assert rows(page).count() == page.locator("#hub-jobs > li").count()


def test_the_orders_do_what_they_say(open_page: Open) -> None:
    """Closing first by the last day, best paid first with unpaid ones last, and newest as the page came."""
    page = open_page("jobs/", viewport=DESK)
    newest = rows(page).locator("a").all_inner_texts()
    page.select_option("[name=sort]", "closing")
    assert values(page, "until") == sorted(values(page, "until"))
    assert newest != rows(page).locator("a").all_inner_texts()

    page.select_option("[name=sort]", "pay")
    wages = [float(wage or -1) for wage in values(page, "wage")]
    assert wages == sorted(wages, reverse=True)

    page.select_option("[name=sort]", "")
    assert newest == rows(page).locator("a").all_inner_texts()


def test_when_nothing_fits_the_way_back_is_offered(open_page: Open) -> None:
    """Filters that exclude each other: a sentence and a button, which shows everything again and keeps the focus."""
    page = open_page("jobs/?alliance=shipbuilding&kind=part-time", viewport=DESK)
    assert rows(page).count() == 0
    empty = page.locator("[data-hub-choose-none]")
    expect(empty).to_be_visible()
    empty.locator("button").click()

    expect(empty).to_be_hidden()
    assert rows(page).count() > 10
    assert asked(page) == {}
    assert page.evaluate("document.activeElement.closest('#hub-jobs') !== null")


def test_clear_forgets_every_choice(open_page: Open) -> None:
    """One button, and list, count and address are as they were."""
    page = open_page("jobs/", viewport=DESK)
    count = page.locator("main [role=status]").inner_text()
    page.select_option("[name=kind]", "internship")
    page.select_option("[name=sort]", "pay")
    page.locator(".hub-choose__form [data-hub-choose-clear]").click()

    assert asked(page) == {}
    assert count == page.locator("main [role=status]").inner_text()
    expect(page.locator("[name=kind]")).to_have_value("")


@LANGS
def test_on_a_phone_filters_open_in_place_by_keyboard(root: str, open_page: Open) -> None:
    """Closed at first; Enter opens them, arrows choose, the summary names the choice; nothing scrolls sideways."""
    page = open_page(f"{root}jobs/", viewport=PHONE)
    select = page.locator("[name=alliance]")
    expect(select).to_be_hidden()
    page.locator(".hub-choose summary").focus()
    page.keyboard.press("Enter")
    expect(select).to_be_visible()
    page.keyboard.press("Tab")
    expect(select).to_be_focused()
    page.keyboard.press("ArrowDown")

    expect(page.locator("[data-hub-chosen]")).not_to_be_empty()
    assert len(asked(page)["alliance"]) == 1
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE["width"]


def test_on_a_desk_all_filters_show_and_each_has_its_label(open_page: Open) -> None:
    """No summary to open; every control is found by its label."""
    page = open_page("en/jobs/", viewport=DESK)
    expect(page.locator(".hub-choose summary")).to_be_hidden()
    for label in ("Alliance", "Place", "Education", "Employment", "Pay a month (yuan)", "Order"):
        expect(page.get_by_label(label, exact=True)).to_be_visible()


def test_with_large_text_every_target_is_large(open_page: Open) -> None:
    """Controls of the filters are at least 44 pixels high (P8)."""
    page = open_page("jobs/", viewport=PHONE)
    page.click("[data-hub-toggle=text]")
    page.locator(".hub-choose summary").click()
    for target in page.locator(".hub-choose :is(summary, select, button):visible").all():
        box = target.bounding_box()
        assert box is not None
        assert box["height"] >= 44


@LANGS
def test_without_javascript_the_list_is_whole_and_no_filter_shows(root: str, open_page: Open) -> None:
    """Every opening stands in the page; controls that could do nothing are not there to see (P7)."""
    page = open_page(f"{root}jobs/", java_script_enabled=False, viewport=DESK)

    assert rows(page).count() == page.locator("#hub-jobs > li").count() > 10
    assert page.locator("main select:visible, main button:visible").count() == 0


def test_the_script_is_loaded_where_it_is_needed_only(open_page: Open) -> None:
    """The list of openings has it, its archive and the news have not."""
    page = open_page("jobs/")
    assert page.locator("script[src$='choose.js']").count() == 1
    for path in ("jobs/closed/", "news/", "jobs/shipyard-welder/", "events/spring-job-fair/"):
        page.goto(path)
        assert page.locator("script[src$='choose.js']").count() == 0, path
