"""SHA256SUMS: a line for every file of the site, as coreutils write and check them."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping

from generator.digests import digest_of
from generator.publish.manifest import Entry
from generator.publish.output import Output

CHECKSUMS_FILE = "SHA256SUMS"
"""Where the list lies, at the root of the site; it does not list itself."""


_LINES = 4096
"""How many lines are put together at a time."""


def checksums(digests: Mapping[str, bytes]) -> bytes:
    """Return the list of *digests*, SHA-256 by path, in order of path, as ``sha256sum --check SHA256SUMS`` reads it.

    Paths are relative to the site's root, with forward slashes. A path with a backslash or a line break would need
    escapes that no path of a site does; it raises ValueError.
    """
    paths = sorted(digests)  # by code point, which is the order of the bytes in UTF-8
    stream = io.BytesIO()  # of a large site there is one copy in memory, not a line each and two of the whole
    for at in range(0, len(paths), _LINES):
        some = paths[at : at + _LINES]
        if any(sign in "".join(some) for sign in "\\\n\r"):
            odd = next(path for path in some if any(sign in path for sign in "\\\n\r"))
            raise ValueError(f"{odd!r} cannot stand in {CHECKSUMS_FILE}")
        lines = [f"{digests[path].hex()}  {path}\n" for path in some if path != CHECKSUMS_FILE]
        stream.write("".join(lines).encode())
    return stream.getvalue()


def read_checksums(text: str) -> dict[str, str]:
    """Return path and hexadecimal digits of each line of a list that `checksums` wrote; raises ValueError."""
    found = {}
    for number, line in enumerate(text.splitlines(), 1):
        digits, between, path = line[:64], line[64:66], line[66:]
        if between != "  " or not path or digits.strip("0123456789abcdef") or len(digits) != 64:
            raise ValueError(f"{CHECKSUMS_FILE}, line {number}: no digest and path")
        found[path] = digits
    return found


class _Digests(Mapping[str, bytes]):
    """The digests of files, taken from their entries when they are asked for: all at once would be much memory."""

    def __init__(self, files: Mapping[str, Entry]) -> None:
        self._files = files

    def __getitem__(self, path: str) -> bytes:
        return self._files[path].digest

    def __iter__(self) -> Iterator[str]:
        return iter(self._files)

    def __len__(self) -> int:
        return len(self._files)


def checksums_output(files: Mapping[str, Entry]) -> Iterator[Output]:
    """Yield the list of *files* as they came out; while no file changes it is not even made."""
    paths, told = list(files), [CHECKSUMS_FILE.encode()]
    for at in range(0, len(paths), _LINES):
        some = paths[at : at + _LINES]
        told.append(digest_of("\0".join(some), b"".join([files[path].digest for path in some])))
    key = digest_of(*told)
    yield Output(CHECKSUMS_FILE, "checksums", lambda: checksums(_Digests(files)), key)
