"""Trees of files: a staging tree beside the published one, and the step that makes it the published one."""

from __future__ import annotations

import ctypes
import errno
import os
import shutil
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.publish.output import Output

_AT_FDCWD = -100
_RENAME_EXCHANGE = 2


class AddressClashError(Exception):
    """Two outputs would write one file: a mistake of the generator that checks should have found."""


def stage(site: Path) -> Path:
    """Return a new, empty folder beside *site*, on the same file system."""
    site.parent.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix=f".{site.name}.", dir=site.parent))
    umask = os.umask(0)
    os.umask(umask)
    folder.chmod(0o777 & ~umask)
    return folder


@dataclass(slots=True)
class Written:
    """What was written, in all or from one source: files, bytes, and the seconds it took to make and write them."""

    files: int = 0
    size: int = 0
    seconds: float = 0.0

    def add(self, size: int, seconds: float) -> None:
        """Count one more file."""
        self.files, self.size, self.seconds = self.files + 1, self.size + size, self.seconds + seconds


def write(
    outputs: Iterable[Output], tree: Path, clock: Callable[[], float] = lambda: 0.0
) -> tuple[Written, Mapping[str, Written]]:
    """Write *outputs* below *tree*; return what was written in all, and by source.

    *clock* gives the seconds to measure with. Raises `AddressClashError` for a second output with the same path.
    """
    written: dict[str, str] = {}
    folders: set[str] = set()
    total = Written()
    by_source: defaultdict[str, Written] = defaultdict(Written)
    root, before = str(tree), clock()
    for output in outputs:
        if output.path in written:
            raise AddressClashError(f"{output.path}: {written[output.path]}, {output.source}")
        written[output.path] = output.source
        folder = output.path.rpartition("/")[0]
        if folder not in folders:
            Path(root, folder).mkdir(parents=True, exist_ok=True)
            folders.add(folder)
        made = output.render()
        data = made.encode() if isinstance(made, str) else made
        descriptor = os.open(f"{root}/{output.path}", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o666)
        try:
            _write_all(descriptor, data)
        finally:
            os.close(descriptor)
        now = clock()
        for counted in (total, by_source[output.source]):
            counted.add(len(data), now - before)
        before = now
    return total, by_source


def _write_all(descriptor: int, data: bytes) -> None:
    view = memoryview(data)
    while view:
        view = view[os.write(descriptor, view) :]


def switch(staged: Path, site: Path) -> None:
    """Put the *staged* tree in the place of *site* and remove what stood there.

    On Linux the two are exchanged in one system call, so that no reader ever finds nothing; elsewhere two
    renames follow each other. When anything fails *site* is what it was.
    """
    if not site.exists():
        staged.rename(site)
        return
    if _exchange(staged, site):
        shutil.rmtree(staged, ignore_errors=True)
        return
    old = Path(tempfile.mkdtemp(prefix=f".{site.name}.", dir=site.parent))
    site.rename(old / site.name)
    try:
        staged.rename(site)
    except OSError:
        (old / site.name).rename(site)
        raise
    shutil.rmtree(old, ignore_errors=True)


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
