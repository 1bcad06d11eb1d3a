"""Escaping: what templates write is text; each place that writes markup is listed here with the reason.

The hub's own templates compile with escaping on. Those that MkDocs renders – the shell and the handbook's chrome –
compile with it off, as MkDocs wants: there each expression escapes by itself.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import jinja2
import pytest
from jinja2 import nodes

THEME = Path(__file__).resolve().parent.parent / "theme"

TRUSTED = {
    "head.html: script": "JSON-LD from metadata/structured_data.py, in which < > & are escapes of JavaScript",
    "macros/follow.html: view.qr": "an SVG that calendars/qr.py draws from an address: numbers only",
    "pages/alliance.html: view.html": "a Markdown text that reading/markdown.py converted: comrak leaves raw HTML out",
    "pages/article.html: view.html": "the same",
}
"""Every `|safe` of the hub's templates."""

UNESCAPED = {
    "main.html: script": "JSON-LD from metadata/structured_data.py, as in head.html",
    "main.html: super()": "a block of the template it extends",
    "main.html: script | script_tag": "an element that MkDocs writes for extra_javascript of mkdocs.yml",
    "base.html: hub.html_lang": "a constant of pages/context.py",
    "base.html: self.footer()": "a block of the same template",
    "base.html: path | url": "extra_css of mkdocs.yml",
    "shell.html: hub.slots.title": "a marker; the page's own piece, escaped, takes its place",
    "shell.html: hub.slots.head": "a marker",
    "shell.html: hub.slots.breadcrumbs": "a marker",
    "shell.html: hub.slots.content": "a marker",
    "partials/toc.html: item.title": "a heading that MkDocs rendered and escaped",
    "partials/toc.html: entries(item.children)": "a macro of the same template",
    "partials/toc.html: entries(headings)": "a macro of the same template",
    "partials/nav.html: entries(item.children)": "a macro of the same template",
    "partials/nav.html: entries(nav.items)": "a macro of the same template",
    "partials/language.html: lang.t(key) or fallback.t(key) or key": "Material's own words",
}
"""Every expression of the chrome that does not escape."""

ESCAPING = frozenset({"e", "escape", "tojson", "length", "int"})


def templates(chrome: bool) -> list[Path]:
    """The templates that MkDocs renders, or those that the hub renders itself."""
    found = [path for path in sorted(THEME.rglob("*.html")) if "assets" not in path.parts]
    by_mkdocs = [
        path
        for path in found
        if path.parent.name == "partials" or path.name in ("main.html", "base.html", "shell.html")
    ]
    return by_mkdocs if chrome else [path for path in found if path not in by_mkdocs]


def parsed(path: Path) -> nodes.Template:
    return jinja2.Environment(extensions=["jinja2.ext.do"], autoescape=True).parse(path.read_text("utf-8"))


def written(node: nodes.Node) -> str:
    """An expression about as it stands in the template."""
    match node:
        case nodes.Name():
            return node.name
        case nodes.Getattr():
            return f"{written(node.node)}.{node.attr}"
        case nodes.Call():
            return f"{written(node.node)}({', '.join(map(written, node.args))})"
        case nodes.Filter():
            return f"{written(node.node)} | {node.name}" if node.node else node.name
        case nodes.Or():
            return f"{written(node.left)} or {written(node.right)}"
        case nodes.Const():
            return repr(node.value)
        case _:
            return type(node).__name__


def is_escaped(node: nodes.Node | None) -> bool:
    """Whether the expression *node* writes nothing that the template's author did not write, or escapes it."""
    match node:
        case None | nodes.Const() | nodes.TemplateData():
            return True
        case nodes.Filter() if node.name in ESCAPING:
            return True
        case nodes.Filter() if node.name == "url":
            return is_escaped(node.node)
        case nodes.CondExpr():
            return is_escaped(node.expr1) and is_escaped(node.expr2)
        case nodes.Concat():
            return all(map(is_escaped, node.nodes))
        case nodes.Getattr() if node.attr in ("width", "height"):
            return True
        case _:
            return False


def expressions(path: Path) -> Iterator[nodes.Node]:
    """Every expression that the template writes out."""
    for output in parsed(path).find_all(nodes.Output):
        yield from output.nodes


@pytest.mark.parametrize("path", templates(chrome=True), ids=lambda path: path.name)
def test_chrome_escapes_by_itself(path):
    """Each expression of a template that MkDocs renders ends in an escaping filter, or is listed."""
    name = path.relative_to(THEME).as_posix()
    bare = {f"{name}: {written(one)}" for one in expressions(path) if not is_escaped(one)}

    assert {entry for entry in UNESCAPED if entry.startswith(f"{name}: ")} == bare


def test_markup_is_trusted_in_few_places():
    """Each `|safe` of the hub's own templates is listed with its reason, and none of them switches escaping off."""
    found = set()
    for path in templates(chrome=False):
        tree = parsed(path)
        for node in tree.find_all(nodes.Filter):
            assert node.name not in ("mark_safe", "forceescape")
            if node.name == "safe":
                found.add(f"{path.relative_to(THEME).as_posix()}: {written(node.node)}")
        assert not list(tree.find_all((nodes.ScopedEvalContextModifier, nodes.EvalContextModifier, nodes.MarkSafe))), (
            path
        )

    assert set(TRUSTED) == found


def test_every_template_is_looked_at():
    """Both lists together are all templates of the theme, macros among them."""
    assert {"partials", "theme"} == {path.parent.name for path in templates(chrome=True)}
    assert {"pages", "macros", "theme"} <= {path.parent.name for path in templates(chrome=False)}


def test_only_one_module_makes_markup(project):
    """`markupsafe.Markup` is used for rows rendered once, which a macro has escaped, and nowhere else."""
    users = set()
    for file in (project / "generator").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module == "markupsafe":
                users.add(file.relative_to(project / "generator").as_posix())
            assert not (
                isinstance(node, ast.keyword) and node.arg == "autoescape" and ast.unparse(node.value) != "True"
            )

    assert {"pages/templates.py"} == users
