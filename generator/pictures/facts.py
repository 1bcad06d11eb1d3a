"""What a picture is, and why one cannot be published."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Literal

MOST_PIXELS = 80_000_000
"""Largest picture accepted, width times height: about 320 MB while it is read."""

Format = Literal["JPEG", "PNG", "WebP", "GIF"]
Fault = Literal["unknown", "heic", "svg", "damaged", "moving", "pixels"]


class UnusableError(Exception):
    """A picture that cannot be published, and why. `pixels` are width and height where they are known."""

    def __init__(self, fault: Fault, pixels: tuple[int, int] | None = None) -> None:
        super().__init__(fault)
        self.fault = fault
        self.pixels = pixels


@dataclass(frozen=True, slots=True)
class Facts:
    """What a picture is: its size in pixels as it is looked at, its format, and whether one can look through it."""

    width: int
    height: int
    format: Format
    transparent: bool

    def dump(self) -> bytes:
        """These facts as JSON, for `load`."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def load(cls, data: bytes) -> Facts:
        """Return what `dump` wrote."""
        return cls(**json.loads(data))
