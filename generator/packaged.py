"""What comes with the program and is no code: the theme, the handbook, and the settings a new hub begins with.

An installed package has them inside it; in the project's own folder they stand where its developers work on them.
"""

from __future__ import annotations

from pathlib import Path

_INSIDE = Path(__file__).resolve().parent
_PROJECT = _INSIDE.parent


def packaged_theme() -> Path:
    """The folder of the hub's theme."""
    return _first(_INSIDE / "theme", _PROJECT / "theme")


def packaged_handbook() -> Path:
    """The folder of the editors' handbook."""
    return _first(_INSIDE / "handbook", _PROJECT / "content/handbook")


def packaged_settings() -> Path:
    """The mkdocs.yml that a new hub's is made from."""
    return _first(_INSIDE / "skeleton/mkdocs.yml", _PROJECT / "mkdocs.yml")


def _first(*places: Path) -> Path:
    return next((place for place in places if place.exists()), places[-1])
