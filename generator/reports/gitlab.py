"""Problems as a code quality report of GitLab, which merge requests show beside their lines.

The fields are those of https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable

from generator.problems import Problem, ProblemLang
from generator.reports.fingerprints import fingerprint

SEVERITIES = {"error": "major", "warning": "minor"}


def code_quality(problems: Iterable[Problem], lang: ProblemLang) -> str:
    """A JSON list with an entry a problem; a fingerprint stays the same when lines above its problem come and go."""
    found = []
    seen: Counter[str] = Counter()
    for problem in problems:
        found.append(
            {
                "description": f"{problem.message(lang)} {problem.fix(lang)}",
                "check_name": problem.code,
                "fingerprint": fingerprint(problem, seen),
                "severity": SEVERITIES[problem.severity],
                "location": {"path": problem.file, "lines": {"begin": problem.place.line}},
            }
        )
    return json.dumps(found, ensure_ascii=False, indent=2) + "\n"
