"""Publishing a few files: all others are known to be what stands there already.

`publish` is told of every file of the site. Where somebody knows which ones can differ at all, this takes the rest
from the manifest as it is written, without a look at each. What it leaves is the same to the byte; the trees, the
step between them and what a killed build leaves are those of `publish`.
"""

from __future__ import annotations

import errno
import hashlib
import itertools
import os
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol, cast

from generator.publish.checksums import CHECKSUMS_FILE, checksums
from generator.publish.manifest import DIGEST_BYTES, KEY_BYTES, NO_KEY, Entry, Folder, Packed, Tree
from generator.publish.output import Output
from generator.publish.standing import Standing, hidden, packed_manifest, remember, umask_now
from generator.publish.tree import AddressClashError, Published, Staging, folder_looks, switch


class OutdatedError(Exception):
    """What stands there is not what somebody began with: all files have to be gone through."""


class Rest(Protocol):
    """What becomes of the files that nobody makes."""

    @property
    def gone(self) -> Iterable[str]:
        """Those that are no more; of all others it is known that they stay."""

    @property
    def standing(self) -> Mapping[str, bytes]:
        """Keys of files that the site has to have already."""


def patch(
    outputs: Iterable[Output],
    rest: Rest,
    site: Path,
    store: Path,
    clock: Callable[[], float],
    standing: Standing,
) -> Published:
    """Make *site* hold *outputs* beside what it holds, as *rest* says, and the checksums of all.

    *rest* is asked after the last output. Raises `OutdatedError` unless both trees are exactly as their manifests
    say, and the site has what *rest* says; then it stays as it was.
    """
    if not standing.is_whole:
        raise OutdatedError
    umask = umask_now()
    found, other = packed_manifest(site, store, umask), packed_manifest(hidden(site), store, umask)
    if found is None or other is None:
        raise OutdatedError
    old: Packed = found
    tree = _tree(hidden(site), other)
    staging = Staging(tree.root, Tree(site, {}, {}, [], whole=True), store, umask, known=tree)
    places = dict(zip(old.names[: old.length], range(old.length), strict=True))
    report, made, keys = Published(), dict[str, Entry](), dict[str, bytes]()
    taken = set[str]()
    before = clock()

    def take(output: Output) -> None:
        nonlocal before
        path = output.path
        if path in taken:
            raise AddressClashError(f"{path}: {output.source}")
        taken.add(path)
        at = places.get(path)
        key = output.key or NO_KEY
        if at is not None and output.key is not None and old.key(at) == key:
            return
        rendered = output.render()
        data = rendered.encode() if isinstance(rendered, str) else rendered
        digest = hashlib.sha256(data).digest()
        if at is not None and old.digest(at) == digest:
            keys[path] = key
        else:
            made[path] = staging.write(path, data, key, digest)
            report.changed.append(path)
        now = clock()
        for counted in (report.made, report.by_source[output.source]):
            counted.add(len(data), now - before)
        before = now

    try:
        for output in outputs:
            take(output)
        if any(path not in places or old.key(places[path]) != key for path, key in rest.standing.items()):
            raise OutdatedError
        report.removed = sorted(path for path in set(rest.gone) - taken if path in places)
        left = [places[path] for path in (*report.removed, *made) if path in places]
        if made or report.removed:
            stay = without(old, [*left, *([places[CHECKSUMS_FILE]] if CHECKSUMS_FILE in places else [])])
            digests = stay.sums() | {path: entry.digest for path, entry in made.items()}
            take(Output(CHECKSUMS_FILE, "checksums", lambda: checksums(digests)))
        rekeyed = bytearray(old.keys)
        for path, key in keys.items():
            rekeyed[KEY_BYTES * places[path] : KEY_BYTES * (places[path] + 1)] = key
        old = old._replace(keys=bytes(rekeyed))
        if not made and not report.removed:
            if keys:
                remember(store, site, old)
            report.files, report.size = old.length, sum(old.numbers[0 : 3 * old.length : 3])
            return report
        new = without(old, [places[path] for path in (*report.removed, *made) if path in places])
        apart = standing.apart
        gone = {*report.removed, *(path for path in apart if path not in places)} - made.keys()
        new = _complete(staging, new, other, made, apart, gone)
        remember(store, staging.root, new)
    except BaseException as error:
        staging.abandon(error)
        raise
    switch(staging.root, site)
    report.changed.sort()
    report.files, report.size = new.length, sum(new.numbers[0 : 3 * new.length : 3])
    return report


def _complete(
    staging: Staging,
    stay: Packed,
    other: Packed,
    made: Mapping[str, Entry],
    apart: Collection[str],
    gone: Collection[str],
) -> Packed:
    """Bring the tree, which was as *other* says and holds what was *made*, to hold what is to *stay* beside that.

    *apart* are the paths of all files that are not the same in both trees, *gone* those that the site will not have.
    """
    files = staging.tree.files
    for path in gone:
        if path in files:
            staging.clear(path)
            del files[path]
    numbers = stay.numbers
    for at, path in enumerate(stay.names):
        if path in apart:
            there = files.get(path)
            if isinstance(there, int) and other.digest(there) == stay.digest(at):  # the same bytes, but another file
                looks = other.entry(there).looks
            else:
                staging.make_room(path)
                looks = staging.link(path, stay.entry(at)).looks
            numbers[3 * at : 3 * at + 3] = array("q", looks)
    for entry in made.values():
        numbers.extend(entry.looks)
    names, looked = _folders(staging, other)
    return Packed(
        stay.length + len(made),
        [*stay.names, *made, *names],
        stay.keys + b"".join([entry.key for entry in made.values()]),
        stay.digests + b"".join([entry.digest for entry in made.values()]),
        numbers + looked,
        staging.umask,
    )


def _folders(staging: Staging, other: Packed) -> tuple[list[str], array[int]]:
    """Remove the folders in which nothing lies any more; return the names of the others, and how they look now.

    Only those in which something happened can have changed. Whether one is empty the disk says, without a pass over
    tens of thousands of files.
    """
    known, pending = staging.tree.folders, sorted(staging.touched - {""})
    kept, gone = {""} & staging.touched, list[int]()
    while pending:
        folder = pending.pop()
        above = folder.rpartition("/")[0]
        try:
            os.rmdir(f"{staging.root}/{folder}")  # noqa: PTH106 - hundreds of them
        except OSError as error:
            if error.errno not in (errno.ENOTEMPTY, errno.EEXIST):
                raise
            kept.add(folder)
            continue
        number = known.pop(folder)
        if isinstance(number, int):
            gone.append(number)
        kept.add(above)
        if above and above not in pending:
            pending.append(above)
    numbers = other.numbers[3 * other.length :]
    fresh = list[str]()
    for folder in sorted(kept & known.keys()):
        found, number = folder_looks(f"{staging.root}/{folder}"), known[folder]
        if isinstance(number, int):
            numbers[2 * number : 2 * number + 2] = array("q", found)
        else:
            fresh.append(folder)
            numbers.extend(found)
    names = [*other.names[other.length :], *fresh]
    between = list(_between(gone, len(names)))
    looked = array("q")
    for begin, end in between:
        looked += numbers[2 * begin : 2 * end]
    return [name for begin, end in between for name in names[begin:end]], looked


def without(packed: Packed, places: Iterable[int]) -> Packed:
    """Return *packed* without the files numbered *places*, and without folders."""
    between = list(_between(places, packed.length))
    names = [name for begin, end in between for name in packed.names[begin:end]]
    numbers = array("q")
    for begin, end in between:
        numbers += packed.numbers[3 * begin : 3 * end]
    return Packed(
        len(names),
        names,
        b"".join([packed.keys[KEY_BYTES * begin : KEY_BYTES * end] for begin, end in between]),
        b"".join([packed.digests[DIGEST_BYTES * begin : DIGEST_BYTES * end] for begin, end in between]),
        numbers,
        packed.umask,
    )


def _between(places: Iterable[int], length: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of numbers below *length* that *places* leave, each as first and one behind the last."""
    cuts = [-1, *sorted(set(places)), length]
    return ((begin + 1, end) for begin, end in itertools.pairwise(cuts) if begin + 1 < end)


def _tree(root: Path, packed: Packed) -> Tree:
    """What stands at *root*, which is exactly as *packed* says; of each file and folder only its number there."""
    files = dict(zip(packed.names[: packed.length], range(packed.length), strict=True))
    names = packed.names[packed.length :]
    folders = dict(zip(names, range(len(names)), strict=True))
    return Tree(root, cast("dict[str, Entry]", files), cast("dict[str, Folder]", folders), [], whole=True)
