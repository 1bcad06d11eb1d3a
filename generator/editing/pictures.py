"""Pictures that are uploaded: what they really are, what hangs on to them, and a name that every system can hold.

A photo from a phone says where and when it was taken, and often carries a film or a second picture behind its end.
None of that is published, and the repository does not need it either: of each format the parts that draw the
picture are kept, byte for byte, and the rest is left out. Nothing is encoded anew. The formats are those of
JPEG (ITU-T T.81, annex B), PNG (W3C, third edition), WebP (RFC 9649) and GIF89a.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Literal

from generator.editing.store import is_possible

Format = Literal["jpg", "png", "webp", "gif"]


class PictureError(ValueError):
    """The bytes are not a picture that can be used; the message is the key of the reason among the words."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A picture without what does not draw it."""

    format: Format
    data: bytes
    details: bool
    """Whether details of the camera, the person or a program were left out."""
    location: bool
    """Whether the place where it was taken was among them."""
    appended: bool
    """Whether something behind its end was left out."""


def cleaned(data: bytes) -> Cleaned:
    """Return the picture that *data* begins with; raises `PictureError` where there is none, or a broken one."""
    try:
        if data.startswith(b"\xff\xd8\xff"):
            return _jpeg(data)
        if data.startswith(b"\x89PNG\r\n\x1a\n"):
            return _png(data)
        if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
            return _webp(data)
        if data[:6] in (b"GIF87a", b"GIF89a"):
            return _gif(data)
    except (struct.error, IndexError):
        raise PictureError("picture_damaged") from None
    raise PictureError("picture_unknown")


_JPEG_DRAWS = {*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDD, 0xE0, 0xE2, 0xEE}
"""Frames, tables, scans, JFIF, colour profiles and Adobe's colour transform."""


def _jpeg(data: bytes) -> Cleaned:
    kept, at, details, location, orientation = [data[:2]], 2, False, False, 1
    while True:
        if data[at] != 0xFF:
            raise PictureError("picture_damaged")
        while data[at + 1] == 0xFF:
            at += 1
        marker = data[at + 1]
        if marker == 0xD9:
            kept.append(b"\xff\xd9")
            break
        (length,) = struct.unpack_from(">H", data, at + 2)
        segment = data[at : at + 2 + length]
        if length < 2 or len(segment) != 2 + length:
            raise PictureError("picture_damaged")
        at += 2 + length
        is_profile = marker == 0xE2 and segment[4:15] == b"ICC_PROFILE"
        if marker == 0xE1 and segment[4:10] == b"Exif\0\0":
            orientation, has_place = _exif(segment[10:])
            details, location = True, location or has_place
        elif marker not in _JPEG_DRAWS or (marker == 0xE2 and not is_profile):
            details = True
        else:
            kept.append(segment)
        if marker == 0xDA:
            end = _scan_end(data, at)
            kept.append(data[at:end])
            at = end
    if orientation != 1:
        kept.insert(1, _orientation(orientation))
    return Cleaned("jpg", b"".join(kept), details, location, appended=at + 2 < len(data))


def _scan_end(data: bytes, at: int) -> int:
    """Return where the compressed data at *at* ends: at the next marker that is no restart and no stuffing."""
    while True:
        at = data.find(b"\xff", at)
        if at < 0 or at + 1 >= len(data):
            raise PictureError("picture_damaged")
        following = data[at + 1]
        if following == 0 or 0xD0 <= following <= 0xD7:
            at += 2
        elif following == 0xFF:
            at += 1
        else:
            return at


def _exif(tiff: bytes) -> tuple[int, bool]:
    """Return the orientation that Exif data names, 1 to 8, and whether it names a place."""
    try:
        order = {b"II": "<", b"MM": ">"}[tiff[:2]]
        (start,) = struct.unpack_from(f"{order}I", tiff, 4)
        (count,) = struct.unpack_from(f"{order}H", tiff, start)
        tags = {}
        for number in range(min(count, 200)):
            tag, _, _, value = struct.unpack_from(f"{order}HHIH", tiff, start + 2 + 12 * number)
            tags[tag] = value
    except (KeyError, struct.error):
        return 1, False
    found = tags.get(0x0112, 1)
    return found if 1 <= found <= 8 else 1, 0x8825 in tags


def _orientation(value: int) -> bytes:
    """An Exif segment that says how to turn the picture, and nothing else."""
    tiff = b"MM\0*\0\0\0\x08\0\x01" + struct.pack(">HHIHH", 0x0112, 3, 1, value, 0) + b"\0\0\0\0"
    return b"\xff\xe1" + struct.pack(">H", 2 + 6 + len(tiff)) + b"Exif\0\0" + tiff


_PNG_DRAWS = {
    b"IHDR",
    b"PLTE",
    b"IDAT",
    b"IEND",
    b"tRNS",
    b"cHRM",
    b"gAMA",
    b"iCCP",
    b"sBIT",
    b"sRGB",
    b"cICP",
    b"pHYs",
}


def _png(data: bytes) -> Cleaned:
    kept, at, details, location = [data[:8]], 8, False, False
    while True:
        (length,) = struct.unpack_from(">I", data, at)
        kind, chunk = data[at + 4 : at + 8], data[at : at + 12 + length]
        if len(chunk) != 12 + length:
            raise PictureError("picture_damaged")
        at += len(chunk)
        if kind in _PNG_DRAWS or kind in (b"acTL", b"fcTL", b"fdAT"):
            kept.append(chunk)
        else:
            details = True
            location = location or (kind == b"eXIf" and _exif(chunk[8:-4])[1])
        if kind == b"IEND":
            return Cleaned("png", b"".join(kept), details, location, appended=at < len(data))


def _webp(data: bytes) -> Cleaned:
    (size,) = struct.unpack_from("<I", data, 4)
    end = 8 + size
    if end > len(data):
        raise PictureError("picture_damaged")
    kept, at, details, location = [], 12, False, False
    while at + 8 <= end:
        kind = data[at : at + 4]
        (length,) = struct.unpack_from("<I", data, at + 4)
        chunk = data[at : at + 8 + length + length % 2]
        at += 8 + length + length % 2
        if kind in (b"EXIF", b"XMP "):
            details = True
            location = location or (kind == b"EXIF" and _exif(chunk[8:].removeprefix(b"Exif\0\0"))[1])
        elif kind == b"VP8X":
            flags = bytes([chunk[8] & ~0b00001100])  # neither Exif nor XMP
            kept.append(chunk[:8] + flags + chunk[9:])
        elif kind in (b"VP8 ", b"VP8L", b"ALPH", b"ANIM", b"ANMF", b"ICCP"):
            kept.append(chunk)
        else:
            details = True
    body = b"WEBP" + b"".join(kept)
    return Cleaned("webp", b"RIFF" + struct.pack("<I", len(body)) + body, details, location, appended=end < len(data))


def _gif(data: bytes) -> Cleaned:
    at = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    kept, details = [data[:at]], False
    while data[at] != 0x3B:
        start = at
        if data[at] == 0x2C:
            packed = data[at + 9]
            at += 11 + (3 << (packed & 7) + 1 if packed & 0x80 else 0)
        elif data[at] == 0x21:
            at += 2
        else:
            raise PictureError("picture_damaged")
        while data[at]:
            at += 1 + data[at]
        at += 1
        label = data[start + 1] if data[start] == 0x21 else 0
        loops = label == 0xFF and data[start + 3 : start + 14] in (b"NETSCAPE2.0", b"ANIMEXTS1.0")
        if data[start] == 0x2C or label == 0xF9 or loops:
            kept.append(data[start:at])
        else:
            details = True
    kept.append(b";")
    return Cleaned("gif", b"".join(kept), details, location=False, appended=at + 1 < len(data))


def file_name(given: str, fmt: Format, taken: Collection[str]) -> str:
    """Return a name for a picture that was called *given*: lower-case letters, digits and hyphens, and not *taken*.

    A name that has nothing to keep, such as one in Chinese, becomes ``picture``.
    """
    stem = re.split(r"[/\\]", given)[-1].rpartition(".")[0].lower()
    stem = re.sub(r"[^a-z0-9]+", "-", stem).strip("-")[:60].strip("-") or "picture"
    in_use = {name.lower() for name in taken}
    for name in _numbered(stem, fmt):
        if name not in in_use and is_possible(name):
            return name
    raise AssertionError("names without end")


def _numbered(stem: str, fmt: Format) -> Iterator[str]:
    yield f"{stem}.{fmt}"
    number = 2
    while True:
        yield f"{stem}-{number}.{fmt}"
        number += 1
