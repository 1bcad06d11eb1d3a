"""A site that is not written: its files by path, each made when somebody asks for it."""

from __future__ import annotations

from collections.abc import Iterable
from threading import Lock

from generator.publish.output import Output


class Lookup:
    """The files of *outputs*, of which no more are planned than it takes to find what is asked for.

    May be asked from several threads: one file is made at a time, as in a build.
    """

    def __init__(self, outputs: Iterable[Output]) -> None:
        self._coming = iter(outputs)
        self._found: dict[str, Output] = {}
        self._lock = Lock()

    def read(self, path: str) -> bytes | None:
        """Make the file at *path*, relative to the site's root; None where the site has none."""
        with self._lock:
            while path not in self._found:
                output = next(self._coming, None)
                if output is None:
                    return None
                self._found[output.path] = output
            made = self._found[path].render()
        return made.encode() if isinstance(made, str) else made
