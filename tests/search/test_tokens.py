"""Texts and queries are cut by one rule, in Python and in JavaScript."""

from __future__ import annotations

import itertools
import json
import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.search.outputs import shared_outputs
from generator.search.tokens import APOSTROPHE, fold, simplified, stem, term_hash, unit_hash, units

HERE = Path(__file__).parent
SCRIPTS = HERE.parents[1] / "theme/assets/javascripts"
VECTORS = json.loads((HERE / "vectors.json").read_text("utf-8"))
node = pytest.mark.skipif(shutil.which("node") is None, reason="node is missing: THE JAVASCRIPT SIDE IS NOT TESTED")


def cut(text: str) -> list[list[object]]:
    return [[unit.text, unit.kind, unit.position, unit.joined] for unit in units(text)]


def test_there_are_enough_vectors():
    """At least 300 texts bind the two sides."""
    assert len(VECTORS["texts"]) >= 300


def test_python_agrees_with_the_vectors():
    """Every text folds and is cut as written down."""
    wrong = [
        one["text"] for one in VECTORS["texts"] if fold(one["text"]) != one["fold"] or cut(one["text"]) != one["units"]
    ]

    assert wrong == []


def test_python_agrees_with_the_stems():
    """Every word has the stem written down."""
    assert {word: stem(word) for word in VECTORS["stems"]} == VECTORS["stems"]


@node
def test_javascript_agrees_with_the_vectors(tmp_path):
    """The scripts of the theme fold, cut and stem as Python does."""
    names, outputs = shared_outputs()
    characters = tmp_path / "characters.json"
    characters.write_bytes(next(o for o in outputs if o.path.endswith(names["characters"])).render())
    command = ["node", HERE / "vectors.js", SCRIPTS, HERE / "vectors.json", characters]
    answer = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)

    assert (answer["texts"], answer["wrong"]) == (len(VECTORS["texts"]), [])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("２，０００元", "2、000元"),
        ("2,000元", "2000元"),
        ("HVAC 招聘", "hvac招聘"),
        ("招聘會", "招聘会"),
        ("Ｑ３４５钢", "Q345钢"),
        ("CAFÉ", "cafe"),
        ("don’t", "don't"),
    ],
)
def test_writings_of_the_same_are_the_same(one, other):
    """Widths, separators, spaces, traditional characters, accents and quotes do not tell texts apart."""
    assert cut(other) == cut(one)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("5件", "5件"),
        ("1+4+N", "1+4+n"),
        ("招聘，焊工", "招聘|焊工"),
        ("招聘 焊工", "招聘|焊工"),
        ("low-carbon", "low|carbon"),
        ("12.5%", "12\ue0005%"),
        ("2026.11.22", "2026|11|22"),
    ],
)
def test_what_is_joined(text, joined):
    """Units form a phrase only where nothing lies between them."""
    assert "".join(("" if one.joined or not one.position else "|") + one.text for one in units(text)) == joined


def test_no_phrase_runs_across_a_full_stop():
    """Behind punctuation one position is left out; behind a space or hyphen beside a word it is not."""
    assert [one.position for one in units("造船。铸造 low-carbon")] == [0, 1, 3, 4, 5, 6]


def test_the_table_of_characters_leads_to_simplified_ones():
    """No simplified character is changed once more, so folding twice changes nothing."""
    table = simplified()

    assert [chr(old) for old, new in table.items() if ord(new) in table and table[ord(new)] != new] == []


@given(st.text())
def test_any_text_can_be_cut(text):
    """Whatever people paste: positions grow, joined units are neighbours, words are not empty."""
    found = list(units(text))

    assert all(one.text and len(one.text) <= 64 for one in found)
    assert all(a.position < b.position <= a.position + 2 for a, b in itertools.pairwise(found))
    assert all(b.position == a.position + 1 for a, b in itertools.pairwise(found) if b.joined)
    assert all(stem(one.text) for one in found if one.kind == "word")


def test_hashes_are_those_of_the_format():
    """The numbers that both sides compute, as written in the format."""
    assert (unit_hash(""), unit_hash("a"), term_hash(1), term_hash(1, 2)) == (
        0x811C9DC5,
        0xE40C292C,
        0x514E28B7,
        0xDD6B1D3,
    )


def test_an_apostrophe_is_part_of_a_word_only_inside():
    """“alliance's” is one word with the stem of “alliance”; quotes around a word are not part of it."""
    assert [one.text for one in units("'alliance's'")] == [f"alliance{APOSTROPHE}s"]
    assert stem(f"alliance{APOSTROPHE}s") == stem("alliance")
