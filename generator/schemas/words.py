"""Words for editors in both languages. The models write them as one text: ``发布日期 / Day of publication``."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.record import Lang

SEPARATOR = " / "


@dataclass(frozen=True, slots=True)
class Words:
    """One text in both languages; both are there or both are empty."""

    zh: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.zh)

    def of(self, lang: Lang) -> str:
        """The text in *lang*."""
        return self.en if lang == "en" else self.zh


def words_of(text: str) -> Words:
    """Split what a model says of itself; raises ValueError when it is not said in both languages."""
    zh, separator, en = text.partition(SEPARATOR)
    if not separator or SEPARATOR in en or not zh.strip() or not en.strip():
        raise ValueError(f"not “中文 / English”: {text}")
    return Words(zh, en)
