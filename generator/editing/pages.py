"""The pages of the form as HTML, each from plain values."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from importlib.resources import files as resources
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from generator.editing.answers import Answer
from generator.editing.answers import Row as AnswerRow
from generator.editing.desk import Judgement, Opened, Row
from generator.editing.entries import BACK, Entry
from generator.editing.questions import Question
from generator.editing.store import is_possible
from generator.editing.views import FormViews, Told, told, with_rows_changed
from generator.model.record import Lang
from generator.pages.context import HTML_LANG
from generator.pages.templates import environment
from generator.problems import Problem, Report
from generator.starters.ids import is_id
from generator.starters.records import NEW_KINDS
from generator.strings import Strings, read_strings

KINDS = (
    "news", "achievement", "policy", "job", "event", "service", "alliance", "chain", "page",
    "hub", "taxonomy", "redirects",
)  # fmt: skip
"""All kinds of entries, in the order of the list."""

STATES = ("problems", "draft", "scheduled", "current", "over", "sample", "untranslated", "outdated")
_FORMS = resources("generator.editing")


@dataclass(frozen=True, slots=True)
class ConflictView:
    """Where two people's changes met: field, label, and what the file says now."""

    both: tuple[tuple[str, str, str], ...]
    blind: bool


@dataclass(frozen=True, slots=True)
class FormState:
    """How a form comes to be shown."""

    base: Mapping[str, str] | None = None
    """The digests of its files when it was first opened; None when that is now."""
    saved: Sequence[str] | None = None
    """The files just written."""
    refused: bool = False
    """Whether a save was refused for its errors."""
    failure: str = ""
    conflict: ConflictView | None = None
    target: str = ""
    """The field to go on with."""
    translating: bool = False
    uploaded: str = ""
    """What is said of a picture just uploaded."""


class Pages:
    """The templates of the form with their words."""

    def __init__(self) -> None:
        folder = Path(str(_FORMS))
        self._environment = environment(folder / "templates")
        self.strings: Strings = read_strings(folder / "strings")

    def word(self, lang: Lang, key: str, **values: object) -> str:
        """A word of the interface."""
        return self.strings.word(lang, key, **values)

    def _render(self, template: str, lang: Lang, here: str, **values: Any) -> str:
        return self._environment.get_template(template).render(
            lang=lang, html_lang=HTML_LANG[lang], t=partial(self.strings.word, lang), here=here, **values
        )  # fmt: skip

    def message(self, lang: Lang, heading: str, text: str, back: str) -> str:
        """A page with one sentence."""
        return self._render("message.html", lang, "/", heading=heading, text=text, back=back)

    # The list

    def overview(self, lang: Lang, rows: Sequence[Row], report: Report, chosen: Mapping[str, str]) -> str:
        """Every entry that fits what was *chosen*: ``q``, ``kind`` and ``state``."""
        query, kind, state = chosen["q"].strip(), chosen["kind"], chosen["state"]
        words = query.lower().split()
        fitting = [
            row
            for row in rows
            if all(word in row.words for word in words)
            and kind in ("", row.entry.kind.name)
            and (not state or state in _states(row))
        ]
        fitting.sort(
            key=lambda row: (KINDS.index(row.entry.kind.name), -(row.day.toordinal() if row.day else 0), row.entry.id)
        )
        per_kind = Counter(row.entry.kind.name for row in rows)
        per_state = Counter(one for row in rows for one in _states(row))
        known = {file for row in rows for file in row.entry.files}
        loose = [problem for problem in report if problem.file not in known]
        return self._render(
            "list.html",
            lang,
            f"/?{urlencode({k: v for k, v in chosen.items() if v})}" if any(chosen.values()) else "/",
            rows=[self._row(lang, row) for row in fitting],
            kinds=[(name, self.word(lang, f"kind_{name}"), per_kind[name]) for name in KINDS],
            states=[(name, self.word(lang, f"state_{name}"), per_state[name]) for name in STATES],
            query=query,
            kind=kind,
            state=state,
            errors=len(report.errors),
            warnings=len(report) - len(report.errors),
            unplaced=self.lines(lang, loose),
        )

    def _row(self, lang: Lang, row: Row) -> dict[str, Any]:
        kind = self.word(lang, f"kind_{row.entry.kind.name}")
        return {
            "path": row.entry.path,
            "id": row.entry.id,
            "kind": kind,
            "title": row.title or (f"{kind} · {row.entry.id}" if "/" in row.entry.path else kind),
            "day": row.day.isoformat() if row.day else "",
            "state": row.state,
            "sample": row.sample,
            "translation": row.translation,
            "errors": row.errors,
            "warnings": row.warnings,
        }  # fmt: skip

    def lines(self, lang: Lang, problems: Sequence[Problem]) -> list[tuple[str, int, Told]]:
        """Problems with file and line."""
        return [(problem.file, problem.place.line, told(problem, lang)) for problem in problems]

    # A new entry

    def new(self, lang: Lang, said: Mapping[str, str], problem: str) -> str:
        """The page that asks for a kind, a title and an id: *said* is what was answered, *problem* what is wrong."""
        kinds = [(name, self.word(lang, f"kind_{name}")) for name in NEW_KINDS if name != "chain"]
        chosen = said["kind"] if said["kind"] in NEW_KINDS else "news"
        more = {name: said[name] for name in ("title", "id", "day")}
        return self._render("new.html", lang, f"/new?kind={chosen}", kinds=kinds, kind=chosen, problem=problem, **more)

    def path_of_new(self, kind: str, id_: str) -> str | None:
        """The main file of a new entry; None for a kind or an id that cannot be."""
        if kind not in NEW_KINDS or not is_id(id_) or not is_possible(id_):
            return None
        if NEW_KINDS[kind].dated and not re.match(r"\d{4}-\d{2}-\d{2}-", id_):
            return None
        return NEW_KINDS[kind].path(id_)

    def kind_of_new(self, entry: Entry) -> str | None:
        """The kind of *entry* if it is one that can be begun in the form, under an id that can be."""
        kind = entry.kind.name
        return kind if kind in NEW_KINDS and is_id(entry.id) else None

    # The form

    def edit(
        self,
        lang: Lang,
        opened: Opened,
        answers: Mapping[str, Answer],
        judgement: Judgement,
        extras: Mapping[str, Any],
        state: FormState,
    ) -> str:
        """The form of an entry with *answers* in it, and what is said of them."""
        entry = opened.entry
        refused = state.refused
        by_field: dict[str, list[Told]] = {}
        for placed in judgement.own:
            by_field.setdefault(placed.name, []).append(told(placed.problem, lang))
        shown_problems = {} if opened.is_new and not refused else by_field
        views = FormViews(self.strings, lang, extras["choices"], shown_problems)
        fields = views.fields(entry.questions, answers)
        publishing = [view for view in fields if view.name in ("draft", "sample", "publish_at", BACK)]
        title = _title(answers, lang)
        kind = self.word(lang, f"kind_{entry.kind.name}")
        labels = _labels(entry.questions, lang)
        summary = [
            (name, label_of(labels, name) or kind, one)
            for name, list_ in by_field.items()
            for one in list_
            if one.severity == "error"
        ] if refused else []  # fmt: skip
        own_base = state.base if state.base is not None else opened.base
        return self._render(
            "edit.html",
            lang,
            f"/edit?{urlencode({'file': entry.path})}" if not opened.is_new else "/new",
            heading=title or self.word(lang, "new_of", kind=kind) if opened.is_new else title or kind,
            kind=entry.kind.name,
            kind_label=kind,
            file=entry.path,
            new=opened.is_new,
            article=entry.is_article,
            base=list(own_base.items()),
            base_name="|".join(own_base.values()),
            main_fields=[view for view in fields if view not in publishing],
            publishing=publishing,
            general=shown_problems.get("", []),
            accept=entry.is_article and not opened.is_new and opened.texts[entry.files[1]] is not None,
            outdated=extras["outdated"],
            pictures=extras["pictures"],
            errors=0 if opened.is_new and not refused else judgement.errors,
            elsewhere=judgement.elsewhere,
            brings=self.lines(lang, judgement.brings) if refused else [],
            saved=state.saved,
            summary=summary,
            failure=state.failure,
            conflict=state.conflict,
            translating=state.translating,
            uploaded=state.uploaded,
            words=self._script_words(lang, state.target),
        )

    def _script_words(self, lang: Lang, target: str) -> str:
        keys = ("unsaved", "nothing_changed", "checking", "fine", "own_errors", "own_warnings", "elsewhere", "fix",
                "error_word", "warning_word", "preview_hint", "upload_alt_missing", "picture_large", "insert_zh",
                "insert_en", "set_cover", "no_reply", "leave", "translate", "translate_all", "not_filled")  # fmt: skip
        return json.dumps(
            {**{key: self.strings.words[lang][key] for key in keys}, "target": target}, ensure_ascii=False
        )

    def conflict(
        self, lang: Lang, entry: Entry, both: Sequence[str], theirs: Mapping[str, Answer], *, blind: bool
    ) -> ConflictView:
        """What to say where two people changed one entry; *both* are the questions that both answered."""
        labels = {question.name: question.label.of(lang) for question in entry.questions}
        return ConflictView(tuple((name, labels[name], _in_short(theirs[name])) for name in both), blind)

    def with_rows_changed(
        self, entry: Entry, answers: Mapping[str, Answer], order: str
    ) -> tuple[dict[str, Answer], str]:
        """Carry out an order on the rows of a list."""
        return with_rows_changed(entry.questions, answers, order)

    def judged(self, lang: Lang, judgement: Judgement, *, changed: bool) -> dict[str, Any]:
        """A judgement for the script of the form."""
        by_field: dict[str, list[dict[str, str]]] = {}
        for placed in judgement.own:
            one = told(placed.problem, lang)
            by_field.setdefault(placed.name, []).append(
                {"severity": one.severity, "message": one.message, "fix": one.fix, "code": one.code}
            )
        return {
            "fields": by_field,
            "errors": judgement.errors,
            "warnings": len(judgement.own) - judgement.errors,
            "elsewhere": judgement.elsewhere,
            "changed": changed,
        }

    def source(
        self, lang: Lang, opened: Opened, file: str, problems: Sequence[Problem], base: str,
        written: Sequence[str] | None, failure: str,
    ) -> str:  # fmt: skip
        """The text of a file whose fields cannot be read."""
        return self._render(
            "source.html",
            lang,
            f"/edit?{urlencode({'file': opened.entry.path})}",
            heading=opened.entry.id,
            file=opened.entry.path,
            source_file=file,
            problems=[(p.place.line, p.place.column, told(p, lang)) for p in problems],
            text=opened.texts[file] or "",
            base=base,
            saved=written,
            failure=failure,
        )


def _states(row: Row) -> set[str]:
    found: set[str] = {row.state} if row.state else set()
    found |= {"problems"} if row.errors or row.warnings or row.state == "unreadable" else set()
    found |= {"sample"} if row.sample else set()
    return found | ({"untranslated"} if row.translation == "missing" else {row.translation} & {"outdated"})


def _title(answers: Mapping[str, Answer], lang: Lang) -> str:
    for name in ("title", "name"):
        said = answers.get(name)
        if isinstance(said, dict):
            return str(said["en"] or said["zh"]) if lang == "en" else str(said["zh"])
    return ""


def _labels(questions: Sequence[Question], lang: Lang, before: str = "") -> dict[str, str]:
    """The label of each question by its name without the tokens of rows."""
    found = {}
    for question in questions:
        name = f"{before}.{question.name}" if before else question.name
        found[name] = question.label.of(lang)
        found |= _labels(question.parts, lang, name)
    return found


def label_of(labels: Mapping[str, str], name: str) -> str:
    """What to call the field *name* in a list of problems: the labels on the way to it."""
    steps, said, at = name.split("."), [], ""
    for step in steps:
        if re.fullmatch(r"n?\d+", step):
            said.append(str(int(step.lstrip("n")) + 1))
            continue
        at = f"{at}.{step}" if at else step
        if at in labels:
            said.append(labels[at])
        elif step in ("zh", "en"):
            said.append({"zh": "中文", "en": "English"}[step])
    return " › ".join(said)


def _in_short(answer: Answer) -> str:
    """What an answer says, on one line."""
    if isinstance(answer, dict):
        text = " / ".join(part for part in (_in_short(one) for one in answer.values()) if part)
    elif isinstance(answer, tuple):
        text = "; ".join(_in_short(one.answer) if isinstance(one, AnswerRow) else str(one) for one in answer)
    else:
        text = answer
    text = " ".join(text.split())
    return text if len(text) <= 200 else f"{text[:199]}…"
