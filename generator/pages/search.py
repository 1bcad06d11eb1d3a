"""The search page: a form that scripts bring to life, and for everybody else the ways through the hub by links."""

from __future__ import annotations

from generator.pages.context import SECTIONS, Context
from generator.pages.views import Frame, Link, SearchView

SEARCH_PATH = "search/"


def search_page(context: Context) -> tuple[Frame, SearchView]:
    """The page at ``/search/``; search engines leave it out."""
    word = context.word
    edition = context.edition
    frame = context.frame("search", SEARCH_PATH, word("section_search"), word("search_intro"), indexed=False)
    tags = tuple(
        Link(link.title, link.url, count=len(edition.by_tag[tag]))
        for tag, link in zip(edition.by_tag, context.tag_links(edition.by_tag), strict=True)
        if edition.by_tag[tag]
    )
    archives = (*(context.section_link(section) for section in SECTIONS), context.section_link("handbook"))
    return frame, SearchView(word("section_search"), word("search_intro"), context.url(SEARCH_PATH), archives, tags)
