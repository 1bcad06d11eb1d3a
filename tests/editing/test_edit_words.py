"""The form's own words: complete in both languages, asked for, and used."""

from __future__ import annotations

import re

import pytest

from generator.editing.desk import State
from generator.editing.pages import KINDS, STATES
from generator.pictures.facts import Fault
from generator.strings import Strings, read_strings


@pytest.fixture(scope="module")
def words(project) -> Strings:
    return read_strings(project / "generator/editing/strings")


@pytest.fixture(scope="module")
def sources(project) -> str:
    """Everything of the form that asks for words, as one text."""
    folder = project / "generator/editing"
    files = [file for kind in ("*.py", "*.html", "*.js") for file in sorted(folder.rglob(kind))]
    assert len(files) > 15
    return "\n".join(file.read_text("utf-8") for file in files)


def made_up() -> set[str]:
    """Words whose keys are put together from a beginning and a value."""
    return {
        *(f"kind_{name}" for name in KINDS),
        *(f"state_{name}" for name in (*STATES, *State.__args__) if name),
        *(f"picture_{fault}" for fault in (*Fault.__args__, "large", "lossy")),
        *(f"{severity}_word" for severity in ("error", "warning")),
        *(f"badge_{state}" for state in ("missing", "outdated")),
        *(f"insert_{lang}" for lang in ("zh", "en")),
        "zh",
        "en",
    }


def test_placeholders_are_the_same_in_both_languages(words: Strings):
    """What the program puts into a word is put into it in both languages, and no word is empty."""
    for key, text in words.words["zh"].items():
        other = words.words["en"][key]
        assert text and other
        assert sorted(re.findall(r"{(\w+)}", text)) == sorted(re.findall(r"{(\w+)}", other)), key


def test_each_word_is_there_and_used(words: Strings, sources: str):
    """No page asks for a word that is not there, and none is kept that nobody asks for."""
    asked = set(re.findall(r"""(?<![.\w])t\(\s*["']([^"'~]+)["']\s*[),]""", sources))
    asked |= set(re.findall(r"""\bword\((?:lang, |self\._lang\(request\), )?["'](\w+)["']""", sources))
    asked |= set(re.findall(r"""Error\((?:\d+, )?["']([a-z]+_?\w*)["']\)""", sources)) & set(words.words["zh"])
    quoted = set(re.findall(r"""["'](\w+)["']""", sources)) | set(re.findall(r"words\.(\w+)", sources))

    assert set() == (asked | made_up()) - set(words.words["zh"])
    assert set() == set(words.words["zh"]) - quoted - made_up()
