"""What readers must bear: one function a reader, each taking any bytes and raising when the reader breaks its word.

Pieces that mean something in YAML, Markdown, dates and links are strewn together, mixed with vectors and with
random characters; `case` makes the same bytes of the same number on every machine.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable, Mapping
from typing import Any

from hostile_vectors import ADDRESSES, VECTORS
from pydantic import TypeAdapter, ValidationError

from generator.model.hub import Media
from generator.model.job import Job
from generator.model.record import Day, DayOrMoment, Email, LongText, Moment, Text, WebAddress
from generator.model.recurrence import Recurrence
from generator.problems import Problem
from generator.reading.characters import remarks
from generator.reading.fields import field_problems
from generator.reading.files import decode
from generator.reading.front_matter import split
from generator.reading.markdown import Text as MarkdownText
from generator.reading.markdown import convert
from generator.reading.yaml import parse

FILE = "news/2026/2026-11-20-furnace/index.md"
FILES = (FILE, "news/2026/2026-11-20-furnace/furnace.png", "jobs/welder.yml", "alliances/casting/alliance.yml")

_WORDS = (
    "title zh en pay min duties 标题 焊工 “重点” 内容 2026-11-22 2026-02-30 2026年3月1日 09:30",
    "24:00 +08:00 true no 1:30 12 １２ 1e3 0x1F -0 ~ null : ： - --- ... ? | |- > >- #",
    "## #### [ ] { } , &a *a ** *** ! !!str %YAML @ ` ``` ~~~ ~~ ' \" \\ \\u4e00 \\x <b>",
    "</b> <script> <!-- --> <![CDATA[ &lt; &#0; &#x202e; &nbsp; ]( ![ ) ( [^1] [^1]:",
    "[x] [!NOTE] 1. === www.a.example <https://a.example> a@b.example javascript:",
    "furnace.png ../ %2e%2e/ // https://a.example/ xn-- tel:1 mailto: hub:/",
    "hub-link:0 13812345678 11010519491231002X 😀 é e\u0301 \u200d zh: en: title: a: b| |a -a",
)
SIGNS = (
    *(word for line in _WORDS for word in line.split(" ")),
    *(
        "  ",
        "    ",
        " ",
        " ",
        ": ",
        ": ",
        "- ",
        "# ",
        "> ",
        "| ",
        " |",
        "\n",
        "\n",
        "\n",
        "\n\n",
        "\n  ",
        "\n- ",
        "\n\n> ",
        "\n| --- |\n",
    ),
)
"""Pieces that mean something to a reader."""

RARE = ("\x00", "\x85", "\ufeff", "\u2028", "\u202e", "\r", "\t", "\ufffe", "\\u0000", "\\ud800")
"""Pieces that one of is enough."""


def case(number: int) -> bytes:
    """The case *number*: mostly text that comes close to being something, sometimes any bytes."""
    chance = random.Random(number)
    kind = chance.random()
    if kind < 0.03:
        return chance.randbytes(chance.randrange(60))
    if kind < 0.06:
        return chance.choice(VECTORS).encode()
    if kind < 0.08:  # one thing very often
        piece = "".join(chance.choices(SIGNS, k=chance.randrange(1, 4)))
        return (piece * chance.randrange(2, 4000)).encode()[:20_000]
    parts = chance.choices(SIGNS, k=chance.randrange(1, 30))
    if chance.random() < 0.1:
        parts.insert(chance.randrange(len(parts) + 1), chance.choice(RARE))
    for _ in range(chance.randrange(3)):
        at = chance.randrange(len(parts) + 1)
        parts.insert(
            at,
            chance.choice(
                (
                    chance.choice(VECTORS),
                    chr(
                        chance.choice(
                            (
                                chance.randrange(0x20, 0x250),
                                chance.randrange(0xD800),
                                chance.randrange(0xE000, 0x11_0000),
                            )
                        )
                    ),
                )
            ),
        )
    text = "".join(parts)
    data = text.encode("gb18030", "replace") if kind > 0.99 else text.encode()
    if kind > 0.97 and data:
        at = chance.randrange(len(data))
        data = data[:at] + bytes([chance.randrange(256)]) + data[at + 1 :]
    return data


def stand_inside(problems: Any, source: str) -> None:
    """Each problem can be printed in both languages, and stands on a line that is there."""
    lines = source.split("\n")
    for problem in problems:
        assert 1 <= problem.place.line <= len(lines), problem
        assert 1 <= problem.place.column <= len(lines[problem.place.line - 1]) + 1, problem
        assert problem.render("zh").encode()
        assert problem.render("en").encode()


def text_of(data: bytes) -> str | None:
    """*data* as the text of a file; None where it is a problem, which is as good."""
    found = decode(data, "a.md")
    if isinstance(found, Problem):
        assert found.render("zh").encode()
        return None
    assert "\r" not in found
    assert found.strip()
    stand_inside(remarks(found, "a.md"), found)
    return found


def any_yaml(data: bytes) -> None:
    """Values whose places are inside, or problems; what was read can be read as a record or gives problems, too."""
    source = text_of(data)
    if source is None:
        return
    document, problems = parse(source, "a.yml")
    assert document is not None or problems
    stand_inside(problems, source)
    if document is not None and not problems:
        for key in document.values:
            assert document.key_place((key,)).line <= source.count("\n") + 1
        identity = {"id": "x", "file": "jobs/x.yml"}
        try:
            Job.model_validate({**document.values, **identity})
        except ValidationError as error:
            stand_inside(field_problems(error, Job, document), source)


def any_front_matter(data: bytes) -> None:
    """Fields and a text, or problems."""
    source = text_of(b"---\n" + data)
    if source is None:
        return
    parts, problems = split(source, "a.md")
    assert parts.fields is not None or problems
    stand_inside(problems, source)


def any_markdown(data: bytes) -> None:
    """HTML in which nothing runs, with problems inside the text."""
    source = text_of(data)
    if source is None:
        return
    for lang in ("zh", "en"):
        markup, problems = convert(
            MarkdownText(FILE, source, lang, 1), FILES, lambda path: Media(path, 3, 2, 1, "", "jpg"), lambda key: key
        )
        stand_inside(problems, source)
        html = markup.html.lower()
        assert "<script" not in html
        assert "<iframe" not in html
        assert 'href="javascript' not in html


_DATES = tuple(TypeAdapter(type_) for type_ in (Day, Moment, DayOrMoment))
_LINKS = tuple(TypeAdapter(type_) for type_ in (WebAddress, Email))
_TEXTS = tuple(TypeAdapter(type_) for type_ in (Text, LongText, Recurrence))


def any_date(data: bytes) -> None:
    """A date, a time, or a refusal; what is taken lies in a year of four digits."""
    text = data.decode("utf-8", "replace")
    chance = random.Random(text)
    spun = "".join(
        chance.choice("0123456789-: T+Z０年") if chance.random() < 0.2 else sign
        for sign in "2026-11-22 09:30:00+08:00"[: chance.randrange(4, 26)]
    )
    for value in (text, spun):
        for adapter in _DATES:
            try:
                found = adapter.validate_python(value)
            except ValidationError:
                continue
            assert isinstance(found, dt.date)
            assert found.isoformat()
    for adapter in _TEXTS:
        try:
            adapter.validate_python({"zh": text, "every": text[:5], "count": spun})
        except ValidationError:
            continue


def any_link(data: bytes) -> None:
    """An address that leads to a host over the web, or a refusal; in Markdown an anchor or a problem."""
    text = data.decode("utf-8", "replace")
    chance = random.Random(text)
    address = chance.choice(ADDRESSES)
    at = chance.randrange(len(address) + 1)
    for value in (text, address[:at] + text[:8] + address[at:]):
        for adapter in _LINKS:
            try:
                found = adapter.validate_python(value)
            except ValidationError:
                continue
            assert not set(found) & set(' <>"\\\n\t')
            assert found.startswith(("https://", "http://")) or "@" in found
        any_markdown(f"[x]({value})".encode("utf-8", "replace"))


TARGETS: Mapping[str, Callable[[bytes], None]] = {
    "yaml": any_yaml,
    "front matter": any_front_matter,
    "markdown": any_markdown,
    "dates": any_date,
    "links": any_link,
}
