"""What events can be narrowed by, in lists and in the months of the calendar: alliance and category."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from generator.model.event import Event
from generator.pages.choosing import SCRIPT, filter_of, several, useful
from generator.pages.context import Context
from generator.pages.views import Chooser

NO_ALLIANCE = "none"
"""Stands for the events of the whole hub."""


def event_facts(event: Event) -> tuple[tuple[str, str], ...]:
    """What the row of *event* can be chosen by: names and values of its ``data-`` attributes."""
    return (("alliance", several(event.alliances or (NO_ALLIANCE,))), ("category", event.category))


def event_chooser(context: Context, events: Sequence[Event], total: int, path: str) -> Chooser | None:
    """The filters for *events*, which stand on the page at *path*, of *total*; None when the hub leaves no choice."""
    word, hub, taxonomy = context.word, context.edition.hub, context.edition.hub.taxonomy
    alliances = {alliance.id: context.say(alliance.short_name) for alliance in hub.alliances}
    filters = useful(
        (
            filter_of(
                "alliance",
                word("label_alliance"),
                {**alliances, NO_ALLIANCE: context.own(word("events_of_no_alliance"))},
                _alliances(events),
                _alliances(hub.events),
            ),
            filter_of(
                "category",
                word("label_category"),
                {name: context.say(label) for name, label in taxonomy.event_categories.items()},
                (event.category for event in events),
                (event.category for event in hub.events),
            ),
        )
    )
    if not filters:
        return None
    return Chooser(
        id="hub-event-list",
        filters=filters,
        orders=(),
        script=context.base + SCRIPT,
        share=context.full_url(path),
        summary=word("events_choose"),
        found=word("events_found"),
        none=word("events_none"),
        notes=(word("events_on_this_page", count=len(events), total=total),) if len(events) < total else (),
    )


def _alliances(events: Iterable[Event]) -> Iterator[str]:
    return (alliance for event in events for alliance in event.alliances or (NO_ALLIANCE,))
