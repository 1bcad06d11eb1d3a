"""Achievements: results of an alliance, with the figures that show them."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from generator.model.item import DatedArticle
from generator.model.record import Figure, Record, Text, WebAddress


class Organisation(Record):
    """A company, institute or office, as it calls itself."""

    name: Text = Field(description="名称 / Name")
    role: Text | None = Field(None, description="承担的角色 / Its part in the work")
    url: WebAddress | None = Field(None, description="网址 / Web address")


class Achievement(DatedArticle):
    """A result that can be shown, and whose it is."""

    section: ClassVar[str] = "achievements"

    figures: tuple[Figure, ...] = Field((), description="成果数字 / Its figures")
    organisations: tuple[Organisation, ...] = Field((), description="完成单位 / Organisations behind it")
