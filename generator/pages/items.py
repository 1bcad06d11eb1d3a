"""The page of each kind of record: a frame, a template and a view."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable

from generator.model.achievement import Achievement
from generator.model.event import Event
from generator.model.item import Article, DatedArticle, Item
from generator.model.job import Job
from generator.model.news import News
from generator.model.page import Page
from generator.model.policy import Policy
from generator.model.record import Text
from generator.model.service import ServiceTeam
from generator.pages.charts import chart_view
from generator.pages.context import Context
from generator.pages.month import month_link
from generator.pages.rows import (
    article_rows,
    event_rows,
    fallback_badge,
    headcount_words,
    job_badges,
    job_rows,
    occurrence_view,
    pay_words,
    said_words,
    series_words,
    service_card,
)
from generator.pages.views import ArticleView, Badge, Day, EventView, Frame, JobView, Link, Said, ServiceView
from generator.pages.words import day_view, day_words

RELATED = 3
"""How many related items a page names."""

Facts = tuple[tuple[str, tuple[Said, ...]], ...]


def frame_of(context: Context, item: Item, title: Text, description: Text, **more: object) -> Frame:
    """The frame of a record's own page. Samples, and what is over, are not indexed."""
    shown = context.say(title).text
    section = item.section if not isinstance(item, Page) else "other"
    trail = () if isinstance(item, Page) else (context.section_link(item.section),)
    return context.frame(
        section,
        item.path,
        shown,
        context.say(description).text,
        trail,
        indexed=not item.sample and context.edition.is_current(item),
        translated=item.is_in("en"),
        **more,
    )


def notices(context: Context, item: Item, *more: str) -> tuple[str, ...]:
    """Sentences above a text: what a reader should know first."""
    found = [context.word(key) for key in more]
    if item.sample:
        found.append(context.word("notice_sample"))
    if not item.is_in(context.lang):
        found.append(context.word("notice_fallback"))
    return tuple(found)


def article_page(context: Context, item: Article) -> tuple[Frame, ArticleView]:
    """News, achievements, policies and standing pages."""
    markup, lang = item.body.best(context.lang)
    dated = item if isinstance(item, DatedArticle) else None
    picture = context.picture(item, item.cover)
    outdated = item.body.outdated and lang == "en"
    warnings = []
    if isinstance(item, Policy) and not context.edition.is_current(item):
        warnings.append("notice_policy_expired")
    if outdated:
        warnings.append("notice_outdated")
    badges: tuple[Badge, ...] = (*context.sample(item.sample), *fallback_badge(context, item))
    if outdated:
        badges += (context.badge("outdated"),)
    updated = dated.updated if dated else item.updated if isinstance(item, Page) else None
    frame = frame_of(
        context,
        item,
        item.title,
        item.summary,
        kind="article" if dated else "website",
        published=dated.date.isoformat() if dated else None,
        modified=updated.isoformat() if updated else None,
    )
    kinds = {"news": "kind_news", "achievements": "kind_achievement", "policies": "kind_policy"}
    before, after = _around(context, item)
    view = ArticleView(
        section=item.section,
        kind=context.word(kinds[item.section]) if item.section in kinds else "",
        title=context.say(item.title),
        summary=context.say(item.summary),
        html=context.html(markup) if picture is not None else _first_at_once(context.html(markup)),
        html_lang=lang,
        day=day_view(dated.date, context.lang) if dated else None,
        updated=day_view(updated, context.lang) if updated else None,
        reading=_reading_time(context, markup.characters, lang) if isinstance(item, News) else None,
        alliances=context.alliance_links(dated.alliances) if dated else (),
        tags=context.tag_links(item.tags),
        badges=badges,
        notices=notices(context, item, *warnings),
        original=context.url(item.path, "zh") if outdated else "",
        figures=context.figures(getattr(item, "figures", ())),
        charts=tuple(chart_view(context, one) for one in item.charts) if isinstance(item, Achievement) else (),
        facts=_policy_facts(context, item) if isinstance(item, Policy) else (),
        contact=context.contact(item.contact) if isinstance(item, Policy) else None,
        organisations=tuple(
            (context.say(one.name), context.maybe(one.role), one.url)
            for one in (item.organisations if isinstance(item, Achievement) else ())
        ),
        source=context.source(dated.source) if dated else None,
        picture=picture,
        related=article_rows(context, context.edition.neighbours(item, RELATED)) if dated else (),
        previous=before,
        next=after,
    )
    return frame, view


def _first_at_once(html: str) -> str:
    """*html*, whose first picture does not wait where the text begins with it: it is what a reader sees on arriving."""
    if not html.startswith("<figure><picture>"):
        return html
    return html.replace(' loading="lazy"', ' fetchpriority="high"', 1)


def _reading_time(context: Context, characters: int, lang: str) -> str:
    """400 Chinese characters or 1,100 letters a minute, at least one minute."""
    return context.word("minutes", count=max(1, math.ceil(characters / (400 if lang == "zh" else 1100))))


def _around(context: Context, item: Article) -> tuple[Link | None, Link | None]:
    """The older and the newer news item."""
    older, newer = context.edition.around(item)
    return (
        context.link(older, older.title) if older else None,
        context.link(newer, newer.title) if newer else None,
    )


def _policy_facts(context: Context, item: Policy) -> Facts:
    facts: list[tuple[str, tuple[Said, ...]]] = []

    def add(key: str, text: Text | None) -> None:
        if text is not None:
            facts.append((context.word(f"label_{key}"), (context.say(text),)))

    add("audience", item.audience)
    add("benefit", item.benefit)
    add("apply", item.apply)
    add("issuer", item.issuer)
    if item.valid_from or item.valid_through:
        ends = [day_words(day, context.lang) if day else "" for day in (item.valid_from, item.valid_through)]
        facts.append((context.word("label_valid"), (context.own(" – ".join(ends).strip()),)))
    return tuple(facts)


def job_page(context: Context, job: Job) -> tuple[Frame, JobView]:
    """One opening; an expired one says so first."""
    open_ = job.is_open(context.edition.day)
    said, word = context.say, context.word
    place = [said(job.workplace.name)]
    place += [said(text) for text in (job.workplace.locality, job.workplace.street) if text is not None]
    if job.remote:
        place.append(context.own(word("remote")))
    experience = (
        word("experience_years", count=job.experience_years) if job.experience_years else word("experience_none")
    )
    glance: Facts = (
        (word("label_place"), tuple(place)),
        (word("label_pay"), said_words(context, pay_words(context, job.pay))),
        (word("label_headcount"), said_words(context, headcount_words(context, job))),
        (word("label_until"), said_words(context, day_words(job.valid_through, context.lang))),
        (word("label_kind"), said_words(context, word(f"kind_{job.kind}"))),
        (word("label_education"), said_words(context, word(f"education_{job.education}"))),
        (word("label_experience"), said_words(context, experience)),
    )
    description = Text(
        zh=f"{job.employer.name.zh}招聘{job.title.zh}，{job.workplace.name.zh}"[:300],
        en=_join_en(job.title, job.employer.name, job.workplace.name),
    )
    frame = frame_of(context, job, job.title, description, published=job.posted.isoformat())
    view = JobView(
        title=said(job.title),
        badges=job_badges(context, job),
        notices=notices(context, job, *(() if open_ else ("notice_job_closed",))),
        employer=said(job.employer.name),
        employer_url=job.employer.url,
        glance=glance,
        until=day_view(job.valid_through, context.lang),
        closing=job.is_closing(context.edition.day),
        closed=not open_,
        posted=day_view(job.posted, context.lang),
        about=context.paragraphs(job.about),
        duties=tuple(said(text) for text in job.duties),
        requirements=tuple(said(text) for text in job.requirements),
        benefits=tuple(said(text) for text in job.benefits),
        how=said(job.apply.how),
        contact=context.contact(job.apply.contact),
        source=context.source(job.source),
        alliances=context.alliance_links(job.alliances),
        tags=context.tag_links(job.tags),
        related=job_rows(context, context.edition.neighbours(job, RELATED)),
    )
    return frame, view


def _join_en(*texts: Text) -> str | None:
    words = [text.en for text in texts]
    return ", ".join(word for word in words if word)[:300] if all(words) else None


def event_page(context: Context, event: Event) -> tuple[Frame, EventView]:
    """One event with all its dates; a past or cancelled one says so first."""
    today = context.edition.day
    past = event.is_past(today)
    occurrences = event.occurrences()
    following = event.next_on(today) or occurrences[-1]
    shown = occurrence_view(context, following)
    warnings = []
    badges = [*context.sample(event.sample), *fallback_badge(context, event)]
    if event.status != "scheduled":
        warnings.append(f"notice_event_{event.status}")
        badges.append(context.badge(event.status))
    elif past:
        warnings.append("notice_event_past")
        badges.append(context.badge("past"))
    category = context.edition.hub.taxonomy.event_categories[event.category]
    registration = event.registration
    frame = frame_of(context, event, event.title, event.summary, published=event.posted.isoformat())
    view = EventView(
        title=context.say(event.title),
        summary=context.say(event.summary),
        category=context.say(category),
        badges=tuple(dict.fromkeys((*shown.badges, *badges))),
        notices=notices(context, event, *warnings),
        next=shown,
        past=past,
        place=context.say(event.place.name),
        address=context.maybe(event.place.address)
        or (context.own(context.word("online")) if event.place.online else None),
        place_url=event.place.url,
        organiser=context.say(event.organiser.name) if event.organiser else None,
        series=series_words(context, event.recurrence) if event.recurrence else None,
        month=month_link(context, following.first_day),
        occurrences=tuple(occurrence_view(context, one) for one in occurrences) if event.recurrence else (),
        agenda=tuple((point.time, context.say(point.what)) for point in event.agenda),
        description=context.paragraphs(event.description),
        how=context.say(registration.how) if registration else None,
        register_until=_maybe_day(context, registration.until) if registration else None,
        contact=context.contact(registration.contact) if registration else None,
        source=context.source(event.source),
        alliances=context.alliance_links(event.alliances),
        tags=context.tag_links(event.tags),
        related=event_rows(context, context.edition.neighbours(event, RELATED)),
    )
    return frame, view


def _maybe_day(context: Context, day: dt.date | None) -> Day | None:
    return day_view(day, context.lang) if day else None


def service_page(context: Context, team: ServiceTeam) -> tuple[Frame, ServiceView]:
    """One service team."""
    frame = frame_of(context, team, team.name, team.summary)
    others: Iterable[ServiceTeam] = (other for other in context.edition.hub.services if other.id != team.id)
    view = ServiceView(
        name=context.say(team.name),
        summary=context.say(team.summary),
        badges=(*context.sample(team.sample), *fallback_badge(context, team)),
        notices=notices(context, team),
        facts=(
            (context.word("label_members"), (context.say(team.members),)),
            (context.word("label_audience"), (context.say(team.audience),)),
        ),
        offers=tuple(context.say(text) for text in team.offers),
        ask=context.say(team.ask),
        description=context.paragraphs(team.description),
        contact=context.contact(team.contact),
        alliances=context.alliance_links(team.alliances),
        tags=context.tag_links(team.tags),
        others=tuple(service_card(context, other) for other in others),
    )
    return frame, view
