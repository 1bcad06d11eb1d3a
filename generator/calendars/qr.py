"""An address as a QR code. The only file that knows the QR library."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

QUIET = 4
"""White modules around the code that readers need (ISO/IEC 18004)."""


def qr_svg(url: str, label: str) -> str:
    """Return *url* as inline SVG, named *label* for those who cannot see it.

    It has no size: the page gives one. It is black on its own white ground, so that a dark page changes nothing.
    """
    import segno  # only where a page with a code is written

    rows = [bytes(row) for row in segno.make_qr(url).matrix]
    side = len(rows) + 2 * QUIET
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" role="img"'
        f' aria-label="{escape(label)}" shape-rendering="crispEdges">'
        f'<rect width="{side}" height="{side}" fill="#fff"/>'
        f'<path d="{"".join(_strokes(rows))}" stroke="#000"/></svg>'
    )


def _strokes(rows: Iterable[Sequence[int]]) -> Iterator[str]:
    """A line one module high through the middle of every run of dark modules."""
    for y, row in enumerate(rows, QUIET):
        x = QUIET
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                yield f"M{x} {y}.5h{length}"
            x += length
