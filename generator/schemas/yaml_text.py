"""Values as YAML text, the way an editor would write them: without quotes wherever that is safe."""

from __future__ import annotations

import json
import re
from typing import Any

_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`](?:[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]*\S)?")
_OTHER_TYPE = re.compile(
    r"~|null|true|false|yes|no|on|off|y|n|[-+]?\.(?:inf|nan)"
    r"|[-+]?(?:[0-9][0-9_]*(?:\.[0-9_]*)?|\.[0-9_]+)(?:e[-+]?[0-9]+)?|0x[0-9a-f_]+|0[bo][0-7_]+"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?",
    re.IGNORECASE,
)


def scalar(value: str | float | bool, *, in_flow: bool = False) -> str:
    """Return *value* on one line; *in_flow* stands between brackets, where commas and brackets need quotes.

    A text that YAML would take for a number or a flag is quoted, so that every program reads a text; dates are not,
    because the fields that hold them read them as dates.
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return f"{value:g}" if isinstance(value, float) and value.is_integer() else str(value)
    plain = (
        _PLAIN.fullmatch(value) is not None
        and not _OTHER_TYPE.fullmatch(value)
        and not re.search(r":(?:\s|$)|\s#", value)
        and not (in_flow and re.search(r"[,\[\]{}]|:$", value))
    )
    return value if plain else json.dumps(value, ensure_ascii=False)


def flow(value: Any) -> str:
    """Return plain JSON as YAML on one line: ``{zh: 焊工, en: Welder}``."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {flow(one)}" for key, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(flow(one) for one in value) + "]"
    return scalar(value, in_flow=True)


def block(value: dict[str, Any], indent: int = 0) -> str:
    """Return a mapping as YAML in lines; texts of several lines stand below their key."""
    return "".join(_entry(f"{' ' * indent}{key}:", one, indent) for key, one in value.items())


def _entry(start: str, value: Any, indent: int) -> str:
    if isinstance(value, dict) and value:
        return f"{start}\n{block(value, indent + 2)}"
    if isinstance(value, list) and value:
        return f"{start}\n" + "".join(_item(one, indent + 2) for one in value)
    if isinstance(value, str) and "\n" in value.strip() and _keeps_lines(value):
        lines = "".join(f"{' ' * (indent + 2)}{line}".rstrip() + "\n" for line in value.strip().split("\n"))
        return f"{start} |\n{lines}"
    return f"{start} {flow(value)}\n" if isinstance(value, dict | list) else f"{start} {scalar(value)}\n"


def _item(value: Any, indent: int) -> str:
    if isinstance(value, dict) and value:
        first, *rest = block(value, indent + 2).splitlines(keepends=True)
        return f"{' ' * indent}- {first.lstrip()}{''.join(rest)}"
    return f"{' ' * indent}- {flow(value)}\n"


def _keeps_lines(value: str) -> bool:
    """Whether a block of lines says the same: no line begins deeper than the first, no white space at the ends."""
    return value == value.strip() and not any(line != line.strip() for line in value.split("\n"))
