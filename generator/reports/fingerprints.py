"""By what a problem is known again in the next run."""

from __future__ import annotations

import hashlib
from collections import Counter

from generator.problems import Problem


def fingerprint(problem: Problem, seen: Counter[str]) -> str:
    """A name for *problem* that stays when lines above it come and go; *seen* counts equal ones in a run."""
    same = f"{problem.file}\n{problem.code}\n{problem.place.text.strip()}"
    seen[same] += 1
    return hashlib.sha256(f"{same}\n{seen[same]}".encode()).hexdigest()
