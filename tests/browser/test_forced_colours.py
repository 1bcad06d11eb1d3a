"""High contrast of the system: its colours replace ours, and nothing is lost with them (P8)."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from reader import KINDS, Open

SHAPES = (
    ".hub-map :is(rect, path, text), .hub-chart rect, .hub-venuemap :is(rect, line, circle), "
    ".hub-icon :is(path, circle), .hub-panorama path"
)

LOST = """shapes => {
  const rgb = color => (color.match(/[\\d.]+/g) || []).map(Number);
  const light = color => { const [r, g, b] = rgb(color).map(part => part / 255)
    .map(part => part <= .04045 ? part / 12.92 : ((part + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b };
  const probe = document.body.appendChild(document.createElement("i"));
  probe.style = "forced-color-adjust: none; color: Canvas";
  const ground = light(getComputedStyle(probe).color);
  probe.remove();
  const seen = color => { const own = light(color);
    return (Math.max(own, ground) + .05) / (Math.min(own, ground) + .05) >= 3 };
  return [...document.querySelectorAll(shapes)].filter(shape => shape.checkVisibility()).filter(shape => {
    const style = getComputedStyle(shape);
    const paints = [style.fill, style.stroke].filter(paint => paint !== "none" && rgb(paint)[3] !== 0);
    return paints.length && !paints.some(seen);
  }).map(shape => shape.outerHTML.slice(0, 120));
}"""
"""The shapes of pictures whose colours are all lost on the ground: below 3:1 (WCAG 1.4.11)."""

MARKED = """([all, marked]) => { const colour = one => getComputedStyle(one).borderBottomColor;
  const plain = new Set([...document.querySelectorAll(all)].filter(one => !one.matches(marked)).map(colour));
  return [...document.querySelectorAll(marked)].map(one => !plain.has(colour(one))) }"""
"""For each of *marked* whether its lower edge tells it from the others of *all*."""


def lost(page: Page) -> list[str]:
    found = page.evaluate(LOST, SHAPES)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(("scheme", "chosen"), [("light", ""), ("light", "slate"), ("dark", "default")])
def test_pictures_keep_their_lines(scheme: str, chosen: str, open_page: Open) -> None:
    """Chain map, charts, venues and icons are seen in light and dark system colours, whatever was chosen on the hub."""
    page = open_page("", forced_colors="active", color_scheme=scheme)
    found = []
    for kind in ("home", "alliance", "charts"):
        page.goto(KINDS[kind])
        page.evaluate("chosen => { if (chosen) document.documentElement.dataset.mdColorScheme = chosen }", chosen)
        assert page.locator("svg").count() > 3
        found += lost(page)

    assert found == []


def test_what_is_lost_is_found(open_page: Open) -> None:
    """A chart in the colour of the ground is seen to be lost, so that finding nothing means something."""
    page = open_page(KINDS["charts"], forced_colors="active", color_scheme="dark")
    page.evaluate("for (const bar of document.querySelectorAll('.hub-chart__bar')) bar.style.fill = '#111'")

    assert len(lost(page)) == page.locator(".hub-chart__bar").count() > 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_marks_are_lines(scheme: str, open_page: Open) -> None:
    """Where the reader is, and which switch is on, does not depend on a background or a shadow."""
    page = open_page(KINDS["list of jobs"], forced_colors="active", color_scheme=scheme)
    page.click("[data-hub-toggle=text]")

    assert page.evaluate(MARKED, [".hub-nav a", ".hub-nav a[aria-current]"]) == [True]
    assert set(page.evaluate(MARKED, [".hub-tool", ".hub-tool[aria-pressed=true]"])) == {True}
