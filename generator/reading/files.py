"""The files of content/: which there are, and their text. The only place of `reading` that touches the disk."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.problems import Place, Problem

TEXT_LIMIT = 512 * 1024
PICTURE_LIMIT = 8 * 1024 * 1024
"""Largest text file and picture, in bytes."""

PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif)$", re.IGNORECASE)
_IGNORED = re.compile(r"^(?:\.|~\$|Thumbs\.db$|desktop\.ini$)|~$")
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufffe\uffff\ufeff]")


@dataclass(frozen=True, slots=True)
class Found:
    """A file of content/: its path below it, with forward slashes, and its size in bytes."""

    path: str
    size: int


def scan(root: Path, skip: str = "handbook") -> tuple[list[Found], list[Problem]]:
    """List the files below *root* in order of path; hidden ones and the top folder *skip* are passed over.

    Symbolic links are problems and never followed: no path leaves the content.
    """
    found: list[Found] = []
    problems: list[Problem] = []
    pending = [""]
    while pending:
        folder = pending.pop()
        try:
            entries = list(os.scandir(root / folder))
        except OSError as error:
            problems.append(Problem(folder or ".", Place(), "E103", {"reason": error.strerror}))
            continue
        for entry in entries:
            path = f"{folder}/{entry.name}" if folder else entry.name
            if _IGNORED.search(entry.name) or path == skip:
                continue
            if not entry.name.isprintable():  # bytes that are not UTF-8 arrive as lone surrogates
                shown = "".join(char if char.isprintable() else "�" for char in entry.name)
                place = f"{folder}/{shown}" if folder else shown
                problems.append(Problem(place, Place(), "E106", {"found": shown, "example": "welder-a"}))
            elif entry.is_symlink():
                problems.append(Problem(path, Place(), "E105"))
            elif entry.is_dir():
                pending.append(path)
            else:
                found.append(Found(path, entry.stat().st_size))
    return sorted(found, key=lambda file: file.path), problems


def handbook_paths(root: Path, folder: str = "handbook") -> Iterator[str]:
    """Yield the paths of the handbook's Markdown files, which MkDocs reads and links may point at."""
    for file in sorted((root / folder).rglob("*.md")) if (root / folder).is_dir() else ():
        yield file.relative_to(root).as_posix()


def read_text(root: Path, file: Found) -> str | Problem:
    """Return the text of *file* with plain line breaks and without a byte-order mark, or why it cannot be read."""
    if file.size > TEXT_LIMIT:
        return Problem(file.path, Place(), "E102", {"size": file.size, "limit": TEXT_LIMIT})
    try:
        data = (root / file.path).read_bytes()
    except OSError as error:
        return Problem(file.path, Place(), "E103", {"reason": error.strerror})
    return decode(data, file.path)


def decode(data: bytes, path: str) -> str | Problem:
    """Read *data* as UTF-8; say where it is not, or where a control character hides."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        line = before.count("\n")
        rest = data[error.start :].split(b"\n", 1)[0].decode("utf-8", "replace")
        quoted = _CONTROL.sub("�", before.rsplit("\n", 1)[-1] + rest).rstrip("\r")
        place = Place(line + 1, len(before.rsplit("\n", 1)[-1]) + 1, 1, quoted)
        return Problem(path, place, "E101", {"byte": error.start + 1})
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if match := _CONTROL.search(text):
        line = text.count("\n", 0, match.start())
        column = match.start() - (text.rfind("\n", 0, match.start()) + 1)
        quoted = _CONTROL.sub("�", text.split("\n")[line])
        char = f"U+{ord(match[0]):04X}"
        return Problem(path, Place(line + 1, column + 1, 1, quoted), "E109", {"char": char})
    if not text.strip():
        return Problem(path, Place(), "E107")
    return text
