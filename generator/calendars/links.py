"""Where the calendars are, and what pages say about them (rule C27). Knows no calendar library."""

from __future__ import annotations

from dataclasses import dataclass

from generator.calendars.qr import qr_svg
from generator.model.alliance import Alliance
from generator.model.event import Event
from generator.model.record import Text
from generator.pages.context import Context
from generator.pages.views import Said

HUB_CALENDAR = "events/calendar.ics"
SUBSCRIBE = "subscribe/"


@dataclass(frozen=True, slots=True)
class CalendarLinks:
    """Ways to a calendar, ready for ``href``."""

    name: Said
    """What the calendar calls itself."""
    https: str
    """Full address of the subscription, to copy."""
    webcal: str
    """The same address for a program that subscribes at once."""
    file: str | None
    """Address of the file with this one event, below the site's base path; None where the page is not of an event."""
    qr: str
    """Inline SVG that leads a phone to `qr_url`; trusted markup."""
    qr_url: str
    """The page itself, not the calendar: WeChat, which most readers scan with, opens no calendar files, while the
    page tells how to go on."""


def calendar_links(context: Context, item: Event | Alliance | None = None) -> CalendarLinks:
    """Ways to the calendar for the page of *item*: an alliance's own, for everything else that of the whole hub.

    None stands for the page about subscribing. An event's page also offers the event alone. A sample has no
    calendar to subscribe to; its page offers the hub's.
    """
    alliance = item if isinstance(item, Alliance) and not item.sample else None
    name = calendar_name(context, alliance)
    https = context.full_url(calendar_path(alliance))
    page = context.full_url(item.path if item is not None else SUBSCRIBE)
    title = context.word("section_subscribe") if item is None else context.say(_title(item)).text
    return CalendarLinks(
        name=name,
        https=https,
        webcal=f"webcal:{https.partition(':')[2]}",
        file=context.url(event_file_path(item)) if isinstance(item, Event) else None,
        qr=qr_svg(page, context.word("calendar_qr", title=title)),
        qr_url=page,
    )


def calendar_name(context: Context, alliance: Alliance | None = None) -> Said:
    """The name of a calendar to subscribe to; in Chinese when its owner's name is not translated."""
    owner = context.say(alliance.name if alliance is not None else context.edition.hub.site.name)
    return Said(context.strings.word(owner.lang, "calendar_name", name=owner.text), owner.lang)


def calendar_path(alliance: Alliance | None = None) -> str:
    """Where the calendar of *alliance*, or of the whole hub, is below the language's root."""
    return f"{alliance.path}calendar.ics" if alliance is not None else HUB_CALENDAR


def event_file_path(event: Event) -> str:
    """Where the file with this one event is below the language's root."""
    return f"{event.path}event.ics"


def _title(item: Event | Alliance) -> Text:
    return item.title if isinstance(item, Event) else item.name
