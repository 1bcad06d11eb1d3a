"""Interface words: complete in both languages, described, all used."""

from __future__ import annotations

import ast
import re
import typing

import pytest

from generator.ledger.entries import SECTIONS as LEDGER_SECTIONS
from generator.ledger.entries import STATES
from generator.model.alliance import Branch, PlanState, TaskState
from generator.model.chain import Strength
from generator.model.event import Status
from generator.model.job import Education, Kind, Pay
from generator.model.recurrence import Week
from generator.pages.context import SECTIONS
from generator.pages.views import BadgeKind
from generator.reading.yaml import parse
from generator.strings import StringsError, read_strings


def values(type_) -> tuple[str, ...]:
    """The values of a Literal, with or without the words that the model has for them."""
    return typing.get_args(getattr(type_, "__origin__", type_) if hasattr(type_, "__metadata__") else type_)


MADE_UP = {
    "badge_": values(BadgeKind),
    "branch_": values(Branch.model_fields["kind"].annotation),
    "kind_": values(Kind),
    "education_": values(Education),
    "per_": values(Pay.model_fields["per"].annotation),
    "plan_": values(PlanState),
    "state_": values(TaskState),
    "strength_": values(Strength),
    "week_": values(Week),
    "notice_event_": tuple(status for status in values(Status) if status != "scheduled"),
    "section_": (*SECTIONS, "tags", "subscribe", "search", "handbook"),
    "intro_": SECTIONS,
    "empty_": SECTIONS,
    "ledger_section_": LEDGER_SECTIONS,
    "ledger_state_": STATES,
    "ledger_hint_": tuple(state for state in STATES if state != "current"),
    "alert_": ("note", "tip", "important", "warning", "caution"),
}
"""Keys that are put together from a beginning and a value: every value needs its word."""

PARTLY = ("heading_", "label_", "more_", "search_", "search_by_", "series_")
"""Beginnings that are followed by a name of the code rather than by a value of the content."""


@pytest.fixture(scope="module")
def words(theme):
    """The words of each of the three files, by name."""
    files = {}
    for name in ("zh", "en", "keys"):
        document, problems = parse((theme / f"strings/{name}.yml").read_text("utf-8"), f"{name}.yml")
        assert [] == problems
        files[name] = document.values
    return files


@pytest.fixture(scope="module")
def templates(theme):
    """All templates and scripts of the theme as one text."""
    files = [*theme.rglob("*.html"), *theme.rglob("*.js")]
    assert len(files) > 10
    return "\n".join(file.read_text("utf-8") for file in files)


@pytest.fixture(scope="module")
def modules(project):
    """All modules of the generator, parsed, but for the form's and the preview's, which have words of their own."""
    own = {project / "generator/editing", project / "generator/previewing"}
    files = [file for file in (project / "generator").rglob("*.py") if own.isdisjoint(file.parents)]
    assert len(files) > 40
    return [ast.parse(file.read_text("utf-8")) for file in files]


def test_the_three_files_have_the_same_keys(words):
    """Each word stands in both languages and is described for translators."""
    assert list(words["zh"]) == list(words["en"])
    assert set(words["zh"]) == set(words["keys"])


def test_each_word_says_something(words):
    """No word and no description is empty."""
    assert [] == [key for file in words.values() for key, text in file.items() if not (isinstance(text, str) and text)]


def test_placeholders_are_the_same_in_both_languages(words):
    """What the program puts into a word is put into it in both languages."""

    def names(text: str) -> set[str]:
        return set(re.findall(r"{([^}]*)}", text))

    assert {key: names(text) for key, text in words["zh"].items()} == {
        key: names(text) for key, text in words["en"].items()
    }


def test_each_key_made_up_of_a_value_has_its_word(words):
    """Whatever kind, state or section the content may have, there is a word for it."""
    wanted = [start + value for start, ends in MADE_UP.items() for value in ends]

    assert len(wanted) > 60
    assert [] == [key for key in wanted if key not in words["zh"]]


def test_each_key_asked_for_has_its_word(words, templates, modules):
    """No template and no module asks for a word that is not there."""
    asked = set(re.findall(r"""(?<![.\w])t\(\s*["']([^"']+)["']\s*[),]""", templates))
    asked |= {key for module in modules for key in asked_by(module)}

    assert len(asked) > 100
    assert [] == sorted(asked - set(words["zh"]))


def test_each_beginning_is_known(templates, modules):
    """A key is put together only from the beginnings listed above, so that the next test can be believed."""
    begun = set(re.findall(r"""(?<![.\w])t\(\s*["']([^"']+)["']\s*~""", templates))
    begun |= {start for module in modules for start in beginnings(module)}

    assert "badge_" in begun
    assert [] == sorted(begun - {*MADE_UP, *PARTLY})


def test_each_word_is_used(words, templates, modules):
    """No word is kept that nobody asks for."""
    named = set(re.findall(r"""["']([a-z][a-z0-9_-]*)["']""", templates))
    named |= {node.value for module in modules for node in ast.walk(module) if is_text(node)}
    made = {start + value for start, ends in MADE_UP.items() for value in ends}
    begun = {start + name for start in PARTLY for name in named} | {
        f"series_{every}ly" for every in ("week", "month", "year")
    }
    begun |= {f"series_every_{every}s" for every in ("week", "month", "year")}

    assert [] == sorted(set(words["zh"]) - named - made - begun)


def test_files_with_different_keys_are_refused(tmp_path):
    """A word of one language only is a mistake of the theme, and named."""
    (tmp_path / "zh.yml").write_text("a: 甲\nb: 乙\n", "utf-8")
    (tmp_path / "en.yml").write_text("a: A\n", "utf-8")

    with pytest.raises(StringsError, match="b"):
        read_strings(tmp_path)


def test_words_are_texts(tmp_path):
    """A list is no word."""
    for lang in ("zh", "en"):
        (tmp_path / f"{lang}.yml").write_text("a: [x]\n", "utf-8")

    with pytest.raises(StringsError, match="a"):
        read_strings(tmp_path)


def test_unknown_words_are_a_mistake_of_ours(strings):
    """Asking for a word that is not there fails instead of showing the key to readers."""
    with pytest.raises(KeyError):
        strings.word("zh", "no_such_word")


def is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def calls(module: ast.Module):
    """The first argument of each call of `word`."""
    for node in ast.walk(module):
        if isinstance(node, ast.Call) and node.args:
            name = getattr(node.func, "attr", None) or getattr(node.func, "id", None)
            if name == "word":
                yield node.args[0]


def asked_by(module: ast.Module):
    """The keys that a module asks for by name."""
    for argument in calls(module):
        for node in (argument.body, argument.orelse) if isinstance(argument, ast.IfExp) else (argument,):
            if is_text(node):
                yield node.value


def beginnings(module: ast.Module):
    """The beginnings of the keys that a module puts together."""
    for argument in calls(module):
        if isinstance(argument, ast.JoinedStr) and is_text(argument.values[0]):
            yield re.match(r"(?:series_|[a-z_]+_)", argument.values[0].value)[0]
        elif isinstance(argument, ast.BinOp) and is_text(argument.left):
            yield argument.left.value
