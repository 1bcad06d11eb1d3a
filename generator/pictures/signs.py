"""The line icons of theme/icons as points to draw through. svg.path is imported here only."""

from __future__ import annotations

import math
import re
from pathlib import Path

Stroke = tuple[tuple[float, float], ...]
"""A line through points, in units of the icon's box, 24 × 24."""

BOX = 24.0
_PATH = re.compile(r'<path d="([^"]+)"')
_CIRCLE = re.compile(r'<circle cx="([\d.]+)" cy="([\d.]+)" r="([\d.]+)"')
_STEPS = 12
"""Points of a curve."""


def read_sign(theme: Path, name: str) -> str:
    """The source of the icon *name*."""
    return (theme / "icons" / f"{name}.svg").read_text("utf-8")


def strokes_of(svg: str) -> tuple[Stroke, ...]:
    """Return the lines of an icon of ours: paths and circles, without fills."""
    from svg.path import Line, Move, parse_path  # only where a picture is drawn

    strokes: list[list[tuple[float, float]]] = []
    for match in _PATH.finditer(svg):
        for part in parse_path(match[1]):
            if isinstance(part, Move):
                strokes.append([(part.end.real, part.end.imag)])
            else:
                steps = 1 if isinstance(part, Line) else _STEPS
                points = (part.point(step / steps) for step in range(1, steps + 1))
                strokes[-1].extend((point.real, point.imag) for point in points)
    for match in _CIRCLE.finditer(svg):
        x, y, r = map(float, match.groups())
        turns = (math.tau * step / 48 for step in range(49))
        strokes.append([(x + r * math.cos(turn), y + r * math.sin(turn)) for turn in turns])
    return tuple(tuple(stroke) for stroke in strokes if len(stroke) > 1)
