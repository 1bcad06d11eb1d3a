"""News: what happened, told in Markdown."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from generator.model.item import DatedArticle
from generator.model.record import Figure


class News(DatedArticle, title="新闻 / News item"):
    """A news item. Its id begins with a date (``2026-11-20-job-fair``) and lies in a folder of any year."""

    section: ClassVar[str] = "news"

    figures: tuple[Figure, ...] = Field(
        (), title="重要数字 / Figures", description="文中值得放大显示的数字 / numbers of the text worth showing large"
    )
