"""All checks, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from generator.checks.dates import DATES
from generator.checks.finding import Finding
from generator.checks.notices import NOTICES
from generator.checks.pictures import covers_have_words
from generator.checks.profile import gov_profile_is_complete
from generator.checks.redirects import redirects_are_sound
from generator.checks.references import REFERENCES, texts_link_to_what_stays
from generator.model.hub import Hub
from generator.model.item import Item

CHECKS = (*REFERENCES, *DATES, *NOTICES, covers_have_words, gov_profile_is_complete)


def findings(hub: Hub) -> Iterator[Finding]:
    """Yield everything that is wrong between the records of *hub*."""
    for check in CHECKS:
        yield from check(hub)
    yield from redirects_are_sound(hub, hub.redirects)


def text_findings(hub: Hub, items: Iterable[Item]) -> Iterator[Finding]:
    """Yield what is wrong in the texts of the articles *items*: what stands below their fields plays no part elsewhere.

    A check that reads texts has to be asked here, too.
    """
    yield from texts_link_to_what_stays(hub, items)
