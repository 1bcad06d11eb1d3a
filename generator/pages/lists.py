"""Lists: sections with their pages, archives, years, tags, and an alliance's own news."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields

from generator.model.event import Event
from generator.model.item import Item
from generator.model.job import Job
from generator.model.news import News
from generator.pages.choosing import PAGE_SIZE
from generator.pages.context import Context
from generator.pages.event_choice import event_chooser
from generator.pages.job_board import job_board
from generator.pages.month import month_link
from generator.pages.rows import alliance_cards, article_rows, event_rows, job_rows, service_cards
from generator.pages.views import Chooser, Frame, Link, ListView, Pagination, TagsView


@dataclass(frozen=True, slots=True)
class Listing:
    """One list before it is cut into pages. `path` ends in a slash; its pages lie at ``page/2/`` below it."""

    section: str
    path: str
    title: str
    intro: str
    items: Sequence[Item]
    empty: str = ""
    trail: tuple[Link, ...] = ()
    filters: tuple[tuple[str, tuple[Link, ...]], ...] = ()
    indexed: bool = True
    """Whether search engines should know its first page. Archives, years and further pages only repeat what
    other lists and the items themselves say: they stay out of the index and the sitemap."""
    chooser: bool = False
    """Whether its openings or events can be filtered; its pages are longer then."""

    def look(self) -> tuple[object, ...]:
        """All that its pages say beside the items on them."""
        return (*(getattr(self, name) for name in _LOOK), len(self.items))


_LOOK = tuple(name.name for name in fields(Listing) if name.name != "items")


def pages_of(
    context: Context, listing: Listing
) -> Iterator[tuple[str, Sequence[Item], Callable[[], tuple[Frame, ListView]]]]:
    """Yield the path of each page of *listing*, its items and the function that makes it; an empty list has a page."""
    size = PAGE_SIZE if listing.chooser else context.edition.hub.site.page_size
    count = max(1, -(-len(listing.items) // size))
    for number in range(1, count + 1):
        path = listing.path if number == 1 else f"{listing.path}page/{number}/"

        def make(number: int = number, path: str = path) -> tuple[Frame, ListView]:
            return list_page(context, listing, number, count, size, path)

        yield path, listing.items[(number - 1) * size : number * size], make


def list_page(
    context: Context, listing: Listing, number: int, count: int, size: int, path: str
) -> tuple[Frame, ListView]:
    """Page *number* of *count*, from 1."""
    items = listing.items[(number - 1) * size : number * size]
    title = listing.title
    if number > 1:
        title = f"{title} · {context.word('page_of', number=number, count=count)}"
    trail = (
        listing.trail if number == 1 else (*listing.trail, Link(context.own(listing.title), context.url(listing.path)))
    )
    frame = context.frame(listing.section, path, title, listing.intro, trail, indexed=listing.indexed and number == 1)
    if number > 1:
        label = context.own(context.word("page_n", number=number))
        frame = frame._replace(breadcrumbs=(*frame.breadcrumbs[:-1], Link(label, frame.url, current=True)))
    view = ListView(
        title=listing.title,
        intro=listing.intro,
        rows=article_rows(context, items),
        events=event_rows(context, items),
        jobs=job_rows(context, items),
        alliances=alliance_cards(context, items),
        services=service_cards(context, items),
        total=len(listing.items),
        pagination=_pagination(context, listing.path, number, count),
        filters=listing.filters,
        chooser=_chooser(context, listing, items) if listing.chooser else None,
        empty=listing.empty,
    )
    return frame, view


def _chooser(context: Context, listing: Listing, items: Sequence[Item]) -> Chooser | None:
    total = len(listing.items)
    if listing.section == "jobs":
        return job_board(context, [item for item in items if isinstance(item, Job)], total)
    return event_chooser(context, [item for item in items if isinstance(item, Event)], total, listing.path)


def _pagination(context: Context, path: str, number: int, count: int) -> Pagination | None:
    if count == 1:
        return None

    def url(n: int) -> str:
        return context.url(path if n == 1 else f"{path}page/{n}/")

    wanted = sorted({1, 2, number - 1, number, number + 1, count} & set(range(1, count + 1)))
    links: list[Link | None] = []
    for before, n in zip([0, *wanted], wanted, strict=False):
        if n - before > 1:
            links.append(None)
        links.append(Link(context.own(str(n)), url(n), current=n == number))
    return Pagination(
        previous=url(number - 1) if number > 1 else None,
        next=url(number + 1) if number < count else None,
        pages=tuple(links),
        number=number,
        count=count,
    )


def listings(context: Context) -> Iterator[Listing]:
    """Every list of the edition in one language."""
    edition, hub, word = context.edition, context.edition.hub, context.word
    years = tuple(edition.news_by_year)
    year_links = tuple(Link(context.own(str(year)), context.url(f"news/{year}/")) for year in years)
    current = tuple(policy for policy in hub.policies if edition.is_current(policy))
    expired = tuple(policy for policy in hub.policies if not edition.is_current(policy))
    archive = {
        "jobs": ("closed_jobs", "closed", edition.closed_jobs),
        "events": ("past_events", "past", edition.past_events),
        "policies": ("expired_policies", "expired", expired),
    }
    shown: dict[str, Sequence[Item]] = {
        "alliances": hub.alliances,
        "achievements": hub.achievements,
        "news": hub.news,
        "jobs": edition.open_jobs,
        "events": edition.coming_events,
        "policies": current,
        "services": hub.services,
    }
    for section, items in shown.items():
        filters: list[tuple[str, tuple[Link, ...]]] = []
        if section == "news" and len(years) > 0:
            filters.append((word("years"), year_links))
        places: list[Link] = []
        if section == "events" and (month := month_link(context, edition.day)):
            places.append(month._replace(title=context.own(word("events_by_month"))))
        if section in archive and archive[section][2]:
            key, name, past = archive[section]
            places.append(Link(context.own(word(key)), context.url(f"{section}/{name}/"), count=len(past)))
        if places:
            filters.append(("", tuple(places)))
        yield Listing(
            section,
            f"{section}/",
            word(f"section_{section}"),
            word(f"intro_{section}"),
            items,
            word(f"empty_{section}"),
            filters=tuple(filters),
            chooser=section in ("jobs", "events"),
        )
    for section, (key, name, past) in archive.items():
        if past:
            trail = (context.section_link(section),)
            title, intro = word(key), word(f"intro_{section}")
            path, events = f"{section}/{name}/", section == "events"
            yield Listing(section, path, title, intro, past, trail=trail, indexed=False, chooser=events)
    yield from _years(context, years, year_links)
    yield from _alliance_news(context)
    yield from _tags(context)


def _years(context: Context, years: Sequence[int], links: tuple[Link, ...]) -> Iterator[Listing]:
    for year in years:
        items = context.edition.news_by_year[year]
        current = tuple(link._replace(current=link.title.text == str(year)) for link in links)
        title = context.word("year_title", year=year)
        trail = (context.section_link("news"),)
        filters = ((context.word("years"), current),)
        intro = context.word("intro_news")
        yield Listing("news", f"news/{year}/", title, intro, items, "", trail, filters, indexed=False)


def _alliance_news(context: Context) -> Iterator[Listing]:
    for alliance in context.edition.hub.alliances:
        items = [n for n in context.edition.by_alliance.get(("news", alliance.id), ()) if isinstance(n, News)]
        trail = (context.section_link("alliances"), context.link(alliance, alliance.short_name))
        title = context.word("alliance_news", alliance=context.say(alliance.short_name).text)
        summary = context.say(alliance.summary).text
        path = f"alliances/{alliance.id}/news/"
        yield Listing("alliances", path, title, summary, items, context.word("empty_news"), trail, indexed=False)


def _tags(context: Context) -> Iterator[Listing]:
    trail = (Link(context.own(context.word("section_tags")), context.url("tags/")),)
    for tag, label in context.edition.hub.taxonomy.tags.items():
        title = context.word("tag_title", tag=context.say(label).text)
        items = context.edition.by_tag[tag]
        intro = context.word("tags_intro")
        indexed = bool(items) and any(not item.sample for item in items)
        empty = context.word("empty_tag")
        yield Listing("other", f"tags/{tag}/", title, intro, items, empty, trail, indexed=indexed)


def tags_page(context: Context) -> tuple[Frame, TagsView]:
    """All tags with how many items they have."""
    word, labels = context.word, context.edition.hub.taxonomy.tags
    title = word("section_tags")
    links = tuple(
        Link(context.say(labels[tag]), context.url(f"tags/{tag}/"), count=len(items))
        for tag, items in context.edition.by_tag.items()
    )
    frame = context.frame("other", "tags/", title, word("tags_intro"))
    return frame, TagsView(title, word("tags_intro"), links)
