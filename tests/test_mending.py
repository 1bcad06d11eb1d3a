"""Mending: what a program does about problems makes the check pass, and nothing is lost by it."""

from __future__ import annotations

import stat
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from mistakes import MISTAKES, WELDER, Mistake, lay_out

from generator.build import load
from generator.mending import Done, mend
from generator.problems import Conversion, Place, Problem, Renaming, Replacement, Report

GOLDEN = Path(__file__).parent / "golden/problems.mends.txt"
ROUNDS = 20


@dataclass
class Outcome:
    """What became of a mistake: what was done without asking, then with guesses, and what was left each time."""

    sure: list[Done] = field(default_factory=list)
    guessed: list[Done] = field(default_factory=list)
    left: Report = field(default_factory=Report)
    first: Report = field(default_factory=Report)

    def told(self) -> str:
        lines = [line for sign, group in (("=", self.sure), ("?", self.guessed)) for line in shown(sign, group)]
        lines += [f"  left {p.code} {p.place.line}:{p.place.column} {p.file}" for p in self.left.errors]
        return "".join(f"{line}\n" for line in lines) or "  nothing to do\n"


def shown(sign: str, group: list[Done]) -> list[str]:
    lines = []
    for done in group:
        lines.append(f"{sign} {done.problem.code} {type(done.problem.mend).__name__} {done.problem.file}")
        lines += [f"  - {line}" for line in done.before.split("\n")]
        lines += [f"  + {line}" for line in done.after.split("\n")]
    return [line.encode("ascii", "backslashreplace").decode() if "\x0c" in line else line for line in lines]


@pytest.fixture(scope="module")
def outcomes(small_hub: Path, theme: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    """Each mistake of the collection that carries a mend, mended as far as it goes."""
    folder = tmp_path_factory.mktemp("mending")
    return {
        mistake.name: outcome(lay_out(small_hub, mistake, folder / str(number)), theme)
        for number, mistake in enumerate(MISTAKES)
    }


def outcome(content: Path, theme: Path) -> Outcome:
    found = Outcome(left=load(content, theme).report)
    found.first = found.left
    for guesses, done in ((False, found.sure), (True, found.guessed)):
        for _ in range(ROUNDS):
            step = mend(content.parent, found.left, guesses=guesses) if found.left.errors else []
            if not step:
                break
            done.extend(step)
            found.left = load(content, theme).report
    return found


def test_what_is_mended_is_as_expected(outcomes: dict[str, Outcome], bless: bool) -> None:
    """What is done about each mistake, and what is left, is what was reviewed: `=` unasked, `?` as a guess."""
    told = "\n".join(f"## {name}\n{found.told()}" for name, found in outcomes.items() if found.first.errors)

    if bless:
        GOLDEN.write_text(told, "utf-8")

    assert GOLDEN.read_text("utf-8") == told, "if the new output is right, run: make bless"


MENDED = [mistake for mistake in MISTAKES if mistake.expected and mistake.expected[0][0] == "E"]


@pytest.mark.parametrize("mistake", MENDED, ids=lambda mistake: mistake.name)
def test_a_replacement_makes_the_check_pass(mistake: Mistake, outcomes: dict[str, Outcome]) -> None:
    """Where every problem of a mistake carries a replacement, nothing is left when they are made."""
    found = outcomes[mistake.name]
    renamed = any(p.code == "E122" for p in found.first.errors)  # the field that is missing is the one misspelt

    if all(p.mend is not None or (p.code == "E121" and renamed) for p in found.first.errors):
        assert [] == [problem.render("en") for problem in found.left.errors]


def test_most_mistakes_can_be_mended(outcomes: dict[str, Outcome]) -> None:
    """More than half of the collection ends without an error, most of it without asking anybody."""
    mended = [found for found in outcomes.values() if found.first.errors and not found.left.errors]

    assert 120 < len(mended)
    assert 100 < len([found for found in mended if not found.guessed])


def test_warnings_and_sound_files_are_left_alone(small_hub: Path, theme: Path, tmp_path: Path) -> None:
    """Nothing is done to content without a problem."""
    content = lay_out(small_hub, Mistake("none", WELDER, lambda _: None, ()), tmp_path)
    before = {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}

    assert [] == mend(tmp_path, load(content, theme).report, guesses=True)
    assert before == {path: path.read_bytes() for path in content.rglob("*") if path.is_file()}


# One file


def problem(file: str, line: int, text: str, change: Replacement) -> Problem:
    return Problem(file, Place(line, 1, 1, text), "E107", {}, change)


def test_line_breaks_marks_and_modes_stay(tmp_path: Path) -> None:
    """A file of Windows with a byte-order mark keeps both, and its permissions; only the place itself changes."""
    file = tmp_path / "a.yml"
    file.write_bytes("\ufefftitle：焊工\r\nkind: x\r\n".encode())
    file.chmod(0o640)

    done = mend(tmp_path, [problem("a.yml", 1, "title：焊工", Replacement(1, 6, 1, 7, ": "))])

    assert "\ufefftitle: 焊工\r\nkind: x\r\n".encode() == file.read_bytes()
    assert 0o640 == stat.S_IMODE(file.stat().st_mode)
    assert [("title：焊工", "title: 焊工")] == [(one.before, one.after) for one in done]
    assert ["a.yml"] == [path.name for path in tmp_path.iterdir()]


def test_inserted_lines_end_like_their_neighbours(tmp_path: Path) -> None:
    """A line that is put in ends the way of the file."""
    file = tmp_path / "a.md"
    file.write_bytes(b"---\r\ntitle: x\r\n\r\ntext\r\n")

    mend(tmp_path, [problem("a.md", 1, "---", Replacement(3, 1, 3, 1, "---\n"))])

    assert b"---\r\ntitle: x\r\n---\r\n\r\ntext\r\n" == file.read_bytes()


def test_a_file_that_changed_meanwhile_is_not_touched(tmp_path: Path) -> None:
    """When the line is not the one that was read, somebody is at work: nothing is done."""
    file = tmp_path / "a.yml"
    file.write_text("kind: part-time\n", "utf-8")

    assert [] == mend(tmp_path, [problem("a.yml", 1, "kind: fulltime", Replacement(1, 7, 1, 15, "full-time"))])
    assert "kind: part-time\n" == file.read_text("utf-8")


@pytest.mark.parametrize("change", [Replacement(9, 1, 9, 2, "x"), Replacement(1, 3, 1, 99, "x")])
def test_places_that_are_not_there_change_nothing(change: Replacement, tmp_path: Path) -> None:
    """A place behind the end of a line or of the file is not taken for another one."""
    (tmp_path / "a.yml").write_text("kind: x\n", "utf-8")

    assert [] == mend(tmp_path, [problem("a.yml", 1, "kind: x", change)])


def test_changes_that_touch_wait_for_the_next_round(tmp_path: Path) -> None:
    """Of two changes of the same place the first is made; others of the file are made with it."""
    (tmp_path / "a.yml").write_text("one two\nthree\n", "utf-8")
    found = [
        problem("a.yml", 1, "one two", Replacement(1, 1, 1, 8, "1 2")),
        problem("a.yml", 1, "one two", Replacement(1, 5, 1, 8, "zwei")),
        problem("a.yml", 2, "three", Replacement(2, 1, 2, 6, "3")),
    ]

    assert 2 == len(mend(tmp_path, found))
    assert "1 2\n3\n" == (tmp_path / "a.yml").read_text("utf-8")


def test_guesses_wait_to_be_asked_for(tmp_path: Path) -> None:
    """What is not sure stays as it is, until guesses are wanted."""
    (tmp_path / "a.yml").write_text("kind: x\n", "utf-8")
    found = [problem("a.yml", 1, "kind: x", Replacement(1, 7, 1, 8, "y", sure=False))]

    assert [] == mend(tmp_path, found)
    assert 1 == len(mend(tmp_path, found, guesses=True))


def test_conversion_loses_nothing(tmp_path: Path) -> None:
    """A file in GBK says the same in UTF-8; one that is not in that encoding after all stays byte for byte."""
    text = "title: 焊工，“新”炉\n"
    (tmp_path / "a.yml").write_bytes(text.encode("gbk"))
    (tmp_path / "b.yml").write_bytes(b"\xff\xff\n")
    found = [Problem(name, Place(), "E101", {}, Conversion("gb18030")) for name in ("a.yml", "b.yml")]

    assert 1 == len(mend(tmp_path, found))
    assert text == (tmp_path / "a.yml").read_text("utf-8")
    assert b"\xff\xff\n" == (tmp_path / "b.yml").read_bytes()


def test_renaming_never_replaces_a_file(tmp_path: Path) -> None:
    """A file is renamed when its new name is free, and stays when it is not."""
    for name in ("a.yaml", "b.yaml", "b.yml"):
        (tmp_path / name).write_text(name, "utf-8")
    found = [Problem(f"{n}.yaml", Place(), "E104", {}, Renaming(f"{n}.yaml", f"{n}.yml")) for n in "ab"]

    assert 1 == len(mend(tmp_path, found))
    assert {"a.yml": "a.yaml", "b.yaml": "b.yaml", "b.yml": "b.yml"} == {
        path.name: path.read_text("utf-8") for path in tmp_path.iterdir()
    }


def test_links_are_not_followed(tmp_path: Path) -> None:
    """A symbolic link is never written through."""
    (tmp_path / "real.yml").write_text("kind: x\n", "utf-8")
    (tmp_path / "a.yml").symlink_to("real.yml")

    assert [] == mend(tmp_path, [problem("a.yml", 1, "kind: x", Replacement(1, 7, 1, 8, "y"))])
    assert "kind: x\n" == (tmp_path / "real.yml").read_text("utf-8")
