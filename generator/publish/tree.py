"""Trees of files: the published one, the one that will take its place, and the step between them.

Two trees lie side by side. A build brings the hidden one, which was the site before the last build, up to date:
it writes what changed, links what did not from the site, removes what is gone. Then the two change places in one
system call. So a build costs what it changes, a reader sees the old site or the new one, and whatever happens
before that step leaves the old site as it is. What a killed build left in the hidden tree is not what the
manifest says, hence mended by the next build.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import os
import shutil
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path

from generator.publish.manifest import NO_KEY, Entry, Folder, Manifest, Tree
from generator.publish.output import Output
from generator.publish.standing import Standing, forget_others, hidden, manifest_file, remember, stands, umask_now

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class AddressClashError(Exception):
    """Two outputs would write one file: a mistake of the generator that checks should have found."""


@dataclass(slots=True)
class Written:
    """What was written, in all or from one source: files, bytes, and the seconds it took to make and write them."""

    files: int = 0
    size: int = 0
    seconds: float = 0.0

    def add(self, size: int, seconds: float) -> None:
        """Count one more file."""
        self.files, self.size, self.seconds = self.files + 1, self.size + size, self.seconds + seconds


@dataclass(slots=True)
class Published:
    """What a build did: the files of the whole site and, by source, those that had to be made.

    `changed` and `removed` are the paths that differ from the site before, in order.
    """

    files: int = 0
    size: int = 0
    made: Written = field(default_factory=Written)
    by_source: defaultdict[str, Written] = field(default_factory=lambda: defaultdict(Written))
    changed: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)


Closing = Callable[[Mapping[str, Entry]], Iterable[Output]]
"""Outputs made from what all others came out as, such as a list of checksums."""


def publish(
    outputs: Iterable[Output],
    site: Path,
    store: Path | None,
    clock: Callable[[], float] = lambda: 0.0,
    closing: Closing = lambda files: (),
    standing: Standing | None = None,
) -> Published:
    """Make *site* hold exactly *outputs*, in one step at the end, and say what was done.

    A site that had no hidden tree has one afterwards, so that the first edit finds it there.

    *store* is the folder of manifests; without one everything is made anew. *clock* gives the seconds to measure
    with; *standing* tells what stands in both trees, where that is looked at already. Raises `AddressClashError` for
    a second output with the same path; then, as after any other error, the site is what it was.
    """
    report, stood = _publish(outputs, site, store, clock, closing, standing)
    # By now all that the outputs were made with is gone from memory.
    if store is not None and not os.path.lexists(hidden(site)):
        _begin_next(site, store, stood)
    return report


def _publish(
    outputs: Iterable[Output],
    site: Path,
    store: Path | None,
    clock: Callable[[], float],
    closing: Closing,
    standing: Standing | None,
) -> tuple[Published, Manifest]:
    """Return what was done, and what stands at *site* now."""
    site.parent.mkdir(parents=True, exist_ok=True)
    recover(site)
    umask = umask_now()
    old = standing.old if standing is not None else stands(site, store, umask)
    staging = Staging(hidden(site), old, store, umask, standing)
    report, files = Published(), dict[str, Entry]()
    runs: list[tuple[int, str]] = []
    """From which file on outputs came from which source: what hundreds of thousands came from takes no memory."""
    before = clock()

    def take(output: Output) -> None:
        nonlocal before
        if output.path in files:
            first = bisect_right(runs, list(files).index(output.path), key=itemgetter(0)) - 1
            raise AddressClashError(f"{output.path}: {runs[first][1]}, {output.source}")
        if not runs or runs[-1][1] != output.source:
            runs.append((len(files), output.source))
        known = old.files.get(output.path)
        key = output.key or NO_KEY
        if known is not None and output.key is not None and known.key == key:
            files[output.path] = known
            return
        made = output.render()
        data = made.encode() if isinstance(made, str) else made
        digest = hashlib.sha256(data).digest()
        if known is not None and known.digest == digest:
            files[output.path] = known.keyed(key)
        else:
            files[output.path] = staging.write(output.path, data, key, digest)
            report.changed.append(output.path)
        now = clock()
        for counted in (report.made, report.by_source[output.source]):
            counted.add(len(data), now - before)
        before = now

    try:
        for _ in map(take, outputs):  # no name holds the last one, and with it all content, while the rest is done
            pass
        for _ in map(take, closing(files)):
            pass
        report.removed = sorted(path for path in old.files if path not in files)
        report.files, report.size = len(files), sum(entry.size for entry in files.values())
        if old.whole and not report.changed and not report.removed:
            stood = Manifest(files, old.folders, umask)
            if store is not None and any(old.files[path].key != entry.key for path, entry in files.items()):
                remember(store, site, stood)
            return report, stood
        stood = staging.complete(files)
    except BaseException as error:
        staging.abandon(error)
        raise
    switch(staging.root, site)
    if store is not None and old.files:
        forget_others(store, site, staging.root)
    else:
        with suppress(OSError):
            _remove(staging.root)
    report.changed.sort()
    return report, stood


def _begin_next(site: Path, store: Path, stood: Manifest) -> None:
    """Put the hidden tree beside a *site* that has none; all its files are second names of those that *stood* there.

    Where that cannot be, the next build makes it its own way.
    """
    root = hidden(site)
    try:
        if not manifest_file(store, site).exists():  # nothing can be kept: that tree could not be relied on either
            return
        root.mkdir()
        for name in sorted(stood.folders):  # each before its own
            if name:
                os.mkdir(f"{root}/{name}")  # noqa: PTH102 - twice as fast, for tens of thousands
        for path in stood.files:
            os.link(f"{site}/{path}", f"{root}/{path}", follow_symlinks=False)
        folders = {name: folder_looks(f"{root}/{name}") for name in stood.folders}
        remember(store, root, Manifest(stood.files, folders, stood.umask))
        forget_others(store, site, root)
    except OSError:
        shutil.rmtree(root, ignore_errors=True)


def folder_looks(folder: str) -> Folder:
    """How *folder* looks now."""
    found = os.stat(folder)  # noqa: PTH116 - a third of the time, for tens of thousands
    return Folder(found.st_mtime_ns, found.st_ino)


def retire(site: Path, store: Path | None) -> None:
    """Remove what lies beside a *site* that will not be built again: its hidden tree, and its manifests."""
    with suppress(OSError):
        _remove(hidden(site))
    if store is not None:
        shutil.rmtree(store, ignore_errors=True)


class Staging:
    """The tree that is brought up to date. Nothing is touched on disk before the first difference."""

    def __init__(
        self,
        root: Path,
        old: Tree,
        store: Path | None,
        umask: int,
        standing: Standing | None = None,
        known: Tree | None = None,
    ) -> None:
        self.root = root
        self._standing = standing if old.files else None
        self.old = old
        self.store = store
        self.umask = umask
        self.is_new = False
        """Whether the tree was begun by this build."""
        self._tree = known
        self.touched: set[str] = set()
        """Folders in which something happened."""

    @property
    def tree(self) -> Tree:
        """What stands in the tree already, without what should not be there."""
        if self._tree is None:
            if self._standing is not None:
                self._tree = self._standing.next
            else:
                store = self.store if self.old.files else None
                self._tree = stands(self.root, store, self.umask, self.old.files)
            if not self._tree.folders:
                _remove(self.root)
                self.root.mkdir()
                self.is_new = True
                self._tree.folders[""] = Folder(0, 0)
                self.touched.add("")
            for name in self._tree.strays:
                self.clear(name)
        return self._tree

    def write(self, path: str, data: bytes, key: bytes, digest: bytes) -> Entry:
        """Write a new file; another tree may share the one that was there, so that one is never written into."""
        self.make_room(path)
        descriptor = os.open(f"{self.root}/{path}", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666)
        try:
            _write_all(descriptor, data)
            found = os.fstat(descriptor)
        finally:
            os.close(descriptor)
        entry = Entry(key, digest, found.st_size, found.st_mtime_ns, found.st_ino)
        self.tree.files[path] = entry
        return entry

    def complete(self, files: dict[str, Entry]) -> Manifest:
        """Bring the tree to hold exactly *files*: those that stay are linked from the site, others removed."""
        have = self.tree.files
        for path in [path for path in have if path not in files]:
            self.clear(path)
            del have[path]
        for path, entry in files.items():
            there = have.get(path)
            if there is None or there.digest != entry.digest:
                self.make_room(path)
                files[path] = self.link(path, entry)
            elif not there.looks_like(entry):
                files[path] = there.keyed(entry.key)
        whole = Manifest(files, self.settle(files), self.umask)
        if self.store is not None:
            remember(self.store, self.root, whole)
        return whole

    def settle(self, files: Iterable[str]) -> dict[str, Folder]:
        """Remove the folders in which none of *files*, all of the tree, lies; return the others as they look now."""
        wanted = {""}
        for folder in {path.rpartition("/")[0] for path in files}:
            above = folder
            while above not in wanted:
                wanted.add(above)
                above = above.rpartition("/")[0]
        folders = self.tree.folders
        for folder in sorted((name for name in folders if name not in wanted), reverse=True):
            self.clear(folder)
            del folders[folder]
        for folder in self.touched & wanted:
            folders[folder] = folder_looks(f"{self.root}/{folder}")
        return folders

    def abandon(self, error: BaseException) -> None:
        """Leave a tree that *error* keeps from being finished: a later build mends it."""
        full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
        if self.is_new or full:  # a full disk needs the room
            shutil.rmtree(self.root, ignore_errors=True)

    def make_room(self, path: str) -> None:
        """Let nothing stand at *path*, and let its folder be there."""
        folder = path.rpartition("/")[0]
        if self.tree.files.pop(path, None) is not None:
            Path(self.root, path).unlink()
        missing = []
        above = folder
        while above not in self.tree.folders:
            missing.append(above)
            above = above.rpartition("/")[0]
        for name in reversed(missing):
            if self.tree.files.pop(name, None) is not None:
                Path(self.root, name).unlink()
            os.mkdir(f"{self.root}/{name}")  # noqa: PTH102 - twice as fast, for tens of thousands
            self.tree.folders[name] = Folder(0, 0)
            self.touched |= {name, name.rpartition("/")[0]}
        if path in self.tree.folders:
            self.clear(path)
            for name in [one for one in self.tree.folders if one == path or one.startswith(f"{path}/")]:
                del self.tree.folders[name]
            for name in [one for one in self.tree.files if one.startswith(f"{path}/")]:
                del self.tree.files[name]
        self.touched.add(folder)

    def link(self, path: str, entry: Entry) -> Entry:
        """Give the site's file at *path* a second name in this tree, or copy it where that cannot be."""
        source, target = f"{self.old.root}/{path}", f"{self.root}/{path}"
        try:
            os.link(source, target, follow_symlinks=False)
        except OSError as error:
            if error.errno not in (errno.EPERM, errno.EMLINK, errno.ENOTSUP, errno.EXDEV, errno.ENOSYS):
                raise
            shutil.copyfile(source, target, follow_symlinks=False)
            found = Path(target).stat()
            entry = Entry(entry.key, entry.digest, found.st_size, found.st_mtime_ns, found.st_ino)
        self.tree.files[path] = entry
        return entry

    def clear(self, name: str) -> None:
        """Remove a file, or a folder with all in it."""
        _remove(self.root / name)
        self.touched.add(name.rpartition("/")[0])


def _remove(path: Path) -> None:
    """Remove whatever has the name *path*, if anything; a symbolic link is not followed."""
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def recover(site: Path) -> None:
    """Put the old site back where a switch without the system call was interrupted between its two renames."""
    aside = _aside(site)
    if aside.exists():
        if site.exists():
            _remove(aside)
        else:
            aside.rename(site)


def _aside(site: Path) -> Path:
    return site.with_name(f".{site.name}.old")


def switch(staged: Path, site: Path) -> None:
    """Let the trees *staged* and *site* change places; where there is no site, only rename.

    On Linux it is one system call, so that no reader ever finds nothing; elsewhere renames follow each other, and
    `recover` mends an interruption. When anything fails *site* is what it was.
    """
    if not os.path.lexists(site):
        staged.rename(site)
        return
    if _exchange(staged, site):
        return
    aside = _aside(site)
    site.rename(aside)
    try:
        staged.rename(site)
    except OSError:
        aside.rename(site)
        raise
    aside.rename(staged)


def _exchange(left: Path, right: Path) -> bool:
    """Exchange two names (renameat2, Linux 3.15); False where the system or the file system cannot."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if renameat2(_AT_FDCWD, os.fsencode(left), _AT_FDCWD, os.fsencode(right), _RENAME_EXCHANGE) == 0:
        return True
    if ctypes.get_errno() in (errno.ENOSYS, errno.EINVAL, errno.ENOTSUP):
        return False
    raise OSError(ctypes.get_errno(), os.strerror(ctypes.get_errno()), str(right))
