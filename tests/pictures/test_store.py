"""The cache of pictures: a matter of time only, never of what is published."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from picture_making import corners, saved

from generator.model.hub import Media
from generator.pictures import pillow as pillow_module
from generator.pictures.encoding import Encoding, picture_name
from generator.pictures.renditions import renditions
from generator.pictures.store import Store


def files_in(folder: Path) -> list[Path]:
    return sorted(path for path in folder.glob("*/*") if path.is_file())


def test_what_was_put_is_there_for_the_next_build(tmp_path):
    """Another store over the same folder has it; other keys, and a store without a folder, have nothing."""
    Store(tmp_path).put("key", b"value")
    nowhere = Store()
    nowhere.put("key", b"value")

    assert b"value" == Store(tmp_path).get("key")
    assert None is Store(tmp_path).get("other")
    assert None is nowhere.get("key")


@pytest.mark.parametrize("damage", [b"", b"short", None])
def test_a_broken_entry_counts_as_absent(tmp_path, damage):
    """A file that is empty, cut short or changed is not used, and is replaced by the next value."""
    Store(tmp_path).put("key", b"value")
    (file,) = files_in(tmp_path)
    file.write_bytes(file.read_bytes()[:-1] + b"!" if damage is None else damage)
    store = Store(tmp_path)

    assert None is store.get("key")
    store.put("key", b"anew")
    assert b"anew" == store.get("key")


def test_a_folder_that_cannot_be_written_only_costs_time(tmp_path):
    """A file stands where the folder should be: nothing is kept, and nobody is told of an error."""
    (tmp_path / "cache").write_text("in the way")
    store = Store(tmp_path / "cache")
    store.put("key", b"value")
    store.trim(0)

    assert None is store.get("key")


def test_the_cache_has_a_bound(tmp_path):
    """What nobody asked for goes first, the oldest first, until the rest is small enough; files in use go last."""
    old = Store(tmp_path)
    for number in range(8):
        old.put(f"old {number}", bytes(1000))
    for age, file in enumerate(files_in(tmp_path)):
        os.utime(file, (age, age))
    new = Store(tmp_path)
    new.get("old 3")
    new.put("new", bytes(1000))
    new.trim(3 * 1032)

    assert 3 * 1032 >= sum(file.stat().st_size for file in files_in(tmp_path))
    assert 3 == len(files_in(tmp_path))
    assert None is not Store(tmp_path).get("old 3")
    assert None is not Store(tmp_path).get("new")


def test_a_build_that_adds_nothing_deletes_nothing(tmp_path):
    """Only a cache that grew is looked through."""
    Store(tmp_path).put("key", b"value")
    store = Store(tmp_path)
    store.get("key")
    store.trim(0)

    assert 1 == len(files_in(tmp_path))


def test_pictures_are_the_same_from_a_cold_and_a_warm_cache(tmp_path, monkeypatch):
    """With no cache, with an empty, a full and a damaged one, every file has the same bytes; a full one decodes
    nothing."""
    content = tmp_path / "content"
    content.mkdir()
    data = saved(corners(1300, 700))
    (content / "a.jpg").write_bytes(data)
    media = Media("a.jpg", 1300, 700, len(data), picture_name(data))
    decoded = []
    monkeypatch.setattr(
        pillow_module, "Decoded", lambda *args, real=pillow_module.Decoded: decoded.append(1) or real(*args)
    )

    def made(store: Store) -> dict[str, bytes]:
        encoding = Encoding(content, store)
        assert (1300, 700) == (encoding.facts(data, media.digest).width, encoding.facts(data, media.digest).height)
        files = {one.path: encoding.encode(one) for one in renditions(media).all()}
        assert [len(made) for made in files.values()] == [encoding.length(one) for one in renditions(media).all()]
        return files

    without = made(Store())
    cold = made(Store(tmp_path / "cache"))
    assert 2 == len(decoded), "one picture is decoded once for all its files"
    warm = made(Store(tmp_path / "cache"))
    assert 2 == len(decoded)
    for file in files_in(tmp_path / "cache")[::2]:
        file.write_bytes(b"broken")
    assert without == cold == warm == made(Store(tmp_path / "cache"))
