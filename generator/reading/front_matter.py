"""Front matter: the fields between two lines `---` at the top of a Markdown file."""

from __future__ import annotations

import re
from dataclasses import dataclass

from generator.problems import Place, Problem, Replacement
from generator.reading.yaml import Document, parse

_FENCE = re.compile(r"^---[ \t]*$", re.MULTILINE)
_ODD_FENCE = re.compile(r"^[ \t]*(?:[-—–－一_=*]{2,}|---+\S{0,2})[ \t]*$")
"""A line that was meant as a fence: dashes of other widths, or too many or too few of them."""
_FIELD = re.compile(r"^(?:[a-z_]+[:：]|[ \t]+\S|- )")
"""A line that belongs to fields, rather than to a text."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A Markdown file cut in two. `first_line` is the line, from 1, on which the text begins."""

    fields: Document | None
    text: str
    first_line: int


def fences(source: str) -> tuple[int, int, int] | None:
    """Return where the fields begin and end, and where the text below them begins; None without front matter."""
    opening = _FENCE.match(source)
    closing = _closing(source, opening.end()) if opening is not None else None
    if opening is None or closing is None:
        return None
    return opening.end() + 1, closing.start(), min(closing.end() + 1, len(source))


def _closing(source: str, start: int) -> re.Match[str] | None:
    """Return the first fence behind *start*, which is not the beginning of a line."""
    while (start := source.find("\n---", start)) >= 0:
        start += 1
        if fence := _FENCE.match(source, start):
            return fence
    return None


def split(source: str, file: str) -> tuple[Parts, list[Problem]]:
    """Cut *source* at its fences and parse the fields; line numbers stay those of the file."""
    opening = _FENCE.match(source)
    if opening is None:
        lines = source.split("\n")
        first = lines[0]
        mend = _opening(lines)
        return Parts(None, source, 1), [Problem(file, Place(text=first, length=max(1, len(first))), "E117", {}, mend)]
    closing = _closing(source, opening.end())
    if closing is None:
        return _unclosed(source.split("\n"), file)
    text = source[closing.end() :].removeprefix("\n")
    first_line = source.count("\n", 0, len(source) - len(text)) + 1
    # The fence's own line stays in front, blank, so that the parser's line numbers are the file's.
    head = source[opening.end() : closing.start()]
    if not head.strip():
        return Parts(None, text, first_line), [Problem(file, Place(1, 1, 3, "---"), "E117")]
    fields, problems = parse(head, file)
    return Parts(fields, text, first_line), problems


def _opening(lines: list[str]) -> Replacement | None:
    """Put the first fence right, or put one where fields begin without it; blank lines before it go."""
    number = next((n for n, line in enumerate(lines) if line.strip()), 0)
    line = lines[number]
    fence = next((n for n in range(number + 1, len(lines)) if _ODD_FENCE.match(lines[n])), None)
    if _FENCE.match(line.strip()) or (_ODD_FENCE.match(line) and fence is not None):
        return Replacement(1, 1, number + 1, len(line) + 1, "---")
    if _FIELD.match(line) and fence is not None and all(_FIELD.match(one) or not one for one in lines[number:fence]):
        return Replacement(1, 1, number + 1, 1, "---\n")
    return None


def _unclosed(lines: list[str], file: str) -> tuple[Parts, list[Problem]]:
    """The second fence is missing: where the fields end for certain, what is in them is told as well."""
    place = Place(1, 1, 3, lines[0])
    end = next((n for n in range(1, len(lines)) if not _FIELD.match(lines[n])), len(lines))
    if end == 1 or end == len(lines):
        return Parts(None, "", 1), [Problem(file, place, "E118")]
    if odd := _ODD_FENCE.match(lines[end]):
        mend = Replacement(end + 1, 1, end + 1, len(odd[0]) + 1, "---")
        text = end + 1
    else:
        mend = Replacement(end + 1, 1, end + 1, 1, "---\n", sure=not lines[end].strip())
        text = end
    fields, problems = parse("\n".join(["", *lines[1:end], ""]), file)
    return Parts(fields, "\n".join(lines[text:]), text + 1), [Problem(file, place, "E118", {}, mend), *problems]
