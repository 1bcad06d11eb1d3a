"""The barest shells: each slot on lines of its own, so that only the hub's own markup stands around a page."""

from __future__ import annotations

from generator.model.record import LANGS
from generator.pages.chrome import SHELL_SECTIONS
from generator.pages.templates import SLOTS, Shell, slot_marker

SHELLS = {
    (lang, section): Shell.cut("\n".join([f"<!-- {lang} {section} -->", *(slot_marker(name) for name in SLOTS), ""]))
    for lang in LANGS
    for section in SHELL_SECTIONS
}
