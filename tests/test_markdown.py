"""Markdown: Chinese set well, links and pictures checked, and the same structure as on GitHub."""

from __future__ import annotations

import time
from html.parser import HTMLParser

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from generator.model.hub import Media
from generator.pictures.renditions import renditions
from generator.problems import Problem
from generator.reading.markdown import Text, convert

FILE = "news/2026/2026-11-20-furnace/index.md"
FILES = (
    FILE,
    "news/2026/2026-11-20-furnace/index.en.md",
    "news/2026/2026-11-20-furnace/炉 子.png",
    "news/2026/2026-11-20-furnace/furnace.png",
    "news/2025/2025-01-01-old/index.md",
    "alliances/casting/alliance.yml",
    "alliances/casting/about.md",
    "jobs/welder.yml",
    "pages/about/index.md",
    "handbook/index.md",
    "handbook/news.md",
    "hub.yml",
)
FURNACE = Media("news/2026/2026-11-20-furnace/furnace.png", 320, 180, 1000)
PLAIN = renditions(Media("news/2026/2026-11-20-furnace/炉 子.png", 320, 180, 1000)).plain.path


@pytest.fixture
def converted(strings):
    """A function from a Markdown text to its HTML and its problems."""

    def run(source: str, lang="zh", first_line: int = 1):
        text = Text(FILE, source, lang, first_line)
        return convert(text, FILES, lambda path: Media(path, 320, 180, 1000), lambda key: strings.word(lang, key))

    return run


@pytest.fixture
def html(converted):
    """A function from a Markdown text without problems to its HTML."""

    def run(source: str, lang="zh") -> str:
        markup, problems = converted(source, lang)
        assert [] == [problem.render("en") for problem in problems]
        return markup.html.strip()

    return run


@pytest.fixture
def problems(converted):
    """A function from a Markdown text to the code, line and column of each problem."""
    return lambda source, first_line=1: [
        (p.code, p.place.line, p.place.column) for p in converted(source, first_line=first_line)[1]
    ]


# Chinese (rule P9)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("**“重点”**内容", "<strong>“重点”</strong>内容"),
        ("**第一步：**先看", "<strong>第一步：</strong>先看"),
        ("说**（括号）**完", "说<strong>（括号）</strong>完"),
        ("**《书》**和~~（旧）~~新", "<strong>《书》</strong>和<del>（旧）</del>新"),
        ("*轻声*说", "<em>轻声</em>说"),
        ("a * b * c", "a * b * c"),
        ("2*3*4 和 snake_case_name", "2<em>3</em>4 和 snake_case_name"),
    ],
)
def test_emphasis_beside_chinese_punctuation(html, source, expected):
    """Bold and italics work without blanks around them, also next to quotation marks and brackets (P9)."""
    assert f"<p>{expected}</p>" == html(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("中文\n中文", "中文中文"),
        ("句号。\n“引号", "句号。“引号"),
        ("**重**\n**点**", "<strong>重</strong><strong>点</strong>"),
        ("字\n[联盟](../../../alliances/casting/alliance.yml)", '字<a href="hub:/alliances/casting/">联盟</a>'),
        ("一\n二\n三\n四", "一二三四"),
        ("中文\nEnglish", "中文\nEnglish"),
        ("English\n中文", "English\n中文"),
        ("12\n34", "12\n34"),
        ("行尾\\\n换行", "行尾<br />\n换行"),
        ("全角！\n（括号）", "全角！（括号）"),
    ],
)
def test_a_line_break_between_chinese_characters_is_no_space(html, source, expected):
    """Chinese lines join without a blank; beside other letters the break stays, and a wanted break stays (P9)."""
    assert f"<p>{expected}</p>" == html(source)


def test_english_texts_keep_their_line_breaks(html):
    """In an English text, a break between two Chinese words is a blank like any other."""
    assert "<p>中文\n中文</p>" == html("中文\n中文", "en")


def test_lines_of_code_are_never_joined(html):
    """Code keeps its lines, and what looks like markup in it is text."""
    assert '<pre><code class="language-yaml">标题\n焊工：&lt;b&gt;\n</code></pre>' == html(
        "```yaml\n标题\n焊工：<b>\n```"
    )


def test_headings_have_readable_anchors(html):
    """The anchor of a Chinese heading is the heading itself; the second of two equal ones differs (P9)."""
    assert '<h2 id="表格">表格</h2>\n<h3 id="第-1-步">第 1 步</h3>\n<h3 id="第-1-步-1">第 1 步</h3>' == html(
        "## 表格\n\n### 第 1 步\n\n### 第 1 步"
    )


# Links and pictures


@pytest.mark.parametrize(
    ("written", "href"),
    [
        ("../../../alliances/casting/alliance.yml", "hub:/alliances/casting/"),
        ("../../../alliances/casting/about.md#成员", "hub:/alliances/casting/#%E6%88%90%E5%91%98"),
        ("../../../jobs/welder.yml", "hub:/jobs/welder/"),
        ("../../../pages/about/index.md", "hub:/about/"),
        ("../../2025/2025-01-01-old/index.md", "hub:/news/2025-01-01-old/"),
        ("index.en.md", "hub:/en/news/2026-11-20-furnace/"),
        ("./index.md", "hub:/news/2026-11-20-furnace/"),
        ("../../../handbook/index.md", "hub:/handbook/"),
        ("../../../handbook/news.md#top", "hub:/handbook/news/#top"),
        ("%E7%82%89%20%E5%AD%90.png", f"hub:/{PLAIN}"),
        ("furnace.png", f"hub:/{renditions(FURNACE).plain.path}"),
        ("#表格", "#%E8%A1%A8%E6%A0%BC"),
        ("mailto:a@hub.example", "mailto:a@hub.example"),
        ("tel:+86523", "tel:+86523"),
    ],
)
def test_links_become_addresses(html, written, href):
    """Files of the hub become their addresses below the base path; nothing but ASCII stands in one (R8)."""
    assert f'<p><a href="{href}">看</a></p>' == html(f"[看]({written})")


def test_links_in_an_english_text_lead_to_english_pages(html):
    """The language of the text is the language of the page linked to; pictures are the same for both."""
    assert '<p><a href="hub:/en/jobs/welder/">x</a></p>' == html("[x](../../../jobs/welder.yml)", "en")
    assert html("![炉子](furnace.png)", "en") == html("![炉子](furnace.png)")


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        (
            "[站](https://a.example/路?q=1&r=“2”)",
            '<a href="https://a.example/%E8%B7%AF?q=1&amp;r=%E2%80%9C2%E2%80%9D" rel="external noopener">站</a>',
        ),
        ("<https://a.example/>", '<a href="https://a.example/" rel="external noopener">https://a.example/</a>'),
        ("见 www.a.example 。", '见 <a href="http://www.a.example" rel="external noopener">www.a.example</a> 。'),
        ("写信 a@b.example", '写信 <a href="mailto:a@b.example">a@b.example</a>'),
        ("[x](hub-link:0)~", None),
    ],
)
def test_links_to_other_sites(converted, source, expected):
    """Addresses of other sites are percent-encoded and marked; a made-up scheme is refused."""
    markup, found = converted(source)

    if expected is None:
        assert ["E171"] == [problem.code for problem in found]
    else:
        assert ([], f"<p>{expected}</p>") == (found, markup.html.strip())


@pytest.mark.parametrize(
    ("source", "code", "column"),
    [
        ("看[这里](javascript:alert(1))", "E171", 2),
        ("看[这里](JaVaScRiPt:alert(1))", "E171", 2),
        ("看[这里](&#106;avascript:x)", "E171", 2),
        ("看[这里](vbscript:x)", "E171", 2),
        ("看[这里](data:text/html,x)", "E171", 2),
        ("看[这里](file:///etc/passwd)", "E171", 2),
        ("看[这里](//other.example/)", "E171", 2),
        ("看[这里](https://)", "E171", 2),
        ("看[这里](http://[)", "E171", 2),
        ("看[这里]()", "E172", 2),
        ("看[这里](nowhere.md)", "E172", 2),
        ("看[这里](../../../hub.yml)", "E172", 2),
        ("看[这里](../../../../hub.yml)", "E172", 2),
        ("看[这里](/jobs/welder.yml)", "E172", 2),
        ("看[这里](..\\\\..\\\\jobs)", "E172", 2),
        ("看[这里][x]\n\n[x]: nowhere.md", "E172", 2),
        ("看![图](nothing.png)", "E173", 2),
        ("看![图](../2026-11-20-furnace/../../../a.png)", "E173", 2),
        ("看![](furnace.png)", "E174", 2),
        ("看![ ](furnace.png)", "E174", 2),
        ("看![图](https://other.example/a.png)", "E175", 2),
        ("看![图](//other.example/a.png)", "E175", 2),
        ("看![图](data:image/png;base64,AAAA)", "E175", 2),
        ("看<br>", "E170", 2),
        ("看<img src=x onerror=alert(1)>", "E170", 2),
        ("看<!-- 注 -->", "E170", 2),
    ],
)
def test_what_cannot_stay_is_placed_at_the_link(problems, source, code, column):
    """Each bad link, picture or tag is told of once, at its first character."""
    assert [(code, 1, column)] == problems(source)


def test_lines_are_those_of_the_file(problems):
    """A text that begins on line 7 of its file has its problems there."""
    assert [("E172", 9, 4), ("E177", 11, 1)] == problems("正文\n\n二三 [x](y.md)\n\n# 大", 7)


@pytest.mark.parametrize(
    ("source", "places"),
    [
        ("<div>\n块\n</div>\n\n文<b>字</b>", [(1, 1), (5, 2), (5, 6)]),
        ("`<b>` 和 <https://a.example> 和 1 < 2", []),
        ("```\n<b>\n```\n\n> <b>\n", [(5, 3)]),
        ("<script>\nalert(1)\n</script>", [(1, 1)]),
        ("&lt;b&gt;", []),
    ],
)
def test_each_piece_of_html_is_found(problems, source, places):
    """Raw HTML is told of where it begins; what only looks like it, in code or in an address, is not."""
    assert [("E170", *place) for place in places] == problems(source)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("## 二\n\n### 三\n\n## 二", []),
        ("## 二\n\n#### 四\n\n### 三", [("E179", 3, 1)]),
        ("### 三", [("E179", 1, 1)]),
        ("# 一\n\n## 二", [("E177", 1, 1)]),
        ("大标题\n===\n\n正文", [("E177", 1, 1)]),
        ("> # 引用里的", [("E177", 1, 3)]),
    ],
)
def test_headings_go_down_one_level_at_a_time(problems, source, expected):
    """The text begins at the second level and never skips one on the way down (P8)."""
    assert expected == problems(source)


def test_a_picture_alone_is_a_figure(html):
    """A picture of its own becomes a figure with its title as caption; its size is known before it loads (P6)."""
    files = renditions(FURNACE)
    sizes = "(min-width: 49em) 45rem, calc(100vw - 2rem)"
    sources = "".join(
        f'<source type="image/{kind}" srcset="hub:/{one.path} 320w" sizes="{sizes}">'
        for kind, (one,) in zip(("avif", "webp"), files.sources, strict=True)
    )
    image = (
        f'<picture>{sources}<img src="hub:/{files.plain.path}" alt="炉 &amp; &quot;火&quot;" '
        'width="320" height="180" loading="lazy" decoding="async"></picture>'
    )

    assert f"<figure>{image}<figcaption>说明 &lt;1&gt;</figcaption></figure>" == html(
        '![炉 & "火"](furnace.png "说明 <1>")'
    )
    assert f"<figure>{image}</figure>" == html('![炉 & "火"](furnace.png)')
    assert f"<p>文{image}字</p>" == html('文![炉 & "火"](furnace.png)字')


def test_a_picture_that_cannot_be_used_says_why():
    """What is wrong with the picture's own file is told of at that file."""
    broken = Problem("news/2026/2026-11-20-furnace/furnace.png", code="E176", place=None)
    markup, found = convert(Text(FILE, "![炉](furnace.png)", "zh"), FILES, lambda _: broken, str)

    assert [broken] == found
    assert "<img" not in markup.html


# What pages add to GitHub's markup


def test_tables_scroll_in_a_region_with_a_name(html):
    """A wide table scrolls in a frame that the keyboard reaches; columns are aligned without inline style (P3)."""
    made = html("| 左 | 右 |\n| :-- | --: |\n| a | b |")

    assert made.startswith('<div class="hub-table" role="region" tabindex="0" aria-label="表格"><table>')
    assert made.endswith("</table></div>")
    assert 'class="hub-align-right">右</th>' in made
    assert "style=" not in made


@pytest.mark.parametrize(
    ("kind", "zh", "en"),
    [
        ("NOTE", "说明", "Note"),
        ("TIP", "提示", "Tip"),
        ("IMPORTANT", "重要", "Important"),
        ("WARNING", "注意", "Warning"),
        ("CAUTION", "小心", "Caution"),
    ],
)
def test_alerts_speak_the_language_of_the_page(html, kind, zh, en):
    """The title of an alert is in the language of its text."""
    for lang, title in (("zh", zh), ("en", en)):
        assert f'<p class="markdown-alert-title">{title}</p>' in html(f"> [!{kind}]\n> x", lang)


def test_an_alert_keeps_a_title_of_its_own(html):
    """A title that the editor wrote is not replaced by the usual one."""
    for title in ("自己的标题", "自己的 标题", "Notes"):
        assert f'<p class="markdown-alert-title">{title}</p>' in html(f"> [!NOTE] {title}\n> x")


def test_footnotes_lead_there_and_back(html):
    """Each mention has a link of its own back to it, named in the language of the text."""
    made = html("甲[^a]乙[^a]\n\n[^a]: 注")

    assert 'href="#fn-a" id="fnref-a"' in made
    assert 'href="#fn-a" id="fnref-a-2"' in made
    assert '<li id="fn-a">' in made
    assert 'aria-label="回到正文 1">' in made
    assert 'aria-label="回到正文 1-2">' in made
    assert "Back to reference" not in made


def test_boxes_of_a_task_list_have_names(html):
    """A box says whether its task is done, to those who cannot see it."""
    made = html("- [x] 甲\n- [ ] 乙")

    assert '<input type="checkbox" checked="" disabled="" aria-label="已完成"> 甲' in made
    assert '<input type="checkbox" disabled="" aria-label="未完成"> 乙' in made


def test_targets_are_counted_as_they_stand(converted):
    """Links to the hub's files and pictures are remembered, those to other sites are not, and numbers count both."""
    markup, _ = converted("[a](https://a.example) [b](index.en.md#x) ![c](furnace.png)")

    assert [(False, 1, "index.en.md#x"), (True, 2, "furnace.png")] == [
        (target.picture, target.number, target.written) for target in markup.targets
    ]


def test_the_length_is_that_of_the_words(converted):
    """Neither markup nor blanks count."""
    assert 7 == converted("**焊工** a b\n\n> [丙](index.md)丁\n> 戊")[0].characters


def test_the_fingerprint_is_that_of_the_source(converted):
    """White space around a text makes no difference to its fingerprint; a comma does."""
    marks = {source: converted(source)[0].fingerprint for source in ("甲乙", "甲乙\n\n", "甲，乙")}

    assert marks["甲乙"] == marks["甲乙\n\n"] != marks["甲，乙"]
    assert all(len(mark) == 12 for mark in marks.values())


# The same structure as on GitHub


class Structure(HTMLParser):
    """The elements and texts of some HTML, without attributes, sections and the words that stand for symbols."""

    IGNORED = ("section", "div", "figure", "svg")

    def __init__(self, html: str) -> None:
        super().__init__()
        self.parts: list[str] = []
        self._hidden = False
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self._hidden = tag == "h2" and ("class", "hub-visually-hidden") in attrs
        if tag not in self.IGNORED and not self._hidden:
            self.parts.append(f"<{tag}>")

    def handle_endtag(self, tag):
        if tag not in (*self.IGNORED, "input", "img", "br", "hr") and not self._hidden:
            self.parts.append(f"</{tag}>")
        self._hidden = False

    def handle_data(self, data):
        if data.strip() and not self._hidden:
            self.parts.append(" ".join(data.split()))


GITHUB = {
    "table": "| Step | °C |\n| :--- | ---: |\n| mould | 25 |\n| pour \\| cool | **1420** |\n",
    "table with too few cells": "| a | b |\n| --- | --- |\n| 1 |\n\nafter\n",
    "no table": "| a | b |\n\ntext\n",
    "footnotes": "One[^1] and two[^b].\n\n[^1]: First.\n[^b]: Second **bold**.\n\n    More.\n",
    "quotes": "> a\n> > b\n>\n> - c\n\nd\n",
    "task list": "- [x] done\n- [ ] open\n  - [x] nested\n- plain\n",
    "strikethrough": "~~gone~~ ~one~ a~~b~~c\n",
    "autolinks": "See www.hub.example, https://hub.example/a?b=c&d=(e). And a@hub.example!\n",
    "lists": "1. a\n2. b\n\n   c\n\n* d\n* e\n\n3) f\n",
    "code": "`a``b` and\n\n    indented\n\n~~~py\nx = 1\n~~~\n",
    "rules and breaks": "a  \nb\\\nc\n\n***\n\nd\n",
    "emphasis": "*a* _b_ **c** __d__ ***e*** a_b_c *f**g**h*\n",
    "escapes": "\\*a\\* &amp; &copy; 1 < 2 \\\\ `\\`\n",
    "headings": "## Two\n\n### Three ###\n\nTwo again\n---\n",
    "references": "[a][x] and [x] and [none]\n\n[x]: https://hub.example 'title'\n",
    "Chinese": "## 标题\n\n一段**加粗**文字，\\*不是\\*强调。\n\n- 甲\n- 乙\n",
}


@pytest.mark.parametrize("name", GITHUB)
def test_the_structure_is_that_of_github(html, name):
    """GitHub's own parser makes the same elements and texts of each form: a pull request's preview can be trusted."""
    theirs = cmarkgfm.github_flavored_markdown_to_html(GITHUB[name], options=Options.CMARK_OPT_FOOTNOTES)

    assert Structure(theirs).parts
    assert Structure(theirs).parts == Structure(html(GITHUB[name], "en")).parts


@pytest.mark.parametrize(
    "piece",
    [
        "a@b.c ",
        "# a\n",
        "## a\n\n#### b\n\n",
        "a\n-\n",
        "> # a\n",
        "[a](b.md)",
        "![a](b.png) ",
        "**a",
        "[",
        "a**b",
        "<b>",
        "[^a] ",
    ],
)
def test_no_text_takes_long(piece):
    """The largest text a file may hold, of one thing over and over: a result or a problem within seconds, no crash."""
    source = piece * (512 * 1024 // len(piece))
    start = time.process_time()
    convert(Text("news/2026/x/index.md", source, "zh"), (), lambda path: Media(path, 1, 1, 1), lambda key: key)

    assert time.process_time() - start < 5


def test_no_table_takes_long():
    """Columns times rows have an end: short rows are filled up with cells."""
    source = "|".join(["a"] * 500) + "\n" + "|".join(["-"] * 500) + "\n" + "a|\n" * 20_000
    markup, problems = convert(Text("a.md", source, "zh"), (), lambda path: Media(path, 1, 1, 1), lambda key: key)

    assert ("", ["E195"]) == (markup.html, [problem.code for problem in problems])
