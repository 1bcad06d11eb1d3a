"""Texts of documents in small files, from which excerpts are shown."""

from __future__ import annotations

import json
from collections.abc import Sequence

from generator.search.documents import Document

PIECE_BYTES = 2700
"""Most bytes (UTF-8) of one piece of text; never more units than `cutting.PIECE`."""
CHUNK_BYTES = 5400
GROUP = 8
"""Documents whose texts share chunks: an edit moves nothing beyond its group."""
OVERLAP = 30
_ENDS = "。！？!?；;\n"

Entry = list[str]
"""Title, address, summary, mark (language if it is the other one, ``*`` for a sample) and one piece of text."""


def pieces(text: str) -> list[str]:
    """Cut *text* into pieces of at most `PIECE_BYTES`, after sentences where that is possible.

    Where it is not, the next piece repeats the last characters, so that no short phrase is lost in the cut.
    """
    if len(text) <= PIECE_BYTES // 4:
        return [text]
    found: list[str] = []
    while True:
        data = text.encode("utf-8", "replace")
        if len(data) <= PIECE_BYTES:
            return [*found, text] if text or not found else found
        part = data[:PIECE_BYTES].decode("utf-8", "ignore")
        end = max(*(part.rfind(sign) + 1 for sign in _ENDS), part.rfind(". ") + 2)
        if end < len(part) // 3:
            end = len(part)
            found.append(part)
            text = text[end - OVERLAP :]
        else:
            found.append(part[:end])
            text = text[end:]


def entries(document: Document, texts: Sequence[str], lang: str) -> list[Entry]:
    """Return what the chunks hold of *document*, whose text is cut into *texts*."""
    mark = f"{document.lang if document.lang != lang else ''}{'*' if document.sample else ''}"
    return [[document.title, document.url, document.summary, mark, text] for text in texts]


def chunks(found: Sequence[Entry]) -> tuple[list[bytes], list[int]]:
    """Pack the entries of one group; return the chunks and how many entries each has."""
    packed: list[bytes] = []
    counts: list[int] = []
    waiting: list[bytes] = []
    size = 0
    for entry in found:
        data = dumped(entry)
        if waiting and size + len(data) > CHUNK_BYTES:
            packed.append(b"[%s]" % b",".join(waiting))
            counts.append(len(waiting))
            waiting, size = [], 0
        waiting.append(data)
        size += len(data)
    if waiting:
        packed.append(b"[%s]" % b",".join(waiting))
        counts.append(len(waiting))
    return packed, counts


def dumped(value: object) -> bytes:
    """Compact JSON."""
    return _encode(value).encode("utf-8", "replace")


_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
