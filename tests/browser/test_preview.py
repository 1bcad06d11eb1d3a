"""The preview in a browser: an edit shows by itself, a mistake stands on the page until it is mended."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect
from site_fixture import copy_project, edit

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "engines"))

from engine_runs import preview

PATIENCE = 60_000
"""Milliseconds to wait for a page to renew itself."""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the project."""
    return copy_project(tmp_path / "project")


def test_edits_and_mistakes_show_by_themselves(browser: Browser, root: Path) -> None:
    """Nobody reloads: a new sentence, a mistake with its place and its fix, and the page without it afterwards.

    The page's own policy lets the preview's script run, nothing is complained about, and scripts are not needed to
    read what is wrong.
    """
    team = root / "content/services/legal.yml"
    with preview(root, "generator.cli", "serve", "--address", "127.0.0.1:PORT") as server:
        server.wait_for("en/services/legal/", "Legal service team")
        page = browser.new_page()
        complaints: list[str] = []
        page.on("console", lambda said: complaints.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(f"{server.address}en/services/legal/")
        heading = page.locator("h1")
        panel = page.get_by_role("complementary", name="The preview is waiting")

        edit(team, "en: Legal service team", "en: First edit")
        expect(heading).to_contain_text("First edit", timeout=PATIENCE)

        edit(team, "order: 4", "ordr: 4")
        expect(panel).to_be_visible(timeout=PATIENCE)
        expect(panel).to_contain_text("content/services/legal.yml:")
        expect(panel).to_contain_text("E122")
        expect(panel).to_contain_text("Did you mean `order`?")
        expect(heading).to_contain_text("First edit")
        page.locator("summary", has_text="1 error to mend first").click()
        expect(panel.get_by_role("list")).to_be_hidden()

        plain = browser.new_context(java_script_enabled=False).new_page()
        plain.goto(f"{server.address}services/")
        expect(plain.get_by_text("E122")).to_be_visible()

        edit(team, "ordr: 4", "order: 4")
        expect(panel).to_have_count(0, timeout=PATIENCE)
        expect(heading).to_contain_text("First edit")
        assert [] == complaints
        page.close()
        plain.context.close()
