"""The words of the search interface, which scripts read from the manifest."""

from __future__ import annotations

from typing import Any

from generator.pages.context import Context

UI_WORDS = (
    "found", "none", "unknown", "some", "near", "reading", "more", "all", "recent", "clear", "other", "in_other",
    "failed", "loading", "results", "filters", "keys", "without",
)  # fmt: skip
"""Words of the interface that scripts need; the string keys begin with ``search_``."""
FACETS = ("kind", "alliance", "year", "tag")


def ui_words(context: Context) -> dict[str, Any]:
    """The words that scripts show."""
    words = {key: context.word(f"search_{key}") for key in UI_WORDS}
    words |= {f"by_{facet}": context.word(f"search_by_{facet}") for facet in FACETS}
    return {**words, "sample": context.word("badge_sample"), "fallback": context.word("badge_fallback")}
