"""Draws the pictures of the sample news: scenes of no real place, in the hub's colours.

    python tools/sample_pictures.py     # writes them into content/news/…; the same bytes each time

They say in the picture itself that they are samples, so that none is ever taken for a photo.
"""

from __future__ import annotations

import math
import random
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter, ImageFont
from pylopdf_fonts_zh_cn import sans_path

NEWS = Path(__file__).resolve().parents[1] / "content/news/2026"
PAPER, RAISED, INK, BRAND, RED = "#FBFAF7", "#DCE9EE", "#17212B", "#0B4F6C", "#B3261E"
FINE = 2
"""Drawn larger by so much, then reduced, for smooth edges."""

Colour = tuple[int, int, int]


def colour(text: str) -> Colour:
    """The parts of ``#RRGGBB``."""
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def between(one: str, other: str, part: float) -> Colour:
    """The colour that lies *part* of the way from *one* to *other*."""
    return tuple(round(a + (b - a) * part) for a, b in zip(colour(one), colour(other), strict=True))  # type: ignore[return-value]


def canvas(width: int, height: int, top: str, bottom: str) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """A sky from *top* to *bottom*."""
    image = Image.new("RGB", (width * FINE, height * FINE))
    draw = ImageDraw.Draw(image)
    for y in range(image.height):
        draw.line((0, y, image.width, y), fill=between(top, bottom, y / image.height))
    return image, draw


def finished(image: Image.Image, grain: int) -> Image.Image:
    """*image* in its own size, with a little grain as film has, and the words that it is a sample."""
    small = image.reduce(FINE)
    noise = Image.frombytes("L", small.size, random.Random(grain).randbytes(small.width * small.height))  # noqa: S311
    noise = noise.filter(ImageFilter.GaussianBlur(1.2))
    small = Image.blend(small, Image.merge("RGB", (noise,) * 3), 0.035)
    font = ImageFont.truetype(sans_path(), 26, layout_engine=ImageFont.Layout.BASIC)
    draw = ImageDraw.Draw(small)
    words = "示例插图 Sample"
    width = font.getlength(words)
    draw.rectangle((24, small.height - 66, 24 + width + 28, small.height - 22), fill=colour(PAPER))
    draw.text((38, small.height - 61), words, colour(RED), font)
    return small


def crane(draw: ImageDraw.ImageDraw, x: int, ground: int, tall: int, fill: Colour) -> None:
    """A gantry crane that stands at *x*."""
    wide, thick = tall * 3 // 4, tall // 18
    draw.polygon(
        [(x, ground), (x + wide // 6, ground - tall), (x + wide // 6 + thick, ground - tall), (x + thick, ground)], fill
    )
    draw.polygon(
        [
            (x + wide, ground),
            (x + wide - wide // 6, ground - tall),
            (x + wide - wide // 6 + thick, ground - tall),
            (x + wide + thick, ground),
        ],
        fill,
    )
    draw.rectangle((x - wide // 3, ground - tall, x + wide * 4 // 3, ground - tall + thick * 3 // 2), fill)
    draw.rectangle((x + wide // 3, ground - tall, x + wide // 3 + thick // 3, ground - tall * 2 // 3), fill)
    draw.rectangle(
        (x + wide // 3 - thick, ground - tall * 2 // 3, x + wide // 3 + thick, ground - tall * 2 // 3 + thick), fill
    )


def yard() -> Image.Image:
    """A hull between two cranes, on a river before the sun is up."""
    image, draw = canvas(1600, 900, RAISED, "#F3DFC6")
    w, h = image.size
    shore = h * 62 // 100
    draw.ellipse((w * 70 // 100, shore - h * 16 // 100, w * 79 // 100, shore), fill=between("#F3DFC6", RED, 0.35))
    for step in range(60):
        x = w * step // 60
        tall = round(h * (0.05 + 0.03 * math.sin(step * 1.7) + 0.015 * math.sin(step * 5.1)))
        draw.rectangle((x, shore - tall, x + w // 60 + 1, shore), fill=between(RAISED, BRAND, 0.25))
    crane(draw, w * 16 // 100, shore, h * 42 // 100, between(RAISED, BRAND, 0.7))
    crane(draw, w * 52 // 100, shore, h * 34 // 100, between(RAISED, BRAND, 0.5))
    keel, deck = shore + h * 3 // 100, shore - h * 11 // 100
    draw.polygon(
        [(w * 22 // 100, deck), (w * 67 // 100, deck), (w * 61 // 100, keel), (w * 26 // 100, keel)], colour(BRAND)
    )
    draw.polygon(
        [
            (w * 24 // 100, keel - h * 4 // 100),
            (w * 63 // 100, keel - h * 4 // 100),
            (w * 61 // 100, keel),
            (w * 26 // 100, keel),
        ],
        between(BRAND, RED, 0.75),
    )
    draw.rectangle((w * 27 // 100, deck - h * 12 // 100, w * 36 // 100, deck), fill=between(PAPER, BRAND, 0.15))
    draw.rectangle(
        (w * 29 // 100, deck - h * 17 // 100, w * 34 // 100, deck - h * 12 // 100), fill=between(PAPER, BRAND, 0.3)
    )
    for y in range(shore + h * 3 // 100, h):
        near = (y - shore) / (h - shore)
        draw.line((0, y, w, y), fill=between("#BFD3DA", BRAND, 0.25 + 0.6 * near))
    chance = random.Random(11)  # noqa: S311
    for _ in range(420):
        y = chance.randrange(shore + h * 4 // 100, h)
        near = (y - shore) / (h - shore)
        x, length = chance.randrange(w), round(w * (0.004 + 0.05 * near * chance.random()))
        draw.rectangle(
            (x, y, x + length, y + round(1 + 5 * near)), fill=between("#E9F1F4", BRAND, 0.2 + 0.5 * chance.random())
        )
    return finished(image, 3)


def foundry() -> Image.Image:
    """A ladle that fills a mould in a dark hall."""
    image, draw = canvas(1600, 900, "#11181F", "#22384A")
    w, h = image.size
    for step in range(9):
        x = w * step // 8
        draw.polygon(
            [(x - w // 90, 0), (x + w // 90, 0), (x + w // 110, h * 78 // 100), (x - w // 110, h * 78 // 100)],
            between("#11181F", BRAND, 0.22),
        )
    draw.rectangle((0, h * 78 // 100, w, h), fill=between("#11181F", BRAND, 0.12))
    glow = Image.new("RGB", image.size)
    light = ImageDraw.Draw(glow)
    light.ellipse((w * 38 // 100, h * 30 // 100, w * 74 // 100, h * 104 // 100), fill=(190, 74, 20))
    glow = glow.filter(ImageFilter.GaussianBlur(w // 22))
    image = Image.composite(Image.blend(image, glow, 0.75), image, glow.convert("L"))
    draw = ImageDraw.Draw(image)
    draw.polygon(
        [
            (w * 30 // 100, h * 20 // 100),
            (w * 52 // 100, h * 14 // 100),
            (w * 54 // 100, h * 44 // 100),
            (w * 38 // 100, h * 49 // 100),
        ],
        between("#11181F", BRAND, 0.55),
    )
    draw.polygon(
        [
            (w * 30 // 100, h * 20 // 100),
            (w * 52 // 100, h * 14 // 100),
            (w * 52 // 100, h * 18 // 100),
            (w * 31 // 100, h * 24 // 100),
        ],
        (255, 176, 74),
    )
    draw.line((w * 41 // 100, 0, w * 41 // 100, h * 17 // 100), fill=colour("#0B1117"), width=w // 130)
    stream = [
        (w * 52 // 100 + round(w * 0.045 * t), round(h * (0.17 + 0.56 * t * t))) for t in (n / 40 for n in range(41))
    ]
    for thick, fill in ((w // 70, (255, 140, 40)), (w // 130, (255, 214, 140))):
        draw.line(stream, fill=fill, width=thick, joint="curve")
    draw.polygon(
        [
            (w * 46 // 100, h * 72 // 100),
            (w * 72 // 100, h * 72 // 100),
            (w * 70 // 100, h * 90 // 100),
            (w * 48 // 100, h * 90 // 100),
        ],
        colour("#2B2420"),
    )
    draw.rectangle((w * 52 // 100, h * 72 // 100, w * 62 // 100, h * 735 // 1000), fill=(255, 190, 100))
    chance = random.Random(5)  # noqa: S311
    for _ in range(160):
        turn, far = chance.uniform(-math.pi, 0), chance.random() ** 1.6
        x, y = w * (0.567 + 0.16 * far * math.cos(turn)), h * (0.72 + 0.34 * far * math.sin(turn))
        size = w * 0.0028 * (1.1 - far)
        draw.ellipse((x - size, y - size, x + size, y + size), fill=between("#FFD68C", "#B3461E", far))
    return finished(image, 4)


if __name__ == "__main__":
    for made, file in (
        (yard(), "2026-11-14-untranslated-sample/river.jpg"),
        (foundry(), "2026-11-01-typography-sample/foundry.jpg"),
    ):
        made.save(NEWS / file, "JPEG", quality=82, optimize=True, progressive=True)
