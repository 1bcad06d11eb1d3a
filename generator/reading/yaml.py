"""YAML whose every value knows its place in the file. PyYAML is imported here only.

The hub's files use a small YAML: mappings, lists and texts. Scalars stay texts until the field's own
type reads them, so `no`, `1:30` and `2026-11-22` mean what they say. Anchors, aliases and tags are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import yaml
from yaml import MappingNode, ScalarNode, SequenceNode

from generator.problems import Loc, Place, Problem
from generator.reading.characters import CONTROL, DIRECTION, code_point, name_of

Value = str | None | list["Value"] | dict[str, "Value"]
MOST_LEVELS = 30
"""Deepest nesting; the deepest record of the hub needs seven levels."""
MOST_BRACKETS = 1000
"""From so many brackets on, a text is looked through for nesting before it is read."""

_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_NULL = "tag:yaml.org,2002:null"


@dataclass(frozen=True, slots=True)
class Document:
    """One parsed YAML text: plain values, and the place of each of them."""

    file: str
    lines: tuple[str, ...]
    root: MappingNode
    values: dict[str, Value]

    def place(self, loc: Loc) -> Place:
        """The place of the value at *loc*, or of the nearest mapping or list around it."""
        return self._of(self._find(loc)[0])

    def key_place(self, loc: Loc) -> Place:
        """The place of the key at *loc* rather than of its value."""
        node, key = self._find(loc)
        return self._of(key or node)

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
    """Return the document, or None when it cannot be read at all, and what is wrong with it."""
    lines = tuple(text.split("\n"))
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
    problems = list(_refused_features(text, lines, file))
    if any(str(problem.facts["found"]).startswith("*") for problem in problems):
        return None, problems  # a few aliases can stand for more values than memory holds
    values = _values(node, lines, file, problems, 0)
    if re.search(r"^\s*(?:- +)?[a-z_]+：", text, re.MULTILINE) and (wide := _swallowed_colon(node, lines, file)):
        problems.append(wide)
    return Document(file, lines, node, values if isinstance(values, dict) else {}), problems


def _values(node: yaml.Node, lines: tuple[str, ...], file: str, problems: list[Problem], depth: int) -> Value:
    if isinstance(node, ScalarNode):
        # An escape such as "\\0" can bring into a value what no file may hold.
        if match := CONTROL.search(node.value):
            facts = {"char": code_point(match[0])}
            problems.append(Problem(file, _mark_place(node.start_mark, lines), "E109", facts))
        elif match := DIRECTION.search(node.value):
            facts = {"char": code_point(match[0]), "name": name_of(match[0])}
            problems.append(Problem(file, _mark_place(node.start_mark, lines), "E196", facts))
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
    if isinstance(node, SequenceNode):
        return [_values(item, lines, file, problems, depth + 1) for item in node.value]
    values: dict[str, Value] = {}
    first: dict[str, int] = {}
    for key_node, value_node in node.value:
        if not isinstance(key_node, ScalarNode):
            place = _mark_place(key_node.start_mark, lines)
            problems.append(Problem(file, place, "E119", {"example": "title: …"}))
            continue
        key = str(key_node.value)
        if key in values:
            place = _mark_place(key_node.start_mark, lines, len(key))
            problems.append(Problem(file, place, "E115", {"key": key, "first": first[key]}))
            continue
        first[key] = key_node.start_mark.line + 1
        values[key] = _values(value_node, lines, file, problems, depth + 1)
    return values


def _mark_place(mark: Any, lines: tuple[str, ...], length: int = 1) -> Place:
    if mark is None:
        return Place(text=lines[0])
    line = min(mark.line, len(lines) - 1)
    text = lines[line]
    return Place(line + 1, min(mark.column, len(text)) + 1, max(1, length), text)


def _too_deep(text: str, lines: tuple[str, ...], file: str) -> Problem | None:
    """Find a text nested so deep that the C parser would overflow its stack. Indentation alone cannot do it."""
    if text.count("[") + text.count("{") < MOST_BRACKETS and not re.search(r"(?:[-?] +){30}", text):
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
    if not re.search(r"(?:^|[\s\[{,:-])[&*!]\S", text):
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
            return Problem(file, place, "E112", {"key": match[2]})
    return None


def _swallowed_colon(node: yaml.Node, lines: tuple[str, ...], file: str) -> Problem | None:
    """Find a plain text that swallowed a line such as ``summary：…`` below it."""
    if isinstance(node, ScalarNode):
        if not node.style:
            for number in range(node.start_mark.line, min(node.end_mark.line + 1, len(lines))):
                match = _KEY_WIDE.match(lines[number])
                if match and (number > node.start_mark.line or match.end(1) == node.start_mark.column):
                    return Problem(file, Place(number + 1, match.end(), 1, lines[number]), "E112", {"key": match[2]})
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
    return {"reason": said, "reason_zh": REASONS_ZH.get(said, said)}


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
        return Problem(file, start, "E116", {"found": start.text[start.column - 1 :].split(" ")[0]})
    for number in (at, at - 1, at + 1):
        if 0 <= number < len(lines) and (match := re.match(r" *(\t)", lines[number])):
            return Problem(file, Place(number + 1, match.start(1) + 1, 1, lines[number]), "E111")
    if wide := _full_width_colon(lines, file, at):
        return wide
    for number in (at, at - 1, at - 2):
        if 0 <= number < len(lines) and (match := _NO_SPACE.match(lines[number])):
            place = Place(number + 1, match.end(2) + 1, 1, lines[number])
            return Problem(file, place, "E119", {"example": f"{match[2]}: {match[3]}"})
    match = re.match(r"^(\s*(?:- +)?[A-Za-z_]+:)\s+(.+?)\s*$", lines[at])
    if match and "mapping values" in str(reason) and place.column > match.end(1):
        example = f'{match[1].strip()} "{match[2]}"'
        column = place.column if place.column > 1 else match.start(2) + 1
        return Problem(file, Place(at + 1, column, 1, lines[at]), "E113", {"example": example})
    return Problem(file, place, "E114", _reason(str(reason)))
