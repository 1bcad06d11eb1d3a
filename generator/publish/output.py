"""One file of the site to come."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


class Output(NamedTuple):
    """A file of the site. `path` is relative to the site's root; `source` names what it is made from."""

    path: str
    source: str
    render: Callable[[], str | bytes]
    key: bytes | None = None
    """Digest of everything that `render` depends on: while it stays, the file stays. Without one the file is
    made in every build, and kept when it comes out as it was."""
