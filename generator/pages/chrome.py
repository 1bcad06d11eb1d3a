"""What surrounds every page: names, navigation, footer. Plain values for the shell and for the handbook's pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from generator.pages.context import HTML_LANG, Context
from generator.pictures.renditions import renditions

NAVIGATION = ("alliances", "achievements", "news", "jobs", "events", "policies", "services")
SHELL_SECTIONS = ("home", *NAVIGATION, "search", "other")
"""The sections that have a shell of their own, because their entry in the navigation is marked."""


def chrome(context: Context, section: str, switch_url: str, slots: Mapping[str, str] | None = None) -> dict[str, Any]:
    """Return the `hub` variable of the theme's templates.

    *section* is the entry to mark, *switch_url* the same page in the other language, *slots* the markers of a
    shell (None for a page that is rendered whole, as the handbook's are).
    """
    site, word = context.edition.hub.site, context.word
    about = [page for page in context.edition.hub.pages if page.id == "about"]
    nav = [
        {
            "key": key,
            "title": word(f"section_{key}"),
            "url": context.url(f"{key}/"),
            "current": key == section,
        }
        for key in NAVIGATION
    ]
    nav += [
        {
            "key": page.id,
            "title": context.say(page.title).text,
            "url": context.url(page.path),
            "current": False,
        }
        for page in about
    ]
    footer = [
        {"title": context.say(page.title).text, "url": context.url(page.path)} for page in context.edition.hub.pages
    ]
    footer += [
        {"title": word(f"section_{key}"), "url": context.url(f"{key}/")} for key in ("handbook", "tags", "subscribe")
    ]
    return {
        "lang": context.lang,
        "html_lang": HTML_LANG[context.lang],
        "t": partial(context.strings.word, context.lang),
        "section": section,
        "name": context.say(site.name).text,
        "short_name": context.say(site.short_name).text,
        "home": context.url(""),
        "nav": nav,
        "search_url": context.url("search/"),
        "follow_url": context.url("subscribe/"),
        "handbook_url": context.url("handbook/"),
        "tags_url": context.url("tags/"),
        "publisher": context.say(site.publisher).text,
        "footer_links": footer,
        "filing": {
            "icp": site.filing.icp,
            "police": site.filing.police,
            "police_url": site.filing.police_url,
            "mark": _mark(context),
        },
        "switch_label": "English" if context.lang == "zh" else "中文",
        "switch_lang": HTML_LANG[context.other],
        "switch_url": switch_url,
        "slots": dict(slots or {}),
    }


def _mark(context: Context) -> dict[str, Any] | None:
    """The mark of a government website for the footer (rule G2); None where none is set."""
    hub = context.edition.hub
    mark = hub.site.government.mark if hub.site.government is not None else None
    if mark is None:
        return None
    picture = renditions(hub.media[mark.file]).plain
    return {
        "url": mark.url,
        "src": f"{context.base}{picture.path}",
        "alt": context.say(mark.alt).text,
        "width": picture.width,
        "height": picture.height,
    }
