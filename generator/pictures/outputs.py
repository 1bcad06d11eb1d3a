"""The files of pictures."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial

from generator.model.hub import Media
from generator.pictures.encoding import Encoding
from generator.pictures.renditions import renditions
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
