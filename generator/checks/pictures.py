"""What is said of pictures: everybody should be able to know what one shows, in the language they read (rule P6)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.finding import Finding
from generator.model.alliance import Alliance
from generator.model.hub import Hub
from generator.model.item import Article
from generator.reading.markdown import says_nothing


def covers_have_words(hub: Hub) -> Iterator[Finding]:
    """A leading picture is described, and in English, too, where its page is."""
    for item in hub.items():
        if not isinstance(item, Article | Alliance) or item.cover is None:
            continue
        alt = item.cover.alt
        if alt.en is None and item.is_in("en"):
            yield Finding(item.file, ("cover", "alt"), "W220")
        for lang, words in (("zh", alt.zh), ("en", alt.en)):
            if words is not None and says_nothing(words):
                yield Finding(item.file, ("cover", "alt", lang), "W221", {"found": words})
