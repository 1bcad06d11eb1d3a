"""YAML whose every value knows its place in the file. PyYAML is imported here only.

The hub's files use a small YAML: mappings, lists and texts. Scalars stay texts until the field's own
type reads them, so `no`, `1:30` and `2026-11-22` mean what they say. Anchors, aliases and tags are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import yaml
from yaml import MappingNode, ScalarNode, SequenceNode

from generator.problems import Loc, Location, Place, Problem, Replacement
from generator.reading.characters import CONTROL, DIRECTION, code_point, is_fit, name_of
from generator.reading.mends import scalar

Value = str | None | list["Value"] | dict[str, "Value"]
MOST_LEVELS = 30
"""Deepest nesting; the deepest record of the hub needs seven levels."""
MOST_MENDED = 30
"""So many slips are put right in one text to find what else is wrong with it."""
MOST_SHOWN = 100
"""Up to so many characters a line is worth showing as it should be."""
MOST_TOLD = 500
"""How many repeated fields and refused features of one text are told of at once."""
MOST_BRACKETS = 1000
"""From so many brackets on, a text is looked through for nesting before it is read."""

_NULL = "tag:yaml.org,2002:null"
_NULLS = frozenset({"", "~", "null", "Null", "NULL"})


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """Composes nodes and asks of a plain scalar only whether it is null: nothing else about types matters here."""

    def descend_resolver(self, current_node: Any, current_index: Any) -> None:
        pass

    def ascend_resolver(self) -> None:
        pass

    def resolve(self, kind: Any, value: Any, implicit: Any) -> str:
        return _NULL if value in _NULLS and implicit[0] else ""


@dataclass(frozen=True, slots=True)
class Document:
    """One parsed YAML text: plain values, and the place of each of them.

    `mended` are the lines, from 1, that had to be put right before the text could be read: their columns are not
    those of the file, and whatever else is wrong in them is told when they are mended.
    """

    file: str
    lines: tuple[str, ...]
    root: MappingNode
    values: dict[str, Value]
    mended: frozenset[int] = frozenset()

    def place(self, loc: Loc) -> Place:
        """The place of the value at *loc*, or of the nearest mapping or list around it."""
        return self._of(self._find(loc)[0])

    def key_place(self, loc: Loc) -> Place:
        """The place of the key at *loc* rather than of its value."""
        node, key = self._find(loc)
        return self._of(key or node)

    def without(self, key: str) -> Replacement | None:
        """The change that leaves out the field *key*, where it stands on lines of its own."""
        for key_node, value_node in self.root.value:
            if key_node.value == key:
                return _without(key_node, value_node, self.lines)
        return None

    def keys_beside(self, place: Place) -> frozenset[str]:
        """The keys of the mapping in which a key stands at *place*."""
        pending: list[yaml.Node] = [self.root]
        while pending:
            node = pending.pop()
            if isinstance(node, MappingNode):
                keys = [key for key, _ in node.value]
                if any((k.start_mark.line + 1, k.start_mark.column + 1) == (place.line, place.column) for k in keys):
                    return frozenset(str(key.value) for key in keys)
                pending += [value for _, value in node.value]
            elif isinstance(node, SequenceNode):
                pending += node.value
        return frozenset()

    def loc_at(self, offset: int) -> Loc:
        """The path of the innermost value whose key or text holds the character at *offset*, from 0."""
        node: yaml.Node = self.root
        loc: list[str | int] = []
        while True:
            steps: list[tuple[str | int, int, yaml.Node]]
            if isinstance(node, MappingNode):
                steps = [(str(key.value), key.start_mark.index, value) for key, value in node.value]
            elif isinstance(node, SequenceNode):
                steps = [(n, value.start_mark.index, value) for n, value in enumerate(node.value)]
            else:
                return tuple(loc)
            before = [step for step in steps if step[1] <= offset]
            if not before or (offset >= node.end_mark.index and node is not self.root):
                return tuple(loc)
            name, _, node = before[-1]
            loc.append(name)

    def _find(self, loc: Loc) -> tuple[yaml.Node, yaml.Node | None]:
        node: yaml.Node = self.root
        key: yaml.Node | None = None
        for step in loc:
            if isinstance(node, MappingNode):
                for key_node, value_node in node.value:
                    if key_node.value == str(step):
                        node, key = value_node, key_node
                        break
                else:
                    break
            elif isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
                node, key = node.value[step], None
            else:
                break
        return node, key

    def _of(self, node: yaml.Node) -> Place:
        start, end = node.start_mark, node.end_mark
        if start.line >= len(self.lines):  # an empty value at the very end stands behind the last line
            return _mark_place(start, self.lines)
        text = self.lines[start.line]
        if isinstance(node, ScalarNode):
            stop = end.column if end.line == start.line else len(text)
            return Place(start.line + 1, start.column + 1, max(1, stop - start.column), text)
        length = len(text.rstrip()) - start.column if isinstance(node, MappingNode | SequenceNode) else 1
        return Place(start.line + 1, start.column + 1, max(1, length), text)


def parse(text: str, file: str) -> tuple[Document | None, list[Problem]]:
    """Return the document, or None when it cannot be read at all, and what is wrong with it.

    A slip that a program can put right for certain, such as a full-width colon, is told and put right in memory,
    so that one run finds what comes after it as well.
    """
    problems: list[Problem] = []
    mended: set[int] = set()
    while True:
        document, found = _parse(text, file)
        problems += [problem for problem in found if problem.place.line not in mended]
        mends = [problem.mend for problem in found if problem.code in _STOPPING or document is None]
        sure = [one for one in mends if isinstance(one, Replacement) and one.sure and one.line not in mended]
        if not sure or len(mended) >= MOST_MENDED:
            if document is not None and mended:
                document = replace(document, mended=frozenset(mended))
            return document, problems
        for one in sure:
            if one.line not in mended:
                text = replaced(text, one)
                mended.add(one.line)


_STOPPING = frozenset({"E111", "E112", "E114"})
"""Problems after which the fields are not those that are meant, though the text can be read."""


def replaced(text: str, mend: Replacement) -> str:
    """*text* with *mend* done."""
    lines = text.split("\n")
    before, after = lines[mend.line - 1][: mend.column - 1], lines[mend.end_line - 1][mend.end_column - 1 :]
    lines[mend.line - 1 : mend.end_line] = [f"{before}{mend.text}{after}"]
    return "\n".join(lines)


def _parse(text: str, file: str) -> tuple[Document | None, list[Problem]]:
    lines = tuple(text.split("\n"))
    if not text.isascii() and _ODD_BLANK.search(text) and (odd := list(_odd_indentation(lines, file))):
        return None, odd
    try:
        if deep := _too_deep(text, lines, file):
            return None, [deep]
        node = _Loader(text).get_single_node()
    except (yaml.MarkedYAMLError, yaml.reader.ReaderError, RecursionError, ValueError) as error:
        return None, [_diagnose(error, lines, file)]
    if node is None:
        return None, [Problem(file, Place(text=lines[0]), "E107")]
    if not isinstance(node, MappingNode):
        return None, [_full_width_colon(lines, file) or _not_fields(node, lines, file)]
    problems = list(islice(_refused_features(text, lines, file), MOST_TOLD))
    if any(str(problem.facts["found"]).startswith("*") for problem in problems):
        return None, problems  # a few aliases can stand for more values than memory holds
    # A value holds what no file may hold only where the text does, or an escape such as "\\0" brings it in.
    closely = "\\" in text or not is_fit(text)
    values = _values(node, lines, file, problems, 0, closely=closely)
    if "：" in text and _SWALLOWED.search(text) and (wide := _swallowed_colon(node, lines, file)):
        problems.append(wide)
    return Document(file, lines, node, values if isinstance(values, dict) else {}), problems


def _odd_indentation(lines: tuple[str, ...], file: str) -> Iterator[Problem]:
    """Yield the fields that are indented with blanks of other widths: YAML takes those for letters of the key."""
    for number, line in enumerate(lines):
        if match := _ODD_INDENT.match(line):
            place = Place(number + 1, match.start(1) + 1, len(match[1]), line)
            wide = "\u3000" in match[1]
            facts = {"found_zh": "全角空格" if wide else "不间断空格", "found_en": "wide" if wide else "no-break"}
            text = "".join("  " if char == "\u3000" else " " for char in match[1])
            mend = Replacement.of(place, text)
            yield Problem(file, place, "E111", facts, mend)


_ODD_BLANK = re.compile("[\u3000\u00a0\u2002-\u200a]")
_ODD_INDENT = re.compile(r" *([\u3000\u00a0\u2002-\u200a][ \u3000\u00a0\u2002-\u200a]*)(?:- |[A-Za-z_]+[:：])")


def _values(
    node: yaml.Node, lines: tuple[str, ...], file: str, problems: list[Problem], depth: int, *, closely: bool
) -> Value:
    """Return the values of *node* and note what is wrong in *problems*; *closely* looks at each character as well."""
    if isinstance(node, ScalarNode):
        if closely:
            problems += _unfit(node, lines, file)
        return None if node.tag == _NULL and not node.style else str(node.value)
    if depth >= MOST_LEVELS:
        problems.append(
            Problem(
                file,
                _mark_place(node.start_mark, lines),
                "E114",
                _reason("nested too deep"),
            )
        )
        return None
    depth += 1
    if isinstance(node, SequenceNode):
        return [_values(item, lines, file, problems, depth, closely=closely) for item in node.value]
    values: dict[str, Value] = {}
    first: dict[str, yaml.Node] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, ScalarNode):
            place = _mark_place(key_node.start_mark, lines)
            problems.append(Problem(file, place, "E119", {"example": "title: …"}))
            continue
        key = str(key_node.value)
        if key.startswith("-") and re.match(r"-[A-Za-z_]", key) and not key_node.style:
            place = _mark_place(key_node.start_mark, lines, 1)
            mend = Replacement.before(replace(place, column=place.column + 1), " ")
            problems.append(Problem(file, place, "E114", _reason("a blank is missing behind the hyphen"), mend))
        if key in values:
            place = _mark_place(key_node.start_mark, lines, len(key))
            if len(problems) >= MOST_TOLD:
                continue
            earlier = _mark_place(first[key].start_mark, lines, len(key))
            again = _values(value_node, lines, file, [], depth, closely=closely)
            repeated = _without(key_node, value_node, lines) if again == values[key] else None
            problems.append(
                Problem(file, place, "E115", {"key": key, "first": earlier.line}, repeated, (Location(file, earlier),))
            )
            continue
        first[key] = key_node
        values[key] = _values(value_node, lines, file, problems, depth, closely=closely)
    return values


def _unfit(node: ScalarNode, lines: tuple[str, ...], file: str) -> Iterator[Problem]:
    """Yield the first character of *node* that no file may hold: an escape such as ``"\\0"`` can bring it in."""
    if match := CONTROL.search(node.value):
        yield Problem(file, _mark_place(node.start_mark, lines), "E109", {"char": code_point(match[0])})
    elif match := DIRECTION.search(node.value):
        facts = {"char": code_point(match[0]), "name": name_of(match[0])}
        yield Problem(file, _mark_place(node.start_mark, lines), "E196", facts)


def _without(key: yaml.Node, value: yaml.Node, lines: tuple[str, ...]) -> Replacement | None:
    """Leave out a field that stands on lines of its own; its value is said elsewhere."""
    start, end = key.start_mark, value.end_mark
    last = end.line if end.column == 0 else end.line + 1  # a block ends where the next line begins
    alone = not lines[start.line][: start.column].strip() and end.line < len(lines)
    inside = end.column == 0 or not lines[end.line][end.column :].strip()
    return Replacement(start.line + 1, 1, last + 1, 1, "") if alone and inside and last < len(lines) else None


def _mark_place(mark: Any, lines: tuple[str, ...], length: int = 1) -> Place:
    if mark is None:
        return Place(text=lines[0])
    line = min(mark.line, len(lines) - 1)
    text = lines[line]
    return Place(line + 1, min(mark.column, len(text)) + 1, max(1, length), text)


_MANY_LEVELS = re.compile(r"[-?] +(?:[-?] +){29}")  # begun by a class, for which a text is scanned quickly
_SWALLOWED = re.compile(r"^\s*(?:- +)?[a-z_]+：", re.MULTILINE)
_REFUSED = re.compile(r"(?:^|[\s\[{,:-])[&*!]\S")


def _too_deep(text: str, lines: tuple[str, ...], file: str) -> Problem | None:
    """Find a text nested so deep that the C parser would overflow its stack. Indentation alone cannot do it."""
    if text.count("[") + text.count("{") < MOST_BRACKETS and not _MANY_LEVELS.search(text):
        return None
    depth = 0
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            if depth > MOST_LEVELS:
                return Problem(file, _mark_place(event.start_mark, lines), "E114", _reason("nested too deep"))
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
    return None


def _refused_features(text: str, lines: tuple[str, ...], file: str) -> Iterator[Problem]:
    """Yield anchors, aliases and tags. The events are only looked at when the text may hold one."""
    if not any(sign in text for sign in "&*!") or not _REFUSED.search(text):
        return
    for event in yaml.parse(text, Loader=_Loader):
        if isinstance(event, yaml.AliasEvent):
            found = f"*{event.anchor}"
        elif isinstance(event, yaml.NodeEvent) and event.anchor:
            found = f"&{event.anchor}"
        elif isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag not in (None, "!"):
            found = str(event.tag).replace("tag:yaml.org,2002:", "!!")
        else:
            continue
        yield Problem(file, _mark_place(event.start_mark, lines, len(found)), "E116", {"found": found})


_NO_SPACE = re.compile(r"^(\s*(?:- +)?)([A-Za-z_][A-Za-z0-9_]*):([^\s:/].*?)\s*$")
_KEY_WIDE = re.compile(r"^(\s*(?:- +)?)([A-Za-z_][A-Za-z0-9_]*)：")


def _full_width_colon(lines: tuple[str, ...], file: str, around: int | None = None) -> Problem | None:
    """Find a key followed by a full-width colon; *around* counts lines from 0 and prefers those before it."""
    order = range(len(lines)) if around is None else sorted(range(len(lines)), key=lambda n: (abs(n - around), n))
    for number in order:
        if around is not None and abs(number - around) > 3:
            break
        if match := _KEY_WIDE.match(lines[number]):
            place = Place(number + 1, match.end(), 1, lines[number])
            return Problem(file, place, "E112", {"key": match[2]}, _plain_colon(place))
    return None


def _plain_colon(place: Place) -> Replacement:
    """A plain colon and one blank instead of the full-width colon at *place*."""
    rest = place.text[place.column :]
    blanks = len(rest) - len(rest.lstrip(" \u3000"))
    return Replacement.of(Place(place.line, place.column, 1 + blanks), ": " if rest.strip() else ":")


def _swallowed_colon(node: yaml.Node, lines: tuple[str, ...], file: str) -> Problem | None:
    """Find a plain text that swallowed a line such as ``summary：…`` below it."""
    if isinstance(node, ScalarNode):
        if not node.style:
            for number in range(node.start_mark.line, min(node.end_mark.line + 1, len(lines))):
                match = _KEY_WIDE.match(lines[number])
                if match and (number > node.start_mark.line or match.end(1) == node.start_mark.column):
                    place = Place(number + 1, match.end(), 1, lines[number])
                    return Problem(file, place, "E112", {"key": match[2]}, _plain_colon(place))
        return None
    for child in node.value:
        for part in child if isinstance(child, tuple) else (child,):
            if found := _swallowed_colon(part, lines, file):
                return found
    return None


def _not_fields(node: yaml.Node, lines: tuple[str, ...], file: str) -> Problem:
    return Problem(file, _mark_place(node.start_mark, lines), "E119", {"example": "title: …"})


REASONS_ZH = {
    "nested too deep": "层级太深",
    "a blank is missing behind the hyphen": "`-` 后面少了空格",
    "mapping values are not allowed in this context": "这里不能再出现“字段: 取值”",
    "could not find expected ':'": "这一行少了冒号",
    "did not find expected key": "这里应当是下一个字段，请检查缩进",
    "did not find expected '-' indicator": "这里应当是以 `- ` 开头的一项，请检查缩进",
    "did not find expected ',' or ']'": "方括号没有配对，或者少了逗号",
    "did not find expected ',' or '}'": "花括号没有配对，或者少了逗号",
    "did not find expected node content": "这里少了内容",
    "did not find expected <document start>": "这里多出了内容",
    "but found another document": "文件里多了一行 `---`",
    "found unexpected end of stream": "引号或括号没有收尾",
    "found character that cannot start any token": "取值不能以这个符号开头，请放进引号里",
    "found unknown escape character": "双引号里的反斜杠要写两个",
    "found undefined alias": "以 `*` 开头的文字要放进引号里",
    "block sequence entries are not allowed in this context": "这里不能写列表，请换行",
    "did not find expected alphabetic or numeric character": "以 `*`、`&` 开头的文字要放进引号里",
    "did not find expected hexdecimal number": "双引号里的反斜杠要写两个",
}
"""What libyaml says, in Chinese; a reason that is not here shows in its own words."""


def _reason(said: str) -> dict[str, str]:
    return {"reason": said, "reason_zh": REASONS_ZH.get(said, said), "hint_zh": "", "hint_en": ""}


def _diagnose(error: Exception, lines: tuple[str, ...], file: str) -> Problem:
    """Say what a beginner most likely did where the parser gave up."""
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    if mark and "".join(lines[mark.line :]).strip() == "":
        mark = getattr(error, "context_mark", None) or mark  # where the quotation began, not where the file ends
    reason = getattr(error, "problem", None) or "nested too deep" if not isinstance(error, ValueError) else str(error)
    at = min(mark.line, len(lines) - 1) if mark else 0
    place = _mark_place(mark, lines) if mark else Place(text=lines[0])
    if mark and "scanning an a" in str(getattr(error, "context", "")):  # an alias or an anchor without a name
        start = _mark_place(getattr(error, "context_mark", None) or mark, lines)
        found = {"found": start.text[start.column - 1 :].split(" ")[0]}
        return Problem(file, start, "E116", found, _quoted(lines, start.line - 1))
    for number in (at, at - 1, at + 1):
        if 0 <= number < len(lines) and (match := re.match(r" *(\t+)", lines[number])):
            place = Place(number + 1, match.start(1) + 1, 1, lines[number])
            tabs = replace(place, length=len(match[1]))
            facts = {"found_zh": "制表符（Tab）", "found_en": "tab"}
            return Problem(file, place, "E111", facts, Replacement.of(tabs, "  " * tabs.length))
    if wide := _full_width_colon(lines, file, at):
        return wide
    for number in (at, at - 1, at - 2):
        if 0 <= number < len(lines) and (match := _NO_SPACE.match(lines[number])):
            place = Place(number + 1, match.end(2) + 1, 1, lines[number])
            mend = Replacement.before(replace(place, column=place.column + 1), " ")
            return Problem(file, place, "E119", {"example": f"{match[2]}: {match[3]}"}, mend)
    match = re.match(r"^(\s*(?:- +)?[A-Za-z_]+:)\s+(.+?)\s*$", lines[at])
    if match and "mapping values" in str(reason) and place.column > match.end(1):
        example = f'{match[1].strip()} "{match[2]}"'
        column = place.column if place.column > 1 else match.start(2) + 1
        return Problem(file, Place(at + 1, column, 1, lines[at]), "E113", {"example": example}, _quoted(lines, at))
    begun = getattr(getattr(error, "context_mark", None), "line", at)
    trial = _trial(lines, at, begun)
    if trial is not None and trial.sure and trial.line < place.line and (match := _VALUE.match(lines[trial.line - 1])):
        place = Place(trial.line, match.start(2) + 1, len(match[2]), lines[trial.line - 1])
        if match[2][0] in "\"'":
            reason = "found unexpected end of stream"
    facts = _reason(str(reason))
    if trial is not None:
        line = replaced("\n".join(lines), trial).split("\n")[trial.line - 1].strip()
        if len(line) <= MOST_SHOWN:
            facts |= {
                "hint_zh": f"第 {trial.line} 行大概应当写成 `{line}`。",
                "hint_en": f"Line {trial.line} should probably read `{line}`. ",
            }
    return Problem(file, place, "E114", facts, trial)


_VALUE = re.compile(r"^(\s*(?:- +)?(?:[A-Za-z_][A-Za-z0-9_]*:\s+)?)(\S.*?)\s*$")


def _quoted(lines: tuple[str, ...], number: int) -> Replacement | None:
    """The value on line *number* (from 0) in plain quotes; None where a remark follows it."""
    match = _VALUE.match(lines[number])
    if match is None or " #" in match[2] or match[2][0] in "\"'[{|>":
        return None
    return Replacement.of(Place(number + 1, match.start(2) + 1, len(match[2])), scalar(match[2]))


def _reach(lines: tuple[str, ...]) -> int:
    """The line, from 0, on which the parser gives up; their number when it reads all of them."""
    try:
        _Loader("\n".join(lines)).get_single_node()
    except (yaml.MarkedYAMLError, yaml.reader.ReaderError) as error:
        mark = getattr(error, "problem_mark", None)
        return mark.line if mark else 0
    return len(lines)


def _trial(lines: tuple[str, ...], at: int, begun: int) -> Replacement | None:
    """A change on a line near *at* or *begun*, where an open quotation or bracket began, with which the parser goes on.

    It is sure when what it adds is a mark only. An indentation has to make the whole text readable, and is sure when
    no other does so.
    """
    if len(lines) > 2000:
        return None  # each trial reads the text once more
    reach = _reach(lines)
    for number in dict.fromkeys((*_open_quotations(lines, at), min(begun, at), at, max(at - 1, 0))):
        for new in _closed(lines[number]):
            if _reach((*lines[:number], new, *lines[number + 1 :])) > max(reach, number):
                return _line_change(lines[number], new, number)
    indents = sorted({len(line) - len(line.lstrip(" ")) for line in lines[:at] if line.strip()}, reverse=True)
    line = lines[at]
    fitting = [
        indent
        for indent in indents
        if indent != len(line) - len(line.lstrip(" "))
        and _reach((*lines[:at], " " * indent + line.lstrip(" "), *lines[at + 1 :])) == len(lines)
    ]
    if fitting and line.strip():
        before = next((other for other in reversed(lines[:at]) if other.strip()), "")
        own = len(before) - len(before.lstrip(" "))
        indent = own if own in fitting else fitting[0]
        width = len(line) - len(line.lstrip(" "))
        return Replacement(at + 1, 1, at + 1, width + 1, " " * indent, sure=len(fitting) == 1)
    return None


def _open_quotations(lines: tuple[str, ...], at: int) -> Iterator[int]:
    """Yield the lines up to *at* (from 0) on which a quotation begins and does not end."""
    for number, line in enumerate(lines[: at + 1]):
        match = _VALUE.match(line)
        if match and match[2][0] in "\"'" and match[2].count(match[2][0]) % 2:
            yield number


def _closed(line: str) -> Iterator[str]:
    """Yield *line* with the mark that a beginner left out or took from the Chinese keyboard."""
    match = _VALUE.match(line)
    if match is None:
        return
    head, value = match[1], match[2]
    if value[0] in "\"'" and value[-1] in "“”‘’＂＇":
        yield f"{head}{value[:-1]}{value[0]}"
    if value[0] in "\"'" and value.count(value[0]) % 2:
        yield f"{head}{value}{value[0]}"
    if value[0] in "[{":
        close = {"[": "]", "{": "}"}[value[0]]
        yield f"{head}{value[:-1] if value[-1] in '］】｝）)' else value}{close}"
    if found := re.match(r"^(\s*)-([^\s-].*)$", line):
        yield f"{found[1]}- {found[2]}"
    if found := re.match(r"^(\s*(?:- +)?[a-z_]+)\s*[=＝]\s*(\S.*)$", line):
        yield f"{found[1]}: {found[2]}"
    if value[0] == '"' and "\\" in value:
        yield head + re.sub(r"\\+", lambda found: found[0] if len(found[0]) % 2 == 0 else found[0] + "\\", value)
    if found := re.match(r"^(\s*(?:- +)?[a-z_]+) +([^\s:]+)$", line):
        yield f"{found[1]}: {found[2]}"
    if value[0] in "%@`*&!|>" and " #" not in value:
        yield f"{head}{scalar(value)}"


def _line_change(old: str, new: str, number: int) -> Replacement:
    """The smallest replacement on line *number* (from 0) that makes *new* of *old*."""
    start = next((n for n, (a, b) in enumerate(zip(old, new, strict=False)) if a != b), min(len(old), len(new)))
    tail = 0
    while tail < min(len(old), len(new)) - start and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return Replacement(number + 1, start + 1, number + 1, len(old) - tail + 1, new[start : len(new) - tail])
