"""Which files changed, as the operating system tells it, and what is looked at again."""

from __future__ import annotations

import shutil

import pytest

from generator.looks import Looking, rows_of
from generator.previewing.watching import Change, Watching


@pytest.fixture
def watching(tmp_path):
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/b/file.md").write_text("1")
    watching = Watching()
    watching.watch(tmp_path)
    watching.start()
    yield watching
    watching.stop()


def seen(watching: Watching, wanted: Change) -> bool:
    """Whether *wanted* is told within some seconds."""
    return any(wanted in watching.wait(1) for _ in range(20))


def test_changes_are_told(watching, tmp_path):
    """A file that is written, one in a new folder, one that is renamed, one that goes."""
    assert watching.tells
    file = tmp_path / "a/b/file.md"
    file.write_text("2")
    assert seen(watching, Change(file, False))

    new = tmp_path / "new/deep/file.md"
    new.parent.mkdir(parents=True)
    assert seen(watching, Change(tmp_path / "new", True))
    new.write_text("1")
    assert seen(watching, Change(new, False))

    file.rename(file.with_name("other.md"))
    assert seen(watching, Change(file.with_name("other.md"), False))

    shutil.rmtree(tmp_path / "new")
    assert seen(watching, Change(tmp_path / "new", True))


def test_reading_is_no_change(watching, tmp_path):
    """Who reads and lists is told of nothing, or a preview would wake itself."""
    rows_of(tmp_path)
    (tmp_path / "a/b/file.md").read_text()

    assert frozenset() == watching.wait(0.3)


def test_who_waits_is_let_go_at_the_end(watching):
    """Without a change `wait` returns when its time is over, and at once when the watching ended."""
    assert frozenset() == watching.wait(0.01)
    watching.stop()
    assert frozenset() == watching.wait()
    assert watching.stopped


def test_a_place_that_cannot_be_watched_is_admitted(tmp_path):
    """Then whoever follows has to look for himself."""
    watching = Watching()
    watching.watch(tmp_path / "nowhere")
    watching.start()

    assert not watching.tells
    watching.stop()


def test_only_what_is_forgotten_is_looked_at_again(tmp_path):
    """Other folders are as they were last seen; after `forget` the rows are those of a new look."""
    (tmp_path / "a/b").mkdir(parents=True)
    (tmp_path / "a/one").write_text("1")
    looking = Looking(tmp_path)
    before = looking.rows()
    assert rows_of(tmp_path) == before

    (tmp_path / "a/one").write_text("22")
    (tmp_path / "a/b/two").write_text("2")
    assert before == looking.rows()
    looking.forget("a")
    assert ["a", "a/b", "a/one"] == [row.path for row in looking.rows()]
    looking.forget("a", deep=True)
    assert rows_of(tmp_path) == looking.rows()
    shutil.rmtree(tmp_path / "a")
    looking.forget()
    assert [] == looking.rows()
