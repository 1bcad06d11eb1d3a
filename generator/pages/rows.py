"""Records as rows and cards: how each kind shows in a list."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from generator.model.alliance import Alliance
from generator.model.event import Event, Occurrence
from generator.model.item import Article, DatedArticle, Item
from generator.model.job import Job, Pay
from generator.model.recurrence import WEEKDAYS, Recurrence
from generator.model.service import ServiceTeam
from generator.pages.context import Context
from generator.pages.event_choice import event_facts
from generator.pages.job_board import job_facts
from generator.pages.views import (
    AllianceCard,
    Badge,
    DateBlock,
    EventRow,
    JobRow,
    OccurrenceView,
    Row,
    Said,
    ServiceCard,
)
from generator.pages.words import (
    WEEKDAYS_EN,
    WEEKDAYS_ZH,
    day_view,
    day_words,
    month_short,
    number_words,
    span_parts,
    weekday_short,
)


def article_row(context: Context, item: Article) -> Row:
    """A news item, achievement or policy in a list; made once for all lists of a language."""
    path = item.path
    row = context.rows.get(path)
    if row is None:
        row = context.rows[path] = _article_row(context, item)
    return row


def _article_row(context: Context, item: Article) -> Row:
    dated = item if isinstance(item, DatedArticle) else None
    return Row(
        section=item.section,
        url=context.url(item.path),
        title=context.say(item.title),
        summary=context.say(item.summary),
        day=day_view(dated.date, context.lang) if dated else None,
        kicker=context.alliance_names(dated.alliances) if dated else (),
        badges=(*context.sample(item.sample), *fallback_badge(context, item)),
        figures=context.figures(getattr(item, "figures", ())),
        picture=context.picture(item, item.cover),
    )


def fallback_badge(context: Context, item: Item) -> tuple[Badge, ...]:
    """The badge of an item that is not translated into the page's language."""
    return () if item.is_in(context.lang) else (context.badge("fallback"),)


def date_block(context: Context, day: dt.date) -> DateBlock:
    """A day to show large."""
    lang, today = context.lang, context.edition.day
    return DateBlock(
        day.isoformat(),
        str(day.day),
        month_short(day, lang),
        weekday_short(day, lang),
        str(day.year),
        past=day < today,
        today=day == today,
    )


def occurrence_view(context: Context, occurrence: Occurrence) -> OccurrenceView:
    """One time an event takes place."""
    today = context.edition.day
    badges: list[Badge] = []
    if occurrence.cancelled:
        badges.append(context.badge("cancelled"))
    elif occurrence.last_day < today:
        badges.append(context.badge("past"))
    elif occurrence.first_day <= today:
        badges.append(context.badge("today"))
    if occurrence.moved:
        badges.append(context.badge("moved"))
    parts = span_parts(occurrence.start, occurrence.end, context.lang)
    return OccurrenceView(
        block=date_block(context, occurrence.first_day),
        when="".join(parts),
        parts=parts,
        badges=tuple(badges),
        iso=occurrence.start.isoformat(),
        cancelled=occurrence.cancelled,
        past=occurrence.last_day < today,
    )


def event_row(context: Context, event: Event) -> EventRow:
    """An event with its next date, or its last one when all are over."""
    occurrence = event.next_on(context.edition.day) or event.occurrences()[-1]
    badges = [*context.sample(event.sample), *fallback_badge(context, event)]
    if event.status == "postponed":
        badges.append(context.badge("postponed"))
    return EventRow(
        url=context.url(event.path),
        title=context.say(event.title),
        category=context.say(context.edition.hub.taxonomy.event_categories[event.category]),
        next=occurrence_view(context, occurrence),
        place=context.say(event.place.name),
        kicker=context.alliance_names(event.alliances),
        badges=tuple(badges),
        series=series_words(context, event.recurrence) if event.recurrence else None,
        facts=event_facts(event),
    )


def series_words(context: Context, series: Recurrence) -> str:
    """“every month, first Saturday”."""
    if series.every == "month" and series.week and series.weekday:
        names = WEEKDAYS_ZH if context.lang == "zh" else WEEKDAYS_EN
        week = context.word(f"week_{series.week}")
        key = "series_monthly_on" if series.interval == 1 else "series_every_months_on"
        weekday = names[WEEKDAYS[series.weekday]]
        words = context.word(key, interval=series.interval, week=week, weekday=weekday)
    elif series.interval > 1 and series.every != "year":
        words = context.word(f"series_every_{series.every}s", interval=series.interval)
    else:
        words = context.word(f"series_{series.every}ly")
    if series.until is None:
        return words
    until = context.word("series_until", day=day_words(series.until, context.lang))
    return f"{words}，{until}" if context.lang == "zh" else f"{words}, {until}"


def pay_words(context: Context, pay: Pay | None) -> str:
    """“8,000–12,000 yuan a month × 13 months”, or that it is negotiable."""
    if pay is None:
        return context.word("pay_negotiable")
    per = context.word(f"per_{pay.per}")
    if pay.max is None:
        words = context.word("pay_from", min=number_words(pay.min), per=per)
    else:
        words = context.word("pay_range", min=number_words(pay.min), max=number_words(pay.max), per=per)
    return f"{words} {context.word('pay_months', months=pay.months)}" if pay.months else words


def headcount_words(context: Context, job: Job) -> str:
    """“3 posts”."""
    return context.word("post" if job.headcount == 1 else "posts", count=job.headcount)


def job_badges(context: Context, job: Job) -> tuple[Badge, ...]:
    """Sample, not translated, closing soon, closed."""
    badges = [*context.sample(job.sample), *fallback_badge(context, job)]
    if not job.is_open(context.edition.day):
        badges.append(context.badge("closed"))
    elif job.is_closing(context.edition.day):
        badges.append(context.badge("closing"))
    return tuple(badges)


def job_row(context: Context, job: Job) -> JobRow:
    """An opening in a list."""
    return JobRow(
        url=context.url(job.path),
        title=context.say(job.title),
        employer=context.say(job.employer.name),
        place=context.say(job.workplace.name),
        pay=pay_words(context, job.pay),
        headcount=headcount_words(context, job),
        kind=context.word(f"kind_{job.kind}"),
        education=context.word(f"education_{job.education}"),
        until=day_view(job.valid_through, context.lang),
        closing=job.is_closing(context.edition.day),
        kicker=context.alliance_names(job.alliances),
        badges=job_badges(context, job),
        facts=job_facts(job),
    )


def alliance_card(context: Context, alliance: Alliance) -> AllianceCard:
    """An alliance on the home page and in the list."""
    return AllianceCard(
        id=alliance.id,
        url=context.url(alliance.path),
        name=context.say(alliance.name),
        industry=context.say(alliance.industry),
        sign=alliance.sign,
        summary=context.say(alliance.summary),
        badges=context.sample(alliance.sample),
    )


def service_card(context: Context, team: ServiceTeam) -> ServiceCard:
    """A service team on the home page and in the list."""
    return ServiceCard(
        url=context.url(team.path),
        name=context.say(team.name),
        summary=context.say(team.summary),
        audience=context.say(team.audience),
        badges=(*context.sample(team.sample), *fallback_badge(context, team)),
    )


def article_rows(context: Context, items: Iterable[Item]) -> tuple[Row, ...]:
    """The articles among *items* as rows."""
    return tuple(article_row(context, item) for item in items if isinstance(item, Article))


def event_rows(context: Context, items: Iterable[Item]) -> tuple[EventRow, ...]:
    """The events among *items* as rows."""
    return tuple(event_row(context, item) for item in items if isinstance(item, Event))


def job_rows(context: Context, items: Iterable[Item]) -> tuple[JobRow, ...]:
    """The openings among *items* as rows."""
    return tuple(job_row(context, item) for item in items if isinstance(item, Job))


def service_cards(context: Context, items: Iterable[Item]) -> tuple[ServiceCard, ...]:
    """The service teams among *items* as cards."""
    return tuple(service_card(context, item) for item in items if isinstance(item, ServiceTeam))


def alliance_cards(context: Context, items: Iterable[Item]) -> tuple[AllianceCard, ...]:
    """The alliances among *items* as cards."""
    return tuple(alliance_card(context, item) for item in items if isinstance(item, Alliance))


def said_words(context: Context, *words: str) -> tuple[Said, ...]:
    """Interface words as texts; empty ones are left out."""
    return tuple(context.own(word) for word in words if word)
