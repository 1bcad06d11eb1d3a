"""Texts that any XML and JSON reader accepts, and HTML that other people's readers show."""

from __future__ import annotations

import re
from collections.abc import Iterable
from html import escape

from generator.model.record import Lang
from generator.pages.context import HTML_LANG
from generator.pages.views import Said

Fact = tuple[Said, tuple[Said, ...]]
"""A label with one or more answers."""
Facts = tuple[Fact, ...]

_UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_LINE_BREAK = re.compile(r"[ \t]*[\n\t\u2028\u2029]\s*")
_TAG = re.compile(r"<([a-z][a-z0-9]*)((?:\s+[a-zA-Z][\w:.-]*(?:=\"[^\"]*\")?)*)\s*(/?)>")
_ATTRIBUTE = re.compile(r"\s([a-zA-Z][\w:.-]*)=\"([^\"]*)\"")
_KEPT = frozenset({"href", "src", "alt", "title", "width", "height", "lang", "rel", "start", "colspan", "rowspan"})
_CHOICE = re.compile(r"</?picture>|<source [^>]*>")
_CHECKBOX = re.compile(r"<input\b([^>]*)>")


def clean(text: str) -> str:
    """Return *text* without control characters and what XML 1.0 §2.2 forbids (rule R11); line breaks are ``\\n``."""
    return _UNFIT.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))


def one_line(text: str) -> str:
    """Return *text* cleaned and on one line, for titles and attributes."""
    return _LINE_BREAK.sub(" ", clean(text)).strip()


def portable(html: str, page_url: str) -> str:
    """Return *html* with complete addresses, made to be read away from its page.

    Jumps within the page become links to it (R24).
    Attributes that only the hub's own style sheet and scripts understand are dropped (R25), and a task list's
    boxes, which are form controls, become signs. Of a picture's files only the plain one is left.
    """
    html = _CHECKBOX.sub(lambda match: "☑" if " checked" in match[1] else "☐", _CHOICE.sub("", clean(html)))
    return _TAG.sub(_plain_tag, html.replace(' href="#', f' href="{escape(page_url)}#'))


def _plain_tag(match: re.Match[str]) -> str:
    kept = []
    for name, value in _ATTRIBUTE.findall(match[2]):
        if name in _KEPT:
            kept.append(f' {name}="{value}"')
        elif name == "class" and value.startswith("hub-align-"):
            kept.append(f' align="{value.removeprefix("hub-align-")}"')
    return f"<{match[1]}{''.join(kept)}{' /' if match[3] else ''}>"


def element(tag: str, said: Said, lang: Lang) -> str:
    """*said* as an element of a text in *lang*; another language is marked (H4)."""
    mark = f' lang="{HTML_LANG[said.lang]}"' if said.lang != lang else ""
    return f"<{tag}{mark}>{escape(clean(said.text), quote=False)}</{tag}>"


def paragraphs(texts: Iterable[Said], lang: Lang) -> str:
    """Each text as a paragraph."""
    return "".join(f"{element('p', text, lang)}\n" for text in texts)


def bullets(heading: Said, texts: Iterable[Said], lang: Lang) -> str:
    """A list below its *heading*; nothing at all when there is nothing to list."""
    items = "".join(element("li", text, lang) for text in texts)
    return f"{element('h2', heading, lang)}\n<ul>{items}</ul>\n" if items else ""


def facts_list(facts: Facts, lang: Lang) -> str:
    """The facts as a definition list."""
    rows = "".join(
        f"{element('dt', label, lang)}{''.join(element('dd', answer, lang) for answer in answers)}"
        for label, answers in facts
        if answers
    )
    return f"<dl>{rows}</dl>\n" if rows else ""


def in_language(html: str, html_lang: Lang, lang: Lang) -> str:
    """*html*, wrapped in its language where that is not *lang*."""
    return html if html_lang == lang else f'<div lang="{HTML_LANG[html_lang]}">\n{html}</div>\n'
