"""Names of files and folders that work on every computer: git brings content to Windows, macOS and Linux alike."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache

_DEVICES = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?", re.IGNORECASE)
"""What Windows takes for a device, whatever the ending (Microsoft, “Naming Files, Paths, and Namespaces”)."""
_FORBIDDEN = re.compile(r'[<>:"\\|?*]')


@lru_cache(4096)
def unfit(name: str) -> tuple[str, str] | None:
    """Return why *name* does not work on every computer, in Chinese and English; None when it does."""
    if _DEVICES.fullmatch(name):
        return "Windows 把它当作设备名", "Windows takes it for a device"
    if name.endswith((".", " ")) or name.startswith(" "):
        return "名字开头或结尾有空格或句点", "it begins or ends with a space or a dot"
    if found := _FORBIDDEN.search(name):
        return f"Windows 的文件名里不能有 {found[0]}", f"names on Windows cannot hold {found[0]}"
    if unicodedata.normalize("NFC", name) != name:
        return "字母和它上面的符号是分开存的（不是 NFC）", "letters and their accents are stored apart (not NFC)"
    return None


def folded(name: str) -> str:
    """Return the form in which Windows and macOS compare *name*: without case, and with accents joined."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def clashes(names: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield each name of one folder that another of them hides there, with that other, which comes first."""
    first: dict[str, str] = {}
    for name in sorted(names):
        other = first.setdefault(folded(name), name)
        if other != name:
            yield name, other
