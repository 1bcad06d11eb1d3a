"""Bars are as long as their numbers, and nothing is said of numbers that nobody knows."""

from __future__ import annotations

import datetime as dt
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from generator.build import load
from generator.model.chart import Chart
from generator.model.record import Lang
from generator.pages.charts import chart_view
from generator.pages.context import Context
from generator.pages.plan import contexts_of

PROJECT = Path(__file__).resolve().parents[1]
DAY = dt.date(2026, 11, 22)


@cache
def contexts() -> tuple[Context, ...]:
    loaded = load(PROJECT / "tests/golden/small-hub/content", PROJECT / "theme")
    assert loaded.hub is not None
    return tuple(contexts_of(loaded.hub.as_of(DAY, samples=True), loaded.strings, "/", "https://hub.example/"))


def context(lang: Lang = "zh") -> Context:
    return contexts()[0 if lang == "zh" else 1]


def chart(*values: object, shows: str = "compare", unit: str = "吨", whole: object = None) -> Chart:
    """A chart of *values*; ``(50, "about")`` is one with a qualifier."""
    rows = []
    for place, value in enumerate(values):
        number, qualifier = value if isinstance(value, tuple) else (value, "exact")
        rows.append({"label": {"zh": f"第{place}个", "en": f"no. {place}"}, "value": number, "qualifier": qualifier})
    fields: dict[str, Any] = {"measures": {"zh": "量"}, "unit": {"zh": unit}, "shows": shows, "values": rows}
    return Chart.model_validate(fields if whole is None else {**fields, "whole": whole})


def test_the_longest_bar_is_as_wide_as_the_chart():
    """Lengths go from zero, so that twice the number is twice the length."""
    view = chart_view(context(), chart(200, 100, 0))

    assert [(bar.start, bar.width) for bar in view.bars] == [("0%", "100%"), ("0%", "50%"), ("0%", "0%")]


def test_percentages_are_compared_with_a_hundred():
    """A rate of 97 % does not fill the chart."""
    view = chart_view(context(), chart(48.5, 97, unit="%"))

    assert [bar.width for bar in view.bars] == ["48.5%", "97%"]


def test_parts_lie_one_behind_the_other():
    """Each part begins where the one before it ends, and says what part of the whole it is."""
    view = chart_view(context(), chart(600, 150, (50, "exact"), shows="share", whole=1000))

    assert [(bar.start, bar.width, bar.share) for bar in view.bars] == [
        ("0%", "60%", "60%"),
        ("60%", "15%", "15%"),
        ("75%", "5%", "5%"),
    ]


@given(st.lists(st.integers(0, 10**12), min_size=2, max_size=12).filter(any))
def test_bars_stay_within_the_chart(numbers):
    """No bar begins before the chart or ends behind it, whatever the numbers are."""
    for shows in ("compare", "change", "share"):
        for bar in chart_view(context(), chart(*numbers, shows=shows)).bars:
            start, width = (float(part.removesuffix("%")) for part in (bar.start, bar.width))

            assert re.fullmatch(r"\d+(\.\d+)?%", bar.width)
            assert 0 <= start and start + width <= 100.02


@pytest.mark.parametrize(
    ("values", "zh", "en"),
    [
        ((1000, 820, 750), "减少25%", "25% less"),
        ((80, 120), "增加50%", "50% more"),
        ((3, 4), "增加约33%", "about 33% more"),
        ((1000, 997), "减少0.3%", "0.3% less"),
        ((900, (450, "about")), "减少约50%", "about 50% less"),
        ((5, 5), "没有变化", "no change"),
        ((0, 5), "", ""),
        ((100, (200, "over")), "", ""),
    ],
)
def test_a_change_says_only_what_is_known(values, zh, en):
    """What is rounded or not exact is “about”; from zero, or to more than something, there is no percentage."""
    change = chart(*values, shows="change")

    assert chart_view(context(), change).change == zh
    assert chart_view(context("en"), change).change == en


def test_only_a_change_has_a_last_number():
    """The number a change has come to is marked; among things beside each other none is."""
    assert [bar.last for bar in chart_view(context(), chart(2, 1, shows="change")).bars] == [False, True]
    assert not any(bar.last for bar in chart_view(context(), chart(2, 1)).bars)


@pytest.mark.parametrize(
    "values",
    [
        {"values": (60, 50), "shows": "share", "whole": 100},
        {"values": (6, 5), "whole": 100},
        {"values": (0, 0), "shows": "share", "whole": 100},
        {"values": (1, -1)},
        {"values": (1,)},
    ],
    ids=str,
)
def test_charts_that_would_mislead_are_refused(values):
    """Parts above the whole, a whole of what is no share, bars below zero, and a chart of one number."""
    with pytest.raises(ValidationError):
        chart(*values.pop("values"), **values)
