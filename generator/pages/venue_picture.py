"""The picture of a system of service positions such as “1+4+N”: one in the middle, the others in rings around it.

Plain geometry in a square of `SIZE` pixels; what the marks stand for is said in words beside the picture.
"""

from __future__ import annotations

import math
from collections.abc import Sequence

from generator.pages.views import VenueMark, VenuePicture

SIZE = 320
RINGS = (0, 76, 136)
"""Distance of each tier's marks from the middle; further tiers share the last ring."""
HALVES = (30, 19, 7)
"""Half the width of a mark of each tier."""
ANY_NUMBER = 22
"""How many marks stand for a letter such as N."""
MOST = 36
"""More marks than this would touch."""


def venue_picture(labels: Sequence[str]) -> VenuePicture:
    """Return the marks for tiers with these *labels*, from the middle outwards.

    A number draws as many marks; a letter draws a ring that is left open, as its number is.
    """
    marks: list[VenueMark] = []
    lines: list[tuple[float, float, float, float]] = []
    middle = SIZE / 2
    for tier, label in enumerate(labels):
        place = min(tier, len(RINGS) - 1)
        many = min(int(label), MOST) if label.isdigit() else ANY_NUMBER
        distance = RINGS[place] or (0 if many == 1 else RINGS[1] / 2)
        half = _half(place, many, distance)
        for number in range(many):
            turn = 2 * math.pi * (number + 0.5 * (place == 1)) / many - math.pi / 2
            x, y = middle + distance * math.cos(turn), middle + distance * math.sin(turn)
            left_open = not label.isdigit() and number >= many - 4
            marks.append(VenueMark(_tenth(x - half), _tenth(y - half), _tenth(2 * half), tier, left_open))
            if place == 1:
                lines.append((middle, middle, _tenth(x), _tenth(y)))
    core = labels[0] if labels and labels[0] == "1" else ""
    rings = tuple(RINGS[place] for place in range(1, min(len(labels), len(RINGS))))
    return VenuePicture(SIZE, tuple(marks), tuple(lines), rings, core)


def _half(place: int, many: int, distance: float) -> float:
    """Half the width of each of *many* marks at *distance* from the middle, so that neighbours stay apart."""
    if not distance:
        return HALVES[0]
    between = 2 * distance * math.sin(math.pi / many) if many > 1 else distance
    return min(HALVES[max(place, 1)] if place else 15, between / 3)


def _tenth(value: float) -> float:
    return round(value, 1)
