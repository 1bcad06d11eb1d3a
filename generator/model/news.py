"""News: what happened, told in Markdown."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from generator.model.item import DatedArticle
from generator.model.record import Figure


class News(DatedArticle):
    """A news item. Its id begins with a date (``2026-11-20-job-fair``) and lies in a folder of any year."""

    section: ClassVar[str] = "news"

    figures: tuple[Figure, ...] = Field((), description="文中的重要数字 / Figures worth showing large")
