"""Entries → the bytes of an iCalendar file. The only file that knows the calendar library.

What the library leaves to its user is here: the time zone (C7), the calendar's own properties (C20, C21), texts
without control characters, and a backslash before a capital N, which the library takes for a line break.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from icalendar import Calendar, Event, Timezone, TimezoneStandard
from icalendar.prop import vCategory, vDuration, vRecur, vText

from generator.calendars.entry import CalendarEntry, Override, Rule, When, Words
from generator.zone import HUB_ZONE

REFRESH = dt.timedelta(hours=12)
"""How often clients should ask again (rule C21)."""

ZONE = str(HUB_ZONE)
_LINE_BREAK = re.compile("\r\n|[\r\x85\u2028\u2029]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class CalendarHead:
    """What a calendar says about itself. `language` is the tag of its texts, such as ``zh-Hans``."""

    name: str
    domain: str
    language: str


def write_calendar(head: CalendarHead, entries: Iterable[CalendarEntry]) -> bytes:
    """Return a whole calendar; without entries it is still a valid one (RFC 5545 §3.6 wants one component).

    The same arguments give the same bytes; entries keep their order.
    """
    calendar = Calendar()
    calendar.add("prodid", _text(f"-//{head.domain}//alliance-hub//{head.language}"))
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("name", _text(head.name, head.language))
    calendar.add("x-wr-calname", _text(head.name))
    calendar.add("x-wr-timezone", ZONE)
    calendar.add("refresh-interval", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", vDuration(REFRESH))
    calendar.add_component(_time_zone())
    for entry in entries:
        for component in _events(entry):
            calendar.add_component(component)
    return bytes(calendar.to_ical())


def _time_zone() -> Timezone:
    """The smallest VTIMEZONE that is true of every event here: +08:00 since before 1970 (rule C7).

    The summer times of 1986 to 1991 and the local mean time before 1901 are left out: some clients refuse a zone
    that tells its whole history.
    """
    standard = TimezoneStandard()
    standard.add("dtstart", dt.datetime(1970, 1, 1))  # local: RFC 5545 §3.6.5
    standard.add("tzoffsetfrom", dt.timedelta(hours=8))
    standard.add("tzoffsetto", dt.timedelta(hours=8))
    standard.add("tzname", "CST")
    zone = Timezone()
    zone.add("tzid", ZONE)
    zone.add_component(standard)
    return zone


def _events(entry: CalendarEntry) -> Iterator[Event]:
    """The VEVENT of *entry*, and one for each moved date of a series (RFC 5545 §3.8.4.4)."""
    first = _event(entry, entry.start, entry.end)
    if entry.rule is not None:
        first.add("rrule", _rule(entry.rule))
    if entry.exdates:
        first.add("exdate", list(entry.exdates))
    yield first
    for override in entry.overrides:
        yield _moved(entry, override)


def _moved(entry: CalendarEntry, override: Override) -> Event:
    event = _event(entry, override.start, override.end)
    event.add("recurrence-id", override.original)
    return event


def _event(entry: CalendarEntry, start: When, end: When | None) -> Event:
    """One VEVENT. It has no ORGANIZER, which RFC 5545 §3.8.4.3 keeps for meetings with invitations: see CONTACT."""
    event = Event()
    event.add("uid", _text(entry.uid))
    event.add("dtstamp", entry.stamp)
    event.add("last-modified", entry.stamp)
    event.add("sequence", entry.sequence)
    event.add("status", entry.status)
    event.add("dtstart", start)
    if end is not None:
        event.add("dtend", end)
    event.add("summary", _words(entry.summary))
    event.add("description", _words(entry.description))
    event.add("location", _words(entry.location))
    if entry.organiser is not None:
        event.add("contact", _words(entry.organiser))
    for language in dict.fromkeys(words.language for words in entry.categories):
        labels = [_text(words.text) for words in entry.categories if words.language == language]
        event.add("categories", _categories(labels), parameters=_language(language))
    event.add("url", entry.url)
    return event


def _rule(rule: Rule) -> vRecur:
    """RRULE; a rule part that says what is so anyway is left out."""
    parts: dict[str, Any] = {"FREQ": rule.frequency}
    if rule.interval > 1:
        parts["INTERVAL"] = rule.interval
    if rule.by_day is not None:
        parts["BYDAY"] = rule.by_day
    if rule.count is not None:
        parts["COUNT"] = rule.count
    else:
        parts["UNTIL"] = rule.until
    return vRecur(parts)


# Texts


class _Text(vText):
    """A TEXT value (rule C6, RFC 5545 §3.3.11).

    The library's own escaping turns a backslash before a capital N, as in ``D:\\News``, into a line break.
    """

    def to_ical(self) -> bytes:
        escaped = self.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
        return escaped.encode()


def plain(text: str) -> str:
    """*text* as a calendar can hold it: line breaks as ``\\n``, no control characters (RFC 5545 §3.1)."""
    return _FORBIDDEN.sub("", _LINE_BREAK.sub("\n", text))


def _text(text: str, language: str | None = None) -> _Text:
    return _Text(plain(text), params=_language(language))


def _words(words: Words) -> _Text:
    return _text(words.text, words.language)


def _categories(labels: list[_Text]) -> vCategory:
    value = vCategory([])
    value.cats = [*labels]
    return value


def _language(language: str | None) -> dict[str, str]:
    return {"LANGUAGE": language} if language is not None else {}
