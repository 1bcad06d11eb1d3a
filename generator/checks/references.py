"""Every reference names something that is there, and real things do not lean on samples."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from generator.addresses import address_of
from generator.checks.finding import Finding, ValueMend
from generator.model.hub import Hub
from generator.model.item import Article, Item
from generator.model.job import Job
from generator.model.prose import Markup
from generator.nearest import folded, guess, nearest
from generator.problems import Loc


def alliances_exist(hub: Hub) -> Iterator[Finding]:
    """Each alliance an item names has a folder."""
    known = {alliance.id: alliance.sample for alliance in hub.alliances}
    known |= {path.split("/")[1]: True for path in hub.unread if path.startswith("alliances/")}
    for item in hub.items():
        named: list[tuple[Loc, str]]
        if isinstance(item, Job):
            named = [(("alliance",), item.alliance)]
        else:
            named = [(("alliances", n), name) for n, name in enumerate(getattr(item, "alliances", ()))]
        for loc, name in named:
            if name not in known:
                yield _unknown(item.file, loc, name, known, ("联盟", "alliance"))
            elif known[name] and not item.sample and f"alliances/{name}/" not in hub.unread:
                yield Finding(item.file, loc, "E145", {"found": name})


def tags_exist(hub: Hub) -> Iterator[Finding]:
    """Each tag stands in taxonomy.yml."""
    for item in hub.items():
        for number, tag in enumerate(getattr(item, "tags", ())):
            if tag not in hub.taxonomy.tags:
                yield _unknown(item.file, ("tags", number), tag, hub.taxonomy.tags, ("标签", "tag"))


def categories_exist(hub: Hub) -> Iterator[Finding]:
    """Each event's category stands in taxonomy.yml."""
    known = hub.taxonomy.event_categories
    for event in hub.events:
        if event.category not in known:
            yield _unknown(event.file, ("category",), event.category, known, ("活动类别", "event category"))


def chains_hold_together(hub: Hub) -> Iterator[Finding]:
    """In a chain map, ids are unique and links join parts that are there."""
    for alliance in hub.alliances:
        chain = alliance.chain
        if chain is None:
            continue
        file = alliance.file.replace("alliance.yml", "chain.yml")
        seen: dict[str, Loc] = {}
        for s, stage in enumerate(chain.stages):
            for n, node in enumerate(stage.nodes):
                loc: Loc = ("stages", s, "nodes", n, "id")
                if node.id in seen:
                    first = seen[node.id]
                    facts = {"found": node.id, "other": chain.stages[int(first[1])].name.zh}
                    yield Finding(file, loc, "E143", facts, others=((file, first),))
                seen.setdefault(node.id, loc)
        for number, link in enumerate(chain.links):
            for key, end in (("from", link.source), ("to", link.target)):
                if end not in seen:
                    yield _unknown(file, ("links", number, key), end, seen, ("环节", "part of the chain"))


def texts_link_to_what_stays(hub: Hub, items: Iterable[Item] | None = None) -> Iterator[Finding]:
    """A real item's text does not link to a sample, which production leaves out, or to a draft.

    All items of *hub* are looked at, or *items*.
    """
    gone = {item.path for item in hub.items() if item.sample or item.draft}
    for item in (hub.items() if items is None else items) if gone else ():
        if item.sample or item.draft:
            continue
        for markup in _texts(item):
            for target in markup.targets:
                address = address_of(target.path, "zh")
                if not target.picture and address is not None and address.removeprefix("en/") in gone:
                    yield Finding(markup.file, (), "E145", {"found": target.written}, target.number)


def _texts(item: Item) -> Iterator[Markup]:
    body = item.body if isinstance(item, Article) else getattr(item, "about", None)
    for markup in (getattr(body, "zh", None), getattr(body, "en", None)):
        if isinstance(markup, Markup):
            yield markup


def addresses_are_free(hub: Hub) -> Iterator[Finding]:
    """A standing page's address is none of the hub's own."""
    own = {"alliances", "achievements", "news", "jobs", "events", "policies", "services", "pages"}
    own |= {"tags", "subscribe", "search", "handbook", "assets", "pictures", "feeds", "en", "404"}
    for page in hub.pages:
        if page.id in own:
            yield Finding(page.file, (), "E144", {"address": f"/{page.path}"})


def _unknown(
    item: str, loc: Loc, found: str, known: Collection[str] | Mapping[str, Any], kind: tuple[str, str]
) -> Finding:
    """*found*, at *loc* of the file *item*, is none of the *known*; *kind* says in both languages what it should be."""
    near = nearest(found, known)
    field = next(str(step) for step in reversed(loc) if isinstance(step, str))
    facts = {
        "field": field,
        "found": found,
        "kind_zh": kind[0],
        "kind_en": kind[1],
        "allowed": sorted(known)[:12],
        **guess(near),
    }
    mend = ValueMend(near.value, sure=folded(near.value) == folded(found)) if near else None
    return Finding(item, loc, "E140", facts, mend=mend)


REFERENCES = (
    alliances_exist,
    tags_exist,
    categories_exist,
    chains_hold_together,
    texts_link_to_what_stays,
    addresses_are_free,
)
