"""Entries: what one form edits. A record, with the files it is written in, as one tree of values and back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from generator.editing.answers import Answer, answered, plain, shown, without_empty_rows
from generator.editing.questions import Question, questions_of
from generator.editing.rewriting import RewriteError, is_readable, rewrite
from generator.model.item import Article
from generator.problems import Loc, Problem
from generator.reading.front_matter import fences
from generator.reading.yaml import Document, Value, parse
from generator.schemas.kinds import FileKind, kind_of
from generator.schemas.words import Words

Texts = Mapping[str, str | None]
"""The text of each file of an entry, with plain line breaks; None for one that is not there."""

BACK = "english_draft"
"""In the tree of an article: whether its translation is a draft."""
_KEPT_BACK = Question(BACK, Words("英文先不发布", "Keep the English back"), Words(), "flag")
_PATH = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(?:/[A-Za-z0-9][A-Za-z0-9._-]*)*")


@dataclass(frozen=True, slots=True)
class Entry:
    """A record by its main file, such as ``jobs/welder.yml`` or ``news/2026/2026-11-20-job-fair/index.md``."""

    path: str
    kind: FileKind

    @property
    def folder(self) -> str:
        """Where the entry's files lie, relative to content/."""
        return self.path.rpartition("/")[0]

    @property
    def id(self) -> str:
        """The record's id; for files without one the file's name."""
        own_folder = self.kind.name in ("news", "achievement", "policy", "page", "alliance", "chain")
        return self.folder.rpartition("/")[2] if own_folder else self.path.rpartition("/")[2].removesuffix(".yml")

    @property
    def is_article(self) -> bool:
        """Whether its text is Markdown below the fields."""
        return issubclass(self.kind.model, Article)

    @property
    def files(self) -> tuple[str, ...]:
        """The paths of all files that the form writes; the main one first."""
        if self.is_article:
            return self.path, f"{self.folder}/index.en.md"
        if self.kind.name == "alliance":
            return self.path, f"{self.folder}/about.md", f"{self.folder}/about.en.md"
        return (self.path,)

    @property
    def has_pictures(self) -> bool:
        """Whether pictures can lie beside it."""
        return self.is_article or self.kind.name == "alliance"

    @property
    def questions(self) -> tuple[Question, ...]:
        """What its form asks."""
        asked = questions_of(self.kind.model)
        return (*asked, _KEPT_BACK) if self.is_article else asked


def entry_at(path: str) -> Entry | None:
    """Return the entry whose main file is *path*; None for any other path, and for one that leads elsewhere."""
    if not _PATH.fullmatch(path) or ".." in path:
        return None
    kind = kind_of(path)
    return Entry(path, kind) if kind is not None and not kind.name.endswith("translation") else None


class UnreadableError(Exception):
    """A file cannot be read as fields; `problems` say why. It has to be mended as text."""

    def __init__(self, file: str, problems: tuple[Problem, ...]) -> None:
        super().__init__(file)
        self.file, self.problems = file, problems


# Reading


def values_of(entry: Entry, texts: Texts) -> dict[str, Value]:
    """Return the values of all files of *entry* as one tree; raises `UnreadableError`.

    In an article each of `title` and `summary` has both languages, like `body`, its Markdown.
    """
    main = texts[entry.path]
    if main is None:
        return {}
    values: dict[str, Value] = dict(_fields(entry.path, main).values)
    if entry.is_article:
        english = texts[entry.files[1]]
        said = _fields(entry.files[1], english).values if english is not None else {}
        for name in ("title", "summary"):
            values[name] = {"zh": values.get(name), "en": said.get(name)}
        values["body"] = {"zh": _body(main), "en": _body(english) if english is not None else None}
        values[BACK] = said.get("draft")
    elif entry.kind.name == "alliance":
        english = texts[entry.files[2]]
        values["about"] = {"zh": texts[entry.files[1]], "en": _body(english) if english is not None else None}
    return values


def _fields(file: str, text: str) -> Document:
    """The fields of a YAML file or of the front matter of a Markdown file."""
    if file.endswith(".md"):
        spans = fences(text)
        head = text[spans[0] : spans[1]] if spans is not None else ""
        if not head.strip():
            raise UnreadableError(file, ())
        text = head
    document, problems = parse(text, file)
    if document is None or not is_readable(problems):
        raise UnreadableError(file, tuple(problems))
    return document


def _body(text: str) -> str:
    spans = fences(text)
    return text[spans[2] :] if spans is not None else text


def answers_of(entry: Entry, values: Mapping[str, Value]) -> dict[str, Answer]:
    """Return what the form shows of *values*."""
    return {question.name: shown(question, values.get(question.name)) for question in entry.questions}


# Writing


def edited(entry: Entry, texts: Texts, answers: Mapping[str, Answer], *, fingerprint: str | None = None) -> Texts:
    """Return the texts that say *answers*; a file in which nothing was changed keeps its very text.

    With *fingerprint*, that of the Chinese text, the translation is marked as made from it. Raises `RewriteError`,
    `UnreadableError`, and `SameLabelError` for answers that no file can hold.
    """
    old = values_of(entry, texts)
    new: dict[str, Value] = {}
    for question in entry.questions:
        answer = without_empty_rows(answers[question.name])
        value = answered(question, answer, old.get(question.name))
        if value is not None or (question.name in old and old[question.name] is None):
            new[question.name] = value
    new |= {name: value for name, value in old.items() if name not in {q.name for q in entry.questions}}
    if entry.is_article:
        return _edited_article(entry, texts, new, fingerprint)
    if entry.kind.name == "alliance":
        about = _both(new.pop("about", None))
        main = _rewritten(texts[entry.path], new)
        return {
            entry.path: main,
            entry.files[1]: _whole(texts[entry.files[1]], about["zh"]),
            entry.files[2]: _about_in_english(texts[entry.files[2]], about["en"]),
        }
    return {entry.path: _rewritten(texts[entry.path], new)}


def _about_in_english(old: str | None, new: str | None) -> str | None:
    """Write *new* into about.en.md, below the fields that may stand at its head."""
    if old is None or fences(old) is None:
        return _whole(old, new)
    return _with_body(old, new) if plain(new or "") else None


def _edited_article(entry: Entry, texts: Texts, new: dict[str, Value], fingerprint: str | None) -> Texts:
    path, english = entry.files
    body, back = _both(new.pop("body", None)), new.pop(BACK, None)
    title, summary = _both(new.get("title")), _both(new.get("summary"))
    chinese = {**new, "title": title["zh"], "summary": summary["zh"]}
    before = values_of(entry, texts)
    main = _with_body(_with_fields(texts[path], _present(chinese, texts[path], path)), body["zh"])
    said = {name: text for name, text in (("title", title["en"]), ("summary", summary["en"])) if text}
    if not said and not plain(body["en"] or ""):
        kept = texts[english]
        untouched = kept is not None and not plain(_body(kept)) and not _both(before.get("title"))["en"]
        return {path: main, english: kept if untouched else None}
    return {path: main, english: _translation(texts[english], {**said, "draft": back}, body["en"], fingerprint)}


def _translation(old: str | None, said: Mapping[str, Value], body: str | None, fingerprint: str | None) -> str:
    more: dict[str, Value] = {"original": fingerprint} if fingerprint else {}
    if old is None:
        return _with_body(_with_fields(None, _present({**said, **more}, None, "")), body)
    kept = {**_fields("index.en.md", old).values, "title": None, "summary": None, **said, **more}
    return _with_body(_with_fields(old, _present(kept, old, "index.en.md")), body)


def _present(values: Mapping[str, Value], old: str | None, file: str) -> dict[str, Value]:
    """Return *values* without what is not said; a key that stands in *old* without a value stays."""
    before = _fields(file, old).values if old is not None else {}
    return {name: value for name, value in values.items() if value is not None or before.get(name, "") is None}


def _both(value: Value) -> dict[str, str | None]:
    texts = value if isinstance(value, dict) else {}
    return {lang: text if isinstance(text := texts.get(lang), str) else None for lang in ("zh", "en")}


def _rewritten(old: str | None, values: Mapping[str, Value]) -> str:
    if old is None or not old.strip():
        return rewrite("zz: zz\n", {**values, "zz": "zz"}).replace("zz: zz\n", "") if values else ""
    return rewrite(old, values)


def _with_fields(old: str | None, values: Mapping[str, Value]) -> str:
    """Write *values* as the front matter of the Markdown text *old*."""
    if old is None:
        return f"---\n{_rewritten(None, values)}---\n\n"
    spans = fences(old)
    if spans is None:
        raise RewriteError("no front matter")
    return old[: spans[0]] + rewrite(old[spans[0] : spans[1]], values) + old[spans[1] :]


def _with_body(text: str, body: str | None) -> str:
    """Write *body* below the front matter of *text*; blank lines around it stay."""
    spans = fences(text)
    start = spans[2] if spans is not None else 0
    return text[:start] + (_whole(text[start:], body, lead="\n") or "")


def _whole(old: str | None, new: str | None, lead: str = "") -> str | None:
    """Return the text of a file that held *old*, now saying *new*; None for nothing at all."""
    if plain(new or "") == plain(old or ""):
        return old
    if not new or not new.strip():
        return None if not lead else ""
    before = old or ""
    start = before[: len(before) - len(before.lstrip())] if before.strip() else lead
    end = before[len(before.rstrip()) :] if before.strip() else "\n"
    return f"{start}{plain(new)}{end or chr(10)}"


# Places


def loc_of(entry: Entry, texts: Texts, problem: Problem) -> Loc:
    """Return which field *problem* is about, as a path of the tree of `values_of`; empty for the entry as a whole."""
    text = texts.get(problem.file)
    if text is None or problem.file not in entry.files:
        return ()
    lang = "en" if problem.file.endswith(".en.md") else "zh"
    if problem.file.endswith(".md") and not entry.is_article:
        return "about", lang
    lines = text.split("\n")
    offset = sum(len(line) + 1 for line in lines[: problem.place.line - 1]) + problem.place.column - 1
    if problem.file.endswith(".md"):
        spans = fences(text)
        if spans is None:
            return ()
        if offset >= spans[2] or problem.code == "E178":
            return "body", lang
        loc = _in_fields(text[spans[0] : spans[1]], offset - spans[0], problem)
        if loc in (("title",), ("summary",)):
            return (*loc, lang)
        return loc if lang == "zh" else (BACK,) if loc == ("draft",) else ()
    return _in_fields(text, offset, problem)


def _in_fields(text: str, offset: int, problem: Problem) -> Loc:
    document, _ = parse(text, problem.file)
    if document is None:
        return ()
    loc = document.loc_at(offset)
    missing = problem.facts.get("field")
    if problem.code == "E121" and isinstance(missing, str):
        # What lacks a field is marked at its key, or as a whole, and then its own first key stands at the place.
        around = loc if loc and problem.place.length == len(str(loc[-1])) else loc[:-1]
        return (*around, missing.rpartition(".")[2])
    return loc
