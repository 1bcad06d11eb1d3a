"""What templates see: plain values, ready to show. Nothing here is worked out again in a template.

A `Said` is a text with the language it is really in, which differs from the page's where a translation is
missing; templates then give it a `lang` attribute. Every `url` is an absolute path below the site's base
path, ready for `href`. Days come twice: `iso` for machines and `text` for readers.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

from generator.model.record import Lang

BadgeKind = Literal[
    "sample",
    "open",
    "closing",
    "closed",
    "cancelled",
    "postponed",
    "moved",
    "past",
    "today",
    "outdated",
    "fallback",
]


class Said(NamedTuple):
    """A text and the language it is in."""

    text: str
    lang: Lang

    def __str__(self) -> str:
        return self.text


class Day(NamedTuple):
    """A day or a time: ``2026-11-22``, ``2026年11月22日`` / ``22 November 2026``."""

    iso: str
    text: str
    short: str
    """For lists: ``2026-11-22``."""


class Badge(NamedTuple):
    """A small mark, such as “sample” or “closes soon”."""

    kind: BadgeKind
    text: str


class Link(NamedTuple):
    """A link with its words."""

    title: Said
    url: str
    current: bool = False
    count: int | None = None  # type: ignore[assignment]  # instead of what tuples count
    """How many things are behind it, when that is worth saying."""


class FigureView(NamedTuple):
    """One figure: “over 200 positions offered along the chain”."""

    value: str
    """With separators: ``2,000``."""
    prefix: str
    """“over”, “about” or nothing, in the page's language."""
    unit: Said
    measures: Said
    organisation: Said | None
    source: Said | None
    source_url: str | None = None


class SourceView(NamedTuple):
    """Where an item comes from."""

    name: Said
    url: str | None


class ChartBar(NamedTuple):
    """One number of a chart: its row, with its bar."""

    label: Said
    prefix: str
    """“over”, “about” or nothing, in the page's language."""
    value: str
    start: str
    """Where the bar begins, of the chart's width: ``37.5%``."""
    width: str
    share: str
    """Its part of the whole: ``25%``; empty where there is no whole."""
    last: bool
    """Whether a change has come to it."""


class ChartView(NamedTuple):
    """Numbers of one unit as a table with bars."""

    measures: Said
    unit: Said
    shows: str
    bars: tuple[ChartBar, ...]
    change: str
    """“25% less”; empty where nothing changes, or nobody knows by how much."""
    source: SourceView | None


class PictureView(NamedTuple):
    """A picture with its size in pixels; `url` is the file that everybody can show."""

    url: str
    alt: Said
    width: int
    height: int
    sources: tuple[tuple[str, str], ...] = ()
    """Media type and ``srcset`` of the same in newer formats, the best first."""


class ContactView(NamedTuple):
    """How to reach somebody; every field may be absent."""

    name: Said | None
    phone: str | None
    email: str | None
    url: str | None
    address: Said | None


class Row(NamedTuple):
    """One item in a list of news, achievements, policies, search results …"""

    section: str
    url: str
    title: Said
    summary: Said | None
    day: Day | None
    kicker: tuple[Said, ...]
    """Names of the alliances concerned, short."""
    badges: tuple[Badge, ...] = ()
    figures: tuple[FigureView, ...] = ()
    picture: PictureView | None = None


class DateBlock(NamedTuple):
    """A day to show large: ``5``, ``12月`` / ``Dec``, ``周六`` / ``Sat``."""

    iso: str
    day: str
    month: str
    weekday: str
    year: str
    past: bool
    today: bool


class OccurrenceView(NamedTuple):
    """One time an event takes place."""

    block: DateBlock
    when: str
    """In words: ``2026年12月5日 星期六 09:30–11:30`` / ``Saturday 5 December 2026, 09:30–11:30``."""
    parts: tuple[str, ...]
    """`when`, in the parts that a line keeps whole."""
    badges: tuple[Badge, ...]
    iso: str
    cancelled: bool
    past: bool


class EventRow(NamedTuple):
    """One event in a list; `next` is the date the list is about."""

    url: str
    title: Said
    category: Said
    next: OccurrenceView
    place: Said
    kicker: tuple[Said, ...]
    badges: tuple[Badge, ...]
    series: str | None
    """“every month, first Saturday”, when it is a series."""
    facts: tuple[tuple[str, str], ...] = ()
    """What it can be chosen by: names and values, the same in both languages."""


class JobRow(NamedTuple):
    """One opening in a list."""

    url: str
    title: Said
    employer: Said
    place: Said
    pay: str
    headcount: str
    """“3 人” / “3 posts”."""
    kind: str
    education: str
    until: Day
    closing: bool
    """Whether it closes within 7 days."""
    kicker: tuple[Said, ...]
    badges: tuple[Badge, ...]
    facts: tuple[tuple[str, str], ...] = ()
    """What it can be chosen and sorted by on the job board: names and values, the same in both languages."""


class AllianceCard(NamedTuple):
    """One alliance on the home page and in the list."""

    id: str
    url: str
    name: Said
    industry: Said
    sign: str | None
    """hull, ladle, airflow or gear: an icon in theme/icons."""
    summary: Said
    badges: tuple[Badge, ...] = ()


class ServiceCard(NamedTuple):
    """One service team: “who helps me with …”."""

    url: str
    name: Said
    summary: Said
    audience: Said
    badges: tuple[Badge, ...]


class Pagination(NamedTuple):
    """The pages of a list; `pages` are links with numbers, None stands for a gap."""

    previous: str | None
    next: str | None
    pages: tuple[Link | None, ...]
    number: int
    count: int  # type: ignore[assignment]  # instead of what tuples count


class Frame(NamedTuple):
    """What every page has around its article, for the shell's slots and the head."""

    lang: Lang
    section: str
    """Key of the section in the navigation: home, alliances, news …, or “other”."""
    title: str
    description: str
    path: str
    """Address below the language's root, such as ``news/`` (empty for home)."""
    url: str
    canonical: str
    """Full address of the page that stands for this one (rule H3)."""
    alternates: tuple[tuple[str, str], ...]
    """hreflang and full address of each language version, x-default last; empty for a fallback copy (H2)."""
    switch_url: str
    """The same page in the other language."""
    breadcrumbs: tuple[Link, ...]
    indexed: bool = True
    kind: Literal["website", "article"] = "website"
    published: str | None = None
    modified: str | None = None
    fallback: bool = False
    """Whether the page shows the other language's text."""


class HomeView(NamedTuple):
    """Template: pages/home.html."""

    name: str
    slogan: str
    about: tuple[Said, ...]
    """Paragraphs."""
    alliances: tuple[AllianceCard, ...]
    figures: tuple[FigureView, ...]
    source: SourceView | None
    lead: Row | None
    news: tuple[Row, ...]
    achievements: tuple[Row, ...]
    events: tuple[EventRow, ...]
    jobs: tuple[JobRow, ...]
    open_jobs: int
    services: tuple[ServiceCard, ...]
    policies: tuple[Row, ...]
    search_url: str


class Option(NamedTuple):
    """One value of a filter, and how many rows have it."""

    value: str
    title: Said
    count: int  # type: ignore[assignment]  # instead of what tuples count


class Filter(NamedTuple):
    """What rows can be narrowed by; `name` is that of their attribute and of the address's parameter."""

    name: str
    label: str
    options: tuple[Option, ...]


class Chooser(NamedTuple):
    """Filters and orders for the rows of one page."""

    id: str
    """Of the list, which the controls name."""
    filters: tuple[Filter, ...]
    orders: tuple[tuple[str, str], ...]
    """Values and words; the first is that of the page itself. None: rows cannot be sorted."""
    script: str
    """Address of the script that brings them to life."""
    share: str
    """Full address of the page."""
    summary: str
    """What opens the filters on phones."""
    found: str
    """How many fit, with ``{count}`` and ``{total}`` for the script to fill in."""
    none: str
    """What is said when nothing fits."""
    notes: tuple[str, ...]
    """Sentences below the filters."""


class ListView(NamedTuple):
    """Template: pages/list.html. One page of a section, a tag or a year; exactly one kind of row is filled,
    except on tag pages, which may hold several."""

    title: str
    intro: str
    rows: tuple[Row, ...] = ()
    events: tuple[EventRow, ...] = ()
    jobs: tuple[JobRow, ...] = ()
    alliances: tuple[AllianceCard, ...] = ()
    services: tuple[ServiceCard, ...] = ()
    total: int = 0
    pagination: Pagination | None = None
    filters: tuple[tuple[str, tuple[Link, ...]], ...] = ()
    """Groups of links with a label: years, alliances, tags, “past events” …"""
    chooser: Chooser | None = None
    empty: str = ""
    """What an empty list says."""


class ArticleView(NamedTuple):
    """Template: pages/article.html, for news, achievements, policies and standing pages."""

    section: str
    kind: str
    """“News”, “Policy” … in the page's language; empty for standing pages."""
    title: Said
    summary: Said
    html: str
    html_lang: Lang
    day: Day | None
    updated: Day | None
    reading: str | None
    """“about 3 minutes”."""
    alliances: tuple[Link, ...]
    tags: tuple[Link, ...]
    badges: tuple[Badge, ...]
    notices: tuple[str, ...]
    """Sentences above the text: not translated yet, translation may be outdated, a sample …"""
    original: str = ""
    """Address of the Chinese text, where the translation is behind it."""
    figures: tuple[FigureView, ...] = ()
    charts: tuple[ChartView, ...] = ()
    facts: tuple[tuple[str, tuple[Said, ...]], ...] = ()
    """Labelled facts: for whom, what it offers, how to apply, issued by …"""
    contact: ContactView | None = None
    organisations: tuple[tuple[Said, Said | None, str | None], ...] = ()
    """Name, role, web address."""
    source: SourceView | None = None
    picture: PictureView | None = None
    related: tuple[Row, ...] = ()
    previous: Link | None = None
    next: Link | None = None


class JobView(NamedTuple):
    """Template: pages/job.html."""

    title: Said
    badges: tuple[Badge, ...]
    notices: tuple[str, ...]
    employer: Said
    employer_url: str | None
    glance: tuple[tuple[str, tuple[Said, ...]], ...]
    """The facts at the top: place, pay, how many, until when, kind, education, experience."""
    until: Day
    closing: bool
    closed: bool
    posted: Day
    about: tuple[Said, ...]
    duties: tuple[Said, ...]
    requirements: tuple[Said, ...]
    benefits: tuple[Said, ...]
    how: Said
    contact: ContactView | None
    source: SourceView | None
    alliances: tuple[Link, ...]
    tags: tuple[Link, ...]
    related: tuple[JobRow, ...]


class EventView(NamedTuple):
    """Template: pages/event.html."""

    title: Said
    summary: Said
    category: Said
    badges: tuple[Badge, ...]
    notices: tuple[str, ...]
    next: OccurrenceView
    past: bool
    place: Said
    address: Said | None
    place_url: str | None
    organiser: Said | None
    series: str | None
    month: Link | None
    """The page of the month of its next date."""
    occurrences: tuple[OccurrenceView, ...]
    """All dates of a series, in order; empty for a single event."""
    agenda: tuple[tuple[str, Said], ...]
    description: tuple[Said, ...]
    how: Said | None
    register_until: Day | None
    contact: ContactView | None
    source: SourceView | None
    alliances: tuple[Link, ...]
    tags: tuple[Link, ...]
    related: tuple[EventRow, ...]


class MonthEventView(NamedTuple):
    """An event on one of its days."""

    url: str
    title: Said
    clock: str
    """When it begins, or the how manieth day it is; empty for the first of whole days."""
    place: Said
    category: Said
    badges: tuple[Badge, ...]
    off: bool
    """Whether it is cancelled on this date."""
    facts: tuple[tuple[str, str], ...]
    """What it can be chosen by: names and values, the same in both languages."""


class MonthDayView(NamedTuple):
    """One day of a month."""

    iso: str
    number: str
    text: str
    """With year and weekday."""
    today: bool
    past: bool
    events: tuple[MonthEventView, ...]
    badges: tuple[Badge, ...]


class MonthView(NamedTuple):
    """Template: pages/month.html: one month of the calendar."""

    title: str
    month: str
    """“December 2026”."""
    weekdays: tuple[tuple[str, str], ...]
    """Short and long names, Monday first."""
    weeks: tuple[tuple[MonthDayView | None, ...], ...]
    """Seven cells each; None outside the month."""
    days: tuple[MonthDayView, ...]
    """The days on which something takes place."""
    previous: Link | None
    next: Link | None
    months: tuple[Link, ...]
    """All months that have a page."""
    list: Link
    empty: str
    """What a month without events says."""
    total: int
    """How many events have a date in it."""
    chooser: Chooser | None


class ServiceView(NamedTuple):
    """Template: pages/service.html."""

    name: Said
    summary: Said
    badges: tuple[Badge, ...]
    notices: tuple[str, ...]
    facts: tuple[tuple[str, tuple[Said, ...]], ...]
    """Who is in it, whom it serves."""
    offers: tuple[Said, ...]
    ask: Said
    description: tuple[Said, ...]
    contact: ContactView | None
    alliances: tuple[Link, ...]
    tags: tuple[Link, ...]
    others: tuple[ServiceCard, ...]


class BranchView(NamedTuple):
    """A branch, base, team or complex of an alliance."""

    name: Said
    kind: str
    about: tuple[Said, ...]
    badges: tuple[Badge, ...]


class TierView(NamedTuple):
    """One tier of a venue system."""

    label: str
    name: Said | None
    count: int | None  # type: ignore[assignment]  # instead of what tuples count
    about: Said | None
    venues: tuple[tuple[Said, Said | None, Said | None, tuple[Badge, ...]], ...]
    """Name, about, address, badges."""


class TaskView(NamedTuple):
    """One line of a list."""

    title: Said
    owner: Said
    state: Literal["open", "doing", "done"]
    state_text: str
    due: Day | None


class TaskListView(NamedTuple):
    """One of the lists."""

    title: Said
    badges: tuple[Badge, ...]
    tasks: tuple[TaskView, ...]


class PlanView(NamedTuple):
    """A development plan."""

    title: Said
    state: str
    state_text: str
    about: tuple[Said, ...]
    url: str | None
    milestones: tuple[tuple[Said, Day | None, bool], ...]
    """Step, day, whether done."""
    badges: tuple[Badge, ...]


class SupplyView(NamedTuple):
    """A part of the chain that another one supplies."""

    id: str
    name: Said
    what: Said | None
    """What is supplied."""


class ChainNodeView(NamedTuple):
    """One part of the chain."""

    id: str
    name: Said
    about: Said | None
    strength: Literal["strong", "steady", "gap"]
    strength_text: str
    organisations: tuple[Said, ...]
    feeds: tuple[SupplyView, ...]
    """The parts it supplies."""
    label: Said
    """Its name for a line of words: with its strength, where both are in the page's language."""


class ChainView(NamedTuple):
    """An industrial chain map; stages from upstream to downstream."""

    title: Said
    badges: tuple[Badge, ...]
    stages: tuple[tuple[Said, tuple[ChainNodeView, ...]], ...]


class MapStage(NamedTuple):
    """The heading of a stage in the picture, and the rule below it."""

    lang: Lang
    lines: tuple[tuple[float, float, str], ...]
    """Left end and base line of each line of text."""
    x: float
    y: float
    width: float


class MapNode(NamedTuple):
    """One part in the picture."""

    node: ChainNodeView
    x: float
    y: float
    width: float
    height: float
    lines: tuple[tuple[float, float, str], ...]
    """Left end and base line of each line of the name."""
    mark: tuple[float, float]
    """Centre of the sign of its strength."""
    word: tuple[float, float]
    """Left end and base line of the word for it."""


class MapLine(NamedTuple):
    """One line from a part to a part it supplies, and the head of its arrow, as paths of SVG."""

    path: str
    head: str


class ChainMapView(NamedTuple):
    """One picture of a chain, in pixels of its own space."""

    form: str
    """“wide”, “narrow” or “large”."""
    width: float
    height: float
    stages: tuple[MapStage, ...]
    nodes: tuple[MapNode, ...]
    lines: tuple[MapLine, ...]


class ChainPageView(NamedTuple):
    """Template: pages/chain.html: the chain map of an alliance by itself, for print."""

    alliance: Link
    chain: ChainView
    maps: tuple[ChainMapView, ...]
    updated: Day | None
    source: SourceView | None


class TimelineEntry(NamedTuple):
    """One line of a timeline. `number` is the day of the month alone."""

    day: Day
    number: str
    kind: str
    """“News”, “Event” …"""
    title: Said
    url: str | None
    badges: tuple[Badge, ...]
    ahead: bool


class TimelineMonth(NamedTuple):
    """What stands in one month of a timeline, the latest first."""

    name: str
    entries: tuple[TimelineEntry, ...]


class TimelineView(NamedTuple):
    """What lies ahead and what lies behind, the latest first, with today between them."""

    ahead: tuple[TimelineMonth, ...]
    past: tuple[TimelineMonth, ...]
    today: Day


class VenueMark(NamedTuple):
    """One square of the picture of service positions; `open` where the number is open."""

    x: float
    y: float
    size: float
    tier: int
    open: bool


class VenuePicture(NamedTuple):
    """Service positions as a picture, in pixels of its own square space."""

    size: int
    marks: tuple[VenueMark, ...]
    lines: tuple[tuple[float, float, float, float], ...]
    rings: tuple[float, ...]
    """Radius of each ring around the middle."""
    core: str
    """What stands in the mark in the middle; empty when there is none."""


class AllianceView(NamedTuple):
    """Template: pages/alliance.html: everything of one alliance."""

    id: str
    name: Said
    industry: Said
    sign: str | None
    summary: Said
    badges: tuple[Badge, ...]
    notices: tuple[str, ...]
    original: str
    """Address of the Chinese text, where the translation of about.md is behind it; otherwise empty."""
    html: str
    """about.md; empty when there is none."""
    html_lang: Lang
    picture: PictureView | None
    committee: Said | None
    committee_about: tuple[Said, ...]
    branches: tuple[BranchView, ...]
    members: tuple[tuple[Said, Said | None, str | None, tuple[Badge, ...]], ...]
    """Name, role, web address, badges."""
    figures: tuple[FigureView, ...]
    chain: ChainView | None
    maps: tuple[ChainMapView, ...]
    chain_url: str
    """The map's own page."""
    achievements: tuple[Row, ...]
    news: tuple[Row, ...]
    more_news: Link
    """All news of the alliance."""
    events: tuple[EventRow, ...]
    jobs: tuple[JobRow, ...]
    timeline: TimelineView | None
    policies: tuple[Row, ...]
    services: tuple[ServiceCard, ...]
    venues_name: Said | None
    venues_about: tuple[Said, ...]
    tiers: tuple[TierView, ...]
    venue_picture: VenuePicture | None
    lists_name: Said | None
    lists_about: tuple[Said, ...]
    lists: tuple[TaskListView, ...]
    plans: tuple[PlanView, ...]
    contact: ContactView | None
    source: SourceView | None
    tags: tuple[Link, ...]


class TagsView(NamedTuple):
    """Template: pages/tags.html: all tags with how many items they have."""

    title: str
    intro: str
    tags: tuple[Link, ...]


class LedgerRow(NamedTuple):
    """How many translations of a section are in each state."""

    name: str
    numbers: tuple[int, ...]
    all: int


class LedgerLine(NamedTuple):
    """One translation that wants work; `gaps` are the fields without English."""

    title: Said
    url: str
    """Of its page; empty where it has none."""
    file: str
    gaps: tuple[str, ...]


class LedgerGroup(NamedTuple):
    """The translations in one state, and what to do about them."""

    title: str
    hint: str
    lines: tuple[LedgerLine, ...]


class LedgerView(NamedTuple):
    """Template: pages/translations.html; `states` are the heads of the columns of `rows`."""

    title: str
    intro: str
    states: tuple[str, ...]
    rows: tuple[LedgerRow, ...]
    groups: tuple[LedgerGroup, ...]


class SubscribeView(NamedTuple):
    """Template: pages/subscribe.html; what can be followed is in `Metadata.following`."""

    title: str
    intro: str


class NotFoundView(NamedTuple):
    """Template: pages/not_found.html: one page in both languages.

    Each part: language, title, sentence, sections, newest news.
    """

    parts: tuple[tuple[Lang, str, str, tuple[Link, ...], tuple[Row, ...]], ...] = ()


class FeedView(NamedTuple):
    """One feed in the head of a page; `url` is a path below the site's base."""

    title: str
    type: str
    url: str


class FeedGroup(NamedTuple):
    """One subject that can be followed, in every format: everything, a section, an alliance."""

    title: str
    page: str
    """Address of the page the feed is about."""
    feeds: tuple[tuple[str, str], ...]
    """Name of the format and full address, RSS first."""


class CalendarView(NamedTuple):
    """Ways to a calendar (rule C27)."""

    name: Said
    https: str
    """Full address, to copy."""
    webcal: str
    """The same for a program that subscribes at once."""
    file: str | None
    """Address of the file with one event alone, on that event's page."""
    qr: str
    """Inline SVG, trusted markup."""


class Following(NamedTuple):
    """What the subscribe page offers."""

    groups: tuple[tuple[str, tuple[FeedGroup, ...]], ...]
    """Headings and what stands below them."""
    opml: str
    """Full address of the list of all feeds."""
    calendars: tuple[CalendarView, ...]


class Metadata(NamedTuple):
    """What a page says beside its article: for feed readers, calendars and search engines."""

    image: PictureView
    """What networks show beside a link to the page."""
    feeds: tuple[FeedView, ...]
    """The page's own first (rule R33)."""
    calendar: CalendarView | None
    """On the page of an event or an alliance."""
    following: Following | None
    """On the subscribe page."""
    scripts: tuple[str, ...]
    """JSON-LD as whole script elements; trusted markup."""
    tags: tuple[tuple[str, str], ...]
    """Further meta tags: name and content (rule G1)."""


class SearchView(NamedTuple):
    """Template: pages/search.html."""

    title: str
    intro: str
    url: str
    """The page itself, where the form leads."""
    archives: tuple[Link, ...]
    """The lists of all sections, for reading without scripts."""
    tags: tuple[Link, ...]
