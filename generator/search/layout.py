"""Where the files of an index lie, and its manifest: both follow from the state alone.

A folder is named by a hash of what is in it. `generator.search.index` describes the files.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from generator.model.record import Lang
from generator.search.cutting import Numbers
from generator.search.state import Digest, State, digest
from generator.search.texts import GROUP

FOLDERS = 256
"""Most folders of shards; of texts a quarter."""
ALPHABET = "".join(chr(code) for code in range(35, 126) if code != 92)
"""The 90 signs that columns are written in."""


Layout = dict[str, tuple[int, list[tuple[str, list[tuple[str, Digest]]]]]]
"""For each sort of files: how much goes into a folder, and each folder's name and files with their digests."""


def manifest(state: State, layout: Layout) -> dict[str, Any]:
    """What the manifest says of the index of *state*, whose files lie as *layout* says."""
    columns = state.columns
    count = len(columns.url)
    lengths = columns.length
    days = columns.day
    first = int(days[days > 0].min(initial=1 << 30)) if (days > 0).any() else 1
    day = np.where(days > 0, days - first + 1, 0)
    step = np.diff(day, prepend=0)
    kinds, kind = _used(columns.kind, state.values)
    alliances, alliance = _used(columns.alliances, state.values)
    tags, tag = _used(columns.tags, state.values)
    folders = {sort: (each, [name for name, _ in found]) for sort, (each, found) in layout.items()}
    return {
        "lang": state.lang,
        "documents": count,
        "bits": state.bits,
        "shards": folders["s"],
        "chunks": folders["t"],
        "words": [*(folders["w"][1] or [""]), list(state.lengths)],
        "readings": [folders["p"][1][0], len(state.readings)],
        "length": round(float(lengths.sum()) / max(1, count), 1),
        "kinds": kinds,
        "alliance_sets": alliances,
        "tag_sets": tags,
        "first_day": first,
        "kind": _column(kind * 2 + columns.off),
        "alliance": _column(alliance),
        "tag": _column(tag),
        "day": _column(np.where(step < 0, -2 * step - 1, 2 * step)),
        "size": _column(np.round(2 * np.log2(lengths + 1)).astype(np.int64)),
        "pieces": _column(columns.pieces),
        "in_chunk": _column(np.array([size for group in state.groups for size, _ in group], np.int64)),
    }


def layout_of(state: State) -> Layout:
    """Return where the files of the index of *state* lie."""
    shards = max(1, len(state.shards) // FOLDERS)
    groups = 1
    while len(state.groups) > groups * FOLDERS // 4:
        groups *= 2
    s = [_named("bin", state.shards[at : at + shards], at) for at in range(0, len(state.shards), shards)]
    t = [
        _named("json", [one for group in state.groups[at : at + groups] for _, one in group])
        for at in range(0, len(state.groups), groups)
    ]
    words = [(f"{length}.json", one) for length, one in state.lengths.items()]
    w = [(_name([one for _, one in words]), words)] if words else []
    return {
        "s": (shards, s),
        "t": (groups * GROUP, t),
        "w": (1, w),
        "p": (1, [_named("json", state.readings)]),
    }


def _named(ending: str, found: Sequence[Digest], first: int = 0) -> tuple[str, list[tuple[str, Digest]]]:
    return _name(found), [(f"{number:x}.{ending}", one) for number, one in enumerate(found, first)]


def _name(found: Sequence[Digest]) -> str:
    return digest(b"".join(found)).hex()[:8]


def paths(lang: Lang, layout: Layout) -> dict[str, Digest]:
    """Return the digest of every file but the parts of common terms, which are named by what is in them."""
    return {
        f"{lang}/{sort}-{name}/{file}": one
        for sort, (_, folders) in layout.items()
        for name, files in folders
        for file, one in files
    }


def _used(column: Numbers, values: Sequence[Any]) -> tuple[list[Any], Numbers]:
    """Return the values that occur in *column*, in order, and the column with their places among them."""
    used = sorted({values[number] for number in np.unique(column).tolist()})
    places = {value: place for place, value in enumerate(used)}
    lookup = np.array([places.get(value, 0) for value in values] or [0], np.int64)
    return used, lookup[column]


def _column(values: Numbers) -> str:
    """Write numbers as text that compresses well: 45 values a sign, the other 45 signs say that more follows."""
    if values.max(initial=0) < 45:
        return np.array(list(ALPHABET.encode()), np.uint8)[values].tobytes().decode()
    out = []
    for given in values.tolist():
        value = given
        while value >= 45:
            out.append(ALPHABET[45 + value % 45])
            value //= 45
        out.append(ALPHABET[value])
    return "".join(out)
