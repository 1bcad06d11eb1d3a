"""From a record to its entry: identity, dates, languages, whole texts (R6, R21, R23–R26, R29, R35, R36)."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from feed_making import body, contexts, make_event, make_job, make_news, make_policy, real_hub, small_hub, text
from lxml import html

from generator.feeds.entry import Category, Entry, FeedItem, entry_of
from generator.feeds.text import clean, one_line, portable
from generator.model.achievement import Achievement
from generator.model.hub import Media
from generator.model.prose import Body, LinkTarget, Markup
from generator.model.record import Figure, Lang, Picture, Source
from generator.pictures.renditions import renditions
from generator.zone import HUB_ZONE

DAY = dt.date(2026, 11, 22)


def made(item: FeedItem, lang: Lang = "zh", day: dt.date = DAY, **fields: Any) -> Entry:
    zh, en = contexts(small_hub(item, **fields), day)
    return entry_of(zh if lang == "zh" else en, item)


@pytest.mark.parametrize(
    "edit",
    [
        {"title": text("改了", "Changed")},
        {"file": "news/2027/2026-11-20-x/index.md"},
        {"date": dt.date(2026, 11, 1)},
        {"updated": dt.date(2026, 11, 21)},
        {"body": body("<p>改了。</p>")},
    ],
    ids=lambda edit: next(iter(edit)),
)
def test_the_guid_outlives_every_edit(edit: dict[str, Any]) -> None:
    """R21, R36: the GUID is made of the domain, the section, the record's id and the language, and of nothing else."""
    item = make_news(**edit)

    assert made(item).id == "tag:hub.example,2026:news/2026-11-20-x/zh"
    assert made(item, "en").id == "tag:hub.example,2026:news/2026-11-20-x/en"


@pytest.mark.parametrize("item", [make_news(), make_job(), make_event(), make_policy()], ids=lambda item: item.section)
def test_the_guid_is_a_tag_uri(item: FeedItem) -> None:
    """R36: as RFC 4151 §2.1 writes it: authority, date, and a specific part of URI characters."""
    form = r"tag:[a-z0-9-]+(\.[a-z0-9-]+)+,\d{4}(-\d\d){0,2}:[A-Za-z0-9._~!$&'()*+,;=:@/?%-]+"

    assert re.fullmatch(form, made(item).id)


def test_dates_are_midnights_of_the_hub() -> None:
    """R4, R29: an item's day begins at 00:00 +08:00; what was changed later says so."""
    entry = made(make_news(updated=dt.date(2026, 11, 21)))

    assert entry.published == dt.datetime(2026, 11, 20, tzinfo=HUB_ZONE)
    assert entry.published.isoformat() == "2026-11-20T00:00:00+08:00"
    assert entry.updated.isoformat() == "2026-11-21T00:00:00+08:00"


def test_an_event_is_dated_by_its_announcement() -> None:
    """R29: an event of the future has a date of the past."""
    assert made(make_event()).published.date() == dt.date(2026, 11, 12)


@pytest.mark.parametrize("updated", [dt.date(2026, 11, 1), dt.date(2026, 12, 1)], ids=["before", "ahead"])
def test_an_impossible_change_is_no_change(updated: dt.date) -> None:
    """R29: neither before publication nor in the future."""
    entry = made(make_news(updated=updated))

    assert entry.updated == entry.published


def test_an_untranslated_item_says_so_in_the_english_feed() -> None:
    """H4: the title's language, the summary's mark and the text's own language."""
    item = make_news(title=text("只有中文"), summary=text("没有译文。"), body=body(en=None))
    entry = made(item, "en")

    assert (entry.title, entry.title_lang) == ("只有中文", "zh")
    assert entry.summary == "[In Chinese] 没有译文。"
    assert '<div lang="zh-Hans">\n<p>正文。</p>\n</div>' in entry.html
    assert entry.html.startswith("<p>This page has not been translated yet")
    assert entry.url == "https://x.example/some/base/en/news/2026-11-20-x/"


def test_an_item_in_the_feeds_language_is_not_marked() -> None:
    """H4: no language where it is the feed's own."""
    for lang in ("zh", "en"):
        entry = made(make_news(), lang)

        assert entry.title_lang == lang
        assert "lang=" not in entry.html


def test_an_outdated_translation_says_so() -> None:
    """The same warning as on the page, in the translation only."""
    item = make_news(body=body(outdated=True))

    assert "The Chinese text has changed" in made(item, "en").html
    assert made(item).html == "<p>正文。</p>\n"


def test_a_job_tells_all_it_must() -> None:
    """B1: employer, posts, duties, requirements, place, pay and last day, as on the page; escaped once (R12)."""
    entry = made(make_job(), "en")
    root = html.fragment_fromstring(entry.html, create_parent=True)
    labels = [dt_.text for dt_ in root.iter("dt")]

    assert labels[:5] == ["Employer", "Place", "Pay before tax", "Posts", "Apply by"]
    assert [dd.text for dd in root.iter("dd")][2] == "8,000–12,000 yuan/month"
    assert [li.text for li in root.iter("li")] == ["Weld <hulls>", "A certificate"]
    assert entry.summary.startswith("Sample Company A · Works No. 1 · 8,000–12,000 yuan/month · Apply by: 31 December")
    assert entry.authors == ("Sample Company A",)


def test_what_is_not_translated_inside_a_job_carries_its_language() -> None:
    """H4: a duty in Chinese among English ones; an employer without an English name is no author of the feed's."""
    duties = [{"zh": "焊接", "en": "Weld"}, {"zh": "检查"}]
    entry = made(make_job(duties=duties, employer={"name": {"zh": "示例企业"}}), "en")

    assert '<li lang="zh-Hans">检查</li>' in entry.html
    assert '<dd lang="zh-Hans">示例企业</dd>' in entry.html
    assert entry.summary.startswith("[In Chinese] 示例企业 · ")
    assert entry.authors == ("Editors of the Jingjiang alliance hub",)


def test_an_event_gives_time_and_place() -> None:
    """Facts first, in the words of the page."""
    entry = made(make_event(), "en")

    assert "<dt>When</dt><dd>Saturday 5 December 2026, 09:00–11:00</dd><dt>Place</dt><dd>Works No. 1</dd>" in entry.html
    assert entry.html.startswith("<p>A look at the works.</p>")


def test_a_cancelled_event_says_so_in_its_title() -> None:
    """The GUID stays, so that a reader shows the same entry, changed."""
    entry = made(make_event(status="cancelled"))

    assert entry.title == "〔已取消〕开放日"
    assert entry.id == made(make_event()).id
    assert "<strong>这场活动已经取消。</strong>" in entry.html


def test_a_series_gives_its_rule_and_exceptions_whatever_the_day() -> None:
    """R35: the entry of a series does not change from day to day."""
    series = {"every": "month", "week": "first", "weekday": "sat", "count": 12, "cancelled": ["2027-01-02"]}
    item = make_event(recurrence=series)
    entry = made(item, "en")

    assert "every month, first Saturday" in entry.html
    assert "<dd>[Cancelled] Saturday 2 January 2027, 09:00–11:00</dd>" in entry.html
    assert entry == made(item, "en", dt.date(2027, 3, 1))


def test_a_policy_gives_its_facts_and_its_issuer() -> None:
    item = make_policy(issuer=text("人社局", "Labour Bureau"), valid_through=dt.date(2027, 6, 30))
    entry = made(item, "en")

    assert "<dt>For whom</dt><dd>Talent</dd><dt>What it offers</dt><dd>A subsidy</dd>" in entry.html
    assert "<dt>In force</dt><dd>– 30 June 2027</dd>" in entry.html
    assert entry.authors == ("Labour Bureau",)


def test_figures_come_before_the_text() -> None:
    figure = Figure.model_validate(
        {"value": "2000", "unit": {"zh": "元/吨", "en": "yuan a tonne"}, "measures": {"zh": "节约", "en": "saved"}}
    )
    entry = made(make_news(figures=(figure,)), "en")

    assert entry.html == "<dl><dt>saved</dt><dd>2,000 yuan a tonne</dd></dl>\n<p>Text.</p>\n"


def test_achievements_are_by_their_organisations() -> None:
    """R9: names, for dc:creator."""
    item = next(item for item in real_hub().achievements if item.organisations)
    assert isinstance(item, Achievement)

    assert made(item, "en").authors == tuple(one.name.en for one in item.organisations)


def test_categories_are_section_alliances_and_tags_once_each() -> None:
    """R10, R30: no label twice; ids are the terms."""
    entry = made(make_news(alliances=("hvac", "nobody"), tags=("hvac", "talent")), "en")

    assert entry.categories == (Category("news", "News"), Category("hvac", "HVAC"), Category("talent", "Talent"))


def test_the_source_is_named_and_linked() -> None:
    source = Source.model_validate({"name": {"zh": "某报", "en": "A paper"}, "url": "https://paper.example/1?a=b&c=d"})
    entry = made(make_news(source=source), "en")

    assert entry.source == "https://paper.example/1?a=b&c=d"
    assert entry.html.endswith('<p>Source: <a href="https://paper.example/1?a=b&amp;c=d">A paper</a></p>\n')


def pictured(cover: str | None, *inside: str) -> Entry:
    """A news item with two pictures on disk, one of them its cover and some in its text."""
    targets = tuple(LinkTarget(f"news/2026/2026-11-20-x/{name}", name, True, n) for n, name in enumerate(inside))
    media = {
        f"news/2026/2026-11-20-x/{name}": Media(f"news/2026/2026-11-20-x/{name}", 8, 6, 99, name, plain)
        for name, plain in (("a.jpg", "jpg"), ("b.png", "png"))
    }
    plain = {path.rpartition("/")[2]: renditions(one).plain.path for path, one in media.items()}
    shown = "".join(f'<img src="hub:/{plain[name]}" alt="图">' for name in inside)
    markup = Markup("news/2026/2026-11-20-x/index.md", f"<p>{shown}</p>\n", targets, 0, "0" * 12)
    picture = Picture(file=cover, alt=text("题图", "Cover")) if cover else None
    return made(make_news(cover=picture, body=Body(markup)), media=media)


def test_the_enclosure_is_the_cover_or_the_first_picture() -> None:
    """R6, R23: one picture, with its type and the size of the file that is published."""
    first, cover, none = pictured(None, "b.png", "a.jpg"), pictured("a.jpg", "b.png"), pictured(None)

    assert first.enclosure is not None and cover.enclosure is not None
    assert (first.enclosure.length, first.enclosure.type) == (800, "image/png")
    assert (cover.enclosure.length, cover.enclosure.type) == (800, "image/jpeg")
    assert re.fullmatch(r"https://x\.example/some/base/pictures/a-[0-9a-f]{10}-8\.jpg", cover.enclosure.url)
    assert none.enclosure is None


def test_the_cover_shows_once() -> None:
    """It stands above the text, as on the page, unless the text shows it itself."""
    assert pictured("a.jpg", "b.png").html.count("/a-") == 1
    assert pictured("a.jpg", "a.jpg").html.count("/a-") == 1


def test_addresses_in_the_text_are_complete() -> None:
    """R24: links, pictures and jumps within the page."""
    source = '<p><a href="hub:/">x</a> <a href="#fn-1">1</a> <img src="hub:/news/x/p.jpg"></p>\n'
    entry = made(make_news(body=body(source)))

    assert re.findall(r'(?:href|src)="([^"]*)"', entry.html) == [
        "https://x.example/some/base/",
        "https://x.example/some/base/news/2026-11-20-x/#fn-1",
        "https://x.example/some/base/news/x/p.jpg",
    ]


def test_a_text_leaves_its_style_and_its_controls_at_home() -> None:
    """R25: no class, no role, no form control; a table's alignment stays."""
    source = (
        '<div class="hub-table" role="region" tabindex="0" aria-label="表格"><table><tr>'
        '<td class="hub-align-right">1 &lt; 2</td></tr></table></div><ul><li>'
        '<input type="checkbox" checked="" disabled="" aria-label="已完成"> a</li>'
        '<li><input type="checkbox" disabled="" aria-label="未完成"> b</li></ul>'
        '<sup class="footnote-ref"><a href="#fn-1" id="fnref-1" data-footnote-ref>1</a></sup><br />'
        '<img src="https://x/p.jpg" alt="a &gt; b" width="1" loading="lazy" decoding="async">'
    )
    wanted = (
        '<div><table><tr><td align="right">1 &lt; 2</td></tr></table></div><ul><li>☑ a</li><li>☐ b</li></ul>'
        '<sup><a href="https://p/#fn-1">1</a></sup><br /><img src="https://x/p.jpg" alt="a &gt; b" width="1">'
    )

    assert portable(source, "https://p/") == wanted


def test_texts_are_fit_for_any_reader() -> None:
    """R11, R26: no control character, no noncharacter, no lone surrogate; titles on one line."""
    assert clean("a\x00\x08\x1b\x7f\x85\ud800\ufffe\uffffb") == "ab"
    assert clean("a\r\nb\rc\nd\te") == "a\nb\nc\nd\te"
    assert one_line(" 甲 \n\n  乙\u2028丙\u3000丁\t👩‍👩‍👧 ") == "甲 乙 丙\u3000丁 👩‍👩‍👧"
