"""The files of pictures, and those of sharing pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path

from generator.model.hub import Media
from generator.pictures.card import Card
from generator.pictures.encoding import Encoding
from generator.pictures.renditions import renditions
from generator.pictures.signs import read_sign
from generator.publish.output import Output


def picture_outputs(media: Iterable[Media], encoding: Encoding) -> Iterator[Output]:
    """Yield every file of *media*, picture after picture; the same picture in two places is published once."""
    seen = set()
    for one in media:
        for rendition in renditions(one).all():
            if rendition.path not in seen:
                seen.add(rendition.path)
                render = partial(encoding.encode, rendition)
                yield Output(rendition.path, rendition.source, render, encoding.key(rendition))


def card_outputs(cards: Iterable[Card], encoding: Encoding, theme: Path) -> Iterator[Output]:
    """Yield the picture of each card, with the signs of *theme*; a card in two languages without words is one."""
    seen = set()
    for card in cards:
        if card.path not in seen:
            seen.add(card.path)
            signs = tuple(read_sign(theme, sign) for sign in card.signs)
            yield Output(card.path, "sharing", partial(encoding.draw, card, signs), encoding.card_key(card, signs))
