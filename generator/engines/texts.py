"""The second shortest way: since the last build nothing changed but texts of articles, below their front matter.

That is what most edits are. Lists, feeds of others, calendars, the sitemap and all other pages are then what they
were, and need not even be planned (`generator.build.text_outputs`). To know it, a build leaves what it saw: how all
files looked, and of each record what it was read from, and how it looks to others. Nothing of it is trusted that is
damaged, of another program, or of other settings; whatever is not exactly so goes the ordinary way.
"""

from __future__ import annotations

import itertools
import re
import struct
from array import array
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, get_args

from generator.digests import DIGEST_BYTES, digest_of
from generator.engines.project import Asked
from generator.looks import RACE, Kind, Row, rows_of
from generator.program import folder_digest, program_digest
from generator.publish.manifest import HEAD_BYTES
from generator.publish.standing import manifest_file
from generator.replacing import replace_file

if TYPE_CHECKING:
    from generator.reading.shelf import Unit

_MAGIC = b"hub texts 1\n"
_HEAD = struct.Struct("<IIIIB")
KINDS: tuple[Kind, ...] = get_args(Kind)
_TEXT = re.compile(r"((?:news/\d{4}|achievements|policies|pages)/[^/]+)/index(?:\.en)?\.md")
_PASSED_OVER = ("~", "Thumbs.db", "desktop.ini")
"""Parts of names of files that are no content; where there are any, all is looked at."""
_UNSURE = -1
"""In the place of a time: the file might have changed again unseen."""


class Columns(NamedTuple):
    """Rows of a folder, column by column: quick to keep, to compare and to hand from one process to another.

    `paths` are joined; `numbers` are size, times and inode, one column after the other.
    """

    paths: str
    kinds: bytes
    numbers: array[int]

    @classmethod
    def of(cls, rows: Sequence[Row]) -> Columns:
        """Return the columns of *rows*."""
        paths, kinds, *columns = zip(*rows, strict=True) if rows else ((),) * 6
        numbers = array("q")
        for column in columns:
            numbers.extend(column)
        return cls("\0".join(paths), bytes(map(KINDS.index, kinds)), numbers)

    def rows(self) -> list[Row]:
        """Return the rows."""
        count = len(self.kinds)
        columns = (self.numbers[at : at + count] for at in range(0, 4 * count, count or 1))
        each = zip(self.paths.split("\0"), map(KINDS.__getitem__, self.kinds), *columns, strict=False)
        return list(map(Row._make, each))

    @property
    def newest(self) -> int:
        """When the last of them changed, in nanoseconds since 1970; 0 where there is none."""
        count = len(self.kinds)
        return max(self.numbers[2 * count : 3 * count], default=0)

    def since(self, moment: int) -> list[Row]:
        """Return the rows of what changed after *moment*, in nanoseconds since 1970."""
        count = len(self.kinds)
        young = [at for at, one in enumerate(self.numbers[2 * count : 3 * count]) if one > moment]
        paths = self.paths.split("\0") if young else []  # mostly there is none
        return [Row(paths[at], KINDS[self.kinds[at]], *self.numbers[at : 4 * count : count]) for at in young]

    def digest(self) -> bytes:
        """Return 16 bytes for how all of them look."""
        return digest_of(self.paths, self.kinds, self.numbers.tobytes())

    def unsure(self, now: int) -> Columns:
        """The same for keeping: what changed a moment before *now* might have changed again unseen."""
        count = len(self.kinds)
        changed = array("q", [one if one < now - RACE else _UNSURE for one in self.numbers[2 * count : 3 * count]])
        return self._replace(numbers=self.numbers[: 2 * count] + changed + self.numbers[3 * count :])


@dataclass(frozen=True, slots=True)
class Seen:
    """What a build saw: how the files of content/ looked, and what each record was.

    `faces` are digests of all that others than its own page can show of a record, by its name on the shelf; `digests`
    of all it was read from. `found` tells whether checks had something to say.
    """

    looks: Columns
    faces: Mapping[str, bytes]
    digests: Mapping[str, bytes]
    found: bool

    def dump(self) -> bytes:
        """Write it as bytes that `load` reads."""
        paths, names = (text.encode("utf-8", "surrogateescape") for text in (self.looks.paths, "\0".join(self.faces)))
        head = _HEAD.pack(len(self.looks.kinds), len(self.faces), len(paths), len(names), self.found)
        units = (b"".join(self.faces.values()), b"".join(self.digests.values()))
        return b"".join((head, paths, self.looks.kinds, names, *units, self.looks.numbers.tobytes()))

    @classmethod
    def load(cls, data: bytes) -> Seen:
        """Read what `dump` wrote."""
        rows, units, paths, names, found = _HEAD.unpack_from(data)
        ends = [_HEAD.size]
        for length in (paths, rows, names, units * DIGEST_BYTES, units * DIGEST_BYTES):
            ends.append(ends[-1] + length)
        text, kinds, named, faces, digests = (data[begin:end] for begin, end in itertools.pairwise(ends))
        each = named.decode("utf-8", "surrogateescape").split("\0")
        return cls(
            Columns(text.decode("utf-8", "surrogateescape"), kinds, array("q", data[ends[-1] :])),
            dict(zip(each, _cut(faces), strict=True)),
            dict(zip(each, _cut(digests), strict=True)),
            bool(found),
        )

    def changed(self, looks: Columns) -> set[str] | None:
        """The folders of articles whose texts changed, by how files look now; None where anything else did."""
        if looks[:2] != self.looks[:2]:
            return None
        count, paths = len(looks.kinds), looks.paths.split("\0")
        found = set[int]()
        for begin in range(0, 4 * count, count):
            now, before = looks.numbers[begin : begin + count], self.looks.numbers[begin : begin + count]
            if now != before:
                found.update(at for at, (one, other) in enumerate(zip(now, before, strict=True)) if one != other)
        folders = set[str]()
        for at in found:
            text = _TEXT.fullmatch(paths[at])
            if text is None or text[1] not in self.faces:
                return None
            folders.add(text[1])
        return folders


def seen(looks: Columns, now: int, units: Mapping[str, Unit], *, found: bool) -> Seen | None:
    """What a build saw that began at *now*, in nanoseconds since 1970; None where that is not all there is to know."""
    if any(part in looks.paths for part in _PASSED_OVER):
        return None
    faces = {name: face_of(unit) for name, unit in units.items()}
    return Seen(looks.unsure(now), faces, {name: unit.digest for name, unit in units.items()}, found)


def face_of(unit: Unit) -> bytes:
    """Return 16 bytes for all of *unit* that others than its own page can show: its pictures are files of the site."""
    return digest_of(unit.look, repr(unit.media), *unit.used)


def _cut(data: bytes) -> list[bytes]:
    return [data[at : at + DIGEST_BYTES] for at in range(0, len(data), DIGEST_BYTES)]


def around(asked: Asked, now: int) -> bytes | None:
    """16 bytes for all that a build is made from beside the program and the content; None where that is not known."""
    project = asked.project
    apart = not Path(project.docs).is_relative_to(project.content)
    handbook = Columns.of(rows_of(Path(project.docs)) if apart else ())
    if not project.reusable or handbook.newest > now - RACE:
        return None
    return digest_of(asked.digest, folder_digest(Path(project.theme)), handbook.digest())


def recall(store: Path, site: Path, besides: bytes) -> Seen | None:
    """What the last build of *site* saw, if it was made by this program from the same *besides* the content."""
    with suppress(OSError, ValueError, struct.error):
        data = (store / "texts").read_bytes()
        start = len(_MAGIC) + DIGEST_BYTES
        payload = data[start:]
        if data[:start] == _MAGIC + _identity(store, site, besides, payload):
            return Seen.load(payload)
    return None


def note(store: Path, site: Path, besides: bytes, what: Seen | None) -> None:
    """Keep *what* a build of *site* saw; with None nothing is known of it."""
    with suppress(OSError):
        if what is None:
            (store / "texts").unlink(missing_ok=True)
        else:
            payload = what.dump()
            replace_file(store / "texts", _MAGIC + _identity(store, site, besides, payload) + payload)


def _identity(store: Path, site: Path, besides: bytes, payload: bytes) -> bytes:
    """It belongs to the very tree that the build left."""
    with manifest_file(store, site).open("rb") as file:
        head = file.read(HEAD_BYTES)
    return digest_of(program_digest(), besides, head, payload)


def same_units(before: Seen, units: Mapping[str, Unit], changed: Collection[str]) -> bool:
    """Whether *units* are the records of *before*; those of *changed* are to be read again."""
    digests = before.digests
    return units.keys() == digests.keys() and all(
        unit.digest == digests[name] or name in changed for name, unit in units.items()
    )


def same_faces(before: Seen, units: Mapping[str, Unit], changed: Collection[str]) -> bool:
    """Whether all *units* that *changed* since *before* are there, with the same faces."""
    return all(name in units and face_of(units[name]) == before.faces[name] for name in changed)
