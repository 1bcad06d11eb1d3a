"""Mistakes that editors make: each is one change to the content of `golden/small-hub`, with what must be said of it.

What is expected is written ``code line:column``, and the file where it is not the one that was changed. The words
of each message are in golden/problems.zh.txt and golden/problems.en.txt.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from picture_making import claims, corners, moving, noise, saved

WELDER = "jobs/welder.yml"
FURNACE = "news/2026/2026-11-20-furnace/index.md"
FURNACE_EN = "news/2026/2026-11-20-furnace/index.en.md"
PICTURE = "news/2026/2026-11-20-furnace/furnace.png"
ALLIANCE = "alliances/casting/alliance.yml"
CHAIN = "alliances/casting/chain.yml"
ALLIANCE_DAY = "events/alliance-day.yml"
CONTEST = "events/contest.yml"
SAND = "achievements/sand/index.md"
FLATS = "policies/flats/index.md"
LEGAL = "services/legal.yml"
REDIRECTS = "redirects.yml"
NEW = "news/2026/2026-12-02-new/index.md"


@dataclass(frozen=True)
class Mistake:
    """One mistake: what it is called, the file it is made in, how, and what is expected."""

    name: str
    path: str
    make: Callable[[Path], None]
    expected: tuple[str, ...]

    def problems(self) -> list[tuple[str, str, int, int]]:
        """File, code, line and column of each problem expected, in the order of a report."""
        found = []
        for text in self.expected:
            code, place, *file = text.split(" ", 2)
            line, column = place.split(":")
            found.append((f"content/{file[0] if file else self.path}", code, int(line), int(column)))
        return found


def lay_out(base: Path, mistake: Mistake, folder: Path) -> Path:
    """Copy the content *base* to *folder*, make *mistake* there, and return where it is."""
    content = folder / "content"
    shutil.copytree(base, content)
    mistake.make(content / mistake.path)
    return content


def change(name: str, path: str, old: str, new: str, *expected: str) -> Mistake:
    """Replace *old*, which stands in the file, by *new* wherever it stands."""

    def make(file: Path) -> None:
        text = file.read_text("utf-8")
        assert old in text, f"{name}: {path} holds no {old!r}"
        file.write_bytes(text.replace(old, new).encode())

    return Mistake(name, path, make, expected)


def write(name: str, path: str, text: str | bytes, *expected: str) -> Mistake:
    """Put a file of the given content in place of what was there."""

    def make(file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)

    return Mistake(name, path, make, expected)


def encode(name: str, path: str, encoding: str, *expected: str) -> Mistake:
    """Save a file in another encoding, with a mark where that encoding has one."""

    def make(file: Path) -> None:
        text = file.read_text("utf-8")
        mark = "\ufeff" if encoding == "utf-16-be" else ""
        file.write_bytes((mark + text).encode(encoding, "replace"))

    return Mistake(name, path, make, expected)


def move(name: str, path: str, target: str, *expected: str) -> Mistake:
    """Give a file, or a folder, another name."""

    def make(file: Path) -> None:
        there = Path(str(file).removesuffix(path)) / target
        there.parent.mkdir(parents=True, exist_ok=True)
        file.rename(there)
        if not any(file.parent.iterdir()):
            file.parent.rmdir()  # git knows no empty folders

    return Mistake(name, path, make, expected)


def copy(name: str, original: str, path: str, *expected: str) -> Mistake:
    """Copy a file to *path*."""

    def make(file: Path) -> None:
        root = Path(str(file).removesuffix(path))
        shutil.copyfile(root / original, file)

    return Mistake(name, path, make, expected)


def remove(name: str, path: str, *expected: str) -> Mistake:
    """Delete a file."""
    return Mistake(name, path, Path.unlink, expected)


def link(name: str, path: str, target: str, *expected: str) -> Mistake:
    """Put a symbolic link to *target*."""
    return Mistake(name, path, lambda file: file.symlink_to(target), expected)


def article(text: str) -> str:
    """A news item with *text* from line 7 on."""
    return f"---\ntitle: 新闻\nsummary: 摘要。\ndate: 2026-12-02\n---\n\n{text}\n"


def moved(*pairs: tuple[str, str]) -> str:
    """A redirects.yml that leads from each first address to the second; pair n stands on the lines 2n and 2n+1."""
    return "redirects:\n" + "".join(f"  - from: {old}\n    to: {new}\n" for old, new in pairs)


MISTAKES: tuple[Mistake, ...] = (
    # Files
    encode("a file saved as GBK", WELDER, "gbk", "E101 2:7"),
    encode("GBK in front matter", FURNACE, "gbk", "E101 2:8"),
    encode("GBK in a translation file", "policies/flats/index.md", "gb18030", "E101 2:8"),
    encode("a file saved as UTF-16", LEGAL, "utf-16", "E101 1:1"),
    encode("a file saved as UTF-16 with its bytes the other way round", LEGAL, "utf-16-be", "E101 1:1"),
    encode("a file saved as Big5", LEGAL, "big5", "E101 2:7"),
    write("a text of 513 kB", FURNACE, "---\n" + "字" * 180_000, "E102 1:1"),
    write("a picture of 9 MB", PICTURE, bytes(9_000_000), "E102 1:1"),
    write("an empty file", LEGAL, "", "E107 1:1"),
    write("a file of blanks", LEGAL, " \n\n", "E107 1:1"),
    write("a file of comments", LEGAL, "# 还没写\n", "E107 1:1"),
    write("a Word file", "news/2026/2026-11-20-furnace/稿件.docx", b"PK", "E104 1:1"),
    copy("the ending .yaml", WELDER, "jobs/fitter.yaml", "E104 1:1"),
    write("a picture among the jobs", "jobs/welder.png", b"\x89PNG", "E104 1:1"),
    write("news outside a year", "news/2026-12-02-new/index.md", article("正文"), "E104 1:1"),
    write("a file in no folder of the hub", "notes.md", "x\n", "E104 1:1"),
    link("a symbolic link", "jobs/copy.yml", "welder.yml", "E105 1:1"),
    link("a symbolic link to a folder", "news/2025", "2026", "E105 1:1"),
    write("a name that Windows takes for a device", "jobs/con.yml", "title: x\n", "E194 1:1"),
    write("a name that ends in a dot", "news/2026/2026-11-20-furnace/a.png.", b"x", "E194 1:1"),
    write("a name in two parts a letter", "news/2026/2026-11-20-furnace/cafe\u0301.png", b"x", "E194 1:1"),
    copy("two names that differ in case", PICTURE, f"{PICTURE[:-11]}Furnace.png", "E193 1:1 " + PICTURE),
    write("folders in folders", "/".join("abcdefghijklmn") + ".md", "x\n", "E195 1:1 " + "/".join("abcdefghijklm")),
    write("a page of HTML in the handbook", "handbook/x.html", "<script>alert(1)</script>", "E199 1:1"),
    change("a control of writing direction", WELDER, "zh: 焊工", "zh: 焊\u202e工", "E196 2:8"),
    change("a control of writing direction, escaped", WELDER, "zh: 焊工", 'zh: "焊\\u202e工"', "E196 2:7"),
    write("a control of writing direction as an entity", NEW, article("文字&#x202e;文字"), "E196 7:3"),
    change("a space of no width", WELDER, "zh: 焊工", "zh: 焊\u200b工", "W230 2:8"),
    write("the number of an identity card", NEW, article("身份证11010519491231002X，请核对。"), "W231 7:4"),
    change("a mobile number in a text", WELDER, "  - zh: 食堂", "  - zh: 食堂，电话 138 1234 5678", "W232 30:15"),
    copy("capitals in an id", LEGAL, "services/Legal Team.yml", "E106 1:1"),
    copy("Chinese in an id", WELDER, "jobs/焊工.yml", "E106 1:1"),
    copy("a reserved id", LEGAL, "services/page.yml", "E106 1:1"),
    write("news without a date in its name", "news/2026/new-furnace/index.md", article("正文"), "E106 1:1"),
    write("news on a day that does not exist", "news/2026/2026-02-30-new/index.md", article("正文"), "E154 1:1"),
    write(
        "the same news in two years",
        "news/2025/2026-11-10-visit/index.md",
        article("正文"),
        "E143 1:1 news/2026/2026-11-10-visit/index.md",
    ),
    write(
        "an alliance without alliance.yml",
        "alliances/tools/about.md",
        "介绍\n",
        "E108 1:1 alliances/tools/alliance.yml",
    ),
    remove("no taxonomy", "taxonomy.yml", "E108 1:1"),
    remove("no hub.yml", "hub.yml", "E108 1:1"),
    write("a zero-width no-break space inside a text", FURNACE, article("正\ufeff文"), "E109 7:2"),
    change("a control character in a value", WELDER, "  zh: 焊工", "  zh: 焊\x08工", "E109 2:8"),
    change("a control character by escape", WELDER, "  zh: 焊工", '  zh: "焊\\e工"', "E109 2:7"),
    # YAML and front matter
    change(
        "full-width quotes around a value that is no text", WELDER, "kind: full-time", "kind: “full-time”", "E110 11:7"
    ),
    change("full-width quotes around a date", WELDER, "posted: 2026-11-02", "posted: “2026-11-02”", "E110 37:9"),
    change("a tab instead of spaces", WELDER, "  en: Welder", "\ten: Welder", "E111 3:1"),
    change("a full-width colon", WELDER, "headcount: 3", "headcount：3", "E112 10:10"),
    change("a full-width colon in the first line", LEGAL, "name:\n", "name：\n", "E112 1:5"),
    change("a full-width colon inside a mapping", WELDER, "  zh: 焊工", "  zh：焊工", "E112 2:5"),
    change("a full-width colon in the last line", WELDER, "tags: [casting]", "tags：[casting]", "E112 39:5"),
    change("a colon inside a value", WELDER, "  en: Welder", "  en: Welder: a trade", "E113 3:13"),
    change("a colon inside a news title", FURNACE, "title: “新炉”投产", "title: 快讯: 新炉投产", "E113 2:10"),
    change("no space behind the colon", WELDER, "headcount: 3", "headcount:3", "E119 10:10"),
    change("no space behind a nested colon", WELDER, "  zh: 焊工", "  zh:焊工", "E119 2:5"),
    change("no space behind the colon in front matter", FURNACE, "date: 2026-11-20", "date:2026-11-20", "E119 4:5"),
    change("a line indented too far", WELDER, "headcount: 3", "  headcount: 3", "E114 10:12"),
    change(
        "a line indented too little",
        WELDER,
        "    en: Riverside Foundry\n  url",
        " en: Riverside Foundry\n  url",
        "E114 7:2",
    ),
    change("a quotation that is not closed", WELDER, "  en: Welder", '  en: "Welder', "E114 3:7"),
    change("a bracket that is not closed", WELDER, "tags: [casting]", "tags: [casting", "E114 39:7"),
    change("a field twice", WELDER, "headcount: 3", "headcount: 3\nheadcount: 4", "E115 11:1"),
    change("a language twice", WELDER, "  zh: 焊工", "  zh: 焊工\n  zh: 电焊工", "E115 3:3"),
    change("an anchor and an alias", WELDER, "  zh: 焊工", "  zh: &name 焊工\n  en: *name", "E116 2:7", "E116 3:7"),
    change("a tag", WELDER, "headcount: 3", "headcount: !!int 3", "E116 10:12"),
    change("a text that begins with an asterisk", FURNACE, "summary: 一座", "summary: **一座", "E116 3:10"),
    change("a text that begins with a percent sign", FURNACE, "summary: 一座", "summary: %一座", "E114 3:10"),
    change("a list instead of fields", LEGAL, "name:\n", "- name:\n", "E114 4:1"),
    write("a plain sentence instead of fields", LEGAL, "法律服务队\n", "E119 1:1"),
    write("two documents in one file", LEGAL, "name: x\n---\nname: y\n", "E114 2:1"),
    write("news without front matter", FURNACE, "# 标题\n\n正文\n", "E117 1:1"),
    write(
        "front matter that is never closed", FURNACE, "---\ntitle: 标题\n\n正文\n", "E118 1:1", "E121 2:1", "E121 2:1"
    ),
    write("empty front matter", FURNACE, "---\n---\n正文\n", "E117 1:1"),
    # Fields
    change("an unknown value near a known one", WELDER, "kind: full-time", "kind: fulltime", "E120 11:7"),
    change("an unknown value near none", WELDER, "education: secondary", "education: 高中", "E120 21:12"),
    change("a missing field", WELDER, "headcount: 3\n", "", "E121 1:1"),
    change(
        "a missing field of a mapping",
        WELDER,
        "  name:\n    zh: 江边\n    en: Riverside\npay",
        "  locality:\n    zh: 江边\npay",
        "E121 12:1",
    ),
    change("no title in a news item", FURNACE, "title: “新炉”投产\n", "", "E121 2:1"),
    change("an unknown field near a known one", WELDER, "headcount: 3", "headcuont: 3", "E121 1:1", "E122 10:1"),
    change("an unknown field near none", WELDER, "headcount: 3", "headcount: 3\nsalary: 8000", "E122 11:1"),
    change("an id among the fields", WELDER, "headcount: 3", "headcount: 3\nid: welder", "E122 11:1"),
    change("a list where a text belongs", ALLIANCE, "    - label: N", "    - label: [N]", "E123 59:14"),
    change("a mapping as a news title", FURNACE, "title: “新炉”投产", "title:\n  zh: 新炉\n  en: Furnace", "E123 3:3"),
    change("a number with a unit", WELDER, "headcount: 3", "headcount: 3人", "E124 10:12"),
    change("a number in full-width digits", WELDER, "headcount: 3", "headcount: ３", "E124 10:12"),
    change("a number with a separator", WELDER, "  min: 8000", "  min: 8,000", "E124 17:8"),
    change("half a person", WELDER, "headcount: 3", "headcount: 2.5", "E124 10:12"),
    change("a date in Chinese", WELDER, "posted: 2026-11-02", "posted: 2026年3月1日", "E125 37:9"),
    change("a date with slashes", WELDER, "posted: 2026-11-02", "posted: 2026/3/1", "E125 37:9"),
    change("a date without zeros", WELDER, "posted: 2026-11-02", "posted: 2026-3-1", "E125 37:9"),
    change("a day that does not exist", WELDER, "posted: 2026-11-02", "posted: 2026-02-30", "E125 37:9"),
    change(
        "a time in full-width characters",
        ALLIANCE_DAY,
        "start: 2026-11-07 09:00",
        "start: 2026-11-07 09：00",
        "E126 9:8",
    ),
    change("publish_at in words", FURNACE, "date: 2026-11-20", "date: 2026-11-20\npublish_at: 明天", "E126 5:13"),
    change("a title of 301 characters", FURNACE, "title: “新炉”投产", "title: " + "长" * 301, "E127 2:8"),
    change("a text where a list belongs", WELDER, "tags: [casting]", "tags: casting", "E128 39:7"),
    change(
        "a mapping where a list belongs",
        LEGAL,
        "offers:\n  - zh: 合同咨询\n    en: Advice on contracts",
        "offers:\n  zh: 合同咨询",
        "E128 14:3",
    ),
    change(
        "a text where fields belong",
        WELDER,
        "workplace:\n  name:\n    zh: 江边\n    en: Riverside",
        "workplace: 江边",
        "E129 12:12",
    ),
    change("a number out of its range", WELDER, "headcount: 3", "headcount: 0", "E130 10:12"),
    change("a number above its range", ALLIANCE, "order: 1", "order: 1001", "E130 11:8"),
    change("a web address without https", WELDER, "url: https://foundry.example/", "url: foundry.example", "E131 8:8"),
    change("a dangerous web address", WELDER, "url: https://foundry.example/", "url: javascript:alert(1)", "E131 8:8"),
    change("yes instead of true", FURNACE, "date: 2026-11-20", "date: 2026-11-20\ndraft: yes", "E132 5:8"),
    change("是 instead of true", FURNACE, "date: 2026-11-20", "date: 2026-11-20\nsample: 是", "E132 5:9"),
    change("a field without a value", WELDER, "headcount: 3", "headcount:", "E133 10:11"),
    change("an empty text", WELDER, "  zh: 焊工", '  zh: ""', "E133 2:7"),
    change("one text for two languages", WELDER, "title:\n  zh: 焊工\n  en: Welder", "title: 焊工", "E134 1:8"),
    change("one text for two languages in a list", WELDER, "  - zh: 焊接\n    en: Weld", "  - 焊接", "E134 24:5"),
    change("English without Chinese", WELDER, "  zh: 焊工\n", "", "E121 1:1"),
    change("an e-mail address without its host", "hub.yml", "editors@hub.example", "editors", "E135 32:10"),
    change("a telephone number in words", ALLIANCE, "phone: 0523-8000 0000", "phone: 请打厂办电话", "E136 88:10"),
    change("a clock without zeros", ALLIANCE_DAY, 'time: "09:00"', 'time: "9:00"', "E136 19:11"),
    change("a domain with a scheme", "hub.yml", "domain: hub.example", "domain: https://hub.example", "E136 24:9"),
    change("a tag id with a capital", WELDER, "tags: [casting]", "tags: [Casting]", "E136 39:8"),
    change("a tag id with a capital in the taxonomy", "taxonomy.yml", "  casting:\n", "  Casting:\n", "E136 2:3"),
    change("a picture's name with a blank", FURNACE, "file: furnace.png", "file: my furnace.png", "E136 9:9"),
    change("a fingerprint made up", FURNACE_EN, "original: 8cb5648e9738", "original: yes", "E136 4:11"),
    change("a tier's sign of four characters", ALLIANCE, "label: N", "label: MANY", "E136 59:14"),
    change("two lines where one belongs", WELDER, "  en: Welder", "  en: |-\n    Welder\n    and more", "E137 3:7"),
    change(
        "an empty list where one entry is needed",
        LEGAL,
        "offers:\n  - zh: 合同咨询\n    en: Advice on contracts",
        "offers: []",
        "E138 13:9",
    ),
    change("thirteen tags", WELDER, "tags: [casting]", f"tags: [{', '.join(['casting'] * 13)}]", "E138 39:7"),
    # References
    change("an alliance misspelt", WELDER, "alliance: casting", "alliance: castings", "E140 9:11"),
    change(
        "an alliance that is not there",
        FURNACE,
        "alliances: [casting]",
        "alliances: [casting, shipbuilding]",
        "E140 6:22",
    ),
    change("a tag that is not there", WELDER, "tags: [casting]", "tags: [casting, welding]", "E140 39:17"),
    change("a category that is not there", CONTEST, "category: contest", "category: contests", "E140 7:11"),
    change("a link of the chain to nowhere", CHAIN, "to: castings", "to: pattern", "E140 29:9"),
    change(
        "a part of the chain twice",
        CHAIN,
        "        strength: gap\n",
        "        strength: gap\n      - id: castings\n        name:\n          zh: 铸件\n",
        "E143 21:13",
    ),
    change(
        "a real opening of a sample alliance",
        ALLIANCE,
        "sign: ladle",
        "sign: ladle\nsample: true",
        "E145 5:13 achievements/sand/index.md",
        "E145 8:13 events/alliance-day.yml",
        "E145 9:11 jobs/welder.yml",
        "E145 5:13 news/2026/2026-11-10-visit/index.md",
        "E145 7:26 news/2026/2026-11-20-furnace/index.en.md",
        "E145 6:13 news/2026/2026-11-20-furnace/index.md",
        "E145 27:1 news/2026/2026-11-20-furnace/index.md",
        "E145 19:13 services/legal.yml",
    ),
    change(
        "a link to a sample",
        "achievements/sand/index.md",
        "用旧砂。",
        "用旧砂，见[造型工](../../jobs/moulder.yml)。",
        "E145 63:6",
    ),
    change(
        "a link to a draft",
        "achievements/sand/index.en.md",
        "Sand is",
        "[Plan](../../news/2026/2026-11-21-plan/index.md). Sand is",
        "E145 8:1",
    ),
    write(
        "a page at an address of the hub",
        "pages/news/index.md",
        "---\ntitle: 新闻\nsummary: 摘要。\n---\n\n正文\n",
        "E144 2:1",
    ),
    write("an old address that leads nowhere", REDIRECTS, moved(("news/old/", "news/gone/")), "E182 3:9"),
    write(
        "addresses in a circle",
        REDIRECTS,
        moved(("news/a/", "news/b/"), ("news/b/", "news/a/")),
        "E183 3:9",
        "E183 5:9",
    ),
    write("an old address that is in use", REDIRECTS, moved(("jobs/welder/", "jobs/moulder/")), "E184 2:11"),
    write(
        "an old address twice", REDIRECTS, moved(("jobs/a/", "jobs/welder/"), ("jobs/a/", "jobs/moulder/")), "E185 4:11"
    ),
    write(
        "two old addresses of one page",
        REDIRECTS,
        moved(("jobs/a/", "jobs/welder/"), ("jobs/b/", "jobs/welder/")),
        "E186 5:9",
    ),
    # Dates and amounts
    change(
        "an opening that closes before it opens",
        WELDER,
        "valid_through: 2026-11-25",
        "valid_through: 2025-11-25",
        "E150 38:16",
    ),
    change(
        "a policy that ends before it begins",
        FLATS,
        "valid_through: 2026-06-30",
        "valid_through: 2025-06-30",
        "E150 18:16",
    ),
    change("news updated before it was published", FURNACE, "updated: 2026-11-21", "updated: 2026-11-19", "E150 5:10"),
    change(
        "an event that ends before it starts",
        ALLIANCE_DAY,
        "end: 2026-11-07 11:30",
        "end: 2026-11-07 08:30",
        "E150 10:6",
    ),
    change(
        "an event that starts with a time and ends with a day",
        ALLIANCE_DAY,
        "end: 2026-11-07 11:30",
        "end: 2026-11-07",
        "E151 10:6",
    ),
    change("registration after the event", ALLIANCE_DAY, "until: 2026-12-01", "until: 2027-12-01", "E150 27:10"),
    change(
        "a cancelled day outside the series",
        ALLIANCE_DAY,
        "cancelled: [2027-02-06]",
        "cancelled: [2027-02-07]",
        "E153 33:15",
    ),
    change(
        "a moved day outside the series", ALLIANCE_DAY, "original: 2026-12-05", "original: 2026-12-06", "E153 35:17"
    ),
    change(
        "a start outside its own series",
        ALLIANCE_DAY,
        "start: 2026-11-07 09:00\nend: 2026-11-07 11:30",
        "start: 2026-11-08 09:00",
        "E153 9:8",
    ),
    change("a series that ends before it starts", ALLIANCE_DAY, "until: 2027-03-31", "until: 2026-03-31", "E150 32:10"),
    change("a series without an end", ALLIANCE_DAY, "  until: 2027-03-31\n", "", "E156 29:3"),
    change(
        "a series with two ends", ALLIANCE_DAY, "  until: 2027-03-31", "  until: 2027-03-31\n  count: 5", "E156 29:3"
    ),
    change("pay from high to low", WELDER, "max: 12000", "max: 7000", "E155 18:8"),
    change("a weekday of the month without its week", ALLIANCE_DAY, "  week: first\n", "", "E157 29:3"),
    change("parts that are more than the whole", SAND, "whole: 100", "whole: 80", "E158 37:5"),
    change("a whole of what is no share", SAND, "shows: share", "shows: compare", "E158 37:5"),
    change("a bar below zero", SAND, "value: 25", "value: -25", "E130 51:16"),
    change("a chart of one number", SAND, "      - label:\n          zh: 铺路\n        value: 25\n", "", "E138 45:7"),
    # What the hub promises
    change(
        "a government site without its number", "hub.yml", "feed_size: 30", "feed_size: 30\nprofile: gov", "E180 51:10"
    ),
    change(
        "a reposted opening without a link",
        WELDER,
        "posted: 2026-11-02",
        "source:\n  name:\n    zh: 江边日报\nposted: 2026-11-02",
        "E181 38:3",
    ),
    change(
        "an opening for more than a year",
        WELDER,
        "valid_through: 2026-11-25",
        "valid_through: 2027-11-03",
        "W201 38:16",
    ),
    change("an opening for men only", WELDER, "  - zh: 有焊工证", "  - zh: 限男性，有焊工证", "W202 27:9"),
    change("an opening that promises the moon", WELDER, "  - zh: 食堂", "  - zh: 月入过万，有食堂", "W203 30:9"),
    # Translations
    change(
        "a translation that repeats a fact", FURNACE_EN, "title: A new", "date: 2026-11-20\ntitle: A new", "E160 2:1"
    ),
    write(
        "a translation without an original",
        "news/2026/2026-12-02-new/index.en.md",
        "---\ntitle: New\n---\n\nText\n",
        "E161 1:1",
    ),
    remove(
        "an alliance's text in English only", "alliances/casting/about.md", "E161 1:1 alliances/casting/about.en.md"
    ),
    change("a translation without a title", FURNACE_EN, "title: A new furnace\n", "", "E121 2:1"),
    # Markdown
    write("a tag of HTML", NEW, article("文字<br>文字"), "E170 7:3"),
    write("a block of HTML", NEW, article('前文\n\n<div class="x">\n块\n</div>'), "E170 9:1"),
    write("a comment of HTML", NEW, article("文字 <!-- 注 --> 文字"), "E170 7:4"),
    write("a script", NEW, article("<script>alert(1)</script>"), "E170 7:1"),
    write("a javascript link", NEW, article("请看[这里](javascript:alert(1))。"), "E171 7:3"),
    write("a picture from a data address", NEW, article("![图](data:image/png;base64,AAAA)"), "E175 7:1"),
    write("a link with a scheme of its own", NEW, article("[下载](ftp://x.example/a)"), "E171 7:1"),
    write("a link that names another host first", NEW, article("[站](https://hub.example@evil.example/)"), "E171 7:1"),
    write("a link to a domain that poses", NEW, article("[站](https://hub.ex\u0430mple/)"), "E197 7:1"),
    write("a link to a domain that poses in punycode", NEW, article("[站](https://xn--80ak6aa92e.com/)"), "E197 7:1"),
    change("a domain that poses", WELDER, "//foundry.example/", "//foundr\u0443.example/", "E197 8:8"),
    write("thousands of addresses", NEW, article("a@b.example " * 1200), "E195 6:1"),
    write("thousands of headings", NEW, article("## 小标题\n\n" * 1001), "E195 6:1"),
    write("a table of tables", NEW, article("|" * 250 + "\n" + "|-" * 250 + "|\n" + "|\n" * 1000), "E195 6:1"),
    write("quotes in quotes", NEW, article(">" * 60 + " 文字"), "E198 7:1"),
    write("a web address without a host", NEW, article("[空](https://)"), "E171 7:1"),
    write("a link without an address", NEW, article("[空]()"), "E172 7:1"),
    write(
        "a link to no file", NEW, article("正文\n\n请看[联盟](../../../alliances/castings/alliance.yml)。"), "E172 9:3"
    ),
    write("a link to a folder", NEW, article("[联盟](../../../alliances/casting/)"), "E172 7:1"),
    write("a link out of the content", NEW, article("[密码](../../../../../etc/passwd)"), "E172 7:1"),
    write("a link from the root", NEW, article("[新闻](/news/)"), "E172 7:1"),
    write("a picture that is missing", NEW, article("![炉](furnace.png)"), "E173 7:1"),
    write("a picture of another folder", NEW, article("![炉](../2026-11-20-furnace/furnace.png)"), "E173 7:1"),
    change("a picture misspelt", FURNACE, "![一座炉子](furnace.png", "![一座炉子](furnac.png", "E173 29:1"),
    change("a cover that is missing", FURNACE, "file: furnace.png", "file: furnace.jpg", "E173 9:9"),
    change("a picture without its words", FURNACE, "![一座炉子]", "![]", "E174 29:1"),
    write("a picture from another site", NEW, article("![图](https://other.example/a.png)"), "E175 7:1"),
    write("a picture that is none", PICTURE, b"not a picture", "E176 1:1"),
    write("a picture cut short", PICTURE, b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", "E176 1:1"),
    write("a picture of a telephone under another name", PICTURE, b"\0\0\0\x18ftypheic\0\0\0\0mif1", "E176 1:1"),
    write("a picture that moves", PICTURE, moving("PNG"), "E190 1:1"),
    write("a picture of 3600 million pixels", PICTURE, claims(60_000, 60_000), "E191 1:1"),
    write("a picture of a telephone", "news/2026/2026-11-20-furnace/IMG_0001.HEIC", b"x", "E192 1:1"),
    write("a drawing with scripts", "pages/about/map.svg", "<svg/>", "E192 1:1"),
    change("a cover without English words", FURNACE, "    en: A furnace\n", "", "W220 11:5"),
    change("a picture whose words are its file's name", FURNACE, "![一座炉子]", "![furnace.png]", "W221 29:1"),
    change("a picture called picture", FURNACE, "![一座炉子]", "![图片 1]", "W221 29:1"),
    change("a cover called picture", FURNACE, "    zh: 一座炉子", "    zh: 题图", "W221 11:9"),
    write("a picture of 5 MB", PICTURE, noise(1500, 1150), "W222 1:1"),
    write("a small cover", PICTURE, saved(corners(400, 300), "PNG"), "W223 9:9 " + FURNACE),
    write("a JPEG called PNG", PICTURE, saved(corners(1200, 800)), "W224 1:1"),
    write("a first-level heading", NEW, article("# 大标题\n\n正文"), "E177 7:1"),
    write("headings that jump", NEW, article("## 二\n\n#### 四\n\n正文"), "E179 9:1"),
    write("a text that begins with a third-level heading", NEW, article("### 三\n\n正文"), "E179 7:1"),
    write("news without a text", NEW, "---\ntitle: 新闻\nsummary: 摘要。\ndate: 2026-12-02\n---\n", "E178 5:1"),
    write("a translation without a text", FURNACE_EN, "---\ntitle: New\n---\n", "E178 3:1"),
    # What beginners write on a Chinese keyboard
    change(
        "full-width colons on two lines",
        WELDER,
        "headcount: 3\nkind: full-time",
        "headcount：3\nkind：full-time",
        "E112 10:10",
        "E112 11:5",
    ),
    change(
        "a full-width colon and an unknown value below it",
        WELDER,
        "headcount: 3\nkind: full-time",
        "headcount：3\nkind: fulltime",
        "E112 10:10",
        "E120 11:7",
    ),
    change("a full-width colon in front matter", FURNACE, "date: 2026-11-20", "date：2026-11-20", "E112 4:5"),
    change("a full-width colon and a blank", WELDER, "headcount: 3", "headcount： 3", "E112 10:10"),
    change(
        "a full-width colon behind a key with fields of its own", WELDER, "workplace:\n", "workplace：\n", "E112 12:10"
    ),
    change("full-width commas in a list", FURNACE, "tags: [casting]", "tags: [casting，casting]", "E136 7:8"),
    change("full-width brackets around a list", WELDER, "tags: [casting]", "tags: 【casting】", "E128 39:7"),
    change("a full-width closing bracket", WELDER, "tags: [casting]", "tags: [casting】", "E114 39:7"),
    change(
        "a list written with an enumeration comma",
        FURNACE,
        "alliances: [casting]",
        "alliances: casting、casting",
        "E128 6:12",
    ),
    change("a full-width hyphen in a date", WELDER, "posted: 2026-11-02", "posted: 2026－11－02", "E125 37:9"),
    change("full-width digits in a date", WELDER, "posted: 2026-11-02", "posted: ２０２６-11-02", "E125 37:9"),
    change("a date with dots", WELDER, "posted: 2026-11-02", "posted: 2026.11.2", "E125 37:9"),
    change("a date in one piece", WELDER, "posted: 2026-11-02", "posted: 20261102", "E125 37:9"),
    change("a date with blanks in it", WELDER, "posted: 2026-11-02", "posted: 2026年 11月 2日", "E125 37:9"),
    change("a date with the day first", WELDER, "posted: 2026-11-02", "posted: 02/11/2026", "E125 37:9"),
    change("a date without its year", WELDER, "posted: 2026-11-02", "posted: 11月2日", "E125 37:9"),
    change("a date in Chinese numerals", WELDER, "posted: 2026-11-02", "posted: 二〇二六年十一月二日", "E125 37:9"),
    change("a date in Chinese in a news item", FURNACE, "date: 2026-11-20", "date: 2026年11月20日", "E125 4:7"),
    change("a time in Chinese", ALLIANCE_DAY, "start: 2026-11-07 09:00", "start: 2026年11月7日上午9点", "E126 9:8"),
    change("a time in the afternoon", ALLIANCE_DAY, "end: 2026-11-07 11:30", "end: 2026/11/7 下午1:30", "E126 10:6"),
    change("a time without zeros", ALLIANCE_DAY, "start: 2026-11-07 09:00", "start: 2026-11-07 9:00", "E126 9:8"),
    change("a full-width colon in a clock", ALLIANCE_DAY, 'time: "09:00"', "time: 09：00", "E136 19:11"),
    change("a clock with a Chinese sign", ALLIANCE_DAY, 'time: "09:00"', "time: 9点00分", "E136 19:11"),
    change("a number in Chinese", WELDER, "headcount: 3", "headcount: 三", "E124 10:12"),
    change("a number in wan", WELDER, "  max: 12000", "  max: 1.2万", "E124 18:8"),
    change("an amount with a full-width comma", WELDER, "  max: 12000", "  max: 12，000", "E124 18:8"),
    change("a number with its measure word", WELDER, "headcount: 3", "headcount: 3名", "E124 10:12"),
    change("是 with a full-width quotation", FURNACE, "date: 2026-11-20", "date: 2026-11-20\ndraft: “否”", "E110 5:8"),
    change("True with a capital", FURNACE, "date: 2026-11-20", "date: 2026-11-20\nsample: False", "E132 5:9"),
    change("an enumerated value in Chinese", WELDER, "kind: full-time", "kind: 全职", "E120 11:7"),
    change("an enumerated value in Chinese for pay", WELDER, "per: month", "per: 每月", "E120 19:8"),
    change("an enumerated value with a capital", WELDER, "kind: full-time", "kind: Full-time", "E120 11:7"),
    change("an enumerated value with an underscore", WELDER, "kind: full-time", "kind: full_time", "E120 11:7"),
    change(
        "an enumerated value in full-width letters", WELDER, "kind: full-time", "kind: ｆｕｌｌ－ｔｉｍｅ", "E120 11:7"
    ),
    change("a field's name in Chinese", WELDER, "headcount: 3", "招聘人数: 3", "E121 1:1", "E122 10:1"),
    change("a title's name in Chinese", FURNACE, "title: “新炉”投产", "标题: “新炉”投产", "E121 2:1", "E122 2:1"),
    change("a field's name with a capital", WELDER, "headcount: 3", "Headcount: 3", "E121 1:1", "E122 10:1"),
    change(
        "a field's name with a blank", WELDER, "valid_through: 2026", "valid through: 2026", "E121 1:1", "E122 38:1"
    ),
    change(
        "a field's name with a hyphen", WELDER, "valid_through: 2026", "valid-through: 2026", "E121 1:1", "E122 38:1"
    ),
    change("a field's name in the plural", WELDER, "kind: full-time", "kinds: full-time", "E122 11:1"),
    change("a nested field's name misspelt", WELDER, "  months: 13", "  month: 13", "E122 20:3"),
    change("a smart quotation that is opened plainly", WELDER, "  en: Welder", '  en: "Welder”', "E114 3:7"),
    change("a single quotation that is not closed", WELDER, "  en: Welder", "  en: 'Welder", "E114 3:7"),
    change("an equals sign instead of a colon", WELDER, "headcount: 3", "headcount = 3", "E114 10:1"),
    change("no colon at all", WELDER, "headcount: 3", "headcount 3", "E114 10:1"),
    change("no space behind the dash of a list", WELDER, "  - zh: 食堂", "  -zh: 食堂", "E114 30:3"),
    change(
        "no space behind the second dash of a list",
        LEGAL,
        "  - zh: 合同咨询\n",
        "  - zh: 合同咨询\n  -zh: 劳动法\n",
        "E114 15:3",
    ),
    change("a tab between two levels", WELDER, "    zh: 江边铸造厂", "  \tzh: 江边铸造厂", "E111 6:3"),
    change(
        "tabs on two lines",
        LEGAL,
        "  zh: 法律服务队\n  en: Legal team",
        "\tzh: 法律服务队\n\ten: Legal team",
        "E111 2:1",
        "E111 3:1",
    ),
    change("full-width blanks for indentation", WELDER, "  zh: 焊工\n", "　zh: 焊工\n", "E111 2:1"),
    change(
        "no-break spaces for indentation",
        WELDER,
        "  zh: 焊工\n  en: Welder",
        "\u00a0\u00a0zh: 焊工\n\u00a0\u00a0en: Welder",
        "E111 2:1",
        "E111 3:1",
    ),
    change("indented by three", WELDER, "  en: Welder", "   en: Welder", "E114 3:6"),
    change(
        "a language at the margin",
        LEGAL,
        "ask:\n  zh: 打电话\n  en: Call us",
        "ask:\nzh: 打电话\nen: Call us",
        "E133 16:5",
        "E122 17:1",
        "E122 18:1",
    ),
    change("a text with a hash in it", WELDER, "  - zh: 食堂", "  - zh: '#食堂'\n    en: '#1: canteen", "E114 31:9"),
    change("a text that begins with an at sign", WELDER, "  - zh: 食堂", "  - zh: @食堂", "E114 30:9"),
    change("an exclamation mark before a text", FURNACE, "summary: 一座", "summary: !一座", "E114 3:11"),
    change("a backslash in plain quotes", WELDER, "  - zh: 食堂", '  - zh: "食堂\\食品"', "E114 30:12"),
    change("the same value twice", WELDER, "headcount: 3", "headcount: 3\nheadcount: 3", "E115 11:1"),
    change(
        "the same fields twice",
        LEGAL,
        "ask:\n  zh: 打电话",
        "members:\n  zh: 律师\n  en: Lawyers\nask:\n  zh: 打电话",
        "E115 16:1",
    ),
    change(
        "one text for two languages, with both in it",
        WELDER,
        "title:\n  zh: 焊工\n  en: Welder",
        "title: 焊工 / Welder",
        "E134 1:8",
    ),
    change(
        "one text with a colon for two languages",
        LEGAL,
        "ask:\n  zh: 打电话\n  en: Call us",
        "ask: 打电话：0523",
        "E134 16:6",
    ),
    # Fences
    change("three full-width hyphens for a fence", FURNACE, "---\ntitle", "－－－\ntitle", "E117 1:1"),
    change("a long dash for a fence", FURNACE, "---\ntitle", "———\ntitle", "E117 1:1"),
    change("a blank line before the fence", FURNACE, "---\ntitle", "\n---\ntitle", "E117 1:1"),
    change("a blank before the fence", FURNACE, "---\ntitle", " ---\ntitle", "E117 1:1"),
    change("no fence before the fields", FURNACE, "---\ntitle", "title", "E117 1:1"),
    change("no fence behind the fields", FURNACE, "---\n\n[铸造", "\n[铸造", "E118 1:1"),
    change("a fence of two hyphens behind the fields", FURNACE, "---\n\n[铸造", "--\n\n[铸造", "E118 1:1"),
    change("a fence of full-width hyphens behind the fields", FURNACE, "---\n\n[铸造", "－－－\n\n[铸造", "E118 1:1"),
    # Addresses
    change(
        "a web address with a full-width colon",
        WELDER,
        "https://foundry.example/",
        "https：//foundry.example/",
        "E131 8:8",
    ),
    change("a web address with one slash", WELDER, "https://foundry.example/", "https:/foundry.example/", "E131 8:8"),
    change(
        "a web address with a mistyped scheme",
        WELDER,
        "https://foundry.example/",
        "htps://foundry.example/",
        "E131 8:8",
    ),
    change(
        "a web address with a letter too many",
        WELDER,
        "https://foundry.example/",
        "hhttps://foundry.example/",
        "E131 8:8",
    ),
    change("a web address without a colon", WELDER, "https://foundry.example/", "https//foundry.example/", "E131 8:8"),
    change("a web address that begins with www", WELDER, "https://foundry.example/", "www.foundry.example", "E131 8:8"),
    change(
        "a web address with a blank in it", WELDER, "https://foundry.example/", "https:// foundry.example/", "E131 8:8"
    ),
    change(
        "a web address with backslashes", WELDER, "https://foundry.example/", "https:\\\\foundry.example/", "E131 8:8"
    ),
    change(
        "an e-mail address with a full-width at sign",
        "hub.yml",
        "editors@hub.example",
        "editors＠hub.example",
        "E135 32:10",
    ),
    change(
        "an e-mail address with a blank in it", "hub.yml", "editors@hub.example", "editors @hub.example", "E135 32:10"
    ),
    change("an e-mail address with a comma", "hub.yml", "editors@hub.example", "editors@hub，example", "E135 32:10"),
    change(
        "a telephone number in full-width digits",
        ALLIANCE,
        "phone: 0523-8000 0000",
        "phone: ０５２３－８０００ ００００",
        "E136 88:10",
    ),
    change(
        "a telephone number with a long dash", ALLIANCE, "phone: 0523-8000 0000", "phone: 0523—80000000", "E136 88:10"
    ),
    change("an alliance with a capital", WELDER, "alliance: casting", "alliance: Casting", "E136 9:11"),
    change("accepted: an alliance with a blank behind it", WELDER, "alliance: casting", 'alliance: "casting　"'),
    change(
        "an alliance in full-width letters", FURNACE, "alliances: [casting]", "alliances: [ｃａｓｔｉｎｇ]", "E136 6:13"
    ),
    change("accepted: a tag with a blank in quotes", FURNACE, "tags: [casting]", "tags: [' casting']"),
    change("a category in Chinese", CONTEST, "category: contest", "category: 比武", "E136 7:11"),
    # Names of files and folders
    move("the section in the singular", "jobs/welder.yml", "job/welder.yml", "E104 1:1 job/welder.yml"),
    move("the section in Chinese", "jobs/welder.yml", "招聘/welder.yml", "E104 1:1 招聘/welder.yml"),
    move("the section with a capital", "services/legal.yml", "Services/legal.yml", "E104 1:1 Services/legal.yml"),
    move("the ending .YML", "services/legal.yml", "services/legal.YML", "E104 1:1 services/legal.YML"),
    move("an id with a blank", "services/legal.yml", "services/legal team.yml", "E106 1:1 services/legal team.yml"),
    move(
        "an id with an underscore", "services/legal.yml", "services/legal_team.yml", "E106 1:1 services/legal_team.yml"
    ),
    move(
        "an id in full-width letters",
        "services/legal.yml",
        "services/ｌｅｇａｌ.yml",
        "E106 1:1 services/ｌｅｇａｌ.yml",
    ),
    move("an id with a blank at its end", "services/legal.yml", "services/legal .yml", "E106 1:1 services/legal .yml"),
    move(
        "a folder in Chinese",
        "news/2026/2026-11-10-visit",
        "news/2026/2026-11-10-走访",
        "E106 1:1 news/2026/2026-11-10-走访/index.md",
    ),
    move(
        "a folder with a blank",
        "news/2026/2026-11-10-visit",
        "news/2026/2026-11-10 visit",
        "E106 1:1 news/2026/2026-11-10 visit/index.md",
    ),
    move(
        "a folder with capitals",
        "news/2026/2026-11-10-visit",
        "news/2026/2026-11-10-Visit",
        "E106 1:1 news/2026/2026-11-10-Visit/index.md",
    ),
    move("taxonomy.yaml", "taxonomy.yml", "taxonomy.yaml", "E104 1:1 taxonomy.yaml", "E108 1:1"),
    move(
        "an English file with a hyphen in its name",
        FURNACE_EN,
        FURNACE_EN.replace("index.en", "index-en"),
        "E104 1:1 news/2026/2026-11-20-furnace/index-en.md",
    ),
    move(
        "Index with a capital",
        "news/2026/2026-11-10-visit/index.md",
        "news/2026/2026-11-10-visit/Index.md",
        "E104 1:1 news/2026/2026-11-10-visit/Index.md",
    ),
    # Texts pasted from elsewhere
    write("a paragraph from a web page", NEW, article('<p style="text-indent: 2em;">新炉投产。</p>'), "E170 7:1"),
    write(
        "spans from a word processor",
        NEW,
        article('新炉<span lang="EN-US" style="font-size:14px">A</span>投产。'),
        "E170 7:3",
        "E170 7:46",
    ),
    write("an office tag from a word processor", NEW, article("新炉投产。<o:p></o:p>"), "E170 7:6", "E170 7:11"),
    write(
        "a section from a message of WeChat",
        NEW,
        article('<section data-role="paragraph">\n<p>新炉投产。</p>\n</section>'),
        "E170 7:1",
    ),
    write("bold letters in HTML", NEW, article("新炉<b>投产</b>了。"), "E170 7:3", "E170 7:8"),
    write("two paragraphs on one line", NEW, article("<p>新炉投产。</p><p>能耗降了。</p>"), "E170 7:1"),
    write("a font from a web page", NEW, article('<font color="red">新炉</font>投产。'), "E170 7:1", "E170 7:21"),
    write("a picture in HTML", NEW, article('<img src="furnace.png">'), "E170 7:1"),
    write("a table in HTML", NEW, article("<table><tr><td>一</td></tr></table>"), "E170 7:1"),
    write("a form feed from a word processor", NEW, article("新炉\x0c投产。"), "E109 7:3"),
    write("a line separator from a web page", NEW, article("新炉\u2028投产。"), "E109 7:3"),
    write("a link with a full-width colon", NEW, article("[下载](https：//x.example/a)"), "E172 7:1"),
    write("a link with a mistyped scheme", NEW, article("[下载](htps://x.example/a)"), "E171 7:1"),
    write("a link that begins with www", NEW, article("[下载](www.x.example/a)"), "E172 7:1"),
    write("a link with backslashes", NEW, article("[联盟](..\\..\\..\\alliances\\casting\\alliance.yml)"), "E172 7:1"),
    change(
        "a picture with a capital in its name",
        FURNACE,
        "![一座炉子](furnace.png",
        "![一座炉子](Furnace.png",
        "E173 29:1",
    ),
    change("a cover with a capital in its name", FURNACE, "file: furnace.png", "file: Furnace.PNG", "E136 9:9"),
    # Accepted
    change("accepted: a byte-order mark", LEGAL, "name:\n", "\ufeffname:\n"),
    change("accepted: line breaks of Windows", LEGAL, "\n", "\r\n"),
    change("accepted: publication on a day", FURNACE, "date: 2026-11-20", "date: 2026-11-20\npublish_at: 2026-11-20"),
    change("accepted: a domain in Chinese", WELDER, "//foundry.example/", "//靖江.中国/"),
    write("accepted: an emoji of several", NEW, article("一家人👨\u200d👩\u200d👧。")),
    write(
        "accepted: a mobile number to be called",
        NEW,
        article("联系[138 1234 5678](tel:13812345678)或<tel:13812345678>。"),
    ),
    change("accepted: Chinese quotes in a text", WELDER, "  zh: 焊工", "  zh: “焊工”"),
)
