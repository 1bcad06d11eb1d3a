"""Chain maps and months of the calendar in a browser: one form at a time, by keyboard, without scripts, on paper."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect
from reader import Open

WIDTHS = pytest.mark.parametrize(("width", "form"), [(360, "narrow"), (1280, "wide")])
MAPS = pytest.mark.parametrize("path", ["alliances/shipbuilding/", "en/alliances/shipbuilding/chain/"])


@MAPS
@WIDTHS
def test_one_picture_of_the_chain_shows_and_fits(path: str, width: int, form: str, open_page: Open) -> None:
    """The one for the window's width, inside it, without scripts."""
    page = open_page(path, viewport={"width": width, "height": 740}, java_script_enabled=False)
    shown = page.locator(".hub-map svg:visible")

    assert shown.count() == 1
    expect(shown).to_have_class(f"hub-map__{form}")
    box = shown.bounding_box()
    assert box is not None
    assert 0 <= box["x"]
    assert box["x"] + box["width"] <= width


@MAPS
@WIDTHS
def test_each_part_leads_to_its_words(path: str, width: int, form: str, open_page: Open) -> None:
    """Tab goes from part to part in the order of the chain, Enter leads to the row that says the same in words."""
    page = open_page(path, viewport={"width": width, "height": 740}, reduced_motion="reduce")
    parts = page.locator(".hub-map svg:visible a")
    rows = page.locator(".hub-node")
    targets = parts.evaluate_all("links => links.map(link => link.getAttribute('href'))")
    assert len(targets) > 10
    assert targets == rows.evaluate_all("rows => rows.map(row => '#' + row.id)")

    parts.first.focus()
    page.keyboard.press("Tab")
    expect(parts.nth(1)).to_be_focused()
    page.keyboard.press("Enter")
    expect(rows.nth(1)).to_be_in_viewport()
    assert page.url.endswith(str(targets[1]))


@MAPS
@pytest.mark.parametrize("width", [320, 360, 1280])
def test_with_large_text_the_names_in_the_picture_grow(path: str, width: int, open_page: Open) -> None:
    """They are as large as the text around them, in the one picture that shows, and so they are at 400 % zoom."""
    page = open_page(path, viewport={"width": width, "height": 740})
    size = """() => { const name = [...document.querySelectorAll(".hub-map__name")].find(one => one.checkVisibility());
    const svg = name.ownerSVGElement;
    const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
    return parseFloat(getComputedStyle(name).fontSize) * scale }"""
    before = page.evaluate(size)
    page.click("[data-hub-toggle=text]")
    shown = page.locator(".hub-map svg:visible")
    expect(shown).to_have_class("hub-map__large")
    after = page.evaluate(size)

    assert before >= 14.5
    assert after >= 17.5
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_a_name_for_every_part(open_page: Open) -> None:
    """Screen readers hear the part and how strong it is."""
    page = open_page("en/alliances/shipbuilding/chain/", viewport={"width": 1280, "height": 740})

    expect(page.get_by_role("link", name="Main engine: Gap")).to_be_visible()
    expect(page.get_by_role("group", name="Sample map of the shipbuilding")).to_be_visible()


def test_on_paper_the_wide_picture_stands_alone(open_page: Open) -> None:
    """Print shows one picture, and no navigation."""
    page = open_page("alliances/hvac/chain/", viewport={"width": 1280, "height": 740})
    page.emulate_media(media="print")

    expect(page.locator(".hub-map svg:visible")).to_have_class("hub-map__wide")
    expect(page.locator(".hub-nav")).to_be_hidden()


@pytest.mark.parametrize("root", ["", "en/"], ids=["zh", "en"])
def test_a_month_is_a_grid_or_a_list_and_never_both(root: str, open_page: Open) -> None:
    """Wide windows have the table, phones the list; both lead to the same events."""
    page = open_page(f"{root}events/month/2026-11/", viewport={"width": 1280, "height": 740}, java_script_enabled=False)
    grid, agenda = page.locator("table.hub-month"), page.locator(".hub-monthlist")
    expect(grid).to_be_visible()
    expect(agenda).to_be_hidden()
    links = "links => [...new Set(links.map(link => link.pathname))].sort()"
    events = grid.locator("a").evaluate_all(links)
    assert events

    page.set_viewport_size({"width": 360, "height": 740})
    expect(grid).to_be_hidden()
    expect(agenda).to_be_visible()
    assert events == agenda.locator("a").evaluate_all(links)


def test_from_the_events_through_the_months_to_an_event(open_page: Open) -> None:
    """The list leads to this month, that to the next one, which leads to an event, and that back to its month."""
    page = open_page("events/", viewport={"width": 1280, "height": 740})
    page.get_by_role("link", name="按月看日历").click()
    expect(page.locator("h1")).to_contain_text("2026年11月")
    expect(page.locator("td[aria-current=date] time")).to_have_attribute("datetime", "2026-11-22")

    page.locator("a[rel=next]").click()
    expect(page.locator("h1")).to_contain_text("2026年12月")
    page.locator("table a", has_text="人才政策解读会").click()
    page.get_by_role("link", name="看2026年12月的日历").click()
    expect(page.locator("h1")).to_contain_text("2026年12月")
