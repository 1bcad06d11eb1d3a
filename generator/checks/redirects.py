"""Old addresses lead somewhere, and never stand in the way of what is there (content/redirects.yml)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.checks.finding import Finding, ValueMend
from generator.model.hub import Hub
from generator.model.redirects import REDIRECTS_FILE, Redirects
from generator.nearest import folded, guess, nearest
from generator.problems import Loc

SECTIONS = ("alliances", "achievements", "news", "jobs", "events", "policies", "services")
ARCHIVES = ("jobs/closed/", "events/past/", "policies/expired/")
_KEPT = re.compile(r"(?:en|zh|assets|feeds|handbook)/.*|.*/page/\d+/")
"""Addresses that the hub may use at any time: folders of its own, and further pages of lists."""


def redirects_are_sound(hub: Hub, redirects: Redirects) -> Iterator[Finding]:
    """Each line leads from a free address to one that is there; none repeats another or runs in a circle."""
    used = addresses(hub)
    first: dict[str, int] = {}
    renamed: dict[str, int] = {}
    for number, one in enumerate(redirects.redirects):
        start: Loc = ("redirects", number, "from")
        end: Loc = ("redirects", number, "to")
        if one.source in used or _KEPT.fullmatch(one.source):
            file = used.get(one.source, "")
            facts = {"found": one.source, "other": file or f"/{one.source}"}
            yield Finding(REDIRECTS_FILE, start, "E184", facts, others=((file, ()),) if file else ())
        if one.source in first:
            facts = {"found": one.source, "other": redirects.redirects[first[one.source]].target}
            earlier: Loc = ("redirects", first[one.source], "from")
            yield Finding(REDIRECTS_FILE, start, "E185", facts, others=((REDIRECTS_FILE, earlier),))
            continue
        first[one.source] = number
        if circle := _circle(redirects, one.source):
            yield Finding(REDIRECTS_FILE, end, "E183", {"found": " → ".join(circle)})
        elif one.target not in used and one.target not in redirects.by_source and not _is_handbook(one.target):
            near = nearest(one.target, used)
            mend = ValueMend(near.value, sure=folded(near.value) == folded(one.target)) if near else None
            yield Finding(REDIRECTS_FILE, end, "E182", {"found": one.target, **guess(near)}, mend=mend)
        if not one.merged:
            if one.target in renamed:
                facts = {"found": one.target, "other": redirects.redirects[renamed[one.target]].source}
                other: Loc = ("redirects", renamed[one.target], "from")
                yield Finding(REDIRECTS_FILE, end, "E186", facts, others=((REDIRECTS_FILE, other),))
            renamed.setdefault(one.target, number)


def addresses(hub: Hub) -> Mapping[str, str]:
    """Every address of *hub* below a language's root, with the file it comes from (empty for the hub's own lists).

    Drafts and what is still to come are in it: their addresses are taken.
    """
    used = dict.fromkeys((*(f"{section}/" for section in SECTIONS), *ARCHIVES, "tags/", "subscribe/", "search/"), "")
    used |= {f"tags/{tag}/": "" for tag in hub.taxonomy.tags}
    used |= {f"news/{news.date.year}/": "" for news in hub.news}
    used |= {f"alliances/{alliance.id}/news/": "" for alliance in hub.alliances}
    used |= dict.fromkeys(hub.unread, "")
    used |= {item.path: item.file for item in hub.items()}
    return used


def _is_handbook(address: str) -> bool:
    """The handbook's pages are read by the engine; whether one is there is its business."""
    return address.startswith("handbook/")


def _circle(redirects: Redirects, source: str) -> list[str]:
    """The way from *source* back to itself; empty when there is none."""
    way = [source]
    while (following := redirects.by_source.get(way[-1])) is not None:
        way.append(following)
        if following == source:
            return way
        if following in way[:-1]:
            return []
    return []
