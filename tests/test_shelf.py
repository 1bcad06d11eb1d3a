"""Kept records: what lies in the cache may be anything, and no program runs from it."""

from __future__ import annotations

import pickle
import struct
from pathlib import Path

import pytest

from generator.digests import digest_of
from generator.reading import shelf as shelves
from generator.reading.shelf import Shelf

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
