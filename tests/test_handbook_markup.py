"""Pages of the handbook: what MkDocs made of them is looked through before it is published."""

from __future__ import annotations

import pytest
from site_fixture import copy_project, run

from generator.reading.handbook import forbidden


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<script>go()</script>", ("<script>",)),
        ('<p onclick="go()">x</p>', ("onclick",)),
        ('<P STYLE="color:red">x</P>', ("style",)),
        ('<a href="javascript:go()">x</a>', ("href=javascript:go()",)),
        ('<a href="java&#9;script:go()">x</a>', ("href=java\tscript:go()",)),
        ('<a href="//evil.example/">x</a>', ("href=//evil.example/",)),
        ('<a href="/\\evil.example/">x</a>', ("href=/\\evil.example/",)),
        ('<img src="data:image/svg+xml,x">', ("src=data:image/svg+xml,x",)),
        ("<svg/onload=go()>", ("<svg>", "onload")),
        ("<iframe></iframe><iframe></iframe>", ("<iframe>",)),
        ('<form action="/x"><input></form>', ("<form>", "action", "<input>")),
        ('<td style="text-align: right">1</td>', ("style",)),
    ],
)
def test_what_a_page_may_not_hold(html, found):
    """Elements, attributes and addresses that are on no list are named, each once."""
    assert found == forbidden(html)


@pytest.mark.parametrize(
    "html",
    [
        '<h2 id="文件">x</h2><p><a href="../news/#标题">x</a> <a href="https://a.example/?b=c">y</a></p>',
        '<div class="admonition note"><p>x</p></div><pre><code class="language-yaml">a: b</code></pre>',
        '<ol start="3"><li>x</li></ol><sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup>',
        '<img src="a.png" alt="x"><a href="mailto:a@b.example">x</a><a href="tel:+861234">x</a>',
    ],
)
def test_what_a_page_may_hold(html):
    """What Markdown makes is left alone."""
    assert () == forbidden(html)


def test_a_page_with_a_script_stops_the_build(tmp_path):
    """The build names the page and what is in it, writes nothing, and leaves nothing behind."""
    project = copy_project(tmp_path / "project")
    page = project / "content/handbook/index.md"
    page.write_text(page.read_text("utf-8") + '\n<script src="x.js"></script>\n', "utf-8")
    done = run("generator.cli", "build", "--as-of", "2026-11-22", "--site-dir", str(tmp_path / "site"), cwd=project)

    assert done.returncode in (1, 2)
    assert "index.md" in done.stderr
    assert "<script>" in done.stderr
    assert "Traceback" not in done.stderr
    assert {"project"} == {path.name for path in tmp_path.iterdir()}
