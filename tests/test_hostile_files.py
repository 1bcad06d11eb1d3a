"""Vectors where no browser looks: feeds, calendars, lists for machines, raw YAML, ids and addresses."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser

import icalendar
import pytest
from bare_shell import SHELLS
from hostile_content import LINES, WEB, is_refused, lay_out, reads
from hostile_vectors import ADDRESSES, VECTORS
from lxml import etree

from generator.build import load, outputs
from generator.reading.records import _ID as ID
from generator.reading.yaml import parse
from generator.settings import Settings

ICS_NAMES = {
    "ATTACH",
    "BEGIN",
    "CALSCALE",
    "CATEGORIES",
    "CLASS",
    "COLOR",
    "CONFERENCE",
    "CONTACT",
    "CREATED",
    "DESCRIPTION",
    "DTEND",
    "DTSTAMP",
    "DTSTART",
    "END",
    "EXDATE",
    "GEO",
    "IMAGE",
    "LAST-MODIFIED",
    "LOCATION",
    "METHOD",
    "NAME",
    "ORGANIZER",
    "PRODID",
    "RECURRENCE-ID",
    "REFRESH-INTERVAL",
    "RRULE",
    "SEQUENCE",
    "SOURCE",
    "STATUS",
    "SUMMARY",
    "TRANSP",
    "TZID",
    "TZNAME",
    "TZOFFSETFROM",
    "TZOFFSETTO",
    "UID",
    "URL",
    "VERSION",
    "X-PUBLISHED-TTL",
    "X-WR-CALDESC",
    "X-WR-CALNAME",
    "X-WR-TIMEZONE",
}
"""Properties that calendars of the hub may have; a vector must not add another."""


@pytest.fixture(scope="module")
def made(tmp_path_factory, theme) -> Mapping[str, str | bytes]:
    """Every file of the hub whose texts are vectors."""
    content = tmp_path_factory.mktemp("hostile") / "content"
    lay_out(content)
    settings = Settings(content, theme, "https://hub.example/", dt.date(2026, 11, 22))
    loaded = load(content, theme)
    assert "" == loaded.report.text("en"), "each vector in a field is a text, or was found to be a problem before"
    return {one.path: one.render() for one in outputs(loaded.edition(settings), loaded, settings, SHELLS)}


class Elements(HTMLParser):
    """The elements and attributes of a text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.wrong: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        if tag in ("script", "style", "iframe", "object", "embed", "svg", "math", "form", "base", "meta", "link"):
            self.wrong.append(tag)
        for name, value in attrs:
            if name.startswith("on") or name == "style":
                self.wrong.append(name)
            if name in ("href", "src") and not re.match(r"https?://|mailto:|tel:", value or ""):
                self.wrong.append(f"{name}={value}")


def test_feeds_hold_texts_only(made):
    """Feeds are well-formed without entities; the HTML in them runs nothing and links by allowed schemes only (R25)."""
    found = [path for path in made if path.endswith((".xml", ".atom", ".opml"))]
    assert len(found) > 20
    for path in found:
        data = made[path].encode() if isinstance(made[path], str) else made[path]
        root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
        assert b"<!DOCTYPE" not in data and b"<!ENTITY" not in data, path
        assert [] == root.xpath("//*[namespace-uri()='http://www.w3.org/1999/xhtml'][local-name()!='link']"), path
        for content in root.xpath("//*[local-name()='encoded' or (local-name()='content' and @type='html')]"):
            assert [] == Elements(content.text).wrong, path


def test_json_feeds_hold_texts_only(made):
    """JSON Feeds parse, and the HTML in them is as harmless as that of the others."""
    found = [path for path in made if path.endswith("feed.json")]
    assert len(found) > 5
    for path in found:
        for item in json.loads(made[path])["items"]:
            assert [] == Elements(item.get("content_html", "")).wrong, path


def test_calendars_hold_texts_only(made):
    """No vector adds a property or an entry, breaks a line, or makes it longer than 75 octets (C5, C6)."""
    found = [path for path in made if path.endswith(".ics")]
    assert len(found) > 5
    for path in found:
        data = made[path].encode() if isinstance(made[path], str) else made[path]
        assert b"\n" not in data.replace(b"\r\n", b""), path
        assert all(len(line) <= 75 for line in data.split(b"\r\n")), path
        lines = data.replace(b"\r\n ", b"").split(b"\r\n")
        assert {re.split(rb"[:;]", line)[0].decode() for line in lines if line} <= ICS_NAMES, path
        calendar = icalendar.Calendar.from_ical(data)
        uids = [str(event["UID"]) for event in calendar.walk("VEVENT")]
        assert all(re.fullmatch(r"events-x\d+-(?:zh|en)@hub\.example", uid) for uid in uids), path


def test_structured_data_stays_in_its_element(made):
    """Every block of JSON-LD parses; nothing in it can end its element or open a comment."""
    blocks = [
        block
        for path, text in made.items()
        if path.endswith(".html")
        for block in re.findall(r'<script type="application/ld\+json">(.*?)</script>', str(text), re.DOTALL)
    ]
    assert len(blocks) > 100
    for block in blocks:
        assert not re.search("[<>&\u2028\u2029]", block)
        json.loads(block)
    assert any("ran(" in block for block in blocks)


def test_templates_are_not_run_on_content(made):
    """What looks like a template, a slot or a marker comes out as it was written."""
    pages = "".join(str(text) for path, text in made.items() if path.endswith(".html"))

    for text in (
        "{{ 7*7 }}",
        "{% raw %}",
        "hub-slot-content-7f3a",
        "{base}",
        "${ran(",
        "%(x)s %s %d",
        "$&amp; $1 $` $&#39;",
    ):
        assert text in pages, text
    assert 'hub:/" ' not in pages


def test_the_sitemap_lists_pages_only(made):
    """Addresses come from ids; no vector gets in."""
    addresses = re.findall(r"<loc>([^<]*)</loc>", str(made["sitemap.xml"]))

    assert addresses
    assert all(re.fullmatch(r"https://hub\.example/[a-z0-9/-]*", address) for address in addresses)


@pytest.mark.parametrize("indent", ["title: ", "title:\n  zh: ", "- ", ""])
def test_raw_yaml_is_a_text_or_a_problem(indent):
    """Each vector written without quotes ends as a text or as a problem: no tag makes an object, no alias a copy."""
    texts = problems = 0
    for vector in VECTORS:
        document, found = parse(f"{indent}{vector}\n", "a.yml")
        assert found or document is not None, vector
        problems += bool(found)
        texts += not found
        if document is not None:
            assert all(isinstance(value, str | dict | list | None) for value in document.values.values())
    assert texts + problems == len(VECTORS)
    assert problems


def test_quoted_yaml_gives_the_text_back():
    """In quotes each vector is exactly the text it is."""
    assert [] == [vector for vector in VECTORS if not reads(vector)]


def test_markdown_says_what_it_refuses():
    """Each vector as a text of its own ends as HTML that runs nothing, or as a problem; there are many of both."""
    refused = sum(is_refused(vector) for vector in VECTORS)

    assert 100 < refused < len(VECTORS) - 100


def test_no_vector_is_an_id():
    """Names of files with anything but small letters, digits and hyphens in them get no address."""
    taken = {vector for vector in VECTORS if ID.fullmatch(vector)}

    assert {"constructor"} == {vector for vector in taken if not vector.startswith("hub-slot-")}


def test_few_addresses_are_taken():
    """Of what is tried as a web address, only those on the web remain, and none with a sign that HTML reads."""
    assert len(WEB) < len(ADDRESSES) / 10
    assert all(re.fullmatch(r"https://evil\.example/[^\s<>\"\\]*", address) for address in WEB)


def test_lines_are_as_long_as_fields_take():
    """What fields are filled with is cut nowhere: each vector is whole in one of the lines."""
    assert max(map(len, LINES)) <= 300
