"""The benchmark's made-up hub is what it says: sound, repeatable, and the same at its beginning whatever its size."""

from __future__ import annotations

import json
from pathlib import Path

from site_fixture import PROJECT, run, tree

CORPUS = PROJECT / "bench"


def made_up(folder: Path, news: int, **environment: str) -> Path:
    """Write a made-up hub with that many news items."""
    done = run("corpus", str(folder), "--news", str(news), cwd=CORPUS, **environment)
    assert done.returncode == 0, done.stderr
    return folder


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    """Another order of hashes and another zone change nothing, so that figures of two days compare."""
    first = made_up(tmp_path / "first", 12, PYTHONHASHSEED="0")
    second = made_up(tmp_path / "second", 12, PYTHONHASHSEED="1", TZ="America/New_York")

    assert tree(first) == tree(second)


def test_a_smaller_hub_is_the_beginning_of_a_larger_one(tmp_path: Path) -> None:
    """Every file of the smaller hub stands in the larger one, unchanged."""
    small, large = tree(made_up(tmp_path / "small", 8)), tree(made_up(tmp_path / "large", 25))

    assert len(large) > len(small) > 0
    assert small.items() <= large.items()


def test_the_made_up_hub_has_no_problem(tmp_path: Path) -> None:
    """`hub check` finds nothing to mend in it: a benchmark of content that is refused would measure nothing."""
    content = made_up(tmp_path / "content", 25)
    theme = str(PROJECT / "theme")
    arguments = ("check", "--content", str(content), "--theme", theme, "--as-of", "2026-11-22", "--format", "json")
    done = run("generator.cli", *arguments)

    assert done.returncode == 0, done.stdout
    assert [problem for problem in json.loads(done.stdout) if problem["severity"] == "error"] == []
    assert not list(content.rglob("*sample*"))


def test_an_existing_folder_is_not_written_into(tmp_path: Path) -> None:
    """A folder that holds something is left alone, with a message and exit code 2."""
    (tmp_path / "mine.txt").write_text("mine", "utf-8")
    done = run("corpus", str(tmp_path), "--news", "1", cwd=CORPUS)

    assert done.returncode == 2
    assert "is not empty" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]
