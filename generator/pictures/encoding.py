"""Renditions to bytes: from the store where they are known, else from the original, which is decoded once.

Pillow is imported when a picture is wanted: most edits want none.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from generator.digests import digest_of
from generator.pictures.card import Card
from generator.pictures.facts import Facts
from generator.pictures.font import Font, bundled_font
from generator.pictures.renditions import WIDTHS, Rendition
from generator.pictures.signs import strokes_of
from generator.pictures.store import Store

if TYPE_CHECKING:
    from generator.pictures.pillow import Decoded, Drawing


class Encoding:
    """Makes the files of pictures below *content*; one picture at a time is in memory."""

    def __init__(self, content: Path, store: Store) -> None:
        self._drawing: Drawing | None = None
        self._content = content
        self._store = store
        self._decoded: tuple[str, Decoded] | None = None
        self._lengths: dict[str, int] = {}

    @cached_property
    def _font(self) -> Font | None:
        return bundled_font()

    @cached_property
    def _encoders(self) -> str:
        from generator.pictures.pillow import encoders

        return encoders()

    def facts(self, data: bytes, digest: str) -> Facts:
        """What the picture in *data* with the SHA-256 *digest* is; raises `UnusableError`."""
        key = f"facts {self._encoders} {digest}"
        known = self._store.get(key)
        if known is not None:
            return Facts.load(known)
        from generator.pictures.pillow import inspect

        facts = inspect(data)
        self._store.put(key, facts.dump())
        return facts

    def key(self, rendition: Rendition) -> bytes:
        """16 bytes for everything the bytes of *rendition* depend on."""
        return digest_of(self._key(rendition))

    def encode(self, rendition: Rendition) -> bytes:
        """The bytes of *rendition*."""
        key = self._key(rendition)
        data = self._store.get(key)
        if data is None:
            data = self._decode(rendition).encode(rendition)
            self._store.put(key, data)
        self._lengths[rendition.key] = len(data)
        return data

    def length(self, rendition: Rendition) -> int:
        """The number of those bytes."""
        if rendition.key not in self._lengths:
            self.encode(rendition)
        return self._lengths[rendition.key]

    def card_key(self, card: Card, signs: tuple[str, ...]) -> bytes:
        """16 bytes for everything the picture of *card* depends on; *signs* are the sources of its icons."""
        return digest_of(self._card_key(card, signs))

    def draw(self, card: Card, signs: tuple[str, ...]) -> bytes:
        """The picture of *card*."""
        key = self._card_key(card, signs)
        data = self._store.get(key)
        if data is None:
            if self._drawing is None:
                from generator.pictures.pillow import Drawing

                self._drawing = Drawing(self._font)
            data = self._drawing.draw(card, map(strokes_of, signs))
            self._store.put(key, data)
        return data

    def _card_key(self, card: Card, signs: tuple[str, ...]) -> str:
        font = self._font.name if self._font is not None else ""
        return "\x1f".join(("card", card.key, *signs, font, self._encoders))

    def _key(self, rendition: Rendition) -> str:
        return f"{rendition.key} {self._encoders}"

    def _decode(self, rendition: Rendition) -> Decoded:
        if self._decoded is None or self._decoded[0] != rendition.digest:
            from generator.pictures.pillow import Decoded

            data = (self._content / rendition.source).read_bytes()
            self._decoded = rendition.digest, Decoded(data, WIDTHS[-1])
        return self._decoded[1]


def picture_name(data: bytes) -> str:
    """The name of *data* among all pictures."""
    return hashlib.sha256(data).hexdigest()
