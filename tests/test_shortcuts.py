"""Shortcuts of reading: what is asked first, and cheaply, never hides what a close look would have found."""

from __future__ import annotations

import re
from unittest.mock import patch

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.reading import characters, markdown
from generator.reading import yaml as reading_yaml
from generator.reading.characters import CONTROL, DIRECTION, is_fit, remarks
from generator.reading.files import Found, decode, read_text
from generator.reading.front_matter import fences
from generator.reading.markdown import MOST_ADDRESSES, MOST_CELLS, MOST_HEADINGS, MOST_LEVELS, Text
from generator.reading.yaml import parse

QUICK = settings(max_examples=300, deadline=None, derandomize=True)

HIDDEN = [
    chr(code) for code in (*range(0x20), *range(0x7F, 0xA1), *range(0x2000, 0x2070), 0x3000, 0xFEFF, 0xFFFE, 0xFFFF)
]
HIDDEN += [
    "\U000e0000",
    "\U000e0041",
    "\U000e007f",
    "\U000e0080",
    "\U000e0100",
    "\U000f0000",
    "\u00ad",
    "\u061c",
    "\u3164",
]
LETTERS = ["a", "Z", "0", "9", "０", "９", "：", "，", "中", "文", "é", "😀", " ", "-", "\n", "\u200b", "\u200d"]
ODD = st.lists(st.sampled_from([*HIDDEN, *LETTERS]) | st.characters(exclude_categories=["Cs"]), max_size=12).map(
    "".join
)
PLAIN = st.text("abc 0-9.\n", max_size=12) | st.text("中文，。 0-9\n", max_size=12)
DIGITS = st.lists(
    st.sampled_from(
        ["138", "1234", "5678", "１３８", "１２３４", "5６7８", "-", " ", "11010519491231002X", "x", "，", "伐"]
    )
)

PIECES = (
    "a", "title", "~", "null", "Null", "NULL", "nUll", "no", "1", "''", '""', '"\\0"', '"\\u202e"', "!", "!!null",
    "! ~", ": ", ":", "\n", "\n  ", "- ", "? ", "[", "]", "{", "}", ", ", "&b ", "*b", "“", "：", "\u3000", "\u00a0",
    "|\n", "\n-a: ",
)  # fmt: skip
YAML = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


@QUICK
@given(ODD | PLAIN)
def test_a_fit_text_holds_nothing_hidden(text):
    """What is said to be fit holds no control character, and `decode` says of others what stands in them."""
    hides = bool(CONTROL.search(text) or DIRECTION.search(text))

    assert not (hides and is_fit(text))
    if not hides and "\r" not in text and text.strip():
        assert text == decode(text.encode(), "a.md")
    if DIRECTION.search(text) and not CONTROL.search(text.replace("\r", "")):
        assert "E196" == decode(text.encode(), "a.md").code


def test_each_hidden_character_is_seen():
    """Every character of the first plane and every tag character, alone and among ASCII and Chinese letters."""
    wrong = [
        hex(code)
        for code in (*range(0xD800), *range(0xE000, 0x10000), *range(0xE0000, 0xE0200))
        if (char := chr(code))
        and (CONTROL.match(char) or DIRECTION.match(char))
        and (is_fit(char) or is_fit(f"ab{char}") or is_fit(f"中文{char}"))
    ]

    assert [] == wrong


@pytest.mark.parametrize("text", ["Plain words.\n\tMore.", "中文，“引号”……——。", "😀é", "", "\n"])
def test_ordinary_texts_are_fit(text):
    """The close look is the exception: ordinary texts pass at once."""
    assert is_fit(text)


@QUICK
@given(DIGITS.map("".join) | ODD)
def test_no_number_is_passed_over(text):
    """With eight digits in any writing, a text gets the close look."""
    with patch.object(characters, "_has_many_digits", return_value=True):
        expected = list(remarks(text, "a.md"))

    assert expected == list(remarks(text, "a.md"))
    if re.search(r"[0-9０-９]{4}[- ]?[0-9０-９]{4}", text):
        assert characters._has_many_digits(text)


@pytest.mark.parametrize("digit", "0123456789０１２３４５６７８９")
@pytest.mark.parametrize("gap", ["", " ", "-"])
def test_every_digit_counts(digit, gap):
    """Whatever the digit and the gap, eight of them are enough, and seven are not."""
    assert characters._has_many_digits(f"电话{digit * 4}{gap}{digit * 4}。")
    if digit.isascii():
        assert not characters._has_many_digits(f"电话{digit * 4}{gap}{digit * 3}。")


@pytest.mark.parametrize(
    "text", ["2026-11-22 09:00", "2026年11月22日", "合格率提高到百分之1234，另有567件", "no digits"]
)
def test_dates_and_small_numbers_need_no_close_look(text):
    """Most texts hold a date: it has too few digits in a row."""
    assert not characters._has_many_digits(text)


@QUICK
@given(
    st.lists(st.sampled_from(["---", "----", "--", "\n", "\n\n", " ", "\t", "a", "\n---\n", "\n---a", "\n --- "])).map(
        "".join
    )
)
def test_fences_are_found_as_lines(source):
    """Looking for three dashes at a line's beginning finds what looking at every line does."""
    fence = re.compile(r"^---[ \t]*$", re.MULTILINE)
    opening = fence.match(source)
    closing = fence.search(source, opening.end()) if opening else None

    expected = (opening.end() + 1, closing.start(), min(closing.end() + 1, len(source))) if closing else None
    assert expected == fences(source)


def told(node: yaml.Node | None):
    """A node with its place, its style, and whether it is null."""
    if node is None:
        return None
    null = node.tag == "tag:yaml.org,2002:null"
    value = node.value
    if not isinstance(node, yaml.ScalarNode):
        value = [told(one) for pair in value for one in (pair if isinstance(pair, tuple) else (pair,))]
    marks = [(mark.line, mark.column, mark.index) for mark in (node.start_mark, node.end_mark)]
    return type(node).__name__, null, getattr(node, "style", None), marks, value


def outcome(loader, text):
    try:
        return told(loader(text).get_single_node())
    except yaml.YAMLError as error:
        return str(error)


@QUICK
@given(YAML)
def test_nodes_are_those_of_the_whole_loader(text):
    """Asking a scalar only whether it is null says the same of it as asking for its type."""
    assert outcome(yaml.CSafeLoader, text) == outcome(reading_yaml._Loader, text)


@QUICK
@given(YAML | ODD)
def test_a_close_look_at_every_yaml_finds_no_more(text):
    """The guards of YAML leave out nothing: values and problems are those of a close look at everything."""
    document, problems = parse(text, "a.yml")
    always = re.compile("")
    with (
        patch.object(reading_yaml, "is_fit", return_value=False),
        patch.object(reading_yaml, "_ODD_BLANK", always),
        patch.object(reading_yaml, "_REFUSED", always),
        patch.object(reading_yaml, "_SWALLOWED", always),
    ):
        closely, found = parse(text, "a.yml")

    assert (found, closely and closely.values) == (problems, document and document.values)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('a: "\\0"', "E109"),
        ('a: "\\u202e"', "E196"),
        ("a: \u202e", "E196"),
        ("a: \U000e0041", "E196"),
        ("a:\n  b: 1\n\u3000c: 2", "E111"),
        ("a:\n\u00a0\u00a0c: 2", "E111"),
        ("a:\n\u2002c: 2", "E111"),
        ("a:\n\u200ac: 2", "E111"),
        ("a: &b c", "E116"),
        ("a: !b c", "E116"),
        ("-a: b", "E114"),
        ("a: b\nc：d", "E112"),
    ],
)
def test_each_thing_to_look_for_is_found(text, code):
    """One text for each guard of YAML, holding no other reason to look closely."""
    assert code in {problem.code for problem in parse(text, "a.yml")[1]}


@pytest.mark.parametrize("sign", ["- ", "? ", "-  ", "-   ? "])
def test_many_levels_in_one_line_are_looked_at(sign):
    """Thirty signs in a row are where counting the levels begins."""
    whole = 30 // (len(sign.split()))

    assert reading_yaml._MANY_LEVELS.search("a: " + sign * whole)
    assert not reading_yaml._MANY_LEVELS.search("a: " + sign * (whole - 1))


@QUICK
@given(
    st.integers(MOST_LEVELS - 2, MOST_LEVELS + 2),
    st.sampled_from([">", "> ", "- ", "* ", "+\t", "1. ", "12) ", " >"]),
    st.sampled_from(["", "a\n", "\n", "a\n\n  ", " - b\n", "\r"]),
)
def test_deep_lines_are_found_wherever_they_stand(levels, sign, before):
    """The first line of a text is a line as well, and the problem stands on the right one."""
    source = f"{before}{sign * levels}x\nlast"
    line = re.compile(rf"^[ \t]*+(?:>[ \t]*+|(?:[-+*]|[0-9]{{1,9}}[.)])[ \t]++){{{MOST_LEVELS + 1}}}", re.MULTILINE)
    match = line.search(source)
    problem = markdown._too_deep(Text("a.md", source, "zh", 5))

    assert (match is None) == (problem is None)
    if match is not None:
        assert 5 + source.count("\n", 0, match.start()) == problem.place.line


@pytest.mark.parametrize(
    ("source", "much"),
    [
        ("a@b " * MOST_ADDRESSES, False),
        ("a@b " * (MOST_ADDRESSES + 1), True),
        ("\n".join(["# a"] * MOST_HEADINGS), False),
        ("\n".join(["# a"] * (MOST_HEADINGS + 1)), True),
        ("|" * 1000 + "\n" + "a\n" * (MOST_CELLS // 1000 - 1) + "a" * 1000, False),
        ("|" * 1000 + "\n" + "a\n" * (MOST_CELLS // 1000) + "a" * 1000, True),
        ("a|" * 1000 + "\n" + "a\n" * (MOST_CELLS // 1000) + "a" * 1000, False),
    ],
)
def test_limits_hold_to_the_last_one(source, much):
    """What a text may hold at most it may hold, and one more is too much."""
    problem = markdown._too_much(Text("a.md", source, "zh"))

    assert much == (problem is not None)


TAGS = (
    "中", "文，", "“", "a", "é", " ", "\n", "\u3000", "\u00a0", "\t", "<p>", "</p>", '<a href="x y">', "</a>", "<em>",
    "</em>", "<strong>", "</strong>", "<code>", "</code>", "<br />\n", "<pre><code>", "</code></pre>", "&lt;",
)  # fmt: skip
HTML = st.lists(st.sampled_from(TAGS), max_size=14).map("".join)


@QUICK
@given(HTML)
def test_chinese_lines_are_joined_as_by_looking_at_every_sign(html):
    """A text without a line that begins in Chinese has nothing to join."""
    polished = markdown._polish(html, "zh", str)
    with patch.object(markdown, "_CHINESE_LINE", re.compile("")):
        assert markdown._polish(html, "zh", str) == polished


@pytest.mark.parametrize("tags", ["", "<em>", '<a href="hub:/news/">', "<strong><em>", '<sup class="a"><a href="b">'])
def test_a_line_that_begins_in_a_tag_is_joined(tags):
    """Chinese behind an inline tag is Chinese at the beginning of the line."""
    assert f"<p>中{tags}文" == markdown._polish(f"<p>中\n{tags}文", "zh", str)


def test_each_white_space_is_none_of_the_characters():
    """Every sign that splits words, in an ASCII text and in another."""
    spaces = [chr(code) for code in range(0x10000) if chr(code).isspace()]

    assert [] == [one for one in spaces if (markdown._solid(f"a{one}b"), markdown._solid(f"中{one}b")) != (2, 2)]


@QUICK
@given(HTML | ODD)
def test_characters_are_counted_without_white_space(html):
    """As many as there are between all white space, whichever way they are counted."""
    assert sum(map(len, html.split())) == markdown._solid(html)
    assert sum(map(len, re.sub("<[^>]*>", "", html).split())) == markdown._solid(html) - markdown._solid(
        "".join(re.findall("<[^>]*>", html))
    )


@pytest.mark.parametrize("size", [0, 3, 6, 7, 100])
def test_a_file_that_grew_meanwhile_is_read_whole(tmp_path, size):
    """The size of a file is what it was when it was found: whatever it is now, all of it is read."""
    (tmp_path / "a.md").write_text("中文", "utf-8")

    assert "中文" == read_text(tmp_path, Found("a.md", size))
