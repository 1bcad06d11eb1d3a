"""One entry for each text that has, or should have, its English.

Prose has a file a language, and its translation keeps the fingerprint of the Chinese texts it was made from: it is
outdated when they have changed since. Short texts of YAML files stand side by side, ``{zh: …, en: …}``, and keep no
fingerprint: whoever changes one sees the other, and so does the reviewer of the change. Of those the ledger says
whether the English is there.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Literal, NamedTuple, get_args

from generator.model.alliance import Alliance
from generator.model.hub import Hub
from generator.model.item import Article, Item
from generator.model.prose import Body
from generator.model.record import LongText, Record, Text

State = Literal["outdated", "missing", "unconfirmed", "partial", "current"]
"""``outdated``: the Chinese has changed since; ``missing``: there is no English; ``unconfirmed``: the translation does
not say what it was made from; ``partial``: single texts are still without English; ``current``: all is well."""
STATES: tuple[State, ...] = get_args(State)

SECTIONS = ("news", "achievements", "policies", "jobs", "events", "services", "alliances", "pages", "settings")
"""The kinds of the ledger in their order; ``settings`` are hub.yml and taxonomy.yml."""


class Entry(NamedTuple):
    """One translation, there or not. Paths are below content/."""

    section: str
    file: str
    """Where the English stands, or would stand."""
    original: str
    """Where the Chinese stands: the same file for YAML."""
    title: str
    """What the record is called in Chinese."""
    state: State
    address: str = ""
    """Of its page below a language's root; empty where it has none."""
    gaps: tuple[str, ...] = ()
    """The fields without English, by path: ``duties.0``."""


_TEXTS = frozenset({Text, LongText})
_PLAIN = frozenset({str, int, bool, float, type(None), dt.date, dt.datetime})
"""Values without a text in two languages: most of a record, and passed over quickly."""


def entries(hub: Hub) -> tuple[Entry, ...]:
    """Return the ledger of *hub*, by section, what is in the worst state first."""
    found: list[Entry] = [_settings("hub.yml", hub.site, hub.site.name.zh)]
    found.append(_settings("taxonomy.yml", hub.taxonomy, "taxonomy.yml"))
    for item in hub.items():
        found.append(_article(item) if isinstance(item, Article) else _single(item))
        if isinstance(item, Alliance):
            found += _alliance_texts(item)
    return tuple(
        sorted(found, key=lambda entry: (SECTIONS.index(entry.section), STATES.index(entry.state), entry.file))
    )


def counts(ledger: Iterable[Entry]) -> Mapping[str, Counter[State]]:
    """Return how many entries of each section are in each state."""
    found: dict[str, Counter[State]] = {}
    for entry in ledger:
        found.setdefault(entry.section, Counter())[entry.state] += 1
    return found


def gaps(value: Any, path: str = "") -> Iterator[str]:
    """Yield the path of each short text without English in *value*; Markdown texts and other files are not in it."""
    skip = ("body", "about", "chain") if isinstance(value, Item) else ()
    for step, one in _parts(value):
        kind = type(one)
        if kind in _TEXTS:
            if one.en is None:
                yield f"{path}{step}"
        elif kind not in _PLAIN and step not in skip:
            yield from gaps(one, f"{path}{step}.")


def _parts(value: Any) -> Iterable[tuple[Any, Any]]:
    """What *value* is made of, with the name or the number of each part."""
    if isinstance(value, Record):
        return iter(value)
    if isinstance(value, tuple):
        return enumerate(value)
    return value.items() if isinstance(value, dict) else ()


def _article(item: Article) -> Entry:
    english = item.file.removesuffix(".md") + ".en.md"
    found = tuple(gaps(item)) if item.body.en is not None else ()
    return Entry(item.section, english, item.file, item.title.zh, _of_prose(item.body, found), item.path, found)


def _of_prose(body: Body, found: tuple[str, ...]) -> State:
    if body.en is None:
        return "missing"
    if body.outdated:
        return "outdated"
    if not body.confirmed:
        return "unconfirmed"
    return "partial" if found else "current"


def _single(item: Item) -> Entry:
    name = getattr(item, "title", None) or getattr(item, "name", None)
    found = tuple(gaps(item))
    state: State = "missing" if not item.is_in("en") else "partial" if found else "current"
    title = name.zh if isinstance(name, Text) else item.id
    return Entry(item.section, item.file, item.file, title, state, item.path, found)


def _alliance_texts(alliance: Alliance) -> Iterator[Entry]:
    folder = alliance.file.rpartition("/")[0]
    if alliance.about is not None:
        state = _of_prose(alliance.about, ())
        files = (f"{folder}/about.en.md", f"{folder}/about.md")
        yield Entry("alliances", *files, alliance.name.zh, state, alliance.path)
    if alliance.chain is not None:
        found = tuple(gaps(alliance.chain))
        file = f"{folder}/chain.yml"
        state = "missing" if alliance.chain.title.en is None else "partial" if found else "current"
        yield Entry("alliances", file, file, alliance.chain.title.zh, state, alliance.path, found)


def _settings(file: str, record: Record, title: str) -> Entry:
    found = tuple(gaps(record))
    return Entry("settings", file, file, title, "partial" if found else "current", gaps=found)
