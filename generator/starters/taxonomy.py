"""A new tag or event category: one entry more in taxonomy.yml, everything else as its editors wrote it."""

from __future__ import annotations

from collections.abc import Mapping

from generator.reading.yaml import parse
from generator.schemas.yaml_text import block

LABELS: Mapping[str, str] = {"tag": "tags", "category": "event_categories"}
"""What can be begun with `hub new`, and the group of taxonomy.yml it belongs to."""


class NotInLinesError(ValueError):
    """The group is empty or written in brackets: where an entry would go is for its editor to say."""


def with_label(text: str, group: str, id_: str, label: Mapping[str, str]) -> str:
    """Return the taxonomy *text* with *label* (``{"zh": …, "en": …}``) as the last entry of *group*.

    Raises `NotInLinesError` where the group does not stand in lines of its own.
    """
    document, _ = parse(text, "taxonomy.yml")
    entries = document.values.get(group) if document is not None else None
    if document is None or not isinstance(entries, dict) or not entries:
        raise NotInLinesError(group)
    last = document.key_place((group, list(entries)[-1]))
    margin = last.text[: last.column - 1]
    if margin.strip():
        raise NotInLinesError(group)
    lines = text.split("\n")
    end = last.line
    while end < len(lines) and lines[end].startswith(f"{margin} ") and lines[end].strip():
        end += 1
    entry = [f"{margin}{line}" for line in block({id_: dict(label)}).rstrip("\n").split("\n")]
    return "\n".join([*lines[:end], *entry, *lines[end:]])
