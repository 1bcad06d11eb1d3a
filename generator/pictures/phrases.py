"""Where the phrases of a Chinese text end, for lines that do not part a word. BudouX is imported here only."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from budoux.parser import Parser

_QUOTED = re.compile("“[^“”]{1,10}”|《[^《》]{1,12}》|（[^（）]{1,8}）")
"""Names and terms, which are read in one go."""


def phrase_ends(text: str) -> frozenset[int]:
    """The offsets in *text* at which a phrase ends, as far as a small model can tell: to prefer, not to rely on."""
    if not text:
        return frozenset()
    inside = {at for quoted in _QUOTED.finditer(text) for at in range(quoted.start() + 1, quoted.end())}
    return frozenset(accumulate(map(len, _parser().parse(text)))) - inside


@lru_cache(maxsize=1)
def _parser() -> Parser:
    from budoux.parser import load_default_simplified_chinese_parser

    return load_default_simplified_chinese_parser()
