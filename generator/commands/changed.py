"""What several commands ask of a change: its base, and the problems that it brought."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from generator.build import Loaded
from generator.problems import Report
from generator.pull_request.problems import new_problems
from generator.revisions import Changed, base_of, changed_since, export, repository

Load = Callable[[Path], Loaded]
"""Reads and checks the content in a folder."""


@dataclass(frozen=True, slots=True)
class Base:
    """Where a change started: the commit, and the content's folder in the repository."""

    root: Path
    commit: str
    content: str
    """From the root, with forward slashes; empty when it is the root itself."""
    changed: Changed

    @property
    def prefix(self) -> str:
        """What leads from the root to the files that problems name."""
        parent = self.content.rpartition("/")[0]
        return f"{parent}/" if parent else ""


def base_at(revision: str, content: Path) -> Base:
    """The base of what was done to *content* since *revision*; raises NoBaseError."""
    content = content.resolve()
    root = repository(content).resolve()
    commit = base_of(root, revision)
    folder = content.relative_to(root).as_posix()
    folder = "" if folder == "." else folder
    return Base(root, commit, folder, changed_since(root, commit, folder))


@dataclass(frozen=True, slots=True)
class Brought:
    """The problems that a change brought, how many were there before it, and the content as it was."""

    report: Report
    older: int
    before: Loaded | None


def brought(base: Base, head: Loaded, load: Load) -> Brought:
    """Compare the problems of *head* with those of the content at *base*, judged by the same program and day."""
    with tempfile.TemporaryDirectory(prefix="hub-base-") as folder:
        content = Path(folder) / (base.content.rpartition("/")[2] or "content")
        before = load(content) if export(base.root, base.commit, content, base.content) else None
    report = new_problems(head.report, before.report if before else Report(), base.changed, base.prefix)
    return Brought(report, len(head.report) - len(report), before)
