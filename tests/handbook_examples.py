"""The examples of the handbook's page about problems, made from the collection of mistakes.

Each code has a section: a heading and a few words that somebody wrote, then what is wrong, what `hub check` says of
it, and what is right. `make bless` writes the last three; a test compares them.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from mistakes import MISTAKES, Mistake, lay_out

from generator.build import load
from generator.mending import mend
from generator.problems import Problem, ProblemLang, Renaming, Replacement, Report

LABELS: Mapping[ProblemLang, tuple[str, str, str]] = {
    "zh": ("错误：", "`hub check` 这样说：", "正确："),
    "en": ("Wrong:", "`hub check` says:", "Right:"),
}


@dataclass(frozen=True)
class Example:
    """Which mistake shows a code. `wrong` and `right` are given where a change of lines does not show them.

    With `in_file` the given texts are lines of the file, and putting the right one there ends the problem.
    """

    mistake: str
    right: str = ""
    wrong: str = ""
    in_file: bool = False


def lines(mistake: str, wrong: str, right: str) -> Example:
    return Example(mistake, right, wrong, in_file=True)


def names(mistake: str, wrong: str, right: str) -> Example:
    return Example(mistake, right, wrong)


OLD = "news/2026-11-20-furnace/"
EXAMPLES: Mapping[str, Example] = {
    "E101": names("a file saved as GBK", "GBK (ANSI)", "UTF-8"),
    "E102": names("a picture of 9 MB", "furnace.png  9 MB", "furnace.png  400 kB"),
    "E104": Example("the section in the singular"),
    "E105": names("a symbolic link", "jobs/copy.yml -> welder.yml", "jobs/copy.yml"),
    "E106": Example("an id with a blank"),
    "E107": names("a file of comments", "# 还没写", "name:\n  zh: 法律服务队\n  en: Legal team"),
    "E108": names(
        "an alliance without alliance.yml",
        "alliances/tools/about.md",
        "alliances/tools/about.md\nalliances/tools/alliance.yml",
    ),
    "E109": Example("a control character in a value"),
    "E110": Example("full-width quotes around a date"),
    "E111": Example("a tab instead of spaces"),
    "E112": Example("a full-width colon"),
    "E113": Example("a colon inside a news title"),
    "E114": Example("a bracket that is not closed"),
    "E115": Example("a field twice"),
    "E116": Example("a text that begins with an asterisk"),
    "E117": Example("no fence before the fields"),
    "E118": Example("no fence behind the fields"),
    "E119": Example("no space behind the colon"),
    "E120": Example("an unknown value near a known one"),
    "E121": Example("a missing field"),
    "E122": Example("a nested field's name misspelt"),
    "E123": Example("a mapping as a news title"),
    "E124": Example("a number with a unit"),
    "E125": Example("a date in Chinese"),
    "E126": Example("a time in Chinese"),
    "E127": names("a title of 301 characters", "title: 长长长长长长长长长长长长……", "title: “新炉”投产"),
    "E128": Example("a text where a list belongs"),
    "E129": Example("a text where fields belong"),
    "E130": Example("a number out of its range"),
    "E131": Example("a web address with a full-width colon"),
    "E132": Example("是 instead of true"),
    "E133": Example("a field without a value"),
    "E134": Example("one text for two languages in a list"),
    "E135": Example("an e-mail address with a full-width at sign"),
    "E136": Example("a clock without zeros"),
    "E137": Example("two lines where one belongs"),
    "E138": Example("an empty list where one entry is needed"),
    "E140": Example("an alliance misspelt"),
    "E143": Example("a part of the chain twice"),
    "E144": names("a page at an address of the hub", "content/pages/news/index.md", "content/pages/newsroom/index.md"),
    "E145": Example("a link to a sample"),
    "E150": Example("an opening that closes before it opens"),
    "E151": Example("an event that starts with a time and ends with a day"),
    "E153": Example("a cancelled day outside the series"),
    "E154": names("news on a day that does not exist", "news/2026/2026-02-30-new/", "news/2026/2026-02-28-new/"),
    "E155": Example("pay from high to low"),
    "E156": Example("a series without an end"),
    "E157": Example("a weekday of the month without its week"),
    "E158": Example("parts that are more than the whole"),
    "E160": Example("a translation that repeats a fact"),
    "E161": names("a translation without an original", "index.en.md", "index.md\nindex.en.md"),
    "E170": Example("spans from a word processor"),
    "E171": lines("a javascript link", "请看[这里](javascript:alert(1))。", "请看[这里](https://hub.example/)。"),
    "E172": Example("a link to no file"),
    "E173": Example("a picture misspelt"),
    "E174": Example("a picture without its words"),
    "E175": lines(
        "a picture from another site", "![图](https://other.example/a.png)", "[图](https://other.example/a.png)"
    ),
    "E176": names("a picture that is none", "furnace.docx -> furnace.png", "furnace.png (PNG)"),
    "E177": Example("a first-level heading"),
    "E178": lines("news without a text", "date: 2026-12-02\n---", "date: 2026-12-02\n---\n\n新炉投产了。"),
    "E179": Example("headings that jump"),
    "E180": lines("a government site without its number", "profile: gov", "profile: plain"),
    "E181": lines(
        "a reposted opening without a link",
        "source:\n  name:\n    zh: 江边日报",
        "source:\n  name:\n    zh: 江边日报\n  url: https://daily.example/",
    ),
    "E182": lines("an old address that leads nowhere", "to: news/gone/", f"to: {OLD}"),
    "E183": lines("addresses in a circle", "  - from: news/b/\n    to: news/a/", f"  - from: news/b/\n    to: {OLD}"),
    "E184": lines("an old address that is in use", "- from: jobs/welder/", "- from: jobs/welder-a/"),
    "E185": lines(
        "an old address twice",
        "  - from: jobs/a/\n    to: jobs/welder/\n  - from: jobs/a/\n    to: jobs/moulder/",
        "  - from: jobs/a/\n    to: jobs/welder/",
    ),
    "E186": lines(
        "two old addresses of one page",
        "  - from: jobs/b/\n    to: jobs/welder/",
        "  - from: jobs/b/\n    to: jobs/welder/\n    merged: true",
    ),
    "E190": names("a picture that moves", "furnace.gif", "furnace.jpg"),
    "E191": names("a picture of 3600 million pixels", "60000 × 60000", "2400 × 1600"),
    "E192": names("a picture of a telephone", "IMG_0001.HEIC", "furnace.jpg"),
    "E193": names("two names that differ in case", "Furnace.png\nfurnace.png", "furnace.png"),
    "E194": names("a name that Windows takes for a device", "jobs/con.yml", "jobs/consultant.yml"),
    "E195": names("folders in folders", "a/b/c/d/e/f/g/h/i/j/k/l/m/n.md", "news/2026/2026-11-20-furnace/index.md"),
    "E196": Example("a control of writing direction"),
    "E197": Example("a domain that poses"),
    "E198": names("quotes in quotes", "> > > > > > > > > > …", "> 引文"),
    "E199": names("a page of HTML in the handbook", "handbook/x.html", "handbook/x.md"),
    "W201": Example("an opening for more than a year"),
    "W202": Example("an opening for men only"),
    "W203": Example("an opening that promises the moon"),
    "W220": Example("a cover without English words"),
    "W221": Example("a picture called picture"),
    "W222": names("a picture of 5 MB", "furnace.png  5 MB", "furnace.jpg  400 kB"),
    "W223": names("a small cover", "furnace.png  200 × 100", "furnace.png  1200 × 800"),
    "W224": names("a JPEG called PNG", "furnace.png (JPEG)", "furnace.jpg"),
    "W230": Example("a space of no width"),
    "W231": names("the number of an identity card", "身份证号码：（18 位数字）", "请带上身份证。"),
    "W232": Example("a mobile number in a text"),
}
WITHOUT = {"E103", "E139", "W210", "W211", "W212"}
"""Codes that no change to a file brings about: they are told of in words only."""


@dataclass(frozen=True)
class Made:
    """One example as it came out: the texts, the language of their blocks, and the problem that is told."""

    wrong: str
    right: str
    kind: str
    problem: Problem


def made(code: str, base: Path, theme: Path, folder: Path, report: Report) -> Made:
    """Make the example of *code*; raises AssertionError when what is called right still has the problem."""
    example = EXAMPLES[code]
    mistake = next(one for one in MISTAKES if one.name == example.mistake)
    problem = next(one for one in report if one.code == code)
    content = lay_out(base, mistake, folder)
    file = folder / problem.file
    kind = _kind(file, problem)
    if isinstance(problem.mend, Renaming) and not example.wrong:
        return Made(problem.mend.source, problem.mend.target, "text", problem)
    if example.wrong and not example.in_file:
        return Made(example.wrong, example.right, kind if "\n" in example.right and code == "E107" else "text", problem)
    if example.in_file:
        text = file.read_text("utf-8")
        assert example.wrong in text, f"{code}: {problem.file} holds no {example.wrong!r}"
        file.write_text(text.replace(example.wrong, example.right), "utf-8")
        wrong, right = example.wrong, example.right
    else:
        wrong, right = _difference(file, base / problem.file.removeprefix("content/"), folder, problem, mistake)
    left = load(content, theme).report
    assert code not in {one.code for one in left}, f"{code}: still there\n{left.text('en')}"
    return Made(_visible(wrong), _visible(right), kind, problem)


def _difference(file: Path, original: Path, folder: Path, problem: Problem, mistake: Mistake) -> tuple[str, str]:
    """The lines that a mend changes; where a program cannot tell, those that differ from the sound file."""
    before = file.read_text("utf-8")
    if original.is_file() and not isinstance(problem.mend, Replacement):
        after = original.read_text("utf-8")
        file.write_text(after, "utf-8")
    else:
        while mend(folder, [problem], guesses=True):
            again = [one for one in load(folder / "content", Path(__file__).parent.parent / "theme").report if one.mend]
            if not again:
                break
            problem = again[0]
        after = file.read_text("utf-8")
        assert after != before, f"{mistake.name}: nothing says what is right"
    return _changed(before.split("\n"), after.split("\n"))


def _changed(wrong: list[str], right: list[str]) -> tuple[str, str]:
    blocks = [
        op for op in difflib.SequenceMatcher(None, wrong, right, autojunk=False).get_opcodes() if op[0] != "equal"
    ]
    first, last = blocks[0], blocks[-1]
    one, other = wrong[first[1] : last[2]], right[first[3] : last[4]]
    if not one or not other:  # a line more or less is shown with the one before it, or behind it at the very start
        before, behind = (1, 0) if min(first[1], first[3]) else (0, 1)
        one = wrong[first[1] - before : last[2] + behind]
        other = right[first[3] - before : last[4] + behind]
    both = [line for line in (*one, *other) if line.strip()]
    width = min((len(line) - len(line.lstrip(" ")) for line in both), default=0)
    return tuple("\n".join(line[width:] for line in lines).strip("\n") for lines in (one, other))


def _visible(text: str) -> str:
    return "".join(char if char in "\n\t" or char.isprintable() else "�" for char in text)


def _kind(file: Path, problem: Problem) -> str:
    if file.suffix == ".yml":
        return "yaml"
    if file.suffix != ".md":
        return "text"
    head = file.read_text("utf-8", "replace").split("\n---")[0].count("\n") + 2
    return "yaml" if problem.place.line < head and problem.code not in ("E117", "E118") else "markdown"


def page_with_examples(page: str, lang: ProblemLang, examples: Mapping[str, Made]) -> str:
    """*page* with the examples of today behind the words of each section ``### E101 · …``."""
    return "".join(_section(section, lang, examples) for section in sections(page)).rstrip("\n") + "\n"


def sections(page: str) -> list[str]:
    """*page* cut before each heading; what begins like one inside a block is none."""
    found, inside = [""], False
    for line in page.splitlines(keepends=True):
        inside ^= line.lstrip().startswith("```")
        if re.match("#+ ", line) and not inside:
            found.append("")
        found[-1] += line
    return found


def _section(section: str, lang: ProblemLang, examples: Mapping[str, Made]) -> str:
    match = re.match(r"### ([EW]\d{3}) · ", section)
    if match is None or match[1] not in examples:
        return section
    labels, one = LABELS[lang], examples[match[1]]
    words = section.split(f"\n{labels[0]}\n", maxsplit=1)[0].rstrip("\n")
    told = _visible(one.problem.render(lang))
    blocks = ((labels[0], one.kind, one.wrong), (labels[1], "text", told), (labels[2], one.kind, one.right))
    return words + "\n\n" + "\n".join(f"{label}\n\n```{kind}\n{text}\n```\n" for label, kind, text in blocks) + "\n"
