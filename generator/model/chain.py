"""Industrial chain maps: stages, the links of the chain in them, and how they feed each other."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.achievement import Organisation
from generator.model.record import Choices, Day, Id, Record, Sample, Source, Text

Strength = Annotated[
    Literal["strong", "steady", "gap"],
    Choices({"strong": "强项 / strong", "steady": "平稳 / steady", "gap": "短板 / a gap"}),
]


class Node(Record, title="环节 / Part of the chain"):
    """One part of the chain."""

    id: Id = Field(
        title="编号 / Id",
        description="图内唯一：小写字母、数字和连字符 / unique in the map: lower-case letters, digits and hyphens",
        examples=["steel"],
    )
    name: Text = Field(title="环节名称 / Name", examples=[{"zh": "钢板", "en": "Steel plate"}])
    about: Text | None = Field(None, title="说明 / What it is")
    strength: Strength = Field("steady", title="强弱 / Strength", examples=["gap"])
    organisations: tuple[Organisation, ...] = Field((), title="代表单位 / Organisations")


class Stage(Record, title="阶段 / Stage"):
    """Upstream, midstream, downstream …"""

    name: Text = Field(title="阶段名称 / Name", examples=[{"zh": "上游", "en": "Upstream"}])
    nodes: Annotated[tuple[Node, ...], Field(min_length=1)] = Field(title="环节 / Parts of the chain")


class ChainLink(Record, title="供应关系 / Link"):
    """One part supplies another."""

    source: Id = Field(
        alias="from",
        title="从 / From",
        description="供应的环节的编号 / id of the part that supplies",
        examples=["steel"],
    )
    target: Id = Field(
        alias="to", title="到 / To", description="得到供应的环节的编号 / id of the part supplied", examples=["assembly"]
    )
    label: Text | None = Field(
        None, title="供应什么 / What is supplied", examples=[{"zh": "船用钢板", "en": "Plate for ships"}]
    )


class Chain(Record, title="产业链图 / Chain map"):
    """The map of one alliance's industry, in chain.yml beside alliance.yml."""

    title: Text = Field(title="图谱名称 / Title", examples=[{"zh": "示例产业链图", "en": "Sample chain map"}])
    sample: Sample = False
    updated: Day | None = Field(None, title="更新日期 / Last changed", examples=["2026-11-25"])
    source: Source | None = Field(
        None,
        title="来源 / Source",
        description="内容从哪里来 / where it comes from",
        examples=[{"name": {"zh": "示例来源", "en": "Sample source"}}],
    )
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)] = Field(
        title="阶段 / Stages", description="从上游到下游 / upstream first"
    )
    links: tuple[ChainLink, ...] = Field(
        (), title="供应关系 / Links", description="哪个环节供应哪个环节 / which part supplies which"
    )
