"""Photos in a browser: the right file for the window, and a page that does not move while they arrive."""

from __future__ import annotations

import pytest
from reader import Open

PHOTO = "news/2026-11-01-typography-sample/"
SHIFT = """
() => new Promise(done => {
  let total = 0;
  new PerformanceObserver(list => { for (const one of list.getEntries()) total += one.value; })
    .observe({type: "layout-shift", buffered: true});
  requestAnimationFrame(() => setTimeout(() => done(total), 400));
})
"""


@pytest.mark.parametrize(
    ("width", "scale", "widest"), [(360, 1, 480), (360, 2, 800), (360, 3, 1200), (1280, 1, 800), (1280, 2, 1600)]
)
def test_browsers_take_the_width_they_need(open_page: Open, width: int, scale: int, widest: int) -> None:
    """A phone of 360 pixels loads the file for it, in AVIF; no window loads the plain one, or one twice as wide."""
    page = open_page(PHOTO, viewport={"width": width, "height": 740}, device_scale_factor=scale)
    page.wait_for_load_state("networkidle")
    taken = page.evaluate("document.querySelector('.hub-cover img').currentSrc")
    needed = page.evaluate("document.querySelector('.hub-cover img').getBoundingClientRect().width") * scale

    assert taken.endswith(f"-{widest}.avif"), taken
    assert widest >= needed * 0.98 or widest == 1600


@pytest.mark.parametrize("width", [360, 1280])
def test_nothing_moves_when_photos_arrive(open_page: Open, width: int) -> None:
    """Room is kept for each picture: the page scrolled to its end has not shifted, and all pictures have loaded."""
    page = open_page(PHOTO, viewport={"width": width, "height": 740})
    page.evaluate("""async () => {
      for (let y = 0; y < document.body.scrollHeight; y += 400) {
        scrollTo(0, y);
        await new Promise(done => setTimeout(done, 40));
      }
    }""")
    page.wait_for_load_state("networkidle")

    assert page.evaluate(SHIFT) < 0.01
    assert page.evaluate("[...document.images].every(one => one.complete && one.naturalWidth > 0)")
