"""What is wrong in the content, where it stands, and how to mend it.

An editor meets problems as text; everything else here serves that text. The sentences live in
`generator.messages`, one entry a code, in Chinese and English; codes are stable, because the
handbook explains them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal
from unicodedata import combining, east_asian_width

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
class Problem:
    """One thing to mend. `file` is relative to the project, with forward slashes (``content/hub.yml``)."""

    file: str
    place: Place
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)

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
        """The problem as an editor reads it: place, sentence, the line with a caret, the fix."""
        word = {"error": "error", "warning": "warning"}[self.severity]
        lines = [f"{self.file}:{self.place.line}:{self.place.column}: {word} {self.code}: {self.message(lang)}"]
        if self.place.text.strip():
            number = str(self.place.line)
            shown, offset = _window(self.place)
            lines.append(f"    {number} | {shown}")
            lines.append(
                f"    {' ' * len(number)} | {_padding(shown[:offset])}{'^' * _marked(shown, offset, self.place)}"
            )
        lines.append(f"    {'改法：' if lang == 'zh' else 'Fix: '}{self.fix(lang)}")
        return "\n".join(lines)

    def as_dict(self, lang: ProblemLang) -> dict[str, Any]:
        """The problem for other programs; `line` and `column` count from 1."""
        return {
            "file": self.file,
            "line": self.place.line,
            "column": self.place.column,
            "code": self.code,
            "severity": self.severity,
            "message": self.message(lang),
            "fix": self.fix(lang),
        }


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
        return Report(tuple(replace(problem, file=f"{folder}/{problem.file}") for problem in self.problems))

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The problems that stop a build."""
        return tuple(p for p in self.problems if p.severity == "error")

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
    """How many terminal columns *char* takes: CJK and full-width ones take two."""
    if combining(char):
        return 0
    return 2 if east_asian_width(char) in "WF" else 1
