"""A tour by keyboard alone: the order of the stops, focus that is seen and not hidden, large enough targets (P8)."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect
from reader import KINDS, Open

LANGS = pytest.mark.parametrize("root", ["", "en/"], ids=["zh", "en"])
SIZES = pytest.mark.parametrize("width", [360, 1280])

STOP = """() => {
  const e = document.activeElement;
  if (!e || e === document.body) return null;
  const box = e.getBoundingClientRect(), style = getComputedStyle(e);
  const inner = e.querySelector("rect") && getComputedStyle(e.querySelector("rect"));
  // What of it lies in the window: some frames are taller than a phone.
  const top = Math.max(box.top, 0), bottom = Math.min(box.bottom, innerHeight);
  const points = [.5, .1, .9].map(part => [box.left + box.width * part, (top + bottom) / 2]);
  const hits = ([x, y]) => {
    const hit = document.elementFromPoint(x, y);
    return hit && (e.contains(hit) || hit.contains(e));
  };
  window.stops = window.stops || new Map();
  if (!window.stops.has(e)) window.stops.set(e, window.stops.size);
  return {
    number: window.stops.get(e),
    words: (e.getAttribute("aria-label") || e.innerText || e.textContent || e.name || "").trim().slice(0, 40),
    region: ["main", "footer", "header", "nav"].find(name => e.closest(name)) || "top",
    width: box.width, height: box.height,
    inline: style.display === "inline",
    seen: bottom > top && points.some(hits),
    marked: (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== "none"
      || (inner !== null && parseFloat(inner.strokeWidth) >= 3),
  };
}"""


@dataclass(frozen=True)
class Stop:
    """Where the focus is: its number among the stops, its words, its region, and what is wrong with it."""

    number: int
    words: str
    region: str
    faults: tuple[str, ...]


def stop(page: Page) -> Stop | None:
    """Press Tab once and look; None when the focus has left the page."""
    page.keyboard.press("Tab")
    found = page.evaluate(STOP)
    if found is None:
        return None
    faults = [name for name in ("seen", "marked") if not found[name]]
    if not found["inline"] and min(found["width"], found["height"]) < 24:
        faults.append(f"{found['width']:.0f} × {found['height']:.0f}")
    return Stop(found["number"], found["words"], found["region"], tuple(faults))


@LANGS
@SIZES
@pytest.mark.parametrize("kind", ["home", "list of jobs", "month", "chain map", "news item"])
def test_the_way_through_a_page(kind: str, width: int, root: str, open_page: Open) -> None:
    """Skip link, header, breadcrumbs, main part, foot, in this order; each stop is in view, marked and large enough.

    The focus is never lost, never goes back, and leaves the page at its end.
    """
    page = open_page(f"{root}{KINDS[kind]}", viewport={"width": width, "height": 740}, reduced_motion="reduce")
    stops: list[Stop] = []
    while (here := stop(page)) is not None and len(stops) < 150:
        if stops and here.number == 0:
            break
        stops.append(here)

    assert [one for one in stops if one.faults] == []
    assert [one.number for one in stops] == list(range(len(stops)))
    regions = [one.region for one in stops]
    assert regions == sorted(regions, key=["top", "header", "nav", "main", "footer"].index)
    assert {"top", "header", "main", "footer"} <= set(regions)


@LANGS
def test_the_header_in_its_order(root: str, open_page: Open) -> None:
    """Skip link, the hub's name, search, text size, colours, the other language, then the sections in their order."""
    page = open_page(root, viewport={"width": 1280, "height": 900})
    words = []
    for _ in range(9):
        here = stop(page)
        assert here is not None
        words.append(here.words)
    expected = ["跳到正文", "靖江联盟", "搜索", "大字", "深色", "English", "联盟", "成果", "新闻"]
    if root:
        expected = ["Skip to the content", "Jingjiang Alliances", "Search", "Large text", "Dark colours", "中文"]
        expected += ["Alliances", "Achievements", "News"]

    assert expected == words


@LANGS
def test_the_switches_work_and_keep_the_focus(root: str, open_page: Open) -> None:
    """Space turns large text and dark colours on and off; the focus stays where it is."""
    page = open_page(root, viewport={"width": 360, "height": 740}, color_scheme="light")
    for name, attribute, value in (("text", "data-hub-text", "large"), ("scheme", "data-md-color-scheme", "slate")):
        button = page.locator(f"[data-hub-toggle={name}]")
        button.focus()
        page.keyboard.press("Space")
        expect(page.locator("html")).to_have_attribute(attribute, value)
        expect(button).to_be_focused()
        expect(button).to_have_attribute("aria-pressed", "true")
        page.keyboard.press("Space")
        expect(button).to_have_attribute("aria-pressed", "false")


@LANGS
def test_the_search_opens_chooses_and_closes(root: str, open_page: Open) -> None:
    """Enter opens it with the focus in the field, arrows choose, Escape closes it and gives the focus back."""
    page = open_page(f"{root}news/", viewport={"width": 1280, "height": 900})
    button = page.locator("[data-hub-search]")
    button.focus()
    page.keyboard.press("Enter")
    field = page.locator("dialog [role=combobox]")
    expect(field).to_be_focused()
    page.keyboard.insert_text("2000")
    expect(page.locator("dialog [role=option]").first).to_be_visible()
    page.wait_for_load_state("networkidle")
    page.keyboard.press("ArrowDown")
    expect(page.locator("dialog [role=option][aria-selected=true]")).to_have_count(1)
    for _ in range(3):
        page.keyboard.press("Escape")
        if not page.locator("dialog[open]").count():
            break
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(button).to_be_focused()
