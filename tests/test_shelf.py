"""Kept records: what lies in the cache may be anything, and no program runs from it."""

from __future__ import annotations

import pickle
from collections.abc import Callable
from copy import copy
from dataclasses import replace
from pathlib import Path

import pytest

from generator.build import Loaded, load
from generator.digests import digest_of
from generator.model.page import Page
from generator.model.prose import Body, LinkTarget, Markup
from generator.reading import shelf as shelves
from generator.reading.shelf import DamagedShelfError, Shelf

VERSION = b"version"


def named(module: str, name: str) -> bytes:
    """A pickle that calls what it names with one text."""
    texts = [pickle.SHORT_BINUNICODE + bytes([len(text)]) + text.encode() for text in (module, name, "1 + 1")]
    return b"\x80\x04" + texts[0] + texts[1] + pickle.STACK_GLOBAL + texts[2] + pickle.TUPLE1 + pickle.REDUCE + b"."


def kept(folder: Path, data: bytes) -> dict[str, object]:
    """What a shelf finds when the file of a segment holds the pickle *data*, with digests that are right."""
    folder.mkdir(parents=True, exist_ok=True)
    start = len(shelves._MAGIC)
    tail = shelves._TAIL.pack(start, start + len(data), digest_of(VERSION, data))
    (folder / "00").write_bytes(shelves._MAGIC + data + tail)
    return Shelf(folder, VERSION)._segments[0].old


@pytest.mark.parametrize(
    ("module", "name"),
    [
        ("builtins", "eval"),
        ("os", "system"),
        ("generator.model.record", "re.enum.bltns.eval"),
        ("generator.model.record", "re"),
        ("generator.model.domains", "unicodedata.lookup"),
        ("generator.model.record", "Field"),
        ("generator.model.record", "BaseModel"),
        ("generator.model.record", "__builtins__"),
        ("generator.model.nowhere", "x"),
        ("datetime", "sys"),
        ("generator.reading.shelf", "_File"),
        ("generator.reading.shelf", "Source"),
        ("generator.reading.shelf", "Shelf"),
    ],
)
def test_no_program_can_be_named(module: str, name: str, tmp_path: Path) -> None:
    """Functions, modules, what modules import, and paths of names are refused before anything is called."""
    with pytest.raises((pickle.UnpicklingError, ImportError)):
        shelves._Reader(named(module, name), None).load()  # type: ignore[arg-type]
    assert {} == kept(tmp_path, named(module, name))


@pytest.mark.parametrize("data", [b"", b".", b"\x80\x04K\x01.", pickle.dumps([1]), b"\x80\x04)R.", b"\x80\x04h\x07."])
def test_nonsense_is_not_there(data: bytes, tmp_path: Path) -> None:
    """Whatever else stands there is as good as nothing."""
    assert {} == kept(tmp_path, data)


def test_what_a_shelf_wrote_is_found(tmp_path: Path) -> None:
    """The refusals above are not for everything: units come back as they were."""
    unit = shelves.Unit("one", None, shelves.Sources(), 0, (), (), (), b"", b"")  # type: ignore[arg-type]

    assert {"one": unit} == kept(tmp_path, pickle.dumps([unit]))


def a_page(zh: str, en: str | None) -> Page:
    """A page with the HTML *zh* and perhaps *en*."""
    target = LinkTarget("hub.yml", "../../hub.yml", picture=False, number=0)
    texts = [Markup(f"pages/a/{n}.md", html or "", (target,), n, "0123456789ab") for n, html in enumerate((zh, en))]
    body = Body(texts[0], texts[1] if en is not None else None, outdated=True, confirmed=True)
    words = {"title": {"zh": "甲"}, "summary": {"zh": "乙"}}
    return Page.model_validate({"id": "a", "file": "pages/a/index.md", "body": body, **words})


@pytest.mark.parametrize("en", [None, "<p>one</p>", ""])
def test_texts_stay_on_disk_and_come_back(en: str | None, tmp_path: Path) -> None:
    """A record's texts are read from the segment, from this shelf and from one that finds it, and are the same."""
    page = a_page("<p>一二</p>", en)
    shelf = Shelf(tmp_path, VERSION)
    kept = shelf.keep(shelves.Unit("a", page, shelves.Sources(), 0, (), (), (), b"", b""))
    shelf.close()
    again = Shelf(tmp_path, VERSION)._segment("a").old["a"]

    for unit in (kept, again):
        body = unit.record.body  # type: ignore[attr-defined]
        assert not isinstance(body.zh.text, str)
        read = [markup and markup._replace(text=markup.html) for markup in (body.zh, body.en)]
        assert page == unit.record.model_copy(update={"body": replace(body, zh=read[0], en=read[1])})


def test_a_text_that_was_changed_on_disk_is_refused(tmp_path: Path) -> None:
    """The records of a segment are checked when it is opened, a text when it is wanted."""
    shelf = Shelf(tmp_path, VERSION)
    shelf.keep(shelves.Unit("a", a_page("<p>secret</p>", "<p>one</p>"), shelves.Sources(), 0, (), (), (), b"", b""))
    shelf.close()
    segment = Shelf(tmp_path, VERSION)._segment("a")
    file = tmp_path / f"{segment.number:02d}"
    file.write_bytes(file.read_bytes().replace(b"secret", b"sacred"))
    body = Shelf(tmp_path, VERSION)._segment("a").old["a"].record.body  # type: ignore[attr-defined]

    assert "<p>one</p>" == body.en.html
    with pytest.raises(DamagedShelfError):
        _ = body.zh.html


def a_shelf_with_a_page(folder: Path) -> Page:
    """A shelf in *folder* that holds a page; return the page as it is when it was read."""
    page = a_page("<p>一二</p>", "<p>one</p>")
    shelf = Shelf(folder, VERSION)
    shelf.keep(shelves.Unit("a", page, shelves.Sources(), 0, (), (), (), b"", b""))
    shelf.close()
    return page


def folded(folder: Path) -> Page:
    """The page as a new shelf in *folder* has it."""
    page = Shelf(folder, VERSION)._segment("a").old["a"].record
    assert isinstance(page, Page)
    assert "title" not in page.__dict__
    return page


def copy_folded(page: Page) -> Page:
    """A second page, as folded as *page*."""
    known = {name: value for name, value in page.__dict__.items() if name != "rest"}
    return Page.folded(known, page.__dict__["rest"])


@pytest.mark.parametrize(
    "look",
    [
        repr,
        hash,
        dict,
        copy,
        lambda page: page.__getstate__(),
        lambda page: page.model_copy(update={"draft": True}),
        lambda page: page.title,
        lambda page: page.is_in("en"),
        lambda page: getattr(page, "nothing", "nothing"),
        lambda page: page == page.model_copy(),
    ],
)
def test_nobody_can_tell_a_folded_article(look: Callable[[Page], object], tmp_path: Path) -> None:
    """Whatever is done with an article of which only some fields were fetched gives what it gives with all."""
    a_shelf_with_a_page(tmp_path)
    one = folded(tmp_path)
    whole = copy_folded(one)
    whole.unfold()

    assert look(whole) == look(one)
    assert list(whole) == list(one)
    assert "rest" not in one.__dict__


def test_a_folded_article_equals_one_that_was_read(tmp_path: Path) -> None:
    """Apart from where its texts are it is the same, whichever side is asked."""
    page = a_shelf_with_a_page(tmp_path)
    texts = {"body": page.body}

    assert page == folded(tmp_path).model_copy(update=texts)
    assert folded(tmp_path).model_copy(update=texts) == page
    one = folded(tmp_path)
    assert one == copy_folded(one)
    assert one != page


def test_what_decides_where_an_article_is_listed_is_there_at_once(tmp_path: Path) -> None:
    """To ask for its days and its address fetches nothing."""
    a_shelf_with_a_page(tmp_path)
    page = folded(tmp_path)

    assert ("a/", "pages/a/index.md", False, ()) == (page.path, page.file, page.draft, page.tags)
    assert "title" not in page.__dict__


def test_the_rest_of_an_article_is_checked_when_it_is_fetched(tmp_path: Path) -> None:
    """What was changed on disk is not taken for what was kept."""
    a_shelf_with_a_page(tmp_path)
    segment = Shelf(tmp_path, VERSION)._segment("a")
    file = tmp_path / f"{segment.number:02d}"
    assert "乙".encode() in file.read_bytes()
    file.write_bytes(file.read_bytes().replace("乙".encode(), "丙".encode()))

    page = folded(tmp_path)
    with pytest.raises(shelves.DamagedShelfError):
        _ = page.title


def test_content_is_read_anew_when_the_rest_of_an_article_was_damaged(tmp_path: Path, project: Path) -> None:
    """What the checks ask for first tells of it; the shelf is cleared, and serves again afterwards."""

    def loaded() -> Loaded:
        return load(project / "content", project / "theme", shelf=Shelf(tmp_path, VERSION))

    before = loaded()
    assert before.hub is not None
    for file in tmp_path.glob("[0-9][0-9]"):
        data = bytearray(file.read_bytes())
        begin, _, _ = shelves._TAIL.unpack(data[-shelves._TAIL.size :])
        data[begin - 2] ^= 1
        file.write_bytes(data)
    with pytest.raises(DamagedShelfError):
        repr([unit.record for unit in Shelf(tmp_path, VERSION).old().values()])

    after = loaded()
    assert after.hub is not None
    assert before.report == after.report
    assert [item.file for item in before.hub.items()] == [item.file for item in after.hub.items()]
    shelf = Shelf(tmp_path, VERSION)
    assert len(shelf.old()) > 20
    repr([unit.record for unit in shelf.old().values()])


def test_files_of_a_unit_come_back_as_they_were() -> None:
    """Those whose looks cannot be relied on, too."""
    sure = shelves.Source("news/2026/a/index.md", b"0123456789abcdef", (12, (1, 2, 3)))
    unsure = shelves.Source("news/2026/a/图.png", b"fedcba9876543210", None)

    assert [sure, unsure] == list(shelves.Sources.of([sure, unsure]).each())
    assert [] == list(shelves.Sources.of([]).each())
