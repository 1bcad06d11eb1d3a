"""Domains that look like others: letters of several scripts in one name, or foreign letters posing as Latin ones.

The rule is the *highly restrictive* level of Unicode Technical Standard 39 (§5.2), for the hub's two languages:
Latin letters, Chinese characters, or both. A name that is written in another script as a whole is that script's
own business unless every letter of it passes for a Latin one.
"""

from __future__ import annotations

import re
import unicodedata

HOST = r"[^\x00-\x2c/:-@\[-`{-\x7f]+"
"""The signs a host may be written with: letters of any script, digits, dots, hyphens; nothing encoded."""

_LATIN_TWINS = frozenset(
    "\u0430\u0432\u0435\u043a\u043c\u043d\u043e\u043f\u0440\u0441\u0442\u0443\u0445\u0455\u0456\u0458\u04ab\u04af"
    "\u04bb\u04bd\u04cf\u0501\u051b\u051d"  # Cyrillic
    "\u03b1\u03b3\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7\u03f2\u03f3"  # Greek
    "\u0570\u0578\u057c\u057d\u0581\u0585"  # Armenian
)
"""Letters of other scripts, in lower case, that pass for Latin ones at a glance (UTS 39, confusables.txt)."""

_CHINESE = ("CJK UNIFIED", "CJK COMPATIBILITY", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA", "BOPOMOFO")


def host_of(netloc: str) -> str | None:
    """Return the host that *netloc* of an address names, in lower case; None for what is no domain with a port at most.

    Names before an ``@``, addresses in numbers (WHATWG URL §3.5, “ends in a number”) and ports that no machine has
    are no domain.
    """
    match = re.fullmatch(rf"({HOST})(?::([0-9]{{1,5}}))?", netloc.lower())
    if match is None or not 0 < int(match[2] or 443) < 65_536:
        return None
    return None if re.match(r"[0-9]", match[1].rstrip(".").rpartition(".")[2]) else match[1]


def readable(host: str) -> str:
    """Return *host* with each label that is written in punycode (RFC 3492) as its reader should see it.

    Raises ValueError for a label that only claims to be punycode.
    """
    return ".".join(_decoded(label) for label in host.lower().rstrip(".").split("."))


def _decoded(label: str) -> str:
    if not label.startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, OverflowError, ValueError) as error:
        raise ValueError(label) from error


def is_deceptive(host: str) -> bool:
    """Whether *host* may be taken for another name than it is."""
    try:
        shown = readable(host)
    except ValueError:
        return True
    return any(_poses(label) for label in shown.split("."))


def _poses(label: str) -> bool:
    if label.isascii():
        return False
    if unicodedata.normalize("NFKC", label) != label or not all(char.isalnum() or char == "-" for char in label):
        return True  # full-width letters, ideographic dots, marks and invisible characters
    scripts = {_script(char) for char in label if char.isalpha()}
    if scripts <= {"LATIN", "CHINESE"}:
        return any(_script(char) == "LATIN" and ord(char) > 0x17F for char in label if char.isalpha())
    letters = [char for char in label if char.isalpha()]
    return len(scripts) > 1 or all(char in _LATIN_TWINS for char in letters)


def _script(char: str) -> str:
    name = unicodedata.name(char, "")
    return "CHINESE" if name.startswith(_CHINESE) else re.split(r"[ -]", name)[0]
