"""Does what problems say a program can do: replaces, converts and renames, without losing what was there.

A file is written beside itself and put in its place in one step. Whatever a program changes was read just before;
where the file says something else by now, nothing happens to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from generator.problems import Conversion, Problem, Renaming, Replacement
from generator.replacing import written_beside

_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z|\Z")


@dataclass(frozen=True, slots=True)
class Done:
    """One problem that was mended: what stood there, whole lines of it, and what stands there now."""

    problem: Problem
    before: str
    after: str


def mend(folder: Path, problems: Iterable[Problem], *, guesses: bool = False) -> list[Done]:
    """Mend what is sure, and with *guesses* the rest that carries a mend; files are named from *folder*.

    Of two changes that touch each other the first is made; what is left is found by checking again.
    """
    wanted = [one for one in problems if one.mend is not None and (one.mend.sure or guesses)]
    done: list[Done] = []
    for file, group in groupby(sorted(wanted, key=lambda one: one.file), key=lambda one: one.file):
        found = [one for one in group if not isinstance(one.mend, Renaming)]
        if found and (folder / file).is_file() and not (folder / file).is_symlink():
            done += _mend_text(folder / file, found)
    for problem in wanted:
        if isinstance(problem.mend, Renaming) and _rename(folder, problem.mend):
            done.append(Done(problem, problem.mend.source, problem.mend.target))
    return done


def _mend_text(path: Path, problems: Sequence[Problem]) -> Iterator[Done]:
    data = path.read_bytes()
    converted = next((one for one in problems if isinstance(one.mend, Conversion)), None)
    if converted is not None and isinstance(converted.mend, Conversion):
        encoding = converted.mend.encoding
        try:
            text = data.decode(encoding)
        except UnicodeError:
            return
        written_beside(path, text.removeprefix("\ufeff").encode()).replace(path)
        yield Done(converted, encoding, "utf-8")
        return
    try:
        text = data.decode()
    except UnicodeError:
        return
    mark = "\ufeff" if text.startswith("\ufeff") else ""
    lines = _LINE.findall(text.removeprefix("\ufeff"))
    chosen = list(_apart([one for one in problems if _is_there(one, lines)]))
    done = []
    for problem, change in reversed(chosen):
        first, last = change.line - 1, change.end_line - 1
        old = "".join(lines[first : last + 1])
        new = lines[first][: change.column - 1] + _breaks(change.text, old) + lines[last][change.end_column - 1 :]
        lines[first : last + 1] = [new]
        done.append(Done(problem, old.rstrip("\r\n"), new.rstrip("\r\n")))
    if done:
        written_beside(path, (mark + "".join(lines)).encode()).replace(path)
    yield from reversed(done)


def _is_there(problem: Problem, lines: list[str]) -> bool:
    """Whether the file still says what was read, and has the place that is to be changed."""
    change, place = problem.mend, problem.place
    if not isinstance(change, Replacement) or change.end_line > len(lines):
        return False
    here = lines[place.line - 1].rstrip("\r\n") if place.line <= len(lines) else ""
    if "�" in place.text:  # stands for what cannot be printed
        here = "".join("�" if shown == "�" else char for char, shown in zip(here, place.text, strict=False))
    same = not place.text or here == place.text
    return same and change.end_column - 1 <= len(lines[change.end_line - 1])


def _apart(problems: list[Problem]) -> Iterator[tuple[Problem, Replacement]]:
    """The changes in order of place, without those that touch one before them."""
    end = (0, 0)
    changes = [(one, one.mend) for one in problems if isinstance(one.mend, Replacement)]
    for problem, change in sorted(changes, key=lambda one: (one[1].line, one[1].column)):
        if (change.line, change.column) > end:
            yield problem, change
            end = (change.end_line, change.end_column)


def _breaks(text: str, beside: str) -> str:
    """*text* with line breaks like those *beside* it."""
    return text.replace("\n", "\r\n") if "\r\n" in beside else text


def _rename(folder: Path, renaming: Renaming) -> bool:
    """Rename, unless something else has the new name; a file system may take both names for the same."""
    source, target = folder / renaming.source, folder / renaming.target
    if not source.exists() or source.is_symlink() or (target.exists() and not source.samefile(target)):
        return False
    target.parent.mkdir(parents=True, exist_ok=True)
    source.rename(target)
    if not any(source.parent.iterdir()):
        source.parent.rmdir()  # git knows no empty folders, and its name may be that of another one
    return True
