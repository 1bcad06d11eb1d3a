"""Industrial chain maps: stages, the links of the chain in them, and how they feed each other."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.achievement import Organisation
from generator.model.record import Day, Flag, Id, Record, Source, Text

Strength = Literal["strong", "steady", "gap"]


class Node(Record):
    """One part of the chain."""

    id: Id = Field(description="编号，图内唯一 / Id, unique in the map")
    name: Text = Field(description="环节名称 / Name")
    about: Text | None = Field(None, description="说明 / What it is")
    strength: Strength = Field("steady", description="强项、平稳还是短板 / Strong, steady or a gap")
    organisations: tuple[Organisation, ...] = Field((), description="有代表性的单位 / Organisations in it")


class Stage(Record):
    """Upstream, midstream, downstream …"""

    name: Text = Field(description="阶段名称 / Name")
    nodes: Annotated[tuple[Node, ...], Field(min_length=1)] = Field(description="环节 / Parts of the chain")


class ChainLink(Record):
    """One part supplies another."""

    source: Id = Field(alias="from", description="从哪个环节 / Id of the part that supplies")
    target: Id = Field(alias="to", description="到哪个环节 / Id of the part supplied")
    label: Text | None = Field(None, description="供应什么 / What is supplied")


class Chain(Record):
    """The map of one alliance's industry, in chain.yml beside alliance.yml."""

    title: Text = Field(description="图谱名称 / Title")
    sample: Flag = Field(False, description="示例 / A sample, not real information")
    updated: Day | None = Field(None, description="更新日期 / Day of the last change")
    source: Source | None = Field(None, description="来源 / Source")
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)] = Field(
        description="阶段，从上游到下游 / Stages, upstream first"
    )
    links: tuple[ChainLink, ...] = Field((), description="环节之间的供应关系 / Who supplies whom")
