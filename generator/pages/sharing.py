"""What a page is shared with: its own large picture, or a drawn one with its title."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from generator.model.alliance import Alliance
from generator.model.event import Event
from generator.model.item import Article, DatedArticle, Item
from generator.model.job import Job
from generator.model.page import Page
from generator.model.record import Text
from generator.model.service import ServiceTeam
from generator.pages.context import Context
from generator.pages.rows import series_words
from generator.pages.views import PictureView
from generator.pages.words import day_words, span_words
from generator.pictures.card import HEIGHT, WIDTH, Card

LARGE_ENOUGH = (600, 315)
"""A page's own picture of at least so many pixels is shared; a smaller one would show as a stamp beside the link."""
MOST_NAMED = 2
"""With more alliances than this their signs say enough."""
MOST_SIGNS = 3
"""What concerns more industries than this concerns all of them, and has no sign."""
_KINDS = {"news": "kind_news", "achievements": "kind_achievement", "policies": "kind_policy"}


def shared_picture(context: Context, item: Item) -> PictureView:
    """What the page of *item* is shared with: its cover, the card with its title, or – when it is over – the hub's.

    An untranslated copy is shared as its original is.
    """
    if not item.is_in(context.lang):
        context = replace(context, lang="zh")
    if (cover := _large_cover(context, item)) is not None:
        return cover
    if not has_card(context, item):
        return hub_picture(context)
    return _view(context, item_card(context, item))


def hub_picture(context: Context) -> PictureView:
    """What every other page is shared with: the hub's own card."""
    found = context.hub_pictures.get(context.lang)
    if found is None:
        found = context.hub_pictures[context.lang] = _view(context, hub_card(context))
    return found


def sharing_cards(context: Context) -> Iterator[Card]:
    """Every card that pages of the context's language name."""
    yield hub_card(context)
    for item in context.edition.hub.items():
        if has_card(context, item):
            yield item_card(context, item)


def has_card(context: Context, item: Item) -> bool:
    """Whether a card is drawn for *item* in the context's language: it is current, no copy, and has no picture."""
    if not context.cards or not context.edition.is_current(item) or not item.is_in(context.lang):
        return False
    return _large_cover(context, item) is None


def _large_cover(context: Context, item: Item) -> PictureView | None:
    cover = context.picture(item, item.cover) if isinstance(item, Article | Alliance) else None
    if cover is None or cover.width < LARGE_ENOUGH[0] or cover.height < LARGE_ENOUGH[1]:
        return None
    return cover


def hub_card(context: Context) -> Card:
    """The hub's name with the signs of its industries; without words where no cards are drawn."""
    site = context.edition.hub.site
    signs = tuple(dict.fromkeys(one.sign for one in context.edition.hub.alliances if one.sign is not None))
    if not context.cards:
        return Card("hub", "zh", "", "", signs=signs)
    name, lang = site.name.best(context.lang)
    return Card(f"hub-{context.lang}", lang, name, "", foot=context.say(site.slogan).text, signs=signs)


def item_card(context: Context, item: Item) -> Card:
    """The card of *item*: title, what kind of thing it is and of whom, and its day."""
    title, lang = _title(item).best(context.lang)
    shown = context.edition.alliance_by_id
    alliances = [shown[one] for one in getattr(item, "alliances", ()) if one in shown]
    signs = [item.sign] if isinstance(item, Alliance) else [one.sign for one in alliances]
    shown_signs = tuple(sign for sign in dict.fromkeys(signs) if sign is not None)
    kicker = [_kind(context, item)]
    if isinstance(item, Job):
        kicker.append(context.say(item.employer.name).text)
    elif len(alliances) <= MOST_NAMED:
        kicker += [context.say(one.short_name).text for one in alliances]
    return Card(
        f"{item.section}-{item.id}-{context.lang}",
        lang,
        title,
        context.say(context.edition.hub.site.name).text,
        kicker=("·" if context.lang == "zh" else " | ").join(part for part in kicker if part),
        foot=_foot(context, item),
        signs=shown_signs if len(shown_signs) <= MOST_SIGNS else (),
        mark=context.word("badge_sample") if item.sample else "",
    )


def _title(item: Item) -> Text:
    if isinstance(item, Article | Job | Event):
        return item.title
    if isinstance(item, Alliance | ServiceTeam):
        return item.name
    raise TypeError(item)


def _kind(context: Context, item: Item) -> str:
    if isinstance(item, Alliance):
        return context.say(item.industry).text
    if isinstance(item, Event):
        return context.say(context.edition.hub.taxonomy.event_categories[item.category]).text
    if isinstance(item, Page):
        return ""
    return context.word(_KINDS.get(item.section, f"section_{item.section}"))


def _foot(context: Context, item: Item) -> str:
    """The day of a text, when an event is or how often, the place of work."""
    if isinstance(item, DatedArticle):
        return day_words(item.date, context.lang)
    if isinstance(item, Event):
        if item.recurrence is not None:
            return series_words(context, item.recurrence)
        return span_words(item.start, item.end, context.lang)
    if isinstance(item, Job):
        return context.say(item.workplace.name).text
    return ""


def _view(context: Context, card: Card) -> PictureView:
    name = context.say(context.edition.hub.site.name).text
    words = card.title if card.title == name or not card.title else f"{card.title} – {name}"
    return PictureView(context.base + card.path, context.own(words or name), WIDTH, HEIGHT)
