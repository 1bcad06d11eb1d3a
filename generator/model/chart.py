"""Small charts: several numbers of one unit, side by side."""

from __future__ import annotations

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from generator.model.record import Amount, Choices, Qualifier, Record, Source, Text

MOST_BARS = 12
"""More numbers than these belong in a table of the text."""

Positive = Annotated[Amount, Field(ge=0)]
"""Bars begin at zero, so there is none for a number below it."""


class ChartValue(Record, title="图中的一个数 / One number of a chart"):
    """One bar of a chart."""

    label: Text = Field(
        title="是哪一个 / Which one",
        description="年份、改造前后、哪一类 / a year, before or after, which kind",
        examples=[{"zh": "再用来造型", "en": "Used again"}],
    )
    value: Positive = Field(title="数值 / Number", description="单位另写 / without its unit", examples=[40])
    qualifier: Qualifier = "exact"


class Chart(Record, title="小图表 / Small chart"):
    """Numbers of one unit that may be compared. What has another unit, or counts something else, is another chart."""

    measures: Text = Field(
        title="量的是什么 / What it measures",
        description="图的标题，单看也明白 / the title of the chart; clear by itself",
        examples=[{"zh": "用过的砂到哪里去", "en": "Where used sand goes"}],
    )
    unit: Text = Field(
        title="单位 / Unit",
        description="图里所有的数共用 / the same for all numbers of the chart",
        examples=[{"zh": "%", "en": "per cent"}],
    )
    shows: Annotated[
        Literal["compare", "change", "share"],
        Choices(
            {
                "compare": "几样东西比大小 / several things beside each other",
                "change": "前后变化，按时间先后写 / a change, the earliest first",
                "share": "一个整体分成几部分 / the parts of a whole",
            }
        ),
    ] = Field("compare", title="表示什么 / What it shows", examples=["share"])
    values: tuple[ChartValue, ...] = Field(min_length=2, max_length=MOST_BARS, title="各个数 / The numbers")
    whole: Positive | None = Field(
        None,
        title="整体 / The whole",
        description="只用于 share，各部分加起来不到整体时才写，百分数写 100 / "
        "with share only, when the parts come to less; 100 for percentages",
        examples=[100],
    )
    source: Source | None = Field(
        None, title="来源 / Source", examples=[{"name": {"zh": "示例来源", "en": "Sample source"}}]
    )

    @model_validator(mode="after")
    def _sound(self) -> Self:
        if self.whole is not None and (self.shows != "share" or not 0 < self.sum <= self.whole):
            raise PydanticCustomError("chart_whole", "a whole of parts that come to no more")
        return self

    @property
    def sum(self) -> float:
        """All numbers together, free of the noise of binary fractions."""
        return round(sum(one.value for one in self.values), 6)
