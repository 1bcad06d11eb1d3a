"""What git knows: the commit a change started from, which lines it touches, and the files as they were.

git is called here only, and changes nothing: files of another commit are written to a folder of their own. No program
that the repository's settings name takes part in a comparison.
"""

from __future__ import annotations

import io
import re
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import tarfile


class NoBaseError(Exception):
    """There is nothing to compare with; `zh` and `en` say why and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh = zh
        self.en = en


@dataclass(frozen=True, slots=True)
class Changed:
    """What differs from a base, by paths from the root of the repository.

    `lines` has the files that are new or different, with the ranges of lines (first, last) that are; None where all
    of a file counts. `former` has the names that renamed files had, `gone` the files that are not there any more.
    """

    lines: Mapping[str, tuple[tuple[int, int], ...] | None] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)
    gone: frozenset[str] = frozenset()

    def touches(self, file: str, line: int) -> bool:
        """Whether *line*, from 1, of *file* is new or different."""
        if file not in self.lines:
            return False
        ranges = self.lines[file]
        return ranges is None or any(first <= line <= last for first, last in ranges)


def repository(folder: Path) -> Path:
    """The root of the repository that *folder* is in; raises NoBaseError outside of one."""
    return Path(_git(folder, "rev-parse", "--show-toplevel").rstrip("\n"))


def base_of(root: Path, revision: str) -> str:
    """The commit from which HEAD and *revision* went different ways; raises NoBaseError when it is not here."""
    shallow = _git(root, "rev-parse", "--is-shallow-repository").strip() == "true"
    known = _run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if known.returncode:
        raise NoBaseError(*(_shallow(revision) if shallow else _unknown(revision)))
    found = _run(root, "merge-base", known.stdout.strip(), "HEAD")
    if found.returncode:
        raise NoBaseError(*(_shallow(revision) if shallow else _unrelated(revision)))
    return found.stdout.split("\n")[0]


def changed_since(root: Path, base: str, folder: str) -> Changed:
    """What is different in *folder* (from the root, forward slashes) from the commit *base*, committed or not."""
    scope = ("--", folder) if folder else ()
    options = ("--no-ext-diff", "--no-textconv", "--find-renames", base, *scope)
    names = _git(root, "diff", "--name-status", "-z", *options).split("\0")
    lines: dict[str, tuple[tuple[int, int], ...] | None] = {}
    former: dict[str, str] = {}
    gone: set[str] = set()
    rest = iter(names)
    for status in rest:
        if not status:
            continue
        name = next(rest)
        if status[0] in "RC":
            former[next(rest)] = name
            if status[0] == "R":
                gone.add(name)
        elif status[0] == "D":
            gone.add(name)
        elif status[0] in "AT":
            lines[name] = None
    diff = _git(root, "diff", "--unified=0", "--no-color", "--src-prefix=a/", "--dst-prefix=b/", *options)
    for file, ranges in _hunks(diff).items():
        lines.setdefault(file, ranges)
    for name in _git(root, "ls-files", "--others", "--exclude-standard", "-z", *scope).split("\0"):
        if name:
            lines[name] = None
    return Changed(lines, former, frozenset(gone))


def _hunks(diff: str) -> dict[str, tuple[tuple[int, int], ...]]:
    """The new and changed lines of each file, from a diff without context."""
    found: dict[str, list[tuple[int, int]]] = {}
    current: list[tuple[int, int]] = []
    for line in diff.split("\n"):
        if line.startswith("+++ "):
            current = found.setdefault(line[4:].removeprefix("b/").rstrip("\t"), [])
        elif match := re.match(r"@@ -\S+ \+(\d+)(?:,(\d+))? @@", line):
            first, count = int(match[1]), int(match[2] or 1)
            if count:
                current.append((first, first + count - 1))
    return {file: tuple(ranges) for file, ranges in found.items()}


def export(root: Path, commit: str, target: Path, folder: str = "") -> bool:
    """Write the files of *commit*, or of its *folder*, into *target*; return whether it has that folder.

    A symbolic link that leads out of it is left out.
    """
    tree = f"{commit}:{folder}"
    if _run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", tree).returncode:
        return False
    done = _call(root, "archive", "--format=tar", tree)
    if done.returncode:
        raise _failed("archive", done.stderr.decode("utf-8", "replace"))
    target.mkdir(parents=True, exist_ok=True)
    import tarfile  # only to compare with another commit

    with tarfile.open(fileobj=io.BytesIO(done.stdout), errorlevel=1) as archive:
        archive.extractall(target, filter=_inside)  # noqa: S202 - the filter lets nothing out of the folder
    return True


def _inside(member: tarfile.TarInfo, target: str) -> tarfile.TarInfo | None:
    import tarfile

    try:
        return tarfile.data_filter(member, target)
    except tarfile.FilterError:
        return None


def _git(folder: Path, *arguments: str) -> str:
    done = _run(folder, *arguments)
    if done.returncode:
        raise _failed(arguments[0], done.stderr)
    return done.stdout


def _failed(command: str, said: str) -> NoBaseError:
    line = said.strip().split("\n")[0]
    return NoBaseError(f"git {command} 失败：{line}", f"git {command} failed: {line}")


def _run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    done = _call(folder, *arguments)
    out, err = (data.decode("utf-8", "surrogateescape") for data in (done.stdout, done.stderr))
    return subprocess.CompletedProcess(done.args, done.returncode, out, err)


def _call(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - a list; revisions stand behind --end-of-options
            ["git", "-c", "core.quotePath=off", "-C", str(folder), *arguments],  # noqa: S607 - the git of the PATH
            capture_output=True,
            check=False,
        )
    except FileNotFoundError:
        raise NoBaseError("找不到 git；请先安装。", "git is not there; install it first.") from None


def _shallow(revision: str) -> tuple[str, str]:
    return (
        f"这是浅克隆，里面没有 {revision} 和它的历史。先取全历史：git fetch --unshallow；"
        "在流水线里把克隆深度设为 0（fetch-depth: 0、GIT_DEPTH: 0）。",
        f"this clone is shallow and lacks {revision} or its history. Fetch it: git fetch --unshallow; "
        "in a pipeline set the depth to 0 (fetch-depth: 0, GIT_DEPTH: 0).",
    )


def _unknown(revision: str) -> tuple[str, str]:
    return (
        f"没有 {revision} 这个提交或分支；先 git fetch，再写成 origin/main 这样的名字。",
        f"there is no commit or branch {revision}; git fetch it, and name it like origin/main.",
    )


def _unrelated(revision: str) -> tuple[str, str]:
    return f"{revision} 和当前分支没有共同的历史。", f"{revision} and this branch have no history in common."
