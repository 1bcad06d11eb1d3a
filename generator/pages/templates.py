"""Views to HTML: the templates of theme/pages, and the shell they are put into."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import jinja2
from jinja2.bccache import Bucket
from markupsafe import Markup, escape

from generator.model.record import LANGS, Lang
from generator.pages.context import HTML_LANG
from generator.pages.plan import PagePlan
from generator.pages.views import Frame, Metadata
from generator.settings import Settings
from generator.strings import Strings

_SPECIAL = re.compile("[&<>\"']")

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
    """Escape *value* as MarkupSafe does. Most of what pages print needs no escaping: that is found out first."""
    kind = type(value)
    if kind is Markup or (kind is str and _SPECIAL.search(value) is None):
        return value
    return escape(value)


class _Template(jinja2.Template):
    """A template of the theme, which all have the same globals."""

    @classmethod
    def from_code(cls, *given: Any, **more: Any) -> jinja2.Template:
        """Let what was compiled escape with `escaped`: a tenth of the time that a page takes."""
        made = super().from_code(*given, **more)
        made.root_render_func.__globals__["escape"] = escaped
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


class _Environment(jinja2.Environment):
    template_class = _Template
    context_class = _Context


class _ThemeEnvironment(_Environment):
    """Views are plain values: a name after a dot is an attribute, and one that is missing is an `AttributeError`."""

    getattr = staticmethod(getattr)  # type: ignore[assignment]


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
        self._compiled: dict[str, jinja2.Template] = {}
        self._words: dict[Lang, Callable[..., str]] = {lang: partial(strings.word, lang) for lang in LANGS}

    def render(self, name: str, frame: Frame, **values: Any) -> str:
        """Render the template *name* for the page of *frame*."""
        template = self._compiled.get(name)
        if template is None:
            template = self._compiled[name] = self._environment.get_template(name)
        return template.render(
            frame=frame,
            lang=frame.lang,
            html_lang=HTML_LANG[frame.lang],
            t=self._words[frame.lang],
            site_name=self._site_names[frame.lang],
            **values,
        )

    def _once(self, macro: Any, item: Any, page_lang: Lang) -> Markup:
        """Render *item* with *macro* the first time only: a row is the same in every list of its language.

        The item's `url` tells items and languages apart; the macro may use nothing but its two arguments.
        """
        key = (macro.name, item.url)
        if key not in self._made:
            self._made[key] = macro(item, page_lang)
        return self._made[key]

    def page(self, plan: PagePlan, shells: Shells, metadata_of: Callable[[PagePlan, Frame], Metadata]) -> str:
        """Render the whole page of *plan* inside its shell, with what *metadata_of* says of it."""
        frame, view = plan.make()
        metadata = metadata_of(plan, frame)
        site = self._site_names[frame.lang]
        title = site if not frame.path else f"{frame.title} - {site}"
        return shells[frame.lang, frame.section].fill(
            {
                "title": str(escape(title)),
                "head": self.render("head.html", frame, metadata=metadata),
                "switch_url": str(escape(frame.switch_url)),
                "breadcrumbs": self.render("breadcrumbs.html", frame) if frame.breadcrumbs else "",
                "content": self.render(f"pages/{plan.template}.html", frame, view=view, metadata=metadata),
            }
        )
