"""The picture of a chain: nothing is lost, nothing overlaps, lines end where they should, text stays in its box."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.pages.chain_map import LARGE, MOST_STAGES, NAME_SIZE, NARROW, WIDE, chain_maps, width_of, wrap
from generator.pages.views import ChainNodeView, ChainView, Said, SupplyView

LONG = "“双碳”目标下的船用低速柴油机、双燃料发动机与尾气处理系统（含SCR催化剂）总成与关键零部件"


def chain(*stages: dict[str, tuple[str, ...]], names: dict[str, str] | None = None) -> ChainView:
    """A chain whose stages map the id of each part to those it supplies; *names* where an id will not do."""
    names = names or {}

    def node(name: str, feeds: tuple[str, ...]) -> ChainNodeView:
        shown = Said(names.get(name, name), "zh")
        supplies = tuple(SupplyView(one, Said(names.get(one, one), "zh"), None) for one in feeds)
        return ChainNodeView(name, shown, None, "steady", "平稳", (), supplies, shown)

    return ChainView(
        Said("图谱", "zh"),
        (),
        tuple(
            (Said(f"阶段{number}", "zh"), tuple(node(name, feeds) for name, feeds in stage.items()))
            for number, stage in enumerate(stages)
        ),
    )


USUAL = chain(
    {"ore": ("iron", "ship"), "sand": ("mould",), "gas": ()},
    {"iron": ("mould", "ore"), "mould": ("cast",), "core": ("mould",)},
    {"cast": ("ship",), "test": ("cast",)},
    {"ship": ()},
    names={"mould": LONG},
)
MAPS = pytest.mark.parametrize("picture", chain_maps(USUAL), ids=lambda picture: picture.form)


def test_there_is_a_picture_for_wide_windows_for_phones_and_in_large_type():
    """They fit: the page's width, that of a phone of 360 pixels, and narrower, which makes its type larger."""
    wide, narrow, large = chain_maps(USUAL)

    assert ("wide", "narrow", "large") == (wide.form, narrow.form, large.form)
    assert wide.width <= WIDE
    assert narrow.width == NARROW
    assert large.width == LARGE
    assert NARROW / LARGE > 1.25


def test_a_chain_of_many_stages_has_upright_pictures_only():
    """Side by side its names would not fit."""
    stages = [{f"part-{number}": ()} for number in range(MOST_STAGES + 1)]

    assert ["narrow", "large"] == [picture.form for picture in chain_maps(chain(*stages))]
    assert ["wide", "narrow", "large"] == [picture.form for picture in chain_maps(chain(*stages[1:]))]


def test_one_part_alone_is_a_picture_too():
    """A chain may have a single stage with a single part."""
    for picture in chain_maps(chain({"only": ()})):
        assert (1, 1, 0) == (len(picture.stages), len(picture.nodes), len(picture.lines))


@MAPS
def test_every_part_and_every_line_is_there(picture):
    """As many parts, in order, and as many lines as the chain has."""
    nodes = [node for _, nodes in USUAL.stages for node in nodes]

    assert nodes == [one.node for one in picture.nodes]
    assert len(picture.lines) == sum(len(node.feeds) for node in nodes) == 9


@MAPS
def test_parts_do_not_overlap_and_stay_inside(picture):
    """No two parts share a place, and none stands outside the picture or in the heading of its stage."""
    for one, other in combinations(picture.nodes, 2):
        beside = one.x + one.width <= other.x or other.x + other.width <= one.x
        assert beside or one.y + one.height < other.y or other.y + other.height < one.y
    for one in picture.nodes:
        assert one.x >= 0
        assert one.x + one.width <= picture.width
        assert min(stage.y for stage in picture.stages) < one.y
        assert one.y + one.height <= picture.height


@MAPS
def test_long_names_stay_in_their_boxes(picture):
    """A name of many characters is wrapped, whole, above the word for its strength, and the box is high enough."""
    one = next(one for one in picture.nodes if one.node.id == "mould")

    assert LONG == "".join(text for _, _, text in one.lines)
    assert len(one.lines) > 2
    for x, y, text in one.lines:
        assert x + width_of(text, NAME_SIZE) <= one.x + one.width + NAME_SIZE / 2
        assert one.y < y < one.word[1] < one.y + one.height
    assert all(below[1] > above[1] for above, below in pairwise(one.lines))


@MAPS
def test_lines_begin_and_end_at_the_edges_of_their_parts(picture):
    """Each path begins on an edge of the part that supplies; its arrow's point lies on an edge of the one supplied."""
    boxes = {one.node.id: one for one in picture.nodes}
    pairs = [(node.id, supply.id) for _, nodes in USUAL.stages for node in nodes for supply in node.feeds]
    for (source, target), line in zip(pairs, picture.lines, strict=True):
        for name, path in ((source, line.path), (target, line.head)):
            x, y = map(float, re.match(r"M(-?[\d.]+) (-?[\d.]+)", path).groups())
            box = boxes[name]
            side = min(abs(x - box.x), abs(x - box.x - box.width)) < 0.2 and box.y < y < box.y + box.height
            end = min(abs(y - box.y), abs(y - box.y - box.height)) < 0.2 and box.x < x < box.x + box.width
            assert side or end, (source, target)


def test_a_line_past_a_stage_runs_between_its_parts():
    """From the first stage to the third: the level stretch beside the second stage crosses none of its parts."""
    view = chain({"a": ("z",), "b": ("z",)}, {"c": (), "d": (), "e": ()}, {"z": ()})
    picture = chain_maps(view)[0]
    for line in picture.lines:
        level = float(re.search(r" (-?[\d.]+)H", line.path).group(1))
        for one in picture.nodes:
            if one.node.id in "cde":
                assert not one.y < level < one.y + one.height


@given(st.text(max_size=80), st.floats(min_value=20, max_value=400))
def test_wrapping_loses_nothing(text, room):
    """Whatever the text, its characters come out in order, white space aside."""
    assert "".join(text.split()) == "".join("".join(wrap(text, room, 15)).split())


def test_words_are_kept_whole_and_punctuation_with_them():
    """Latin words are not broken where they fit on a line, and no line begins with closing punctuation."""
    assert ("Engineering", "plastics, sheet", "and ingots") == wrap("Engineering plastics, sheet and ingots", 140, 15)
    assert ("钢板、", "型材。") == wrap("钢板、型材。", 30, 15)
    assert ("abcde", "fghij") == wrap("abcdefghij", 48, 15)
