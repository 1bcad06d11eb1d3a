"""Everything a reader can see can be found, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from generator.build import Loaded, load
from generator.model.record import Lang
from generator.pages.context import Context
from generator.pages.plan import contexts_of
from generator.search.documents import Document, documents, markdown_text, plain_text

PROJECT = Path(__file__).resolve().parents[2]
DAY = dt.date(2026, 11, 22)


@cache
def loaded() -> Loaded:
    """The repository's own content."""
    return load(PROJECT / "content", PROJECT / "theme")


def context(lang: Lang, *, samples: bool = True, day: dt.date = DAY) -> Context:
    hub = loaded().hub
    assert hub is not None
    contexts = contexts_of(hub.as_of(day, samples=samples), loaded().strings, "/base/", "https://x.example/base/")
    return contexts[0 if lang == "zh" else 1]


def handbook() -> Iterator[tuple[str, str]]:
    for file in sorted((PROJECT / "content/handbook").rglob("*.md")):
        yield file.relative_to(PROJECT / "content").as_posix(), file.read_text("utf-8")


@cache
def real(lang: Lang) -> dict[str, Document]:
    return {one.url: one for one in documents(context(lang), handbook())}


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_current_item_is_a_document(lang):
    """Each item that lists hold has one document; what is expired or past has none (S7)."""
    edition = context(lang).edition
    items = {context(lang).url(item.path) for item in edition.hub.items() if edition.is_current(item)}
    gone = {context(lang).url(item.path) for item in edition.hub.items() if not edition.is_current(item)}

    assert gone
    assert items <= real(lang).keys()
    assert not gone & real(lang).keys()


def test_without_samples_none_is_found():
    """Production leaves samples out of the search as well."""
    found = list(documents(context("zh", samples=False)))

    assert found
    assert not any(one.sample for one in found)


SEEN = [
    ("alliances/shipbuilding/", "船舶用钢", "a chain node"),
    ("alliances/shipbuilding/", "科技人才服务队", "a branch"),
    ("achievements/nieyun-jianglai/", "200", "a figure"),
    ("achievements/one-four-n/", "船舶制造产业联盟党委", "an organisation"),
    ("jobs/cnc-operator/", "28–36 元/小时", "pay"),
    ("jobs/cnc-operator/", "五险一金", "a benefit"),
    ("events/alliance-day-series/", "银企对接", "an agenda point"),
    ("policies/housing-subsidies/", "住房补贴；金额来源没有写明", "what a policy offers"),
    ("services/science-talent/", "专家到船厂现场，面对面解答", "what a team offers"),
    ("", "江苏联兴成套设备制造有限公司", "the organisation of a home figure"),
    ("handbook/news/", "index.en.md", "the handbook"),
]


@pytest.mark.parametrize(("path", "words"), [row[:2] for row in SEEN[1:]], ids=[row[2] for row in SEEN[1:]])
def test_what_a_page_shows_is_in_its_document(path, words):
    """Figures, organisations, chain maps, programmes, offers: all of it can be found."""
    one = real("zh")[f"/base/{path}"]

    assert words in f"{one.title}\n{one.summary}\n{one.text}"


def test_what_belongs_to_other_pages_is_not():
    """An alliance's page shows its latest news; a search finds the news itself."""
    news = real("zh")["/base/news/2026-11-21-deep-sea-and-ship-design/"]
    alliance = real("zh")["/base/alliances/shipbuilding/"]

    assert news.title not in alliance.text


def test_an_untranslated_item_is_in_english_as_chinese():
    """It is found on the English site, with its own language."""
    one = real("en")["/base/en/news/2026-11-14-untranslated-sample/"]

    assert (one.lang, one.sample) == ("zh", True)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>重<strong>点</strong>内容</p>\n<p>下</p>", "重点内容\n下"),
        ('<p><img src="x.png" alt="炉子" width="1">看</p>', "炉子 看"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("<p>a &lt;b&gt; &amp; c</p>", "a <b> & c"),
        ("<p>一<br>二</p>", "一\n二"),
        ("", ""),
    ],
)
def test_html_becomes_what_a_reader_sees(html, text):
    """A block ends a line; marks within a line leave no trace."""
    assert plain_text(html) == text


def test_markdown_of_the_handbook_becomes_words():
    """Marks, links, tables and front matter go, code stays."""
    source = (
        "---\ntitle: x\n---\n# 题\n\n看[这里](a.md)和**重点**。\n\n"
        "| a | b |\n| --- | --- |\n| `x_y` | 2 |\n\n```yaml\nid: <id>\n```\n"
    )

    assert markdown_text(source) == "题\n看这里和重点。\na\nb\nx_y\n2\nid: <id>"
