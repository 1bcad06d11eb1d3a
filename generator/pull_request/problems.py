"""Which problems a change brought, and which were there before it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from generator.problems import Problem, Report
from generator.revisions import Changed

VARYING = frozenset(
    {"allowed", "example", "guess_zh", "guess_en", "hint_zh", "hint_en", "first", "byte", "nearest", "days"}
)
"""Facts that change although the problem is the same: positions, and what depends on the rest of the content."""


def new_problems(head: Report, base: Report, changed: Changed, prefix: str = "") -> Report:
    """The problems of *head* that *base* does not have, and those on lines that were *changed*.

    A problem is the same wherever in its file it stands by now, and when its file was renamed. So an untouched file
    is named when the change broke it, as when it refers to something that was deleted, and an old problem in
    a file that was touched elsewhere is not. *prefix* leads from the root of the repository to the files' folder.
    """
    left = Counter(_identity(problem, {}) for problem in base)
    former = {
        new.removeprefix(prefix): old.removeprefix(prefix)
        for new, old in changed.former.items()
        if new.startswith(prefix) and old.startswith(prefix)
    }
    found: list[Problem] = []
    for problem in head:
        if changed.touches(prefix + problem.file, problem.place.line):
            found.append(problem)
            continue
        identity = _identity(problem, former)
        if left[identity]:
            left[identity] -= 1
        else:
            found.append(problem)
    return Report.of(found)


def _identity(problem: Problem, former: Mapping[str, str]) -> tuple[Any, ...]:
    facts = sorted((key, str(value)) for key, value in problem.facts.items() if key not in VARYING)
    return former.get(problem.file, problem.file), problem.code, tuple(facts)
