"""Front matter: the fields between two lines `---` at the top of a Markdown file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.problems import Place, Problem
from generator.reading.yaml import Document, parse

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Parts:
    """A Markdown file cut in two. `first_line` is the line, from 1, on which the text begins."""

    fields: Document | None
    text: str
    first_line: int


def split(source: str, file: str) -> tuple[Parts, list[Problem]]:
    """Cut *source* at its fences and parse the fields; line numbers stay those of the file."""
    opening = _FENCE.match(source)
    if opening is None:
        first = source.split("\n", 1)[0]
        return Parts(None, source, 1), [Problem(file, Place(text=first, length=max(1, len(first))), "E117")]
    closing = _FENCE.search(source, opening.end())
    if closing is None:
        return Parts(None, "", 1), [Problem(file, Place(1, 1, 3, source.split("\n", 1)[0]), "E118")]
    text = source[closing.end() :].removeprefix("\n")
    first_line = source.count("\n", 0, len(source) - len(text)) + 1
    # The fence's own line stays in front, blank, so that the parser's line numbers are the file's.
    head = source[opening.end() : closing.start()]
    if not head.strip():
        return Parts(None, text, first_line), [Problem(file, Place(1, 1, 3, "---"), "E117")]
    fields, problems = parse(head, file)
    return Parts(fields, text, first_line), problems
