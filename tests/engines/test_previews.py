"""`hub serve` and `mkdocs serve` show the hub, follow edits, and outlive mistakes."""

from __future__ import annotations

from pathlib import Path

import pytest
from engine_runs import preview
from site_fixture import edit

SERVERS = {
    "hub": ("generator.cli", "serve", "--address", "127.0.0.1:PORT"),
    "mkdocs": ("mkdocs", "serve", "--livereload", "--dev-addr", "127.0.0.1:PORT"),
}


@pytest.mark.parametrize("name", SERVERS)
def test_a_preview_follows_edits_and_outlives_mistakes(name: str, root: Path) -> None:
    """Home answers; a new sentence shows; a mistake is told while the old pages stay; its mending shows again."""
    about = root / "content/services/legal.yml"
    with preview(root, *SERVERS[name]) as server:
        server.wait_for("", "靖江产业联盟")
        server.wait_for("en/services/legal/", "Legal service team")
        assert server.get("no/such/page/")[0] == 404

        edit(about, "en: Legal service team", "en: First edit")
        server.wait_for("en/services/legal/", "First edit")

        edit(about, "order: 4", "ordr: 4")
        server.wait_until_said("`ordr`")
        assert server.process.poll() is None
        status, text = server.get("en/services/legal/")
        assert (status, "First edit" in text) == (200, True)

        edit(about, "ordr: 4", "order: 4")
        edit(about, "en: First edit", "en: Second edit")
        server.wait_for("en/services/legal/", "Second edit")

    assert sorted(path.name for path in root.iterdir()) == ["content", "mkdocs.yml", "theme"]
    assert "Traceback" not in server.said.read_text("utf-8")
    assert list((root.parent / "tmp").iterdir()) == []


def test_a_preview_can_begin_with_mistakes(root: Path) -> None:
    """Before anything good was read every address says what is wrong; once that is mended the site is there."""
    team = root / "content/services/legal.yml"
    edit(team, "order: 4", "ordr: 4")
    with preview(root, *SERVERS["hub"]) as server:
        server.wait_for("news/", "content/services/legal.yml:")
        status, text = server.get("en/services/legal/")
        assert (status, "E122" in text, "Legal service team" in text) == (503, True, False)

        edit(team, "ordr: 4", "order: 4")
        server.wait_for("en/services/legal/", "Legal service team")

    assert "Traceback" not in server.said.read_text("utf-8")
