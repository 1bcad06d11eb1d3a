"""The `hub` command: what it prints where, and the exit codes that scripts rely on."""

from __future__ import annotations

import json
import re
import shutil
from pathlib import Path

import pytest
from site_fixture import AS_OF, PROJECT, edit, run, snapshot

from generator import __version__
from generator.cli import main

JOB = "jobs/shipyard-welder.yml"


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A copy of the content, to break."""
    return Path(shutil.copytree(snapshot() / "content", tmp_path / "content"))


def check(content: Path, *arguments: str) -> int:
    """Run ``hub check`` on *content* in this process."""
    return main(["check", "--content", str(content), "--theme", str(PROJECT / "theme"), "--as-of", AS_OF, *arguments])


def break_twice(content: Path) -> None:
    """Put one mistake into each of two files."""
    edit(content / JOB, "headcount: ", "headcont: ")
    (content / "news/2026/2026-11-04-three-lists/index.md").write_text("没有字段\n", "utf-8")


def test_without_a_command_the_help_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """`hub` alone names its commands and exits with 2."""
    assert main([]) == 2
    shown = capsys.readouterr().out
    assert [name for name in ("build", "serve", "check") if name not in shown] == []


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    """`hub --version` prints the version on stdout and exits with 0."""
    with pytest.raises(SystemExit) as stopped:
        main(["--version"])

    assert stopped.value.code == 0
    assert capsys.readouterr().out == f"alliance-hub {__version__}\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ["build", "--as-of", "2026-11-31"],
        ["build", "--as-of", "昨天"],
        ["build", "--as-of", "22.11.2026"],
        ["check", "--lang", "fr"],
        ["check", "--format", "xml"],
        ["publish"],
        ["build", "--no-such-option"],
    ],
    ids=" ".join,
)
def test_a_mistyped_command_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """What argparse refuses ends with 2 and a message on stderr that quotes the mistake; nothing goes to stdout."""
    with pytest.raises(SystemExit) as stopped:
        main(arguments)

    said = capsys.readouterr()
    assert stopped.value.code == 2
    assert said.out == ""
    assert arguments[-1] in said.err


def test_a_wrong_date_is_answered_with_a_right_one(capsys: pytest.CaptureFixture[str]) -> None:
    """The message for a wrong date shows the form that is meant."""
    with pytest.raises(SystemExit):
        main(["build", "--as-of", "22 Nov"])

    assert "22 Nov is not a date such as 2026-11-22" in capsys.readouterr().err


def test_check_of_sound_content_prints_nothing_but_the_count(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The hub's own content has no problem: exit code 0, empty stdout, one line of talk on stderr."""
    assert check(content, "--lang", "en") == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err == "no problems found\n"


def test_check_prints_every_problem_in_order_of_file(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Mistakes in two files are both printed on stdout, each with file, line and fix; stderr has the count; exit 1."""
    break_twice(content)

    assert check(content, "--lang", "en") == 1
    said = capsys.readouterr()
    places = [line.split(" ")[0] for line in said.out.splitlines() if line.startswith("content/")]
    assert [place.split(":")[0] for place in places] == [
        f"content/{JOB}",
        f"content/{JOB}",
        "content/news/2026/2026-11-04-three-lists/index.md",
    ]
    assert said.out.count("    Fix: ") == 3
    assert "found 3 errors and 0 warnings" in said.err


def test_check_speaks_chinese_or_english(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--lang chooses the language of problems and of the count."""
    break_twice(content)

    assert check(content, "--lang", "zh") == 1
    chinese = capsys.readouterr()
    assert chinese.out.count("    改法：") == 3
    assert "发现 3 个错误" in chinese.err
    assert "Fix: " not in chinese.out


@pytest.mark.parametrize(
    ("environment", "expected"),
    [
        ({"LANG": "en_US.UTF-8"}, "no problems found"),
        ({"LANG": "zh_CN.UTF-8"}, "没有发现问题"),
        ({"LANG": "C"}, "没有发现问题"),
        ({"LANG": "zh_CN.UTF-8", "LC_ALL": "en_GB.UTF-8"}, "no problems found"),
        ({"LANG": "en_US.UTF-8", "HUB_LANG": "zh"}, "没有发现问题"),
    ],
    ids=lambda value: "-".join(value) if isinstance(value, dict) else "",
)
def test_the_environment_chooses_the_language(
    environment: dict[str, str],
    expected: str,
    content: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Without --lang: HUB_LANG, then the locale; Chinese where neither says English."""
    for name in ("HUB_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert check(content) == 0
    assert capsys.readouterr().err.strip() == expected


def test_check_as_json(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """--format json prints a list with file, line, column, code, severity, message and fix of each problem."""
    break_twice(content)

    assert check(content, "--format", "json", "--lang", "en") == 1
    problems = json.loads(capsys.readouterr().out)
    assert len(problems) == 3
    for problem in problems:
        assert set(problem) - {"mend"} == {
            "file", "line", "column", "end_column", "code", "severity", "message", "fix"
        }  # fmt: skip
        assert problem["severity"] == "error"
        assert problem["line"] >= 1 and problem["column"] >= 1
        assert problem["message"] and problem["fix"]
    line = (content / JOB).read_text("utf-8").splitlines()
    unknown = next(problem for problem in problems if "headcont" in problem["message"])
    assert line[unknown["line"] - 1].startswith("headcont")


def test_check_as_json_of_sound_content_is_an_empty_list(content: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Programs get a list even when nothing is wrong."""
    assert check(content, "--format", "json") == 0
    assert json.loads(capsys.readouterr().out) == []


def test_check_finds_content_and_theme_by_itself() -> None:
    """`hub check` in the project's folder checks the content that mkdocs.yml names."""
    done = run("generator.cli", "check", "--as-of", AS_OF, "--lang", "en")

    assert done.returncode == 0
    assert done.stderr.endswith("no problems found\n")


@pytest.mark.parametrize("command", ["build", "check", "serve"])
def test_a_missing_settings_file_is_named_without_a_traceback(command: str, tmp_path: Path) -> None:
    """Outside a project the command says which file it misses, exits with 2 and leaves nothing behind."""
    done = run("generator.cli", command, cwd=tmp_path, PYTHONPATH=str(PROJECT))

    assert done.returncode == 2
    assert "mkdocs.yml" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_build_says_what_it_wrote_and_more_when_asked(tmp_path: Path) -> None:
    """A build that goes well says on stderr what it wrote, after lines for the steps that took a second or more;

    -v adds what the engine says.
    """
    arguments = ("build", "--as-of", "2026-11-22", "--site-dir")
    quiet = run("generator.cli", *arguments, str(tmp_path / "quiet"))
    verbose = run("generator.cli", *arguments, str(tmp_path / "verbose"), "-v")

    assert (quiet.returncode, quiet.stdout) == (verbose.returncode, verbose.stdout) == (0, "")
    line = (
        r"\d+ files as of 2026-11-22, [\d.]+ MB; \d+ made anew in [\d.]+ s, \d+ changed; "
        r"of it the search index \d+ files, [\d.]+ MB in [\d.]+ s"
    )
    *steps, last = quiet.stderr.strip().splitlines()
    assert re.fullmatch(line, last)
    assert all(re.fullmatch(r"[^:：]+(?:: |：)[\d.,]+ (?:s|秒|files …|个文件 …)", step) for step in steps)
    assert re.search(line, verbose.stderr)
    assert len(verbose.stderr.splitlines()) > 1


def test_a_wrong_day_in_the_environment_is_told_without_a_traceback(tmp_path: Path) -> None:
    """HUB_AS_OF with something else than a date stops the build with 2 and the right form."""
    done = run("generator.cli", "build", "--site-dir", str(tmp_path / "site"), HUB_AS_OF="gestern")

    assert done.returncode == 2
    assert "gestern is not a date such as 2026-11-22" in done.stderr
    assert "Traceback" not in done.stderr
    assert list(tmp_path.iterdir()) == []


def test_a_fault_of_the_program_is_no_problem_of_the_content(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A traceback ends with 70: Python's own 1 would tell scripts that editors have something to mend."""
    monkeypatch.setattr("generator.commands.check.load", lambda *_, **__: 1 // 0)

    assert main(["check"]) == 70
    assert "ZeroDivisionError" in capsys.readouterr().err
