"""The font of the sharing pictures: Noto Sans SC under the SIL Open Font License, from a package of its own.

Not a font of the machine's: the same content has to give the same pictures everywhere, and a plain server has none
with Chinese. Without the package there are no words on the pictures.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Font:
    """A font file, and a name that changes when the file does."""

    file: Path
    name: str


def has_font() -> bool:
    """Whether there can be words on sharing pictures."""
    return bundled_font() is not None


def bundled_font() -> Font | None:
    """The font, or None where its package is not installed."""
    try:
        import pylopdf_fonts_zh_cn as package
    except ImportError:
        return None
    return Font(package.sans_path(), f"Noto Sans SC {package.__version__}")
