"""`hub new`: a new file that explains itself and passes the check, in the right place, under an id that lasts."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.build import load
from generator.commands.ask import StoppedError, ask, can_ask, choose, say
from generator.commands.command import Command, Environ, Exit, take_config_file, take_day, take_language
from generator.model.record import Lang
from generator.nearest import nearest
from generator.schemas.fields import FieldShape, fields_of
from generator.schemas.words import Words
from generator.starters.answers import UnknownFieldError, put, refusal
from generator.starters.existing import Existing, existing_in
from generator.starters.ids import is_id, proposed_id
from generator.starters.records import NEW_KINDS, NewKind, new_files
from generator.starters.taxonomy import LABELS, NotInLinesError, with_label
from generator.starters.translation import NotTranslatableError, new_translation

KINDS = (*NEW_KINDS, *LABELS, "translation")

SAYS: Mapping[str, Words] = {
    "which": Words("新建什么", "What is it to be"),
    "not_one": Words("请从上面选一个。", "Choose one of these."),
    "needed": Words("这一项必须填写。", "This one is needed."),
    "english": Words("英文（可以先不写）", "in English (may be left out for now)"),
    "id": Words(
        "编号，会成为网址，以后不改；只用小写字母、数字和连字符",
        "Id: becomes the address and stays; lower-case letters, digits and hyphens",
    ),
    "bad_id": Words(
        "只用小写字母、数字和连字符，例如 job-fair。", "Lower-case letters, digits and hyphens, such as job-fair."
    ),
    "bad_news_id": Words(
        "新闻的编号以日期开头，例如 {example}。", "An id of news begins with its date, such as {example}."
    ),
    "taken": Words("{id} 已经有了，换一个。", "There is a {id} already; choose another."),
    "no_terminal": Words(
        "这里没有终端可以提问，缺少：{missing}", "nobody can be asked here, as this is no terminal; missing: {missing}"
    ),
    "unknown": Words("没有字段 {field}{guess}", "there is no field {field}{guess}"),
    "guess": Words("，是不是 {near}？", "; did you mean {near}?"),
    "no_such": Words("没有 {value}；现有：{known}", "there is no {value}; there are: {known}"),
    "form": Words("--set 要写成 字段=取值：{found}", "--set takes FIELD=VALUE: {found}"),
    "alliance": Words("哪个联盟的产业链图", "Of which alliance"),
    "label": Words("中文名称", "Name in Chinese"),
    "by_hand": Words(
        "{file} 的 {group} 要手工添加：它写在括号里，或者是空的。",
        "add to {group} of {file} by hand: it is empty or in brackets.",
    ),
    "no_file": Words("没有这个文件：{file}", "there is no such file: {file}"),
    "not_translatable": Words(
        "这个文件的英文就写在文件里（en 字段），不用另建译文：{file}",
        "the English of this file stands in it (fields `en`), not in a file of its own: {file}",
    ),
    "exists": Words("文件已经存在，没有改动：{file}", "the file is there already and stays as it is: {file}"),
    "none_open": Words("没有可以选的联盟。", "no alliance is left to choose."),
    "no_path": Words("多了一个参数：{path}", "one argument too many: {path}"),
    "stopped": Words("已停止，什么都没有写。", "stopped; nothing was written."),
    "next": Words(
        "写好带“待填写”的地方，删掉 draft 那一行，再运行 hub check。",
        "Fill in what says “待填写”, delete the line `draft`, then run hub check.",
    ),
    "next_translation": Words(
        "译好以后删掉 draft 那一行，再运行 hub check。",
        "When it is translated delete the line `draft`, then run hub check.",
    ),
}


class UsageError(Exception):
    """The command lacks something or has something that cannot be; its text says what."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """The kind, and what is known of the new record; the rest is asked for at a terminal."""
    parser.add_argument("kind", nargs="?", choices=KINDS, metavar="KIND", help=", ".join(KINDS))
    parser.add_argument("path", nargs="?", type=Path, metavar="PATH", help="of the Chinese text, for a translation")
    parser.add_argument("--id", help="name of the file or folder; of a chain: the alliance it belongs to")
    parser.add_argument("--title", help="title or name, in Chinese")
    parser.add_argument("--title-en", help="the same in English")
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="FIELD=VALUE",
        help="any other field, such as headcount=3, employer.name=…, employer.name.en=…; may be repeated",
    )
    parser.add_argument("--publish", action="store_true", help="no draft: it shows as soon as it is built")
    take_config_file(parser)
    parser.add_argument("--content", type=Path, help="folder to write in; default: as in mkdocs.yml")
    take_day(parser)
    take_language(parser)


@dataclass(frozen=True, slots=True)
class _Desk:
    """Where a new record is begun: the content, the day, and who may be asked in which language."""

    content: Path
    existing: Existing
    day: dt.date
    lang: Lang
    asks: bool

    def words(self, key: str, **facts: str) -> str:
        return SAYS[key].of(self.lang).format(**facts)


def run(given: argparse.Namespace, environ: Environ) -> int:
    """Write the new files and print their paths; 2 when something is missing, and nothing is written then."""
    from generator.engines.build import content_of
    from generator.engines.project import day_of, problem_language

    lang: Lang = given.lang or problem_language(environ)
    content, theme = content_of(given.config_file, environ)
    content = given.content or content
    day = day_of(given.as_of or environ.get("HUB_AS_OF"), environ)
    desk = _Desk(content, existing_in(content), day, lang, can_ask())
    try:
        changes = _changes(given, desk)
    except UsageError as error:
        print(f"hub new: {error}", file=sys.stderr)
        return Exit.USAGE
    except StoppedError:
        print(f"\nhub new: {desk.words('stopped')}", file=sys.stderr)
        return Exit.USAGE
    for path, text in changes.items():
        file = content / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8", newline="\n")
        print(file)
    problems = [one for one in load(content, theme).report if one.file.partition("/")[2] in changes]
    for problem in problems:
        print(problem.render(lang), file=sys.stderr)
    if given.kind not in LABELS:
        say(desk.words("next_translation" if given.kind == "translation" else "next"))
    return Exit.PROBLEMS if any(problem.severity == "error" for problem in problems) else Exit.FINE


def _changes(given: argparse.Namespace, desk: _Desk) -> dict[str, str]:
    """Return the files to write, by path below content/; asks for what is not given."""
    kind = given.kind
    if kind is None:
        if not desk.asks:
            raise UsageError(desk.words("no_terminal", missing="KIND"))
        kind = given.kind = choose(desk.words("which"), dict.fromkeys(KINDS, ""), desk.words("not_one"))
    if kind == "translation":
        return _translation(given, desk)
    if given.path is not None:
        raise UsageError(desk.words("no_path", path=str(given.path)))
    if kind in LABELS:
        return _label(kind, given, desk)
    return _record(NEW_KINDS[kind], given, desk)


def _record(kind: NewKind, given: argparse.Namespace, desk: _Desk) -> dict[str, str]:
    """Return the files of a new record of *kind*."""
    values = _given_values(kind, given, desk)
    missing = []
    for field in kind.asked:
        if _has(values, field):
            continue
        only = _only_choice(kind.shape(field), desk)
        if desk.asks:
            values = _asked(kind, field, values, desk)
        elif only is not None:
            values = put(values, kind.model, field, only)
        elif field == kind.named_by:
            missing.append("--title")
        elif kind.shape(field).required and desk.existing.choices(field) is not None:
            missing.append(f"--set {field}=…")
    if missing:
        raise UsageError(desk.words("no_terminal", missing=" ".join(missing)))
    id_ = _id(kind, values, given, desk)
    files = new_files(kind, id_, values, desk.day, desk.lang, draft=not given.publish)
    for path in files:
        if (desk.content / path).exists():
            if kind.name != "chain" and path == kind.path(id_):
                raise UsageError(desk.words("taken", id=id_))
            raise UsageError(desk.words("exists", file=str(desk.content / path)))
    return files


def _given_values(kind: NewKind, given: argparse.Namespace, desk: _Desk) -> dict[str, Any]:
    """Return what the options say of the record."""
    answers = []
    if given.title is not None:
        answers.append((kind.named_by, given.title))
    if given.title_en is not None:
        if kind.shape(kind.named_by).takes != "text":
            raise UsageError("--title-en: hub new translation PATH")
        answers.append((f"{kind.named_by}.en", given.title_en))
    for text in given.set:
        field, sign, answer = text.partition("=")
        if not sign:
            raise UsageError(desk.words("form", found=text))
        answers.append((field, answer))
    values: dict[str, Any] = {}
    for field, answer in answers:
        try:
            reason = _refusal(kind, field, answer, desk)
            values = put(values, kind.model, field, answer)
        except UnknownFieldError:
            raise UsageError(_unknown(kind, field, desk)) from None
        if reason is not None:
            raise UsageError(f"{field}={answer}: {reason}")
    return values


def _unknown(kind: NewKind, field: str, desk: _Desk) -> str:
    near = nearest(field, (shape.name for shape in fields_of(kind.model)))
    return desk.words("unknown", field=field, guess=desk.words("guess", near=near.value) if near else "")


def _refusal(kind: NewKind, field: str, answer: str, desk: _Desk) -> str | None:
    """Return why *answer* will not do: it has the wrong form, or names something that is not there."""
    known = desk.existing.choices(field)
    if (reason := refusal(kind.model, field, answer, desk.lang)) is not None or known is None:
        return reason
    named = answer.replace("，", ",").replace("、", ",").split(",")
    strangers = [one.strip() for one in named if one.strip() and one.strip() not in known]
    return desk.words("no_such", value=strangers[0], known=", ".join(known)) if strangers else None


def _has(values: Mapping[str, Any], field: str) -> bool:
    name, _, rest = field.partition(".")
    return name in values and (not rest or _has(values[name], rest))


def _only_choice(shape: FieldShape, desk: _Desk) -> str | None:
    """Return what *shape* has to be, because there is nothing else it could name."""
    known = desk.existing.choices(shape.name)
    return next(iter(known)) if known is not None and len(known) == 1 and shape.required else None


def _asked(kind: NewKind, field: str, values: dict[str, Any], desk: _Desk) -> dict[str, Any]:
    """Return *values* with what is answered about *field*; an empty answer leaves an optional field out."""
    shape = kind.shape(field)
    known = desk.existing.choices(field)
    question = _question(kind, field, desk)
    if known and shape.required:
        return put(values, kind.model, field, choose(question, known, desk.words("not_one")))
    if known:
        for id_, name in known.items():
            say(f"  {id_}  {name}")
    must = field == kind.named_by
    answer = ask(question, lambda one: _refusal(kind, field, one, desk))
    while must and not answer:
        say(desk.words("needed"))
        answer = ask(question, lambda one: _refusal(kind, field, one, desk))
    if not answer:
        return values
    values = put(values, kind.model, field, answer)
    if shape.takes == "text" and not shape.many:
        english = ask(f"  {desk.words('english')}", lambda one: _refusal(kind, f"{field}.en", one, desk))
        if english:
            values = put(values, kind.model, f"{field}.en", english)
    return values


def _question(kind: NewKind, field: str, desk: _Desk) -> str:
    """Return the label of *field*, that of the record it stands in first, with its hint."""
    shape = kind.shape(field)
    labels = [kind.shape(field.partition(".")[0]).label.of(desk.lang)] if "." in field else []
    text = " · ".join([*labels, shape.label.of(desk.lang)])
    if not shape.hint:
        return text
    return f"{text}（{shape.hint.zh}）" if desk.lang == "zh" else f"{text} ({shape.hint.en})"


def _id(kind: NewKind, values: Mapping[str, Any], given: argparse.Namespace, desk: _Desk) -> str:
    """Return the id of the new record: as given, or as proposed and agreed to."""
    if kind.name == "chain":
        return _alliance_of_chain(kind, given, desk)
    taken = desk.existing.taken[kind.name]
    title = values.get(kind.named_by, "")
    day = dt.date.fromisoformat(str(values["date"])) if kind.dated and "date" in values else desk.day
    proposed = proposed_id(title["zh"] if isinstance(title, dict) else title, taken, day if kind.dated else None)

    def wrong(id_: str) -> str | None:
        if not is_id(id_):
            return desk.words("bad_id")
        if kind.dated and not _begins_with_a_date(id_):
            return desk.words("bad_news_id", example=f"{desk.day.isoformat()}-job-fair")
        return desk.words("taken", id=id_) if id_ in taken else None

    if given.id is not None:
        if (reason := wrong(given.id)) is not None:
            raise UsageError(f"--id {given.id}: {reason}")
        return str(given.id)
    if not desk.asks:
        if not proposed:
            raise UsageError(desk.words("no_terminal", missing="--id"))
        return proposed
    answer = ""
    while not answer:
        answer = ask(desk.words("id"), wrong, proposed)
    return answer


def _alliance_of_chain(kind: NewKind, given: argparse.Namespace, desk: _Desk) -> str:
    """Return the alliance a new chain map belongs to: one that has none yet."""
    taken = desk.existing.taken[kind.name]
    free = {id_: name for id_, name in desk.existing.alliances.items() if id_ not in taken}
    if given.id is not None:
        if given.id not in desk.existing.alliances:
            known = ", ".join(desk.existing.alliances)
            raise UsageError(desk.words("no_such", value=given.id, known=known))
        return str(given.id)
    if not free:
        raise UsageError(desk.words("none_open"))
    if len(free) == 1:
        return next(iter(free))
    if not desk.asks:
        raise UsageError(desk.words("no_terminal", missing="--id"))
    return choose(desk.words("alliance"), free, desk.words("not_one"))


def _begins_with_a_date(id_: str) -> bool:
    try:
        dt.date.fromisoformat(id_[:10])
    except ValueError:
        return False
    return id_[10:11] == "-" and len(id_) > 11


def _label(kind: str, given: argparse.Namespace, desk: _Desk) -> dict[str, str]:
    """Return taxonomy.yml with one tag or category more."""
    taken = desk.existing.tags if kind == "tag" else desk.existing.categories
    zh, en = given.title, given.title_en
    if zh is None and not desk.asks:
        raise UsageError(desk.words("no_terminal", missing="--title"))
    while not zh:
        zh = ask(desk.words("label"), lambda one: None)
    if en is None and desk.asks:
        en = ask(f"  {desk.words('english')}", lambda one: None)
    proposed = proposed_id(en or zh, taken)

    def wrong(id_: str) -> str | None:
        if not is_id(id_):
            return desk.words("bad_id")
        return desk.words("taken", id=id_) if id_ in taken else None

    id_ = given.id or (ask(desk.words("id"), wrong, proposed) if desk.asks else proposed)
    if not id_ or (reason := wrong(id_)) is not None:
        raise UsageError(f"--id {id_}: {reason if id_ else desk.words('bad_id')}")
    file = desk.content / "taxonomy.yml"
    try:
        text = file.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
        return {"taxonomy.yml": with_label(text, LABELS[kind], id_, {"zh": zh, **({"en": en} if en else {})})}
    except NotInLinesError:
        raise UsageError(desk.words("by_hand", file=str(file), group=LABELS[kind])) from None
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: {error}") from None


def _translation(given: argparse.Namespace, desk: _Desk) -> dict[str, str]:
    """Return the English file beside the Chinese one that PATH names; a folder stands for its index.md."""
    if given.path is None:
        raise UsageError(desk.words("no_terminal", missing="PATH"))
    path = content_path(given.path, desk.content)
    source = desk.content / path if path is not None else given.path
    if path is None or not source.is_file():
        raise UsageError(desk.words("no_file", file=str(given.path)))
    try:
        target, text = new_translation(path, source.read_text("utf-8-sig"), desk.lang)
    except (NotTranslatableError, UnicodeDecodeError):
        raise UsageError(desk.words("not_translatable", file=str(given.path))) from None
    if (desk.content / target).exists():
        raise UsageError(desk.words("exists", file=str(desk.content / target)))
    return {target: text}


def content_path(path: Path, content: Path) -> str | None:
    """Return *path*, given from here or from inside *content*, as a path below it; None when it lies elsewhere.

    A folder stands for the Chinese text in it.
    """
    for one in (path, content / path):
        file = one / "index.md" if one.is_dir() else one
        if file.is_file() and file.resolve().is_relative_to(content.resolve()):
            return file.resolve().relative_to(content.resolve()).as_posix()
    return None


NEW = Command("new", "Begin a new record: a file that explains itself and passes the check.", arguments, run)
