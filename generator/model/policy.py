"""Policies: what the city offers to people and companies."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from generator.model.item import DatedArticle
from generator.model.record import Contact, Day, Text


class Policy(DatedArticle):
    """A policy in force. Amounts and conditions stand in the text, and only when they are known."""

    section: ClassVar[str] = "policies"

    issuer: Text | None = Field(None, description="发布机关 / Who issued it")
    audience: Text = Field(description="适用对象 / For whom it is")
    benefit: Text = Field(description="提供什么 / What it offers")
    apply: Text | None = Field(None, description="怎么办理 / How to apply")
    contact: Contact | None = Field(None, description="咨询方式 / Whom to ask")
    valid_from: Day | None = Field(None, description="生效日期 / First day in force")
    valid_through: Day | None = Field(None, description="失效日期（含当日） / Last day in force, inclusive")
