"""Pages at old addresses: they lead to the new one at once, without a script, and say so to who cannot be led.

A static site cannot answer with “moved permanently”. Search engines take a refresh without delay for it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from html import escape

from generator.addresses import localised
from generator.model.item import Item
from generator.model.redirects import REDIRECTS_FILE, Redirects
from generator.pages.context import HTML_LANG, Context
from generator.publish.output import Output

ALWAYS = ("handbook/", "search/")
"""Beginnings of addresses whose pages others make."""


def redirect_outputs(
    contexts: tuple[Context, ...], redirects: Redirects, published: Collection[str]
) -> Iterator[Output]:
    """Yield a page at every old address in every language.

    *published* are the files of the pages that the edition has (``news/x/index.html``). A redirect to one that is
    not among them (a draft, a sample that is switched off) is left out: an address that is not found is truer
    than a way to nowhere.
    """
    items: dict[str, Item] = {item.path: item for item in contexts[0].edition.hub.items()}
    for source in redirects.by_source:
        target = redirects.final(source)
        for context in contexts:
            if target != source and (target.startswith(ALWAYS) or _file(context, target) in published):
                page = partial(redirect_page, context, target, items.get(target))
                yield Output(_file(context, source), REDIRECTS_FILE, page, context.keys.all(context.lang, target))


def redirect_page(context: Context, target: str, item: Item | None = None) -> str:
    """Write the page that leads to *target*, an address below the language's root.

    Its canonical is that of the page it leads to: the original, where *item* is not translated (rule H3).
    """
    title = context.word("moved_title")
    original = "zh" if item is not None and not item.is_in(context.lang) else context.lang
    address = escape(context.url(target))
    full = escape(context.full_url(target))
    return "\n".join(
        (
            "<!doctype html>",
            f'<html lang="{HTML_LANG[context.lang]}">',
            "<head>",
            '<meta charset="utf-8">',
            f"<title>{escape(title)} - {escape(context.say(context.edition.hub.site.name).text)}</title>",
            '<meta name="viewport" content="width=device-width,initial-scale=1">',
            '<meta name="robots" content="noindex">',
            f'<meta http-equiv="refresh" content="0; url={address}">',
            f'<link rel="canonical" href="{escape(context.full_url(target, original))}">',
            "</head>",
            "<body>",
            "<main>",
            f"<h1>{escape(title)}</h1>",
            f'<p>{escape(context.word("moved_text"))} <a href="{address}">{full}</a></p>',
            "</main>",
            "</body>",
            "</html>",
            "",
        )
    )


def _file(context: Context, address: str) -> str:
    return f"{localised(address, context.lang)}index.html"
