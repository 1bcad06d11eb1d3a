"""Pages: standing texts such as “about” and the accessibility statement."""

from __future__ import annotations

from typing import ClassVar

from pydantic import Field

from generator.model.item import Article
from generator.model.record import Day


class Page(Article):
    """A standing page. It lives directly below the language's root: /about/."""

    section: ClassVar[str] = "pages"

    updated: Day | None = Field(None, description="最近修改日期 / Day of the last change")

    @property
    def path(self) -> str:
        """Address below a language's root: ``about/``."""
        return f"{self.id}/"
