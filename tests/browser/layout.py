"""What is wrong with how a page is laid out: too wide, text cut off, text upon text."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

FAULTS = Path(__file__).with_name("faults.js").read_text("utf-8")


def faults(page: Page) -> list[str]:
    """Return what is wrong with *page* in its window as it is now, with the page's path and the window's width."""
    width = (page.viewport_size or {"width": 0})["width"]
    path = page.evaluate("location.pathname")
    large = " large" if page.evaluate("document.documentElement.dataset.hubText === 'large'") else ""
    return [f"{path} at {width}{large}: {fault}" for fault in page.evaluate(FAULTS)]
