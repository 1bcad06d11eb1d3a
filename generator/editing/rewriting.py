"""Changing values in a YAML text, and nothing else in it.

A YAML writer would set quotes, line breaks and indentation its own way, and a pull request would show lines nobody
touched. So a change is made by place: the tree of the text says where each value stands, and only the stretches whose
values differ are replaced. Comments, order, quoting and everything between stay as they are, byte for byte.
"""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from generator.problems import Problem
from generator.reading.yaml import Value, parse

STEP = 2
"""Spaces by which new lines are indented below what they belong to."""


class Bare(str):
    """A scalar that is no text – a number, a date, true or false – and is written without quotes."""

    __slots__ = ()


class RewriteError(Exception):
    """The text is written in a way that cannot be changed by place; it is left alone."""


_OF_VALUES = frozenset({"E109", "E196"})
"""Problems of characters in a value, which a change of the value mends."""


@dataclass(frozen=True, slots=True)
class Splice:
    """Put `text` in the place of the characters from `start` to before `end`."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Piece:
    """One value of the text: where it stands, without what follows it (comments, blank lines)."""

    kind: str
    """``mapping``, ``sequence`` or ``scalar``."""
    start: int
    end: int
    column: int
    flow: bool = False
    """Whether it is written in brackets, or stands in some."""
    style: str = ""
    """Of a scalar: empty for plain, ``'``, ``"``, ``|`` or ``>``."""
    keys: tuple[Piece, ...] = ()
    """The keys of a mapping; the dashes of a block sequence."""
    children: tuple[Piece, ...] = ()
    value: Value = field(default=None)


def rewrite(text: str, wanted: Mapping[str, Value]) -> str:
    """Return *text*, a YAML mapping, with the values *wanted*; where nothing differs it is the same text.

    Keys that are not in *wanted* are taken out. A new one goes behind the nearest key before it in *wanted* that is
    there already. *text* has plain line breaks.
    Raises `RewriteError` when the text cannot be read, or would not say what is wanted.
    """
    document, problems = parse(text, "")
    if document is None or not is_readable(problems):
        raise RewriteError("the text cannot be read")
    if document.values == wanted:
        return text
    try:
        changed = splice(text, _mapping(text, _piece(document.root, text, 0), document.values, wanted))
    except _AnotherKind:
        raise RewriteError("nothing of it would stay") from None
    again, _ = parse(changed, "")
    if again is None or again.values != wanted:
        raise RewriteError("the changed text would not say what is wanted")
    return changed


def is_readable(problems: Iterable[Problem]) -> bool:
    """Whether a text with *problems* still says clearly what its values are."""
    return all(problem.code in _OF_VALUES for problem in problems)


def splice(text: str, changes: Sequence[Splice] | Iterator[Splice]) -> str:
    """Return *text* with the *changes* made; of two at one place the first comes first."""
    ordered = sorted(enumerate(changes), key=lambda pair: (pair[1].start, pair[1].end, pair[0]))
    parts, at = [], 0
    for _, change in ordered:
        if change.start < at:
            raise RewriteError("two changes meet")
        parts += [text[at : change.start], change.text]
        at = change.end
    return "".join((*parts, text[at:]))


# Reading the places


def _piece(node: Any, text: str, after: int, *, inside: bool = False) -> Piece:
    """Turn a node of the parser into a piece; *after* is where an empty value would stand,
    *inside* whether it stands in brackets."""
    start, end, column = node.start_mark.index, node.end_mark.index, node.start_mark.column
    if node.id == "scalar":
        if start == end and not node.style:
            return Piece("scalar", after, after, column, inside)
        if node.style in ("|", ">"):
            end = start + len(text[start:end].rstrip())
        null = not node.style and str(node.tag).endswith(":null")
        return Piece("scalar", start, end, column, inside, node.style or "", value=None if null else str(node.value))
    flow = bool(node.flow_style) or inside
    keys, children, at = [], [], start
    if node.id == "mapping":
        for key_node, value_node in node.value:
            key = _piece(key_node, text, key_node.start_mark.index, inside=flow)
            keys.append(key)
            colon = text.find(":", key.end)
            children.append(_piece(value_node, text, key.end if colon < 0 else colon + 1, inside=flow))
            at = children[-1].end
    else:
        for child in node.value:
            dash = at if flow else _dash(text, start if not keys else at, column)
            keys.append(Piece("scalar", dash, dash + 1, column))
            children.append(_piece(child, text, dash + 1, inside=flow))
            at = children[-1].end
    return Piece(node.id, start, end if flow else max(at, start), column, flow, "", tuple(keys), tuple(children))


def _dash(text: str, at: int, column: int) -> int:
    """Return where the next entry of a block sequence at *column* has its dash."""
    if text[at : at + 1] == "-" and at - _line_start(text, at) == column:
        return at
    found = re.compile(rf"^ {{{column}}}-(?=\s|$)", re.MULTILINE).search(text, at)
    if found is None:
        raise RewriteError("an entry without its dash")
    return found.end() - 1


def _line_start(text: str, at: int) -> int:
    return text.rfind("\n", 0, at) + 1


def _line_end(text: str, at: int) -> int:
    """Return where the line that holds *at* ends, before its line break."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found


# Finding the changes


def _change(text: str, piece: Piece, old: Value, new: Value) -> Iterator[Splice]:
    """Yield what turns the value *old* at *piece* into *new*."""
    if old == new:
        return
    if piece.kind == "mapping" and isinstance(new, dict) and isinstance(old, dict) and piece.children and new:
        yield from _mapping(text, piece, old, new)
    elif piece.kind == "sequence" and isinstance(new, list) and isinstance(old, list) and piece.children and new:
        yield from _sequence(text, piece, old, new)
    elif piece.kind == "scalar" and isinstance(new, str):
        yield _scalar(text, piece, old, new)
    else:
        raise _AnotherKind


class _AnotherKind(Exception):  # noqa: N818
    """A value is of another kind than before; whoever holds it writes it anew."""


def _mapping(text: str, piece: Piece, old: Mapping[str, Value], new: Mapping[str, Value]) -> list[Splice]:
    changes: list[Splice] = []
    names = [str(key.value) for key in piece.keys]
    if len(set(names)) != len(names):
        raise RewriteError("a key stands twice")
    kept = [name for name in names if name in new]
    if not kept:
        raise _AnotherKind
    for at, name in enumerate(names):
        if name not in new:
            changes.append(_without_key(text, piece, at, names, new))
        else:
            changes += _entry(text, piece, at, old[name], new[name])
    before: str | None = None
    groups: dict[str | None, list[str]] = {}
    for name in new:
        if name in names:
            before = name
        else:
            groups.setdefault(before, []).append(name)
    for anchor, added in groups.items():
        changes += _with_keys(text, piece, anchor, {name: new[name] for name in added}, kept)
    return changes


def _entry(text: str, piece: Piece, at: int, old: Value, new: Value) -> list[Splice]:
    """Change the value of the key at *at*, in place where it stays of its kind."""
    child = piece.children[at]
    try:
        return list(_change(text, child, old, new))
    except _AnotherKind:
        colon = text.index(":", piece.keys[at].end) + 1
        fresh = f" {_in_flow(new)}" if piece.flow else _below(new, piece.column)
        return [Splice(colon, max(colon, child.end), fresh)]


def _without_key(text: str, piece: Piece, at: int, names: list[str], new: Mapping[str, Value]) -> Splice:
    key, child = piece.keys[at], piece.children[at]
    end = max(child.end, key.end)
    first_kept = next(n for n, name in enumerate(names) if name in new)
    if piece.flow:
        if at < first_kept:
            return Splice(key.start, piece.keys[at + 1].start, "")
        return Splice(max(piece.children[at - 1].end, piece.keys[at - 1].end), end, "")
    begin = _line_start(text, key.start)
    if at < first_kept and text[begin : piece.keys[0].start].strip():  # behind the dash of a list
        return Splice(key.start, piece.keys[at + 1].start, "")
    if text[begin : key.start].strip():
        raise RewriteError("two keys on one line")
    return _whole_lines(text, begin, end, first=at < first_kept)


def _whole_lines(text: str, begin: int, end: int, *, first: bool) -> Splice:
    """Take out the lines from *begin*, the start of one, to the one that holds *end*.

    They go with the line break in front of them, so that something new can follow what is before; the *first* of
    a mapping or list, which nothing new can follow, go with their own.
    """
    stop = _line_end(text, end)
    if first and stop < len(text):
        return Splice(begin, stop + 1, "")
    return Splice(max(0, begin - 1), stop, "")


def _with_keys(
    text: str, piece: Piece, anchor: str | None, added: Mapping[str, Value], kept: list[str]
) -> list[Splice]:
    names = [str(key.value) for key in piece.keys]
    if piece.flow:
        fresh = ", ".join(f"{_key(name)}: {_in_flow(value)}" for name, value in added.items())
        if anchor is None:
            return [Splice(start := piece.keys[names.index(kept[0])].start, start, f"{fresh}, ")]
        child, key = piece.children[names.index(anchor)], piece.keys[names.index(anchor)]
        end = max(child.end, key.end)
        return [Splice(end, end, f", {fresh}")]
    indent = " " * piece.column
    lines = [f"{_key(name)}:{_below(value, piece.column)}" for name, value in added.items()]
    if anchor is None:
        start = piece.keys[names.index(kept[0])].start
        return [Splice(start, start, "".join(f"{line}\n{indent}" for line in lines))]
    at = names.index(anchor)
    end = _line_end(text, max(piece.children[at].end, piece.keys[at].end))
    return [Splice(end, end, "".join(f"\n{indent}{line}" for line in lines))]


def _sequence(text: str, piece: Piece, old: list[Value], new: list[Value]) -> list[Splice]:
    before, after = [_identity(item) for item in old], [_identity(item) for item in new]
    changes: list[Splice] = []
    added: dict[int, list[Value]] = {}
    gone: list[int] = []
    for tag, first, last, start, stop in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        # What is there on the other side as well only moved; of the rest the first goes with the first, and so on.
        edited = [n for n in range(first, last) if before[n] not in after]
        written = [n for n in range(start, stop) if after[n] not in before]
        pairs = dict(zip(written, edited, strict=False))
        for at, place in pairs.items():
            changes += _item(text, piece, place, old[place], new[at])
        gone += [n for n in range(first, last) if n not in pairs.values()]
        place = first
        for at in range(start, stop):
            if at in pairs:
                place = pairs[at] + 1
            else:
                added.setdefault(place, []).append(new[at])
    if len(gone) == len(old):
        raise _AnotherKind
    changes += [_without_item(text, piece, n, gone) for n in gone]
    for place, items in added.items():
        written_anew = [_as_item(text, piece, before, item) for item in items]
        changes += _with_items(text, piece, place, written_anew, gone)
    return changes


def _as_item(text: str, piece: Piece, before: list[str], item: Value) -> str:
    """Return *item* as it is written in the list, where it only moved; else written anew, with its dash."""
    if (identity := _identity(item)) in before:
        at = before.index(identity)
        if piece.flow:
            return text[piece.children[at].start : piece.children[at].end]
        return text[piece.keys[at].start : _line_end(text, piece.children[at].end)]
    return _in_flow(item) if piece.flow else f"-{_behind_dash(item, piece.column)}"


def _identity(value: Value) -> str:
    return json.dumps(value, ensure_ascii=False)


def _item(text: str, piece: Piece, at: int, old: Value, new: Value) -> list[Splice]:
    child = piece.children[at]
    try:
        return list(_change(text, child, old, new))
    except _AnotherKind:
        if piece.flow:
            return [Splice(child.start, child.end, _in_flow(new))]
        dash = piece.keys[at].end
        return [Splice(dash, max(dash, child.end), _behind_dash(new, piece.column))]


def _without_item(text: str, piece: Piece, at: int, gone: list[int]) -> Splice:
    child = piece.children[at]
    first_kept = next(n for n in range(len(piece.children)) if n not in gone)
    if piece.flow:
        if at < first_kept:
            return Splice(child.start, piece.children[at + 1].start, "")
        return Splice(piece.children[at - 1].end, child.end, "")
    dash = piece.keys[at].start
    begin = _line_start(text, dash)
    if text[begin:dash].strip():
        raise RewriteError("a list begins on a line with something else")
    return _whole_lines(text, begin, child.end, first=at < first_kept)


def _with_items(text: str, piece: Piece, place: int, items: list[str], gone: list[int]) -> list[Splice]:
    """Put *items* before the old entry *place*."""
    kept_before = [n for n in range(place) if n not in gone]
    if piece.flow:
        if kept_before:
            end = piece.children[kept_before[-1]].end
            return [Splice(end, end, "".join(f", {item}" for item in items))]
        start = piece.children[next(n for n in range(place, len(piece.children)) if n not in gone)].start
        return [Splice(start, start, "".join(f"{item}, " for item in items))]
    indent = " " * piece.column
    if kept_before:
        end = _line_end(text, piece.children[kept_before[-1]].end)
        return [Splice(end, end, "".join(f"\n{indent}{item}" for item in items))]
    dash = piece.keys[next(n for n in range(place, len(piece.children)) if n not in gone)].start
    begin = _line_start(text, dash)
    if text[begin:dash].strip():
        raise RewriteError("a list begins on a line with something else")
    return [Splice(begin, begin, "".join(f"{indent}{item}\n" for item in items))]


def _scalar(text: str, piece: Piece, old: Value, new: str) -> Splice:
    """Write *new* in the way the old scalar is written, as far as it can be."""
    if piece.style in ("|", ">") and _fits_a_block(new):
        body = text[piece.start : piece.end].split("\n")[1:]
        indents = [len(line) - len(line.lstrip(" ")) for line in body if line.strip()]
        header_end = _line_end(text, piece.start)
        comment = re.search(r"[ \t]#.*$", text[piece.start : header_end])
        lines = _block(new, min(indents, default=STEP))
        return Splice(
            piece.start, max(piece.end, header_end), lines.replace("\n", f"{comment[0] if comment else ''}\n", 1)
        )
    space = "" if piece.start != piece.end else " "
    if piece.style == "'" and _is_printable(new) and "\n" not in new:
        return Splice(piece.start, piece.end, "'" + new.replace("'", "''") + "'")
    if piece.style == '"':
        return Splice(piece.start, piece.end, _quoted(new))
    bare = isinstance(new, Bare) or (isinstance(old, str) and not piece.style and _is_ambiguous(old))
    return Splice(piece.start, piece.end, space + _one_line(Bare(new) if bare else new, flow=piece.flow))


# Writing values


def _below(value: Value, column: int) -> str:
    """Write *value* behind the colon of a key at *column*."""
    if isinstance(value, dict) and value:
        indent = " " * (column + STEP)
        return "".join(f"\n{indent}{_key(name)}:{_below(part, column + STEP)}" for name, part in value.items())
    if isinstance(value, list) and value:
        if all(isinstance(item, Bare) for item in value):
            return f" {_in_flow(value)}"
        indent = " " * (column + STEP)
        return "".join(f"\n{indent}-{_behind_dash(item, column + STEP)}" for item in value)
    if isinstance(value, str) and "\n" in value and _fits_a_block(value):
        return f" {_block(value, column + STEP)}"
    return f" {_in_flow(value)}" if not isinstance(value, str) else f" {_one_line(value)}"


def _behind_dash(value: Value, column: int) -> str:
    """Write *value* behind the dash at *column*."""
    if isinstance(value, dict) and value:
        indent = " " * (column + STEP)
        parts = [f"{_key(name)}:{_below(part, column + STEP)}" for name, part in value.items()]
        return f" {f'{chr(10)}{indent}'.join(parts)}"
    if isinstance(value, str) and "\n" in value and _fits_a_block(value):
        return f" {_block(value, column + STEP)}"
    return f" {_in_flow(value)}" if not isinstance(value, str) else f" {_one_line(value)}"


def _block(value: str, indent: int) -> str:
    """Write *value* as a literal block, its header first."""
    tail = len(value) - len(value.rstrip("\n"))
    header = "|-" if tail == 0 else "|" if tail == 1 else "|+"
    lines = value[: len(value) - 1 if tail else None].split("\n")
    return "\n".join((header, *(f"{' ' * indent}{line}" if line else "" for line in lines)))


def _fits_a_block(value: str) -> bool:
    """Whether a literal block says *value* without further marks."""
    return _is_printable(value) and bool(value.strip()) and not value.startswith((" ", "\n", "\t"))


def _in_flow(value: Value) -> str:
    """Write *value* on one line, inside brackets or not."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(name)}: {_in_flow(part)}" for name, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_in_flow(item) for item in value) + "]"
    return "null" if value is None else _one_line(value, flow=True)


_PLAIN_WORDS = re.compile(
    r"(?:~|null|true|false|yes|no|on|off|y|n|[-+]?(?:\.inf|\.nan)|\.inf|\.nan|=|<<)\Z", re.IGNORECASE
)
_PLAIN_NUMBER = re.compile(r"[-+]?[0-9][0-9_.,:xobeETZ+ \t-]*\Z|[-+]?\.[0-9]", re.IGNORECASE)
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")


def _is_printable(value: str) -> bool:
    return not _UNPRINTABLE.search(value)


def _is_ambiguous(value: str) -> bool:
    """Whether other readers of YAML would take the plain text *value* for a number, a date or a flag."""
    return bool(_PLAIN_WORDS.match(value) or _PLAIN_NUMBER.match(value) or not value)


def _one_line(value: str, *, flow: bool = False) -> str:
    """Write *value* plain where that says the same everywhere, else in double quotes."""
    plain = (
        value
        and value == value.strip()
        and "\n" not in value
        and "\t" not in value
        and _is_printable(value)
        and value[0] not in "!&*-?|>@`\"'%#{}[],:=~<"
        and ": " not in value
        and " #" not in value
        and not value.endswith(":")
        and not (flow and re.search(r"[,\[\]{}]|:(?=[,\[\]{}])", value))
        and not value.startswith(("---", "..."))
        and (isinstance(value, Bare) or not _is_ambiguous(value))
    )
    if plain and not _PLAIN_WORDS.match(value):
        return str(value)
    if isinstance(value, Bare) and value in ("true", "false"):
        return str(value)
    if isinstance(value, Bare) and re.fullmatch(r"-[0-9.]+", value):
        return str(value)
    return _quoted(value)


_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\0": "\\0"}


def _quoted(value: str) -> str:
    def escape(char: str) -> str:
        if char in _ESCAPES:
            return _ESCAPES[char]
        if _UNPRINTABLE.match(char):
            number = ord(char)
            return f"\\x{number:02X}" if number < 0x100 else f"\\u{number:04X}"
        return char

    return '"' + "".join(escape(char) for char in value) + '"'


def _key(name: str) -> str:
    return name if re.fullmatch(r"[A-Za-z0-9_-]+", name) and not _is_ambiguous(name) else _quoted(name)
