"""The meta tags of government websites have the names of the guide, and nothing invented in them (rule G1)."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from generator.checks.profile import gov_profile_is_complete
from generator.metadata.public_sector import COLUMN_TYPES, meta_tags, published_at
from generator.model.hub import Edition, Hub
from generator.model.news import News
from generator.model.prose import Body, Markup
from generator.model.service import ServiceTeam
from generator.model.site import SiteIdentity, Taxonomy
from generator.pages.context import SECTIONS, Context
from generator.pages.keys import Keys
from generator.strings import Strings

SITE: dict[str, Any] = {
    "name": {"zh": "联盟站", "en": "Alliance hub"},
    "short_name": {"zh": "联盟", "en": "Hub"},
    "slogan": {"zh": "一句话"},
    "description": {"zh": "介绍"},
    "domain": "hub.example",
    "region": {"zh": "靖江"},
    "publisher": {"zh": "编辑组"},
    "profile": "gov",
    "government": {"site_id": "3212820001"},
}
SITE_TAGS = [("SiteName", "联盟站"), ("SiteDomain", "hub.example"), ("SiteIDCode", "3212820001")]


def hub(**changes: Any) -> Hub:
    taxonomy = Taxonomy.model_validate({"tags": {"talent": {"zh": "人才"}}, "event_categories": {}})
    return Hub(SiteIdentity.model_validate({**SITE, **changes}), taxonomy)


def context(strings: Strings, **changes: Any) -> Context:
    edition = Edition(hub(**changes), dt.date(2026, 11, 22))
    return Context(edition, "zh", strings, "/", "https://hub.example/", Keys(edition, b""))


def article(**changes: Any) -> News:
    body = Body(Markup("", "", (), 1, ""))
    identity = {"id": "2026-11-20-x", "file": "news/2026/2026-11-20-x/index.md", "body": body}
    fields = {"title": {"zh": "标题"}, "summary": {"zh": "摘要"}, "date": "2026-11-20", "tags": ["talent"]}
    return News.model_validate({**identity, **fields, **changes})


def test_every_page_names_the_site(strings: Strings) -> None:
    """Home and standing lists carry the three tags of the site and no more."""
    assert meta_tags(context(strings), section="home", path="", title="联盟站") == SITE_TAGS
    assert meta_tags(context(strings), section="other", path="tags/", title="标签") == SITE_TAGS


@pytest.mark.parametrize("changes", [{"profile": "plain"}, {"government": None}])
def test_other_sites_have_no_such_tags(strings: Strings, changes: dict[str, Any]) -> None:
    """The profile is opt-in, and without its id code nothing is printed."""
    assert meta_tags(context(strings, **changes), section="news", path="news/", title="新闻") == []


def test_a_section_is_a_column(strings: Strings) -> None:
    """Section pages carry the four tags of a column, from the words that the page itself shows."""
    expected = [
        *SITE_TAGS,
        ("ColumnName", strings.word("zh", "section_news")),
        ("ColumnDescription", strings.word("zh", "intro_news")),
        ("ColumnKeywords", f"{strings.word('zh', 'section_news')},联盟"),
        ("ColumnType", "工作动态"),
    ]

    assert expected == meta_tags(context(strings), section="news", path="news/page/2/", title="新闻")


def test_every_section_has_a_type() -> None:
    """A new section needs its word of the guide."""
    assert set(COLUMN_TYPES) == set(SECTIONS)


def test_an_item_is_an_article(strings: Strings) -> None:
    """ArticleTitle, PubDate to the minute in Asia/Shanghai, ContentSource; the optional ones as far as known."""
    item = article(source={"name": {"zh": "融媒体中心"}})
    found = meta_tags(
        context(strings),
        section="news",
        path=item.path,
        title="标题",
        description="摘要",
        item=item,
        image="https://i/",
    )

    assert found == [
        *SITE_TAGS,
        ("ArticleTitle", "标题"),
        ("PubDate", "2026-11-20 00:00"),
        ("ContentSource", "融媒体中心"),
        ("Keywords", "人才"),
        ("Description", "摘要"),
        ("Image", "https://i/"),
        ("Url", "https://hub.example/news/2026-11-20-x/"),
    ]


def test_what_is_not_known_is_left_out(strings: Strings) -> None:
    """A service team has no day of publication; what names no source is the publisher's own."""
    texts = {key: {"zh": "…"} for key in ("name", "summary", "members", "audience", "ask")}
    team = ServiceTeam.model_validate({"id": "tax", "file": "services/tax.yml", **texts, "offers": [{"zh": "…"}]})
    found = dict(meta_tags(context(strings), section="services", path=team.path, title="服务队", item=team))

    assert published_at(team) is None
    assert "PubDate" not in found
    assert "Image" not in found
    assert found["ContentSource"] == "编辑组"


@pytest.mark.parametrize(
    ("publish_at", "expected"),
    [("2026-11-20 09:30", "09:30"), ("2026-11-21 09:30", "00:00"), ("2026-11-20", "00:00"), (None, "00:00")],
)
def test_the_time_of_publication_is_the_items_own(publish_at: str | None, expected: str) -> None:
    """A time is said only when the item names one for its day."""
    moment = published_at(article(publish_at=publish_at))

    assert moment is not None
    assert moment.isoformat() == f"2026-11-20T{expected}:00+08:00"


def test_the_profile_wants_its_id_code() -> None:
    """`profile: gov` without `government` is a problem of hub.yml, at the field."""
    assert [(found.file, found.loc, found.code) for found in gov_profile_is_complete(hub(government=None))] == [
        ("hub.yml", ("profile",), "E180")
    ]
    assert list(gov_profile_is_complete(hub())) == []
    assert list(gov_profile_is_complete(hub(profile="plain", government=None))) == []
