"""Views to HTML: the templates of theme/pages, and the shell they are put into."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from keyword import iskeyword
from pathlib import Path
from typing import Any

import jinja2
from jinja2 import nodes
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, optimizeconst
from jinja2.compiler import Frame as CompilerFrame
from jinja2.utils import missing
from markupsafe import Markup, escape

from generator.model.record import LANGS, Lang
from generator.pages.context import HTML_LANG
from generator.pages.plan import PagePlan
from generator.pages.views import Frame, Metadata
from generator.settings import Settings
from generator.strings import Strings

try:
    from markupsafe import _escape_inner as escaped_text  # type: ignore[attr-defined]
except ImportError:  # it is no public name of theirs

    def escaped_text(text: str, /) -> str:
        """Escape *text*."""
        return str(escape(text))


SLOTS = ("title", "head", "switch_url", "breadcrumbs", "content")
"""The places of a shell that belong to the page."""


def slot_marker(name: str) -> str:
    """The text that stands for the slot *name* while a shell is rendered; no page can hold it."""
    return f"hub-slot-{name}-7f3a"


@dataclass(frozen=True, slots=True)
class Shell:
    """What surrounds the pages of one language and section: text, slot, text, slot, …, text."""

    parts: tuple[str, ...]

    @classmethod
    def cut(cls, html: str) -> Shell:
        """Cut a rendered shell at its slots; raises ValueError when one is missing."""
        for name in SLOTS:
            if slot_marker(name) not in html:
                raise ValueError(f"the shell has no slot {name}")
        return cls(tuple(re.split(rf"hub-slot-({'|'.join(SLOTS)})-7f3a", html)))

    def fill(self, slots: Mapping[str, str]) -> str:
        """Put *slots* in their places."""
        parts = list(self.parts)
        parts[1::2] = [slots[name] for name in self.parts[1::2]]
        return "".join(parts)


Shells = Mapping[tuple[Lang, str], Shell]
"""The shell of each language and section."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What an engine lends to a page that is shown before it is published."""

    settings: Settings
    shells: Shells
    assets: Mapping[str, Path]
    """The files of the theme, by their path in the site."""


def escaped(value: Any) -> Any:
    """Escape *value* as MarkupSafe does, but leave a text a plain text: it is put among others at once."""
    kind = type(value)
    if kind is str:
        return escaped_text(value)
    return value if kind is Markup else escape(value)


_marked: Callable[[str], Markup] = partial(str.__new__, Markup)
"""Text that is HTML already, without asking it whether it says so itself."""


class _Macro(jinja2.runtime.Macro):
    """A macro that takes what its definition names: no more need be sorted out than what is left to its defaults."""

    def __call__(self, *arguments: Any, **named: Any) -> Markup:
        """Call with *arguments* and *named* ones; see `jinja2.runtime.Macro` for the rest."""
        if self._asks_for_more or len(arguments) > self._argument_count:
            return super().__call__(*arguments, **named)  # type: ignore[return-value]
        if len(arguments) < self._argument_count:
            left = self.arguments[len(arguments) :]
            if named.keys() - left:
                return super().__call__(*arguments, **named)  # type: ignore[return-value]
            arguments = (*arguments, *(named.get(name, missing) for name in left))
        elif named:
            return super().__call__(*arguments, **named)  # type: ignore[return-value]
        return _marked(self._func(*arguments))

    @cached_property
    def _asks_for_more(self) -> bool:
        return bool(self.caller or self.catch_kwargs or self.catch_varargs)


class _Template(jinja2.Template):
    """A template of the theme, which all have the same globals."""

    @classmethod
    def from_code(cls, *given: Any, **more: Any) -> jinja2.Template:
        """Let what was compiled escape with `escaped` and define `_Macro`s: a sixth of the time that a page takes."""
        made = super().from_code(*given, **more)
        made.root_render_func.__globals__.update(escape=escaped, Macro=_Macro)
        return made

    def _get_default_module(self, ctx: Any = None) -> Any:
        """What others import from it, without a look at its globals for every page."""
        if self._module is None:
            self._module = self.make_module()
        return self._module


class _Context(jinja2.runtime.Context):
    """What a template sees. None of the functions in it asks for the context: calling them is just that."""

    def call(self, function: Any, /, *arguments: Any, **named: Any) -> Any:
        """Call *function*; what a loop or block tells of itself is for those who ask for the context."""
        if named:
            named.pop("_loop_vars", None)
            named.pop("_block_vars", None)
        return function(*arguments, **named)


class _Plain(CodeGenerator):
    """Compiles what templates say of views as Python says it: views are plain values, functions plain functions.

    So a name after a dot is an attribute, one in brackets a key, and what is missing is an error.
    """

    @optimizeconst
    def visit_Getattr(self, node: nodes.Getattr, frame: CompilerFrame) -> None:  # noqa: N802 - named after the node
        """``view.title``, except for names that Python keeps for itself."""
        if iskeyword(node.attr):
            super().visit_Getattr(node, frame)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(f").{node.attr}")

    @optimizeconst
    def visit_Call(  # noqa: N802 - named after the node
        self, node: nodes.Call, frame: CompilerFrame, forward_caller: bool = False
    ) -> None:
        """``day(view.day)``; what is called with a block of the template goes the longer way."""
        if forward_caller or node.dyn_args or node.dyn_kwargs or any(iskeyword(pair.key) for pair in node.kwargs):
            super().visit_Call(node, frame, forward_caller=forward_caller)
            return
        self.write("(")
        self.visit(node.node, frame)
        self.write(")(")
        for argument in (*node.args, *node.kwargs):
            self.visit(argument, frame)
            self.write(", ")
        self.write(")")


class _Environment(jinja2.Environment):
    template_class = _Template
    context_class = _Context


class _ThemeEnvironment(_Environment):
    """For views. Templates are looked up once: they do not change while it lives."""

    code_generator_class = _Plain
    getattr = staticmethod(getattr)  # type: ignore[assignment]

    def get_template(self, name: Any, parent: str | None = None, globals: Any = None) -> jinja2.Template:
        """Return the template *name*."""
        template = self._found.get(name)
        if template is None:
            template = self._found[name] = super().get_template(name, parent, globals)
        return template

    @cached_property
    def _found(self) -> dict[str, jinja2.Template]:
        return {}


class _Compiled(jinja2.BytecodeCache):
    """Templates compiled in this process, by their names and sources: a preview reads the same ones after each edit."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        """Name and file as they are: a path that this machine's locale cannot say has no UTF-8 to make a digest of."""
        return f"{name}|{filename}"

    def load_bytecode(self, bucket: Bucket) -> None:
        """Take what was compiled from the same source."""
        if (known := self._known.get(bucket.key)) is not None:
            bucket.bytecode_from_string(known)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what was compiled, in the place of what an older source gave."""
        self._known[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Compiled()


def environment(folder: Path, kind: type[jinja2.Environment] = _Environment) -> jinja2.Environment:
    """Return an environment for the templates in *folder*; strict about undefined names, escaping everything."""
    return kind(
        loader=jinja2.FileSystemLoader(folder),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        bytecode_cache=_COMPILED,
    )


class Templates:
    """The compiled templates of a theme folder; strict about undefined names, escaping everything."""

    def __init__(self, theme: Path, strings: Strings, site_names: Mapping[Lang, str]) -> None:
        self._environment = environment(theme, _ThemeEnvironment)
        self._environment.globals["once"] = self._once
        self._site_names = site_names
        self._made: dict[tuple[str, str], Markup] = {}
        self._made_in: Lang | None = None
        self._words: dict[Lang, Callable[..., str]] = {lang: partial(strings.word, lang) for lang in LANGS}

    def _shown(self, frame: Frame, view: Any, metadata: Metadata) -> _Context:
        """What the templates of one page know: no more than that, and what Jinja itself offers."""
        lang = frame.lang
        known = {
            **self._environment.globals,
            "frame": frame,
            "lang": lang,
            "html_lang": HTML_LANG[lang],
            "t": self._words[lang],
            "site_name": self._site_names[lang],
            "view": view,
            "metadata": metadata,
        }
        return _Context(self._environment, known, None, {})

    def _render(self, name: str, shown: _Context) -> str:
        """Render the template *name*; none of them has blocks or exports, so that they share what is *shown*."""
        template = self._environment.get_template(name)
        try:
            return "".join(template.root_render_func(shown))
        except Exception:
            self._environment.handle_exception()  # raises it, with the template's lines in the traceback

    def _once(self, macro: Any, item: Any, page_lang: Lang) -> Markup:
        """Render *item* with *macro* the first time only: a row is the same in every list of its language.

        The item's `url` tells items and languages apart; the macro may use nothing but its two arguments. Pages are
        made language after language, so those of the last one are forgotten: a large hub has tens of thousands.
        """
        if page_lang != self._made_in:
            self._made.clear()
            self._made_in = page_lang
        key = (macro.name, item.url)
        if key not in self._made:
            self._made[key] = macro(item, page_lang)
        return self._made[key]

    def page(self, plan: PagePlan, shells: Shells, metadata_of: Callable[[PagePlan, Frame], Metadata]) -> str:
        """Render the whole page of *plan* inside its shell, with what *metadata_of* says of it."""
        frame, view = plan.make()
        metadata = metadata_of(plan, frame)
        shown = self._shown(frame, view, metadata)
        site = self._site_names[frame.lang]
        title = site if not frame.path else f"{frame.title} - {site}"
        return shells[frame.lang, frame.section].fill(
            {
                "title": escaped_text(title),
                "head": self._render("head.html", shown),
                "switch_url": escaped_text(frame.switch_url),
                "breadcrumbs": self._render("breadcrumbs.html", shown) if frame.breadcrumbs else "",
                "content": self._render(f"pages/{plan.template}.html", shown),
            }
        )
