"""The formats, rule by rule, and texts that try to break them."""

from __future__ import annotations

import datetime as dt
import json
import locale
import re
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import feedparser
import pytest
from feed_making import (
    SITE_URL,
    as_real,
    body,
    channel_of,
    contexts,
    make_news,
    real_hub,
    small_hub,
    text,
    write,
    written,
)
from lxml import etree, html

from generator.feeds.outputs import feed_list

ATOM = "{http://www.w3.org/2005/Atom}"
DC = "{http://purl.org/dc/elements/1.1/}"
CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+08:00")


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    """Every feed of the repository's own content with its samples taken for real, so that all kinds are in them."""
    return written(as_real(real_hub()))


def of(files: dict[str, bytes], ending: str) -> dict[str, Any]:
    found = {path: data for path, data in files.items() if path.endswith(ending)}
    assert len(found) == 20
    return found


@pytest.fixture(scope="module")
def rss(files: dict[str, bytes]) -> dict[str, Any]:
    return {path: etree.fromstring(data) for path, data in of(files, "feed.xml").items()}


@pytest.fixture(scope="module")
def atom(files: dict[str, bytes]) -> dict[str, Any]:
    return {path: etree.fromstring(data) for path, data in of(files, "feed.atom").items()}


@pytest.fixture(scope="module")
def jsons(files: dict[str, bytes]) -> dict[str, Any]:
    return {path: json.loads(data) for path, data in of(files, "feed.json").items()}


def items(roots: dict[str, Any]) -> list[Any]:
    found = [item for root in roots.values() for item in root.iterfind("channel/item")]
    assert len(found) > 100
    return found


# RSS 2.0


def test_rss_has_one_channel_with_what_it_needs(rss: dict[str, Any]) -> None:
    """R1, R2, R10: version 2.0, one channel; title, link, description and the other singular elements once."""
    for root in rss.values():
        assert (root.tag, root.get("version"), len(root)) == ("rss", "2.0", 1)
        tags = [child.tag for child in root[0] if child.tag != "item"]
        assert len(tags) == len(set(tags))
        assert {"title", "link", "description"} <= set(tags)
        assert not {"generator", "docs", "managingEditor", "webMaster"} & set(tags)


def test_rss_items_have_title_and_description_once(rss: dict[str, Any]) -> None:
    """R3, R10, R30: nothing twice but categories and names, and no second name for a thing said."""
    for item in items(rss):
        tags = [child.tag for child in item if child.tag not in ("category", f"{DC}creator")]
        assert len(tags) == len(set(tags))
        assert {"title", "link", "description", "guid", "pubDate"} <= set(tags)
        assert not {"author", f"{DC}date", f"{DC}title", f"{DC}description", f"{DC}identifier"} & set(tags)


def test_rss_dates(rss: dict[str, Any]) -> None:
    """R4, R29: RFC 822 with an English weekday that is right, four digits of year, +0800; none in the future."""
    form = (
        r"(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} 00:00:00 \+0800"
    )
    dates = [date.text for root in rss.values() for date in root.iter("pubDate", "lastBuildDate")]
    for date in dates:
        assert re.fullmatch(form, date)
        moment = parsedate_to_datetime(date)
        assert moment.strftime("%a") == date[:3]
        assert moment.date() <= dt.date(2026, 11, 22)


def test_dates_are_english_in_any_locale() -> None:
    """R4: a machine that speaks Chinese writes the same bytes."""
    channel = channel_of(small_hub(make_news()))
    before, expected = locale.setlocale(locale.LC_TIME), write(channel, "rss")
    try:
        for name in ("zh_CN.UTF-8", "C.UTF-8", "de_DE.UTF-8"):
            try:
                locale.setlocale(locale.LC_TIME, name)
            except locale.Error:
                continue
            assert write(channel, "rss") == expected
    finally:
        locale.setlocale(locale.LC_TIME, before)


def test_rss_guids_are_unique_and_no_links(rss: dict[str, Any]) -> None:
    """R5, R21, R36."""
    for root in rss.values():
        guids = [item.find("guid") for item in root.iterfind("channel/item")]
        assert len({guid.text for guid in guids}) == len(guids)
        assert all(guid.get("isPermaLink") == "false" and guid.text.startswith("tag:") for guid in guids)


def test_rss_enclosures(rss: dict[str, Any]) -> None:
    """R6, R23: address, length in bytes, type; one an item."""
    found = [item.findall("enclosure") for item in items(rss)]
    assert max(map(len, found)) == 1
    for (enclosure,) in filter(None, found):
        path = urlsplit(enclosure.get("url")).path
        assert (match := re.fullmatch(r"/some/base/pictures/[a-z0-9-]+-(\d+)\.(png|jpg)", path))
        assert int(enclosure.get("length")) == 100 * int(match[1]), "what feed_making has every picture be"
        assert enclosure.get("type") == {"png": "image/png", "jpg": "image/jpeg"}[match[2]]


def test_rss_language(rss: dict[str, Any]) -> None:
    """R7: hyphenated, and that of the feed's folder."""
    for path, root in rss.items():
        assert root.findtext("channel/language") == ("en" if path.startswith("en/") else "zh-cn")


def test_every_address_is_an_absolute_uri(files: dict[str, bytes]) -> None:
    """R8, R24: scheme and host, ASCII only, in the feed's own elements and inside its texts."""
    count = 0
    for data in files.values():
        for address in re.findall(r'(?:href|src|url|Url)=(?:&quot;|\\?")([^"\\]*)', data.decode()):
            count += 1
            if address != "/some/base/assets/stylesheets/feed.css":
                assert re.fullmatch(r"(?:https?://[^\s/]+/|mailto:|tel:)[\x21-\x7e]*", address)
    assert count > 1000


def test_rss_names_are_no_email_addresses(rss: dict[str, Any]) -> None:
    """R9: so they stand in dc:creator."""
    for item in items(rss):
        assert item.find("author") is None
        assert all(name.text and "@" not in name.text for name in item.iterfind(f"{DC}creator"))
        assert item.find(f"{DC}creator") is not None


def test_xml_is_utf_8_without_entities_or_control_characters(files: dict[str, bytes]) -> None:
    """R11: declared, and with the five entities of XML only."""
    for data in (*of(files, "feed.xml").values(), *of(files, "feed.atom").values()):
        assert data.startswith(b"<?xml version='1.0' encoding='UTF-8'?>\n")
        source = data.decode("utf-8")
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ufffe\uffff]", source)
        assert set(re.findall(r"&([^;\s]{1,10});", source)) <= {"amp", "lt", "gt"}
        assert b"<!DOCTYPE" not in data and b"CDATA" not in data


def test_rss_links_to_itself(rss: dict[str, Any]) -> None:
    """R20: with its own absolute address."""
    for path, root in rss.items():
        (link,) = root.iterfind(f"channel/{ATOM}link")
        assert dict(link.attrib) == {"href": SITE_URL + path, "rel": "self", "type": "application/rss+xml"}


def test_rss_summary_comes_before_the_text(rss: dict[str, Any]) -> None:
    """R22."""
    for item in items(rss):
        tags = [child.tag for child in item]
        assert tags.index("description") < tags.index(CONTENT)


def test_texts_hold_nothing_active(rss: dict[str, Any]) -> None:
    """R25: no script, style, frame or form, no handler; nor the classes of the hub's own style sheet."""
    for item in items(rss):
        for element in html.fragment_fromstring(item.findtext(CONTENT), create_parent=True).iter():
            assert element.tag not in ("script", "object", "embed", "style", "iframe", "form", "input")
            assert not [name for name in element.attrib if name.startswith("on") or name in ("style", "class", "id")]


def test_titles_hold_no_markup(rss: dict[str, Any]) -> None:
    """R26."""
    for item in items(rss):
        assert not re.search(r"<|&\w+;", item.findtext("title"))


def test_the_image_repeats_the_channel(rss: dict[str, Any]) -> None:
    """R28: title and link; a PNG of the size it says, which RSS limits to 144 pixels of width."""
    for root in rss.values():
        channel = root[0]
        image = {child.tag: child.text for child in channel.find("image")}
        assert image["title"] == channel.findtext("title")
        assert image["link"] == channel.findtext("link")
        file = Path(__file__).resolve().parents[2] / "theme" / image["url"].removeprefix(SITE_URL)
        head = file.read_bytes()[:24]
        assert head.startswith(b"\x89PNG")
        assert (int(image["width"]), int(image["height"])) == tuple(
            int.from_bytes(head[at : at + 4], "big") for at in (16, 20)
        )


def test_a_feed_is_below_its_limit(files: dict[str, bytes]) -> None:
    """R34."""
    assert max(map(len, files.values())) < 250_000


# Atom 1.0


def test_atom_has_what_it_needs(atom: dict[str, Any]) -> None:
    """A1: the feed and each entry have one id, one title, one updated; ids are unique."""
    for root in atom.values():
        entries = root.findall(f"{ATOM}entry")
        for element in (root, *entries):
            for tag in ("id", "title", "updated"):
                assert len(element.findall(ATOM + tag)) == 1
                assert element.findtext(ATOM + tag)
        assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)


def test_atom_authors_and_links(atom: dict[str, Any]) -> None:
    """A2, A3: an author on the feed; itself, its page, and for each entry exactly one page."""
    for path, root in atom.items():
        assert root.findtext(f"{ATOM}author/{ATOM}name")
        links = {link.get("rel"): link.get("href") for link in root.iterfind(f"{ATOM}link")}
        assert links == {"self": SITE_URL + path, "alternate": SITE_URL + path.removesuffix("feed.atom")}
        for entry in root.iterfind(f"{ATOM}entry"):
            kinds = [link.get("rel") for link in entry.iterfind(f"{ATOM}link")]
            assert kinds.count("alternate") == 1
            assert len(kinds) == len(set(kinds)) and set(kinds) <= {"alternate", "via", "enclosure"}
            assert all(link.get("length") for link in entry.iterfind(f"{ATOM}link[@rel='enclosure']"))


def test_atom_dates(atom: dict[str, Any]) -> None:
    """A4, R35: RFC 3339 with the hub's offset; the feed is as new as its newest entry."""
    for root in atom.values():
        dates = [date.text for date in root.iter(f"{ATOM}updated", f"{ATOM}published")]
        assert all(map(RFC3339.fullmatch, dates))
        entries = [entry.findtext(f"{ATOM}updated") for entry in root.iterfind(f"{ATOM}entry")]
        assert root.findtext(f"{ATOM}updated") == max(entries)


def test_atom_language(atom: dict[str, Any]) -> None:
    """A5: on the feed, and on the title of an entry that is not translated."""
    marked = 0
    for path, root in atom.items():
        assert root.get(XML_LANG) == ("en" if path.startswith("en/") else "zh-Hans")
        for title in root.iterfind(f"{ATOM}entry/{ATOM}title"):
            if title.get(XML_LANG):
                marked += 1
                assert (root.get(XML_LANG), title.get(XML_LANG)) == ("en", "zh-Hans")
                assert re.search(r"[\u4e00-\u9fff]", title.text)
    assert marked


# JSON Feed 1.1


def test_json_feed_has_what_it_needs(jsons: dict[str, Any]) -> None:
    """J1."""
    for path, feed in jsons.items():
        assert feed["version"] == "https://jsonfeed.org/version/1.1"
        assert feed["title"]
        assert feed["feed_url"] == SITE_URL + path
        assert feed["home_page_url"] == SITE_URL + path.removesuffix("feed.json")
        assert feed["language"] == ("en" if path.startswith("en/") else "zh-Hans")


def test_json_feed_items(jsons: dict[str, Any]) -> None:
    """J2, J3: id, address, text, dates; authors and attachments as arrays."""
    attached = 0
    for feed in jsons.values():
        assert len({item["id"] for item in feed["items"]}) == len(feed["items"])
        for item in feed["items"]:
            assert isinstance(item["id"], str) and item["url"].startswith(SITE_URL)
            assert ("content_html" in item) != ("content_text" in item)
            assert RFC3339.fullmatch(item["date_published"]) and RFC3339.fullmatch(item["date_modified"])
            assert "author" not in item and all(author["name"] for author in item["authors"])
            for attachment in item.get("attachments", ()):
                attached += 1
                assert attachment.keys() == {"url", "mime_type", "size_in_bytes"}
    assert attached


def test_a_cut_json_item_has_its_summary_as_text() -> None:
    """J2, R34: an item needs one or the other."""
    channel = channel_of(small_hub(make_news(body=body("x" * 300_000))))
    (item,) = json.loads(write(channel, "json"))["items"]

    assert item["content_text"] == "摘要。"
    assert "content_html" not in item


def test_the_formats_say_the_same(rss: dict[str, Any], atom: dict[str, Any], jsons: dict[str, Any]) -> None:
    """Ids, titles, addresses and texts are equal in all three."""
    for path, root in rss.items():
        stem = path.removesuffix(".xml")
        from_rss = [
            tuple(item.findtext(tag) for tag in ("guid", "title", "link", CONTENT))
            for item in root.iterfind("channel/item")
        ]
        from_atom = [
            (
                entry.findtext(f"{ATOM}id"),
                entry.findtext(f"{ATOM}title"),
                entry.find(f"{ATOM}link[@rel='alternate']").get("href"),
                entry.findtext(f"{ATOM}content"),
            )
            for entry in atom[f"{stem}.atom"].iterfind(f"{ATOM}entry")
        ]
        from_json = [
            (item["id"], item["title"], item["url"], item["content_html"]) for item in jsons[f"{stem}.json"]["items"]
        ]
        assert from_rss == from_atom == from_json


# OPML 2.0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_opml_lists_every_feed_of_its_language(files: dict[str, bytes], lang: str) -> None:
    """O1: grouped, each with type, text, title, xmlUrl and htmlUrl."""
    prefix = "en/" if lang == "en" else ""
    root = ElementTree.fromstring(files[f"{prefix}feeds.opml"])
    groups = root.findall("body/outline")
    outlines = [outline for group in groups for outline in group.findall("outline")]
    feeds = {path for path in files if path.endswith("feed.xml") and path.startswith("en/") == (lang == "en")}

    assert root.get("version") == "2.0" and root.findtext("head/title")
    assert [len(group) for group in groups] == [1, 5, 4]
    assert all(group.get("text") and not group.get("type") for group in groups)
    assert {outline.get("xmlUrl", "").removeprefix(SITE_URL) for outline in outlines} == feeds
    for outline in outlines:
        assert outline.get("type") == "rss" and outline.get("text") == outline.get("title")
        assert outline.get("htmlUrl") == outline.get("xmlUrl", "").removesuffix("feed.xml")


def test_opml_survives_any_name() -> None:
    """O1, R11, R12."""
    name = 'A & "B" <c> ]]>\n\x0bd'
    alliance = real_hub().alliances[0].model_copy(update={"name": text(name)})
    root = ElementTree.fromstring(feed_list(contexts(small_hub(alliances=(alliance,)))[0]))

    assert root.findall("body/outline/outline")[-1].get("text", "").endswith('A & "B" <c> ]]> d')


# Texts that try to break out

HOSTILE = {
    "cdata": "]]> 结束 ]]>",
    "escaped": "&amp;lt;b&amp;gt; &lt;b&gt; &",
    "markup": "<script>alert(1)</script> <b>粗</b> <!-- -->",
    "emoji": "👩‍👩‍👧 🇨🇳 𠮷 é é",
    "long": "靖江" * 5_000,
    "right to left": "\u202eabc\u202c مرحبا \u200f\u200e",
    "quotes": "\"'`“”‘’ \\ \\n",
    "template": "{{ x }} {% y %} {0} %s",
    "wide": "甲\u3000乙\u00a0丙",
}


@pytest.mark.parametrize("hostile", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_round_trip(hostile: str) -> None:
    """R11, R12: escaped once. Two parsers of XML, and those of Atom and JSON, read what was written."""
    markup = f"<p>{hostile.replace('&', '&amp;').replace('<', '&lt;')}</p>\n"
    item = make_news(title=text(hostile), summary=text(hostile), body=body(markup))
    channel = channel_of(small_hub(item))
    written_rss, written_atom = write(channel, "rss"), write(channel, "atom")

    for parse in (etree.fromstring, ElementTree.fromstring):
        found = parse(written_rss).find("channel/item")
        assert (found.findtext("title"), found.findtext("description"), found.findtext(CONTENT)) == (
            hostile,
            hostile,
            markup,
        )
        entry = parse(written_atom).find(f"{ATOM}entry")
        assert (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}summary")) == (hostile, hostile)
        assert entry.findtext(f"{ATOM}content") == markup
    (from_json,) = json.loads(write(channel, "json"))["items"]
    assert (from_json["title"], from_json["content_html"]) == (hostile, markup)
    for data in (written_rss, written_atom):
        parsed = feedparser.parse(data)
        assert not parsed.bozo and len(parsed.entries) == 1
    assert feedparser.parse(written_atom).entries[0].title_detail.value == hostile


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("一\n二", "一 二"),
        ("a\x00b\x1bc", "abc"),
        ("a\ud800b", "ab"),
        ("\ufffe\x07", "2026-11-20-x"),
        (" a\t b ", "a b"),
    ],
    ids=["line break", "controls", "surrogate", "nothing left", "tab"],
)
def test_titles_are_made_fit(given: str, expected: str) -> None:
    """R11, R26: a title that XML cannot hold loses what is unfit, and an empty one is the id."""
    channel = channel_of(small_hub(make_news(title=text(given), summary=text(given))))

    assert etree.fromstring(write(channel, "rss")).findtext("channel/item/title") == expected
    assert etree.fromstring(write(channel, "atom")).findtext(f"{ATOM}entry/{ATOM}title") == expected
    assert json.loads(write(channel, "json"))["items"][0]["title"] == expected
