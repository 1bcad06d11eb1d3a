"""Dates stand in order, amounts too, and the exceptions of a series are dates of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from generator.checks.finding import Finding
from generator.model.event import Event, as_day
from generator.model.hub import Hub
from generator.problems import Loc


def articles_are_in_order(hub: Hub) -> Iterator[Finding]:
    """What was updated was published before; a policy does not end before it begins."""
    for item in (*hub.news, *hub.achievements, *hub.policies):
        yield from _order(item.file, ("updated",), item.updated, "date", item.date)
    for policy in hub.policies:
        yield from _order(policy.file, ("valid_through",), policy.valid_through, "valid_from", policy.valid_from)


def jobs_are_in_order(hub: Hub) -> Iterator[Finding]:
    """An opening does not close before it opens, and pay rises from its lowest to its highest."""
    for job in hub.jobs:
        yield from _order(job.file, ("valid_through",), job.valid_through, "posted", job.posted)
        yield from _order(job.file, ("updated",), job.updated, "posted", job.posted)
        if job.pay is not None and job.pay.max is not None and job.pay.max < job.pay.min:
            facts = {
                "field": "max",
                "found": f"{job.pay.max:g}",
                "other": "min",
                "other_value": f"{job.pay.min:g}",
            }
            yield Finding(job.file, ("pay", "max"), "E155", facts, others=((job.file, ("pay", "min")),))


def events_are_in_order(hub: Hub) -> Iterator[Finding]:
    """An event does not end before it starts, and both are times or both are days."""
    for event in hub.events:
        yield from _span(event.file, ("end",), event.end, "start", event.start)
        if event.registration is not None:
            last = max(occurrence.last_day for occurrence in event.occurrences()) if _is_sound(event) else None
            until = event.registration.until
            if until is not None and last is not None and last < until:
                facts = {"field": "end", "found": last, "other": "registration.until", "other_value": until}
                end: Loc = ("end",) if event.end is not None else ("start",)
                yield Finding(event.file, ("registration", "until"), "E150", facts, others=((event.file, end),))
        yield from _order(event.file, ("updated",), event.updated, "posted", event.posted)


def series_are_sound(hub: Hub) -> Iterator[Finding]:
    """A series ends after it starts; what is cancelled or moved is one of its dates."""
    for event in hub.events:
        series = event.recurrence
        if series is None:
            continue
        first = as_day(event.start)
        if series.until is not None and series.until < first:
            facts = {"field": "until", "found": series.until, "other": "start", "other_value": first}
            yield Finding(event.file, ("recurrence", "until"), "E150", facts, others=((event.file, ("start",)),))
            continue
        days = series.days(first)
        if first not in days:
            yield Finding(event.file, ("start",), "E153", {"found": first, "nearest": days[0] if days else "–"})
        exceptions: list[tuple[Loc, dt.date]] = [
            (("recurrence", "cancelled", n), day) for n, day in enumerate(series.cancelled)
        ]
        exceptions += [(("recurrence", "moved", n, "original"), one.original) for n, one in enumerate(series.moved)]
        for loc, day in exceptions:
            if days and day not in days:
                nearest = min(days, key=lambda other, day=day: (abs(other - day), other))  # type: ignore[misc]
                yield Finding(event.file, loc, "E153", {"found": day, "nearest": nearest})
        for number, one in enumerate(series.moved):
            yield from _span(event.file, ("recurrence", "moved", number, "end"), one.end, "start", one.start)


def _is_sound(event: Event) -> bool:
    if event.end is not None and isinstance(event.end, dt.datetime) != isinstance(event.start, dt.datetime):
        return False
    return event.recurrence is None or bool(event.recurrence.days(as_day(event.start)))


def _order(file: str, loc: Loc, later: Any, other: str, earlier: Any) -> Iterator[Finding]:
    if later is not None and earlier is not None and later < earlier:
        facts = {"field": loc[-1], "found": later, "other": other, "other_value": earlier}
        yield Finding(file, loc, "E150", facts, others=((file, (*loc[:-1], other)),))


def _span(file: str, loc: Loc, end: Any, other: str, start: Any) -> Iterator[Finding]:
    if end is None:
        return
    if isinstance(end, dt.datetime) != isinstance(start, dt.datetime):
        facts = {"field": loc[-1], "other": other}
        yield Finding(file, loc, "E151", facts, others=((file, (*loc[:-1], other)),))
    else:
        yield from _order(file, loc, _shown(end), other, _shown(start))


def _shown(when: dt.date | dt.datetime) -> str:
    return when.strftime("%Y-%m-%d %H:%M") if isinstance(when, dt.datetime) else when.isoformat()


DATES = (articles_are_in_order, jobs_are_in_order, events_are_in_order, series_are_sound)
