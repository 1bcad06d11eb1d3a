"""The picture of an industrial chain: where its parts stand and how the lines between them run.

Plain geometry in pixels of the picture's own space; nothing here knows of templates. There are three pictures of one
chain: stages side by side for wide windows, all parts below each other for phones and for chains of many stages, and
the same in large type.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.pages.views import ChainMapView, ChainNodeView, ChainView, MapLine, MapNode, MapStage, Said

WIDE = 1120
"""Width of the wide picture at most: that of the page."""
NARROW = 328
"""Width of the narrow picture: a phone of 360 pixels without its margins."""
LARGE = 230
"""Width of the picture for large text and for the narrowest windows: the same, with larger type for its width."""
MOST_STAGES = 6
"""With more stages side by side the names no longer fit: such a chain has the narrow picture only."""

NAME_SIZE, NAME_LINE = 15, 21
HEAD_SIZE, HEAD_LINE = 16, 23
WORD_LINE = 20
PAD, INSET = 10, 16
COLUMN_MOST, COLUMN_GAP, COLUMN_GAP_MOST = 300, 68, 140
LOOP_ROOM = 30
"""Room right of the last column, for lines within it."""
ROW_GAP = 24
"""Between two parts: room for lines of other parts to pass."""
ARC_ROOM = 60
"""Room right of the parts in the narrow picture."""
STEP = 5
"""Between two lines that run side by side."""

_NO_LINE_STARTS_WITH = frozenset("，。、；：？！）》」』】”’,.;:?!)]}%")


# Text


def width_of(text: str, size: float) -> float:
    """About how wide *text* is: a Chinese character is as wide as high, a Latin one about half."""
    return sum(_EM[_kind(char)] for char in text) * size


_EM = {"wide": 1.0, "capital": 0.72, "other": 0.6}
"""Of the size of the type, rather more than less: system fonts differ, and names are set bold."""


def _kind(char: str) -> str:
    if unicodedata.east_asian_width(char) in "WFA":
        return "wide"
    return "capital" if char.isupper() else "other"


def wrap(text: str, room: float, size: float) -> tuple[str, ...]:
    """Break *text* into lines of at most *room*: between Chinese characters, and between Latin words.

    A word that is wider than a whole line is broken anywhere. Closing punctuation stays with what it closes, even
    where it juts out a little.
    """
    lines = [""]
    for piece in _pieces(text):
        for part in (piece,) if width_of(piece.strip(), size) <= room else tuple(piece):
            fits = width_of((lines[-1] + part).strip(), size) <= room
            if fits or not lines[-1] or part[0] in _NO_LINE_STARTS_WITH:
                lines[-1] += part
            else:
                lines.append(part)
    return tuple(line.strip() for line in lines if line.strip()) or ("",)


def _pieces(text: str) -> Iterable[str]:
    """*text* in the parts that must stay together: Chinese characters one by one, Latin words with their space."""
    word = ""
    for char in text:
        if _kind(char) == "wide" or char.isspace():
            if char.isspace():
                word += char
            if word:
                yield word
            if not char.isspace():
                yield char
            word = ""
        else:
            word += char
    if word:
        yield word


# The two pictures


@dataclass(frozen=True, slots=True)
class _Box:
    """Where one part stands. `order` counts all parts, upstream first."""

    node: ChainNodeView
    stage: int
    order: int
    x: float
    y: float
    width: float
    height: float
    lines: tuple[str, ...]

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


@dataclass(frozen=True, slots=True)
class _Supply:
    source: _Box
    target: _Box

    @property
    def straight(self) -> bool:
        """Whether the line leads to the very next part of the same stage."""
        return self.source.stage == self.target.stage and self.target.order == self.source.order + 1


def chain_maps(chain: ChainView) -> tuple[ChainMapView, ...]:
    """Return the pictures of *chain*: the wide one, unless there are too many stages, the narrow and the large one."""
    upright = (narrow_map(chain), narrow_map(chain, LARGE, "large"))
    return upright if len(chain.stages) > MOST_STAGES else (wide_map(chain), *upright)


def wide_map(chain: ChainView) -> ChainMapView:
    """Stages side by side, upstream on the left."""
    count = len(chain.stages)
    width = min(COLUMN_MOST, (WIDE - LOOP_ROOM - COLUMN_GAP * (count - 1)) / count)
    gap = min(COLUMN_GAP_MOST, (WIDE - LOOP_ROOM - width * count) / (count - 1)) if count > 1 else 0
    lefts = [round(place * (width + gap), 1) for place in range(count)]
    heads = [_head(name, number, width) for number, (name, _) in enumerate(chain.stages, 1)]
    top = max(len(lines) for lines in heads) * HEAD_LINE + PAD + ROW_GAP
    boxes: list[_Box] = []
    for stage, (_, nodes) in enumerate(chain.stages):
        _pile(boxes, nodes, stage, lefts[stage], top, width)
    columns = [[box for box in boxes if box.stage == stage] for stage in range(count)]
    stages = tuple(
        _stage(name, lines, left, 0, width) for (name, _), lines, left in zip(chain.stages, heads, lefts, strict=True)
    )
    lines = _wide_lines(_supplies(boxes), columns)
    total = lefts[-1] + width + LOOP_ROOM
    return _picture("wide", total, max(box.bottom for box in boxes) + ROW_GAP, stages, boxes, lines)


def narrow_map(chain: ChainView, whole: float = NARROW, form: str = "narrow") -> ChainMapView:
    """All parts below each other, upstream on top, in a picture *whole* wide; lines run at the right."""
    width = whole - ARC_ROOM
    boxes: list[_Box] = []
    stages = []
    y = 0.0
    for stage, (name, nodes) in enumerate(chain.stages):
        lines = _head(name, stage + 1, whole)
        stages.append(_stage(name, lines, 0, y, width))
        y += len(lines) * HEAD_LINE + PAD + 14
        y = _pile(boxes, nodes, stage, 0, y, width) + 8
    return _picture(form, whole, y - 8, tuple(stages), boxes, _narrow_lines(_supplies(boxes)))


def _head(name: Said, number: int, room: float) -> tuple[str, ...]:
    return wrap(f"{number} {name.text}", room, HEAD_SIZE)


def _stage(name: Said, lines: Sequence[str], x: float, y: float, width: float) -> MapStage:
    placed = tuple((_round(x), _round(y + HEAD_SIZE + row * HEAD_LINE), line) for row, line in enumerate(lines))
    return MapStage(name.lang, placed, _round(x), _round(y + len(lines) * HEAD_LINE + 5), _round(width))


def _pile(boxes: list[_Box], nodes: Sequence[ChainNodeView], stage: int, x: float, y: float, width: float) -> float:
    """Add *nodes* to *boxes*, one below the other from *y* on; return where the next would stand."""
    for node in nodes:
        lines = wrap(node.name.text, width - INSET - PAD, NAME_SIZE)
        height = 2 * PAD + len(lines) * NAME_LINE + WORD_LINE
        boxes.append(_Box(node, stage, len(boxes), x, y, width, height, lines))
        y += height + ROW_GAP
    return y


def _supplies(boxes: Sequence[_Box]) -> tuple[_Supply, ...]:
    by_id = {box.node.id: box for box in boxes}
    return tuple(_Supply(box, by_id[supply.id]) for box in boxes for supply in box.node.feeds)


def _picture(
    form: str,
    width: float,
    height: float,
    stages: tuple[MapStage, ...],
    boxes: Sequence[_Box],
    lines: tuple[MapLine, ...],
) -> ChainMapView:
    return ChainMapView(form, _round(width), _round(height), stages, tuple(_node(box) for box in boxes), lines)


def _node(box: _Box) -> MapNode:
    left = box.x + INSET
    word = box.y + PAD + len(box.lines) * NAME_LINE + 15
    return MapNode(
        node=box.node,
        x=_round(box.x),
        y=_round(box.y),
        width=_round(box.width),
        height=_round(box.height),
        lines=tuple(
            (_round(left), _round(box.y + PAD + NAME_SIZE + row * NAME_LINE), line)
            for row, line in enumerate(box.lines)
        ),
        mark=(_round(left + 5), _round(word - 4.5)),
        word=(_round(left + 17), _round(word)),
    )


# Lines


def _wide_lines(supplies: Sequence[_Supply], columns: Sequence[Sequence[_Box]]) -> tuple[MapLine, ...]:
    ends = _Ends()
    for supply in supplies:
        if supply.straight:
            continue
        leaves, arrives = _sides(supply)
        ends.add(supply.source, leaves, (supply.target.stage, supply.target.middle), supply)
        ends.add(supply.target, arrives, (supply.source.stage, supply.source.middle), supply)
    taken: dict[tuple[int, float], int] = defaultdict(int)
    loops: dict[int, int] = defaultdict(int)
    found = []
    for supply in supplies:
        if supply.straight:
            found.append(_straight(supply))
            continue
        leaves, arrives = _sides(supply)
        y1, y2 = ends.at(supply.source, leaves, supply), ends.at(supply.target, arrives, supply)
        if supply.source.stage == supply.target.stage:
            loops[supply.source.stage] += 1
            reach = min(LOOP_ROOM - 4, 12 + loops[supply.source.stage] * STEP)
            found.append(_loop(supply, y1, y2, reach))
        else:
            found.append(_across(supply, y1, y2, columns, taken))
    return tuple(found)


def _sides(supply: _Supply) -> tuple[str, str]:
    """The sides at which a line leaves and arrives: lines run rightwards, back to earlier stages leftwards."""
    if supply.source.stage == supply.target.stage:
        return "right", "right"
    return ("right", "left") if supply.source.stage < supply.target.stage else ("left", "right")


def _narrow_lines(supplies: Sequence[_Supply]) -> tuple[MapLine, ...]:
    ends = _Ends()
    for supply in supplies:
        if not supply.straight:
            for box, other in ((supply.source, supply.target), (supply.target, supply.source)):
                far = abs(other.order - box.order)
                ends.add(box, "right", (1, -far) if other.order > box.order else (0, far), supply)
    found = []
    for supply in supplies:
        if supply.straight:
            found.append(_straight(supply))
            continue
        far = abs(supply.target.order - supply.source.order)
        reach = min(ARC_ROOM - 4, 14 + far * STEP)
        y1, y2 = ends.at(supply.source, "right", supply), ends.at(supply.target, "right", supply)
        found.append(_loop(supply, y1, y2, reach))
    return tuple(found)


class _Ends:
    """Shares the side of a part among the lines that end there, in an order that crosses few of them."""

    def __init__(self) -> None:
        self._at: dict[tuple[str, str], list[tuple[tuple[float, float], str, str]]] = defaultdict(list)

    def add(self, box: _Box, side: str, order: tuple[float, float], supply: _Supply) -> None:
        self._at[box.node.id, side].append((order, supply.source.node.id, supply.target.node.id))

    def at(self, box: _Box, side: str, supply: _Supply) -> float:
        ends = sorted(self._at[box.node.id, side])
        names = [(source, target) for _, source, target in ends]
        place = names.index((supply.source.node.id, supply.target.node.id))
        return box.y + box.height * (place + 1) / (len(ends) + 1)


def _straight(supply: _Supply) -> MapLine:
    """Down to the next part of the same stage."""
    x, y1, y2 = supply.source.x + 28, supply.source.bottom, supply.target.y
    return MapLine(f"M{_n(x)} {_n(y1)}V{_n(y2 - 6)}", _arrow(x, y2, "down"))


def _loop(supply: _Supply, y1: float, y2: float, reach: float) -> MapLine:
    """Out at the right and back in at the right."""
    x1, x2 = supply.source.right, supply.target.right
    out = max(x1, x2) + reach * 4 / 3 - 2
    return MapLine(
        f"M{_n(x1)} {_n(y1)}C{_n(out)} {_n(y1)} {_n(out)} {_n(y2)} {_n(x2 + 6)} {_n(y2)}", _arrow(x2, y2, "left")
    )


def _across(
    supply: _Supply,
    y1: float,
    y2: float,
    columns: Sequence[Sequence[_Box]],
    taken: dict[tuple[int, float], int],
) -> MapLine:
    """To another stage; past the stages between, the line runs between two of their parts."""
    source, target = supply.source, supply.target
    forth = 1 if source.stage < target.stage else -1
    x = source.right if forth > 0 else source.x
    end = (target.x if forth > 0 else target.right) - 6 * forth
    path, y = f"M{_n(x)} {_n(y1)}", y1
    between = range(source.stage + forth, target.stage, forth)
    for done, stage in enumerate(between, 1):
        wanted = y1 + (y2 - y1) * done / (len(between) + 1)
        passed = _gap_near(columns[stage], wanted, stage, taken)
        near, far = columns[stage][0].x, columns[stage][0].right
        path += _bend(x, y, near if forth > 0 else far, passed)
        x, y = (far if forth > 0 else near), passed
        path += f"H{_n(x)}"
    path += _bend(x, y, end, y2)
    return MapLine(path, _arrow(end + 6 * forth, y2, "right" if forth > 0 else "left"))


def _gap_near(column: Sequence[_Box], wanted: float, stage: int, taken: dict[tuple[int, float], int]) -> float:
    """The height at which a line passes *column*: the nearest gap between parts, beside the lines already there."""
    middle = ROW_GAP / 2
    gaps = [column[0].y - middle, *(box.bottom + middle for box in column)]
    gap = min(gaps, key=lambda height: (abs(height - wanted), height))
    taken[stage, gap] += 1
    place = taken[stage, gap]
    shift = min(place // 2, 2) * STEP * (1 if place % 2 else -1)
    return gap + shift


def _bend(x1: float, y1: float, x2: float, y2: float) -> str:
    half = (x1 + x2) / 2
    return f"C{_n(half)} {_n(y1)} {_n(half)} {_n(y2)} {_n(x2)} {_n(y2)}"


def _arrow(x: float, y: float, way: str) -> str:
    """The head of an arrow whose point is at *x*, *y*."""
    back = {"right": "l-8 -4.5v9z", "left": "l8 -4.5v9z", "down": "l-4.5 -8h9z"}[way]
    return f"M{_n(x)} {_n(y)}{back}"


def _round(value: float) -> float:
    """*value* to a tenth; whole numbers without a point."""
    tenth = round(value, 1)
    return int(tenth) if tenth == int(tenth) else tenth


def _n(value: float) -> str:
    """A number as SVG writes it, without needless zeros."""
    return f"{value:.1f}".removesuffix(".0")
