"""YAML with places: where each value stands, and what a file may not hold."""

from __future__ import annotations

import time

import pytest

from generator.reading.yaml import MOST_LEVELS, parse

JOB = """\
title:
  zh: 焊工
  en: "Welder"
pay: {min: 8000, max: 12000}
duties:
  - zh: 焊接
    en: Weld
  - zh: 打磨
tags: [casting, 技能]
about:
  zh: |-
    第一行
    第二行
"""


@pytest.mark.parametrize(
    ("loc", "line", "column", "length"),
    [
        ((), 1, 1, 6),
        (("title",), 2, 3, 6),
        (("title", "zh"), 2, 7, 2),
        (("title", "en"), 3, 7, 8),
        (("pay",), 4, 6, 23),
        (("pay", "max"), 4, 23, 5),
        (("duties", 0, "en"), 7, 9, 4),
        (("duties", 1), 8, 5, 6),
        (("tags", 1), 9, 17, 2),
        (("about", "zh"), 11, 7, 2),
    ],
)
def test_values_know_their_places(loc, line, column, length):
    """The place of a value is its first character, its length what stands of it on that line, both in characters."""
    document, problems = parse(JOB, "jobs/welder.yml")
    place = document.place(loc)

    assert [] == problems
    assert (line, column, length) == (place.line, place.column, place.length)
    assert JOB.split("\n")[line - 1] == place.text


@pytest.mark.parametrize(
    ("loc", "line", "column", "length"),
    [(("title",), 1, 1, 5), (("title", "zh"), 2, 3, 2), (("duties", 1, "zh"), 8, 5, 2), (("duties", 0), 6, 5, 6)],
)
def test_keys_know_their_places(loc, line, column, length):
    """The place of a key is the key itself; an entry of a list, which has none, is its own place."""
    document, _ = parse(JOB, "jobs/welder.yml")
    place = document.key_place(loc)

    assert (line, column, length) == (place.line, place.column, place.length)


def test_a_place_that_is_not_there_is_that_of_what_is_around_it():
    """A missing value is placed at the mapping or the list that lacks it."""
    document, _ = parse(JOB, "jobs/welder.yml")

    assert document.place(("pay",)) == document.place(("pay", "months"))
    assert document.place(("tags",)) == document.place(("tags", 7))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("2026-11-22", "2026-11-22"),
        ("1:30", "1:30"),
        ("012", "012"),
        ("1e3", "1e3"),
        ("on", "on"),
        ('"09:30"', "09:30"),
        ("''", ""),
        ("“三张清单”", "“三张清单”"),
        ("时间：九点", "时间：九点"),
        ("", None),
        ("~", None),
        ("null", None),
        ('"null"', "null"),
        ("[]", []),
        ("{}", {}),
        ("[a, [b]]", ["a", ["b"]]),
    ],
)
def test_scalars_stay_texts(text, value):
    """Nothing is guessed: dates, numbers, yes and no arrive as written; only an empty value is none at all."""
    document, problems = parse(f"field: {text}\n", "a.yml")

    assert [] == problems
    assert {"field": value} == document.values


@pytest.mark.parametrize("text", ["[" * 200_000, "a: " + "[" * 5000 + "]" * 5000, "a: " + "{b: " * 9000])
def test_brackets_nested_without_end_are_refused(text):
    """A file of brackets, which would overflow the parser's stack, is told of like any other mistake."""
    document, problems = parse(text, "a.yml")

    assert document is None
    assert ["E114"] == [problem.code for problem in problems]


@pytest.mark.parametrize("text", ["a:\n " + "- " * 100_000 + "x", "a:\n " + "? " * 100_000 + "x"])
def test_lists_nested_on_one_line_are_refused(text):
    """So is a line of dashes."""
    _, problems = parse(text, "a.yml")

    assert ["E114"] == [problem.code for problem in problems]


def test_nesting_counts_to_the_limit():
    """As many levels as the limit are read; one more is a problem."""
    fits = "".join(f"{'  ' * n}a:\n" for n in range(MOST_LEVELS - 1)) + "  " * (MOST_LEVELS - 1) + "a: x\n"
    surplus = "".join(f"{'  ' * n}a:\n" for n in range(MOST_LEVELS)) + "  " * MOST_LEVELS + "a: x\n"

    assert [] == parse(fits, "a.yml")[1]
    assert ["E114"] == [problem.code for problem in parse(surplus, "a.yml")[1]]


def test_aliases_do_not_multiply():
    """Nine lists that name each other ten times stand for ten thousand million values; none of them is made."""
    lines = ["a0: &a0 [x]"] + [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    begin = time.monotonic()
    document, problems = parse("\n".join(lines), "a.yml")

    assert document is None
    assert {"E116"} == {problem.code for problem in problems}
    assert time.monotonic() - begin < 5


def test_many_brackets_are_not_deep_ones():
    """A file with thousands of small lists side by side is read."""
    text = "".join(f"a{n}: [{{zh: x}}]\n" for n in range(3000))
    document, problems = parse(text, "a.yml")

    assert [] == problems
    assert 3000 == len(document.values)


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        ("name:\n\tzh: x\n", "E111", 2, 1),
        ("name:\n  \tzh: x\n", "E111", 2, 3),
        ("name: x\nkind：y\nsum: z\n", "E112", 2, 5),
        ("name: x\nkind：y\n", "E112", 2, 5),
        ("name：x\n", "E112", 1, 5),
        ("list:\n  - zh：x\n", "E112", 2, 7),
        ("name: 标题: 副标题\n", "E113", 1, 9),
        ("- name: a: b\n", "E113", 1, 10),
        ("name: x\n  kind: y\n", "E114", 2, 7),
        ("name: 'it's'\n", "E114", 1, 11),
        ("name: @x\n", "E114", 1, 7),
        ("name: {a: b\n", "E114", 1, 7),
        ('name: "x\nkind: y\n', "E114", 1, 7),
        ("name: x\nname: y\n", "E115", 2, 1),
        ("name: &x y\n", "E116", 1, 7),
        ("name: !x y\n", "E116", 1, 7),
        ("name: *重点*\n", "E116", 1, 7),
        ("name:x\nkind: y\n", "E119", 1, 5),
        ("- a\n- b\n", "E119", 1, 1),
        ("[a]: b\n", "E119", 1, 1),
        ('name: "\\0"\n', "E109", 1, 7),
    ],
)
def test_mistakes_are_placed(text, code, line, column):
    """What a beginner got wrong is named by its own code, at the character to change."""
    _, problems = parse(text, "a.yml")

    assert [(code, line, column)] == [(p.code, p.place.line, p.place.column) for p in problems]


@pytest.mark.parametrize(
    "text",
    [
        "url: https://hub.example/\n",
        "time: 09:30\n",
        "a: b：c\n",
        "a: |\n  b：c\n  d:e\n",
        "a: x # b：c\nb: y\n",
        "a: 'b: c'\n",
    ],
)
def test_colons_that_mean_no_harm_are_let_be(text):
    """Colons in addresses, times, quotations, blocks and Chinese sentences are part of the text."""
    assert [] == parse(text, "a.yml")[1]
