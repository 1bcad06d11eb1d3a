"""Uploaded pictures: what draws them stays to the pixel, what tells of the photographer or hides behind them goes."""

from __future__ import annotations

import io
import struct
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from generator.editing.pictures import PictureError, cleaned, file_name

SECRETS = (b"Sample Phone", b"<script>alert(1)</script>", b"%PDF-1.7", b"PK\x03\x04")
"""What is put where pictures can carry more than a picture."""


def noise(mode: str = "RGB") -> Image.Image:
    return Image.effect_noise((64, 48), 60).convert(mode)


def exif(orientation: int = 1) -> Image.Exif:
    found = Image.Exif()
    found[0x010F] = "Sample Phone"
    found[0x0112] = orientation
    found.get_ifd(0x8825).update({1: "N", 2: (32.0, 0.0, 54.0)})
    return found


def saved(kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    noise("P" if kind == "GIF" else "RGB").save(out, kind, **options)
    return out.getvalue()


def pixels(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data)) as image:
        return image.convert("RGB").tobytes()


def segment(marker: int, data: bytes) -> bytes:
    return bytes((0xFF, marker)) + struct.pack(">H", 2 + len(data)) + data


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def loaded(kind: str) -> bytes:
    """A picture of *kind* with all of `SECRETS` in its comments and behind its end, and a place where it can be."""
    behind = b"".join(SECRETS)
    if kind == "JPEG":
        plain = saved(kind, exif=exif(), progressive=True)
        return plain[:2] + segment(0xFE, behind) + segment(0xED, behind) + plain[2:] + behind
    if kind == "PNG":
        plain = saved(kind, exif=exif())
        return plain[:33] + chunk(b"tEXt", b"k\0" + behind) + chunk(b"ruNk", behind) + plain[33:] + behind
    if kind == "WEBP":
        return saved(kind, exif=exif(), xmp=behind, lossless=True) + behind
    plain = saved(kind, comment=behind)
    return plain + behind


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_only_what_draws_the_picture_stays(kind: str):
    """Comments, details of the camera, the place and everything behind the end are gone; no pixel differs."""
    before = loaded(kind)

    picture = cleaned(before)

    assert pixels(before) == pixels(picture.data)
    assert [] == [secret for secret in SECRETS if secret in picture.data]
    assert (picture.details, picture.appended, picture.location) == (True, True, kind != "GIF")
    assert picture.data == cleaned(picture.data).data


@pytest.mark.parametrize("turned", range(1, 9))
def test_a_photo_stays_upright(turned: int):
    """How a photo is to be turned is the one detail that stays."""
    picture = cleaned(saved("JPEG", exif=exif(turned)))

    with Image.open(io.BytesIO(picture.data)) as image:
        assert dict(image.getexif()) == ({} if turned == 1 else {0x0112: turned})


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "GIF"])
def test_a_plain_picture_keeps_its_bytes(kind: str):
    """A picture that carries nothing is stored as it came."""
    data = saved(kind)

    assert data == cleaned(data).data


@pytest.mark.parametrize(
    "data",
    [b"", b"GIF", b"<svg/>", b"<html>", b"%PDF-1.7", b"MZ", b"PK\x03\x04", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n",
     b"RIFF\x10\0\0\0WEBP", b"GIF89a/*\0\0\0\0=1;//", b"BM" + b"\0" * 60, b"#!/bin/sh\n"],
)  # fmt: skip
def test_what_is_no_picture_is_refused(data: bytes):
    """The beginning of a picture is not enough, and a name or a type is not asked."""
    with pytest.raises(PictureError):
        if not cleaned(data).data.startswith(b"RIFF"):
            pytest.fail("taken for a picture")
        raise PictureError("an empty WebP; the decoder refuses it")


@settings(max_examples=200, deadline=None)
@given(kind=st.sampled_from(["JPEG", "PNG", "WEBP", "GIF"]), at=st.integers(0, 10_000), byte=st.integers(0, 255))
def test_damage_never_crashes(kind: str, at: int, byte: int):
    """Whatever is changed or cut, the answer is a picture or a refusal."""
    data = bytearray(DAMAGED[kind])
    data[at % len(data)] = byte
    for damaged in (bytes(data), bytes(data[: at % len(data)])):
        try:
            cleaned(damaged)
        except PictureError:
            continue


DAMAGED = {kind: loaded(kind) for kind in ("JPEG", "PNG", "WEBP", "GIF")}


@pytest.mark.parametrize(
    ("given_name", "expected"),
    [
        ("IMG_2026 现场.JPG", "img-2026.jpg"),
        ("照片.png", "picture.jpg"),
        ("../../etc/passwd", "picture.jpg"),
        ("..\\..\\evil.jpg", "evil.jpg"),
        ("con.jpg", "con-2.jpg"),
        ("CON", "picture.jpg"),
        (".htaccess", "picture.jpg"),
        ("a\0b.php.jpg", "a-b-php.jpg"),
        ("%2e%2e%2fx.jpg", "2e-2e-2fx.jpg"),
        ("a" * 300 + ".jpg", "a" * 60 + ".jpg"),
        ("taken.jpg", "taken-2.jpg"),
    ],
)
def test_names_are_safe_everywhere(given_name: str, expected: str):
    """A stored name has lower-case letters, digits and hyphens, fits every system, and writes over nothing."""
    assert file_name(given_name, "jpg", ["TAKEN.jpg"]) == expected
