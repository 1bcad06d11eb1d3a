"""The interface words, from theme/strings: one file a language, the same keys in both."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.model.record import LANGS, Lang
from generator.reading.yaml import parse


class StringsError(Exception):
    """The strings are not complete; a mistake of the theme's author, not of an editor."""


@dataclass(frozen=True, slots=True)
class Strings:
    """Words by language and key."""

    words: Mapping[Lang, Mapping[str, str]]

    def word(self, lang: Lang, key: str, /, **values: object) -> str:
        """Return the word *key* in *lang*, with ``{name}`` replaced; raises KeyError for an unknown key."""
        text = self.words[lang][key]
        return text.format(**values) if values else text


def read_strings(folder: Path) -> Strings:
    """Read zh.yml and en.yml in *folder*; raises `StringsError` when their keys differ or one is not a text."""
    words: dict[Lang, Mapping[str, str]] = {}
    for lang in LANGS:
        document, problems = parse((folder / f"{lang}.yml").read_text("utf-8"), f"{lang}.yml")
        if document is None or problems:
            raise StringsError("\n".join(problem.render("en") for problem in problems))
        wrong = sorted(key for key, value in document.values.items() if not isinstance(value, str))
        if wrong:
            raise StringsError(f"{lang}.yml: not texts: {', '.join(wrong)}")
        words[lang] = {key: str(value) for key, value in document.values.items()}
    if different := sorted(words["zh"].keys() ^ words["en"].keys()):
        raise StringsError(f"in one language only: {', '.join(different)}")
    return Strings(words)
