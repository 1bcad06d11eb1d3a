"""The door to Pillow: what a picture is, and the same pixels as another file. Pillow is imported here only.

Whatever Pillow raises over a foreign file is a damaged file (`UnusableError`); nothing of it reaches the rest.
"""

from __future__ import annotations

import io
import math
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from PIL import Image, ImageChops, ImageCms, ImageDraw, ImageFont, UnidentifiedImageError, features
from PIL import __version__ as pillow_version

from generator.pictures.card import HEIGHT, SIGN, SIGN_GAP, SIGN_LEFT, SIGN_TOP, WIDTH, Card, Ink, Words, lay_out
from generator.pictures.facts import MOST_PIXELS, Facts, Fault, Format, UnusableError
from generator.pictures.font import Font
from generator.pictures.renditions import Rendition
from generator.pictures.signs import BOX, Stroke

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
_NAMES: dict[str, Format] = {"JPEG": "JPEG", "MPO": "JPEG", "PNG": "PNG", "WEBP": "WebP", "GIF": "GIF"}
_TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""How to set a picture upright, by its EXIF orientation; from 5 on width and height change places."""

# Pictures are refused by `MOST_PIXELS` before they are decoded, with a problem for the editor; Pillow would raise.
Image.MAX_IMAGE_PIXELS = None


def encoders() -> str:
    """The versions of everything that decides about the bytes of an encoded picture."""
    names = ("avif", "webp", "libjpeg_turbo", "zlib_ng", "littlecms2", "freetype2")
    return " ".join((pillow_version, *(f"{name}={features.version(name)}" for name in names)))


def inspect(data: bytes) -> Facts:
    """Return what the picture in *data* is, decoding all of it; raises `UnusableError`."""
    if not data:
        raise UnusableError("damaged")
    try:
        with _quiet(), Image.open(io.BytesIO(data), formats=FORMATS) as image:
            name = image.format or ""
            width, height = image.size
            if width * height > MOST_PIXELS:
                raise UnusableError("pixels", (width, height))
            # A phone's JPEG may hold a second picture, of depth; that is no animation.
            if name != "MPO" and getattr(image, "is_animated", False):
                raise UnusableError("moving")
            turned = _orientation(image) >= 5
            image.draft(None, (width // 8, height // 8))
            image.load()
            size = (height, width) if turned else (width, height)
            return Facts(*size, _NAMES[name], image.has_transparency_data)
    except UnusableError:
        raise
    except UnidentifiedImageError:
        raise UnusableError(_guess(data)) from None
    except Exception:
        raise UnusableError("damaged") from None


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Pillow's remarks on odd metadata, which is not published, from the editor's screen."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _guess(data: bytes) -> Fault:
    """What a file that Pillow does not know may be."""
    if data[4:8] == b"ftyp" and data[8:12] in (b"heic", b"heix", b"mif1", b"hevc", b"msf1"):
        return "heic"
    head = data[:1024].lstrip(b"\xef\xbb\xbf \r\n\t")
    if head.startswith(b"<") and b"<svg" in head:
        return "svg"
    known = (b"\xff\xd8\xff", b"\x89PNG", b"GIF8")
    return "damaged" if head.startswith(known) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP") else "unknown"


def _orientation(image: Image.Image) -> int:
    """The EXIF orientation, 1 to 8; 1 where it is absent or cannot be read, as browsers have it."""
    try:
        found = image.getexif().get(0x0112, 1)
    except Exception:
        return 1
    return found if found in _TURNS else 1


class Decoded:
    """The pixels of one picture, upright, in sRGB, without anything else the file held, at most *most* wide."""

    def __init__(self, data: bytes, most: int) -> None:
        with _quiet(), Image.open(io.BytesIO(data), formats=FORMATS) as image:
            profile = image.info.get("icc_profile")
            orientation = _orientation(image)
            if image.format in ("JPEG", "MPO"):
                # A JPEG can be decoded at half its size or less, which is quick; what is above 2 × *most* is not seen.
                image.draft(None, (most * 2, most * 2))
            image.load()
            pixels = _eight_bits(image)
        if orientation in _TURNS:
            pixels = pixels.transpose(_TURNS[orientation])
        if pixels.width > most:
            size = (most, max(1, round(pixels.height * most / pixels.width)))
            pixels = pixels.resize(size, Image.Resampling.LANCZOS, reducing_gap=3)
        pixels = _in_srgb(pixels, profile)
        pixels.info = {}
        self._pixels = pixels

    def encode(self, rendition: Rendition) -> bytes:
        """The bytes of *rendition*: the same for the same picture and `encoders`."""
        pixels = self._pixels
        if pixels.size != (rendition.width, rendition.height):
            pixels = pixels.resize((rendition.width, rendition.height), Image.Resampling.LANCZOS, reducing_gap=3)
            pixels.info = {}
        if rendition.kind == "jpg" and pixels.mode != "RGB":
            pixels = pixels.convert("RGB")
        out = io.BytesIO()
        format_, options = _ENCODING[rendition.kind]
        pixels.save(out, format_, **options)
        return out.getvalue()


_ENCODING: dict[str, tuple[str, dict[str, Any]]] = {
    # One thread: how the work is shared out must not show in the bytes.
    "avif": ("AVIF", {"quality": 60, "speed": 8, "max_threads": 1, "autotiling": False}),
    "webp": ("WEBP", {"quality": 80, "method": 4}),
    "jpg": ("JPEG", {"quality": 82, "optimize": True, "progressive": True, "subsampling": "4:2:0"}),
    "png": ("PNG", {"compress_level": 9}),
}


def _eight_bits(image: Image.Image) -> Image.Image:
    """*image* as RGB or RGBA, or CMYK where its profile has yet to be applied; 16 bits a colour become 8."""
    if image.mode.startswith("I"):
        return image.convert("F").point(lambda value: value * (255 / 65535) + 0.5).convert("L").convert("RGB")
    if image.has_transparency_data:
        return image.convert("RGBA")
    return image if image.mode in ("RGB", "CMYK") else image.convert("RGB")


_SRGB = ImageCms.createProfile("sRGB")


def _in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """*image* with the colours it had under *profile*, now in sRGB; a profile that does not fit is passed over."""
    mode = "RGBA" if image.mode == "RGBA" else "RGB"
    if profile:
        try:
            source = ImageCms.getOpenProfile(io.BytesIO(profile))
            turned = ImageCms.profileToProfile(image, source, _SRGB, outputMode=mode)
        except (ImageCms.PyCMSError, OSError, ValueError, TypeError):
            turned = None
        if turned is not None:
            return turned
    return image if image.mode == mode else image.convert(mode)


# Sharing pictures

_PAPER = (0xFB, 0xFA, 0xF7)
_INKS: dict[Ink, tuple[tuple[int, int, int], int]] = {
    "ink": ((0x17, 0x21, 0x2B), 5),
    "brand": ((0x0B, 0x4F, 0x6C), 4),
    "muted": ((0x4A, 0x57, 0x63), 3),
    "accent": ((0xB3, 0x26, 0x1E), 3),
}
"""Each colour, and in how many steps it comes out of the paper: 16 with the paper itself, half a byte a pixel."""
_BAR = 14


class Drawing:
    """Draws cards. Colours, font and signs are set once; what all cards share is drawn once."""

    def __init__(self, font: Font | None) -> None:
        self._font = font
        self._sizes: dict[int, ImageFont.FreeTypeFont] = {}
        self._signs: dict[tuple[Stroke, ...], Image.Image] = {}
        self._shades: dict[Ink, list[int]] = {}
        self._palette = list(_PAPER)
        for ink, (colour, steps) in _INKS.items():
            first = len(self._palette) // 3
            for step in range(1, steps + 1):
                self._palette += [
                    round(paper + (full - paper) * step / steps) for paper, full in zip(_PAPER, colour, strict=True)
                ]
            self._shades[ink] = [
                first + round(value * steps / 255) - 1 if round(value * steps / 255) else 0 for value in range(256)
            ]
        self._blank = Image.new("L", (WIDTH, HEIGHT), 0)
        full = self._shades["brand"][255]
        self._blank.paste(full, (0, HEIGHT - _BAR, WIDTH, HEIGHT))

    def draw(self, card: Card, signs: Iterable[tuple[Stroke, ...]]) -> bytes:
        """The card with *signs*, those it names, as a PNG of 16 colours; without a font only the signs."""
        image = self._blank.copy()
        for number, strokes in enumerate(reversed(tuple(signs))):
            self._put(image, self._sign(strokes), "brand", SIGN_LEFT - number * (SIGN + SIGN_GAP), SIGN_TOP)
        if self._font is not None:
            for words in lay_out(card, self._measure):
                self._write(image, words)
        image.putpalette(self._palette)
        out = io.BytesIO()
        image.save(out, "PNG", bits=4, compress_level=6)
        return out.getvalue()

    def _write(self, image: Image.Image, words: Words) -> None:
        font = self._sized(words.size)
        left, top, right, bottom = font.getbbox(words.text, anchor="ls")
        mask = Image.new("L", (math.ceil(right - left) + 4, math.ceil(bottom - top) + 2), 0)
        ImageDraw.Draw(mask).text((1 - left, 1 - top), words.text, 255, font, anchor="ls")
        if words.bold:
            # There is one weight in the package: a second print beside the first makes the other, and is quick.
            mask = ImageChops.lighter(mask, ImageChops.offset(mask, max(1, round(words.size / 42)), 0))
        x, y = words.x + math.floor(left) - 1, words.y + math.floor(top) - 1
        self._put(image, mask, words.ink, x, y)
        if words.framed:
            colour = self._shades[words.ink][255]
            pad = words.size * 0.36
            box = (words.x - 12, words.y - words.size - pad * 0.3, words.x + round(right) + 12, words.y + pad)
            ImageDraw.Draw(image).rectangle(tuple(map(round, box)), outline=colour, width=2)

    def _put(self, image: Image.Image, mask: Image.Image, ink: Ink, x: int, y: int) -> None:
        shaded = mask.point(self._shades[ink])
        image.paste(shaded, (x, y), shaded.point(lambda index: 255 if index else 0))

    def _sign(self, strokes: tuple[Stroke, ...]) -> Image.Image:
        if strokes not in self._signs:
            fine = 3
            scale = SIGN * fine / BOX
            large = Image.new("L", (SIGN * fine, SIGN * fine), 0)
            draw = ImageDraw.Draw(large)
            thick = 1.1 * scale
            for stroke in strokes:
                points = [(x * scale, y * scale) for x, y in stroke]
                draw.line(points, 255, round(thick), joint="curve")
                for x, y in (points[0], points[-1]):
                    draw.ellipse((x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2), fill=255)
            self._signs[strokes] = large.reduce(fine)
        return self._signs[strokes]

    def _measure(self, text: str, size: int) -> float:
        return self._sized(size).getlength(text)

    def _sized(self, size: int) -> ImageFont.FreeTypeFont:
        if self._font is None:
            raise ValueError("words need a font")
        if size not in self._sizes:
            # The basic layout: the other one needs a library of the machine's, and would differ without it.
            self._sizes[size] = ImageFont.truetype(self._font.file, size, layout_engine=ImageFont.Layout.BASIC)
        return self._sizes[size]
