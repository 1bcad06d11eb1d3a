"""Properties: whatever people write, they get a record or problems that stand inside their file, never an exception."""

from __future__ import annotations

import datetime as dt
import html
import shutil
from html.parser import HTMLParser

import pytest
from bare_shell import SHELLS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.build import load, outputs
from generator.model.event import Event
from generator.model.hub import Media
from generator.model.record import LongText, Text
from generator.model.recurrence import MOST, WEEKDAYS, WEEKS, Recurrence
from generator.pages.words import number_words
from generator.problems import Place, Problem
from generator.reading import markdown
from generator.reading.files import decode
from generator.reading.front_matter import split
from generator.reading.markdown import convert
from generator.reading.yaml import parse
from generator.settings import Settings

settings.register_profile(
    "hub",
    deadline=None,
    derandomize=True,
    max_examples=400,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("hub")

WORDS = (
    "title", "zh", "en", "标题", "焊工", "“重点”", "内容", "2026-11-22", "2026年3月1日", "true", "是", "12", "１２",
    ": ", ":", "：", " ", "  ", "    ", "\n", "\n\n", "\t", "- ", "-", "---", "---\n", "...", "? ", "|", "|-", ">",
    "# ", "## ", "[", "]", "{", "}", ",", "&", "*", "**", "!", "!!", "%", "@", "`", "```", "~~~", "~~", "'", '"', "\\",
    "\\u0000", "<", ">", "<b>", "</b>", "<script>", "<!--", "-->", "&lt;", "&#0;", "&nbsp;", "](", "![", ")", "(",
    "[^1]", "[^1]: ", "[x]", "[ ]", "> ", "> [!NOTE]\n", "1. ", "| ", " | ", "| --- |", "***", "===",
    "<https://a.example>", "www.a.example", "a@b.example", "javascript:alert(1)", "furnace.png", "index.en.md", "../",
    "https://a.example/", "\r", "\r\n", "\ufeff", "\u2028", "\x00", "😀", "é", "e\u0301",
)  # fmt: skip
"""Pieces that mean something in YAML or Markdown, or that people paste."""

SOUP = st.lists(st.sampled_from(WORDS), max_size=25).map("".join) | st.text(max_size=60)
"""Any text, and texts that come close to being something."""

FILE = "news/2026/2026-11-20-furnace/index.md"
FILES = (
    FILE,
    "news/2026/2026-11-20-furnace/index.en.md",
    "news/2026/2026-11-20-furnace/furnace.png",
    "jobs/welder.yml",
)


def is_inside(place: Place, source: str) -> bool:
    """Whether *place* is a stretch of one line of *source*, just behind its end at most."""
    lines = source.split("\n")
    if not (1 <= place.line <= len(lines) and 1 <= place.column and 1 <= place.length):
        return False
    line = lines[place.line - 1]
    return place.column <= len(line) + 1 and place.text in ("", line)


def outside(problems, source: str) -> list[str]:
    """The problems that do not stand inside *source*, as text."""
    return [problem.render("en") for problem in problems if not is_inside(problem.place, source)]


def read(text: str) -> str | None:
    """*text* as it comes out of a file, or nothing when it cannot be one."""
    decoded = decode(text.encode(), "a.md")
    return None if isinstance(decoded, Problem) else decoded


@given(st.binary(max_size=80) | SOUP.map(str.encode) | SOUP.map(lambda text: text.encode("gb18030", "replace")))
def test_any_bytes_are_a_text_or_a_problem(data):
    """Bytes are either text without control characters or one problem, whose line can be printed."""
    found = decode(data, "a.md")

    if isinstance(found, Problem):
        assert is_inside(
            Place(found.place.line, 1, 1), data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").decode("utf-8", "replace")
        )
        assert found.place.column <= len(found.place.text) + 1
        assert found.render("zh").isprintable() or "\n" in found.render("zh")
    else:
        assert "\r" not in found
        assert found.strip()


@given(SOUP)
def test_any_text_is_yaml_or_problems(text):
    """A YAML text gives values or problems, and every place asked for afterwards is inside it."""
    source = read(text)
    if source is None:
        return
    document, problems = parse(source, "a.yml")

    assert document is not None or problems
    assert [] == outside(problems, source)
    if document is not None:
        for key, value in document.values.items():
            assert is_inside(document.place((key,)), source)
            assert is_inside(document.key_place((key,)), source)
            assert is_inside(document.place((key, 0, "zh")), source)
            assert isinstance(value, str | list | dict | None)


@given(SOUP, SOUP)
def test_any_text_is_front_matter_or_problems(head, body):
    """A Markdown file gives fields and a text or problems, and the text begins on the line it says."""
    source = read(f"---\n{head}\n---\n{body}")
    if source is None:
        return
    parts, problems = split(source, "a.md")

    assert parts.fields is not None or problems
    assert [] == outside(problems, source)
    assert source.endswith(parts.text)
    assert not parts.text or parts.first_line == source.count("\n", 0, len(source) - len(parts.text)) + 1


class Balance(HTMLParser):
    """Elements that do not close as they opened, and whatever could run a script."""

    VOID = frozenset({"br", "hr", "img", "input"})

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.feed(text)
        self.close()
        self.wrong += self.open

    def handle_starttag(self, tag, attrs):
        if tag not in self.VOID:
            self.open.append(tag)
        self.wrong += [name for name, _ in attrs if name.startswith("on") or name == "style"]
        for name, value in attrs:
            scheme = "".join(html.unescape(value or "").split()).lower()
            if name in ("href", "src") and scheme.startswith(("javascript:", "vbscript:", "data:", "file:")):
                self.wrong.append(scheme)
        if tag in ("script", "iframe", "object", "embed", "style", "form", "base", "meta", "link"):
            self.wrong.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag):
        if tag not in self.VOID and (not self.open or self.open.pop() != tag):
            self.wrong.append(f"/{tag}")


@pytest.mark.parametrize("lang", ["zh", "en"])
@given(source=SOUP, first_line=st.integers(1, 9))
def test_any_text_is_markdown(strings, lang, source, first_line):
    """A text gives well-formed HTML without anything that could run, and its problems stand inside the text."""
    text = markdown.Text(FILE, source.replace("\r", "\n"), lang, first_line)
    markup, problems = convert(text, FILES, lambda path: Media(path, 3, 2, 1), lambda key: strings.word(lang, key))

    assert [] == Balance(markup.html).wrong
    assert "<script" not in markup.html.lower()
    assert [] == outside(problems, "\n" * (first_line - 1) + text.source)
    assert all(problem.render("zh").encode() for problem in problems)


@settings(max_examples=120)
@given(
    st.sampled_from(
        [
            "jobs/welder.yml",
            "events/alliance-day.yml",
            "alliances/casting/alliance.yml",
            "alliances/casting/chain.yml",
            "hub.yml",
            "taxonomy.yml",
            "policies/flats/index.md",
            FILE,
            FILES[1],
            "alliances/casting/about.md",
        ]
    ),
    st.integers(0, 60),
    st.sampled_from(["value", "line", "insert", "delete", "rest"]),
    SOUP,
)
def test_any_edit_of_the_content_is_read(changing, theme, path, number, edit, text):
    """Whatever is typed anywhere in a file, there are problems at places that exist, or the whole site is made."""
    content, original = changing
    lines = (original / path).read_text("utf-8").split("\n")
    at = number % len(lines)
    if edit == "value":
        lines[at] = lines[at].partition(": ")[0] + ": " + text
    elif edit == "line":
        lines[at] = text
    elif edit == "insert":
        lines.insert(at, text)
    elif edit == "delete":
        del lines[at]
    else:
        lines[at:] = [text]
    source = "\n".join(lines)
    (content / path).write_bytes(source.encode())
    try:
        loaded = load(content, theme)
        report = loaded.report
        build = Settings(content, theme, "https://hub.example/", dt.date(2026, 11, 22))
        for problem in report:
            file = content.parent / problem.file
            shown = decode(file.read_bytes(), path) if file.suffix != ".png" and file.is_file() else ""
            if not isinstance(shown, Problem):
                assert is_inside(problem.place, shown), problem.render("en")
            assert problem.render("zh")
            assert problem.as_dict("en")
        if not report.errors:
            edition = loaded.edition(build)
            assert all(output.render() is not None for output in outputs(edition, loaded, build, SHELLS))
    finally:
        shutil.copyfile(original / path, content / path)


@pytest.fixture(scope="module")
def changing(small_hub, tmp_path_factory):
    """A copy of the small hub to write into, and the original."""
    return shutil.copytree(small_hub, tmp_path_factory.mktemp("edits") / "content"), small_hub


KEY = st.text("abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=8)
VALUE = st.text(
    st.characters(
        codec="utf-8", exclude_categories=["Cc", "Cs", "Zl", "Zp"], exclude_characters='"\\\ufeff\ufffe\uffff'
    ),
    max_size=20,
)


@given(st.dictionaries(KEY, VALUE, min_size=1, max_size=6))
def test_places_are_where_the_values_stand(values):
    """Cutting the line at the place and length of a value gives the value as it was written."""
    source = "".join(f'{key}: "{value}"\n' for key, value in values.items())
    document, problems = parse(source, "a.yml")

    assert [] == problems
    assert values == document.values
    for key, value in values.items():
        place = document.place((key,))
        assert f'"{value}"' == place.text[place.column - 1 : place.column - 1 + place.length]


PHRASE = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Zs", "Zl", "Zp"]), min_size=1, max_size=40
)


@given(PHRASE, st.none() | PHRASE)
def test_texts_survive_a_round_trip(zh, en):
    """A text written out and read again is the same text, and always has something to show in both languages."""
    for model in (Text, LongText):
        text = model(zh=zh, en=en)

        assert text == model.model_validate(text.model_dump())
        assert text == model.model_validate_json(text.model_dump_json())
        assert (zh, "zh") == text.best("zh")
        assert ((en, "en") if en else (zh, "zh")) == text.best("en")


DAYS = st.dates(dt.date(1990, 1, 1), dt.date(2090, 12, 31))


@st.composite
def rules(draw):
    """A first day and a rule that an editor may write."""
    first = draw(DAYS)
    rule = {"every": draw(st.sampled_from(["week", "month", "year"])), "interval": str(draw(st.integers(1, 24)))}
    if rule["every"] != "year" and draw(st.booleans()):
        rule["weekday"] = draw(st.sampled_from(list(WEEKDAYS)))
        if rule["every"] == "month":
            rule["week"] = draw(st.sampled_from(list(WEEKS)))
    if draw(st.booleans()):
        rule["until"] = (first + dt.timedelta(days=draw(st.integers(-100, 4000)))).isoformat()
    else:
        rule["count"] = str(draw(st.integers(2, MOST)))
    return first, rule


@given(rules())
def test_series_are_in_order_and_end(found):
    """The days of a series rise, none comes twice, none lies before the first day or behind the last."""
    first, rule = found
    series = Recurrence.model_validate(rule)
    days = series.days(first)

    assert list(days) == sorted(set(days))
    assert len(days) <= MOST
    assert all(first <= day for day in days)
    assert series.until is None or all(day <= series.until for day in days)
    assert series.count is None or len(days) <= series.count


@given(rules(), st.integers(0, 3), st.booleans())
def test_occurrences_are_those_of_the_series(found, length, whole_days):
    """An event has one occurrence for each day of its series, in order, and is over after the last one."""
    first, rule = found
    last = first + dt.timedelta(days=length)
    start, end = (first.isoformat(), last.isoformat()) if whole_days else (f"{first} 20:00", f"{last} 21:00")
    text = {"zh": "x"}
    event = Event(
        id="x",
        file="events/x.yml",
        title=text,
        summary=text,
        category="x",
        place={"name": text},
        posted="2026-01-01",
        start=start,
        end=end,
        recurrence=rule,
    )
    occurrences = event.occurrences()

    assert event.recurrence.days(first) == tuple(occurrence.first_day for occurrence in occurrences)
    assert all(length == (occurrence.last_day - occurrence.first_day).days for occurrence in occurrences)
    if occurrences:
        assert not event.is_past(occurrences[-1].last_day)
        assert event.is_past(occurrences[-1].last_day + dt.timedelta(days=1))


@given(st.integers(-(10**14), 10**14), st.integers(0, 9))
def test_numbers_in_words_are_the_number(whole, tenths):
    """Taking the separators out gives the number back, with one decimal where there is one."""
    assert whole == int(number_words(float(whole)).replace(",", ""))
    assert float(f"{whole % 10**9}.{tenths}") == float(
        number_words(float(f"{whole % 10**9}.{tenths}")).replace(",", "")
    )


@given(st.text(max_size=300), st.integers(1, 320), st.integers(1, 50))
def test_any_place_can_be_shown(text, column, length):
    """A problem can be rendered wherever it stands in whatever line, in both languages."""
    line = "".join(char for char in text if char.isprintable())
    problem = Problem("content/a.yml", Place(1, column, length, line), "E107")

    for lang in ("zh", "en"):
        shown = problem.render(lang).split("\n")
        assert len(shown) == (4 if line.strip() else 2)
        assert not line.strip() or set(shown[2].partition("| ")[2]) <= {" ", "^"}
