"""The hub as a whole, and what of it readers see on a given day."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal, TypeVar

from generator.digests import DIGEST_BYTES
from generator.model.achievement import Achievement
from generator.model.alliance import Alliance
from generator.model.event import Event, Occurrence, as_day
from generator.model.item import Item
from generator.model.job import Job
from generator.model.news import News
from generator.model.page import Page
from generator.model.policy import Policy
from generator.model.record import Lang
from generator.model.redirects import Redirects
from generator.model.service import ServiceTeam
from generator.model.site import SiteIdentity, Taxonomy

ItemT = TypeVar("ItemT", bound=Item)


@dataclass(frozen=True, slots=True)
class Media:
    """A picture beside a text. `path` is relative to content/, `size` the bytes there, `digest` their SHA-256."""

    path: str
    width: int
    """In pixels, as it is looked at: a phone held upright makes pictures that are higher than wide."""
    height: int
    size: int
    digest: str = ""
    plain: Literal["jpg", "png"] = "jpg"
    """The format for those who know no newer one: PNG for drawings and what one can look through, else JPEG."""


@dataclass(frozen=True)
class Hub:
    """All of content/, typed. Built by `generator.reading`; nothing in it is sorted by chance: items of a
    kind stand in the order readers expect, so the same files give the same hub in any directory order."""

    site: SiteIdentity
    taxonomy: Taxonomy
    alliances: tuple[Alliance, ...] = ()
    news: tuple[News, ...] = ()
    achievements: tuple[Achievement, ...] = ()
    policies: tuple[Policy, ...] = ()
    jobs: tuple[Job, ...] = ()
    events: tuple[Event, ...] = ()
    services: tuple[ServiceTeam, ...] = ()
    pages: tuple[Page, ...] = ()
    media: Mapping[str, Media] = field(default_factory=dict)
    redirects: Redirects = field(default_factory=Redirects)
    unread: frozenset[str] = frozenset()
    """Item paths (``jobs/welder/``) of records that are there but could not be read: references to them stand."""

    digests: Mapping[str, bytes] = field(default_factory=dict)
    """What each record was read from, as a digest, by its file; and each file that lies directly in content/."""
    looks: Mapping[str, bytes] = field(default_factory=dict)
    """The same for each record without the text of an article: whatever of it others than its own page can show."""
    texts: Mapping[str, bytes] = field(default_factory=dict)
    """The same for what each record says at length, in either language (`text_digest`); beside `looks` that is all."""

    def items(self) -> Iterator[Item]:
        """Every record with an address, kind after kind."""
        yield from self.alliances
        yield from self.achievements
        yield from self.news
        yield from self.jobs
        yield from self.events
        yield from self.policies
        yield from self.services
        yield from self.pages

    def as_of(self, day: dt.date, *, samples: bool) -> Edition:
        """What readers see on *day*: without drafts and what is still to come, and without samples unless wanted."""

        def shown(items: Iterable[ItemT]) -> tuple[ItemT, ...]:
            return tuple(item for item in items if _is_published(item, day) and (samples or not item.sample))

        kept = replace(
            self,
            alliances=tuple(a if samples else without_samples(a) for a in shown(self.alliances)),
            news=shown(self.news),
            achievements=shown(self.achievements),
            policies=shown(self.policies),
            jobs=shown(self.jobs),
            events=shown(self.events),
            services=shown(self.services),
            pages=shown(self.pages),
        )
        return Edition(kept, day)


def text_digest(texts: bytes, lang: Lang) -> bytes:
    """Return that of the two digests in *texts* which is for *lang*: the Chinese one comes first."""
    return texts[:DIGEST_BYTES] if lang == "zh" else texts[DIGEST_BYTES:]


def _is_published(item: Item, day: dt.date) -> bool:
    """Whether *item* is out on *day*: no draft, and neither its own date nor `publish_at` lies ahead.

    A moment of publication counts from the beginning of its day, because a build is made for a whole day.
    """
    own = getattr(item, "date", None) or getattr(item, "posted", None)
    if item.draft or (own is not None and own > day):
        return False
    return item.publish_at is None or as_day(item.publish_at) <= day


def without_samples(alliance: Alliance) -> Alliance:
    """Return *alliance* without what is marked as a sample inside it."""
    venues = alliance.venues
    if venues is not None:
        tiers = tuple(
            tier.model_copy(update={"venues": tuple(v for v in tier.venues if not v.sample)}) for tier in venues.tiers
        )
        venues = venues.model_copy(update={"tiers": tiers})
    lists = alliance.lists
    if lists is not None:
        lists = lists.model_copy(update={"lists": tuple(one for one in lists.lists if not one.sample)})
    return alliance.model_copy(
        update={
            "branches": tuple(branch for branch in alliance.branches if not branch.sample),
            "members": tuple(member for member in alliance.members if not member.sample),
            "venues": venues,
            "lists": lists,
            "plans": tuple(plan for plan in alliance.plans if not plan.sample),
            "chain": None if alliance.chain is None or alliance.chain.sample else alliance.chain,
        }
    )


@dataclass(frozen=True)
class Edition:
    """The hub on one day. Every list, feed, calendar and sitemap asks here what is current, so that they agree."""

    hub: Hub
    day: dt.date

    @cached_property
    def open_jobs(self) -> tuple[Job, ...]:
        """Openings that still stand, the newest first."""
        return tuple(job for job in self.hub.jobs if job.is_open(self.day))

    @cached_property
    def closed_jobs(self) -> tuple[Job, ...]:
        """Openings whose last day is over; their pages stay."""
        return tuple(job for job in self.hub.jobs if not job.is_open(self.day))

    @cached_property
    def coming_events(self) -> tuple[Event, ...]:
        """Events with a date still to come or running, the next first."""
        coming = [(event.next_on(self.day), event) for event in self.hub.events]
        ahead = [(found.first_day, str(found.start), event.id, event) for found, event in coming if found is not None]
        return tuple(event for *_, event in sorted(ahead, key=lambda row: row[:3]))

    @cached_property
    def past_events(self) -> tuple[Event, ...]:
        """Events that are over, the latest first."""
        past = [event for event in self.hub.events if event.is_past(self.day)]
        return tuple(sorted(past, key=lambda event: (event.occurrences()[-1].first_day, event.id), reverse=True))

    @cached_property
    def occurrences(self) -> tuple[tuple[Event, Occurrence], ...]:
        """Every time an event takes place, with the event; past and cancelled ones, too."""
        return tuple((event, occurrence) for event in self.hub.events for occurrence in event.occurrences())

    @cached_property
    def last_event_day(self) -> dt.date | None:
        """The last day on which an event takes place."""
        return max((occurrence.last_day for _, occurrence in self.occurrences), default=None)

    @cached_property
    def alliance_by_id(self) -> Mapping[str, Alliance]:
        """The alliances shown, by id."""
        return {alliance.id: alliance for alliance in self.hub.alliances}

    @cached_property
    def paths(self) -> frozenset[str]:
        """The addresses of all items shown, below a language's root."""
        return frozenset(item.path for item in self.hub.items())

    @cached_property
    def media(self) -> tuple[Media, ...]:
        """The pictures that belong to what is shown, in order of path."""
        folders = {"", *(item.file.rpartition("/")[0] for item in self.hub.items())}
        shown = (media for path, media in self.hub.media.items() if path.rpartition("/")[0] in folders)
        return tuple(sorted(shown, key=lambda media: media.path))

    @cached_property
    def by_alliance(self) -> Mapping[tuple[str, str], tuple[Item, ...]]:
        """What lists show of each alliance, by section and alliance id, in the order of the section's list."""
        found: dict[tuple[str, str], list[Item]] = defaultdict(list)
        for item in self._listed():
            for alliance in getattr(item, "alliances", ()):
                found[item.section, alliance].append(item)
        return {key: tuple(items) for key, items in found.items()}

    @cached_property
    def by_tag(self) -> Mapping[str, tuple[Item, ...]]:
        """What lists show under each tag, section after section; every tag of the taxonomy has an entry."""
        found: dict[str, list[Item]] = {tag: [] for tag in self.hub.taxonomy.tags}
        for item in (*self.hub.alliances, *self._listed()):
            for tag in getattr(item, "tags", ()):
                found[tag].append(item)
        return {tag: tuple(items) for tag, items in found.items()}

    @cached_property
    def news_by_year(self) -> Mapping[int, tuple[News, ...]]:
        """The news of each year in the order of the list, the latest year first."""
        found: dict[int, list[News]] = defaultdict(list)
        for news in self.hub.news:
            found[news.date.year].append(news)
        return {year: tuple(found[year]) for year in sorted(found, reverse=True)}

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """Where each item of `by_alliance` stands in its first alliance's list, by the item's path."""
        return {
            item.path: place
            for (_, alliance), items in self.by_alliance.items()
            for place, item in enumerate(items)
            if getattr(item, "alliances", ("",))[0] == alliance
        }

    @cached_property
    def news_positions(self) -> Mapping[str, int]:
        """Where each news item stands among all news shown, by id."""
        return {news.id: place for place, news in enumerate(self.hub.news)}

    def around(self, item: Item) -> tuple[News | None, News | None]:
        """The news item before *item* and the one after it, in time; nothing for other kinds."""
        if not isinstance(item, News):
            return None, None
        order, at = self.hub.news, self.news_positions[item.id]
        return order[at + 1] if at + 1 < len(order) else None, order[at - 1] if at > 0 else None

    def neighbours(self, item: Item, most: int) -> tuple[Item, ...]:
        """Up to *most* items that stand nearest to *item* in its first alliance's list: what to read next."""
        alliances = getattr(item, "alliances", ())
        others = self.by_alliance.get((item.section, alliances[0]), ()) if alliances else ()
        at = self.positions.get(item.path)
        if at is None:
            return others[:most]
        found: list[Item] = []
        for distance in range(1, most + 1):
            if distance <= at:
                found.append(others[at - distance])
            if at + distance < len(others):
                found.append(others[at + distance])
        return tuple(found[:most])

    def _listed(self) -> Iterator[Item]:
        yield from self.hub.news
        yield from self.hub.achievements
        yield from self.open_jobs
        yield from self.coming_events
        yield from (policy for policy in self.hub.policies if self.is_current(policy))
        yield from self.hub.services

    def is_current(self, item: Item) -> bool:
        """Whether lists, feeds, search and sitemap hold *item*: not an expired job, not a past event."""
        if isinstance(item, Job):
            return item.is_open(self.day)
        if isinstance(item, Event):
            return not item.is_past(self.day)
        if isinstance(item, Policy):
            return item.valid_through is None or self.day <= item.valid_through
        return True
