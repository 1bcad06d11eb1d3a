"""Renditions: which widths, formats and names a picture is published under."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.hub import Media
from generator.pictures.renditions import TALLEST, WIDTHS, renditions, srcset, widths_for


@pytest.mark.parametrize(
    ("width", "expected"),
    [
        (1, (1,)),
        (480, (480,)),
        (500, (500,)),
        (600, (480, 600)),
        (900, (480, 900)),
        (1000, (480, 800, 1000)),
        (1200, (480, 800, 1200)),
        (1600, (480, 800, 1200, 1600)),
        (4000, (480, 800, 1200, 1600)),
    ],
)
def test_widths_go_up_to_the_picture_s_own(width, expected):
    """Nothing is enlarged, the widest is the picture's own up to 1600, and no two are nearly the same."""
    assert expected == widths_for(width, 600)


@given(st.integers(1, 20_000), st.integers(1, 20_000))
def test_every_size_has_renditions_that_fit(width, height):
    """Widths rise, stay below the original and keep its proportions to the nearest pixel."""
    files = renditions(Media("news/2026/a/b.jpg", width, height, 1, "d"))

    for family in files.sources:
        assert sorted({one.width for one in family}) == [one.width for one in family]
        assert all(one.width <= min(width, WIDTHS[-1]) for one in family)
        assert all(abs(one.height - height * one.width / width) <= 0.5 or one.height in (1, TALLEST) for one in family)
    assert files.plain.width == files.sources[0][-1].width


def test_a_long_screenshot_comes_out_narrower():
    """A picture higher than WebP can be keeps its proportions and loses width."""
    assert (480, 819) == widths_for(1080, 21_600)


def test_formats_are_offered_best_first_and_one_file_is_for_all():
    """AVIF, then WebP, in all widths; JPEG or PNG once."""
    files = renditions(Media("a/b.png", 1000, 500, 1, "d", "png"))

    assert [["avif"] * 3, ["webp"] * 3] == [[one.kind for one in family] for family in files.sources]
    assert ("png", 1000, 500) == (files.plain.kind, files.plain.width, files.plain.height)
    assert 7 == len({one.path for one in files.all()}) == len(files.all())


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("news/2026/x/Furnace_No.2.JPG", "furnace-no-2"),
        ("news/2026/x/炉 子.png", "picture"),
        ("mark.png", "mark"),
        ("a/" + "long-" * 30 + ".png", ("long-" * 8)),
    ],
)
def test_names_are_readable_ascii_and_change_with_the_content(path, name):
    """A name begins with the editor's, holds ASCII only, and is another when the picture's bytes are."""
    first, second = (renditions(Media(path, 90, 90, 1, digest)).plain.path for digest in ("one", "two"))

    assert re.fullmatch(rf"pictures/{re.escape(name)}-[0-9a-f]{{10}}-90\.jpg", first)
    assert first != second
    assert first == renditions(Media(path, 90, 90, 77, "one")).plain.path


def test_srcset_names_each_width_once():
    """Candidates stand narrow to wide with the addresses asked for."""
    family = renditions(Media("a/b.jpg", 1000, 500, 1, "d")).sources[0]
    found = [candidate.split(" ") for candidate in srcset(family, "/base/").split(", ")]

    assert [[f"/base/{one.path}", f"{one.width}w"] for one in family] == found
