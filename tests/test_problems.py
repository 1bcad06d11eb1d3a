"""Problems: the collection of mistakes, the messages, and how a report reads."""

from __future__ import annotations

import re
import shutil
from collections import Counter
from pathlib import Path

import pytest
from mistakes import MISTAKES

from generator.build import load
from generator.messages import MESSAGES
from generator.problems import Place, Problem, Report

UNREACHED = {
    "E103": "a file that vanishes while it is read: test_files.py",
    "W210": "only on a given day: test_freshness.py",
    "W211": "only on a given day: test_freshness.py",
    "W212": "only on a given day: test_freshness.py",
    "E139": "what pydantic may refuse one day and no field of today can: test_fields.py",
}
"""Codes that no content can bring about, and where they are tested."""


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake.name)
def test_each_mistake_is_found_once_and_at_its_place(mistake, mistakes):
    """One mistake gives the problems expected of it, at their lines and columns, and no others."""
    report = mistakes[mistake.name]

    assert mistake.problems() == [(p.file, p.code, p.place.line, p.place.column) for p in report]


def test_mistakes_have_names_of_their_own():
    """No two mistakes share a name, which would hide one of them."""
    assert [] == [name for name, count in Counter(mistake.name for mistake in MISTAKES).items() if count > 1]


def test_the_collection_covers_every_code():
    """Each code of the messages is brought about by a mistake of the collection, or is named as out of reach."""
    covered = {text.split(" ")[0] for mistake in MISTAKES for text in mistake.expected}

    assert set(MESSAGES) - set(UNREACHED) == covered - set(UNREACHED)


def test_codes_in_the_source_and_in_the_messages_are_the_same(project):
    """No code is raised without a message, and no message waits for a code that nobody raises."""
    files = [file for file in (project / "generator").rglob("*.py") if file.name != "messages.py"]
    raised = {code for file in files for code in re.findall(r'"([EW]\d{3})"', file.read_text("utf-8"))}

    assert set(MESSAGES) == raised


@pytest.mark.parametrize("code", MESSAGES)
def test_messages_name_the_same_facts_in_both_languages(code):
    """A fact that one language tells is told in the other, guesses and hints apart, which have a language each."""
    message = MESSAGES[code]

    def facts(text: str) -> set[str]:
        return {re.sub(r"(^|_)(zh|en)$", "", name) for name in re.findall(r"(?<!{){([a-z_]+)}", text)}

    assert facts(message.zh) == facts(message.en)
    assert facts(message.zh_fix) == facts(message.en_fix)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_message_lacks_a_fact(lang, mistakes):
    """Whoever raises a problem gives every fact its sentences ask for: no dash stands in for one, no brace is left."""
    told = [(p.code, text) for report in mistakes.values() for p in report for text in (p.message(lang), p.fix(lang))]

    assert len(told) > 200
    assert [] == [(code, text) for code, text in told if re.search(r"`–`|\(–\)|（–）|{[a-z_]+}|None", text)]


def test_a_problem_reads_as_the_style_guide_shows():
    """Place, code and sentence stand on one line, then the line with a caret below the value, then the fix."""
    place = Place(2, 7, 8, "kind: fulltime")
    facts = {"field": "kind", "found": "fulltime", "guess_zh": "是不是 `full-time`？", "allowed": ["full-time"]}
    problem = Problem("content/jobs/welder.yml", place, "E120", facts)

    assert [
        "content/jobs/welder.yml:2:7: error E120: `kind` 写作 `fulltime`，没有这个取值",
        "    2 | kind: fulltime",
        "      |       ^^^^^^^^",
    ] == problem.render("zh").split("\n")[:3]
    assert "改法：是不是 `full-time`？" in problem.render("zh")


def test_carets_stand_below_wide_characters():
    """Chinese characters take two columns, so the caret moves two columns for each of them before and in the value."""
    problem = Problem("content/jobs/welder.yml", Place(2, 5, 2, "标题：焊工"), "E107")

    assert "      |         ^^" == problem.render("zh").split("\n")[2]  # the line is four characters, the last two wide


@pytest.mark.parametrize("column", [1, 250, 499, 500, 501])
def test_a_long_line_is_quoted_around_its_place(column):
    """Of a line of 500 Chinese characters about a hundred are shown, and the caret is still below one of them."""
    text = "".join(chr(0x4E00 + n) for n in range(500))
    quoted, caret = Problem("content/a.md", Place(1, column, 1, text), "E107").render("en").split("\n")[1:3]

    assert quoted.startswith("    1 | ")
    assert len(quoted) <= 110
    assert caret.rstrip("^").count(" ") <= 8 + 2 * 100
    assert column == 501 or text[column - 1] in quoted


def test_long_values_are_cut_and_hints_are_not():
    """A value of 200 characters is shortened in the sentence; a hint is part of the sentence and stays whole."""
    problem = Problem("content/a.yml", Place(), "E136", {"field": "x", "found": "长" * 200, "hint_zh": "短" * 200})

    assert "长" * 79 + "…" in problem.message("zh")
    assert "长" * 80 not in problem.message("zh")
    assert "短" * 200 == problem.fix("zh")


def test_reports_are_sorted_and_hold_nothing_twice():
    """Problems stand in order of file, line and column, whatever the order they were found in."""
    first, second, third = (Problem(f, Place(n), "E107") for f, n in (("a.yml", 2), ("a.yml", 10), ("b.yml", 1)))

    assert (first, second, third) == Report.of([third, second, first, second]).problems


@pytest.mark.parametrize(
    ("codes", "zh", "en"),
    [
        ((), "没有发现问题", "no problems found"),
        (("E107",), "发现 1 个错误、0 个提醒", "found 1 error and 0 warnings"),
        (("E107", "E108"), "发现 2 个错误、0 个提醒", "found 2 errors and 0 warnings"),
    ],
)
def test_summaries_count_in_both_languages(codes, zh, en):
    """The closing line counts errors and warnings and keeps to the grammar of its language."""
    report = Report.of(Problem("a.yml", Place(), code) for code in codes)

    assert (zh, en) == (report.summary("zh"), report.summary("en"))


def test_problems_as_data_are_what_other_programs_need():
    """The JSON of a problem has its place in numbers and both sentences in the language asked for."""
    problem = Problem("content/hub.yml", Place(3, 1, 1, ""), "E107")

    assert {
        "file": "content/hub.yml",
        "line": 3,
        "column": 1,
        "end_column": 2,
        "code": "E107",
        "severity": "error",
        "message": "the file is empty",
        "fix": "Write its content, or delete the file.",
    } == problem.as_dict("en")


# Thirty mistakes at once


def at(start: str, new: str, move: int = 0):
    """An edit that puts *new* in place of the first line beginning with *start*; the problem is *move* lines below."""

    def edit(lines: list[str]) -> int | None:
        number = next((n for n, line in enumerate(lines) if line.startswith(start)), None)
        if number is None:
            return None
        lines[number : number + 1] = new.format(line=lines[number]).split("\n")
        return number + 1 + move

    return edit


def end(new: str):
    """An edit that adds *new* as the last line."""

    def edit(lines: list[str]) -> int:
        lines.append(new)
        return len(lines)

    return edit


def gone(start: str):
    """An edit that deletes the first line beginning with *start*, which is missed at the file's first line."""

    def edit(lines: list[str]) -> int | None:
        number = next((n for n, line in enumerate(lines) if line.startswith(start)), None)
        if number is None:
            return None
        del lines[number]
        return 1

    return edit


JOB, EVENT, SERVICE, NEWS = "jobs/*.yml", "events/*.yml", "services/*.yml", "news/*/*/index.md"
TRANSLATION, ALLIANCE = "news/*/*/index.en.md", "alliances/*/alliance.yml"
THIRTY = (
    (JOB, "E111", at("  zh:", "\tzh: 焊工")),
    (JOB, "E112", at("headcount:", "headcount：3")),
    (JOB, "E113", at("  zh:", "  zh: 焊工: 一级")),
    (JOB, "E115", end("posted: 2026-01-01")),
    (JOB, "E116", at("headcount:", "headcount: !!int 3")),
    (JOB, "E119", at("headcount:", "headcount:3")),
    (JOB, "E120", at("kind:", "kind: fulltime")),
    (JOB, "E121", gone("headcount:")),
    (JOB, "E122", end("salary: 8000")),
    (JOB, "E124", at("headcount:", "headcount: 三")),
    (JOB, "E125", at("posted:", "posted: 2026年3月1日")),
    (JOB, "E130", at("headcount:", "headcount: 0")),
    (JOB, "E133", at("headcount:", "headcount:")),
    (JOB, "E140", at("alliance:", "alliance: nowhere")),
    (JOB, "E150", at("valid_through:", "valid_through: 2001-01-01")),
    (EVENT, "E110", at("posted:", "posted: “2026-03-01”")),
    (EVENT, "E126", at("start:", "start: 明天上午")),
    (EVENT, "E128", at("alliances:", "alliances: hvac")),
    (EVENT, "E132", at("sample:", "sample: 是")),
    (EVENT, "E109", at("  zh:", "  zh: 活\x0b动")),
    (SERVICE, "E134", at("name:", "name: 服务队\nmore:")),
    (SERVICE, "E114", at("  zh:", '  zh: "服务队')),
    (NEWS, "E117", at("---", "")),
    (NEWS, "E127", at("title:", "title: " + "长" * 301)),
    (NEWS, "E170", end("这里<br>换行。")),
    (NEWS, "E171", end("[点我](javascript:alert(1))")),
    (NEWS, "E172", end("[这里](nowhere.md)")),
    (NEWS, "E174", end("![](picture.png)")),
    (NEWS, "E177", end("# 一级标题")),
    (TRANSLATION, "E160", at("title:", "date: 2026-11-20\n{line}")),
    (ALLIANCE, "E131", end("contact: {url: foundry.example}")),
)


def test_thirty_mistakes_are_found_in_one_run(project, theme, tmp_path):
    """A run over the hub's own content with a mistake in each of thirty files names every one, with file and line."""
    content = tmp_path / "content"
    shutil.copytree(project / "content", content)
    used: set[Path] = set()
    made = [make(content, used, *mistake) for mistake in THIRTY]
    report = load(content, theme).report

    found = {(problem.file, problem.code, problem.place.line) for problem in report}
    assert 30 <= len({file for file, _, _ in made})
    assert 30 <= len(report.errors)
    assert [] == sorted(set(made) - found)


def make(content: Path, used: set[Path], files: str, code: str, edit) -> tuple[str, str, int]:
    """Make one mistake in the next file that allows it; return file, code and line."""
    for file in sorted(content.glob(files)):
        lines = file.read_text("utf-8").rstrip("\n").split("\n")
        if file not in used and (line := edit(lines)) is not None:
            used.add(file)
            file.write_text("\n".join([*lines, ""]), "utf-8")
            return f"content/{file.relative_to(content).as_posix()}", code, line
    raise AssertionError(f"no file of {files} allows {code}")
