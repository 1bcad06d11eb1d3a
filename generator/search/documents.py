"""What can be found: every page a reader can open, as plain texts.

The text of a document is what its page shows. It is gathered from the page's own view, so that a field added to a
page can be found without a change here; what belongs to other pages (related items, an alliance's latest news) is
left out. Drafts and what is not published yet are not in the edition; expired openings and past events are left
out here, as in all lists. Samples are pages like others while they are shown, and say so.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from html import unescape
from typing import Any, Literal

from generator.addresses import address_of
from generator.model.alliance import Alliance
from generator.model.event import Event
from generator.model.item import Article, DatedArticle, Item
from generator.model.job import Job
from generator.model.record import Lang
from generator.model.service import ServiceTeam
from generator.pages.alliances import alliance_page
from generator.pages.context import Context
from generator.pages.items import article_page, event_page, job_page, service_page
from generator.pages.views import (
    AllianceCard,
    Badge,
    BranchView,
    ChartView,
    ContactView,
    DateBlock,
    Day,
    EventRow,
    FigureView,
    Frame,
    JobRow,
    Link,
    OccurrenceView,
    Pagination,
    PictureView,
    Row,
    Said,
    ServiceCard,
)

State = Literal["current", "off"]

_BLOCK = re.compile(
    r"</?(?:p|h[1-6]|li|ul|ol|dl|dt|dd|div|table|t[rdh]|thead|tbody|caption|figure|figcaption|blockquote|pre|hr|br"
    r"|section|details|summary)\b[^>]*>"
)
_ALT = re.compile(r"<img\b[^>]*?\balt=\"([^\"]*)\"[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"[ \t\r\f\v\u00a0]+")
_LINES = re.compile(r"\s*\n\s*")

_ELSEWHERE = (Row, EventRow, JobRow, AllianceCard, ServiceCard, Pagination, Badge, DateBlock)
"""Parts of a view that belong to other pages, or say nothing of their own."""
_SHOWN = frozenset({"html", "series", "when", "state_text", "strength_text", "label"})
"""Plain texts of views that readers see; other plain strings are addresses, keys and interface words."""
_LEFT = frozenset(
    {"previous", "next", "more_news", "tags", "notices", "block", "url", "maps", "timeline", "venue_picture"}
)
_NAMES = frozenset({"organisations", "members", "employer", "organiser", "committee", "branches"})
"""Fields with names of organisations, which can also be found by their pinyin."""


@dataclass(frozen=True, slots=True)
class Document:
    """One page as the search knows it. Texts are plain; lines are separated by ``\\n``."""

    url: str
    """Absolute path, ready for ``href``."""
    title: str
    lang: Lang
    """The language its title is really in."""
    summary: str
    text: str
    labels: tuple[str, ...]
    """Words of its tags, alliances and category."""
    names: tuple[str, ...]
    """Organisations it names."""
    kind: str
    """Section: ``news``, ``jobs`` … ``pages``, ``handbook``."""
    alliances: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    date: dt.date | None = None
    """What it is about: the day of an item, the next day of an event."""
    state: State = "current"
    """``off`` for an event that is cancelled or postponed: it comes after the others."""
    sample: bool = False
    posted: dt.date | None = None
    """Documents are numbered by it, so that what is new comes last."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document to come: its address, its kind, the key of what it is made from, and the function that makes it."""

    url: str
    kind: str
    key: bytes
    make: Callable[[], Document]
    posted: dt.date | None = None
    """As the document has it."""


def place_of(one: Document | Entry) -> tuple[int, str]:
    """Return what documents are numbered by: their day of publication, 0 without one, then their address."""
    return one.posted.toordinal() if one.posted else 0, one.url


def entries(context: Context, handbook: Iterable[tuple[str, str]] = ()) -> Iterator[Entry]:
    """Yield what can be found in the context's language.

    *handbook* are the paths (relative to content/) and Markdown sources of the handbook's pages, both languages.
    """
    keys = context.keys
    yield from item_entries(context, context.edition.hub.items())
    yield Entry(context.url(""), "pages", keys.all(), partial(_home, context))
    for path, source in handbook:
        lang: Lang = "en" if path.endswith(".en.md") else "zh"
        address = address_of(path, lang)
        if lang == context.lang and address is not None:
            url = context.base + address
            yield Entry(url, "handbook", keys.only(source), partial(_handbook_page, url, lang, source))


def item_entries(context: Context, items: Iterable[Item]) -> Iterator[Entry]:
    """Yield those of *items* that can be found."""
    edition, keys = context.edition, context.keys
    for item in items:
        if edition.is_current(item):
            key = keys.all() if isinstance(item, Alliance) else keys.text(item, context.lang)
            yield Entry(context.url(item.path), item.section, key, partial(document, context, item), _posted(item))


def kinds(context: Context, handbook: Iterable[tuple[str, str]] = ()) -> set[str]:
    """The kinds of `entries`, without their keys."""
    found = set[str]()
    for item in context.edition.hub.items():
        if item.section not in found and context.edition.is_current(item):
            found.add(item.section)
    languages = {"en" if path.endswith(".en.md") else "zh" for path, _ in handbook}
    return found | {"pages"} | ({"handbook"} if context.lang in languages else set())


def documents(context: Context, handbook: Iterable[tuple[str, str]] = ()) -> Iterator[Document]:
    """Yield the documents of `entries`."""
    return (entry.make() for entry in entries(context, handbook))


def document(context: Context, item: Item) -> Document:
    """Return the document of *item* in the context's language."""
    frame, view = _page(context, item)
    found = _Gathered()
    for name, value in zip(view._fields, view, strict=True):
        if name not in ("title", "name", "summary") and name not in _LEFT:
            found.take(value, name)
    title = getattr(view, "title", None) or view.name
    summary = getattr(view, "summary", None)
    alliances = (item.id,) if isinstance(item, Alliance) else tuple(getattr(item, "alliances", ()))
    tags = tuple(getattr(item, "tags", ()))
    return Document(
        url=context.url(item.path),
        title=_line(title.text),
        lang=title.lang,
        summary=_line(summary.text if summary is not None else frame.description),
        text="\n".join(found.texts),
        labels=tuple(dict.fromkeys(_labels(context, item, alliances, tags))),
        names=tuple(dict.fromkeys(found.names)),
        kind=item.section,
        alliances=alliances,
        tags=tags,
        date=_date(context, item),
        posted=_posted(item),
        state="off" if isinstance(item, Event) and item.status != "scheduled" else "current",
        sample=item.sample,
    )


def _page(context: Context, item: Item) -> tuple[Frame, Any]:
    match item:
        case Article():
            return article_page(context, item)
        case Job():
            return job_page(context, item)
        case Event():
            return event_page(context, item)
        case ServiceTeam():
            return service_page(context, item)
        case Alliance():
            return alliance_page(context, item)
    raise TypeError(f"{type(item).__name__} has no page to search")


def _labels(context: Context, item: Item, alliances: Iterable[str], tags: Iterable[str]) -> Iterator[str]:
    taxonomy = context.edition.hub.taxonomy
    yield from (taxonomy.tags[tag].best(context.lang)[0] for tag in tags if tag in taxonomy.tags)
    for name in alliances:
        if alliance := context.edition.alliance_by_id.get(name):
            yield alliance.short_name.best(context.lang)[0]
    if isinstance(item, Event):
        yield taxonomy.event_categories[item.category].best(context.lang)[0]


def _posted(item: Item) -> dt.date | None:
    if isinstance(item, Job | Event):
        return item.posted
    return item.date if isinstance(item, DatedArticle) else None


def _date(context: Context, item: Item) -> dt.date | None:
    if isinstance(item, DatedArticle):
        return item.date
    if isinstance(item, Job):
        return item.posted
    if isinstance(item, Event):
        coming = item.next_on(context.edition.day)
        return coming.first_day if coming else item.posted
    return None


def _home(context: Context) -> Document:
    site = context.edition.hub.site
    found = _Gathered()
    found.take(context.paragraphs(site.about))
    found.take(context.figures(site.figures))
    found.take(context.contact(site.contact))
    name, lang = site.name.best(context.lang)
    publisher = site.publisher.best(context.lang)[0]
    text = "\n".join((*found.texts, publisher))
    return Document(context.url(""), name, lang, context.say(site.slogan).text, text, (), (publisher,), "pages")


class _Gathered:
    """Texts and names, in the order they are met."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.names: list[str] = []

    def take(self, value: Any, name: str = "") -> None:
        """Take every text that readers see in *value*, which stands in the field *name* of a view."""
        if isinstance(value, str):
            if name == "html":
                self._add(plain_text(value))
            elif name in _SHOWN or (name.endswith("[]") and not value.startswith(("http:", "https:", "/"))):
                self._add(value)
        elif isinstance(value, Said):
            self._add(value.text)
            if name.removesuffix("[]") in _NAMES:
                self.names.append(_line(value.text))
        elif type(value) is tuple:
            for part in value:
                self.take(part, name if name.endswith("[]") else f"{name}[]")
        elif isinstance(value, FigureView):
            self._add(f"{value.prefix}{value.value} {value.unit.text}".strip())
            self.take((value.measures, value.organisation, value.source), "figure")
        elif isinstance(value, ChartView):
            self._add(value.measures.text)
            for bar in value.bars:
                self._add(f"{bar.label.text} {bar.prefix}{bar.value} {value.unit.text}")
            self._add(value.change)
            self.take(value.source, "source")
        elif isinstance(value, ContactView):
            said = (value.name, value.phone, value.email, value.url, value.address)
            for part in said:
                if part is not None:
                    self._add(str(part))
        elif isinstance(value, Day):
            self._add(value.text)
        elif isinstance(value, OccurrenceView):
            self._add(value.when)
        elif isinstance(value, Link):
            self._add(value.title.text)
        elif isinstance(value, PictureView):
            self._add(value.alt.text)
        elif isinstance(value, tuple) and not isinstance(value, _ELSEWHERE):
            for one, part in zip(value._fields, value, strict=True):  # type: ignore[attr-defined]
                if one not in _LEFT:
                    self.take(part, name if one == "name" and name.removesuffix("[]") in _NAMES else one)
            if isinstance(value, BranchView):
                self._add(value.kind)

    def _add(self, text: str) -> None:
        text = _LINES.sub("\n", text).strip()
        if text:
            self.texts.append(text)


def plain_text(html: str) -> str:
    """Return what a reader sees of *html* as lines: a block ends a line, marks within a line leave no trace."""
    text = _ALT.sub(r" \1 ", html)
    text = unescape(_TAG.sub("", _BLOCK.sub("\n", text)))
    return _LINES.sub("\n", _SPACE.sub(" ", text)).strip()


def _line(text: str) -> str:
    return " ".join(text.split())


_FRONT = re.compile(r"\A---\n.*?\n---\n", re.DOTALL)
_MARKDOWN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--.*?-->", re.DOTALL), ""),
    (re.compile(r"^[ \t]*(?:```|~~~).*$", re.MULTILINE), ""),
    (re.compile(r"!?\[([^\]]*)\]\([^)\s]*(?:\s+\"[^\"]*\")?\)"), r"\1"),
    (re.compile(r"^[ \t]*(?:#{1,6}|[-*+>]|\d+\.)[ \t]+", re.MULTILINE), ""),
    (re.compile(r"^[ \t]*(?:!!!|\?\?\?\+?)[ \t]+\w*", re.MULTILINE), ""),
    (re.compile(r"^\s*\|?[ \t]*:?-{3,}[-|: \t]*$", re.MULTILINE), ""),
    (re.compile(r"[ \t]*(?<!\\)\|[ \t]*"), "\n"),
    (re.compile(r"\*\*|__|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)|`"), ""),
    (re.compile(r"\{[:#.][^}\n]*\}"), ""),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)


def markdown_text(source: str) -> str:
    """Return the words of a handbook page, simply: MkDocs renders these pages, and nothing here needs to be exact."""
    text = _FRONT.sub("", source.replace("\r\n", "\n"))
    for pattern, instead in _MARKDOWN:
        text = pattern.sub(instead, text)
    return _LINES.sub("\n", _SPACE.sub(" ", unescape(text))).strip()


def _handbook_page(url: str, lang: Lang, source: str) -> Document:
    front = _FRONT.match(source)
    title = re.search(r"^title:\s*(.+?)\s*$", front[0], re.MULTILINE) if front else None
    text = markdown_text(source)
    heading = re.search(r"^#\s+(.+?)\s*#*\s*$", _FRONT.sub("", source), re.MULTILINE)
    words = heading[1] if heading else title[1].strip("\"'") if title else url
    name = markdown_text(words).replace("\n", " ")
    text = text.removeprefix(name).strip()
    return Document(url, name, lang, text.partition("\n")[0][:160], text, (), (), "handbook")
