"""Answers: what stands in a form, between the values of a file and the fields of a request.

An answer is what a person sees and sends. Whatever they leave as it was keeps the value it came from, so that a file
is changed only where somebody changed it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Union

from generator.editing.questions import Question
from generator.editing.rewriting import Bare
from generator.problems import Loc
from generator.reading.yaml import Value

Answer = Union[str, "tuple[str, ...]", "dict[str, Answer]", "tuple[Row, ...]"]
"""A text; the ids chosen from a list; answers by name; the rows of a list. What is not answered is empty."""

Posted = Mapping[str, Sequence[str]]
"""The fields of a request: names and all their values, in order."""

ROWS = "@"
"""``duties.@`` names the rows of the list ``duties``, in order; ``duties.3.zh`` is a field of the row ``3``."""

_MOMENT = re.compile(r"(\d{4}-\d{2}-\d{2})(?:([T ])(\d{2}:\d{2})(:00)?(\+08:00)?)?")


@dataclass(frozen=True, slots=True)
class Row:
    """One entry of a list. `token` is its place in the file, from 0, or ``n…`` for a new one."""

    token: str
    answer: Answer


class SameLabelError(ValueError):
    """Two rows of a list of labels have one id; a file cannot hold both."""

    def __init__(self, name: str, label: str) -> None:
        super().__init__(label)
        self.name, self.label = name, label


# From a file


def shown(question: Question, value: Value) -> Answer:
    """Return the answer that shows *value*, which may be missing or of a wrong kind."""
    if question.many:
        return _shown_list(question, value)
    if question.type == "labels":
        rows = value.items() if isinstance(value, dict) else ()
        return tuple(Row(str(at), {"key": key, **_texts(one)}) for at, (key, one) in enumerate(rows))
    if question.type == "record":
        fields = value if isinstance(value, dict) else {}
        return {part.name: shown(part, fields.get(part.name)) for part in question.parts}
    if question.bilingual:
        return _texts(value)
    text = plain(value) if isinstance(value, str) else ""
    if question.type == "moment" and (found := _MOMENT.fullmatch(text)):
        return f"{found[1]} {found[3] or ''}".strip()
    return text


def _shown_list(question: Question, value: Value) -> Answer:
    entries = value if isinstance(value, list) else [value] if isinstance(value, str | dict) else []
    if question.type == "reference":
        return tuple(plain(one) for one in entries if isinstance(one, str))
    single = _single(question)
    return tuple(Row(str(at), shown(single, one)) for at, one in enumerate(entries))


def _texts(value: Value) -> dict[str, Answer]:
    if isinstance(value, str):
        return {"zh": plain(value), "en": ""}
    fields = value if isinstance(value, dict) else {}
    return {lang: plain(text) if isinstance(text := fields.get(lang), str) else "" for lang in ("zh", "en")}


def plain(text: str) -> str:
    """Return *text* as a form holds it: plain line breaks, no white space around it."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def _single(question: Question) -> Question:
    """The question that each row of a list asks."""
    return Question(
        question.name, question.label, question.hint, question.type, parts=question.parts,
        choices=question.choices, source=question.source, longest=question.longest, example=question.example,
    )  # fmt: skip


def empty(question: Question) -> Answer:
    """The answer of somebody who wrote nothing."""
    return shown(question, None)


# From a request


def sent(question: Question, posted: Posted, name: str) -> Answer:
    """Return the answer to *question* in *posted*, whose fields are called *name* or begin with it and a dot."""
    if question.many and question.type == "reference":
        return tuple(dict.fromkeys(plain(one) for one in posted.get(name, ()) if plain(one)))
    if question.many or question.type == "labels":
        single = _single(question)
        tokens = dict.fromkeys(token for token in posted.get(f"{name}.{ROWS}", ()) if re.fullmatch(r"n?\d{1,6}", token))
        return tuple(Row(token, _sent_row(single, posted, f"{name}.{token}")) for token in tokens)
    if question.type == "record":
        return {part.name: sent(part, posted, f"{name}.{part.name}") for part in question.parts}
    if question.bilingual:
        return {lang: _text(posted, f"{name}.{lang}") for lang in ("zh", "en")}
    if question.type == "moment" and f"{name}.day" in posted:
        return f"{_text(posted, f'{name}.day')} {_text(posted, f'{name}.time')}".strip()
    return _text(posted, name)


def _sent_row(single: Question, posted: Posted, name: str) -> Answer:
    if single.type == "labels":
        return {part: _text(posted, f"{name}.{part}") for part in ("key", "zh", "en")}
    return sent(single, posted, name)


def _text(posted: Posted, name: str) -> str:
    return plain(next(iter(posted.get(name, ())), ""))


def parts_of(answer: Answer) -> dict[str, Answer]:
    """The parts of an answer to a record or to a text in both languages."""
    if not isinstance(answer, dict):
        raise TypeError(answer)
    return answer


def rows_of(answer: Answer) -> tuple[Row, ...]:
    """The rows of an answer to a list of records or texts."""
    return tuple(one for one in answer if isinstance(one, Row)) if isinstance(answer, tuple) else ()


def is_empty(answer: Answer) -> bool:
    """Whether nothing is answered."""
    if isinstance(answer, dict):
        return all(is_empty(part) for part in answer.values())
    if isinstance(answer, tuple):
        return all(isinstance(one, Row) and is_empty(one.answer) for one in answer)
    return not answer


def without_empty_rows(answer: Answer) -> Answer:
    """Return *answer* without the rows in which nothing is written, which no file holds."""
    if isinstance(answer, dict):
        return {name: without_empty_rows(part) for name, part in answer.items()}
    if isinstance(answer, tuple):
        return tuple(  # type: ignore[return-value]
            Row(one.token, without_empty_rows(one.answer)) if isinstance(one, Row) else one
            for one in answer
            if not (isinstance(one, Row) and is_empty(one.answer))
        )
    return answer


# To a file


def answered(question: Question, answer: Answer, old: Value, name: str = "") -> Value:
    """Return the value that says *answer* in a file; None when nothing is to be written.

    Where the answer is what *old* showed, it is *old* itself, in whatever way it was written.
    """
    if answer == shown(question, old):
        return old
    name = name or question.name
    if question.type == "labels":
        return _answered_labels(answer, old, name)
    if question.many:
        return _answered_list(question, answer, old, name)
    if question.type == "record":
        parts = parts_of(answer)
        fields = old if isinstance(old, dict) else {}
        return _fields(
            {part.name: answered(part, parts[part.name], fields.get(part.name), f"{name}.{part.name}")
             for part in question.parts},
            fields,
        )  # fmt: skip
    if question.bilingual:
        halves = parts_of(answer)
        if question.type == "text":  # one line in a file, however it was typed
            halves = {lang: re.sub(r"\s*\n\s*", " ", str(half)) for lang, half in halves.items()}
        texts = old if isinstance(old, dict) else {"zh": old} if isinstance(old, str) else {}
        return _fields({lang: _said(str(halves[lang]), texts.get(lang)) for lang in ("zh", "en")}, texts)
    if not isinstance(answer, str):
        raise TypeError(answer)
    if not answer:
        return None
    if question.type in ("number", "day"):
        return Bare(answer)
    if question.type == "moment":
        return _moment(answer, old)
    if question.type == "flag":
        return Bare(answer)
    return _said(answer, old)


def _fields(new: Mapping[str, Value], old: Mapping[str, Value]) -> Value:
    """Put answered fields together; what no question asked for stays, and an empty whole is nothing."""
    kept = {name: value for name, value in new.items() if value is not None or (name in old and old[name] is None)}
    kept |= {name: value for name, value in old.items() if name not in new}
    return kept or None


def _said(answer: str, old: Value) -> Value:
    """*answer*, with the line break at its end that the old text had."""
    if isinstance(old, str) and answer == plain(old):
        return old
    if answer and isinstance(old, str) and old.endswith("\n") and "\n" in answer:
        return f"{answer}\n"
    return answer or None


def _moment(answer: str, old: Value) -> Value:
    """*answer*, a day and perhaps a time, written as the old one was: with or without ``T`` and offset."""
    new, before = _MOMENT.fullmatch(answer), _MOMENT.fullmatch(old.strip()) if isinstance(old, str) else None
    if new is None or new[3] is None or before is None or before[3] is None:
        return Bare(answer)
    return Bare(f"{new[1]}{before[2]}{new[3]}{before[4] or ''}{before[5] or ''}")


def _answered_list(question: Question, answer: Answer, old: Value, name: str) -> Value:
    entries = old if isinstance(old, list) else [old] if isinstance(old, str | dict) else []
    if question.type == "reference":
        ids = [one for one in answer if isinstance(one, str)]
        chosen = set(ids)
        kept = [one for one in entries if isinstance(one, str) and plain(one) in chosen]
        there = {plain(one) for one in kept if isinstance(one, str)}
        return [*kept, *(one for one in ids if one not in there)] or None
    single = _single(question)
    values: list[Value] = []
    for row in rows_of(answer):
        before = entries[int(row.token)] if row.token.isdigit() and int(row.token) < len(entries) else None
        value = answered(single, row.answer, before, f"{name}.{row.token}")
        if value is not None:
            values.append(value)
    return values or None


def _answered_labels(answer: Answer, old: Value, name: str) -> Value:
    entries = list(old.items()) if isinstance(old, dict) else []
    labels: dict[str, Value] = {}
    for row in rows_of(answer):
        if is_empty(row.answer):
            continue
        said = parts_of(row.answer)
        key = str(said["key"])
        if key in labels:
            raise SameLabelError(f"{name}.{row.token}.key", key)
        at = int(row.token) if row.token.isdigit() else len(entries)
        before = entries[at][1] if at < len(entries) else None
        texts = before if isinstance(before, dict) else {}
        if _texts(before) == {lang: said[lang] for lang in ("zh", "en")}:
            labels[key] = before
        else:
            labels[key] = _fields({lang: _said(str(said[lang]), texts.get(lang)) for lang in ("zh", "en")}, texts)
    return labels or None


# Places


def field_name(questions: Sequence[Question], answers: Mapping[str, Answer], loc: Loc) -> str:
    """Return the name of the field at *loc*, a path of the file; of what is around it where there is none."""
    parts: list[str] = []
    question: Question | None = None
    answer: Answer = dict(answers)
    inside: Sequence[Question] = questions
    for step in loc:
        if isinstance(step, int) and isinstance(answer, tuple):
            rows = [one for one in answer if isinstance(one, Row)]
            if step >= len(rows):
                break
            parts.append(rows[step].token)
            answer = rows[step].answer
            continue
        if question is not None and question.type == "labels" and isinstance(answer, tuple):
            row = next(
                (r for r in answer if isinstance(r, Row) and isinstance(r.answer, dict) and r.answer["key"] == step),
                None,
            )
            if row is None:
                break
            parts.append(row.token)
            answer = row.answer
            continue
        if not isinstance(answer, dict) or step not in answer:
            break
        parts.append(str(step))
        answer = answer[str(step)]
        found = next((one for one in inside if one.name == step), None)
        if found is not None:
            question, inside = found, found.parts
    if question is not None and question.bilingual and parts and parts[-1] not in ("zh", "en"):
        parts.append("zh")  # what is wrong with the whole is mended in the Chinese
    return ".".join(parts)
