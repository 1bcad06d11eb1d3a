"""Pictures of a whole site: what is published, what pages say of it, and what never leaves the editor's folder."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from html.parser import HTMLParser

import pytest
from bare_shell import SHELLS
from lxml import etree
from picture_making import SECRET, corners, opened, with_metadata

from generator.build import load, outputs
from generator.pictures.store import Store
from generator.settings import Settings

FURNACE = "news/2026/2026-11-20-furnace"
BASE = "/some/base/"


@pytest.fixture(scope="module")
def content(small_hub, tmp_path_factory):
    """The small hub with a phone's photo as a cover, held sideways, and a link to it."""
    folder = tmp_path_factory.mktemp("published") / "content"
    shutil.copytree(small_hub, folder)
    photo = corners(2400, 1600).transpose(2)  # as stored by a camera held upright
    (folder / FURNACE / "photo.jpg").write_bytes(with_metadata(photo, "JPEG", 6))
    index = folder / FURNACE / "index.md"
    text = index.read_text("utf-8").replace("file: furnace.png", "file: photo.jpg")
    index.write_text(text + "\n请看[大图](photo.jpg)。\n", "utf-8")
    return folder


def built(content, theme, store: Store | None = None) -> dict[str, bytes]:
    settings = Settings(content, theme, f"https://x.example{BASE}", dt.date(2026, 11, 22))
    loaded = load(content, theme, store=store)
    assert not loaded.report.problems, loaded.report.text("en")
    made = {output.path: output.render() for output in outputs(loaded.edition(settings), loaded, settings, SHELLS)}
    return {path: text.encode() if isinstance(text, str) else text for path, text in made.items()}


@pytest.fixture(scope="module")
def site(content, theme):
    """Every file of the site, by its path."""
    return built(content, theme)


class Images(HTMLParser):
    """The pictures of a page: the attributes of each img, and of the sources before it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.found: list[tuple[dict[str, str | None], list[dict[str, str | None]]]] = []
        self._sources: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag, attrs) -> None:
        if tag == "source":
            self._sources.append(dict(attrs))
        elif tag == "img":
            self.found.append((dict(attrs), self._sources))
            self._sources = []


def pages(site) -> dict[str, str]:
    return {path: data.decode() for path, data in site.items() if path.endswith(".html")}


def test_the_editor_s_file_is_not_published(site, content):
    """No file of the site is, or holds, what the camera wrote; nothing of the kind lies at the old address."""
    original = (content / FURNACE / "photo.jpg").read_bytes()
    pictures = [path for path in site if re.search(r"\.(jpe?g|png|webp|gif|avif)$", path)]

    assert 7 + 9 == len([path for path in pictures if "/share-" not in path])
    assert all(path.startswith("pictures/") for path in pictures)
    assert original not in site.values()
    assert [] == [path for path, data in site.items() if SECRET.encode() in data]


def test_every_picture_a_page_names_is_there_in_the_size_it_says(site):
    """Each candidate of each srcset exists and is as wide as promised; src has the width and height of its img."""
    seen = 0
    for path, html in pages(site).items():
        for img, sources in Images(html).found:
            assert ["image/avif", "image/webp"] == [source["type"] for source in sources], path
            shown = opened(site[img["src"].removeprefix(BASE)])
            assert shown.size == (int(img["width"]), int(img["height"])), path
            for source in sources:
                for candidate in source["srcset"].split(", "):
                    address, width = candidate.split(" ")
                    assert opened(site[address.removeprefix(BASE)]).width == int(width.removesuffix("w"))
                    seen += 1
            assert all(source["sizes"] for source in sources)
    assert seen > 40


def test_the_cover_comes_first_and_the_rest_can_wait(site):
    """The leading picture of an article is fetched at once; all others are lazy, and all decode aside (P6)."""
    images = [img for img, _ in Images(pages(site)["news/2026-11-20-furnace/index.html"]).found]
    first, *others = images

    assert ("high", None, "async") == (first.get("fetchpriority"), first.get("loading"), first.get("decoding"))
    assert [(None, "lazy", "async")] * len(others) == [
        (img.get("fetchpriority"), img.get("loading"), img.get("decoding")) for img in others
    ]
    assert 1 <= len(others)


def test_descriptions_are_in_the_language_of_the_page(site):
    """P6: the cover's words are English on the English page; a row's picture repeats its title and says nothing."""
    zh, en = (pages(site)[f"{root}news/2026-11-20-furnace/index.html"] for root in ("", "en/"))
    row = next(img for img, _ in Images(pages(site)["en/news/index.html"]).found)

    assert ("一座炉子", "A furnace") == tuple(Images(html).found[0][0]["alt"] for html in (zh, en))
    assert "" == row["alt"]


def test_a_link_to_a_picture_leads_to_the_plain_file(site):
    """It is as large as the largest, and without metadata, as every other."""
    html = pages(site)["news/2026-11-20-furnace/index.html"]
    (address,) = re.findall(r'<a href="([^"]+)">大图</a>', html)

    assert (1600, 1067) == opened(site[address.removeprefix(BASE)]).size


def test_feeds_and_heads_name_files_that_are_there(site):
    """The enclosure has the length of its file (R6); previews and structured data get JPEG or PNG, at full address."""
    feed = etree.fromstring(site["feed.xml"])
    (enclosure,) = feed.findall("channel/item/enclosure")
    file = enclosure.get("url").removeprefix(f"https://x.example{BASE}")
    html = pages(site)["news/2026-11-20-furnace/index.html"]
    (shared,) = re.findall(r'<meta property="og:image" content="https://x\.example/some/base/([^"]+)">', html)

    assert (str(len(site[file])), "image/jpeg") == (enclosure.get("length"), enclosure.get("type"))
    assert file == shared and shared.endswith(".jpg")
    assert f'"image":"https://x.example{BASE}{file}"' in html
    assert b"srcset" not in site["feed.xml"] and b"&lt;picture" not in site["feed.xml"]


def test_two_builds_and_two_caches_give_the_same_site(content, theme, site, tmp_path):
    """Without a cache, with a cold and with a warm one, every file is the same to the byte."""
    assert site == built(content, theme, Store(tmp_path))
    assert site == built(content, theme, Store(tmp_path))
