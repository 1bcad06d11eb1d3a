"""Files: which are found, and how bytes become text."""

from __future__ import annotations

import os

import pytest

from generator.looks import rows_of
from generator.problems import Problem
from generator.reading.files import TEXT_LIMIT, Found, decode, handbook_paths, read_text, scan
from generator.reading.names import clashes, unfit


def test_scan_lists_every_file_in_order(tmp_path):
    """Files of all folders are listed by path; hidden ones, editors' leavings and the handbook are passed over."""
    for path in ("b/2.md", "b/10.md", "a.yml", ".git/x", "b/.hidden", "b/~$a.md", "b/x~", "Thumbs.db", "handbook/i.md"):
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("x")
    found, problems = scan(rows_of(tmp_path))

    assert ["a.yml", "b/10.md", "b/2.md"] == [file.path for file in found]
    assert [1, 1, 1] == [file.size for file in found]
    assert [] == problems
    assert ["handbook/i.md"] == list(handbook_paths(tmp_path))


def test_links_are_never_followed(tmp_path):
    """A symbolic link to a file, a folder, nowhere or itself is a problem, and what it points to is not read."""
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret/key").write_text("x")
    content = tmp_path / "content"
    content.mkdir()
    for name, target in (("file", "../secret/key"), ("folder", "../secret"), ("loop", "loop"), ("nowhere", "x")):
        (content / name).symlink_to(target)
    found, problems = scan(rows_of(content))

    assert [] == found
    assert {(name, "E105") for name in ("file", "folder", "loop", "nowhere")} == {(p.file, p.code) for p in problems}


def test_the_handbook_is_watched_as_well(tmp_path):
    """MkDocs reads the handbook and publishes what lies there: no link leads out of it, no page or script gets in."""
    (tmp_path / "key").write_text("x")
    handbook = tmp_path / "content/handbook"
    handbook.mkdir(parents=True)
    (handbook / "out.md").symlink_to("../../key")
    for name in ("index.md", "a.PNG", "a.svg", "a.html", "a.js"):
        (handbook / name).write_text("x")
    found, problems = scan(rows_of(tmp_path / "content"))

    assert [] == found
    expected = {"handbook/a.svg": "E199", "handbook/a.html": "E199", "handbook/a.js": "E199", "handbook/out.md": "E105"}
    assert expected == {problem.file: problem.code for problem in problems}


def test_a_pipe_is_not_waited_for(tmp_path):
    """What is neither a file nor a folder is a problem; opening it would never end."""
    os.mkfifo(tmp_path / "a.yml")
    found, problems = scan(rows_of(tmp_path))

    assert ([], [("a.yml", "E103")]) == (found, [(problem.file, problem.code) for problem in problems])


def test_files_have_a_greatest_number(tmp_path, monkeypatch):
    """Too many files end the scan with one problem: nothing of them is read."""
    monkeypatch.setattr("generator.reading.files.MOST_FILES", 3)
    for number in range(5):
        (tmp_path / f"{number}.yml").write_text("x")
    found, problems = scan(rows_of(tmp_path))

    assert ([], ["E195"]) == (found, [problem.code for problem in problems])


@pytest.mark.parametrize(
    "name",
    ["con", "NUL.md", "com1.tar.gz", "lpt9", "a.", "a ", " a", "a?b", 'a"b', "a:b", "a|b", "a\\b", "e\u0301.md"],
)
def test_names_work_on_every_computer(name):
    """Device names of Windows, its forbidden signs, and accents stored apart are told of in both languages."""
    assert all(unfit(name))


@pytest.mark.parametrize(
    "name", ["index.md", "console.md", "com10", "nul-a.yml", "焊工.png", "é.md", ".hidden", "a b.md"]
)
def test_good_names_are_left_alone(name):
    """Names that every system can hold are none of this module's business."""
    assert unfit(name) is None


def test_names_that_hide_each_other_are_found():
    """Case and the form of an accent do not tell two names apart; everything else does."""
    names = ["Welder.yml", "welder.yml", "\u00e9.md", "e\u0301.md", "straße", "STRASSE", "moulder.yml"]

    assert {("welder.yml", "Welder.yml"), ("\u00e9.md", "e\u0301.md"), ("straße", "STRASSE")} == set(clashes(names))


def test_names_that_cannot_be_shown_are_problems(tmp_path):
    """A name in GBK, as old archives hold them, and one with a line break are told of and can be printed."""
    for name in ("焊工.yml".encode("gbk"), b"a\nb.yml"):
        with open(os.path.join(os.fsencode(tmp_path), name), "wb"):  # noqa: PTH118, PTH123 (bytes are no Path)
            pass
    found, problems = scan(rows_of(tmp_path))

    assert [] == found
    assert ["E106", "E106"] == [problem.code for problem in problems]
    assert all(problem.render("zh").encode() for problem in problems)


def test_content_that_is_not_there_is_a_problem(tmp_path):
    """A folder that does not exist gives a problem instead of an exception."""
    found, problems = scan(rows_of(tmp_path / "nowhere"))

    assert ([], ["E103"]) == (found, [problem.code for problem in problems])


def test_a_file_that_vanishes_is_a_problem(tmp_path):
    """A file deleted between the scan and the reading gives a problem that names it."""
    problem = read_text(tmp_path, Found("gone.yml", 10))

    assert ("gone.yml", "E103") == (problem.file, problem.code)


@pytest.mark.parametrize(("surplus", "code"), [(0, None), (1, "E102")])
def test_the_size_of_a_text_has_a_limit(tmp_path, surplus, code):
    """A text of exactly the limit is read; one byte more is not."""
    (tmp_path / "a.md").write_text("x" * (TEXT_LIMIT + surplus))
    text = read_text(tmp_path, Found("a.md", TEXT_LIMIT + surplus))

    assert code == (text.code if isinstance(text, Problem) else None)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"\xef\xbb\xbftitle: x\n", "title: x\n"),
        (b"a\r\nb\rc\n", "a\nb\nc\n"),
        ("焊工：“一级”\n".encode(), "焊工：“一级”\n"),
        ("a\tb 😀\n".encode(), "a\tb 😀\n"),
    ],
)
def test_texts_are_read_with_plain_line_breaks(data, text):
    """A byte-order mark goes, line breaks of every system become one, everything else stays."""
    assert text == decode(data, "a.md")


@pytest.mark.parametrize(
    ("data", "code", "line", "column"),
    [
        ("标题".encode("gbk"), "E101", 1, 1),
        ("一行\n二行".encode() + b"\xff", "E101", 2, 3),
        ("字\r\n字".encode() + "标".encode("gbk"), "E101", 2, 2),
        ("x".encode("utf-16"), "E101", 1, 1),
        ("一\n二\x00".encode(), "E109", 2, 2),
        ("零\u200b宽\ufeff".encode(), "E109", 1, 4),
        ("分\u2028行".encode(), "E109", 1, 2),
        ("a\x85b".encode(), "E109", 1, 2),
        (b"", "E107", 1, 1),
        (b"\xef\xbb\xbf \n", "E107", 1, 1),
    ],
)
def test_bytes_that_are_no_text_are_problems(data, code, line, column):
    """Another encoding, an invisible character or nothing at all is told of where it stands."""
    problem = decode(data, "a.md")

    assert (code, line, column) == (problem.code, problem.place.line, problem.place.column)
    assert problem.place.column <= len(problem.place.text) + 1
