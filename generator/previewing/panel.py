"""What keeps the newest content from being shown, as HTML: a page, or a panel on pages of the last good site."""

from __future__ import annotations

from functools import partial
from importlib.resources import files as resources
from pathlib import Path
from typing import Any

from generator.pages.context import HTML_LANG
from generator.pages.templates import environment
from generator.previewing.showing import Showing
from generator.problems import Problem, ProblemLang
from generator.strings import read_strings

MOST = 100
"""How many problems a page holds; whoever has more begins with these."""


class Panel:
    """The templates with their words."""

    def __init__(self) -> None:
        folder = Path(str(resources("generator.previewing")))
        self._template = environment(folder / "templates").get_template("panel.html")
        self._strings = read_strings(folder / "strings")

    def page(self, showing: Showing, head: str) -> str:
        """A page of its own, for when there is no good site; *head* goes into its head."""
        return self._render(showing, whole=True, head=head)

    def panel(self, showing: Showing) -> str:
        """A panel to stand on a page of the last good site."""
        return self._render(showing, whole=False, head="")

    def _render(self, showing: Showing, *, whole: bool, head: str) -> str:
        lang, errors = showing.lang, showing.report.errors
        word = partial(self._strings.word, lang)
        count = len(errors) if lang == "zh" else f"{len(errors)} error{'s' * (len(errors) != 1)}"
        kept = word("kept_fault") if showing.fault else word("kept", count=count)
        return self._template.render(
            whole=whole,
            head=head,
            html_lang=HTML_LANG[lang],
            heading=word("nothing") if showing.site is None else kept,
            problems=[_view(problem, lang) for problem in errors[:MOST]],
            more=word("more", count=len(errors) - MOST) if len(errors) > MOST else "",
            fault=showing.fault,
            t=word,
        )


def _view(problem: Problem, lang: ProblemLang) -> dict[str, Any]:
    return {
        "place": f"{problem.file}:{problem.place.line}:{problem.place.column}",
        "code": problem.code,
        "message": problem.message(lang),
        "quotation": "\n".join(line.removeprefix("    ") for line in problem.quotation()),
        "others": [f"{other.file}:{other.place.line}:{other.place.column}" for other in problem.others],
        "fix": problem.fix(lang),
    }
