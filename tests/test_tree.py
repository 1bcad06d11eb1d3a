"""Publishing: a tree is written beside the site and takes its place in one step."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from generator.publish import tree
from generator.publish.output import Output
from generator.publish.tree import AddressClashError, stage, switch, write


def out(path: str, data: str | bytes, source: str = "test") -> Output:
    return Output(path, source, lambda: data)


def texts(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


@pytest.fixture
def site(tmp_path):
    """A published site with one page."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("old")
    return folder


@pytest.fixture
def umask():
    """Set a umask for the test, and the old one afterwards."""
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


def test_outputs_are_written_as_they_are(tmp_path):
    """Texts are written as UTF-8 without any change of line breaks, bytes as they are, and folders are made."""
    total, _ = write([out("a.txt", "中\r\n文"), out("b/c/d.png", b"\x89\r\n"), out("b/e", "")], tmp_path)

    assert (3, 8 + 3) == (total.files, total.size)
    assert {"a.txt": "中\r\n文".encode(), "b/c/d.png": b"\x89\r\n", "b/e": b""} == texts(tmp_path)


def test_files_are_counted_by_their_source(tmp_path):
    """Files, bytes and seconds are told for each source; making a file and writing it both count."""
    ticks = iter((0.0, 1.0, 3.0, 6.0))
    found = [out("a", "12", "page"), out("b", "345", "search"), out("c", "6", "page")]

    total, by_source = write(found, tmp_path, lambda: next(ticks))

    assert (3, 6, 6.0) == (total.files, total.size, total.seconds)
    assert {"page": (2, 3, 4.0), "search": (1, 3, 2.0)} == {
        name: (one.files, one.size, one.seconds) for name, one in by_source.items()
    }


def test_nothing_is_made_before_it_is_written(tmp_path):
    """Outputs are rendered one by one, so that a build never holds the whole site in memory."""
    seen = []

    def found():
        for name in ("a", "b"):
            seen.append(sorted(texts(tmp_path)))
            yield Output(name, "test", lambda name=name: name)

    write(found(), tmp_path)

    assert [[], ["a"]] == seen


def test_two_outputs_of_one_address_are_refused(tmp_path):
    """Both sources are named, and the first file stays as it was written."""
    with pytest.raises(AddressClashError, match=r"about/index.html: first, second"):
        write([out("about/index.html", "1", "first"), out("about/index.html", "2", "second")], tmp_path)

    assert {"about/index.html": b"1"} == texts(tmp_path)


@pytest.mark.parametrize(
    ("mask", "folder", "file"), [(0o022, 0o755, 0o644), (0o077, 0o700, 0o600), (0o002, 0o775, 0o664)]
)
def test_permissions_are_those_of_the_umask(tmp_path, umask, mask, folder, file):
    """What is published can be read by whom its owner lets read it: no folder stays private by chance."""
    umask(mask)
    staged = stage(tmp_path / "site")
    write([out("a/b.html", "x")], staged)
    switch(staged, tmp_path / "site")
    modes = [stat.S_IMODE((tmp_path / path).stat().st_mode) for path in ("site", "site/a", "site/a/b.html")]

    assert [folder, folder, file] == modes


def test_staging_lies_beside_the_site(site):
    """The new tree is on the same file system, hidden, empty, and the published one is left alone."""
    first, second = stage(site), stage(site)

    assert (site.parent, site.parent) == (first.parent, second.parent)
    assert first != second
    assert first.name.startswith(".site.")
    assert [] == list(first.iterdir())
    assert {"index.html": b"old"} == texts(site)


def test_a_site_is_published_where_there_was_none(tmp_path):
    """The first build makes the folders above the site too."""
    staged = stage(tmp_path / "a/b/site")
    write([out("index.html", "new")], staged)
    switch(staged, tmp_path / "a/b/site")

    assert {"a/b/site/index.html": b"new"} == texts(tmp_path)


@pytest.mark.parametrize("exchange", [True, False], ids=["exchanged", "renamed"])
def test_the_new_tree_takes_the_place_of_the_old(site, monkeypatch, exchange):
    """Afterwards the site is the new tree, whole, and nothing is left beside it, with or without the system call."""
    if not exchange:
        monkeypatch.setattr(tree, "_exchange", lambda left, right: False)
    staged = stage(site)
    write([out("new/index.html", "new")], staged)

    assert {"index.html": b"old"} == texts(site)
    switch(staged, site)

    assert {"new/index.html": b"new"} == texts(site)
    assert [site] == list(site.parent.iterdir())


def test_the_exchange_is_one_step(site, monkeypatch):
    """At no moment is there no site: the old tree is still whole under the other name right after the step."""
    seen = {}
    monkeypatch.setattr(tree.shutil, "rmtree", lambda folder, **_: seen.update(texts(Path(folder))))
    staged = stage(site)
    write([out("index.html", "new")], staged)
    if not tree._exchange(staged, site):
        pytest.skip("this file system cannot exchange two names")
    assert tree._exchange(staged, site)
    switch(staged, site)

    assert {"index.html": b"old"} == seen
    assert {"index.html": b"new"} == texts(site)


def test_a_failed_exchange_leaves_the_old_site(site):
    """When the staged tree is gone, the switch fails loudly and the site is what it was."""
    with pytest.raises(OSError, match="No such file"):
        switch(site.parent / ".site.gone", site)

    assert {"index.html": b"old"} == texts(site)


def test_a_failed_rename_leaves_the_old_site(site, monkeypatch):
    """Without the system call too: when the second rename fails, the first is taken back."""
    monkeypatch.setattr(tree, "_exchange", lambda left, right: False)
    staged = stage(site)
    write([out("index.html", "new")], staged)
    rename = Path.rename

    def fail(self, target):
        if self == staged:
            raise OSError(errno.ENOSPC, "No space left on device")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OSError, match="No space left"):
        switch(staged, site)

    assert {"index.html": b"old"} == texts(site)


def test_a_failing_page_leaves_the_old_site(site):
    """A page that cannot be made stops the writing; nobody has touched the published tree."""

    def fail():
        raise ValueError("mistake of ours")

    staged = stage(site)
    with pytest.raises(ValueError, match="mistake of ours"):
        write([out("index.html", "new"), Output("b.html", "b", fail)], staged)

    assert {"index.html": b"old"} == texts(site)
