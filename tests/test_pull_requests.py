"""Pull requests, simulated in a clone: what is judged, what is told, and that the summary lists what really changes."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
from site_fixture import AS_OF, PROJECT, run

from generator.cli import main
from generator.problems import Place, Problem, Report
from generator.pull_request.pages import PageChange, SiteChange, site_change
from generator.pull_request.problems import new_problems
from generator.pull_request.summary import Outcome, summary
from generator.pull_request.translations import Behind
from generator.revisions import Changed, NoBaseError, base_of, changed_since, export, repository

GIT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    **{f"GIT_{who}_{what}": f"{who}@hub.example" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")},
}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=os.environ | GIT, capture_output=True, text=True, check=True
    )
    return done.stdout


def commit(folder: Path, message: str) -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", message)
    return git(folder, "rev-parse", "HEAD").strip()


@pytest.fixture
def clone(small_hub: Path, tmp_path: Path) -> Path:
    """A repository with the small hub on main, and a branch `work` that is checked out."""
    folder = tmp_path / "clone"
    shutil.copytree(small_hub, folder / "content")
    git(tmp_path, "init", "--quiet", "--initial-branch=main", "clone")
    commit(folder, "Begin")
    git(folder, "checkout", "--quiet", "-b", "work")
    return folder


def change(clone: Path, file: str, old: str, new: str) -> None:
    path = clone / "content" / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def check(clone: Path, *more: str, since: str = "main") -> int:
    theme = str(PROJECT / "theme")
    arguments = ["check", "--content", str(clone / "content"), "--theme", theme, "--as-of", AS_OF, "--lang", "en"]
    return main([*arguments, "--changed-since", since, *more])


def annotated(out: str) -> list[tuple[str, int]]:
    return [(file, int(line)) for file, line in re.findall(r"^::error file=([^,]+),line=(\d+)", out, re.M)]


WELDER, VISIT = "jobs/welder.yml", "news/2026/2026-11-10-visit/index.md"


def test_exactly_the_lines_in_error_are_annotated(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Of the lines that a pull request changes those in error are annotated, and no others."""
    change(clone, WELDER, "headcount: 3", "headcount：3")
    change(clone, WELDER, "kind: full-time", "kind: part-time")
    change(clone, WELDER, "posted: 2026-11-02", "posted: 2026/11/02")
    commit(clone, "Change a job")

    assert check(clone, "--format", "github") == 1
    assert [(f"content/{WELDER}", 10), (f"content/{WELDER}", 37)] == annotated(capsys.readouterr().out)


def test_old_problems_are_not_told_again(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """What was wrong on main stays out, even where lines above it moved it; the closing lines count it."""
    change(clone, WELDER, "kind: full-time", "kind: fulltime")
    git(clone, "checkout", "--quiet", "main")
    commit(clone, "Break main")
    git(clone, "checkout", "--quiet", "-B", "work")
    change(clone, WELDER, "title:\n", "# A remark\ntitle:\n")
    commit(clone, "Move everything down")

    assert check(clone, "--format", "github") == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert "1 older problem not shown" in told.err


def test_an_old_problem_on_a_touched_line_is_told(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Whoever changes a line is told what is wrong with it, whoever wrote it first."""
    change(clone, WELDER, "kind: full-time", "kind: fulltime")
    git(clone, "checkout", "--quiet", "main")
    commit(clone, "Break main")
    git(clone, "checkout", "--quiet", "-B", "work")
    change(clone, WELDER, "kind: fulltime", "kind: fulltime  # really")
    commit(clone, "Touch the line")

    assert check(clone, "--format", "github") == 1
    assert [(f"content/{WELDER}", 11)] == annotated(capsys.readouterr().out)


def test_what_a_change_breaks_elsewhere_is_told(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A tag that was deleted makes the references to it wrong, in files that nobody touched."""
    change(clone, "taxonomy.yml", "  casting:\n    zh: 铸造\n    en: Casting\n", "  steel:\n    zh: 钢\n")
    commit(clone, "Delete a tag")

    assert check(clone, "--format", "github") == 1
    files = {file for file, _ in annotated(capsys.readouterr().out)}
    assert f"content/{WELDER}" in files and "content/taxonomy.yml" not in files


def test_renaming_a_file_brings_no_problem(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A problem goes with its file to another name."""
    change(clone, WELDER, "kind: full-time", "kind: fulltime")
    git(clone, "checkout", "--quiet", "main")
    commit(clone, "Break main")
    git(clone, "checkout", "--quiet", "-B", "work")
    git(clone, "mv", f"content/{WELDER}", "content/jobs/smith.yml")
    commit(clone, "Rename")

    assert check(clone, "--format", "github") == 0
    assert capsys.readouterr().out == ""


def test_uncommitted_and_new_files_count(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On an editor's machine what is not committed yet is judged like the rest."""
    change(clone, WELDER, "headcount: 3", "headcount: 0")
    shutil.copy(clone / "content/jobs/moulder.yml", clone / "content/jobs/smith two.yml")

    assert check(clone, "--format", "github") == 1
    assert [(f"content/{WELDER}", 10), ("content/jobs/smith two.yml", 1)] == sorted(
        annotated(capsys.readouterr().out), reverse=True
    )


def test_main_moving_on_makes_no_difference(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The base is where the branch began, not what main became meanwhile."""
    change(clone, VISIT, "date: ", "date:  ")
    commit(clone, "Work")
    git(clone, "checkout", "--quiet", "main")
    change(clone, WELDER, "headcount: 3", "headcount: 4")
    commit(clone, "Main goes on")
    git(clone, "checkout", "--quiet", "work")

    root = repository(clone)
    assert {f"content/{VISIT}"} == set(changed_since(root, base_of(root, "main"), "content").lines)
    assert check(clone) == 0


@pytest.mark.parametrize(("revision", "said"), [("nowhere", "no commit or branch nowhere"), ("--help", "no commit")])
def test_an_unknown_base_ends_with_4(revision, said, clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A revision that is not there, or poses as an option, is told in one line; exit code 4."""
    assert main(["check", "--content", str(clone / "content"), "--theme", str(PROJECT / "theme"), "--lang", "en",
                 f"--changed-since={revision}"]) == 4  # fmt: skip
    assert said in capsys.readouterr().err


def test_a_shallow_clone_is_told_what_to_fetch(clone: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Where the history was cut off, the message says how to get it; exit code 4."""
    commit(clone, "One")
    commit(clone, "Two")
    git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=work", clone.as_uri(), "shallow")

    assert check(tmp_path / "shallow", since="origin/main") == 4
    assert "git fetch --unshallow" in capsys.readouterr().err


def test_outside_of_a_repository_there_is_no_base(small_hub: Path, tmp_path: Path, monkeypatch) -> None:
    """A folder that git does not know is told as such."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    shutil.copytree(small_hub, tmp_path / "content")

    assert check(tmp_path) == 4
    with pytest.raises(NoBaseError, match="not a git repository"):
        repository(tmp_path)


def test_an_export_holds_the_files_as_they_were(clone: Path, tmp_path: Path) -> None:
    """The files of a commit come out byte for byte, without those of today and without links out of the folder."""
    (clone / "content/out").symlink_to("/etc")
    base = commit(clone, "Link")
    (clone / "content" / WELDER).unlink()

    assert export(clone, base, tmp_path / "then", "content")
    names = {path.relative_to(tmp_path / "then").as_posix() for path in (tmp_path / "then").rglob("*")}
    assert WELDER in names and "out" not in names
    assert not export(clone, base, tmp_path / "none", "contents")
    assert "?? " not in git(clone, "status", "--porcelain")


# Pure functions


def problem(line: int, found: str = "x", file: str = "content/a.yml") -> Problem:
    return Problem(file, Place(line, 1, 1, ""), "E120", {"field": "kind", "found": found, "allowed": [line]})


def test_as_many_problems_as_before_are_old() -> None:
    """Two equal problems of the base account for two of the head, wherever they stand; a third is new."""
    head, base = Report.of([problem(n) for n in (5, 6, 7)]), Report.of([problem(n) for n in (1, 2)])

    assert 1 == len(new_problems(head, base, Changed()))
    assert 0 == len(new_problems(base, head, Changed()))


def test_a_folder_above_the_content_is_no_part_of_its_names() -> None:
    """In a repository that holds the hub in a folder, git's names begin with that folder."""
    changed = Changed({"hub/content/a.yml": ((3, 4),)})

    assert [3, 4] == [
        p.place.line for p in new_problems(*[Report.of([problem(n) for n in (2, 3, 4)])] * 2, changed, "hub/")
    ]


def test_sites_are_compared_byte_by_byte(tmp_path: Path) -> None:
    """Pages are listed by address with what becomes of them in each language, other files are counted."""
    files = {"index.html": "11", "en/index.html": "12", "a/index.html": "1-", "en/a/index.html": "1-",
             "b/index.html": "-1", "feed.xml": "12", "search/x": "-1", "same/index.html": "11"}  # fmt: skip
    for name, versions in files.items():
        for folder, text in zip(("old", "new"), versions, strict=True):
            if text != "-":
                (tmp_path / folder / name).parent.mkdir(parents=True, exist_ok=True)
                (tmp_path / folder / name).write_text(text, "utf-8")

    assert SiteChange(
        (PageChange("/", None, "changed"), PageChange("/a/", "removed", "removed"), PageChange("/b/", "added", None)),
        {"feeds": 1, "search": 1},
    ) == site_change(tmp_path / "old", tmp_path / "new")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_nothing_in_a_summary_is_markup_by_accident(lang) -> None:
    """Names and values that editors chose cannot open a table cell, a tag, a link or a mention."""
    nasty = "a|b`c<img src=x>@all](http://x)"
    found = Problem(f"content/{nasty}.yml", Place(1, 1, 1, ""), "E120", {"field": "kind", "found": nasty})
    text = summary(Outcome(Report((found,)), 0, None, [Behind(nasty, nasty)], "why"), lang)
    row = next(line for line in text.split("\n") if "E120" in line)

    assert 4 == len(re.findall(r"(?<!\\)\|", row))
    unescaped = re.sub(r"\\.", "", row)
    outside = re.sub(r"(`+)(?!`).*?(?<!`)\1(?!`)", "", unescaped)
    assert "<img" not in outside and "@all" not in outside and "](" not in outside


# The whole of it


@dataclass(frozen=True)
class Simulated:
    """A pull request against a project of its own: what `hub pr` said, and two full builds to hold against it."""

    out: str
    summary: str
    before: dict[str, bytes]
    after: dict[str, bytes]
    preview: dict[str, bytes]


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def simulated(small_hub: Path, tmp_path_factory: pytest.TempPathFactory) -> Simulated:
    folder = tmp_path_factory.mktemp("pull-request")
    project = folder / "project"
    shutil.copytree(small_hub, project / "content")
    shutil.copytree(PROJECT / "content/handbook", project / "content/handbook")
    for name in ("theme", "generator"):
        shutil.copytree(PROJECT / name, project / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(PROJECT / "mkdocs.yml", project)
    (project / ".gitignore").write_text("/.cache/\n/site/\n", "utf-8")
    git(folder, "init", "--quiet", "--initial-branch=main", "project")
    commit(project, "Begin")
    build(project, folder / "before")
    git(project, "checkout", "--quiet", "-b", "work")
    change(project, "services/legal.yml", "zh: 打电话", "zh: 打电话或上门")
    change(project, VISIT, "title: ", "title: 再次")
    shutil.copytree(project / "content/news/2026/2026-11-10-visit", project / "content/news/2026/2026-11-12-again")
    shutil.rmtree(project / "content/policies/flats")
    change(project, WELDER, "  - zh: 食堂", "  - zh: 月入过万，有食堂")
    commit(project, "Work")
    build(project, folder / "after")
    done = run("generator.cli", "pr", "--base", "main", "--site-dir", str(folder / "preview"), "--as-of", AS_OF,
               "--lang", "en", cwd=project, PYTHONPATH=str(project), GITHUB_ACTIONS="true",
               GITHUB_STEP_SUMMARY=str(folder / "summary.md"), **GIT)  # fmt: skip
    assert done.returncode == 0, done.stderr
    return Simulated(
        done.stdout,
        (folder / "summary.md").read_text("utf-8"),
        *(files_of(folder / name) for name in ("before", "after", "preview")),
    )


def build(project: Path, site: Path) -> None:
    done = run(
        "generator.cli", "build", "--site-dir", str(site), "--as-of", AS_OF, cwd=project, PYTHONPATH=str(project)
    )
    assert done.returncode == 0, done.stderr


def test_the_summary_lists_exactly_the_pages_that_change(simulated: Simulated) -> None:
    """Every page whose bytes differ between two full builds is listed, with its languages, and no other."""
    before, after = simulated.before, simulated.after
    pages = {name for name in before.keys() | after.keys() if name.endswith(".html")}
    states = {
        name: "added" if name not in before else "removed" if name not in after else "changed"
        for name in pages
        if before.get(name) != after.get(name)
    }
    listed: dict[str, str] = {}
    for address, zh, en in re.findall(r"^\| `(/[^`]*)` \| (\S+) \| (\S+) \|$", simulated.summary, re.M):
        path = f"{address[1:]}index.html" if address.endswith("/") else address[1:]
        listed |= {f"{root}{path}": state for root, state in (("", zh), ("en/", en)) if state != "–"}

    assert states == listed
    assert {"added", "changed", "removed"} == set(listed.values())
    assert f"{len(states)} pages" in simulated.summary


def test_the_preview_is_the_site_of_the_branch(simulated: Simulated) -> None:
    """What reviewers download is byte for byte what a build of the branch gives."""
    assert simulated.after == simulated.preview


def test_translations_that_fall_behind_are_named(simulated: Simulated) -> None:
    """A short text whose Chinese changed without its English is named by file and field."""
    assert "| `content/services/legal.yml` | `ask` |" in simulated.summary
    assert 1 == simulated.summary.count("content/services/legal.yml")


def test_warnings_are_annotated_and_stop_nothing(simulated: Simulated) -> None:
    """A warning on a changed line becomes an annotation of its own level."""
    assert re.fullmatch(rf"::warning file=content/{WELDER},line=30,.*title=W203::.*\n", simulated.out)


# Formats


def test_workflow_commands_escape_what_the_runner_reads(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Percent signs, line breaks, and in properties colons and commas, arrive as they were written."""
    change(clone, WELDER, "kind: full-time", "kind: 100%")
    shutil.copy(clone / "content/jobs/moulder.yml", clone / "content/jobs/a, b.yml")

    assert check(clone, "--format", "github") == 1
    lines = capsys.readouterr().out.splitlines()
    assert ["100%25" in line for line in lines if WELDER in line] == [True]
    assert [line.startswith("::error file=content/jobs/a%2C b.yml,line=1") for line in lines if "%2C" in line] == [True]
    assert all(line.count("%0A") >= 1 for line in lines)


def test_code_quality_reports_are_what_gitlab_reads(clone: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Each entry has the fields GitLab asks for, and a fingerprint that a moved line keeps."""
    change(clone, WELDER, "kind: full-time", "kind: fulltime")
    assert check(clone, "--format", "gitlab") == 1
    [first] = json.loads(capsys.readouterr().out)
    change(clone, WELDER, "title:\n", "# A remark\ntitle:\n")
    assert check(clone, "--format", "gitlab") == 1
    [second] = json.loads(capsys.readouterr().out)

    assert {"description", "check_name", "fingerprint", "severity", "location"} == set(first)
    assert (first["check_name"], first["severity"]) == ("E120", "major")
    assert {"path": f"content/{WELDER}", "lines": {"begin": 11}} == first["location"]
    assert first["fingerprint"] == second["fingerprint"]
    assert 12 == second["location"]["lines"]["begin"]
