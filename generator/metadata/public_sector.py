"""The meta tags of Chinese government websites (rule G1), for hubs with ``profile: gov``; others have none.

The names are those of the national guide to government websites (国办发〔2017〕47号). Every value stands in the
content or on the page already; what is not known is left out.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping

from generator.model.event import as_day
from generator.model.item import DatedArticle, Item
from generator.pages.context import Context
from generator.zone import HUB_ZONE

Meta = tuple[str, str]
"""The name of a tag and its content."""

COLUMN_TYPES: Mapping[str, str] = {
    "alliances": "概况信息",
    "achievements": "工作动态",
    "news": "工作动态",
    "jobs": "通知公告",
    "events": "通知公告",
    "policies": "政策文件",
    "services": "办事服务",
}
"""What each section is in the guide's own words, which are Chinese on English pages, too."""


def meta_tags(
    context: Context,
    *,
    section: str,
    path: str,
    title: str,
    description: str = "",
    item: Item | None = None,
    image: str | None = None,
) -> list[Meta]:
    """Return the tags of one page in the order of the guide; none for a hub that is no government website.

    *section*, *path*, *title* and *description* are those of the page's `Frame`. A page with an *item* is that
    item's own; one without, in a section of the hub, is a page of the section's list. *image* is a full address.
    """
    site = context.edition.hub.site
    if site.profile != "gov" or site.government is None:
        return []
    tags = [
        ("SiteName", context.say(site.name).text),
        ("SiteDomain", site.domain),
        ("SiteIDCode", site.government.site_id),
    ]
    if item is not None:
        tags += _item_tags(context, item, title)
        optional = (("Description", description), ("Image", image or ""), ("Url", context.full_url(path)))
        tags += [(name, content) for name, content in optional if content]
    elif section in COLUMN_TYPES:
        tags += _column_tags(context, section)
    return tags


def _column_tags(context: Context, section: str) -> Iterator[Meta]:
    hub, name = context.edition.hub, context.word(f"section_{section}")
    industries = (context.say(alliance.industry).text for alliance in hub.alliances)
    yield "ColumnName", name
    yield "ColumnDescription", context.word(f"intro_{section}")
    yield "ColumnKeywords", ",".join((name, context.say(hub.site.short_name).text, *industries))
    yield "ColumnType", COLUMN_TYPES[section]


def _item_tags(context: Context, item: Item, title: str) -> Iterator[Meta]:
    """What names no source is the publisher's own."""
    hub, source = context.edition.hub, getattr(item, "source", None)
    yield "ArticleTitle", title
    if (published := published_at(item)) is not None:
        yield "PubDate", published.strftime("%Y-%m-%d %H:%M")
    yield "ContentSource", context.say(source.name if source is not None else hub.site.publisher).text
    labels = [context.say(hub.taxonomy.tags[tag]).text for tag in getattr(item, "tags", ())]
    if labels:
        yield "Keywords", ",".join(labels)


def published_at(item: Item) -> dt.datetime | None:
    """When *item* was published, in Asia/Shanghai: at its own time where it names one for that day, else at 0:00."""
    day = item.date if isinstance(item, DatedArticle) else getattr(item, "posted", None)
    if not isinstance(day, dt.date):
        return None
    timed = item.publish_at
    if isinstance(timed, dt.datetime) and as_day(timed) == day:
        return timed.astimezone(HUB_ZONE)
    return dt.datetime.combine(day, dt.time(), HUB_ZONE)
