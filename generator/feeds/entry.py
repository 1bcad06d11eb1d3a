"""One record as one entry of a feed: what it says, in plain values. Whatever the format, the entry is the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, replace
from html import escape
from typing import Literal
from urllib.parse import quote

from generator.feeds.text import Fact, Facts, bullets, element, facts_list, in_language, one_line, paragraphs, portable
from generator.model.achievement import Achievement
from generator.model.event import Event
from generator.model.item import DatedArticle
from generator.model.job import Job
from generator.model.news import News
from generator.model.policy import Policy
from generator.model.record import Contact, Lang, Source, Text
from generator.model.redirects import permanent_id
from generator.pages.charts import chart_view
from generator.pages.context import HTML_LANG, Context
from generator.pages.rows import pay_words, series_words
from generator.pages.views import Said
from generator.pages.words import day_words, span_words
from generator.pictures.renditions import TYPES, renditions
from generator.zone import HUB_ZONE

FeedArticle = News | Achievement | Policy
FeedItem = FeedArticle | Job | Event
"""The kinds of record that feeds carry."""

TAG_YEAR = "2026"
"""A day on which the domain was the hub's (RFC 4151 §2.1). It is part of every id: never change it."""


@dataclass(frozen=True, slots=True)
class Category:
    """What an entry belongs to: a permanent `term`, and a `label` for readers."""

    term: str
    label: str


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A picture of an entry: its full address, its size in bytes and its media type (R6)."""

    url: str
    length: int
    type: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One item of a feed. Texts are plain and on one line; `html` is complete and needs no other page to be read."""

    id: str
    """A ``tag:`` URI made from the record's own id, never from its title, day or folder (R21, R36)."""
    url: str
    title: str
    title_lang: Lang
    """The language the title is really in: not the feed's where a translation is missing."""
    summary: str
    html: str
    """Empty where the feed would be too long with it (R34)."""
    published: dt.datetime
    updated: dt.datetime
    """Never before `published`."""
    categories: tuple[Category, ...]
    authors: tuple[str, ...]
    source: str
    """Who it comes from, by address or by name; may be empty."""
    enclosure: Enclosure | None

    def without_text(self) -> Entry:
        """The same entry with its summary only."""
        return replace(self, html="")


def tag_uri(context: Context, name: str) -> str:
    """Return the permanent id of *name* in the context's language: ``tag:hub.example,2026:news/x/zh`` (RFC 4151)."""
    return f"tag:{context.edition.hub.site.domain},{TAG_YEAR}:{quote(name)}/{context.lang}"


def posted_on(item: FeedItem) -> dt.date:
    """The day *item* was published: an event's is not the day it takes place."""
    return item.date if isinstance(item, DatedArticle) else item.posted


def entry_of(context: Context, item: FeedItem) -> Entry:
    """Return the entry for *item* in the feeds of the context's language."""
    match item:
        case News():
            return news_entry(context, item)
        case Achievement():
            return achievement_entry(context, item)
        case Policy():
            return policy_entry(context, item)
        case Job():
            return job_entry(context, item)
        case Event():
            return event_entry(context, item)


def news_entry(context: Context, item: News) -> Entry:
    """A news item: its figures and its text."""
    return _article_entry(context, item, _figures(context, item), ())


def achievement_entry(context: Context, item: Achievement) -> Entry:
    """An achievement, by the organisations behind it."""
    facts = (*_figures(context, item), *_charts(context, item))
    return _article_entry(context, item, facts, (one.name for one in item.organisations))


def policy_entry(context: Context, item: Policy) -> Entry:
    """A policy, by the office that issued it."""
    word = context.word
    facts: list[Fact] = [
        (context.own(word(f"label_{key}")), (context.say(text),))
        for key, text in (
            ("audience", item.audience),
            ("benefit", item.benefit),
            ("apply", item.apply),
            ("issuer", item.issuer),
        )
        if text is not None
    ]
    if item.valid_from or item.valid_through:
        ends = [day_words(day, context.lang) if day else "" for day in (item.valid_from, item.valid_through)]
        facts.append((context.own(word("label_valid")), (context.own(" – ".join(ends).strip()),)))
    facts += _contact(context, item.contact)
    return _article_entry(context, item, tuple(facts), (item.issuer,) if item.issuer else ())


def job_entry(context: Context, job: Job) -> Entry:
    """An opening, by its employer: everything a reader needs to decide on it (B1)."""
    lang, word, own, say = context.lang, context.word, context.own, context.say
    until = own(day_words(job.valid_through, lang))
    pay = own(pay_words(context, job.pay))
    place = [say(text) for text in (job.workplace.name, job.workplace.locality, job.workplace.street) if text]
    if job.remote:
        place.append(own(word("remote")))
    years = job.experience_years
    experience = word("experience_years", count=years) if years else word("experience_none")
    rows: tuple[tuple[str, tuple[Said, ...]], ...] = (
        ("employer", (say(job.employer.name),)),
        ("place", tuple(place)),
        ("pay", (pay,)),
        ("headcount", (own(word("posts", count=job.headcount)),)),
        ("until", (until,)),
        ("kind", (own(word(f"kind_{job.kind}")),)),
        ("education", (own(word(f"education_{job.education}")),)),
        ("experience", (own(experience),)),
    )
    facts = tuple((own(word(f"label_{key}")), answers) for key, answers in rows)
    apply = own(word("heading_apply"))
    html = "".join(
        (
            facts_list(facts, lang),
            paragraphs(context.paragraphs(job.about), lang),
            bullets(own(word("heading_duties")), map(say, job.duties), lang),
            bullets(own(word("heading_requirements")), map(say, job.requirements), lang),
            bullets(own(word("heading_benefits")), map(say, job.benefits), lang),
            f"{element('h2', apply, lang)}\n{element('p', say(job.apply.how), lang)}\n",
            facts_list(tuple(_contact(context, job.apply.contact)), lang),
        )
    )
    until_words = own(f"{word('label_until')}{_colon(lang)}{until.text}")
    summary = _joined((say(job.employer.name), place[0], pay, until_words), lang)
    return _entry(context, job, say(job.title), summary, html, (job.employer.name,), job.updated)


def event_entry(context: Context, event: Event) -> Entry:
    """An event, by its organiser.

    Of a series it gives the rule and the exceptions, not the next date: an entry changes when its record
    does, not with the days (R35).
    """
    lang, word, own, say = context.lang, context.word, context.own, context.say
    place = [say(text) for text in (event.place.name, event.place.address) if text]
    when = [own(span_words(event.start, event.end, lang))]
    if event.recurrence is not None:
        when += [own(series_words(context, event.recurrence)), *_exceptions(context, event)]
    rows = [("when", tuple(when)), ("place", tuple(place))]
    if event.organiser is not None:
        rows.append(("organiser", (say(event.organiser.name),)))
    registration = event.registration
    if registration is not None and registration.until is not None:
        rows.append(("register_until", (own(day_words(registration.until, lang)),)))
    facts = tuple((own(word(f"label_{key}")), answers) for key, answers in rows)
    title, summary = say(event.title), say(event.summary)
    notice = ""
    if event.status != "scheduled":
        notice = f"<p><strong>{escape(word(f'notice_event_{event.status}'), quote=False)}</strong></p>\n"
        mark = word(f"badge_{event.status}")
        title = Said(word("feed_marked", mark=mark, text=title.text), title.lang)
    agenda = ((point.time, say(point.what)) for point in event.agenda)
    html = "".join(
        (
            notice,
            paragraphs((summary,), lang),
            facts_list(facts, lang),
            paragraphs(context.paragraphs(event.description), lang),
            _online(context, event),
            bullets(
                own(word("heading_agenda")), (what._replace(text=f"{time} {what.text}") for time, what in agenda), lang
            ),
        )
    )
    if registration is not None:
        html += f"{element('h2', own(word('heading_apply')), lang)}\n{element('p', say(registration.how), lang)}\n"
        html += facts_list(tuple(_contact(context, registration.contact)), lang)
    authors = (event.organiser.name,) if event.organiser else ()
    return _entry(context, event, title, summary, html, authors, event.updated)


def _article_entry(context: Context, item: FeedArticle, facts: Facts, authors: Iterable[Text]) -> Entry:
    markup, markup_lang = item.body.best(context.lang)
    text = portable(context.html(markup, context.site_url), context.full_url(item.path))
    html = "".join(
        (
            paragraphs((context.own(context.word("notice_outdated")),), context.lang)
            if item.body.outdated and context.lang == "en"
            else "",
            _cover(context, item, text),
            facts_list(facts, context.lang),
            in_language(text, markup_lang, context.lang),
        )
    )
    return _entry(context, item, context.say(item.title), context.say(item.summary), html, authors, item.updated)


def _entry(
    context: Context,
    item: FeedItem,
    title: Said,
    summary: Said,
    html: str,
    authors: Iterable[Text],
    updated: dt.date | None,
) -> Entry:
    """Put together what all kinds share; *updated* counts unless it is before publication or still to come (R29)."""
    posted = posted_on(item)
    changed = updated if updated is not None and posted <= updated <= context.edition.day else posted
    if not item.is_in(context.lang):
        html = paragraphs((context.own(context.word("notice_fallback")),), context.lang) + html
    source = context.source(item.source)
    return Entry(
        id=tag_uri(context, f"{item.section}/{permanent_id(context.edition.hub.redirects, item)}"),
        url=context.full_url(item.path),
        title=one_line(title.text) or item.id,
        title_lang=title.lang,
        summary=_marked(context, Said(one_line(summary.text), summary.lang)),
        html=html + _source_line(context, item.source),
        published=dt.datetime.combine(posted, dt.time(), HUB_ZONE),
        updated=dt.datetime.combine(changed, dt.time(), HUB_ZONE),
        categories=tuple(_categories(context, item)),
        authors=_authors(context, authors, title.lang),
        source=source.url or one_line(source.name.text) if source else "",
        enclosure=_enclosure(context, item) if isinstance(item, DatedArticle) else None,
    )


def _marked(context: Context, text: Said) -> str:
    """*text* with a word on its language where it is not the feed's."""
    if text.lang == context.lang:
        return text.text
    return context.word("feed_marked", mark=context.word("badge_fallback"), text=text.text)


def _joined(texts: Iterable[Said], lang: Lang) -> Said:
    """Several short texts in one line. It is in *lang* only if all of them are."""
    found = tuple(texts)
    other = next((text.lang for text in found if text.lang != lang), lang)
    return Said(" · ".join(text.text for text in found), other)


def _authors(context: Context, names: Iterable[Text], title_lang: Lang) -> tuple[str, ...]:
    """Who stands behind an entry; the hub itself when nobody is named in the languages the entry shows."""
    said = (context.say(name) for name in names)
    found = tuple(dict.fromkeys(one_line(name.text) for name in said if name.lang in (context.lang, title_lang)))
    return found or (one_line(context.say(context.edition.hub.site.publisher).text),)


def _categories(context: Context, item: FeedItem) -> Iterable[Category]:
    """Section, alliances, kind of event and tags, each label once; one that is not translated goes by its id."""
    edition = context.edition
    names: list[tuple[str, Said]] = [(item.section, context.own(context.word(f"section_{item.section}")))]
    alliances = (edition.alliance_by_id[one] for one in item.alliances if one in edition.alliance_by_id)
    names += [(one.id, context.say(one.short_name)) for one in alliances]
    if isinstance(item, Event):
        names.append((item.category, context.say(edition.hub.taxonomy.event_categories[item.category])))
    labels = edition.hub.taxonomy.tags
    names += [(tag, context.say(labels[tag])) for tag in item.tags if tag in labels]
    seen = set()
    for term, said in names:
        label = one_line(said.text) if said.lang == context.lang else term
        if label not in seen:
            seen.add(label)
            yield Category(term, label)


def _figures(context: Context, item: News | Achievement) -> Facts:
    views = context.figures(item.figures)
    return tuple(
        (view.measures, (Said(f"{view.prefix} {view.value} {view.unit.text}".strip(), view.unit.lang),))
        for view in views
    )


def _charts(context: Context, item: Achievement) -> Facts:
    """Each chart as its title and its numbers, in words."""
    views = (chart_view(context, chart) for chart in item.charts)
    return tuple(
        (
            view.measures,
            tuple(
                Said(" ".join(filter(None, (bar.label.text, bar.prefix, bar.value, view.unit.text))), bar.label.lang)
                for bar in view.bars
            ),
        )
        for view in views
    )


def _contact(context: Context, contact: Contact | None) -> Iterable[Fact]:
    view = context.contact(contact)
    if view is None:
        return
    own = context.own
    rows = (
        ("contact", view.name),
        ("phone", own(view.phone) if view.phone else None),
        ("email", own(view.email) if view.email else None),
        ("website", own(view.url) if view.url else None),
        ("address", view.address),
    )
    for key, answer in rows:
        if answer is not None:
            yield own(context.word(f"label_{key}")), (answer,)


def _exceptions(context: Context, event: Event) -> Iterable[Said]:
    """The dates of a series that are cancelled or moved, unless the whole of it is off."""
    if event.status == "cancelled":
        return
    for one in event.occurrences():
        if one.cancelled or one.moved:
            mark = context.word("badge_cancelled" if one.cancelled else "badge_moved")
            yield context.own(context.word("feed_marked", mark=mark, text=span_words(one.start, one.end, context.lang)))


def _online(context: Context, event: Event) -> str:
    """The link to take part from afar."""
    url = event.place.url
    return f'<p><a href="{escape(url)}">{escape(context.word("join_online"))}</a></p>\n' if url else ""


def _colon(lang: Lang) -> Literal["：", ": "]:
    return "：" if lang == "zh" else ": "


def _source_line(context: Context, source: Source | None) -> str:
    view = context.source(source)
    if view is None:
        return ""
    name = element("a", view.name, context.lang) if view.url else element("span", view.name, context.lang)
    if view.url:
        name = name.replace("<a", f'<a href="{escape(view.url)}"', 1)
    return f"<p>{escape(context.word('label_source'))}{_colon(context.lang)}{name}</p>\n"


def _cover(context: Context, item: DatedArticle, text: str) -> str:
    """The leading picture, which stands above the *text* on the page; not once more where the text has it, too."""
    picture, found = item.cover, _enclosure(context, item)
    if picture is None or found is None or f'"{escape(found.url)}"' in text:
        return ""
    said = context.say(picture.alt)
    mark = f' lang="{HTML_LANG[said.lang]}"' if said.lang != context.lang else ""
    return f'<figure><img src="{escape(found.url)}" alt="{escape(one_line(said.text))}"{mark} /></figure>\n'


def _enclosure(context: Context, item: DatedArticle) -> Enclosure | None:
    """The cover, or else the first picture of the text: never more than one (R23)."""
    markup, _ = item.body.best(context.lang)
    paths = [f"{item.file.rpartition('/')[0]}/{item.cover.file}"] if item.cover else []
    paths += [target.path for target in markup.targets if target.picture]
    media = next((found for path in paths if (found := context.edition.hub.media.get(path))), None)
    if media is None:
        return None
    plain = renditions(media).plain
    return Enclosure(f"{context.site_url}{plain.path}", context.length_of(plain), TYPES[plain.kind])
