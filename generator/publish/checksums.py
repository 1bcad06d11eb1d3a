"""SHA256SUMS: a line for every file of the site, as coreutils write and check them."""

from __future__ import annotations

from collections.abc import Mapping

CHECKSUMS_FILE = "SHA256SUMS"
"""Where the list lies, at the root of the site; it does not list itself."""


def checksums(digests: Mapping[str, bytes]) -> str:
    """Return the list of *digests*, SHA-256 by path, in order of path: ``sha256sum --check SHA256SUMS`` reads it.

    Paths are relative to the site's root, with forward slashes. A path with a backslash or a line break would need
    escapes that no path of a site does; it raises ValueError.
    """
    lines = []
    for path in sorted(digests, key=lambda path: path.encode()):
        if path == CHECKSUMS_FILE:
            continue
        if "\\" in path or "\n" in path or "\r" in path:
            raise ValueError(f"{path!r} cannot stand in {CHECKSUMS_FILE}")
        lines.append(f"{digests[path].hex()}  {path}\n")
    return "".join(lines)
