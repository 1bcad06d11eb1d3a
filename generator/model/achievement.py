"""Achievements: results of an alliance, with the figures that show them."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from generator.model.chart import Chart
from generator.model.item import DatedArticle
from generator.model.record import Figure, Record, Text, WebAddress


class Organisation(Record, title="单位 / Organisation"):
    """A company, institute or office, as it calls itself."""

    name: Text = Field(
        title="名称 / Name",
        description="用它自己的全称 / as it calls itself",
        examples=[{"zh": "示例企业A", "en": "Sample Company A"}],
    )
    role: Text | None = Field(None, title="承担的角色 / Its part", examples=[{"zh": "试用", "en": "Trial user"}])
    url: WebAddress | None = Field(None, title="网址 / Web address", examples=["https://example.org/"])


class Achievement(DatedArticle, title="成果 / Achievement"):
    """A result that can be shown, and whose it is."""

    section: ClassVar[str] = "achievements"

    figures: tuple[Figure, ...] = Field((), title="成果数字 / Figures")
    charts: tuple[Chart, ...] = Field(
        (),
        max_length=6,
        title="小图表 / Small charts",
        description="几个同单位的数放在一起比 / several numbers of one unit side by side",
    )
    organisations: tuple[Organisation, ...] = Field(
        (), title="完成单位 / Organisations", description="成果由谁做出 / who is behind it"
    )
