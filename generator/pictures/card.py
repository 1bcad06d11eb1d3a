"""Sharing pictures: what stands on one, and where. Plain values; `generator.pictures.pillow` draws them.

A sharing picture is what a messenger or a social network shows beside the link to a page. It has the page's title in
the page's language, the hub's name and the sign of the industry, so that a link is worth following even as a picture.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import Literal

from generator.model.record import Lang
from generator.pictures.phrases import phrase_ends
from generator.pictures.renditions import FOLDER

WIDTH, HEIGHT = 1200, 630
"""In pixels: the proportions (1.91 to 1) that networks show whole."""

Ink = Literal["ink", "brand", "muted", "accent"]
Measure = Callable[[str, int], float]
"""The width in pixels of a text in a size; the font decides."""

_DESIGN = 1
"""Part of the names: to be raised whenever the same card comes out differently."""
_MARGIN = 72
SIGN = 136
"""Width and height of the sign, in the upper right corner."""
SIGN_GAP = 36
SIGN_LEFT, SIGN_TOP = WIDTH - _MARGIN - SIGN, 52
_SIZES = ((76, 2), (66, 3), (56, 3), (48, 4))
"""Sizes of the title in pixels, and how many lines there may be in each; the first that holds it is taken."""
_LEADING = 1.32
_NAME_SIZE, _KICKER_SIZE, _FOOT_SIZE, _FOOT_LINES = 36, 32, 30, 2


@dataclass(frozen=True, slots=True)
class Card:
    """What stands on one sharing picture, in one language. Every text but the title may be empty."""

    name: str
    """What tells it from others in the names of files: ``news-<id>-zh``."""
    lang: Lang
    title: str
    hub: str
    kicker: str = ""
    foot: str = ""
    signs: tuple[str, ...] = ()
    """The signs of industries: files of theme/icons."""
    mark: str = ""
    """“Sample”, where it is one."""

    @property
    def key(self) -> str:
        """Everything the picture depends on, apart from the font, the sign's lines and the library that draws."""
        parts = (self.lang, self.title, self.hub, self.kicker, self.foot, " ".join(self.signs), self.mark)
        return "\x1f".join((str(_DESIGN), *parts))

    @property
    def path(self) -> str:
        """Address below the site's root. It changes with the card, because networks keep what they once fetched."""
        return f"{FOLDER}share-{self.name}-{hashlib.sha256(self.key.encode()).hexdigest()[:10]}.png"


@dataclass(frozen=True, slots=True)
class Words:
    """One line of text: its left end and its baseline in pixels, its size, colour and weight."""

    text: str
    x: int
    y: int
    size: int
    ink: Ink
    bold: bool = False
    framed: bool = False


def lay_out(card: Card, measure: Measure) -> tuple[Words, ...]:
    """Return every line of *card* at its place: the hub above, the title in the middle, the rest below."""
    found = [Words(_plain(card.hub, card.lang), _MARGIN, 104, _NAME_SIZE, "brand", bold=True)]
    size, lines = title_lines(_plain(card.title, card.lang), measure, WIDTH - 2 * _MARGIN)
    step = round(size * _LEADING)
    top = 322 - step * len(lines) // 2 + (24 if card.kicker else 0)
    if card.kicker or card.mark:
        x = _MARGIN
        if card.mark:
            found.append(Words(card.mark, x + 12, top - 32, _KICKER_SIZE - 4, "accent", framed=True))
            x += round(measure(card.mark, _KICKER_SIZE - 4)) + 48
        room = WIDTH - _MARGIN - x - len(card.signs) * (SIGN + SIGN_GAP)
        kicker = _shortened(_plain(card.kicker, card.lang), lambda text: measure(text, _KICKER_SIZE) <= room)
        found.append(Words(kicker, x, top - 32, _KICKER_SIZE, "muted"))
    for number, line in enumerate(lines):
        found.append(Words(line, _MARGIN, top + step * number + round(size * 0.9), size, "ink", bold=True))
    width = partial(_width, measure, _FOOT_SIZE)
    foot = break_lines(_plain(card.foot, card.lang), width, WIDTH - 2 * _MARGIN)[:_FOOT_LINES]
    for number, line in enumerate(reversed(foot)):
        found.append(Words(line, _MARGIN, 556 - number * round(_FOOT_SIZE * 1.4), _FOOT_SIZE, "muted"))
    return tuple(words for words in found if words.text)


def title_lines(title: str, measure: Measure, room: float) -> tuple[int, tuple[str, ...]]:
    """Return the size of *title* and its lines, none wider than *room* pixels; what is too long ends in “…”."""
    fitting = None
    for size, most in _SIZES:
        width = partial(_width, measure, size)
        lines = break_lines(title, width, room)
        if len(lines) <= most:
            if _ends_well(title, lines):
                return size, lines
            fitting = fitting or (size, lines)
    if fitting is not None:
        return fitting
    size, most = _SIZES[-1]
    width = partial(_width, measure, size)
    lines = break_lines(title, width, room)
    kept, rest = lines[: most - 1], "".join(lines[most - 1 :])
    return size, (*kept, _shortened(rest, lambda text: width(text) <= room))


def _ends_well(text: str, lines: tuple[str, ...]) -> bool:
    """Whether no line but the last parts a word: a smaller size with one line more is better then."""
    ends, offset = phrase_ends(text), 0
    for line in lines[:-1]:
        offset = text.index(line, offset) + len(line)
        if offset not in ends and line[-1:] not in _AFTER and text[offset] != " ":
            return False
    return True


def _width(measure: Measure, size: int, text: str) -> float:
    return measure(text, size)


def _shortened(text: str, fits: Callable[[str], bool]) -> str:
    """*text*, or as much of it as fits with “…” after it."""
    if fits(text):
        return text
    while text and not fits(f"{text}…"):
        text = text[:-1]
    return f"{text.rstrip()}…"


def _plain(text: str, lang: Lang) -> str:
    """*text* on one line; in English with straight quotes: those of a Chinese font are as wide as a character."""
    text = " ".join(text.split())
    if lang == "en":
        text = text.translate({0x2018: "'", 0x2019: "'", 0x201C: '"', 0x201D: '"', 0xB7: "|"})
    return text


# Lines

_NO_START = frozenset("，。、；：？！）》」』】〉〕”’…—–～·％%‰℃°)]}!?,.:;/-")
"""Signs that no line begins with (GB/T 15834-2011, 5.1)."""
_NO_END = frozenset("（《「『【〈〔“‘([{¥￥$#")
"""Signs that no line ends with."""
_WESTERN = re.compile(r"[A-Za-z0-9\u00c0-\u024f]")
_AFTER = frozenset("，。、；：？！—…”》）")
"""Signs after which a line ends well."""


def pieces_of(text: str) -> tuple[str, ...]:
    """Cut *text* wherever a line may end: between Chinese characters, at spaces, around no sign that must not stand
    at an end, and never inside a number or a western word. A space stays at the end of its piece."""
    pieces: list[str] = []
    for char in text:
        if pieces and not _may_break(pieces[-1][-1], char):
            pieces[-1] += char
        else:
            pieces.append(char)
    return tuple(pieces)


def _may_break(before: str, after: str) -> bool:
    if after == " " or after in _NO_START or before in _NO_END:
        return False
    if before == " ":
        return True
    return not (_joins(before) and _joins(after))


def _joins(char: str) -> bool:
    """Whether *char* belongs to a western word or a number with what stands beside it."""
    return _WESTERN.match(char) is not None or char in "+-.,:/'\"&@%_=–"


def break_lines(text: str, width: Callable[[str], float], room: float) -> tuple[str, ...]:
    """Return *text* in as few lines as *room* allows: about equally long, and rather ending with a phrase."""
    pieces = [part for piece in pieces_of(text) for part in _cut(piece, width, room)]
    if not pieces:
        return ()
    # Where a line that begins at a piece begins, and where one that ends after a piece ends, in pixels.
    starts = tuple(accumulate(map(width, pieces), initial=0.0))
    ends = tuple(start + width(piece.rstrip()) for start, piece in zip(starts, pieces, strict=False))
    offsets = tuple(accumulate(map(len, pieces)))
    phrases = phrase_ends(text)
    count = _fewest(starts, ends, room)
    target = ends[-1] / count
    best: list[dict[int, tuple[float, int]]] = [{0: (0.0, 0)}]
    """Of each number of lines and of pieces in them: the least cost, and the piece that the last line begins with."""
    for _ in range(count):
        row: dict[int, tuple[float, int]] = {}
        for start, (cost, _) in best[-1].items():
            for end in range(start, len(pieces)):
                length = ends[end] - starts[start]
                if length > room and end > start:
                    break
                price = cost + ((length - target) / room) ** 2
                if end + 1 < len(pieces):
                    price += _price_of_a_break(pieces[end], offsets[end] in phrases)
                if end + 1 not in row or price < row[end + 1][0]:
                    row[end + 1] = (price, start)
        best.append(row)
    lines, end = [], len(pieces)
    for row in reversed(best[1:]):
        start = row[end][1]
        lines.append("".join(pieces[start:end]).strip())
        end = start
    return tuple(reversed(lines))


def _price_of_a_break(piece: str, phrase: bool) -> float:
    """What it costs to end a line after *piece*, in squares of the line's length."""
    if piece.rstrip()[-1:] in _AFTER:
        return -0.02
    return 0.0 if phrase or piece.endswith(" ") else 0.06


def _fewest(starts: tuple[float, ...], ends: tuple[float, ...], room: float) -> int:
    count, first = 1, 0
    for number, end in enumerate(ends):
        if number > first and end - starts[first] > room:
            count, first = count + 1, number
    return count


def _cut(piece: str, width: Callable[[str], float], room: float) -> tuple[str, ...]:
    """*piece* as it is, or – an address without a hyphen – in parts that fit."""
    if width(piece.rstrip()) <= room:
        return (piece,)
    parts, part = [], ""
    for char in piece:
        if part and width(part + char) > room:
            parts.append(part)
            part = ""
        part += char
    return (*parts, part)
