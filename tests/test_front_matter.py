"""Front matter: where it ends, and the lines of the file on both sides of it."""

from __future__ import annotations

import pytest

from generator.reading.front_matter import split


@pytest.mark.parametrize(
    ("source", "text", "first_line"),
    [
        ("---\ntitle: 标题\n---\n\n正文\n", "\n正文\n", 4),
        ("---\ntitle: 标题\n---\n正文", "正文", 4),
        ("---  \ntitle: 标题\n--- \n正文", "正文", 4),
        ("---\ntitle: 标题\n---", "", 3),
        ("---\ntitle: 标题\n---\n正文\n\n---\n\n又一段\n", "正文\n\n---\n\n又一段\n", 4),
    ],
)
def test_the_text_begins_below_the_second_fence(source, text, first_line):
    """The first closing fence ends the fields; blanks behind a fence and rules in the text make no difference."""
    parts, problems = split(source, "news/2026/a/index.md")

    assert [] == problems
    assert {"title": "标题"} == parts.fields.values
    assert (text, first_line) == (parts.text, parts.first_line)


def test_fields_keep_the_lines_of_the_file():
    """The first field stands on line 2 of the file, not on line 1 of the front matter."""
    parts, _ = split("---\ntitle: 标题\ntags: [一, 二]\n---\n", "a.md")
    title, tag = parts.fields.place(("title",)), parts.fields.place(("tags", 1))

    assert (2, 8, "title: 标题") == (title.line, title.column, title.text)
    assert (3, 11, 1) == (tag.line, tag.column, tag.length)


@pytest.mark.parametrize(
    ("source", "code", "line"),
    [
        ("正文\n", "E117", 1),
        ("\n---\ntitle: x\n---\n", "E117", 1),
        ("----\ntitle: x\n----\n", "E117", 1),
        ("---\n---\n正文\n", "E117", 1),
        ("---\n\n\n---\n正文\n", "E117", 1),
        ("---\ntitle: 标题\n\n正文\n", "E118", 1),
        ("---", "E118", 1),
        ("---\ntitle: 标题\n：\n---\n", "E114", 3),
        ("---\ntitle: 标题\nkind：x\n---\n", "E112", 3),
    ],
)
def test_broken_front_matter_is_a_problem(source, code, line):
    """Missing fences, empty fields and broken YAML are told of, with the line of the file.

    Fields are read where it is certain what is meant.
    """
    parts, problems = split(source, "a.md")

    assert [(code, line)] == [(p.code, p.place.line) for p in problems]
    assert parts.fields is None or code in ("E112", "E118")
