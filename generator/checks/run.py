"""All checks, one after the other."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.dates import DATES
from generator.checks.finding import Finding
from generator.checks.notices import NOTICES
from generator.checks.pictures import covers_have_words
from generator.checks.profile import gov_profile_is_complete
from generator.checks.redirects import redirects_are_sound
from generator.checks.references import REFERENCES
from generator.model.hub import Hub

CHECKS = (*REFERENCES, *DATES, *NOTICES, covers_have_words, gov_profile_is_complete)


def findings(hub: Hub) -> Iterator[Finding]:
    """Yield everything that is wrong between the records of *hub*."""
    for check in CHECKS:
        yield from check(hub)
    yield from redirects_are_sound(hub, hub.redirects)
