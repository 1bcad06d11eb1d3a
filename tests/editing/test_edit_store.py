"""The folder that the form writes to: never outside it, never half a file, never over somebody else's change."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from generator.editing.mirror import Mirror
from generator.editing.store import ChangedError, PathError, Store
from generator.editing.texts import digest


@pytest.fixture
def store(tmp_path: Path) -> Store:
    (tmp_path / "content/jobs").mkdir(parents=True)
    (tmp_path / "content/jobs/a.yml").write_bytes(b"one\n")
    (tmp_path / "secret").write_bytes(b"secret\n")
    return Store(tmp_path / "content")


@pytest.mark.parametrize(
    "path",
    ["../secret", "jobs/../../secret", "/etc/passwd", "jobs//a.yml", "./jobs/a.yml", "jobs/a.yml/", "jobs\\a.yml",
     "..\\secret", "jobs/a.yml\0", "jobs/%2e%2e/a", "jobs/con.yml", "NUL", "jobs/com1", "jobs/lpt9.txt", "jobs/a.",
     "jobs/a ",
     "jobs/.hidden", "jobs/a:b", "C:/a", "jobs/…", "", "a/b/c/d/e/f/g", "jobs/a\n.yml", "jobs/ａ.yml",
     "jobs/" + "a" * 130],
)  # fmt: skip
def test_paths_that_lead_elsewhere_are_refused(store: Store, tmp_path: Path, path: str):
    """Neither reading nor writing follows a path that is not made of plain names; nothing is written for one."""
    before = sorted(tmp_path.rglob("*"))

    with pytest.raises(PathError):
        store.read(path)
    with pytest.raises(PathError):
        store.write({path: b"x"}, {})

    assert before == sorted(tmp_path.rglob("*"))


@pytest.mark.parametrize("kind", ["file", "folder", "dangling"])
def test_links_are_not_followed(store: Store, tmp_path: Path, kind: str):
    """A symbolic link inside the folder is no way out of it."""
    target = {"file": tmp_path / "secret", "folder": tmp_path, "dangling": tmp_path / "new"}[kind]
    (store.root / "jobs/link").symlink_to(target)
    path = "jobs/link/secret" if kind == "folder" else "jobs/link"

    with pytest.raises(PathError):
        store.read(path)
    with pytest.raises(PathError):
        store.write({path: b"x"}, {})

    assert (tmp_path / "secret").read_bytes() == b"secret\n"
    assert not (tmp_path / "new").exists()


def test_a_file_changed_meanwhile_is_not_written_over(store: Store):
    """With one file of a record changed, none of its files is written."""
    opened = {"jobs/a.yml": digest(b"one\n"), "jobs/b.yml": ""}
    (store.root / "jobs/a.yml").write_bytes(b"two\n")

    with pytest.raises(ChangedError) as refused:
        store.write({"jobs/b.yml": b"new\n", "jobs/a.yml": b"mine\n"}, opened)

    assert refused.value.files == ("jobs/a.yml",)
    assert store.read("jobs/a.yml") == b"two\n"
    assert store.names("jobs") == ("a.yml",)


def test_a_write_that_fails_leaves_everything(store: Store, monkeypatch: pytest.MonkeyPatch):
    """When the disk is full the old file is whole, and nothing else lies beside it."""

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        store.write({"jobs/a.yml": b"new\n"}, {})

    assert [entry.name for entry in os.scandir(store.root / "jobs")] == ["a.yml"]
    assert store.read("jobs/a.yml") == b"one\n"


def test_a_file_keeps_its_mode_and_its_folder_is_made(store: Store):
    """A written file can be read by whoever could read it before; a new record's folder is made."""
    (store.root / "jobs/a.yml").chmod(0o640)

    store.write({"jobs/a.yml": b"new\n", "news/2026/a/index.md": b"x\n"}, {"jobs/a.yml": digest(b"one\n")})

    assert (store.root / "jobs/a.yml").stat().st_mode & 0o777 == 0o640
    assert store.read("news/2026/a/index.md") == b"x\n"


def test_the_mirror_never_writes_to_the_content(store: Store, tmp_path: Path):
    """What is tried out stands in the mirror only, though its files are the content's own."""
    mirror = Mirror(store.root, tmp_path / "mirror")

    shown = mirror.show({"jobs/a.yml": b"tried\n", "jobs/b.yml": b"new\n"})
    assert ((shown / "jobs/a.yml").read_bytes(), (shown / "jobs/b.yml").read_bytes()) == (b"tried\n", b"new\n")
    assert store.read("jobs/a.yml") == b"one\n"

    mirror.show({"jobs/a.yml": None})
    assert [path.name for path in shown.rglob("*.yml")] == []
    (store.root / "jobs/a.yml").unlink()
    (store.root / "jobs/a.yml").write_bytes(b"three\n")
    mirror.show({})
    assert (shown / "jobs/a.yml").read_bytes() == b"three\n"
    assert store.names("jobs") == ("a.yml",)
