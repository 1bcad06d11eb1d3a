"""Pages: standing texts such as “about” and the accessibility statement."""

from __future__ import annotations

from typing import ClassVar

from generator.model.item import Article
from generator.model.record import Updated


class Page(Article, title="固定页面 / Standing page"):
    """A standing page. It lives directly below the language's root: /about/."""

    section: ClassVar[str] = "pages"

    updated: Updated = None

    @property
    def path(self) -> str:
        """Address below a language's root: ``about/``."""
        return f"{self.id}/"
