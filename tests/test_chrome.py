"""The footer of every page: filing numbers and the mark of a government website (rule G2)."""

from __future__ import annotations

import shutil
from datetime import date

import pytest
from PIL import Image

from generator.build import load
from generator.model.hub import Media
from generator.pages.chrome import chrome
from generator.pages.plan import contexts_of
from generator.pictures.encoding import picture_name
from generator.pictures.renditions import renditions

MARK = """
profile: gov
government:
  site_id: "3212820001"
  mark:
    file: mark.png
    alt: {zh: 网站标识, en: Site mark}
    url: https://registry.example/record
"""


@pytest.fixture
def content(project, tmp_path):
    """A small hub to change."""
    return shutil.copytree(project / "tests/golden/small-hub/content", tmp_path / "content")


def footer(content, project):
    loaded = load(content, project / "theme")
    assert not loaded.report.errors, loaded.report.text("en")
    edition = loaded.hub.as_of(date(2026, 11, 22), samples=True)
    contexts = contexts_of(edition, loaded.strings, "/base/", "https://hub.example/base/")
    return [chrome(context, "home", "/")["filing"] for context in contexts]


def test_nothing_is_printed_that_is_not_set(content, project):
    """A hub without filing numbers and mark has none in its footer (G2)."""
    text = (content / "hub.yml").read_text("utf-8")
    (content / "hub.yml").write_text(text.replace("filing:\n  icp: 苏ICP备00000000号\n", ""), "utf-8")
    nothing = {"icp": None, "police": None, "police_url": None, "mark": None}

    assert [nothing, nothing] == footer(content, project)


def test_the_mark_is_a_picture_with_a_link(content, project):
    """The mark's picture has its size, its words in the page's language, and leads to the record (G2)."""
    with (content / "hub.yml").open("a", encoding="utf-8") as file:
        file.write(MARK)
    Image.new("RGB", (80, 60)).save(content / "mark.png")
    data = (content / "mark.png").read_bytes()
    mark = renditions(Media("mark.png", 80, 60, len(data), picture_name(data), "png")).plain

    zh, en = (filing["mark"] for filing in footer(content, project))

    expected = {"url": "https://registry.example/record", "src": f"/base/{mark.path}", "width": 80, "height": 60}
    assert {**expected, "alt": "网站标识"} == zh
    assert {**expected, "alt": "Site mark"} == en


def test_a_missing_mark_is_told_where_it_is_named(content, project):
    """A mark whose picture is not there is a problem at its file name."""
    text = (content / "hub.yml").read_text("utf-8")
    (content / "hub.yml").write_text(text + MARK, "utf-8")
    line = (text + MARK).split("\n").index("    file: mark.png") + 1

    problems = load(content, project / "theme").report.errors

    assert [("content/hub.yml", line, "E173")] == [(one.file, one.place.line, one.code) for one in problems]
