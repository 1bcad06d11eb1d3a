"""Problems as annotations of GitHub Actions: workflow commands, one a line.

https://docs.github.com/actions/reference/workflow-commands-for-github-actions has the form; what has to be escaped
is what the runner unescapes (`%`, CR and LF in texts; `:` and `,` in properties as well).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from generator.problems import Problem, ProblemLang


def workflow_commands(problems: Iterable[Problem], lang: ProblemLang) -> str:
    """One workflow command a problem, each on a line of its own; empty when there is none."""
    return "".join(f"{annotation(problem, lang)}\n" for problem in problems)


def annotation(problem: Problem, lang: ProblemLang) -> str:
    """*problem* as an annotation at its place, with the fix below the sentence."""
    place = problem.place
    properties: dict[str, object] = {"file": problem.file, "line": place.line}
    if place.text:
        properties |= {"endLine": place.line, "col": place.column, "endColumn": place.column + place.length}
    properties["title"] = problem.code
    said = f"{problem.message(lang)}\n{problem.fix(lang)}"
    for other in problem.others:
        said += f"\n→ {other.file}:{other.place.line}:{other.place.column}"
    return command(problem.severity, properties, said)


def command(name: str, properties: Mapping[str, object], text: str) -> str:
    """A workflow command: ``::error file=a.yml,line=1::text``."""
    listed = ",".join(f"{key}={_property(str(value))}" for key, value in properties.items())
    return f"::{name}{' ' if listed else ''}{listed}::{_text(text)}"


def _text(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _text(text).replace(":", "%3A").replace(",", "%2C")
