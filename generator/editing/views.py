"""What the pages of the form show: plain values for its templates."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from generator.editing.answers import Answer, Row, empty, is_empty, parts_of, rows_of
from generator.editing.questions import Question, in_language
from generator.model.record import Lang
from generator.problems import Problem
from generator.schemas.words import Words
from generator.strings import Strings

Choices = Mapping[str, Sequence[tuple[str, str, str]]]
"""What each source of references offers: value, Chinese and English name."""


@dataclass(frozen=True, slots=True)
class Told:
    """A problem in words."""

    severity: str
    code: str
    message: str
    fix: str


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose."""

    value: str
    label: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class FieldView:
    """One field of the form, or a group of them."""

    kind: str
    """``line``, ``area``, ``number``, ``day``, ``moment``, ``flag``, ``select``, ``checks``; ``pair``, ``record``,
    ``list``, ``row``."""
    name: str
    label: str
    hint: str = ""
    required: bool = False
    value: str = ""
    time: str = ""
    """Of a moment: its time; `value` is its day."""
    lang: str = ""
    """The language of what is written, where it is known."""
    rows: int = 1
    longest: int | None = None
    example: str = ""
    options: tuple[Option, ...] = ()
    children: tuple[FieldView, ...] = ()
    open: bool = True
    """Whether a group is unfolded."""
    problems: tuple[Told, ...] = ()

    @property
    def id(self) -> str:
        """The id of its element."""
        return f"f-{self.name}"


@dataclass
class FormViews:
    """Makes the fields of one form, in one language."""

    strings: Strings
    lang: Lang
    choices: Choices
    problems: Mapping[str, Sequence[Told]] = field(default_factory=dict)
    """Problems by the name of their field."""

    def word(self, key: str, **values: object) -> str:
        """A word of the interface."""
        return self.strings.word(self.lang, key, **values)

    def fields(self, questions: Iterable[Question], answers: Mapping[str, Answer]) -> tuple[FieldView, ...]:
        """The fields of *questions*, filled with *answers*."""
        self._parts = _chain_parts(answers)
        return tuple(self.view(question, answers[question.name], question.name) for question in questions)

    def view(self, question: Question, answer: Answer, name: str) -> FieldView:
        """The field of one question."""
        base = FieldView(
            "line",
            name,
            question.label.of(self.lang),
            self.word("draft_hint") if name == "draft" else question.hint.of(self.lang),
            question.required,
            problems=tuple(self.problems.get(name, ())),
            longest=question.longest,
            example=question.example,
        )
        if question.many and question.type == "reference":
            return replace(base, kind="checks", options=self._options(question, answer, several=True))
        if question.many or question.type == "labels":
            return self._list(base, question, answer)
        if question.type == "record":
            inner = parts_of(answer)
            children = tuple(self.view(part, inner[part.name], f"{name}.{part.name}") for part in question.parts)
            return self._group(replace(base, kind="record", children=children), filled=not is_empty(answer))
        if question.bilingual:
            return self._pair(base, question, parts_of(answer))
        return self._single(base, question, str(answer))

    def _single(self, base: FieldView, question: Question, answer: str) -> FieldView:
        if question.type in ("choice", "reference"):
            return replace(base, kind="select", value=answer, options=self._options(question, answer))
        if question.type == "flag":
            return replace(base, kind="flag", value=answer)
        if question.type == "number":
            return replace(base, kind="number", value=answer)
        if question.type == "day" and re.fullmatch(r"|\d{4}-\d{2}-\d{2}", answer):
            return replace(base, kind="day", value=answer)
        if question.type == "moment":
            found = re.fullmatch(r"(\d{4}-\d{2}-\d{2})?(?:[T ]?(\d{2}:\d{2})(?::00)?(?:\+08:00)?)?", answer)
            if found:
                return replace(base, kind="moment", value=found[1] or "", time=found[2] or "")
        return replace(base, kind="area" if "\n" in answer else "line", value=answer, rows=3)

    def _pair(self, base: FieldView, question: Question, answer: Mapping[str, Answer]) -> FieldView:
        halves = []
        for lang in ("zh", "en"):
            half = in_language(question, "zh" if lang == "zh" else "en")
            text = str(answer[lang])
            tall = {"markdown": 18, "long_text": 5}.get(question.type, 1)
            halves.append(
                FieldView(
                    "area",
                    f"{base.name}.{lang}",
                    self.word(lang),
                    required=half.required,
                    value=text,
                    lang="zh-Hans" if lang == "zh" else "en",
                    rows=tall,
                    longest=half.longest if question.type != "markdown" else None,
                    problems=tuple(self.problems.get(f"{base.name}.{lang}", ())),
                )
            )
        return replace(base, kind="pair", children=tuple(halves))

    def _list(self, base: FieldView, question: Question, answer: Answer) -> FieldView:
        rows = []
        for number, row in enumerate(rows_of(answer), 1):
            name = f"{base.name}.{row.token}"
            if question.type == "labels":
                said = parts_of(row.answer)
                inside: tuple[FieldView, ...] = (
                    FieldView("line", f"{name}.key", self.word("label_id"), required=True,
                              value=str(said["key"]), problems=tuple(self.problems.get(f"{name}.key", ()))),
                    self._pair(FieldView("pair", name, base.label), replace(question, type="text"), said),
                )  # fmt: skip
            else:
                single = replace(question, many=False, required=False, hint=Words())
                one = self.view(single, row.answer, name)
                inside = one.children if one.kind == "record" else (one,)
            told = tuple(self.problems.get(name, ())) if question.type == "record" else ()
            rows.append(FieldView("row", name, self.word("row", number=number), value=row.token,
                                  children=inside, problems=told))  # fmt: skip
        # The ids of labels have no order of their own in a file, so their rows cannot be moved.
        value = "labels" if question.type == "labels" else ""
        return self._group(replace(base, kind="list", value=value, children=tuple(rows)), filled=bool(rows))

    def _group(self, view: FieldView, *, filled: bool) -> FieldView:
        troubled = any(name == view.name or name.startswith(f"{view.name}.") for name in self.problems)
        return replace(view, open=view.required or filled or troubled)

    def _options(self, question: Question, answer: Answer, *, several: bool = False) -> tuple[Option, ...]:
        chosen = [str(one) for one in answer] if isinstance(answer, tuple) else [str(answer)] if answer else []
        if question.type == "choice":
            options = [
                Option(
                    "" if choice.value == question.default and choice.value not in chosen else choice.value,
                    self.word("default_is", choice=choice.words.of(self.lang))
                    if choice.value == question.default
                    else choice.words.of(self.lang),
                    choice.value in chosen or (not chosen and choice.value == question.default),
                )
                for choice in question.choices
            ]
            known = {choice.value for choice in question.choices}
            if not question.default:
                first = self.word("choose" if question.required else "none_chosen")
                options.insert(0, Option("", first, not chosen))
        else:
            offered = self._parts if question.source == "parts" else self.choices.get(question.source, ())
            options = [Option(v, zh if self.lang == "zh" else en, v in chosen) for v, zh, en in offered]
            known = {value for value, _, _ in offered}
            if not several:
                options.insert(0, Option("", self.word("choose" if question.required else "none_chosen"), not chosen))
        lost = [Option(one, self.word("not_there", value=one), chosen=True) for one in chosen if one not in known]
        return (*options, *lost)


def _chain_parts(answers: Mapping[str, Answer]) -> list[tuple[str, str, str]]:
    """The parts of a chain map as its form has them now."""
    found = []
    stages = answers.get("stages", ())
    for stage in stages if isinstance(stages, tuple) else ():
        nodes = stage.answer.get("nodes", ()) if isinstance(stage, Row) and isinstance(stage.answer, dict) else ()
        for node in nodes if isinstance(nodes, tuple) else ():
            if isinstance(node, Row) and isinstance(node.answer, dict):
                name = node.answer.get("name")
                said = name if isinstance(name, dict) else {"zh": "", "en": ""}
                id_ = str(node.answer.get("id", ""))
                if id_:
                    found.append((id_, str(said["zh"]) or id_, str(said["en"] or said["zh"]) or id_))
    return found


def told(problem: Problem, lang: Lang) -> Told:
    """*problem* in words."""
    return Told(problem.severity, problem.code, problem.message(lang), problem.fix(lang))


# Rows of lists


def with_rows_changed(
    questions: Sequence[Question], answers: Mapping[str, Answer], order: str
) -> tuple[dict[str, Answer], str]:
    """Carry out *order* on the rows of a list and return the answers and the name of the field to go on with.

    ``add:duties``, ``remove:duties.3``, ``up:duties.3`` and ``down:duties.3``; an order that fits nothing does nothing.
    """
    verb, _, name = order.partition(":")
    steps = name.split(".")
    target = {"name": name}

    def change(question: Question, answer: Answer, rest: list[str], at: str) -> Answer:
        if isinstance(answer, tuple) and (question.many or question.type == "labels"):
            rows = [one for one in answer if isinstance(one, Row)]
            if not rest:
                return _added(question, rows, at, target) if verb == "add" else answer
            index = next((n for n, row in enumerate(rows) if row.token == rest[0]), None)
            if index is None:
                return answer
            if len(rest) == 1:
                return _moved(rows, index, verb, at, target)
            row = rows[index]
            single = replace(question, many=False)
            rows[index] = Row(row.token, change(single, row.answer, rest[1:], f"{at}.{row.token}"))
            return tuple(rows)
        if isinstance(answer, dict) and rest and (part := question.part(rest[0])) is not None:
            return {**answer, rest[0]: change(part, answer[rest[0]], rest[1:], f"{at}.{rest[0]}")}
        return answer

    changed = dict(answers)
    question = next((one for one in questions if one.name == steps[0]), None)
    if question is not None:
        changed[question.name] = change(question, answers[question.name], steps[1:], question.name)
    return changed, target["name"]


def _added(question: Question, rows: list[Row], at: str, target: dict[str, str]) -> Answer:
    numbers = [int(row.token.lstrip("n")) for row in rows]
    token = f"n{max(numbers, default=-1) + 1}"
    target["name"] = f"{at}.{token}"
    new: Answer = {"key": "", "zh": "", "en": ""} if question.type == "labels" else empty(replace(question, many=False))
    return (*rows, Row(token, new))


def _moved(rows: list[Row], index: int, verb: str, at: str, target: dict[str, str]) -> Answer:
    if verb == "remove":
        del rows[index]
        target["name"] = f"{at}.{rows[min(index, len(rows) - 1)].token}" if rows else at
    elif verb == "up" and index > 0:
        rows[index - 1], rows[index] = rows[index], rows[index - 1]
    elif verb == "down" and index < len(rows) - 1:
        rows[index + 1], rows[index] = rows[index], rows[index + 1]
    return tuple(rows)
