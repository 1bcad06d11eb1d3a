"""What stands in a tree of files: of what each was made, its content, and how to see that nobody touched it.

A manifest is trusted for nothing but saving work. One that is damaged, of another version or of another tree is
as good as none, and a file that is not as its entry says is not there.
"""

from __future__ import annotations

import hashlib
import os
import stat
import struct
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain, islice
from pathlib import Path
from typing import NamedTuple, Self, TypeVar

KEY_BYTES, DIGEST_BYTES = 16, 32
NO_KEY = bytes(KEY_BYTES)
"""In the place of a key: the file is made in every build."""

_LOOKS_AT, _LOOKS = KEY_BYTES + DIGEST_BYTES, struct.Struct("=qqq")
_MAGIC = b"hub tree 1\n"
_HEAD = struct.Struct("<IIII")
HEAD_BYTES = len(_MAGIC) + DIGEST_BYTES
"""So many bytes at the beginning of a written manifest tell it from all others."""


class Entry(bytes):
    """One file: the key of its output, SHA-256 of its bytes, and its size, time and inode as the disk has them.

    The time is that of the last change, in nanoseconds. A link more or less changes none of the three. All stand one
    behind the other, in a third of the memory that a tuple and its five values take: a tree has many files.
    """

    __slots__ = ()

    def __new__(cls, key: bytes, digest: bytes, size: int, changed: int, inode: int) -> Self:
        """Put the parts together; raises ValueError for a key of another length than `KEY_BYTES`."""
        if len(key) != KEY_BYTES:  # it would put all behind it out of place
            raise ValueError(f"keys have {KEY_BYTES} bytes: {key!r}")
        return super().__new__(cls, b"".join((key, digest, _LOOKS.pack(size, changed, inode))))

    @classmethod
    def of(cls, joined: bytes) -> Self:
        """The entry whose parts stand in *joined*."""
        return super().__new__(cls, joined)

    @property
    def key(self) -> bytes:
        """The key of the output, or `NO_KEY`."""
        return self[:KEY_BYTES]

    @property
    def digest(self) -> bytes:
        """SHA-256 of the file's bytes."""
        return self[KEY_BYTES:_LOOKS_AT]

    @property
    def looks(self) -> tuple[int, int, int]:
        """Size, time and inode."""
        return _LOOKS.unpack_from(self, _LOOKS_AT)

    @property
    def size(self) -> int:
        """The file's length in bytes."""
        return self.looks[0]

    def looks_like(self, other: Entry) -> bool:
        """Whether size, time and inode are those of *other*: then both are names of one file."""
        return self[_LOOKS_AT:] == other[_LOOKS_AT:]

    def keyed(self, key: bytes) -> Entry:
        """The same file, come out the same for another *key*."""
        return Entry.of(key + self[KEY_BYTES:])


class Folder(NamedTuple):
    """One folder: its time, which tells whether names came or went, and its inode."""

    changed: int
    inode: int


@dataclass(frozen=True, slots=True)
class Manifest:
    """The files and folders of a tree by their paths below its root; the root itself is the folder of no name."""

    files: Mapping[str, Entry] = field(default_factory=dict)
    folders: Mapping[str, Folder] = field(default_factory=dict)
    umask: int = 0
    """What the tree's permissions were made with."""

    def dump(self) -> bytes:
        """Write the manifest as bytes that `load` can read and check."""
        return b"".join(self.parts())

    def parts(self) -> Iterator[bytes]:
        """What `dump` puts together, made piece by piece: of a large tree there is nothing twice in memory."""
        length = sum(map(len, self._names()))
        return _written(_HEAD.pack(len(self.files), len(self.folders), self.umask, length), self._payload)

    def _payload(self) -> Iterator[bytes]:
        """Everything behind the head."""
        yield from self._names()
        for batch in _batches(self.files.values()):
            yield b"".join([entry.key for entry in batch])
        for batch in _batches(self.files.values()):
            yield b"".join([entry.digest for entry in batch])
        for batch in _batches(self.files.values()):
            yield b"".join([entry[_LOOKS_AT:] for entry in batch])
        for some in _batches(self.folders.values()):
            yield array("q", [number for folder in some for number in folder]).tobytes()

    def _names(self) -> Iterator[bytes]:
        return _joined(chain(self.files, self.folders))

    @classmethod
    def load(cls, data: bytes) -> Manifest | None:
        """Read what `dump` wrote; None for anything else."""
        packed = Packed.load(data)
        if packed is None:
            return None
        count, names, keys, digests, numbers, umask = packed
        looks = numbers[: 3 * count].tobytes()
        rows = zip(_cut(keys, KEY_BYTES), _cut(digests, DIGEST_BYTES), _cut(looks, _LOOKS.size), strict=True)
        files = dict(zip(names, map(Entry.of, map(b"".join, rows)), strict=False))
        pairs = zip(numbers[3 * count :: 2], numbers[3 * count + 1 :: 2], strict=True)
        folders = dict(zip(names[count:], map(Folder._make, pairs), strict=True))
        return cls(files, folders, umask)


_BATCH = 8192
"""How many names or entries are put together at a time."""
_Value = TypeVar("_Value")
_Part = TypeVar("_Part", bytes, bytes | memoryview)


def _batches(values: Iterable[_Value]) -> Iterator[list[_Value]]:
    rest = iter(values)
    while batch := list(islice(rest, _BATCH)):
        yield batch


def _cut(data: bytes, width: int) -> list[bytes]:
    return [data[at : at + width] for at in range(0, len(data), width)]


def _written(head: bytes, payload: Callable[[], Iterable[_Part]]) -> Iterator[bytes | _Part]:
    """Yield a written manifest; the *payload* behind its *head* is gone through twice, first for the digest."""
    summed = hashlib.sha256(head)
    for part in payload():
        summed.update(part)
    yield from (_MAGIC, summed.digest(), head)
    yield from payload()


def _joined(names: Iterable[str]) -> Iterator[bytes]:
    """Yield *names* with a zero byte between each and the next."""
    between = b""
    for batch in _batches(names):
        yield between + "\0".join(batch).encode("utf-8", "surrogateescape")
        between = b"\0"


class Packed(NamedTuple):
    """A manifest as it is written: names of its `length` files, then of its folders, and what is said of them.

    To read and to write it takes a tenth of what a `Manifest` does; `Manifest` says what is in it.
    """

    length: int
    names: list[str]
    keys: bytes
    digests: bytes
    numbers: array[int]
    umask: int

    def parts(self) -> Iterator[bytes | memoryview]:
        """What `Manifest.parts` returns."""
        names = b"".join(_joined(self.names))
        numbers = memoryview(self.numbers).cast("B") if self.numbers else b""
        head = _HEAD.pack(self.length, len(self.names) - self.length, self.umask, len(names))
        return _written(head, lambda: (names, self.keys, self.digests, numbers))

    @classmethod
    def load(cls, data: bytes) -> Packed | None:
        """Read what `parts` are when they are put together; None for anything else."""
        start, view = len(_MAGIC) + DIGEST_BYTES, memoryview(data)  # that of a large tree is not copied piece by piece
        if not data.startswith(_MAGIC) or hashlib.sha256(view[start:]).digest() != view[len(_MAGIC) : start]:
            return None
        files, folders, umask, length = _HEAD.unpack_from(data, start)
        at = start + _HEAD.size
        joined = str(view[at : at + length], "utf-8", "surrogateescape")
        keys = at + length
        digests = keys + KEY_BYTES * files
        numbers = digests + DIGEST_BYTES * files
        names = joined.split("\0") if files + folders else []
        looks = array("q")
        looks.frombytes(view[numbers:])
        return cls(files, names, bytes(view[keys:digests]), bytes(view[digests:numbers]), looks, umask)

    def key(self, at: int) -> bytes:
        """The key of the file number *at*."""
        return self.keys[KEY_BYTES * at : KEY_BYTES * (at + 1)]

    def digest(self, at: int) -> bytes:
        """The digest of the file number *at*."""
        return self.digests[DIGEST_BYTES * at : DIGEST_BYTES * (at + 1)]

    def sums(self) -> dict[str, bytes]:
        """The digest of each file, by path."""
        return dict(zip(self.names, _cut(self.digests, DIGEST_BYTES), strict=False))

    def looks(self) -> dict[str, bytes]:
        """How each file looks, by path."""
        numbers = self.numbers[: 3 * self.length].tobytes()
        return dict(zip(self.names, _cut(numbers, _LOOKS.size), strict=False))

    def entry(self, at: int) -> Entry:
        """All that is said of the file number *at*."""
        return Entry(self.key(at), self.digest(at), *self.numbers[3 * at : 3 * at + 3])


def is_whole(root: Path, data: bytes, umask: int) -> bool:
    """Whether the tree at *root* is exactly what the manifest *data* says, made under *umask*.

    It asks what `survey` asks, and stops at the first difference.
    """
    packed = Packed.load(data)
    return packed is not None and packed.umask == umask and looks_whole(root, packed)


def differing(one: Packed, other: Packed) -> set[str]:
    """Return the paths of the files that are in one of the manifests only, or not the same file there.

    A file is the same where size, time and inode are.
    """
    return {path for path, _ in one.looks().items() ^ other.looks().items()}


def looks_whole(root: Path, packed: Packed, chosen: Collection[str] | None = None) -> bool:
    """Whether the tree at *root* is exactly what *packed* says; of its files only those *chosen* are looked at.

    The others are second names of files that were: while a folder looks as it did, its names lead to the same files.
    """
    numbers, at, look = packed.numbers, 0, os.stat
    descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for name in packed.names[: packed.length]:
            if chosen is not None and name not in chosen:
                at += 3
                continue
            found = look(name, dir_fd=descriptor, follow_symlinks=False)
            if (
                found.st_mtime_ns != numbers[at + 1]
                or found.st_ino != numbers[at + 2]
                or found.st_size != numbers[at]
                or not stat.S_ISREG(found.st_mode)
            ):
                return False
            at += 3
        for name in packed.names[packed.length :]:
            found = look(name or ".", dir_fd=descriptor, follow_symlinks=False)
            if found.st_mtime_ns != numbers[at] or found.st_ino != numbers[at + 1] or not stat.S_ISDIR(found.st_mode):
                return False
            at += 2
    except OSError:
        return False
    finally:
        os.close(descriptor)
    return True


@dataclass(slots=True)
class Tree:
    """What stands below `root` and is as its manifest says. `strays` are the names that should not be there."""

    root: Path
    files: dict[str, Entry]
    folders: dict[str, Folder]
    strays: list[str]
    whole: bool
    """Whether the tree is exactly its manifest: nothing missing, changed or added."""


def survey(root: Path, manifest: Manifest, twin: Mapping[str, Entry] | None = None) -> Tree:
    """Compare the tree at *root* with *manifest*, by the looks of its files; none is read.

    *twin* are the files of another tree that were looked at just now. A file here that is a second name of one there
    need not be looked at again: while its folder looks as it did, the name leads to the same file.
    """
    tree = Tree(root, {}, {}, [], whole=True)
    lost: list[str] = []
    same = set[str]()
    look = os.stat
    descriptor = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for name, folder in manifest.folders.items():
            try:
                found = look(name or ".", dir_fd=descriptor, follow_symlinks=False)
            except OSError:
                lost.append(name)
                continue
            if not stat.S_ISDIR(found.st_mode):
                tree.strays.append(name)
                lost.append(name)
                continue
            tree.folders[name] = folder
            if found.st_mtime_ns == folder.changed and found.st_ino == folder.inode:
                same.add(name)
            else:
                tree.whole = False
                tree.strays += _unknown(root, name, manifest)
        files = tree.files
        for name, entry in manifest.files.items():
            other = twin.get(name) if twin is not None else None
            if other is not None and other.looks_like(entry) and name.rpartition("/")[0] in same:
                files[name] = entry
                continue
            try:
                found = look(name, dir_fd=descriptor, follow_symlinks=False)
            except OSError:
                tree.whole = False
                continue
            if entry.looks == (found.st_size, found.st_mtime_ns, found.st_ino) and stat.S_ISREG(found.st_mode):
                files[name] = entry
            else:
                tree.whole = False
                tree.strays.append(name)
    finally:
        os.close(descriptor)
    if lost:  # what was found below a link that stands for a folder lies elsewhere
        tree.whole = False
        beginnings = tuple(f"{name}/" for name in lost)
        tree.files = {name: entry for name, entry in tree.files.items() if not name.startswith(beginnings)}
        tree.folders = {name: one for name, one in tree.folders.items() if not name.startswith(beginnings)}
    return tree


def _unknown(root: Path, folder: str, manifest: Manifest) -> list[str]:
    """The names in *folder* that *manifest* does not have."""
    below = f"{folder}/" if folder else ""
    names = (below + one.name for one in (root / folder).iterdir())
    return [name for name in names if name not in manifest.files and name not in manifest.folders]
