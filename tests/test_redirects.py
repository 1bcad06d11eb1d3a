"""Old addresses lead to new ones, and a renamed record keeps its identity (content/redirects.yml)."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from pydantic import ValidationError

from generator.checks.locate import locate
from generator.checks.redirects import redirects_are_sound
from generator.model.hub import Edition, Hub
from generator.model.news import News
from generator.model.page import Page
from generator.model.prose import Body, Markup
from generator.model.redirects import Redirects, permanent_id
from generator.model.site import SiteIdentity, Taxonomy
from generator.pages.context import Context
from generator.pages.keys import Keys
from generator.pages.redirects import redirect_outputs
from generator.strings import Strings

SITE = SiteIdentity.model_validate(
    {key: {"zh": "站 & 名", "en": "Site & name"} for key in ("name", "short_name", "slogan", "description", "region")}
    | {"domain": "hub.example", "publisher": {"zh": "编辑组"}}
)
TEXT = Markup("", "<p>…</p>", (), 1, "")


def news(name: str, *, translated: bool = True, **changes: Any) -> News:
    fields = {"title": {"zh": "标题"}, "summary": {"zh": "摘要"}, "date": "2026-11-20"}
    body = Body(TEXT, TEXT if translated else None)
    return News.model_validate({"id": name, "file": f"news/2026/{name}/index.md", "body": body, **fields, **changes})


def page(name: str) -> Page:
    fields = {"title": {"zh": "标题"}, "summary": {"zh": "摘要"}, "body": Body(TEXT, TEXT)}
    return Page.model_validate({"id": name, "file": f"pages/{name}/index.md", **fields})


HUB = Hub(
    SITE,
    Taxonomy.model_validate({"tags": {"talent": {"zh": "人才"}}, "event_categories": {}}),
    news=(news("new"), news("draft", draft=True)),
    pages=(page("about"),),
)


def moved(*lines: str) -> Redirects:
    """``old > new`` is a rename, ``old + new`` a merge."""
    records = []
    for line in lines:
        source, sign, target = line.split()
        records.append({"from": source, "to": target, **({"merged": "true"} if sign == "+" else {})})
    return Redirects.model_validate({"redirects": records})


# The model


@pytest.mark.parametrize("written", ["news/old/", "news/old", "/news/old/", "/en/news/old/", " news/old/ "])
def test_an_address_may_be_written_as_a_browser_shows_it(written: str) -> None:
    """Slashes and the language in front are not the editor's worry: a line stands for both languages."""
    record = Redirects.model_validate({"redirects": [{"from": written, "to": "news/new/"}]})

    assert record.redirects[0].source == "news/old/"


@pytest.mark.parametrize(
    "written", ["", "https://x.example/news/old/", "news/旧/", "news//old/", "news/../jobs/", None]
)
def test_other_addresses_are_refused(written: object) -> None:
    """Only what the hub itself could have published can be redirected."""
    with pytest.raises(ValidationError):
        Redirects.model_validate({"redirects": [{"from": written, "to": "news/new/"}]})


def test_a_chain_leads_to_its_end() -> None:
    """A page renamed twice leads from both old addresses to the last one."""
    redirects = moved("news/a/ > news/b/", "news/b/ > news/new/")

    assert [redirects.final(f"news/{name}/") for name in ("a", "b", "new")] == ["news/new/"] * 3


# Identity


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ((), "new"),
        (("news/a/ > news/new/",), "a"),
        (("news/a/ > news/b/", "news/b/ > news/new/"), "a"),
        (("news/b/ > news/new/", "news/a/ > news/b/"), "a"),
        (("news/a/ + news/new/",), "new"),
        (("news/a/ + news/b/", "news/b/ > news/new/"), "b"),
        (("jobs/a/ > news/new/",), "new"),
        (("a/ > news/new/",), "new"),
        (("news/a/b/ > news/new/",), "new"),
        (("news/new/ > news/a/", "news/a/ > news/new/"), "a"),
    ],
)
def test_an_item_keeps_the_oldest_id_of_its_renames(lines: tuple[str, ...], expected: str) -> None:
    """R36, C22: merges and other sections do not change who an item is; a circle ends."""
    assert permanent_id(moved(*lines), news("new")) == expected


def test_standing_pages_keep_theirs_too() -> None:
    """Their addresses lie directly below the root."""
    assert permanent_id(moved("who-we-are/ > about/"), page("about")) == "who-we-are"
    assert permanent_id(moved("news/a/ > about/"), page("about")) == "about"


@given(st.lists(st.tuples(st.sampled_from("abcdn"), st.sampled_from("abcdn")), max_size=8))
def test_no_list_hangs_or_makes_twins(pairs: list[tuple[str, str]]) -> None:
    """Whatever the lines say, following them ends; in a list without findings no two items share an identity."""
    redirects = moved(*(f"news/{source}/ > news/{target}/" for source, target in pairs))
    items = [news(name) for name in "abcdn"]
    for item in items:
        assert redirects.final(item.path)
        assert permanent_id(redirects, item)

    shown = [item for item in items if item.path not in redirects.by_source]
    if not list(redirects_are_sound(replace(HUB, news=tuple(shown)), redirects)):
        assert len({permanent_id(redirects, item) for item in shown}) == len(shown)


# The checks


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("news/old/ > news/new/", "tags/old/ > tags/talent/", "old/ > about/", "news/2020/ > news/2026/"), []),
        (("news/old/ > handbook/news/", "news/older/ > search/"), []),
        (("news/old/ > news/newer/",), [("E182", "to", 0)]),
        (("news/old/ > news/old/",), [("E183", "to", 0)]),
        (("news/a/ > news/b/", "news/b/ > news/a/"), [("E183", "to", 0), ("E183", "to", 1)]),
        (("news/a/ > news/b/", "news/b/ > news/c/"), [("E182", "to", 1)]),
        (("news/new/ > about/",), [("E184", "from", 0)]),
        (("news/draft/ > about/",), [("E184", "from", 0)]),
        (("tags/ > about/",), [("E184", "from", 0)]),
        (("news/page/2/ > news/",), [("E184", "from", 0)]),
        (("handbook/x/ > about/",), [("E184", "from", 0)]),
        (("news/a/ > news/new/", "news/a/ > about/"), [("E185", "from", 1)]),
        (("news/a/ > news/new/", "news/b/ > news/new/"), [("E186", "to", 1)]),
        (("news/a/ > news/new/", "news/b/ + news/new/"), []),
    ],
)
def test_each_mistake_has_its_code(lines: tuple[str, ...], expected: list[tuple[str, str, int]]) -> None:
    """Targets exist, nothing runs in a circle, no address in use is covered, and every id is clear."""
    found = [(f.code, f.loc[2], f.loc[1]) for f in redirects_are_sound(HUB, moved(*lines))]

    assert expected == found


def test_what_could_not_be_read_is_there(tmp_path: Path) -> None:
    """A redirect to a record with a mistake in it is not a second mistake."""
    hub = replace(HUB, unread=frozenset({"jobs/welder/"}))

    assert list(redirects_are_sound(hub, moved("jobs/old/ > jobs/welder/"))) == []


def test_an_editor_sees_the_line_and_the_likely_address(tmp_path: Path) -> None:
    """The place is the address in redirects.yml; the fix guesses."""
    (tmp_path / "redirects.yml").write_text("redirects:\n  - {from: news/old/, to: news/mew/}\n", "utf-8")
    problem = next(locate(redirects_are_sound(HUB, moved("news/old/ > news/mew/")), tmp_path))

    assert (problem.place.line, problem.place.column, problem.place.length) == (2, 27, 9)
    assert "是不是 `news/new/`？" in problem.render("zh")
    assert "Did you mean `news/new/`?" in problem.render("en")


# The pages


@pytest.fixture
def contexts(strings: Strings) -> tuple[Context, ...]:
    words = {lang: dict(strings.words[lang]) for lang in strings.words}
    for lang in words:
        words[lang] |= {"moved_title": "moved <title>", "moved_text": "moved text"}
    edition = Edition(replace(HUB, news=(news("new"), news("zh-only", translated=False))), dt.date(2026, 11, 22))
    root = "https://x.example/base/"
    return tuple(Context(edition, lang, Strings(words), "/base/", root, Keys(edition, b"")) for lang in words)


PUBLISHED = {f"{root}news/{name}/index.html" for root in ("", "en/") for name in ("new", "zh-only")}


def test_old_addresses_lead_on_in_both_languages(contexts: tuple[Context, ...]) -> None:
    """Each step of a chain leads straight to its end, at once, without a script."""
    redirects = moved("news/a/ > news/b/", "news/b/ > news/new/")
    made = {output.path: str(output.render()) for output in redirect_outputs(contexts, redirects, PUBLISHED)}

    assert list(made) == [
        "news/a/index.html",
        "en/news/a/index.html",
        "news/b/index.html",
        "en/news/b/index.html",
    ]
    english = html.document_fromstring(made["en/news/a/index.html"])
    assert english.get("lang") == "en"
    assert english.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=/base/en/news/new/"]
    assert english.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert english.xpath("//link[@rel='canonical']/@href") == ["https://x.example/base/en/news/new/"]
    assert english.xpath("//a/@href") == ["/base/en/news/new/"]
    assert english.xpath("//title/text()") == ["moved <title> - Site & name"]
    assert not english.xpath("//script")
    assert '<html lang="zh-Hans">' in made["news/a/index.html"]


def test_the_canonical_of_an_untranslated_item_is_the_original(contexts: tuple[Context, ...]) -> None:
    """H3: the reader goes to the page in their language, search engines to the original."""
    outputs = redirect_outputs(contexts, moved("news/old/ > news/zh-only/"), PUBLISHED)
    made = {output.path: html.document_fromstring(str(output.render())) for output in outputs}
    english = made["en/news/old/index.html"]

    assert english.xpath("//a/@href") == ["/base/en/news/zh-only/"]
    assert english.xpath("//link[@rel='canonical']/@href") == ["https://x.example/base/news/zh-only/"]


def test_nothing_leads_to_a_page_that_is_not_shown(contexts: tuple[Context, ...]) -> None:
    """Drafts and samples that are switched off have no page to lead to; the handbook's pages are the engine's."""
    redirects = moved("news/old/ > news/draft/", "news/older/ > handbook/news/", "news/x/ > news/x/")

    assert [output.path for output in redirect_outputs(contexts, redirects, PUBLISHED)] == [
        "news/older/index.html",
        "en/news/older/index.html",
    ]
