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
from generator.engines.texts import Columns
from generator.looks import RACE
from generator.publish.manifest import HEAD_BYTES, is_whole
from generator.publish.standing import Standing, manifest_file, umask_now


@dataclass(frozen=True, slots=True)
class Said:
    """What a build told: its problems, by language, and the closing line of one that finds nothing to do."""

    report: Mapping[str, str]
    closing: str


def inputs_of(besides: bytes | None, content: Columns, now: int) -> bytes | None:
    """16 bytes for all that a build is made from, the program apart; None where looks cannot be relied on.

    *besides* stands for all but the content (`texts.around`), *content* is what lies in its folder. *now* is the time
    in nanoseconds since 1970: a file that changed a moment ago might change again unseen.
    """
    if besides is None or content.newest > now - RACE:
        return None
    return digest_of(besides, content.digest())


def unchanged(site: Path, store: Path, inputs: bytes, standing: Standing | None = None) -> Said | None:
    """What the last build told, when it was made from *inputs* and *site* is as it left it.

    *standing* says how it stands, where that is looked at already.
    """
    found = read_kept(store / "last", inputs)
    if not isinstance(found, dict):
        return None
    with suppress(OSError):
        if _manifest_head(site, store) != found["manifest"] or site.is_symlink():
            return None
        if standing is not None:
            stands = standing.has_whole_site
        else:
            stands = is_whole(site, manifest_file(store, site).read_bytes(), umask_now())
        if stands:
            return Said(found["report"], found["closing"])
    return None


def remember(site: Path, store: Path, inputs: bytes, said: Said) -> None:
    """Keep what a build of *site* from *inputs* *said*."""
    with suppress(OSError):
        record = {"manifest": _manifest_head(site, store), "report": dict(said.report), "closing": said.closing}
        write_kept(store / "last", inputs, record)


def _manifest_head(site: Path, store: Path) -> str:
    """The beginning of the manifest of *site*, which holds a digest of the rest."""
    with manifest_file(store, site).open("rb") as file:
        return file.read(HEAD_BYTES).hex()
