"""Which calendar files the site has, and which events each one holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from functools import partial

from generator.addresses import localised
from generator.calendars.entry import calendar_entry
from generator.calendars.links import calendar_name, calendar_path, event_file_path
from generator.model.alliance import Alliance
from generator.model.event import Event
from generator.model.hub import Edition
from generator.pages.context import HTML_LANG, Context
from generator.publish.output import Output


def calendar_outputs(contexts: Iterable[Context]) -> Iterator[Output]:
    """Yield every calendar of every language: the hub's, one an alliance, one an event."""
    for context in contexts:
        hub, lang = context.edition.hub, context.lang
        keys = context.keys
        every = keys.only(lang, keys.day, keys.section(hub.events))
        yield Output(localised(calendar_path(), lang), "calendar", partial(subscription, context), every)
        for alliance in hub.alliances:
            if not alliance.sample:
                path = localised(calendar_path(alliance), lang)
                yield Output(path, alliance.file, partial(subscription, context, alliance), every)
        for event in hub.events:
            path = localised(event_file_path(event), lang)
            yield Output(path, event.file, partial(single, context, event), keys.only(lang, keys.row(event)))


def subscription(context: Context, alliance: Alliance | None = None) -> bytes:
    """The calendar to subscribe to, of *alliance* or of the whole hub."""
    from generator.calendars.ics import CalendarHead, write_calendar  # only where a calendar is written

    events = subscribed(context.edition, alliance)
    name = calendar_name(context, alliance)
    head = CalendarHead(name.text, context.edition.hub.site.domain, HTML_LANG[name.lang])
    return write_calendar(head, (calendar_entry(context, event) for event in events))


def single(context: Context, event: Event) -> bytes:
    """The file with *event* alone; it has the same UID as in a subscription."""
    from generator.calendars.ics import CalendarHead, write_calendar

    entry = calendar_entry(context, event)
    language = entry.summary.language or HTML_LANG[context.lang]
    head = CalendarHead(entry.summary.text, context.edition.hub.site.domain, language)
    return write_calendar(head, (entry,))


def subscribed(edition: Edition, alliance: Alliance | None = None) -> tuple[Event, ...]:
    """The events of a calendar to subscribe to: all to come, and those over for less than a year.

    Samples are not in it. Cancelled and postponed events are (rule C24): one that vanished would leave subscribers
    not knowing why.
    """
    oldest = a_year_before(edition.day)
    return tuple(
        event
        for event in edition.hub.events
        if not event.sample and not event.is_past(oldest) and (alliance is None or alliance.id in event.alliances)
    )


def a_year_before(day: dt.date) -> dt.date:
    """The same date of the year before; 28 February for 29 February."""
    leap_day = (day.month, day.day) == (2, 29)
    return day.replace(year=day.year - 1, day=28 if leap_day else day.day)
