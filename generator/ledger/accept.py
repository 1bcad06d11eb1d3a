"""Accepting a translation: it is taken for current again, and nothing of its file changes but one line."""

from __future__ import annotations

import re

from generator.schemas.yaml_text import scalar

_LINE = re.compile(r"""^(original:[ \t]*)(?:"[^"\n]*"|'[^'\n]*'|[^\s#]*)([ \t]*(?:[ \t]\#.*)?\r?)$""", re.MULTILINE)
_HEAD = re.compile(r"\A(\ufeff?---[ \t]*\r?\n)(.*?)(^---[ \t]*\r?$)", re.DOTALL | re.MULTILINE)


def accepted(text: str, fingerprint: str) -> str:
    """Return the translation *text* with *fingerprint* as its `original`.

    The line is replaced, its comment stays; where there is none it is added below the other fields. A text without
    fields gets them: those of an alliance usually have none.
    """
    value = scalar(fingerprint)
    head = _HEAD.match(text)
    if head is None:
        return f"---\noriginal: {value}\n---\n\n{text.lstrip()}"
    fields, count = _LINE.subn(lambda line: f"{line[1].rstrip()} {value}{line[2]}", head[2], count=1)
    if not count:
        line_end = "\r\n" if head[1].endswith("\r\n") else "\n"
        fields += f"original: {value}{line_end}"
    return f"{head[1]}{fields}{head[3]}{text[head.end() :]}"
