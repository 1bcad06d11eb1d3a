"""The home page, the subscribe page and the page for addresses that do not exist."""

from __future__ import annotations

from generator.model.record import LANGS
from generator.pages.context import SECTIONS, Context
from generator.pages.rows import alliance_card, article_row, article_rows, event_rows, job_rows, service_cards
from generator.pages.search import SEARCH_PATH
from generator.pages.views import Frame, HomeView, NotFoundView, SubscribeView

NEWS, EVENTS, JOBS, ACHIEVEMENTS, POLICIES = 6, 5, 5, 3, 4
"""How many of each the home page shows."""


def home_page(context: Context) -> tuple[Frame, HomeView]:
    """What the hub is, and the newest of everything."""
    edition, site = context.edition, context.edition.hub.site
    rows = tuple(article_row(context, item) for item in edition.hub.news[:NEWS])
    current = [policy for policy in edition.hub.policies if edition.is_current(policy)]
    frame = context.frame("home", "", context.say(site.name).text, context.say(site.description).text)
    view = HomeView(
        name=context.say(site.name).text,
        slogan=context.say(site.slogan).text,
        about=context.paragraphs(site.about),
        alliances=tuple(alliance_card(context, alliance) for alliance in edition.hub.alliances),
        figures=context.figures(site.figures),
        source=context.source(site.source),
        lead=rows[0] if rows else None,
        news=rows[1:],
        achievements=article_rows(context, edition.hub.achievements[:ACHIEVEMENTS]),
        events=event_rows(context, edition.coming_events[:EVENTS]),
        jobs=job_rows(context, edition.open_jobs[:JOBS]),
        open_jobs=len(edition.open_jobs),
        services=service_cards(context, edition.hub.services),
        policies=article_rows(context, current[:POLICIES]),
        search_url=context.url(SEARCH_PATH),
    )
    return frame, view


def subscribe_page(context: Context) -> tuple[Frame, SubscribeView]:
    """What can be followed; the feeds and calendars themselves are the page's `Metadata.following`."""
    title, intro = context.word("section_subscribe"), context.word("subscribe_intro")
    return context.frame("other", "subscribe/", title, intro), SubscribeView(title, intro)


NEWEST = 3
"""How many news items are offered in the place of a page that is not there."""


def not_found_page(first: Context, contexts: tuple[Context, ...]) -> tuple[Frame, NotFoundView]:
    """A page in both languages, that of *first* before the other: the address alone says little about the reader."""
    title = first.word("not_found_title")
    frame = first.frame("other", "404.html", title, first.word("not_found_text"), indexed=False)
    frame = frame._replace(switch_url=first.url("", first.other), breadcrumbs=())
    parts = tuple(
        (
            lang,
            context.word("not_found_title"),
            context.word("not_found_text"),
            tuple(context.section_link(section) for section in (*SECTIONS, "search")),
            article_rows(context, context.edition.hub.news[:NEWEST]),
        )
        for lang, context in sorted(zip(LANGS, contexts, strict=True), key=lambda pair: pair[0] != first.lang)
    )
    return frame, NotFoundView(parts)
