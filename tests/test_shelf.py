"""Kept records: what lies in the cache may be anything, and no program runs from it."""

from __future__ import annotations

import pickle
import struct
from dataclasses import replace
from pathlib import Path

import pytest

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
    tail = struct.pack("<QQ16s", len(shelves._MAGIC), len(data), digest_of(VERSION, data))
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
    unit = shelves.Unit("one", None, (), 0, (), (), (), b"", b"")  # type: ignore[arg-type]

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
    kept = shelf.keep(shelves.Unit("a", page, (), 0, (), (), (), b"", b""))
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
    shelf.keep(shelves.Unit("a", a_page("<p>secret</p>", "<p>one</p>"), (), 0, (), (), (), b"", b""))
    shelf.close()
    segment = Shelf(tmp_path, VERSION)._segment("a")
    file = tmp_path / f"{segment.number:02d}"
    file.write_bytes(file.read_bytes().replace(b"secret", b"sacred"))
    body = Shelf(tmp_path, VERSION)._segment("a").old["a"].record.body  # type: ignore[attr-defined]

    assert "<p>one</p>" == body.en.html
    with pytest.raises(DamagedShelfError):
        _ = body.zh.html
