"""The ledger of translations: states are right, only words outdate, accepting changes one line."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from generator.build import load
from generator.cli import main
from generator.ledger.accept import accepted
from generator.ledger.entries import STATES, Entry, counts, entries
from generator.model.record import LANGS
from generator.reading.translations import fingerprint_of

FOLDER = "news/2026/2026-11-20-two-voices"
CHINESE = """---
title: 示例新闻
summary: 一句话的摘要。
date: 2026-11-20
alliances: [casting]
---

第一段。

第二段，**重点**。
"""
ENGLISH = """---
# The translation of an example
title: "A sample"
summary: A sentence.   # short
original: {original}   # of the Chinese text
---

The first paragraph.
"""


@pytest.fixture
def content(small_hub: Path, tmp_path: Path) -> Path:
    """A content folder with one more news item, translated and current."""
    folder = Path(shutil.copytree(small_hub, tmp_path / "content"))
    (folder / FOLDER).mkdir(parents=True)
    (folder / FOLDER / "index.md").write_text(CHINESE, "utf-8")
    original = fingerprint_of(CHINESE, "index.md")
    (folder / FOLDER / "index.en.md").write_text(ENGLISH.format(original=original), "utf-8")
    return folder


def ledger(content: Path, theme: Path) -> dict[str, Entry]:
    loaded = load(content, theme)
    assert loaded.report.text("en") == ""
    return {entry.file: entry for entry in entries(loaded.hub)}


def state(content: Path, theme: Path) -> str:
    return ledger(content, theme)[f"{FOLDER}/index.en.md"].state


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text("utf-8")
    assert before in text
    file.write_text(text.replace(before, after), "utf-8")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("date: 2026-11-20", "date: 2026-11-19"),
        ("date: 2026-11-20", "date: 2026-11-20\nupdated: 2026-11-22\nsample: true"),
        ("alliances: [casting]\n", ""),
        ("title: 示例新闻", 'title: "示例新闻"  # 注释'),
        ("第二段，**重点**。\n", "第二段，**重点**。\n\n\n"),
    ],
)
def test_facts_outdate_nothing(before: str, after: str, content: Path, theme: Path):
    """A date, an alliance, a comment, the way of quoting: the translation stays current."""
    edit(content / FOLDER / "index.md", before, after)

    assert state(content, theme) == "current"


@pytest.mark.parametrize(
    ("before", "after"),
    [("示例新闻", "示例的新闻"), ("一句话的摘要", "一句摘要"), ("第一段", "开头一段"), ("**重点**", "重点")],
)
def test_words_outdate(before: str, after: str, content: Path, theme: Path):
    """A change of title, summary or text makes the translation outdated."""
    edit(content / FOLDER / "index.md", before, after)

    assert state(content, theme) == "outdated"


def test_the_life_of_a_translation(content: Path, theme: Path, capsys):
    """Missing, begun, current, outdated, and current again when it is accepted."""
    folder = content / FOLDER
    (folder / "index.en.md").unlink()
    assert state(content, theme) == "missing"

    options = ("--content", str(content))
    assert main(["new", "translation", str(folder), *options]) == 0
    assert state(content, theme) == "missing"
    edit(folder / "index.en.md", "draft: true\n", "")
    assert state(content, theme) == "current"

    edit(folder / "index.md", "第一段", "开头一段")
    assert state(content, theme) == "outdated"
    before = (folder / "index.en.md").read_text("utf-8").split("\n")
    assert main(["translations", "accept", str(folder), *options]) == 0
    after = (folder / "index.en.md").read_text("utf-8").split("\n")
    assert state(content, theme) == "current"
    assert [line[:9] for old, line in zip(before, after, strict=True) if old != line] == ["original:"]

    capsys.readouterr()
    assert main(["translations", "accept", str(folder), *options]) == 0
    assert capsys.readouterr().out == ""


def test_short_texts_are_looked_through(content: Path, theme: Path):
    """In YAML a text without English is a gap; without the ones a page needs the record counts as missing."""
    before = ledger(content, theme)
    team = next(entry for entry in before.values() if entry.section == "services")
    text = (content / team.file).read_text("utf-8")
    assert team.state == "current"

    (content / team.file).write_text(text.replace("offers:\n", "offers:\n  - {zh: 又一项}\n"), "utf-8")
    partial = ledger(content, theme)[team.file]
    assert (partial.state, partial.gaps) == ("partial", ("offers.0",))

    lines = [line for line in text.split("\n") if not line.startswith("  en:")]
    (content / team.file).write_text("\n".join(lines), "utf-8")
    missing = ledger(content, theme)[team.file]
    assert missing.state == "missing" and "name" in missing.gaps


def test_the_text_about_an_alliance_has_its_entry(content: Path, theme: Path):
    """about.en.md may have fields that say what it was made from and whether it is ready; without them nobody knows."""
    folder = content / "alliances/casting"
    english = folder / "about.en.md"
    (folder / "about.md").write_text("第一段。\n", "utf-8")
    english.unlink(missing_ok=True)

    def about() -> str:
        return ledger(content, theme)["alliances/casting/about.en.md"].state

    assert about() == "missing"
    english.write_text("The first paragraph.\n", "utf-8")
    assert about() == "unconfirmed"
    assert main(["translations", "accept", str(english), "--content", str(content)]) == 0
    assert about() == "current"
    assert english.read_text("utf-8").endswith("---\n\nThe first paragraph.\n")
    edit(folder / "about.md", "第一段", "开头一段")
    assert about() == "outdated"
    edit(english, "---\noriginal", "---\ndraft: true\noriginal")
    assert about() == "missing"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("title: A\noriginal: aaaaaaaaaaaa\n", "title: A\noriginal: 0a1b2c3d4e5f\n"),
        ('original: "000000000000"  # why\ntitle: A\n', "original: 0a1b2c3d4e5f  # why\ntitle: A\n"),
        ("title: A\noriginal:\n", "title: A\noriginal: 0a1b2c3d4e5f\n"),
        ("# a note\ntitle: A\n", "# a note\ntitle: A\noriginal: 0a1b2c3d4e5f\n"),
        ("title: A\r\noriginal: aaaaaaaaaaaa\r\n", "title: A\r\noriginal: 0a1b2c3d4e5f\r\n"),
        ("title: A\r\n", "title: A\r\noriginal: 0a1b2c3d4e5f\r\n"),
    ],
)
def test_accepting_changes_one_line(head: str, expected: str):
    """Comments, quotes of others, order and line ends stay as they were; the text is not touched."""
    end = "\r\n" if "\r\n" in head else "\n"
    body = f"---{end}{end}original: of a day{end}"

    assert accepted(f"---{end}{head}{body}", "0a1b2c3d4e5f") == f"---{end}{expected}{body}"


def test_a_fingerprint_of_digits_is_a_text():
    """What YAML would take for a number is quoted."""
    assert 'original: "123456789012"' in accepted("---\ntitle: A\n---\n", "123456789012")
    assert 'original: "1234567890e1"' in accepted("---\ntitle: A\n---\n", "1234567890e1")


@pytest.mark.parametrize("lang", LANGS)
def test_the_list_as_table_and_json(lang: str, content: Path, theme: Path, capsys):
    """The table has a line for each section and each translation that wants work; JSON has them all."""
    edit(content / FOLDER / "index.md", "第一段", "开头一段")
    options = ("--content", str(content), "--lang", lang)
    found = ledger(content, theme)

    assert main(["translations", *options]) == 0
    printed = capsys.readouterr().out
    assert f"{FOLDER}/index.en.md" in printed
    assert len(printed.split("\n\n")[0].split("\n")) == len(counts(found.values())) + 2
    assert len(printed.split("\n\n")[1].strip().split("\n")) == sum(e.state != "current" for e in found.values())

    assert main(["translations", "--format", "json", *options]) == 0
    listed = json.loads(capsys.readouterr().out)
    assert {one["file"]: one["state"] for one in listed} == {entry.file: entry.state for entry in found.values()}
    assert main(["translations", "--format", "json", "--state", "outdated", "--section", "news", *options]) == 0
    chosen = {one["file"] for one in json.loads(capsys.readouterr().out)}
    assert chosen == {entry.file for entry in found.values() if (entry.state, entry.section) == ("outdated", "news")}
    assert f"{FOLDER}/index.en.md" in chosen


@pytest.mark.parametrize(
    "arguments", [("accept",), ("accept", "hub.yml"), ("accept", "no-such.en.md"), ("list", "jobs/moulder.yml")]
)
def test_what_cannot_be_accepted_is_named(arguments: tuple[str, ...], content: Path, capsys):
    """The exit code is 2 and no file changes, those that could be accepted neither."""
    edit(content / FOLDER / "index.md", "第一段", "开头一段")
    before = (content / FOLDER / "index.en.md").read_bytes()
    more = (str(content / FOLDER),) if arguments[0] == "accept" and len(arguments) > 1 else ()

    assert main(["translations", arguments[0], *more, *arguments[1:], "--content", str(content), "--lang", "en"]) == 2
    told = capsys.readouterr()
    assert told.out == "" and "hub translations: " in told.err and "Traceback" not in told.err
    assert before == (content / FOLDER / "index.en.md").read_bytes()


def test_the_ledger_of_content_with_errors_is_its_errors(content: Path, capsys):
    """What cannot be read cannot be counted: the problems are printed instead, with 1."""
    edit(content / FOLDER / "index.md", "date: 2026-11-20", "date: 昨天")

    assert main(["translations", "--content", str(content), "--lang", "en"]) == 1
    assert "E125" in capsys.readouterr().out


def test_the_real_content_is_confirmed(project: Path, theme: Path):
    """Every translation of the real content says what it was made from, and nothing is outdated or partial."""
    found = counts(ledger(project / "content", theme).values())

    assert all(numbers[state] == 0 for numbers in found.values() for state in ("outdated", "unconfirmed", "partial"))
    assert set(STATES) >= {state for numbers in found.values() for state in numbers}


@pytest.mark.parametrize("arguments", [(), ("--format", "json")])
def test_a_reader_who_has_enough_is_no_fault(arguments: tuple[str, ...], project: Path):
    """`hub translations | head` ends without a complaint, whether much or little was left to print."""
    command = [sys.executable, "-m", "generator.cli", "translations", *arguments]
    with subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        process.stdout.close()

        assert (process.stderr.read(), process.wait(timeout=120)) == (b"", 0)
