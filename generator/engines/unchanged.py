"""The shortest way: a build that finds everything as the last one left it has nothing to do but to say so.

What a build is made from is the program, its settings, the day, the theme and the content. They are compared by
one digest; files of the content by their looks, for reading them is what takes time. The site has to stand as its
manifest says. Whatever is not exactly so goes the ordinary way.
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from generator.digests import digest_of
from generator.engines.cache import read_kept, write_kept
from generator.engines.project import Asked
from generator.looks import RACE, looks_of
from generator.program import folder_digest
from generator.publish.manifest import is_whole
from generator.publish.tree import manifest_file, umask_now


@dataclass(frozen=True, slots=True)
class Said:
    """What a build told: its problems, by language, and the closing line of one that finds nothing to do."""

    report: Mapping[str, str]
    closing: str


def inputs_of(asked: Asked, now: int) -> bytes | None:
    """16 bytes for all that a build is made from, the program apart; None where looks cannot be relied on.

    *now* is the time in nanoseconds since 1970: a file that changed a moment ago might change again unseen.
    """
    project = asked.project
    looks = [looks_of(Path(folder)) for folder in dict.fromkeys((project.content, project.docs))]
    if not project.reusable or any(one.newest > now - RACE for one in looks):
        return None
    return digest_of(asked.digest, folder_digest(Path(project.theme)), *(one.digest for one in looks))


def unchanged(site: Path, store: Path, inputs: bytes) -> Said | None:
    """What the last build told, when it was made from *inputs* and *site* is as it left it."""
    found = read_kept(store / "last", inputs)
    if not isinstance(found, dict):
        return None
    with suppress(OSError):
        data = manifest_file(store, site).read_bytes()
        if digest_of(data).hex() == found["manifest"] and not site.is_symlink() and is_whole(site, data, umask_now()):
            return Said(found["report"], found["closing"])
    return None


def remember(site: Path, store: Path, inputs: bytes, said: Said) -> None:
    """Keep what a build of *site* from *inputs* *said*."""
    with suppress(OSError):
        data = manifest_file(store, site).read_bytes()
        record = {"manifest": digest_of(data).hex(), "report": dict(said.report), "closing": said.closing}
        write_kept(store / "last", inputs, record)
