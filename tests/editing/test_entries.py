"""An entry through the form and back: a file changes where somebody changed it, and nowhere else."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from dataclasses import replace

import pytest

from generator.build import load
from generator.editing.answers import Answer, Row, SameLabelError, sent
from generator.editing.entries import Entry, answers_of, edited, entry_at, loc_of, values_of
from generator.editing.questions import Question
from generator.editing.texts import Raw

TYPED = ("改过的“新”值", "a: b # c", "- x", "&a *b !c", "[x, y]", "{a: 1}", "no", "12:30", "'q' \"dq\"", "end:", "---")
"""Texts that mean something else to a careless writer of YAML."""


def files_of(content) -> list[str]:
    return [path for file in sorted(content.rglob("*")) if entry_at(path := file.relative_to(content).as_posix())]


def opened(content, path: str) -> tuple[Entry, dict[str, str | None]]:
    entry = entry_at(path)
    assert entry is not None
    there = {file: content / file for file in entry.files}
    return entry, {file: place.read_text("utf-8") if place.exists() else None for file, place in there.items()}


def posted(question: Question, answer: Answer, name: str) -> dict[str, list[str]]:
    """The fields a browser would send for *answer*."""
    if isinstance(answer, dict):
        found: dict[str, list[str]] = {}
        for part, one in answer.items():
            found |= posted(question.part(part) or Question(part, *[question.label] * 2, "line"), one, f"{name}.{part}")
        return found
    if isinstance(answer, tuple):
        if question.type == "reference":
            return {name: [str(one) for one in answer]}
        rows = [one for one in answer if isinstance(one, Row)]
        found = {f"{name}.@": [row.token for row in rows]}
        for row in rows:
            found |= posted(question, row.answer, f"{name}.{row.token}")
        return found
    if question.type == "moment":
        day, _, time = answer.partition(" ")
        return {f"{name}.day": [day], f"{name}.time": [time]}
    return {name: [answer.replace("\n", "\r\n")]} if question.type != "flag" or answer else {}


def changes(question: Question, answer: Answer, number: int) -> Iterator[tuple[str, Answer]]:
    """Each way to change one thing of *answer*: every text in it, and taking out and exchanging rows."""
    if isinstance(answer, dict):
        for name, one in answer.items():
            for what, new in changes(question.part(name) or question, one, number):
                yield f"{name} {what}", {**answer, name: new}
    elif isinstance(answer, tuple) and answer and isinstance(answer[0], Row):
        for at, row in enumerate(answer):
            for what, new in changes(question, row.answer, number + at):
                yield f"{at} {what}", (*answer[:at], Row(row.token, new), *answer[at + 1 :])
        yield "first taken out", answer[1:]
        if len(answer) > 1 and question.type != "labels":
            yield "exchanged", (answer[1], answer[0], *answer[2:])
    elif isinstance(answer, str) and answer:
        yield "a line typed anew" if "\n" not in answer else "a text typed anew", TYPED[number % len(TYPED)]


def stretch(before: list[str], now: list[str]) -> tuple[int, int, int]:
    """Where two texts differ: the first line, and the line behind the last, in the one and in the other."""
    first = next((n for n, (one, other) in enumerate(zip(before, now, strict=False)) if one != other), 0)
    same = 0
    while same < min(len(before), len(now)) - first and before[-1 - same] == now[-1 - same]:
        same += 1
    return first, len(before) - same, len(now) - same


def lines_of(entry: Entry, file: str, lines: list[str], name: str) -> range:
    """The lines of *file* in which the field *name* stands: from its key to the next key beside it, or the text."""
    if name in ("body", "about") and entry.has_pictures:
        start = lines.index("---", 1) + 1 if entry.is_article else 0
        return range(start, len(lines))
    start = lines.index(next(line for line in lines if line.startswith(f"{name}:")))
    later = (n for n, line in enumerate(lines) if n > start and re.match(r"[a-z]|---", line))
    return range(start, next(later, len(lines)))


@pytest.fixture(scope="module", params=["content", "tests/golden/small-hub/content"])
def content(project, request):
    return project / request.param


def test_nothing_changed_is_nothing_written(content):
    """Every file of the content, opened in the form and saved as it is, keeps its very bytes."""
    paths = files_of(content)
    assert len(paths) > 10

    for path in paths:
        entry, texts = opened(content, path)
        answers = answers_of(entry, values_of(entry, texts))
        fields: dict[str, list[str]] = {}
        for question in entry.questions:
            fields |= posted(question, answers[question.name], question.name)
        back = {question.name: sent(question, fields, question.name) for question in entry.questions}

        assert texts == edited(entry, texts, back), path


def test_one_change_is_one_stretch_of_one_file(content):
    """Whatever is changed in any field of any file, one file differs, in lines that held or hold that field.

    Each seventh change is tried; HUB_EVERY_CHANGE=yes tries all, which takes a minute.
    """
    every = 1 if os.environ.get("HUB_EVERY_CHANGE") == "yes" else 7
    tried = 0
    for path in files_of(content):
        entry, texts = opened(content, path)
        answers = answers_of(entry, values_of(entry, texts))
        for question in entry.questions:
            for what, new in changes(question, answers[question.name], tried):
                tried += 1
                if tried % every:
                    continue
                after = edited(entry, texts, {**answers, question.name: new})

                differing = [file for file in entry.files if after[file] != texts[file]]
                assert len(differing) == 1, f"{path} {question.name} {what}: {differing}"
                file = differing[0]
                before, now = texts[file].split("\n"), after[file].split("\n")
                first, last, end = stretch(before, now)
                field = lines_of(entry, file, before, question.name)
                assert first in field and last - 1 in field, f"{path} {question.name} {what}: {first}-{last}, {field}"
                if what.endswith("line typed anew") and question.type != "markdown":
                    assert (last, end) == (first + 1, first + 1), f"{path} {question.name} {what}"
                others = {name: answer for name, answer in answers.items() if name != question.name}
                assert others.items() <= answers_of(entry, values_of(entry, after)).items(), f"{path} {what}"
    assert tried > 300


def test_lines_keep_their_breaks():
    """A file from Windows stays one, a mixed one stays mixed, and a byte-order mark stays in front."""
    data = "\ufefftitle: a\r\nkind: b\nend: c\r\n".encode()
    raw = Raw.of(data)

    assert data == raw.with_text(raw.text)
    assert "\ufefftitle: x\r\nnew: y\r\nkind: b\nend: c\r\n".encode() == raw.with_text(
        "title: x\nnew: y\nkind: b\nend: c\n"
    )


def test_a_translation_is_begun_and_removed():
    """English texts make an index.en.md with texts only; without any it is taken away."""
    entry = entry_at("news/2026/2026-11-20-a/index.md")
    texts = {entry.path: "---\ntitle: 标题\nsummary: 摘要\ndate: 2026-11-20\n---\n\n正文。\n", entry.files[1]: None}
    answers = answers_of(entry, values_of(entry, texts))
    english = {
        **answers,
        "title": {"zh": "标题", "en": "Title: one"},
        "summary": {"zh": "摘要", "en": ""},
        "body": {"zh": "正文。", "en": "Text."},
    }

    begun = edited(entry, texts, english, fingerprint="0a1b2c3d4e5f")

    assert begun[entry.path] == texts[entry.path]
    assert begun[entry.files[1]] == '---\ntitle: "Title: one"\noriginal: 0a1b2c3d4e5f\n---\n\nText.\n'
    assert texts == edited(entry, begun, answers)


def test_two_rows_with_one_id_are_refused():
    """A file cannot hold two labels of one id, and none of them is lost silently."""
    entry = entry_at("taxonomy.yml")
    texts = {"taxonomy.yml": "tags:\n  a: {zh: 甲}\n  b: {zh: 乙}\nevent_categories:\n  c: {zh: 丙}\n"}
    answers = answers_of(entry, values_of(entry, texts))
    rows = answers["tags"]
    twice = (rows[0], Row(rows[1].token, {**rows[1].answer, "key": "a"}))

    with pytest.raises(SameLabelError):
        edited(entry, texts, {**answers, "tags": twice})


@pytest.mark.parametrize(
    "path",
    ["../hub.yml", "jobs/../hub.yml", "/etc/passwd", "jobs/a.yml/", "jobs//a.yml", "jobs\\a.yml", "jobs/%2e%2e.yml",
     "jobs/a.yml\0.md", "handbook/index.md", "news/2026/a/index.en.md", "jobs/..yml", "", ".", "theme/base.html"],
)  # fmt: skip
def test_other_paths_have_no_form(path):
    """Only the main file of a record opens a form, and no way out of the folder is a path."""
    assert entry_at(path) is None


def test_problems_are_led_to_their_field(project, tmp_path, theme):
    """What the check says of a file is shown at the field it is about, a missing one included."""
    content = tmp_path / "content"
    shutil.copytree(project / "tests/golden/small-hub/content", content)
    path = next(path for path in files_of(content) if path.startswith("jobs/"))
    (content / path).write_text(
        "title:\n  en: Welder\nemployer: {url: x}\nalliance: nobody\npay: {min: x}\nduties:\n  - en: Weld\n"
        "apply: {how: {zh: 来信}}\nposted: 2026年3月1日\nvalid_through: 2026-12-01\nrequirements: []\nkind: fulltime\n",
        "utf-8",
    )
    entry, texts = opened(content, path)

    report = load(content, theme).report
    found = {loc_of(entry, texts, replace(p, file=p.file.removeprefix("content/"))) for p in report if path in p.file}

    assert {
        ("title", "zh"), ("employer", "name"), ("employer", "url"), ("headcount",), ("workplace",), ("pay", "min"),
        ("duties", 0, "zh"), ("posted",), ("kind",), ("requirements",),
    } == found  # fmt: skip
