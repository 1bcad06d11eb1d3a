"""What is wrong in the content, where it stands, and how to mend it.

An editor meets problems as text; everything else here serves that text. The sentences live in
`generator.messages`, one entry a code, in Chinese and English; codes are stable, because the
handbook explains them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Literal
from unicodedata import category, east_asian_width

from generator.messages import MESSAGES

ProblemLang = Literal["zh", "en"]

Loc = tuple[str | int, ...]
"""A field's path inside its file, as pydantic names it: ``("pay", "min")``, ``("duties", 0, "zh")``."""


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A stretch of one line: line and column count from 1, in characters; `length` is at least 1.

    `text` is the whole line, without its line break, so that a report can quote it.
    """

    line: int = 1
    column: int = 1
    length: int = 1
    text: str = ""


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a file, named like a problem's."""

    file: str
    place: Place


@dataclass(frozen=True, slots=True)
class Replacement:
    """Mends a problem in its file: `text` instead of what stands from the first position up to the second.

    Lines and columns count from 1, in characters; the end is not included. `sure` says that nobody need be asked:
    only the spelling changes, and nothing that was said is lost.
    """

    line: int
    column: int
    end_line: int
    end_column: int
    text: str
    sure: bool = True

    @classmethod
    def of(cls, place: Place, text: str, *, sure: bool = True) -> Replacement:
        """*text* instead of what stands at *place*."""
        return cls(place.line, place.column, place.line, place.column + place.length, text, sure)

    @classmethod
    def before(cls, place: Place, text: str, *, sure: bool = True) -> Replacement:
        """*text* in front of *place*."""
        return cls(place.line, place.column, place.line, place.column, text, sure)


@dataclass(frozen=True, slots=True)
class Conversion:
    """Mends a file that is no UTF-8: it is written anew from *encoding*, a name that Python knows."""

    encoding: str
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Renaming:
    """Mends the name of a file or of one of its folders: the one called `source` becomes `target`."""

    source: str
    target: str
    sure: bool = True


Mend = Replacement | Conversion | Renaming


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend. `file` is relative to the project, with forward slashes (``content/hub.yml``).

    `others` are further places of the same clash, `mend` is what a program can do about it.
    """

    file: str
    place: Place
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    mend: Mend | None = None
    others: tuple[Location, ...] = ()

    @property
    def severity(self) -> Literal["error", "warning"]:
        """Errors stop a build; warnings do not. The first letter of the code says which."""
        return "error" if self.code.startswith("E") else "warning"

    def message(self, lang: ProblemLang) -> str:
        """What is wrong, in one sentence."""
        return MESSAGES[self.code].what(lang).format_map(_Quoted(self.facts, lang))

    def fix(self, lang: ProblemLang) -> str:
        """What to do about it, in one or two sentences."""
        return MESSAGES[self.code].fix(lang).format_map(_Quoted(self.facts, lang))

    def render(self, lang: ProblemLang) -> str:
        """The problem as an editor reads it: place, sentence, the line with a caret, other places, the fix."""
        place = f"{self.file}:{self.place.line}:{self.place.column}"
        lines = [f"{place}: {self.severity} {self.code}: {self.message(lang)}", *_quotation(self.place)]
        for other in self.others:
            where = f"{other.file}:{other.place.line}:{other.place.column}"
            lines += [f"    {'另一处：' if lang == 'zh' else 'The other place: '}{where}", *_quotation(other.place)]
        lines.append(f"    {'改法：' if lang == 'zh' else 'Fix: '}{self.fix(lang)}")
        return "\n".join(lines)

    def quotation(self) -> list[str]:
        """The line at the problem's place with a caret below what is meant; nothing where there is none to show."""
        return _quotation(self.place)

    def as_dict(self, lang: ProblemLang) -> dict[str, Any]:
        """The problem for other programs; lines and columns count from 1, `end_column` is not included.

        `mend` is there when a program can do it: a replacement, an encoding to convert from, or a new name.
        """
        found: dict[str, Any] = {
            "file": self.file,
            "line": self.place.line,
            "column": self.place.column,
            "end_column": self.place.column + self.place.length,
            "code": self.code,
            "severity": self.severity,
            "message": self.message(lang),
            "fix": self.fix(lang),
        }
        if self.others:
            found["others"] = [
                {"file": other.file, "line": other.place.line, "column": other.place.column} for other in self.others
            ]
        if self.mend is not None:
            found["mend"] = {"kind": type(self.mend).__name__.lower(), **asdict(self.mend)}
        return found

    def below(self, folder: str) -> Problem:
        """The same with every file named from the folder that holds *folder*."""
        mend = self.mend
        if isinstance(mend, Renaming):
            mend = replace(mend, source=f"{folder}/{mend.source}", target=f"{folder}/{mend.target}")
        others = tuple(replace(other, file=f"{folder}/{other.file}") for other in self.others)
        return replace(self, file=f"{folder}/{self.file}", mend=mend, others=others)


@dataclass(frozen=True, slots=True)
class Report:
    """All problems of one run, in order of file, line and column."""

    problems: tuple[Problem, ...] = ()

    @classmethod
    def of(cls, problems: Iterable[Problem]) -> Report:
        """Sort *problems* and drop exact repetitions."""
        unique = {
            (p.file, p.place.line, p.place.column, p.code, str(sorted(p.facts.items(), key=str))): p for p in problems
        }
        return cls(tuple(unique[key] for key in sorted(unique)))

    def below(self, folder: str) -> Report:
        """The same with files named from the folder that holds *folder*: ``content/jobs/welder.yml``."""
        return Report(tuple(problem.below(folder) for problem in self.problems))

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop a build."""
        return tuple(p for p in self.problems if p.severity == "error")

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """The problems that do not."""
        return tuple(p for p in self.problems if p.severity == "warning")

    def __iter__(self) -> Iterator[Problem]:
        return iter(self.problems)

    def __len__(self) -> int:
        return len(self.problems)

    def text(self, lang: ProblemLang) -> str:
        """Every problem, one after the other, each as `Problem.render` writes it."""
        return "\n".join(problem.render(lang) for problem in self.problems)

    def summary(self, lang: ProblemLang) -> str:
        """One closing line with the counts."""
        errors, warnings = len(self.errors), len(self.problems) - len(self.errors)
        if lang == "zh":
            return f"发现 {errors} 个错误、{warnings} 个提醒" if self.problems else "没有发现问题"
        if not self.problems:
            return "no problems found"
        return f"found {errors} error{'s' * (errors != 1)} and {warnings} warning{'s' * (warnings != 1)}"


class _Quoted(dict[str, Any]):
    """Facts for a message: long values are cut, lists joined, a fact that is absent shows as a dash."""

    def __init__(self, facts: Mapping[str, Any], lang: ProblemLang) -> None:
        super().__init__(
            {key: value if key.startswith(("hint_", "guess_")) else _shown(value, lang) for key, value in facts.items()}
        )

    def __missing__(self, key: str) -> str:
        return "–"


def _shown(value: Any, lang: ProblemLang) -> str:
    if isinstance(value, (list, tuple)):
        return ("、" if lang == "zh" else ", ").join(f"`{item}`" for item in value)
    text = str(value).replace("\n", " ")
    return text if len(text) <= 80 else f"{text[:79]}…"


def _quotation(place: Place) -> list[str]:
    """The line at *place* with a caret below what is meant; nothing where there is no line to show."""
    if not place.text.strip():
        return []
    number = str(place.line)
    shown, offset = _window(place)
    caret = f"{_padding(shown[:offset])}{'^' * _marked(shown, offset, place)}"
    return [f"    {number} | {shown}", f"    {' ' * len(number)} | {caret}"]


WINDOW = 100
"""How many characters of a long line are quoted around the place."""


def _window(place: Place) -> tuple[str, int]:
    """Return the part of the line to quote and the place's offset in it."""
    text, offset = place.text.replace("\t", " "), max(0, min(place.column - 1, len(place.text)))
    if len(text) <= WINDOW:
        return text, offset
    start = max(0, offset - WINDOW // 2)
    return text[start : start + WINDOW], offset - start


def _marked(shown: str, offset: int, place: Place) -> int:
    stretch = shown[offset : offset + place.length]
    return max(1, sum(_columns(char) for char in stretch))


def _padding(before: str) -> str:
    return " " * sum(_columns(char) for char in before)


def _columns(char: str) -> int:
    """How many terminal columns *char* takes: CJK and full-width ones take two, invisible ones none."""
    if category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1
