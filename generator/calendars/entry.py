"""From an event to what a calendar says about it: plain values, no file, no clock, no calendar library.

Times are in Asia/Shanghai; whole days are dates. What the rules of iCalendar want (an end that is excluded, a
series as rule, exceptions and moved dates) is worked out here; how it is written is `generator.calendars.ics`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from generator.model.event import Event, Occurrence, Status, as_day
from generator.model.hub import Hub
from generator.model.record import Lang
from generator.model.recurrence import WEEKS, Recurrence
from generator.model.redirects import permanent_id
from generator.pages.context import HTML_LANG, Context
from generator.pages.views import Said
from generator.pages.words import day_words
from generator.zone import HUB_ZONE

When = dt.date | dt.datetime
EntryStatus = Literal["CONFIRMED", "TENTATIVE", "CANCELLED"]
Frequency = Literal["WEEKLY", "MONTHLY", "YEARLY"]

STATUSES: Mapping[Status, EntryStatus] = {
    "scheduled": "CONFIRMED",
    "postponed": "TENTATIVE",
    "cancelled": "CANCELLED",
}
FREQUENCIES: Mapping[str, Frequency] = {"week": "WEEKLY", "month": "MONTHLY", "year": "YEARLY"}
DAY = dt.timedelta(days=1)
END_OF_DAY = dt.time(23, 59, 59)


@dataclass(frozen=True, slots=True)
class Words:
    """A text. `language` is its tag (``zh-Hans``) where it is not in the calendar's own language, else None."""

    text: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """How a series recurs (RFC 5545 §3.3.10): exactly one of `until` and `count`."""

    frequency: Frequency
    interval: int
    by_day: str | None
    """A weekday, with its place in the month: ``SA``, ``1SA``, ``-1FR``."""
    until: When | None
    """The last date, which belongs to the series: its end in UTC for times, a date for whole days."""
    count: int | None


@dataclass(frozen=True, slots=True)
class Override:
    """One date of a series that takes place at another time (RFC 5545 §3.8.4.4)."""

    original: When
    """When the series would have had it: its RECURRENCE-ID."""
    start: When
    end: When | None


@dataclass(frozen=True, slots=True)
class CalendarEntry:
    """An event as a calendar holds it. `end` is excluded (rule C4); None for an event that only begins."""

    uid: str
    summary: Words
    description: Words
    start: When
    end: When | None
    status: EntryStatus
    sequence: int
    stamp: dt.datetime
    """Of the last change, in UTC: both DTSTAMP and LAST-MODIFIED, as RFC 5545 §3.8.7.2 has it for publishing."""
    url: str
    location: Words
    categories: tuple[Words, ...]
    organiser: Words | None = None
    rule: Rule | None = None
    exdates: tuple[When, ...] = ()
    overrides: tuple[Override, ...] = ()


def calendar_entry(context: Context, event: Event) -> CalendarEntry:
    """Return *event* for the calendar in the language of *context*.

    An event that is not translated speaks Chinese throughout and is marked so. A sample says so in its summary.
    """
    own = context if event.is_in(context.lang) else replace(context, lang="zh", rows={})
    title = own.say(event.title)
    if event.sample:
        title = Said(own.word("calendar_sample", title=title.text), title.lang)
    labels = own.edition.hub.taxonomy
    categories = (labels.event_categories[event.category], *(labels.tags[tag] for tag in event.tags))
    return CalendarEntry(
        uid=uid_of(event, context.edition.hub, context.lang),
        summary=_words(context, (title,)),
        description=_words(context, _description(own, event, context.full_url(event.path)), "\n\n"),
        start=event.start,
        end=_excluded(event.start, event.end),
        status=STATUSES[event.status],
        sequence=event.revision,
        stamp=_midnight(event.updated or event.posted),
        url=context.full_url(event.path),
        location=_words(context, _location(own, event), _listed(own.lang)),
        categories=tuple(dict.fromkeys(_words(context, (own.say(label),)) for label in categories)),
        organiser=_words(context, (own.say(event.organiser.name),)) if event.organiser else None,
        rule=_rule(event, event.recurrence) if event.recurrence else None,
        exdates=_exdates(event, event.recurrence) if event.recurrence else (),
        overrides=tuple(_override(event, one) for one in event.occurrences() if one.moved),
    )


def uid_of(event: Event, hub: Hub, lang: Lang) -> str:
    """The UID of *event* (rules C22, RFC 7986 §5.3): of its oldest id, the language and the permanent domain only."""
    return f"{event.section}-{permanent_id(hub.redirects, event)}-{lang}@{hub.site.domain}"


# Times


def _excluded(start: When, end: When | None) -> When | None:
    """DTEND: the day after the last one; a time that is not after the start is none (RFC 5545 §3.8.2.2)."""
    if not isinstance(start, dt.datetime):
        return min(end if end is not None else start, dt.date.max - DAY) + DAY
    return end if end is not None and end > start else None


def _on(event: Event, day: dt.date) -> When:
    """When *event* starts in its series on *day*."""
    return event.start + (day - as_day(event.start))


def _rule(event: Event, series: Recurrence) -> Rule:
    """The rule of *series*, which ends on its own last date, so that no client finds one more or one fewer.

    Times end with that day, not with its last start: some clients look only at the date of UNTIL, which in UTC is
    the day before for what starts before 08:00.
    """
    by_day = None
    if series.weekday is not None:
        place = WEEKS[series.week] if series.week is not None else ""
        by_day = f"{place}{series.weekday[:2].upper()}"
    until: When | None = None
    if series.count is None:
        until = series.days(as_day(event.start))[-1]
        if not event.all_day:
            until = dt.datetime.combine(until, END_OF_DAY, HUB_ZONE).astimezone(dt.UTC)
    return Rule(FREQUENCIES[series.every], series.interval, by_day, until, series.count)


def _exdates(event: Event, series: Recurrence) -> tuple[When, ...]:
    """Dates on which it does not take place (rule C26); a moved date takes place, at another time."""
    moved = {change.original for change in series.moved}
    return tuple(_on(event, day) for day in sorted(set(series.cancelled) - moved))


def _override(event: Event, moved: Occurrence) -> Override:
    return Override(_on(event, moved.original), moved.start, _excluded(moved.start, moved.end))


def _midnight(day: dt.date) -> dt.datetime:
    """The beginning of *day* in Asia/Shanghai, in UTC."""
    return dt.datetime.combine(day, dt.time(), HUB_ZONE).astimezone(dt.UTC)


# Texts


def _words(context: Context, parts: tuple[Said, ...], joint: str = "") -> Words:
    """Join *parts*; a text in several languages carries no mark, because none would be true."""
    languages = {part.lang for part in parts}
    lang = languages.pop() if len(languages) == 1 else context.lang
    return Words(joint.join(part.text for part in parts), HTML_LANG[lang] if lang != context.lang else None)


def _location(own: Context, event: Event) -> tuple[Said, ...]:
    place, address = own.say(event.place.name), own.maybe(event.place.address)
    return (place, address) if address is not None else (place,)


def _description(own: Context, event: Event, url: str) -> tuple[Said, ...]:
    """What to know, the most urgent first: status, what it is, programme, how to take part, where to read on."""
    parts = list(_notices(own, event))
    parts += [own.say(event.summary), *own.paragraphs(event.description)]
    if event.agenda:
        points = [(point.time, own.say(point.what)) for point in event.agenda]
        lines = "\n".join(f"{clock} {what.text}" for clock, what in points)
        parts.append(Said(lines, _common(what for _, what in points)))
    if event.organiser:
        organiser = own.say(event.organiser.name)
        parts.append(_labelled(own, "label_organiser", organiser.text, organiser.lang))
    if event.registration:
        how = own.say(event.registration.how)
        parts.append(_labelled(own, "heading_apply", how.text, how.lang))
        if event.registration.until:
            parts.append(_labelled(own, "label_register_until", day_words(event.registration.until, own.lang)))
    if event.place.url:
        parts.append(_labelled(own, "join_online", event.place.url))
    parts.append(Said(url, parts[-1].lang))
    return tuple(parts)


def _notices(own: Context, event: Event) -> Iterator[Said]:
    if event.sample:
        yield own.own(own.word("notice_sample"))
    if event.status != "scheduled":
        yield own.own(own.word(f"notice_event_{event.status}"))


def _labelled(own: Context, key: str, text: str, lang: Lang | None = None) -> Said:
    colon = "：" if own.lang == "zh" else ": "
    return Said(f"{own.word(key)}{colon}{text}", lang or own.lang)


def _common(texts: Iterator[Said]) -> Lang:
    """Chinese if any of *texts* is."""
    return "zh" if any(text.lang == "zh" for text in texts) else "en"


def _listed(lang: Lang) -> str:
    return "，" if lang == "zh" else ", "
