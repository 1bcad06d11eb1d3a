"""The files of content/: which there are, and their text. The only place of `reading` that touches the disk."""

from __future__ import annotations

import os
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator.looks import Row
from generator.problems import Conversion, Place, Problem, Replacement
from generator.reading.characters import CONTROL, DIRECTION, code_point, is_fit, name_of, place_at
from generator.reading.names import clashes, unfit

TEXT_LIMIT = 512 * 1024
PICTURE_LIMIT = 8 * 1024 * 1024
"""Largest text file and picture, in bytes."""

MOST_FILES = 500_000
"""Files that content/ may hold, which is ten times of what the largest hub in sight needs."""
MOST_FOLDERS = 12
"""How deep folders may lie in each other."""

PICTURE = re.compile(r"\.(?:jpe?g|png|webp|gif)$", re.IGNORECASE)
_HANDBOOK = re.compile(r"\.(?:md|jpe?g|png|webp|gif)$", re.IGNORECASE)
_IGNORED = re.compile(r"^(?:\.|~\$|Thumbs\.db$|desktop\.ini$)|~$")


Stamp = tuple[int, int, int]
"""How a file looks: times of the last change of content and of anything, in nanoseconds, and inode."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file of content/: its path below it, with forward slashes, its size in bytes, and how it looks on disk."""

    path: str
    size: int
    stamp: Stamp = (0, 0, 0)


def is_ignored(name: str) -> bool:
    """Whether a file or folder called *name* is passed over: hidden ones, and what editors leave behind."""
    return _IGNORED.search(name) is not None


def scan(rows: Iterable[Row], skip: str = "handbook") -> tuple[list[Found], list[Problem]]:
    """Return the files among *rows*, all that lies in content/, in order of path, and what is wrong with names.

    Hidden files are left out, and those of the top folder *skip*, which are MkDocs' own.

    Symbolic links are problems and never followed: no path leaves the content. So are, in *skip* as well, names
    that clash or do not work on every computer, and what is neither file nor folder; *skip* holds texts and
    pictures only, because MkDocs would publish any other file as it is.
    """
    found: list[Found] = []
    problems: list[Problem] = []
    within = {""}
    seen: dict[str, list[str]] = defaultdict(list)
    for row in rows:
        path = row.path
        folder, _, name = path.rpartition("/")
        if row.kind == "unreadable":
            if path in within or folder in within:
                problems.append(Problem(path or ".", Place(), "E103", {"reason": os.strerror(row.size)}))
        elif folder not in within or _IGNORED.search(name):
            continue
        elif not name.isprintable():  # bytes that are not UTF-8 arrive as lone surrogates
            shown = "".join(char if char.isprintable() else "�" for char in name)
            place = f"{folder}/{shown}" if folder else shown
            problems.append(Problem(place, Place(), "E106", {"found": shown, "example": "welder-a"}))
        elif row.kind == "link":
            problems.append(Problem(path, Place(), "E105"))
        elif reasons := unfit(name):
            facts = {"found": name, "reason_zh": reasons[0], "reason_en": reasons[1]}
            problems.append(Problem(path, Place(), "E194", facts))
        elif row.kind == "folder":
            seen[folder].append(name)
            if path.count("/") >= MOST_FOLDERS:
                problems.append(_too_many(path, "文件夹层数", "levels of folders", MOST_FOLDERS))
            else:
                within.add(path)
        elif row.kind == "other":  # reading a pipe would wait for ever
            problems.append(Problem(path, Place(), "E103", {"reason": "no regular file"}))
        elif not path.startswith(f"{skip}/"):
            seen[folder].append(name)
            found.append(Found(path, row.size, (row.modified, row.changed, row.inode)))
            if len(found) > MOST_FILES:
                return [], [*problems, _too_many(".", "文件数量", "files", MOST_FILES)]
        elif not _HANDBOOK.search(name):
            problems.append(Problem(path, Place(), "E199"))
    for folder, names in seen.items():
        for name, other in clashes(names) if len(names) > 1 else ():
            problems.append(Problem(f"{folder}/{name}".lstrip("/"), Place(), "E193", {"found": name, "other": other}))
    return sorted(found, key=lambda file: file.path), problems


def _too_many(path: str, zh: str, en: str, limit: int) -> Problem:
    return Problem(path, Place(), "E195", {"what_zh": zh, "what_en": en, "limit": limit})


def handbook_paths(root: Path, folder: str = "handbook") -> Iterator[str]:
    """Yield the paths of the handbook's Markdown files, which MkDocs reads and links may point at."""
    for file in sorted((root / folder).rglob("*.md")) if (root / folder).is_dir() else ():
        yield file.relative_to(root).as_posix()


def read_text(root: Path, file: Found) -> str | Problem:
    """Return the text of *file* with plain line breaks and without a byte-order mark, or why it cannot be read."""
    data = read_bytes(root, file)
    return decode(data, file.path) if isinstance(data, bytes) else data


def read_bytes(root: Path, file: Found) -> bytes | Problem:
    """Return the bytes of the text *file*, or why it cannot be read."""
    if file.size > TEXT_LIMIT:
        return Problem(file.path, Place(), "E102", {"size": file.size, "limit": TEXT_LIMIT})
    try:
        descriptor = os.open(f"{root}/{file.path}", os.O_RDONLY)
        try:
            data = os.read(descriptor, file.size + 1)
        finally:
            os.close(descriptor)
        return data if len(data) == file.size else (root / file.path).read_bytes()  # it changes just now
    except OSError as error:
        return Problem(file.path, Place(), "E103", {"reason": error.strerror})


def decode(data: bytes, path: str) -> str | Problem:
    """Read *data* as UTF-8; say where it is not, or where a control character hides."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8", "replace")
        line = before.count("\n")
        rest = data[error.start :].split(b"\n", 1)[0].decode("utf-8", "replace")
        quoted = CONTROL.sub("�", before.rsplit("\n", 1)[-1] + rest).rstrip("\r")
        place = Place(line + 1, len(before.rsplit("\n", 1)[-1]) + 1, 1, quoted)
        conversion = _conversion(data)
        name = {"utf-16": "UTF-16", "gb18030": "GBK"}.get(conversion.encoding if conversion else "", "")
        hints = {"hint_zh": f"，看起来是 {name}" if name else "", "hint_en": f"; it looks like {name}" if name else ""}
        return Problem(path, place, "E101", {"byte": error.start + 1, **hints}, conversion)
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not is_fit(text) and (problem := _hidden(text, path)):
        return problem
    return Problem(path, Place(), "E107") if not text or text.isspace() else text


def _hidden(text: str, path: str) -> Problem | None:
    """The first character of *text* that no file may hold."""
    if match := CONTROL.search(text):
        line = text.count("\n", 0, match.start())
        column = match.start() - (text.rfind("\n", 0, match.start()) + 1)
        quoted = CONTROL.sub("�", text.split("\n")[line])
        char = f"U+{ord(match[0]):04X}"
        place = Place(line + 1, column + 1, 1, quoted)
        mend = Replacement.of(place, " " if match[0] in "\x0b\x0c\x85\u2028\u2029" else "")
        return Problem(path, place, "E109", {"char": char}, mend)
    if match := DIRECTION.search(text):
        spot = place_at(text, match.start())
        shown = replace(spot, text=DIRECTION.sub("�", spot.text))
        mend = Replacement.of(spot, "")
        return Problem(path, shown, "E196", {"char": code_point(match[0]), "name": name_of(match[0])}, mend)
    return None


def _conversion(data: bytes) -> Conversion | None:
    """The encoding that *data* is in beyond doubt: UTF-16 with its mark, or GBK that holds common characters only.

    Nothing is lost: what is read can be written back to the very same bytes.
    """
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "gb18030"
    try:
        text = data.decode(encoding)
        if encoding == "gb18030":
            # The 6,763 common characters of GB 2312: bytes of other encodings, read as GBK, give rare ones.
            return Conversion(encoding, sure=len(text.encode("gb2312")) == len(data))
    except UnicodeError:
        return None
    return None if CONTROL.search(text.removeprefix("\ufeff").replace("\r", "")) else Conversion(encoding)
