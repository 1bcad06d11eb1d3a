"""What a page says beside its article: its feeds, its calendar, its structured data, its further meta tags."""

from __future__ import annotations

from generator.calendars.links import CalendarLinks, calendar_links
from generator.feeds.channel import FILES, Subject, subjects
from generator.feeds.outputs import FORMAT_NAMES, GROUP_WORDS, OPML_FILE, feed_links
from generator.metadata.public_sector import meta_tags
from generator.metadata.structured_data import page_data, script
from generator.model.alliance import Alliance
from generator.model.event import Event
from generator.model.item import Article
from generator.model.record import Lang
from generator.pages.context import Context
from generator.pages.plan import PagePlan
from generator.pages.sharing import hub_picture, shared_picture
from generator.pages.views import CalendarView, FeedGroup, FeedView, Following, Frame, Metadata


class PageMetadata:
    """Says of each page what stands beside its article. Feeds are the same for a whole section: named once."""

    def __init__(self) -> None:
        self._feeds: dict[tuple[Lang, str, str | None], tuple[FeedView, ...]] = {}

    def __call__(self, plan: PagePlan, frame: Frame) -> Metadata:
        """Return what the page of *plan* says; one that search engines leave out has no structured data."""
        alliance = plan.item.id if isinstance(plan.item, Alliance) else None
        key = (frame.lang, frame.section, alliance)
        if key not in self._feeds:
            links = feed_links(plan.context, frame.section, alliance)
            self._feeds[key] = tuple(FeedView(link.title, link.type, link.href) for link in links)
        return _metadata(plan, frame, self._feeds[key])


def _metadata(plan: PagePlan, frame: Frame, feeds: tuple[FeedView, ...]) -> Metadata:
    context, item = plan.context, plan.item
    own = item if isinstance(item, Event | Alliance) else None
    own_picture = context.first_picture(item) if isinstance(item, Article) else None
    data = page_data(context, frame, item, searchable=True) if frame.indexed else ()
    tags = meta_tags(
        context,
        section=frame.section,
        path=frame.path,
        title=frame.title,
        description=frame.description,
        item=item,
        image=context.site_url + own_picture.url.removeprefix(context.base) if own_picture else None,
    )
    return Metadata(
        image=shared_picture(context, item) if item is not None else hub_picture(context),
        feeds=feeds,
        calendar=_calendar(calendar_links(context, own)) if own is not None else None,
        following=following(context) if plan.template == "subscribe" else None,
        scripts=tuple(script(one) for one in data),
        tags=tuple(tags),
    )


def following(context: Context) -> Following:
    """All feeds and calendars of the context's language."""
    grouped: dict[str, list[FeedGroup]] = {group: [] for group in GROUP_WORDS}
    for subject in subjects(context):
        grouped[subject.group].append(_feed_group(context, subject))
    alliances = [alliance for alliance in context.edition.hub.alliances if not alliance.sample]
    calendars = [calendar_links(context), *(calendar_links(context, alliance) for alliance in alliances)]
    return Following(
        groups=tuple((context.word(GROUP_WORDS[group]), tuple(found)) for group, found in grouped.items() if found),
        opml=context.full_url(OPML_FILE),
        calendars=tuple(_calendar(links) for links in calendars),
    )


def _feed_group(context: Context, subject: Subject) -> FeedGroup:
    feeds = tuple((FORMAT_NAMES[form], context.full_url(f"{subject.folder}{file}")) for form, file in FILES.items())
    return FeedGroup(subject.title, context.url(subject.folder), feeds)


def _calendar(links: CalendarLinks) -> CalendarView:
    return CalendarView(links.name, links.https, links.webcal, links.file, links.qr)
