"""The timeline of an alliance: what it published, achieved, held and plans, in one order of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator

from generator.model.alliance import Alliance
from generator.model.event import Event
from generator.model.item import DatedArticle, Item
from generator.pages.context import Context
from generator.pages.views import Badge, Said, TimelineEntry, TimelineMonth, TimelineView
from generator.pages.words import day_view, month_words

PAST, AHEAD = 14, 6
"""How many entries at most lie behind and ahead of the day of the edition."""

KINDS = {"news": "kind_news", "achievements": "kind_achievement", "policies": "kind_policy"}
"""The word for an article of each section."""


def timeline(context: Context, alliance: Alliance, items: Iterable[Item]) -> TimelineView | None:
    """The timeline of *alliance* with its *items*, the farthest ahead first; None when there is nothing to order.

    A series stands at its next date. Steps of plans and the map of the chain count, too, with no page of their own
    or with the map's.
    """
    today = context.edition.day
    found = sorted(_entries(context, alliance, items), key=lambda entry: entry.day.iso, reverse=True)
    ahead = [entry for entry in found if entry.ahead][-AHEAD:]
    past = [entry for entry in found if not entry.ahead][:PAST]
    if len(ahead) + len(past) < 2:
        return None
    return TimelineView(_months(context, ahead), _months(context, past), day_view(today, context.lang))


def _entries(context: Context, alliance: Alliance, items: Iterable[Item]) -> Iterator[TimelineEntry]:
    for item in items:
        url = context.url(item.path)
        marks = context.sample(item.sample)
        if isinstance(item, DatedArticle):
            yield _entry(context, item.date, KINDS[item.section], context.say(item.title), url, marks)
        elif isinstance(item, Event):
            occurrence = item.next_on(context.edition.day) or item.occurrences()[-1]
            if not occurrence.cancelled:
                yield _entry(context, occurrence.first_day, "kind_event", context.say(item.title), url, marks)
    chain = alliance.chain
    if chain is not None and chain.updated is not None:
        url = context.url(f"{alliance.path}chain/")
        title = context.say(chain.title)
        yield _entry(context, chain.updated, "heading_chain", title, url, context.sample(chain.sample))
    for plan in alliance.plans:
        for step in plan.milestones:
            if step.day is not None and (step.done or step.day > context.edition.day):
                title, marks = context.say(step.title), context.sample(plan.sample)
                yield _entry(context, step.day, "heading_plans", title, None, marks)


def _entry(
    context: Context, day: dt.date, kind: str, title: Said, url: str | None, badges: tuple[Badge, ...]
) -> TimelineEntry:
    ahead = day > context.edition.day
    return TimelineEntry(day_view(day, context.lang), f"{day.day}", context.word(kind), title, url, badges, ahead)


def _months(context: Context, entries: Iterable[TimelineEntry]) -> tuple[TimelineMonth, ...]:
    """*entries* by month, in their own order."""
    months: dict[dt.date, list[TimelineEntry]] = {}
    for entry in entries:
        months.setdefault(dt.date.fromisoformat(entry.day.iso).replace(day=1), []).append(entry)
    return tuple(TimelineMonth(month_words(month, context.lang), tuple(found)) for month, found in months.items())
