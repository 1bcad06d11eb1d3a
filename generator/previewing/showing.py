"""What the preview shows at one moment, and how browsers learn that it changed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Condition

from generator.metadata.headers import Rule
from generator.problems import ProblemLang, Report


@dataclass(frozen=True, slots=True)
class Site:
    """A whole site, made as it is asked for. `base` is the path of its root, with slashes at both ends."""

    base: str
    read: Callable[[str], bytes | None]
    """Makes the file at a path below the root; None where there is none."""
    rules: tuple[Rule, ...]
    """The headers that browsers get in production."""


@dataclass(frozen=True, slots=True)
class Showing:
    """The last site without errors, and what keeps a newer one from being shown: errors of the content, or a fault."""

    site: Site | None = None
    report: Report = field(default_factory=Report)
    fault: str = ""
    lang: ProblemLang = "zh"
    """The language for editors."""

    @property
    def is_current(self) -> bool:
        """Whether the site is that of the newest content."""
        return self.site is not None and not self.report.errors and not self.fault


class Stage:
    """Holds what is shown. One thread shows, many look."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._number = 0
        self._showing = Showing()
        self._changed = Condition()
        self._ended = False

    def show(self, showing: Showing) -> None:
        """Show something else from now on."""
        with self._changed:
            self._number += 1
            self._showing = showing
            self._changed.notify_all()

    def end(self) -> None:
        """Let go whoever waits."""
        with self._changed:
            self._ended = True
            self._changed.notify_all()

    @property
    def mark(self) -> str:
        """What tells this showing from all others, also from those of another sitting."""
        return f"{self._name}-{self._number}"

    def look(self, seconds: float) -> tuple[str, Showing]:
        """The mark and what is shown; before anything is, wait for it at most so many *seconds*."""
        with self._changed:
            self._changed.wait_for(lambda: self._number > 0 or self._ended, seconds)
            return self.mark, self._showing

    def wait(self, seen: str, seconds: float) -> str:
        """The mark of what is shown, once it is another than *seen* or so many *seconds* are over."""
        with self._changed:
            self._changed.wait_for(lambda: self.mark != seen or self._ended, seconds)
            return self.mark
