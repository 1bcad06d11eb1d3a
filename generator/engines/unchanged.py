"""The shortest way: a build that finds everything as the last one left it has nothing to do but to say so.

What a build is made from is the program, its settings, the day, the theme and the content. They are compared by
one digest; files of the content by their looks, for reading them is what takes time, and the few that changed a
moment before also by their bytes. The site has to stand as its manifest says. Whatever is not exactly so goes the
ordinary way.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
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


_MOST_YOUNG, _MOST_BYTES = 64, 8_000_000
"""So many files that changed a moment ago, and bytes in them, are read to compare them; more are not relied on."""


@dataclass(frozen=True, slots=True)
class Inputs:
    """All that a build is made from, the program apart.

    `digest` are 16 bytes for it, the files of the content by their looks. `young` are digests of the bytes of those
    that had changed a moment before, by path: they might change again and look the same. They are taken before the
    build reads them, so that one that changed meanwhile is not taken for what was built.
    """

    digest: bytes
    young: Mapping[str, bytes]


def inputs_of(besides: bytes | None, root: Path, content: Columns, now: int) -> Inputs | None:
    """Return what a build is made from; None where that cannot be told cheaply.

    *besides* stands for all but the content (`texts.around`), *content* is what lies in its folder, *root*. *now* is
    the time in nanoseconds since 1970.
    """
    if besides is None:
        return None
    young = content.since(now - RACE)
    if len(young) > _MOST_YOUNG or any(row.kind != "file" for row in young):
        return None
    if sum(row.size for row in young) > _MOST_BYTES:
        return None
    with suppress(OSError):
        return Inputs(digest_of(besides, content.digest()), _bytes_of(root, [row.path for row in young]))
    return None


def _bytes_of(root: Path, paths: Iterable[str]) -> dict[str, bytes]:
    return {path: digest_of((root / path).read_bytes()) for path in paths}


def unchanged(site: Path, store: Path, inputs: Inputs, root: Path, standing: Standing | None = None) -> Said | None:
    """What the last build told, when it was made from *inputs* and *site* is as it left it.

    *root* is the folder of the content. *standing* says how the site stands, where that is looked at already.
    """
    found = read_kept(store / "last", inputs.digest)
    if not isinstance(found, dict):
        return None
    with suppress(OSError):
        if _manifest_head(site, store) != found["manifest"] or site.is_symlink():
            return None
        young = {path: bytes.fromhex(digest) for path, digest in found["young"].items()}
        if young != {**_bytes_of(root, young.keys() - inputs.young.keys()), **inputs.young}:
            return None
        if standing is not None:
            stands = standing.has_whole_site
        else:
            stands = is_whole(site, manifest_file(store, site).read_bytes(), umask_now())
        if stands:
            return Said(found["report"], found["closing"])
    return None


def remember(site: Path, store: Path, inputs: Inputs, said: Said) -> None:
    """Keep what a build of *site* from *inputs* *said*."""
    with suppress(OSError):
        record = {
            "manifest": _manifest_head(site, store),
            "young": {path: digest.hex() for path, digest in inputs.young.items()},
            "report": dict(said.report),
            "closing": said.closing,
        }
        write_kept(store / "last", inputs.digest, record)


def _manifest_head(site: Path, store: Path) -> str:
    """The beginning of the manifest of *site*, which holds a digest of the rest."""
    with manifest_file(store, site).open("rb") as file:
        return file.read(HEAD_BYTES).hex()
