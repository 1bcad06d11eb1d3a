"""What a page says to machines as JSON-LD (rules S1–S7): records to plain dicts in the words of schema.org.

A page says here only what its reader can see (S7). Samples, what is over, and copies that show the other
language's text say nothing of their record: the page of the original does. Nothing here reads a clock; the day
is the edition's. The keys of a dict stand in a fixed order, so that the same content gives the same bytes.
"""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape
from typing import Any, Literal

from generator.model.achievement import Organisation
from generator.model.alliance import Alliance
from generator.model.event import Event, Occurrence, Place, as_day
from generator.model.item import Item
from generator.model.job import Job, Kind, Pay
from generator.model.news import News
from generator.model.record import Contact, Text
from generator.model.recurrence import WEEKDAYS, WEEKS, Recurrence
from generator.pages.context import HTML_LANG, Context
from generator.pages.views import Frame, Link
from generator.zone import HUB_ZONE

Data = dict[str, Any]
"""One thing in the words of schema.org, ready for `json.dumps`."""

SCHEMA = "https://schema.org"

EMPLOYMENT: Mapping[Kind, str] = {
    "full-time": "FULL_TIME",
    "part-time": "PART_TIME",
    "internship": "INTERN",
    "temporary": "TEMPORARY",
    "contract": "CONTRACTOR",
}
PERIODS: Mapping[str, Literal["W", "M", "Y"]] = {"week": "W", "month": "M", "year": "Y"}

_SPECIAL = re.compile("[<>&\u2028\u2029]")
_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def script(data: Data) -> str:
    """Return the element that holds *data*. No text in it can end the element or a line of JavaScript."""
    text = _SPECIAL.sub(lambda match: f"\\u{ord(match[0]):04x}", _written(data))
    return f'<script type="application/ld+json">{text}</script>'


def page_data(
    context: Context, frame: Frame, item: Item | None = None, *, searchable: bool = False
) -> tuple[Data, ...]:
    """Return everything the page of *frame* says: about the hub on home, about *item* on its own page.

    *searchable* is whether the site has a search page at ``/search/``.
    """
    found: list[Data | None] = []
    if not frame.path:
        found += [website(context, searchable=searchable), organization(context)]
    elif frame.breadcrumbs:
        found.append(breadcrumbs(context, frame.breadcrumbs))
    if isinstance(item, Job):
        found.append(job_posting(context, item))
    elif isinstance(item, Event):
        found.append(event(context, item))
    elif isinstance(item, News):
        found.append(news_article(context, item))
    elif isinstance(item, Alliance):
        found.append(alliance_organization(context, item))
    return tuple(data for data in found if data is not None)


def speaks(context: Context, item: Item) -> bool:
    """Whether the page of *item* carries its data: real, current, and in the page's own language (S7)."""
    return not item.sample and context.edition.is_current(item) and item.is_in(context.lang)


# The hub and its pages


def website(context: Context, *, searchable: bool) -> Data:
    """The site on its home page (S6), with its search box when it has one."""
    site = context.edition.hub.site
    data: Data = {
        "@context": SCHEMA,
        "@type": "WebSite",
        "@id": f"{context.full_url('')}#website",
        "name": context.say(site.name).text,
        "alternateName": context.say(site.short_name).text,
        "url": context.full_url(""),
        "description": context.say(site.slogan).text,
        "inLanguage": HTML_LANG[context.lang],
        "publisher": {"@id": _publisher_id(context)},
    }
    if searchable:
        data["potentialAction"] = {
            "@type": "SearchAction",
            "target": {
                "@type": "EntryPoint",
                "urlTemplate": f"{context.full_url('search/')}?q={{search_term_string}}",
            },
            "query-input": "required name=search_term_string",
        }
    return data


def organization(context: Context) -> Data:
    """Who publishes the hub (S4), as the footer names it."""
    return {"@context": SCHEMA, **_publisher(context)}


def alliance_organization(context: Context, alliance: Alliance) -> Data | None:
    """An alliance on its own page (S4), with its members; samples among them are left out."""
    if not speaks(context, alliance):
        return None
    data: Data = {
        "@context": SCHEMA,
        "@type": "Organization",
        "@id": f"{context.full_url(alliance.path)}#alliance",
        "name": context.say(alliance.name).text,
        "description": context.say(alliance.summary).text,
        "url": context.full_url(alliance.path),
        "knowsAbout": context.say(alliance.industry).text,
    }
    if (picture := context.picture(alliance, alliance.cover)) is not None:
        data["image"] = _full(context, picture.url)
    members = [_named(context, one.name, one.url) for one in alliance.members if not one.sample]
    if members:
        data["member"] = members
    if alliance.contact is not None:
        if alliance.contact.address is not None:
            data["address"] = context.say(alliance.contact.address).text
        if point := _contact_point(context, alliance.contact):
            data["contactPoint"] = point
    return data


def breadcrumbs(context: Context, trail: Sequence[Link]) -> Data:
    """Where a page stands (S5): home first, the page itself last."""
    return {
        "@context": SCHEMA,
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": number, "name": link.title.text, "item": _full(context, link.url)}
            for number, link in enumerate(trail, 1)
        ],
    }


def handbook_breadcrumbs(context: Context, title: str, address: str) -> Data:
    """Where a page of the handbook stands (S5); *address* is below the site's root, its language included."""
    trail = [Link(context.own(context.word("home")), context.url("")), context.section_link("handbook")]
    if (url := context.base + address) != trail[-1].url:
        trail.append(Link(context.own(title), url, current=True))
    return breadcrumbs(context, trail)


# News


def news_article(context: Context, news: News) -> Data | None:
    """A news item on its own page (S3); the hub's editors are its author. A day is its first moment in Shanghai."""
    if not speaks(context, news):
        return None
    url, publisher = context.full_url(news.path), _publisher(context)
    data: Data = {
        "@context": SCHEMA,
        "@type": "NewsArticle",
        "headline": context.say(news.title).text,
        "url": url,
        "mainEntityOfPage": url,
        "inLanguage": HTML_LANG[context.lang],
        "datePublished": _midnight(news.date),
        "dateModified": _midnight(news.last_changed),
        "author": publisher,
        "publisher": publisher,
    }
    picture = context.first_picture(news)
    if picture is not None:
        data["image"] = _full(context, picture.url)
    if news.source is not None and news.source.url is not None:
        data["isBasedOn"] = news.source.url
    return data


# Jobs


def job_posting(context: Context, job: Job) -> Data | None:
    """An opening on its own page (S1).

    A post done from home names no place of work, which would say that it is done there as well. Pay without an
    upper end is left out: readers of this data take a single number for the pay itself.
    """
    if not speaks(context, job):
        return None
    data: Data = {
        "@context": SCHEMA,
        "@type": "JobPosting",
        "title": context.say(job.title).text,
        "description": _job_description(context, job),
        "identifier": {
            "@type": "PropertyValue",
            "name": context.say(job.employer.name).text,
            "value": job.id,
        },
        "url": context.full_url(job.path),
        "datePosted": job.posted.isoformat(),
        "validThrough": dt.datetime.combine(job.valid_through, dt.time(23, 59, 59), HUB_ZONE).isoformat(),
        "employmentType": EMPLOYMENT[job.kind],
        "totalJobOpenings": job.headcount,
        "hiringOrganization": _organisation(context, job.employer),
    }
    if job.remote:
        data["jobLocationType"] = "TELECOMMUTE"
        data["applicantLocationRequirements"] = {"@type": "Country", "name": "China"}
    else:
        data["jobLocation"] = _workplace(context, job)
    if salary := _salary(job.pay):
        data["baseSalary"] = salary
    return data


def _job_description(context: Context, job: Job) -> str:
    """The texts of the page as HTML, under its own headings."""
    parts = [f"<p>{escape(text.text)}</p>" for text in context.paragraphs(job.about)]
    if job.remote:
        parts.append(f"<p>{escape(context.word('remote'))}</p>")
    listed = (("duties", job.duties), ("requirements", job.requirements), ("benefits", job.benefits))
    for key, lines in listed:
        if lines:
            items = "".join(f"<li>{escape(context.say(line).text)}</li>" for line in lines)
            parts.append(f"<p><strong>{escape(context.word(f'heading_{key}'))}</strong></p><ul>{items}</ul>")
    return "".join(parts)


def _workplace(context: Context, job: Job) -> Data:
    place = job.workplace
    address: Data = {"@type": "PostalAddress"}
    if place.street is not None:
        address["streetAddress"] = context.say(place.street).text
    if place.locality is not None:
        address["addressLocality"] = context.say(place.locality).text
    address["addressCountry"] = "CN"
    return {"@type": "Place", "name": context.say(place.name).text, "address": address}


def _salary(pay: Pay | None) -> Data | None:
    if pay is None or pay.max is None or pay.min <= 0:
        return None
    amount: Data = {"@type": "QuantitativeValue"}
    if pay.min == pay.max:
        amount["value"] = _number(pay.min)
    else:
        amount |= {"minValue": _number(pay.min), "maxValue": _number(pay.max)}
    amount["unitText"] = pay.per.upper()
    return {"@type": "MonetaryAmount", "currency": "CNY", "value": amount}


# Events


def event(context: Context, event: Event) -> Data | None:
    """An event on its own page (S2), at the times its calendar file has.

    A series is its next date, with the schedule beside it. The end of whole days is the last day, inclusive, as
    schema.org has it; a calendar's is the day after (C4). A moved date does not say when it should have been,
    because its page does not either.
    """
    if not speaks(context, event):
        return None
    following = event.next_on(context.edition.day)
    if following is None:
        return None
    data: Data = {
        "@context": SCHEMA,
        "@type": "Event",
        "name": context.say(event.title).text,
        "description": context.say(event.summary).text,
        "url": context.full_url(event.path),
        "inLanguage": HTML_LANG[context.lang],
        "startDate": following.start.isoformat(),
    }
    if following.end is not None and _is_an_end(following):
        data["endDate"] = following.end.isoformat()
    data["eventStatus"] = f"{SCHEMA}/{_status(event, following)}"
    data["eventAttendanceMode"] = f"{SCHEMA}/{_attendance(event.place)}EventAttendanceMode"
    data["location"] = _location(context, event)
    if event.organiser is not None:
        data["organizer"] = _organisation(context, event.organiser)
    if event.recurrence is not None:
        data["eventSchedule"] = _schedule(event, event.recurrence)
    return data


def _is_an_end(occurrence: Occurrence) -> bool:
    """Whether the end says more than the start does; calendars leave out the same ones."""
    start, end = occurrence.start, occurrence.end
    return end is not None and (not isinstance(start, dt.datetime) or end > start)


def _status(event: Event, following: Occurrence) -> str:
    if event.status == "cancelled" or following.cancelled:
        return "EventCancelled"
    if event.status == "postponed":
        return "EventPostponed"
    return "EventRescheduled" if following.moved else "EventScheduled"


def _attendance(place: Place) -> Literal["Online", "Mixed", "Offline"]:
    if place.online:
        return "Online"
    return "Mixed" if place.url is not None else "Offline"


def _location(context: Context, event: Event) -> Data | list[Data]:
    """Where it is; an online event without an address of its own is joined from its page."""
    place = event.place
    name = context.say(place.name).text
    online: Data = {"@type": "VirtualLocation", "name": name, "url": place.url or context.full_url(event.path)}
    if place.online:
        return online
    street = context.say(place.address).text if place.address is not None else name
    here: Data = {
        "@type": "Place",
        "name": name,
        "address": {"@type": "PostalAddress", "streetAddress": street},
    }
    return [here, online] if place.url is not None else here


def _schedule(event: Event, series: Recurrence) -> Data:
    """The regular dates of a series; those that are cancelled or take place at another time are excepted."""
    first = as_day(event.start)
    data: Data = {
        "@type": "Schedule",
        "startDate": first.isoformat(),
        "repeatFrequency": f"P{series.interval}{PERIODS[series.every]}",
    }
    if series.until is not None:
        data["endDate"] = series.until.isoformat()
    if series.count is not None:
        data["repeatCount"] = series.count
    if series.weekday is not None:
        week = str(WEEKS[series.week]) if series.week is not None and series.every == "month" else ""
        data["byDay"] = f"{week}{series.weekday[:2].upper()}"
    elif series.every == "week":
        data["byDay"] = next(name for name, number in WEEKDAYS.items() if number == first.weekday())[:2].upper()
    else:
        data["byMonthDay"] = first.day
        if series.every == "year":
            data["byMonth"] = first.month
    if isinstance(event.start, dt.datetime):
        data["startTime"] = event.start.time().isoformat()
        if isinstance(event.end, dt.datetime) and event.end > event.start and as_day(event.end) == first:
            data["endTime"] = event.end.time().isoformat()
    if off := sorted({*series.cancelled, *(change.original for change in series.moved)}):
        data["exceptDate"] = [day.isoformat() for day in off]
    data["scheduleTimezone"] = "Asia/Shanghai"
    return data


# Parts


def _publisher_id(context: Context) -> str:
    return f"{context.full_url('')}#publisher"


def _publisher(context: Context) -> Data:
    return {
        "@type": "Organization",
        "@id": _publisher_id(context),
        "name": context.say(context.edition.hub.site.publisher).text,
        "url": context.full_url(""),
        "logo": f"{context.site_url}assets/images/feed.png",
    }


def _organisation(context: Context, organisation: Organisation) -> Data:
    return _named(context, organisation.name, organisation.url)


def _named(context: Context, name: Text, url: str | None) -> Data:
    data: Data = {"@type": "Organization", "name": context.say(name).text}
    if url is not None:
        data["url"] = url
    return data


def _contact_point(context: Context, contact: Contact) -> Data | None:
    data: Data = {"@type": "ContactPoint"}
    if contact.name is not None:
        data["name"] = context.say(contact.name).text
    for key, value in (("telephone", contact.phone), ("email", contact.email), ("url", contact.url)):
        if value is not None:
            data[key] = value
    return data if len(data) > 1 else None


def _full(context: Context, url: str) -> str:
    """The full address of *url*, which is absolute below the site's host."""
    return context.site_url.removesuffix(context.base) + url


@lru_cache(4096)
def _midnight(day: dt.date) -> str:
    return dt.datetime.combine(day, dt.time(), HUB_ZONE).isoformat()


def _number(value: float) -> int | float:
    return int(value) if value == int(value) else value
