"""Publishing: a hidden tree is brought up to date beside the site and takes its place in one step."""

from __future__ import annotations

import errno
import os
import random
import shutil
import signal
import stat
import sys
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.publish import tree
from generator.publish.lock import BusyError, exclusive
from generator.publish.manifest import Entry, Folder, Manifest, survey
from generator.publish.output import Output
from generator.publish.standing import Standing, hidden, stands, umask_now
from generator.publish.tree import AddressClashError, publish, recover, switch


def out(path: str, data: str | bytes, source: str = "test", key: bytes | None = None) -> Output:
    return Output(path, source, lambda: data, key)


def outs(files: dict[str, str]) -> list[Output]:
    """Outputs without keys: each is made in every build."""
    return [out(path, data) for path, data in files.items()]


def keyed(path: str, data: str, made: list[str] | None = None) -> Output:
    """An output whose key is its text; *made* gathers the paths that were really made."""

    def render() -> str:
        if made is not None:
            made.append(path)
        return data

    return Output(path, "test", render, data.encode().ljust(16, b".")[:16])


def texts(folder: Path) -> dict[str, bytes]:
    return {file.relative_to(folder).as_posix(): file.read_bytes() for file in folder.rglob("*") if file.is_file()}


def folders(folder: Path) -> set[str]:
    return {one.relative_to(folder).as_posix() for one in folder.rglob("*") if one.is_dir()}


def needed(files: dict[str, str]) -> set[str]:
    """The folders that *files* lie in."""
    return {parent.as_posix() for path in files for parent in Path(path).parents if parent.as_posix() != "."}


@pytest.fixture
def site(tmp_path):
    """A site that another tool made: one page, no manifest."""
    folder = tmp_path / "out" / "site"
    folder.mkdir(parents=True)
    (folder / "index.html").write_text("old")
    return folder


@pytest.fixture
def store(tmp_path):
    """Where manifests are kept."""
    return tmp_path / "store"


@pytest.fixture
def umask():
    """Set a umask for the test, and the old one afterwards."""
    before = os.umask(0o022)
    yield os.umask
    os.umask(before)


def test_outputs_are_written_as_they_are(tmp_path):
    """Texts are written as UTF-8 without any change of line breaks, bytes as they are, and folders are made."""
    done = publish([out("a.txt", "中\r\n文"), out("b/c/d.png", b"\x89\r\n"), out("b/e", "")], tmp_path / "x/site", None)

    assert (3, 8 + 3, ["a.txt", "b/c/d.png", "b/e"]) == (done.files, done.size, done.changed)
    assert {"a.txt": "中\r\n文".encode(), "b/c/d.png": b"\x89\r\n", "b/e": b""} == texts(tmp_path / "x/site")
    assert ["site"] == [path.name for path in (tmp_path / "x").iterdir()]


def test_files_are_counted_by_their_source(tmp_path):
    """Files, bytes and seconds are told for each source; making a file and writing it both count."""
    ticks = iter((0.0, 1.0, 3.0, 6.0))
    found = [out("a", "12", "page"), out("b", "345", "search"), out("c", "6", "page")]

    done = publish(found, tmp_path / "site", None, lambda: next(ticks))

    assert (3, 6, 6.0) == (done.made.files, done.made.size, done.made.seconds)
    assert {"page": (2, 3, 4.0), "search": (1, 3, 2.0)} == {
        name: (one.files, one.size, one.seconds) for name, one in done.by_source.items()
    }


def test_nothing_is_made_before_it_is_written(tmp_path):
    """Outputs are rendered one by one, so that a build never holds the whole site in memory."""
    seen = []

    def found():
        for name in ("a", "b"):
            seen.append(sorted(texts(tmp_path)))
            yield Output(name, "test", lambda name=name: name)

    publish(found(), tmp_path / "site", None)

    assert [[], [".site.next/a"]] == seen


def test_two_outputs_of_one_address_are_refused(site, store):
    """Both sources are named, and the site stays as it was."""
    with pytest.raises(AddressClashError, match=r"about/index.html: first, second"):
        publish([out("about/index.html", "1", "first"), out("about/index.html", "2", "second")], site, store)

    assert {"index.html": b"old"} == texts(site)
    assert [site] == list(site.parent.iterdir())


@pytest.mark.parametrize(
    ("mask", "folder", "file"), [(0o022, 0o755, 0o644), (0o077, 0o700, 0o600), (0o002, 0o775, 0o664)]
)
def test_permissions_are_those_of_the_umask(tmp_path, store, umask, mask, folder, file):
    """What is published can be read by whom its owner lets read it, also when the umask is another than last time."""
    for one in (0o027, mask):
        umask(one)
        publish([keyed("a/b.html", "x")], tmp_path / "site", store)
    modes = [stat.S_IMODE((tmp_path / path).stat().st_mode) for path in ("site", "site/a", "site/a/b.html")]

    assert [folder, folder, file] == modes


def test_another_tools_site_is_replaced_as_a_whole(site, store):
    """A tree without a manifest is never built upon: all of it goes."""
    publish([out("new/index.html", "new")], site, store)

    assert {"new/index.html": b"new"} == texts(site) == texts(hidden(site))
    assert [hidden(site), site] == sorted(site.parent.iterdir())


@pytest.mark.parametrize("exchange", [True, False], ids=["exchanged", "renamed"])
def test_the_trees_change_places(tmp_path, monkeypatch, exchange):
    """With or without the system call: each has the other's name afterwards."""
    if not exchange:
        monkeypatch.setattr(tree, "_exchange", lambda left, right: False)
    left, right = tmp_path / "left", tmp_path / "right"
    left.mkdir()
    right.mkdir()
    (left / "a").write_text("left")
    (right / "a").write_text("right")
    switch(left, right)

    assert (b"right", b"left") == ((left / "a").read_bytes(), (right / "a").read_bytes())
    assert [left, right] == sorted(tmp_path.iterdir())


def test_a_failed_switch_leaves_the_old_site(site, monkeypatch):
    """When the staged tree is gone, the switch fails loudly and the site is what it was, system call or not."""
    with pytest.raises(OSError, match="No such file"):
        switch(site.parent / ".site.gone", site)
    monkeypatch.setattr(tree, "_exchange", lambda left, right: False)
    with pytest.raises(OSError, match="No such file"):
        switch(site.parent / ".site.gone", site)

    assert {"index.html": b"old"} == texts(site)


def test_an_interrupted_rename_is_mended(site):
    """Killed between the two renames there is no site; the next build puts it back before anything else."""
    site.rename(site.with_name(".site.old"))
    recover(site)

    assert {"index.html": b"old"} == texts(site)
    assert [site] == list(site.parent.iterdir())


def test_a_failing_page_leaves_the_old_site(site, store):
    """A page that cannot be made stops the build; nobody has touched the published tree."""

    def fail():
        raise ValueError("mistake of ours")

    with pytest.raises(ValueError, match="mistake of ours"):
        publish([out("index.html", "new"), Output("b.html", "b", fail)], site, store)

    assert {"index.html": b"old"} == texts(site)
    assert [site] == list(site.parent.iterdir())


def test_a_full_disk_leaves_the_old_site_and_its_room(site, store, monkeypatch):
    """The old site stays whole, and the hidden tree is given up, because it holds the room that is missing."""
    publish(outs({"index.html": "1", "a": "1"}), site, store)
    publish(outs({"index.html": "2", "a": "1"}), site, store)
    assert site.with_name(".site.next").exists()

    def full(descriptor, data):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tree, "_write_all", full)
    with pytest.raises(OSError, match="No space left"):
        publish(outs({"index.html": "3", "a": "1"}), site, store)

    assert {"index.html": b"2", "a": b"1"} == texts(site)
    assert [site] == list(site.parent.iterdir())


def test_only_what_changed_is_made(tmp_path, store):
    """A key that stayed saves the making; a file that comes out the same is not written; the rest is."""
    site, made = tmp_path / "site", []
    publish([keyed("a", "1"), keyed("b", "1"), out("c", "1")], site, store)
    before = {name: (site / name).stat() for name in "abc"}
    done = publish([keyed("a", "1", made), keyed("b", "2", made), out("c", "1")], site, store)

    assert (["b"], ["b"], []) == (made, done.changed, done.removed)
    assert (3, 3) == (done.files, done.size)
    assert {"a": b"1", "b": b"2", "c": b"1"} == texts(site)
    assert [True, False, True] == [os.path.samestat(before[name], (site / name).stat()) for name in "abc"]


def test_without_a_change_nothing_is_touched(tmp_path, store):
    """Both trees keep their inodes, and their manifests are those that were there."""
    site = tmp_path / "out" / "site"
    publish([keyed("a/b", "1"), out("c", "1")], site, store)

    def looks() -> list[tuple[str, int, int]]:
        paths = sorted([*site.parent.iterdir(), *store.iterdir()])
        return [(path.name, path.stat().st_ino, path.stat().st_mtime_ns) for path in paths]

    before = looks()
    done = publish([keyed("a/b", "1"), out("c", "1")], site, store)

    assert ([], [], 2) == (done.changed, done.removed, done.files)
    assert before == looks()
    assert [".site.next", "site"] == [name for name, *_ in before if "site" in name]


def test_the_hidden_tree_is_there_from_the_first_build_on(tmp_path, store):
    """Its files are second names of the site's, and both trees are exactly as their manifests say."""
    site = tmp_path / "site"
    publish([keyed("a/b/c", "1"), keyed("a/d", "2"), out("e", "3")], site, store)
    standing = Standing(site, store)
    try:
        assert standing.is_whole
        assert set() == standing.apart
        assert standing.old.files == standing.next.files
    finally:
        standing.close()
    assert all((site / path).samefile(hidden(site) / path) for path in ("a/b/c", "a/d", "e"))
    assert 2 == len(list(store.iterdir()))


@pytest.mark.parametrize("fault", ["link", "mkdir"])
def test_a_site_stands_where_there_can_be_no_hidden_tree(tmp_path, store, monkeypatch, fault):
    """No room for it, or no second names: the site is there, nothing is left, and the next build makes the tree."""
    site, real = tmp_path / "site", getattr(os, fault)

    def refuse(*arguments, **more):
        if ".site.next" in str(arguments[-1]) and site.exists():
            raise OSError(errno.ENOSPC, "no space")
        return real(*arguments, **more)

    monkeypatch.setattr(os, fault, refuse)
    publish([keyed("a/b", "1"), out("c", "1")], site, store)
    monkeypatch.undo()

    assert {"a/b": b"1", "c": b"1"} == texts(site)
    assert not hidden(site).exists()
    publish([keyed("a/b", "2"), out("c", "1")], site, store)
    assert {"a/b": b"2", "c": b"1"} == texts(site)
    assert {"a/b": b"1", "c": b"1"} == texts(hidden(site))


def test_a_key_that_changed_alone_is_remembered(tmp_path, store):
    """Made once more for a new key and come out the same, a file is not made again in the build after."""
    site, made = tmp_path / "site", []

    def output(key: bytes) -> Output:
        return Output("a", "test", lambda: made.append(1) or "same", key * 16)

    for key in (b"1", b"2", b"2"):
        publish([output(key)], site, store)

    assert 2 == len(made)


def test_files_and_folders_that_are_gone_are_removed(tmp_path, store):
    """And a folder may become a file, and a file a folder."""
    site = tmp_path / "site"
    trees = [{"a/b/c": "1", "d": "1"}, {"d/e": "2"}, {"a/b": "3", "d": "3"}, {"a/b/c": "1", "d": "1"}, {}]
    for files in trees:
        publish([keyed(path, data) for path, data in files.items()], site, store)
        assert {path: data.encode() for path, data in files.items()} == texts(site)
        assert needed(files) == folders(site)


def edited(site: Path) -> None:
    (site / "a/b").write_text("hand-made")


def same_length(site: Path) -> None:
    (site / "a/b").write_text("9")


def added(site: Path) -> None:
    (site / "a/new").write_text("x")
    (site / "other").mkdir()


def removed(site: Path) -> None:
    (site / "a/b").unlink()


def cut(site: Path) -> None:
    shutil.rmtree(site / "a")


def linked(site: Path) -> None:
    (site / "a").rename(site.parent / "elsewhere")
    (site / "a").symlink_to(site.parent / "elsewhere")


def replaced(site: Path) -> None:
    (site / "a/b").unlink()
    (site / "a/b").symlink_to("/etc/hostname")


@pytest.mark.parametrize("which", ["site", ".site.next"])
@pytest.mark.parametrize("meddle", [edited, same_length, added, removed, cut, linked, replaced])
def test_a_tree_that_somebody_touched_is_not_relied_on(tmp_path, store, meddle, which):
    """Changed, added, missing, linked to elsewhere: the next build mends it, whichever of the two trees it was."""
    site = tmp_path / "out" / "site"
    files = {"a/b": "1", "a/c": "1", "d": "1"}
    for last in "01":
        publish([keyed(path, data) for path, data in {**files, "d": last}.items()], site, store)
    meddle(site.parent / which)
    publish([keyed(path, data) for path, data in {**files, "d": "2"}.items()], site, store)

    assert {"a/b": b"1", "a/c": b"1", "d": b"2"} == texts(site)
    assert {"a"} == folders(site)
    assert not any(path.is_symlink() for path in site.rglob("*"))


@pytest.mark.parametrize("damage", [b"", b"hub tree 1\n", b"\x00" * 300, None])
def test_a_damaged_manifest_is_as_good_as_none(tmp_path, store, damage):
    """Empty, cut, foreign, or with one bit turned: everything is made anew."""
    site, made = tmp_path / "site", []
    publish([keyed("a", "1"), keyed("b", "1")], site, store)
    for file in store.iterdir():
        data = bytearray(file.read_bytes())
        data[-5] ^= 1
        file.write_bytes(data if damage is None else damage)
    publish([keyed("a", "1", made), keyed("b", "1", made)], site, store)

    assert ["a", "b"] == made
    assert {"a": b"1", "b": b"1"} == texts(site)


def test_the_store_is_bounded(tmp_path, store):
    """There are two trees and their two manifests, however often one builds."""
    site = tmp_path / "out" / "site"
    for number in range(6):
        publish([keyed("a", str(number)), keyed("b", "1")], site, store)

    assert 2 == len(list(store.iterdir()))
    assert [".site.next", "site"] == sorted(path.name for path in site.parent.iterdir())


def test_outputs_may_be_made_from_all_others(tmp_path, store):
    """A list of checksums comes last and is given the digest of every other file."""
    site = tmp_path / "site"

    def closing(files):
        return [out("sums", "\n".join(f"{entry.digest.hex()[:8]} {path}" for path, entry in sorted(files.items())))]

    for data in ("1", "2"):
        publish([keyed("a", data), keyed("b", "1")], site, store, closing=closing)

    assert b"d4735e3a a\n6b86b273 b" == (site / "sums").read_bytes()


def test_links_are_copied_where_there_are_none(tmp_path, store, monkeypatch):
    """A file system without hard links gets copies."""

    def refuse(*_, **__):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(tree.os, "link", refuse)
    site, made = tmp_path / "site", []
    for data in "123":
        publish([keyed("a", data), keyed("b/c", "1", made)], site, store)

    assert {"a": b"3", "b/c": b"1"} == texts(site)
    assert ["b/c"] == made


names = st.sampled_from(("a", "b", "c", "a/x", "a/y", "b/x/z", "c/x", "c/x/y", "d/e"))
sites = st.dictionaries(names, st.sampled_from("123"), max_size=7).filter(
    lambda files: not any(path.startswith(f"{other}/") for path in files for other in files)
)


@given(st.lists(sites, min_size=2, max_size=7))
@settings(max_examples=200, deadline=None)
def test_a_build_upon_others_equals_one_from_nothing(tmp_path_factory, trees):
    """Whatever stood before: files, folders and bytes are those of a clean build, and what stays is not made."""
    folder = tmp_path_factory.mktemp("trees")
    site, store, before = folder / "site", folder / "store", {}
    for files in trees:
        made: list[str] = []
        done = publish([keyed(path, data, made) for path, data in files.items()], site, store)
        assert {path: data.encode() for path, data in files.items()} == texts(site)
        assert needed(files) == folders(site)
        assert sorted(path for path in files if before.get(path) != files[path]) == sorted(made) == done.changed
        assert sorted(path for path in before if path not in files) == done.removed
        before = files
    shutil.rmtree(folder)


def test_manifests_survive_a_round_trip():
    """Names of all scripts, no files at all, and numbers as large as a disk has them."""
    files = {
        "中文/页.html": Entry(b"k" * 16, b"d" * 32, 2**40, 2**62, 2**61),
        "a": Entry(b"1" * 16, b"2" * 32, 0, 1, 2),
    }
    whole = Manifest(files, {"": Folder(1, 2), "中文": Folder(3, 4)}, 0o22)

    assert whole == Manifest.load(whole.dump())
    assert Manifest() == Manifest.load(Manifest().dump())


def test_a_key_of_another_length_is_a_mistake():
    """It would put everything behind it out of place, and each build would begin from nothing without a word."""
    with pytest.raises(ValueError, match="keys have 16 bytes: b'kkk"):
        Entry(b"k" * 32, b"d" * 32, 0, 1, 2)


def test_a_survey_tells_what_is_as_it_was(tmp_path):
    """A tree without a change is whole; a file that is not there is not in the survey."""
    (tmp_path / "a").write_text("1")
    found, top = (tmp_path / "a").stat(), tmp_path.stat()
    entry = Entry(b"k" * 16, b"d" * 32, found.st_size, found.st_mtime_ns, found.st_ino)
    manifest = Manifest({"a": entry}, {"": Folder(top.st_mtime_ns, top.st_ino)})

    assert survey(tmp_path, manifest).whole
    (tmp_path / "a").unlink()
    after = survey(tmp_path, manifest)
    assert (False, {}) == (after.whole, after.files)


def counted(moment: int, build) -> int:
    """Run *build* and return how many calls it took; at call number *moment* the process is killed with SIGKILL."""
    count = 0

    def profile(frame, event, argument):
        nonlocal count
        count += 1
        if count == moment:
            os.kill(os.getpid(), signal.SIGKILL)

    sys.setprofile(profile)
    try:
        build()
    finally:
        sys.setprofile(None)
    return count


def test_killed_at_any_moment_the_site_is_the_old_or_the_new(tmp_path):
    """Two hundred builds ended by SIGKILL: what readers see is one of the two trees, whole; the next build mends.

    The moment is a call of the program, its system calls included, so that it does not depend on the machine. To mend
    what a killed build left takes more calls than a usual build: some moments lie behind the end of either.
    """
    site, store = tmp_path / "site", tmp_path / "store"
    one = {f"{n % 7}/{n}/index.html": f"one {n}" for n in range(60)} | {"same": "same", "only": "one"}
    two = {f"{n % 7}/{n}/index.html": f"two {n}" for n in range(20, 80)} | {"same": "same"}
    states = [{path: text.encode() for path, text in files.items()} for files in (one, two)]
    chance, seen = random.Random(7), set()
    for files in (one, two, one):
        outputs = [keyed(path, text) for path, text in files.items()]
        usual = counted(0, partial(publish, outputs, site, store))
    for turn in range(200):
        outputs = [keyed(path, text) for path, text in (two, one)[turn % 2].items()]
        moment = chance.randint(1, 2 * usual)
        child = os.fork()
        if child == 0:
            try:
                counted(moment, partial(publish, outputs, site, store))
            finally:
                os._exit(0)
        os.waitpid(child, 0)
        assert texts(site) in states
        seen.add(states.index(texts(site)))
    assert {0, 1} == seen, "no build was killed late enough, or none early enough"
    publish([keyed(path, text) for path, text in one.items()], site, store)
    assert states[0] == texts(site)
    assert needed(one) == folders(site)


def test_one_build_at_a_time(tmp_path):
    """Who comes second is told which process is at work; a file that a killed build left behind locks nothing."""
    site = tmp_path / "out" / "site"
    with exclusive(site):
        with pytest.raises(BusyError) as refused, exclusive(site):
            pytest.fail("two builds at a time")
        assert str(os.getpid()) == refused.value.holder
    assert [] == list(site.parent.iterdir())
    (site.parent / ".site.lock").write_text("1")
    with exclusive(site):
        pass


TOUCHES = {
    "nothing": lambda root: None,
    "a file written": lambda root: (root / "a.html").write_text("mine", "utf-8"),
    "a file that went": lambda root: (root / "b/c.html").unlink(),
    "a file that came": lambda root: (root / "b/mine").write_text("mine", "utf-8"),
    "a folder for a file": lambda root: ((root / "a.html").unlink(), (root / "a.html").mkdir()),
    "a link for a folder": lambda root: ((root / "b").rename(root.parent / "away"), (root / "b").symlink_to("../away")),
    "nothing left": shutil.rmtree,
}


@pytest.mark.parametrize("touch", TOUCHES.values(), ids=[name.replace(" ", "-") for name in TOUCHES])
@pytest.mark.parametrize("number", [0, 1])
def test_another_process_sees_the_same(tmp_path, touch, number):
    """What `Standing` tells of both trees is what looking at them here tells, whatever was touched in either."""
    site, store = tmp_path / "site", tmp_path / "store"
    for text in ("one", "two", "two"):
        publish([keyed("a.html", text), keyed("b/c.html", "stays"), keyed("d/e/f.html", text)], site, store)
    touch((site, hidden(site))[number])
    expected = stands(site, store, umask_now())
    expected_next = stands(hidden(site), store, umask_now(), expected.files)
    standing = Standing(site, store)
    try:
        assert expected == standing.old
        assert expected_next == standing.next
    finally:
        standing.close()
