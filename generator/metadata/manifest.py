"""build.json: what was built, for whom it may concern."""

from __future__ import annotations

import json

from generator import __version__
from generator.model.hub import Edition
from generator.problems import Report


def build_manifest(edition: Edition, report: Report, *, samples: bool) -> str:
    """Write version, day, counts of each kind and of the problems; no time of the clock."""
    hub = edition.hub
    counts = {
        "alliances": len(hub.alliances),
        "news": len(hub.news),
        "achievements": len(hub.achievements),
        "policies": len(hub.policies),
        "jobs": len(hub.jobs),
        "open_jobs": len(edition.open_jobs),
        "events": len(hub.events),
        "coming_events": len(edition.coming_events),
        "services": len(hub.services),
        "pages": len(hub.pages),
    }
    record = {
        "generator": "alliance-hub",
        "version": __version__,
        "as_of": edition.day.isoformat(),
        "samples": samples,
        "counts": counts,
        "problems": {"errors": len(report.errors), "warnings": len(report) - len(report.errors)},
    }
    return json.dumps(record, ensure_ascii=False, indent=2) + "\n"
