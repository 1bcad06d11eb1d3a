"""Files as they are on disk, and texts as people edit them: line breaks and byte-order mark stay."""

from __future__ import annotations

import difflib
import hashlib
import re
from dataclasses import dataclass

_BREAK = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, slots=True)
class Raw:
    """A file's text with what editing must not lose: each line's own break, and a byte-order mark."""

    mark: bool
    lines: tuple[str, ...]
    breaks: tuple[str, ...]
    """One for each line but the last, which has none."""

    @classmethod
    def of(cls, data: bytes) -> Raw:
        """Take *data* apart; raises UnicodeDecodeError for what is not UTF-8."""
        text = data.decode("utf-8")
        mark = text.startswith("\ufeff")
        text = text.removeprefix("\ufeff")
        return cls(mark, tuple(_BREAK.split(text)), tuple(_BREAK.findall(text)))

    @property
    def text(self) -> str:
        """The text with plain line breaks."""
        return "\n".join(self.lines)

    @property
    def usual_break(self) -> str:
        """The line break that most lines have."""
        return max(("\n", "\r\n", "\r"), key=self.breaks.count)

    def with_text(self, text: str) -> bytes:
        """Return the file's bytes with *text* in it; lines that stay keep their breaks."""
        new = text.split("\n")
        breaks = [self.usual_break] * (len(new) - 1)
        if set(self.breaks) - {self.usual_break}:
            matcher = difflib.SequenceMatcher(None, self.lines, new, autojunk=False)
            for block in matcher.get_matching_blocks():
                for offset in range(block.size):
                    if block.a + offset < len(self.breaks) and block.b + offset < len(breaks):
                        breaks[block.b + offset] = self.breaks[block.a + offset]
        joined = "".join(f"{line}{end}" for line, end in zip(new, (*breaks, ""), strict=True))
        return ("\ufeff" if self.mark else "").encode() + joined.encode()


def digest(data: bytes | None) -> str:
    """A short name of the bytes of a file; empty for a file that is not there."""
    return "" if data is None else hashlib.sha256(data).hexdigest()[:32]
