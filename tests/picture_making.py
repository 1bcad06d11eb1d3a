"""Pictures for tests: drawn here, so that what is in them is known to the pixel."""

from __future__ import annotations

import io
import random
import struct
import zlib
from typing import Any

from PIL import Image, ImageCms, ImageDraw
from PIL.TiffImagePlugin import IFDRational

RED, BLUE, GREEN, WHITE = (200, 30, 30), (20, 60, 160), (20, 140, 60), (240, 240, 240)
SECRET = "靖江江岸-SECRET-CAMERA"
"""Stands in every kind of metadata that `with_metadata` adds."""


def corners(width: int = 1000, height: int = 600) -> Image.Image:
    """Four fields: red upper left, blue upper right, green lower left, white lower right."""
    image = Image.new("RGB", (width, height), WHITE)
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, width // 2 - 1, height // 2 - 1), fill=RED)
    draw.rectangle((width // 2, 0, width, height // 2 - 1), fill=BLUE)
    draw.rectangle((0, height // 2, width // 2 - 1, height), fill=GREEN)
    return image


def saved(image: Image.Image, form: str = "JPEG", **options: Any) -> bytes:
    """The bytes of *image* in a format of Pillow's."""
    out = io.BytesIO()
    image.save(out, form, **({"quality": 92} if form in ("JPEG", "WEBP") else {}) | options)
    return out.getvalue()


def with_metadata(image: Image.Image, form: str = "JPEG", orientation: int = 1) -> bytes:
    """*image* as a phone saves it: EXIF with the place in degrees and the camera's name, XMP, a profile, a comment."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "Maker"
    exif[0x0110] = SECRET.encode().decode("latin-1")
    gps = exif.get_ifd(0x8825)
    gps[1], gps[3] = "N", "E"
    gps[2] = (IFDRational(32, 1), IFDRational(0, 1), IFDRational(54, 1))
    gps[4] = (IFDRational(120, 1), IFDRational(16, 1), IFDRational(6, 1))
    xmp = f"<x:xmpmeta xmlns:x='adobe:ns:meta/'><place>{SECRET}</place></x:xmpmeta>".encode()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    more: dict[str, Any] = {"exif": exif, "icc_profile": profile}
    if form == "JPEG":
        more |= {"xmp": xmp, "comment": SECRET.encode()}
    elif form == "WEBP":
        more |= {"xmp": xmp}
    return saved(image, form, **more)


def chunk(kind: bytes, data: bytes) -> bytes:
    """One chunk of a PNG file."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def claims(width: int, height: int) -> bytes:
    """A PNG that says it is so large and holds next to nothing."""
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    body = chunk(b"IDAT", zlib.compress(b"\0" * 64))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + body + chunk(b"IEND", b"")


def moving(form: str = "GIF") -> bytes:
    """Two frames that take turns."""
    first, second = corners(80, 60), corners(80, 60).transpose(Image.Transpose.ROTATE_180)
    out = io.BytesIO()
    first.save(out, form, save_all=True, append_images=[second], duration=100, loop=0)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    """The picture in *data*, decoded."""
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def noise(width: int, height: int) -> bytes:
    """A PNG of about three bytes a pixel, the same each time."""
    pixels = random.Random(5).randbytes(width * height * 3)
    return saved(Image.frombytes("RGB", (width, height), pixels), "PNG", compress_level=0)
