"""Policies: what the city offers to people and companies."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from generator.model.item import DatedArticle
from generator.model.record import Contact, Day, Text


class Policy(DatedArticle, title="政策 / Policy"):
    """A policy in force. Amounts and conditions stand in the text, and only when they are known."""

    section: ClassVar[str] = "policies"

    issuer: Text | None = Field(
        None, title="发布机关 / Issued by", examples=[{"zh": "示例机关", "en": "Sample office"}]
    )
    audience: Text = Field(title="适用对象 / For whom", examples=[{"zh": "示例人群", "en": "A sample group"}])
    benefit: Text = Field(
        title="提供什么 / What it offers",
        description="金额和条件只写有依据的 / amounts and conditions only when they are known",
        examples=[{"zh": "示例补贴", "en": "A sample subsidy"}],
    )
    apply: Text | None = Field(
        None, title="怎么办理 / How to apply", examples=[{"zh": "到示例窗口办理", "en": "At the sample window"}]
    )
    contact: Contact | None = Field(None, title="咨询方式 / Whom to ask", examples=[{"phone": "000-0000000"}])
    valid_from: Day | None = Field(None, title="生效日期 / In force from", examples=["2026-12-01"])
    valid_through: Day | None = Field(
        None,
        title="失效日期 / In force until",
        description="含当日；长期有效就不写 / the last day in force, inclusive; absent when there is no end",
        examples=["2026-12-31"],
    )
