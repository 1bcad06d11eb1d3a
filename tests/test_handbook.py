"""The handbook and the program say the same: examples, messages, fields, and both languages of each page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from handbook_examples import EXAMPLES, WITHOUT, Made, made, page_with_examples, sections

from generator.build import load
from generator.checks.phrases import TOPICS, plain
from generator.messages import MESSAGES
from generator.model.record import LANGS, Lang
from generator.model.redirects import Redirects
from generator.problems import Report
from generator.schemas.tables import MARKED, models, with_tables

HANDBOOK = Path(__file__).resolve().parent.parent / "content/handbook"
PAGES = sorted(HANDBOOK.glob("*.md"))
SAYS = {"zh": "`hub check` 这样说：", "en": "`hub check` says:"}
FIX = {"zh": "改法：", "en": "Fix: "}
WORDING_HEAD = {"zh": "| 方面 | 不要写 | 改写成 |", "en": "| About | Do not write | Instead |"}


@dataclass(frozen=True)
class Block:
    """A fenced block of a page. `title` is the file it shows; empty where it shows a part only."""

    kind: str
    title: str
    text: str


@dataclass(frozen=True)
class Case:
    """One problem as the handbook explains it: what is wrong, what is said of it, what is right."""

    page: Path
    code: str
    wrong: str
    said: str
    right: str


def lang_of(page: Path) -> Lang:
    return "en" if page.name.endswith(".en.md") else "zh"


def blocks(text: str) -> list[Block]:
    """The fenced blocks of *text*, those inside lists as well."""
    fence = re.compile(r'^( *)```(\w+)(?: title="([^"]*)")?\n(.*?)^\1```$', re.M | re.S)
    return [Block(kind, title or "", body) for _, kind, title, body in fence.findall(text)]


def examples() -> dict[str, set[str]]:
    """What the handbook shows as a whole file, by the file's name."""
    shown: dict[str, set[str]] = {}
    for page in PAGES:
        for block in blocks(page.read_text("utf-8")):
            if block.title:
                shown.setdefault(block.title, set()).add(block.text)
    return shown


def cases() -> Iterator[Case]:
    for page in PAGES:
        says = SAYS[lang_of(page)]
        for section in sections(page.read_text("utf-8")):
            if says in section and re.match(r"### [EW]\d{3} · ", section):
                wrong, said, right = (block.text for block in blocks(section))
                yield Case(page, section.split()[1], wrong, said.rstrip("\n"), right)


CASES = tuple(cases())


@pytest.fixture(scope="module")
def content(project: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The hub's content with every example of the handbook in it."""
    folder = tmp_path_factory.mktemp("handbook") / "content"
    shutil.copytree(project / "content", folder, ignore=shutil.ignore_patterns("handbook"))
    for title, texts in examples().items():
        file = folder.parent / title
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(min(texts), "utf-8")
    return folder


def test_examples_are_the_same_on_every_page():
    """A file that several pages show is the same on all of them, and every kind of content has an example."""
    shown = examples()

    assert [] == [title for title, texts in shown.items() if len(texts) > 1]
    kinds = {title.split("/")[1] for title in shown}
    assert kinds == {"news", "jobs", "events", "alliances", "achievements", "policies", "services", "redirects.yml"}


def test_examples_have_no_problem(content: Path, theme: Path):
    """Whoever copies an example gets a file that the check accepts without a word."""
    assert load(content, theme).report.text("en") == ""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_codes_exist(page: Path):
    """Every code that a page names is one of the program's."""
    named = set(re.findall(r"\b[EW]\d{3}\b", page.read_text("utf-8")))

    assert set() == named - set(MESSAGES)


def pattern(template: str) -> re.Pattern[str]:
    """What *template*, a sentence of `MESSAGES`, can become."""
    parts = re.split(r"(?<!\{)\{[a-z_]+\}(?!\})", template)
    return re.compile(".*".join(re.escape(part.replace("{{", "{").replace("}}", "}")) for part in parts), re.S)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.code}-{lang_of(case.page)}")
def test_quoted_messages_are_the_real_ones(case: Case):
    """What a page lets `hub check` say of a problem has the code, the severity and the sentences of that problem."""
    lang = lang_of(case.page)
    first, last = case.said.split("\n")[0], case.said.split("\n")[-1]
    place, code, told = re.fullmatch(r"(content/[^:]+:\d+:\d+): (?:error|warning) ([EW]\d{3}): (.*)", first).groups()

    assert code == case.code
    assert first.startswith(f"{place}: {'error' if code[0] == 'E' else 'warning'} ")
    assert pattern(MESSAGES[code].what(lang)).fullmatch(told), told
    assert pattern(MESSAGES[code].fix(lang)).fullmatch(last.strip().removeprefix(FIX[lang])), last


@pytest.fixture(scope="module")
def made_examples(small_hub: Path, theme: Path, mistakes: dict[str, Report], tmp_path_factory) -> dict[str, Made]:
    """The example of every code that has one, as it comes out today; what is called right has been tried."""
    folder = tmp_path_factory.mktemp("examples")
    return {
        code: made(code, small_hub, theme, folder / code, mistakes[example.mistake])
        for code, example in EXAMPLES.items()
    }


@pytest.mark.parametrize("name", ["problems.md", "problems.en.md"])
def test_problems_are_shown_as_they_come_out(name: str, made_examples: dict[str, Made], bless: bool):
    """Each section of a code shows a mistake of the collection, what is said of it today, and what mends it."""
    page = HANDBOOK / name
    text = page_with_examples(page.read_text("utf-8"), lang_of(page), made_examples)

    if bless:
        page.write_text(text, "utf-8")

    assert text == page.read_text("utf-8"), "if the new output is right, run: make bless"


def test_every_code_has_an_example_but_those_without_a_file():
    """Whoever adds a code adds its example."""
    assert set(MESSAGES) == set(EXAMPLES) | WITHOUT
    assert set() == set(EXAMPLES) & WITHOUT


@pytest.mark.parametrize("name", ["problems.md", "problems.en.md"])
def test_every_code_has_a_section(name: str):
    """The page about problems has one section a code."""
    codes = re.findall(r"^### ([EW]\d{3}) · ", (HANDBOOK / name).read_text("utf-8"), re.M)

    assert sorted(MESSAGES) == sorted(codes)


@pytest.mark.parametrize("page", [page for page in PAGES if lang_of(page) == "zh"], ids=lambda page: page.name)
def test_pages_have_their_english_twin(page: Path):
    """Each page is there in both languages, with the same headings, examples and tables, and the same codes."""
    twin = page.with_name(f"{page.stem}.en.md")
    chinese, english = page.read_text("utf-8"), twin.read_text("utf-8")

    assert outline(chinese) == outline(english)


@pytest.mark.parametrize("code", sorted({case.code for case in CASES}))
def test_both_languages_quote_the_same_problem(code: str):
    """A problem stands at the same place, in the same line, in both languages."""
    first, second = (case for case in CASES if case.code == code)

    assert lang_of(first.page) != lang_of(second.page)
    assert (first.wrong, first.right, places(first.said)) == (second.wrong, second.right, places(second.said))


def places(said: str) -> tuple[str, ...]:
    """What of a problem is the same in both languages: place and code, and the quoted lines."""
    lines = said.split("\n")[:-1]
    return (" ".join(lines[0].split()[:3]), *(line for line in lines[1:] if re.match(r" +\d* \| ", line)))


def outline(text: str) -> dict[str, list[str]]:
    """What a page and its translation have in common."""
    prose = re.sub(r"^( *)```.*?^\1```$", "", text, flags=re.M | re.S)
    return {
        "headings": re.findall(r"^(#+) ", prose, re.M),
        "examples": [block.title.replace(".en.md", ".md") for block in blocks(text)],
        "rows": [str(line.count("|")) for line in prose.split("\n") if line.startswith("|")],
        "codes": sorted(set(re.findall(r"\b[EW]\d{3}\b", text))),
    }


def test_every_page_is_in_the_navigation(project: Path):
    """mkdocs.yml lists each page once, the English ones in the order of the Chinese."""
    text = (project / "mkdocs.yml").read_text("utf-8")
    nav = yaml.safe_load(re.search(r"^nav:\n(?: .*\n)+", text, re.M)[0])["nav"]
    chinese = [name for name in nav if not name.endswith(".en.md")]

    assert [page.name for page in PAGES] == sorted(nav)
    assert nav == [*chinese, *(name.replace(".md", ".en.md") for name in chinese)]


@pytest.mark.parametrize("lang", LANGS)
def test_every_record_has_a_table(lang: Lang):
    """Each record that an editor writes has one table of its fields, except the file that is a single list."""
    marked = [name for page in PAGES if lang_of(page) == lang for _, name, _ in MARKED.findall(page.read_text("utf-8"))]

    assert sorted(models().keys() - {Redirects.__name__}) == sorted(marked)


@pytest.mark.parametrize("lang", LANGS)
def test_tables_are_those_of_the_models(lang: Lang):
    """What stands in the marks is what `hub schema` would write there."""
    pages = {page.name: page.read_text("utf-8") for page in PAGES if lang_of(page) == lang}

    assert pages == with_tables(pages, lang), "run: make schemas"


def after(head: str, text: str) -> Iterator[list[list[str]]]:
    """The rows of each table in *text* that begins with *head*."""
    for part in text.split(f"{head}\n")[1:]:
        lines = part.split("\n\n")[0].rstrip("\n").split("\n")[1:]
        yield [[cell.strip() for cell in re.split(r"(?<!\\)\|", line)[1:-1]] for line in lines]


@pytest.mark.parametrize("name", ["jobs.md", "jobs.en.md"])
def test_wording_to_avoid_is_what_the_check_objects_to(name: str):
    """What the page on jobs tells not to write, the check finds; what it tells to write instead passes."""
    text = (HANDBOOK / name).read_text("utf-8")
    [rows] = after(WORDING_HEAD[lang_of(HANDBOOK / name)], text)
    avoided, advised = ([phrase for row in rows for phrase in re.findall("“(.*?)”", row[at])] for at in (1, 2))

    assert len(avoided) > 8 and len(advised) > 1
    assert [] == [phrase for phrase in avoided if not objected(phrase)]
    assert [] == [phrase for phrase in advised if objected(phrase)]


def objected(phrase: str) -> bool:
    return any(topic.may_be_in(plain(phrase)) and any(topic.phrases_in(plain(phrase))) for topic in TOPICS)
