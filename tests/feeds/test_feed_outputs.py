"""The files of the feeds on the repository's own content, and the links to them in heads of pages."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import feedparser
import pytest
from feed_making import PROJECT, as_real, contexts, real_hub, written
from lxml import etree

from generator.feeds.channel import ICON, STYLESHEET
from generator.feeds.outputs import feed_links, feed_outputs

CHINESE = re.compile(r"[\u3400-\u9fff\uff00-\uffef]+")
STYLE = (PROJECT / "theme" / STYLESHEET).read_text("utf-8")


@pytest.mark.parametrize("samples", [True, False], ids=["samples", "no samples"])
def test_every_feed_of_the_content_is_read_without_complaint(samples: bool) -> None:
    """R1–R3, R11, A1: feedparser finds nothing odd (its bozo bit), and reads as many entries as there are."""
    files = written(real_hub(), samples=samples)
    feeds = {path: data for path, data in files.items() if path.endswith((".xml", ".atom"))}

    assert len(feeds) == 40
    for path, data in feeds.items():
        parsed = feedparser.parse(data)
        root = etree.fromstring(data)
        entries = [element for element in root.iter() if etree.QName(element).localname in ("item", "entry")]
        assert not parsed.bozo, path
        assert len(parsed.entries) == len(entries)
        assert all(entry.link and entry.id and entry.published_parsed for entry in parsed.entries)


def test_samples_are_in_no_feed() -> None:
    """The hub's word on samples: whether the site shows them makes no difference to what feeds hold."""
    shown, hidden = written(real_hub()), written(real_hub(), samples=False)
    samples = [item.path for item in real_hub().items() if item.sample]
    assert samples

    for path in shown:
        if path.endswith("feed.json"):
            ids = [item["id"] for item in json.loads(shown[path])["items"]]
            assert ids == [item["id"] for item in json.loads(hidden[path])["items"]]
            assert not [one for one in ids if f"{one.split(':')[-1].rpartition('/')[0]}/" in samples]


def test_building_twice_gives_the_same_bytes() -> None:
    """R35: in another process, another time zone, another locale and with another hash seed."""
    code = (
        "import sys, hashlib; sys.path[:0] = sys.argv[1:]; from feed_making import as_real, real_hub, written;"
        "print(hashlib.sha256(b''.join(p.encode() + d for p, d in written(as_real(real_hub())).items())).hexdigest())"
    )
    command = [sys.executable, "-c", code, str(PROJECT / "tests/feeds"), str(PROJECT)]
    digests = {
        subprocess.run(command, env={**os.environ, **env}, check=True, capture_output=True, text=True).stdout
        for env in ({"TZ": "Asia/Shanghai", "PYTHONHASHSEED": "1"}, {"TZ": "America/Lima", "PYTHONHASHSEED": "2"})
    }

    assert len(digests) == 1


def test_the_clock_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """R35: a second later, and on another day without changes, the bytes are the same."""
    first = written(real_hub())
    monkeypatch.setattr(time, "time", lambda: 0.0)

    assert written(real_hub()) == first
    assert written(real_hub(), max(item.date for item in real_hub().news)) == first


def test_a_new_title_changes_one_entry_and_no_guid() -> None:
    """R21, R36: and only in the feeds that hold it."""
    hub = as_real(real_hub())
    news = hub.news[3]
    edited = news.model_copy(update={"title": news.title.model_copy(update={"zh": "新的标题"})})
    after = replace(hub, news=tuple(edited if item is news else item for item in hub.news))
    before, later = written(hub), written(after)
    changed = {path for path in before if before[path] != later[path]}
    expected = {"", "news/", *(f"alliances/{alliance}/" for alliance in news.alliances)}

    assert changed == {f"{folder}{file}" for folder in expected for file in ("feed.xml", "feed.atom", "feed.json")}
    for path in changed:
        if path.endswith(".json"):
            pairs = list(zip(json.loads(before[path])["items"], json.loads(later[path])["items"], strict=True))
            (old, new), *others = [pair for pair in pairs if pair[0] != pair[1]]
            assert not others
            assert new == {**old, "title": "新的标题"}


def test_english_feeds_are_english() -> None:
    """H4: Chinese stands in an entry only where the entry says so, or where an English text quotes a Chinese term."""
    files = written(as_real(real_hub()))
    articles = (*real_hub().news, *real_hub().achievements, *real_hub().policies)
    quoted = "".join(item.body.en.html for item in articles if item.body.en is not None)
    marked = 0
    for path, data in files.items():
        if not path.startswith("en/"):
            continue
        if path.endswith(".opml"):
            assert not CHINESE.search(data.decode())
        elif path.endswith(".json"):
            feed = json.loads(data)
            assert not CHINESE.search(json.dumps({**feed, "items": []}, ensure_ascii=False))
            for item in feed["items"]:
                if item["language"] == "zh-Hans":
                    marked += 1
                    assert item["summary"].startswith("[In Chinese]")
                    assert '<div lang="zh-Hans">' in item["content_html"]
                else:
                    runs = CHINESE.findall(item.pop("content_html"))
                    assert all(run in quoted for run in runs), item["id"]
                    assert not CHINESE.search(json.dumps(item, ensure_ascii=False)), item["id"]
    assert marked


def test_nothing_is_made_before_it_is_written(monkeypatch: pytest.MonkeyPatch) -> None:
    """The list of files needs no entry, and the three formats of a feed share theirs."""
    made: list[str] = []

    def counted(context: object, subject: object) -> object:
        made.append(subject.folder)  # type: ignore[attr-defined]
        return real_channel(context, subject)  # type: ignore[arg-type]

    from generator.feeds import outputs
    from generator.feeds.channel import channel as real_channel

    monkeypatch.setattr(outputs, "channel", counted)
    found = list(feed_outputs(contexts(real_hub())))
    assert not made
    for output in found[:3]:
        output.render()

    assert made == [""]
    assert len({output.path for output in found}) == len(found) == 62


@pytest.mark.parametrize(
    ("lang", "section", "alliance", "first"),
    [
        ("zh", "home", None, "/some/base/feed.xml"),
        ("en", "home", None, "/some/base/en/feed.xml"),
        ("en", "jobs", None, "/some/base/en/jobs/feed.xml"),
        ("zh", "alliances", "hvac", "/some/base/alliances/hvac/feed.xml"),
        ("zh", "alliances", None, "/some/base/feed.xml"),
        ("zh", "alliances", "no-such-one", "/some/base/feed.xml"),
        ("en", "services", None, "/some/base/en/feed.xml"),
        ("en", "other", None, "/some/base/en/feed.xml"),
    ],
)
def test_a_page_names_its_own_feed_first(lang: str, section: str, alliance: str | None, first: str) -> None:
    """R33: of its own language and section or alliance; then everything; each in three formats."""
    context = next(context for context in contexts(real_hub()) if context.lang == lang)
    links = feed_links(context, section, alliance)

    assert links[0].href == first
    assert [link.type for link in links[:3]] == ["application/rss+xml", "application/atom+xml", "application/feed+json"]
    assert links[-3].href == context.url("feed.xml")
    assert len({link.title for link in links}) == len({link.href for link in links}) == len(links)


def test_every_feed_is_named_by_some_page() -> None:
    """R33: those of sections and alliances by their pages."""
    for context in contexts(real_hub()):
        sections = ("home", "news", "achievements", "jobs", "events", "policies")
        named = {link.href for section in sections for link in feed_links(context, section)}
        for alliance in real_hub().alliances:
            named |= {link.href for link in feed_links(context, "alliances", alliance.id)}
        files = {output.path for output in feed_outputs((context,)) if not output.path.endswith(".opml")}

        assert named == {f"/some/base/{file}" for file in files}


def test_an_opened_feed_has_a_style() -> None:
    """The style sheet is named below the base path, on the same host; it and the image are files of the theme."""
    for path, data in written(real_hub()).items():
        if path.endswith((".xml", ".atom")):
            assert data.split(b"?>")[1].strip() == (
                b'<?xml-stylesheet type="text/css" href="/some/base/assets/stylesheets/feed.css"'
            )
    assert (PROJECT / "theme" / ICON).is_file()
    assert "url(" not in STYLE and "@import" not in STYLE


def test_the_style_tells_in_both_languages_how_to_follow() -> None:
    assert re.search(r'rss:lang\(zh\)[^}]*content: "[^"]*订阅源', STYLE)
    assert re.search(r'rss:lang\(en\)[^}]*content: "[^"]*feed', STYLE)
    assert "feed:lang(zh)" in STYLE and "feed:lang(en)" in STYLE


def python_files() -> Iterator[Path]:
    return (PROJECT / "generator").rglob("*.py")


def test_feedgen_is_imported_in_one_file() -> None:
    """The border of the library that writes XML."""
    importing = [
        path.name for path in python_files() if re.search(r"^\s*(from|import) feedgen", path.read_text(), re.M)
    ]

    assert importing == ["rss.py"]
