"""The calendar on paper: a page for each month, with a grid of its days and the same as a list."""

from __future__ import annotations

import calendar
import datetime as dt
from collections import defaultdict
from collections.abc import Mapping

from generator.model.event import Event, Occurrence
from generator.model.hub import Edition
from generator.model.recurrence import months_later
from generator.pages.context import Context
from generator.pages.event_choice import event_chooser, event_facts
from generator.pages.views import Frame, Link, MonthDayView, MonthEventView, MonthView
from generator.pages.words import WEEKDAYS_EN, WEEKDAYS_ZH, day_words, month_words, weekday_words
from generator.zone import HUB_ZONE

MOST = 24
"""How many months have a page."""

Months = tuple[dt.date, ...]
"""Months by their first day, in order, without gaps."""


def months_of(edition: Edition) -> Months:
    """The months that have a page: from the one before the edition's day to the last with an event.

    None when nothing took place since then or is to come.
    """
    first = months_later(edition.day.replace(day=1), -1)
    last = edition.last_event_day
    if last is None or last < first:
        return ()
    months = (months_later(first, number) for number in range(MOST))
    this = edition.day.replace(day=1)
    return tuple(month for month in months if month <= max(last, this))


def month_path(month: dt.date) -> str:
    """The address of the page of *month*."""
    return f"events/month/{month:%Y-%m}/"


def month_link(context: Context, day: dt.date) -> Link | None:
    """A link to the page of the month of *day*, in words such as “December 2026”; None where it has none."""
    month = day.replace(day=1)
    if month not in months_of(context.edition):
        return None
    return Link(context.own(month_words(month, context.lang)), context.url(month_path(month)))


def month_page(context: Context, month: dt.date, months: Months) -> tuple[Frame, MonthView]:
    """The page of *month*, one of *months*."""
    words = month_words(month, context.lang)
    title = context.word("month_title", month=words)
    at = months.index(month)
    frame = context.frame(
        "events",
        month_path(month),
        title,
        context.word("intro_events"),
        (context.section_link("events"),),
        indexed=False,
    )
    found = _events_by_day(context, month)
    events = _events_in(context.edition, month)
    first, length = calendar.monthrange(month.year, month.month)
    days = [_day(context, month.replace(day=number), found) for number in range(1, length + 1)]
    cells = [*[None] * first, *days, *[None] * (-(first + length) % 7)]
    names = WEEKDAYS_ZH if context.lang == "zh" else WEEKDAYS_EN
    view = MonthView(
        title=title,
        month=words,
        weekdays=tuple((name[-1] if context.lang == "zh" else name[:3], name) for name in names),
        weeks=tuple(tuple(cells[start : start + 7]) for start in range(0, len(cells), 7)),
        days=tuple(day for day in days if day.events),
        previous=_step(context, months[at - 1]) if at > 0 else None,
        next=_step(context, months[at + 1]) if at + 1 < len(months) else None,
        months=tuple(_step(context, one)._replace(current=one == month) for one in months),
        list=Link(context.own(context.word("coming_events")), context.url("events/")),
        empty=context.word("empty_month"),
        total=len(events),
        chooser=event_chooser(context, events, len(events), month_path(month)),
    )
    return frame, view


def _step(context: Context, month: dt.date) -> Link:
    return Link(context.own(month_words(month, context.lang)), context.url(month_path(month)))


def _events_by_day(context: Context, month: dt.date) -> Mapping[dt.date, tuple[MonthEventView, ...]]:
    """What takes place on each day of *month*, in order of its hour; what takes whole days comes first."""
    end = months_later(month, 1)
    found: dict[dt.date, list[tuple[str, str, MonthEventView]]] = defaultdict(list)
    for event, occurrence in context.edition.occurrences:
        day = max(occurrence.first_day, month)
        while day <= occurrence.last_day and day < end:
            view = _event(context, event, occurrence, day)
            begins = view.clock if day == occurrence.first_day else ""
            found[day].append((begins, event.id, view))
            day += dt.timedelta(days=1)
    return {day: tuple(view for *_, view in sorted(views, key=lambda row: row[:2])) for day, views in found.items()}


def _events_in(edition: Edition, month: dt.date) -> tuple[Event, ...]:
    """The events that have a date in *month*, each once, in the hub's order."""
    end = months_later(month, 1)
    there = {event.id: event for event, one in edition.occurrences if one.first_day < end and one.last_day >= month}
    return tuple(there.values())


def _event(context: Context, event: Event, occurrence: Occurrence, day: dt.date) -> MonthEventView:
    badges = []
    if occurrence.cancelled:
        badges.append(context.badge("cancelled"))
    elif event.status == "postponed":
        badges.append(context.badge("postponed"))
    if occurrence.moved and not occurrence.cancelled:
        badges.append(context.badge("moved"))
    if day > occurrence.first_day:
        clock = context.word("month_day_of", number=(day - occurrence.first_day).days + 1)
    elif isinstance(occurrence.start, dt.datetime):
        clock = occurrence.start.astimezone(HUB_ZONE).strftime("%H:%M")
    else:
        clock = ""
    return MonthEventView(
        url=context.url(event.path),
        title=context.say(event.title),
        clock=clock,
        place=context.say(event.place.name),
        category=context.say(context.edition.hub.taxonomy.event_categories[event.category]),
        badges=(*badges, *context.sample(event.sample)),
        off=occurrence.cancelled,
        facts=event_facts(event),
    )


def _day(context: Context, day: dt.date, found: Mapping[dt.date, tuple[MonthEventView, ...]]) -> MonthDayView:
    words, weekday = day_words(day, context.lang), weekday_words(day, context.lang)
    today = day == context.edition.day
    return MonthDayView(
        iso=day.isoformat(),
        number=str(day.day),
        text=f"{words} {weekday}" if context.lang == "zh" else f"{weekday} {words}",
        today=today,
        past=day < context.edition.day,
        events=found.get(day, ()),
        badges=(context.badge("today"),) if today else (),
    )
