"""The door to Pillow: what a picture is, and the same pixels as another file. Pillow is imported here only.

Whatever Pillow raises over a foreign file is a damaged file (`UnusableError`); nothing of it reaches the rest.
"""

from __future__ import annotations

import io
import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from typing import Any, Literal

from PIL import Image, ImageCms, UnidentifiedImageError, features
from PIL import __version__ as pillow_version

from generator.pictures.renditions import Rendition

FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
MOST_PIXELS = 80_000_000
"""Largest picture accepted, width times height: about 320 MB while it is read."""

Format = Literal["JPEG", "PNG", "WebP", "GIF"]
Fault = Literal["unknown", "heic", "svg", "damaged", "moving", "pixels"]

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


class UnusableError(Exception):
    """A picture that cannot be published, and why. `pixels` are width and height where they are known."""

    def __init__(self, fault: Fault, pixels: tuple[int, int] | None = None) -> None:
        super().__init__(fault)
        self.fault = fault
        self.pixels = pixels


@dataclass(frozen=True, slots=True)
class Facts:
    """What a picture is: its size in pixels as it is looked at, its format, and whether one can look through it."""

    width: int
    height: int
    format: Format
    transparent: bool

    def dump(self) -> bytes:
        """These facts as JSON, for `load`."""
        return json.dumps(asdict(self)).encode()

    @classmethod
    def load(cls, data: bytes) -> Facts:
        """Return what `dump` wrote."""
        return cls(**json.loads(data))


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
