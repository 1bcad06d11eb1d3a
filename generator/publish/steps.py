"""What a build is doing, told as it goes on to whoever wants to know, and where its time went."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from generator.publish.output import Output

ORDER = ("start", "reading", "checks", "shells", "planning", "search", "pages", "feeds", "calendars", "pictures")
"""The steps in the order of a build; those that it has beside come after them, and `publishing` last."""
LAST = "publishing"
"""Comparing with what stands there, writing, linking, and the switch of the trees."""


class Steps:
    """Is told of the steps of a build. This one does nothing about it."""

    def begin(self, step: str) -> None:
        """*step* begins, and what was done before ends."""

    def rest(self) -> None:
        """Something else is said at the terminal next."""

    def end(self) -> None:
        """Nothing more is done."""

    def follow(self, outputs: Iterable[Output]) -> Iterable[Output]:
        """Return *outputs* as they are; whoever wants to know sees them planned and made on the way."""
        return outputs


NOBODY = Steps()
"""Where nobody wants to know."""


class Together(Steps):
    """Tells several others."""

    def __init__(self, *others: Steps) -> None:
        self._others = others

    def begin(self, step: str) -> None:
        """Tell them all."""
        for other in self._others:
            other.begin(step)

    def rest(self) -> None:
        """Tell them all."""
        for other in self._others:
            other.rest()

    def end(self) -> None:
        """Tell them all."""
        for other in self._others:
            other.end()

    def follow(self, outputs: Iterable[Output]) -> Iterable[Output]:
        """Let them all see the outputs."""
        for other in self._others:
            outputs = other.follow(outputs)
        return outputs


@dataclass(slots=True)
class Spent:
    """What a step took: seconds of processor and clock, and the files it made."""

    cpu: float = 0.0
    wall: float = 0.0
    files: int = 0


Clocks = Callable[[], tuple[float, float]]
"""Seconds that the processors worked for this build, and seconds on the clock, both since some moment."""


class Profile(Steps):
    """Adds up where the time goes. Began when both *clocks* showed 0; what was before is the step ``start``."""

    def __init__(self, clocks: Clocks) -> None:
        self._clocks = clocks
        self._step = "start"
        self._at = (0.0, 0.0)
        self.spent: defaultdict[str, Spent] = defaultdict(Spent)

    def begin(self, step: str) -> None:
        """Count what was done since the last step began for that one."""
        now = self._clocks()
        spent = self.spent[self._step]
        spent.cpu += now[0] - self._at[0]
        spent.wall += now[1] - self._at[1]
        self._step, self._at = step, now

    def end(self) -> None:
        """Count what is not counted yet."""
        self.begin(self._step)

    def follow(self, outputs: Iterable[Output]) -> Iterator[Output]:
        """Tell apart planning, making each kind of file, and what is done with it afterwards."""
        self.begin("planning")
        for output in outputs:
            kind = kind_of(output)
            if kind == "search":  # an index is made as a whole when its first file is asked for
                self._step = kind
            self.begin(LAST)
            yield output._replace(render=self._timed(kind, output.render))
            self.begin("planning")
        self.begin(LAST)

    def _timed(self, kind: str, render: Callable[[], str | bytes]) -> Callable[[], str | bytes]:
        def timed() -> str | bytes:
            self.begin(kind)
            try:
                return render()
            finally:
                self.spent[kind].files += 1
                self.begin(LAST)

        return timed

    def rows(self) -> list[tuple[str, Spent]]:
        """Each step with what it took, in the order of a build, pages by their templates; the whole at the end."""
        names = sorted(self.spent, key=lambda name: (_place(name), name))
        spent = [self.spent[name] for name in names]
        whole = Spent(sum(one.cpu for one in spent), sum(one.wall for one in spent), sum(one.files for one in spent))
        return [*zip(names, spent, strict=True), ("whole", whole)]


def _place(name: str) -> int:
    step = name.partition(" ")[0]
    return ORDER.index(step) if step in ORDER else len(ORDER) + (step == LAST)


def kind_of(output: Output) -> str:
    """The step that makes *output*; pages are told apart by their templates, such as ``pages article``."""
    if output.source == "mkdocs":
        return "handbook"
    if output.path.startswith("pictures/"):
        return "pictures"
    if output.path.endswith(".html"):
        return f"pages {output.source}" if "." not in output.source else "redirects"
    if output.source == "search":
        return "search"
    if output.source.startswith("feed "):
        return "feeds"
    return "calendars" if output.path.endswith(".ics") else "other"
