"""A hub that calls itself a government website says which one it is (rule G1)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.finding import Finding
from generator.model.hub import Hub


def gov_profile_is_complete(hub: Hub) -> Iterator[Finding]:
    """``profile: gov`` wants its site id: no page may be without `SiteIDCode`."""
    if hub.site.profile == "gov" and hub.site.government is None:
        yield Finding("hub.yml", ("profile",), "E180", {"found": "gov", "missing": "government"})


PROFILE = (gov_profile_is_complete,)
