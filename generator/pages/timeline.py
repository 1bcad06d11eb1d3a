"""The timeline of an alliance: what it published, achieved, held and plans, in one order of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import islice

from generator.model.alliance import Alliance
from generator.model.event import Event
from generator.model.item import DatedArticle, Item
from generator.model.record import Text
from generator.pages.context import Context
from generator.pages.views import TimelineEntry, TimelineMonth, TimelineView
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
    found = sorted(_moments(context, alliance, items), key=lambda moment: moment[0], reverse=True)
    ahead = [make() for day, make in found if day > today][-AHEAD:]
    past = [make() for _, make in islice((moment for moment in found if moment[0] <= today), PAST)]
    if len(ahead) + len(past) < 2:
        return None
    return TimelineView(_months(context, ahead), _months(context, past), day_view(today, context.lang))


Moment = tuple[dt.date, Callable[[], TimelineEntry]]
"""A day, and what makes its entry: of thousands, a few are shown."""


def _moments(context: Context, alliance: Alliance, items: Iterable[Item]) -> Iterator[Moment]:
    def moment(day: dt.date, kind: str, title: Text, path: str | None, *, sample: bool) -> Moment:
        return day, partial(_entry, context, day, kind, title, path, sample)

    for item in items:
        if isinstance(item, DatedArticle):
            yield moment(item.date, KINDS[item.section], item.title, item.path, sample=item.sample)
        elif isinstance(item, Event):
            occurrence = item.next_on(context.edition.day) or item.occurrences()[-1]
            if not occurrence.cancelled:
                yield moment(occurrence.first_day, "kind_event", item.title, item.path, sample=item.sample)
    chain = alliance.chain
    if chain is not None and chain.updated is not None:
        yield moment(chain.updated, "heading_chain", chain.title, f"{alliance.path}chain/", sample=chain.sample)
    for plan in alliance.plans:
        for step in plan.milestones:
            if step.day is not None and (step.done or step.day > context.edition.day):
                yield moment(step.day, "heading_plans", step.title, None, sample=plan.sample)


def _entry(context: Context, day: dt.date, kind: str, title: Text, path: str | None, sample: bool) -> TimelineEntry:
    url = context.url(path) if path is not None else None
    view, badges = day_view(day, context.lang), context.sample(sample)
    ahead = day > context.edition.day
    return TimelineEntry(view, f"{day.day}", context.word(kind), context.say(title), url, badges, ahead)


def _months(context: Context, entries: Iterable[TimelineEntry]) -> tuple[TimelineMonth, ...]:
    """*entries* by month, in their own order."""
    months: dict[dt.date, list[TimelineEntry]] = {}
    for entry in entries:
        months.setdefault(dt.date.fromisoformat(entry.day.iso).replace(day=1), []).append(entry)
    return tuple(TimelineMonth(month_words(month, context.lang), tuple(found)) for month, found in months.items())
