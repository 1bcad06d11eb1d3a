"""Characters that nobody sees and numbers that belong to a person: what a text may hold against its author's will.

Pure text; files, YAML and Markdown ask here.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterator

from generator.problems import Place, Problem

CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ufeff]")
"""What no file may hold: control characters, separators that only some programs see, marks of byte order."""

DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069\U000e0000-\U000e007f]")
"""What shows a text otherwise than it is: controls of writing direction (CVE-2021-42574) and tag characters."""

_ASCII_CONTROL = bytes(code for code in range(0x80) if CONTROL.match(chr(code)))
_UNFIT = re.compile(f"[{CONTROL.pattern[1:-1]}\u202a-\u202e\u2066-\u2069]")
_TAG_CHARACTERS = b"\xf3\xa0"
"""`CONTROL` and `DIRECTION` together: what lies in the first plane, and how tag characters begin in UTF-8."""

_INVISIBLE = re.compile(
    "[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2060-\u2064\u206a-\u206f\u3164\uffa0\ufff9-\ufffb]"
)
_EMOJI_JOINED = re.compile(
    "(?<=[\u2600-\u27bf\ufe0f\U0001f000-\U0001faff])\u200d(?=[\u2600-\u27bf\U0001f000-\U0001faff])"
)
_FULL_WIDTH = {0xFF10 + digit: 0x30 + digit for digit in range(10)}

_ID_NUMBER = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{5}(?:19|20)[0-9]{9}[0-9Xx](?![0-9A-Za-z])")
_DIGITS = b"0123456789\xef\xbc" + bytes(range(0x90, 0x9A))
_SHAPES = bytes(48 if byte in _DIGITS else 45 if byte in b"- " else 97 for byte in range(256))
"""Each byte of a text as `0` where it may belong to a digit, full-width ones too, as `-` for a gap, as `a` else."""
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_MOBILE = re.compile(
    r"(?<![0-9A-Za-z.])(?:(?:\+|00)?86[- ]?)?1[3-9][0-9](?P<gap>[- ]?)[0-9]{4}(?P=gap)[0-9]{4}(?![0-9A-Za-z.])"
)
_PUBLIC = re.compile(
    r"""\bphone["']?:[ ]*["']?[0-9+() -]*|\[[^\]\n]*\]\(tel:[^)\n]*\)|<tel:[^>\n]*>|\bhttps?://[^\s<>"]*"""
)
"""Where a number stands because somebody wants to be called, or where digits are part of a web address."""


def is_fit(text: str) -> bool:
    """Whether *text* certainly holds nothing of `CONTROL` and `DIRECTION`."""
    if text.isascii():
        return len(text.encode().translate(None, _ASCII_CONTROL)) == len(text)
    return _UNFIT.search(text) is None and _TAG_CHARACTERS not in text.encode("utf-8", "surrogatepass")


def _has_many_digits(text: str) -> bool:
    """Whether *text* may hold eight digits, perhaps with a gap in the middle: both numbers do, dates do not."""
    shapes = text.encode("utf-8", "surrogatepass").translate(_SHAPES)
    return b"00000000" in shapes or b"0000-0000" in shapes


def code_point(char: str) -> str:
    """Return *char* as ``U+202E``."""
    return f"U+{ord(char):04X}"


def name_of(char: str) -> str:
    """Return the name of *char* in Unicode, in lower case."""
    return unicodedata.name(char, "no name").lower()


def remarks(text: str, file: str) -> Iterator[Problem]:
    """Yield what the editor of *text*, the whole of *file*, should look at: nothing of it stops a build."""
    if not text.isascii() and _INVISIBLE.search(text):
        shown = _EMOJI_JOINED.sub("\ufe0f", text)
        for match in _INVISIBLE.finditer(shown):
            facts = {"char": code_point(match[0]), "name": name_of(match[0])}
            yield Problem(file, place_at(text, match.start()), "W230", facts)
    if not _has_many_digits(text):
        return
    plain = text.translate(_FULL_WIDTH)
    for match in _ID_NUMBER.finditer(plain):
        if is_id_number(match[0]):
            shown = f"{match[0][:3]}…{match[0][-2:]}"  # a report is public as well
            yield Problem(file, place_at(text, match.start(), 18, hide=True), "W231", {"found": shown})
    public = [match.span() for match in _PUBLIC.finditer(plain)] if _MOBILE.search(plain) else []
    for match in _MOBILE.finditer(plain):
        if not any(start <= match.start() < end for start, end in public):
            length = len(match[0])
            shown = f"{match[0][:3]}…{match[0][-2:]}"
            yield Problem(file, place_at(text, match.start(), length, hide=True), "W232", {"found": shown})


def is_id_number(text: str) -> bool:
    """Whether *text* is the number of a Chinese identity card, with its birthday and check digit (GB 11643)."""
    try:
        dt.date(int(text[6:10]), int(text[10:12]), int(text[12:14]))
    except ValueError:
        return False
    total = sum(weight * int(digit) for weight, digit in zip(_WEIGHTS, text[:17], strict=True))
    return "10X98765432"[total % 11] == text[17].upper()


def place_at(text: str, offset: int, length: int = 1, *, hide: bool = False) -> Place:
    """Return the place of *offset* in *text*; with *hide* its line is quoted with dots for the digits there."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    line = text[start : end if end >= 0 else len(text)]
    column = offset - start
    if hide:
        line = line[:column] + "•" * length + line[column + length :]
    return Place(text.count("\n", 0, offset) + 1, column + 1, length, line)
