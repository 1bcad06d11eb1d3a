"""What earlier builds read: records kept by the content they were read from.

A unit is the files of one record. Its record is kept when nothing was wrong with it, together with the digest of
each file; it is taken again when all of these files are as they were and what it links to is still there. Files
are as they were when size, times and inode are, else when their digest is. The HTML of texts stays on disk until
a page wants it: thousands of texts take no memory. So do all fields of an article but those that decide where it is
listed (`HEAD`): when the text of one changed, hardly any other is asked for more.

Units are spread over `SEGMENTS` files, so that an edit writes a small one anew. What is damaged, or was written by
another version of the program, is not there. Whoever can write here can change pages, as in every cache; but no
program runs from it: only classes of records can be named.
"""

from __future__ import annotations

import io
import os
import pickle
import struct
import zlib
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache, partial
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from generator.digests import DIGEST_BYTES, digest_of
from generator.looks import RACE
from generator.model.hub import Media
from generator.model.item import Article, Item
from generator.model.prose import Body, Stored
from generator.problems import Problem
from generator.reading.files import Found, Stamp

SEGMENTS = 64
HEAD = ("id", "file", "draft", "sample", "publish_at", "tags", "date", "updated", "alliances")
"""The fields of an article that are there at once."""
_MAGIC = b"hub shelf 4\n"
_TAIL = struct.Struct("<QQ16s")
"""Where the units begin, where they end, and the digest of version and units. Texts and rests have checks there."""
_ALLOWED = {
    "builtins": {"frozenset", "set"},
    "datetime": {"date", "datetime", "time", "timedelta", "timezone"},
    "generator.problems": {"Problem", "Place", "Location", "Replacement", "Conversion", "Renaming"},
    "generator.reading.shelf": {"Unit", "Sources"},
}
"""Whom a kept record may be made of, beside the classes of `generator.model`."""

_UNPICKLING_ERRORS = (pickle.UnpicklingError, AttributeError, EOFError, ImportError, TypeError)
"""What a pickle can raise that this program did not write."""


class DamagedShelfError(Exception):
    """A kept text is not what was kept. The shelf has to be cleared, and everything read again."""


class Source(NamedTuple):
    """One file of a unit: the digest of its bytes, and how it looked on disk; None where that cannot be relied on."""

    path: str
    digest: bytes
    looks: tuple[int, Stamp] | None


class Sources(NamedTuple):
    """The files of a unit as they are kept: few values, because there are tens of thousands of files."""

    paths: tuple[str, ...] = ()
    digests: bytes = b""
    looks: bytes = b""

    @classmethod
    def of(cls, sources: Sequence[Source]) -> Sources:
        """Pack *sources*."""
        looks = [_LOOKS.pack(source.looks[0], *source.looks[1]) if source.looks else _UNSURE for source in sources]
        return cls(
            tuple(source.path for source in sources), b"".join(source.digest for source in sources), b"".join(looks)
        )

    def each(self) -> Iterator[Source]:
        """Unpack them."""
        for at, path in enumerate(self.paths):
            size, *stamp = _LOOKS.unpack_from(self.looks, _LOOKS.size * at)
            digest = self.digests[DIGEST_BYTES * at : DIGEST_BYTES * (at + 1)]
            yield Source(path, digest, (size, (stamp[0], stamp[1], stamp[2])) if size >= 0 else None)


_LOOKS = struct.Struct("<qqqq")
_UNSURE = _LOOKS.pack(-1, 0, 0, 0)


class Unit(NamedTuple):
    """One record with what was read for it.

    The first `own` of its files are its own, the others pictures that lie elsewhere; `used` are those that were
    read, `links` the paths its texts lead to, `remarks` what was said about its texts without being an error.
    """

    name: str
    record: Item
    sources: Sources
    own: int
    used: tuple[str, ...]
    media: tuple[Media, ...]
    links: tuple[str, ...]
    digest: bytes
    """Of the contents of all files; where they lie takes part, when they were written does not."""
    look: bytes
    """The same without the text below the front matter: of all that lists and cards can show."""
    texts: bytes = b""
    """The same without the text of the other language: two digests, for Chinese and for English."""
    remarks: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Folder:
    """The content as it lies on disk now: where, its files, and the paths that links may lead to."""

    root: Path
    files: Mapping[str, Found]
    linkable: Collection[str]


@dataclass(slots=True)
class _Text(Stored):
    """The HTML of one text in a segment's file."""

    file: _File
    offset: int
    length: int
    check: int

    def read(self) -> str:
        data = os.pread(self.file.descriptor, self.length, self.offset)
        if zlib.crc32(data) != self.check:
            raise DamagedShelfError(self.file.path)
        return data.decode()

    def __reduce__(self) -> tuple[type[_Text], tuple[int, int, int]]:
        """Where the text is; in which file, a `_Reader` knows."""
        return _Text, (self.offset, self.length, self.check)


class _File:
    """A segment's file, open as long as somebody may read from it."""

    def __init__(self, path: str, flags: int) -> None:
        self.path = path
        self.descriptor = os.open(path, flags | os.O_CLOEXEC, 0o666)

    def __del__(self, close: Callable[[int], None] = os.close) -> None:  # the module is gone when Python ends
        if hasattr(self, "descriptor"):
            close(self.descriptor)


def _rest(file: _File, model: type[Article], offset: int, length: int, check: int) -> Mapping[str, Any]:
    """Read the further fields of an article."""
    try:
        data = os.pread(file.descriptor, length, offset)
        if zlib.crc32(data) != check:
            raise DamagedShelfError(file.path)
        return dict(zip(_fields(model)[1], _Reader(data, file).load(), strict=True))
    except (OSError, ValueError, LookupError, *_UNPICKLING_ERRORS) as error:
        raise DamagedShelfError(file.path) from error


@cache
def _fields(model: type[Article]) -> tuple[list[str], list[str]]:
    """The fields of *model* that are there at once, and the others."""
    names = list(model.model_fields)
    return [name for name in names if name in HEAD], [name for name in names if name not in HEAD]


def _article(file: _File, model: type[Article], known: tuple[Any, ...], *where: int) -> Article:
    """Return the folded article that a `_Writer` wrote; *where* its further fields are is for `_rest`."""
    return model.folded(dict(zip(_fields(model)[0], known, strict=True)), partial(_rest, file, model, *where))


class _Writer(pickle.Pickler):
    """Writes units; the further fields of articles go to *rests*, which will lie at *offset* of the file."""

    def __init__(self, stream: io.BytesIO, rests: list[bytes], offset: int) -> None:
        super().__init__(stream, 5)
        self._rests, self._offset = rests, offset

    def reducer_override(self, given: Any) -> Any:
        if not isinstance(given, Article):
            return NotImplemented
        model, before = type(given), self._offset
        at_once, others = _fields(model)
        rest = pickle.dumps(tuple([getattr(given, name) for name in others]), 5)
        self._rests.append(rest)
        self._offset += len(rest)
        known = tuple([getattr(given, name) for name in at_once])
        return _article, (model, known, before, len(rest), zlib.crc32(rest))


@cache
def _class(module: str, name: str) -> Any:
    """Return the class of a kept record, if it is one."""
    if "." not in name and (module.startswith("generator.model.") or name in _ALLOWED.get(module, ())):
        found = getattr(import_module(module), name)
        if isinstance(found, type) and found.__module__ == module:
            return found
    raise pickle.UnpicklingError(f"{module}.{name}")


class _Reader(pickle.Unpickler):
    """Makes records, and nothing else.

    A module's name gives away what it imports (``record.re`` leads to `eval` in three steps), so only classes that
    the module itself defines are found, and none by a path of names.
    """

    def __init__(self, data: bytes, file: _File) -> None:
        super().__init__(io.BytesIO(data))
        self._file = file

    def find_class(self, module: str, name: str) -> Any:
        if module == __name__ and name in _OF_FILE:
            return partial(_OF_FILE[name], self._file)
        return _class(module, name)


_OF_FILE: dict[str, Callable[..., Any]] = {"_Text": _Text, "_article": _article}
"""What is made with the file it was read from."""


@dataclass(slots=True)
class _Segment:
    """Units whose names fall together: those of earlier builds, those taken again, those read now."""

    number: int
    old: dict[str, Unit] = field(default_factory=dict)
    kept: dict[str, Unit] = field(default_factory=dict)
    new: dict[str, Unit] = field(default_factory=dict)
    file: _File | None = None
    length: int = 0
    dirty: bool = False


class Shelf:
    """The units of one content folder, below *folder*; *version* stands for all else that reading depends on.

    Without a folder nothing is kept and nothing found.
    """

    def __init__(self, folder: Path | None, version: bytes = b"") -> None:
        self._folder = folder
        self._version = version
        self._segments = [_Segment(number) for number in range(SEGMENTS)]
        self._began = 0
        self._closed = False
        self._begin()
        if self._folder is not None:
            for segment in self._segments:
                with suppress(OSError, ValueError, LookupError, struct.error, *_UNPICKLING_ERRORS):
                    self._load(segment)

    def _begin(self) -> None:
        """Note when this reading began, by the clock of the disk."""
        if self._folder is not None:
            try:
                self._folder.mkdir(parents=True, exist_ok=True)
                mark = self._folder / "began"
                mark.write_bytes(b"")
                os.utime(mark)
                self._began = mark.stat().st_ctime_ns
            except OSError:
                self._folder = None

    def reopen(self) -> None:
        """Begin another reading in the same process, upon what the last one found and read; the disk is not asked."""
        for segment in self._segments:
            segment.old = {**({} if self._closed else segment.old), **segment.kept, **segment.new}
            segment.kept, segment.new = {}, {}
            segment.file, segment.length, segment.dirty = None, 0, False
        self._closed = False
        self._begin()

    def find(self, name: str, own: Sequence[str], folder: Folder) -> Unit | None:
        """Return the unit *name* as it was read before, if its *own* files and what it needs beside are as then."""
        segment = self._segment(name)
        unit = segment.old.get(name)
        if unit is None or unit.own != len(own) or not all(link in folder.linkable for link in unit.links):
            return None
        sources, changed = [], False
        for number, source in enumerate(unit.sources.each()):
            found = folder.files.get(source.path)
            if found is None or (number < unit.own and own[number] != source.path):
                return None
            if source.looks != (found.size, found.stamp):
                again = self.source(found, folder.root)
                if again is None or again.digest != source.digest:
                    return None
                changed = changed or again.looks is not None
                sources.append(again)
            else:
                sources.append(source)
        if changed:
            unit = unit._replace(sources=Sources.of(sources))
            segment.dirty = True
        segment.kept[name] = unit
        return unit

    def old(self) -> dict[str, Unit]:
        """The units of earlier builds, by name."""
        return {name: unit for segment in self._segments for name, unit in segment.old.items()}

    def kept(self) -> dict[str, Unit]:
        """The units of this reading that are on the shelf, by name."""
        parts = (part for segment in self._segments for part in (segment.kept, segment.new))
        return {name: unit for part in parts for name, unit in part.items()}

    def take(self, unit: Unit) -> None:
        """Take *unit*, one of the `old` ones, again: somebody else knows that all its files are as they were."""
        self._segment(unit.name).kept[unit.name] = unit

    def source(self, found: Found, root: Path, digest: bytes | None = None) -> Source | None:
        """Return the file *found* with its digest, *digest* where it is known; None when it cannot be read."""
        if digest is None:
            try:
                digest = digest_of((root / found.path).read_bytes())
            except OSError:
                return None
        sure = found.stamp != (0, 0, 0) and found.stamp[1] < self._began - RACE
        return Source(found.path, digest, (found.size, found.stamp) if sure else None)

    def keep(self, unit: Unit) -> Unit:
        """Keep *unit* for later builds; return it with its texts on disk."""
        if self._folder is None:
            return unit
        segment = self._segment(unit.name)
        try:
            unit = unit._replace(record=self._without_texts(unit.record, segment))
        except OSError:  # no room for a cache is no reason to fail
            self._folder = None
            return unit
        segment.new[unit.name] = unit
        return unit

    def close(self) -> None:
        """Write what is new. What cannot be written is read again next time."""
        self._closed = True
        for segment in self._segments:
            if self._folder is not None and (segment.new or segment.dirty or len(segment.kept) < len(segment.old)):
                with suppress(OSError):
                    self._write(segment)

    def forget(self) -> None:
        """Let go of all units; they stay on disk, and their texts can be read."""
        for segment in self._segments:
            segment.old, segment.kept, segment.new = {}, {}, {}

    def clear(self) -> None:
        """Forget everything, on disk too; what is read from now on is kept as in the beginning."""
        for segment in self._segments:
            if self._folder is not None:
                self._path(segment).unlink(missing_ok=True)
        self._segments = [_Segment(number) for number in range(SEGMENTS)]

    def _segment(self, name: str) -> _Segment:
        return self._segments[zlib.crc32(name.encode()) % SEGMENTS]

    def _path(self, segment: _Segment, ending: str = "") -> Path:
        return (self._folder or Path()) / f"{segment.number:02d}{ending}"

    def _load(self, segment: _Segment) -> None:
        file = _File(str(self._path(segment)), os.O_RDONLY)
        size = os.fstat(file.descriptor).st_size
        begin, end, digest = _TAIL.unpack(os.pread(file.descriptor, _TAIL.size, size - _TAIL.size))
        data = os.pread(file.descriptor, end - begin, begin)
        if os.pread(file.descriptor, len(_MAGIC), 0) == _MAGIC and digest_of(self._version, data) == digest:
            segment.old = {unit.name: unit for unit in _Reader(data, file).load()}

    def _without_texts(self, record: Item, segment: _Segment) -> Item:
        """Return *record* with the HTML of its texts moved to the segment's new file."""
        body = getattr(record, "body", None)
        if not isinstance(body, Body):
            return record
        file = self._new_file(segment)
        datas = [markup.html.encode() for markup in (body.zh, body.en) if markup is not None]
        texts = []
        for data in datas:
            texts.append(_Text(file, segment.length, len(data), zlib.crc32(data)))
            segment.length += len(data)
        _write(file, b"".join(datas))
        zh = body.zh._replace(text=texts[0])
        en = body.en._replace(text=texts[1]) if body.en is not None else None
        return record.model_copy(update={"body": Body(zh, en, body.outdated, body.confirmed)})

    def _new_file(self, segment: _Segment) -> _File:
        """The file that the segment is written anew in; it is begun when it is first wanted."""
        if segment.file is None:
            path = self._path(segment, f".{os.getpid()}.new")
            segment.file = _File(str(path), os.O_RDWR | os.O_CREAT | os.O_TRUNC)
            segment.length = _write(segment.file, _MAGIC)
        return segment.file

    def _write(self, segment: _Segment) -> None:
        """Write the segment anew: texts, then the records that refer to them."""
        kept = [
            unit._replace(record=self._without_texts(unit.record, segment))
            for name, unit in segment.kept.items()
            if name not in segment.new
        ]
        units = sorted((*kept, *segment.new.values()), key=lambda unit: unit.name)
        file = self._new_file(segment)
        rests, stream = list[bytes](), io.BytesIO()
        _Writer(stream, rests, segment.length).dump(units)
        begin, data = segment.length + sum(map(len, rests)), stream.getvalue()
        _write(file, b"".join((*rests, data)))
        _write(file, _TAIL.pack(begin, begin + len(data), digest_of(self._version, data)))
        Path(file.path).replace(self._path(segment))
        segment.kept, segment.new = {unit.name: unit for unit in units}, {}  # whose texts are all in the new file


def _write(file: _File, data: bytes) -> int:
    view = memoryview(data)
    while view:
        view = view[os.write(file.descriptor, view) :]
    return len(data)
