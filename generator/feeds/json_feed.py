"""JSON Feed 1.1 from a channel (https://www.jsonfeed.org/version/1.1/)."""

from __future__ import annotations

import json
from typing import Any

from generator.feeds.channel import Channel
from generator.feeds.entry import Entry
from generator.pages.context import HTML_LANG


def json_feed(channel: Channel) -> str:
    """Write *channel* as JSON Feed; keys stand in the order of the specification."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "home_page_url": channel.home_url,
        "feed_url": channel.feed_urls["json"],
        "description": channel.description,
        "icon": channel.icon_url,
        "authors": [{"name": channel.author}],
        "language": HTML_LANG[channel.lang],
        "items": [_item(entry) for entry in channel.entries],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"


def _item(entry: Entry) -> dict[str, Any]:
    item: dict[str, Any] = {"id": entry.id, "url": entry.url, "title": entry.title}
    if entry.html:
        item |= {"content_html": entry.html, "summary": entry.summary}
    else:
        item["content_text"] = entry.summary
    if entry.enclosure is not None:
        item["image"] = entry.enclosure.url
    item |= {
        "date_published": entry.published.isoformat(),
        "date_modified": entry.updated.isoformat(),
        "authors": [{"name": name} for name in entry.authors],
        "tags": [category.label for category in entry.categories],
        "language": HTML_LANG[entry.title_lang],
    }
    if entry.enclosure is not None:
        picture = entry.enclosure
        item["attachments"] = [{"url": picture.url, "mime_type": picture.type, "size_in_bytes": picture.length}]
    return item
