"""Pictures: their size, read from the file's head. Pillow is imported here only."""

from __future__ import annotations

import warnings
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from generator.model.hub import Media
from generator.problems import Place, Problem

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_PIXELS = 80_000_000
"""Largest picture accepted, width times height."""


def measure(file: Path, path: str) -> Media | Problem:
    """Return the size of the picture at *file*, known in the content as *path*, or why it cannot be used."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(file, formats=FORMATS) as image:
                width, height = image.size
        size = file.stat().st_size
    except UnidentifiedImageError:
        return Problem(path, Place(), "E176", {"reason": "JPEG, PNG, WebP, GIF"})
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        return Problem(path, Place(), "E176", {"reason": str(error).split("'")[0]})
    if width * height > MOST_PIXELS:
        return Problem(path, Place(), "E176", {"reason": f"{width} × {height}"})
    return Media(path, width, height, size)
