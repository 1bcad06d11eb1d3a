"""What templates say comes out as Jinja says it, though it is compiled more plainly."""

from __future__ import annotations

from typing import Any, NamedTuple

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from generator.pages.templates import _ThemeEnvironment, escaped


class View(NamedTuple):
    """What a template is shown."""

    title: str = "<b>标题</b>"
    words: tuple[str, ...] = ("a&b", '"c"')

    def join(self, by: str, *, twice: bool = False) -> str:
        """The words, once or twice."""
        return by.join(self.words * (1 + twice))


MACROS = """
{%- macro pair(left, right="&", more="none") -%}[{{ left }}|{{ right }}|{{ more }}]{%- endmacro -%}
{%- macro rest(first) -%}{{ first }} {{ varargs | join(",") }} {{ kwargs.get("x") }}{%- endmacro -%}
{%- macro framed() -%}<i>{{ caller() }}</i>{%- endmacro -%}
"""
SAID = (
    "{{ view.title }} {{ view.title | safe }} {{ view.title | upper }}",
    "{{ pair(1) }} {{ pair(1, 2) }} {{ pair(1, 2, 3) }} {{ pair('<', more='>') }} {{ pair(left='l', right='r') }}",
    "{{ pair(pair('<'), '<') }}",
    "{{ rest(1, 2, 3, x='<') }}",
    "{% call framed() %}{{ view.title }}{% endcall %}",
    "{{ view.join('; ') }} {{ view.join('; ', twice=true) }} {{ view.join(*['+']) }} {{ view.join(**{'by': '-'}) }}",
    "{% for word in view.words %}{{ loop.index }}{{ word }}{{ view.join(word) }}{% endfor %}",
    "{{ {'zh': '<', 'en': 'e'}['zh'] }} {{ view.words[1] }} {{ view.words[:1] | join }}",
)
WRONG = (
    "{{ view.nothing }}",
    "{{ nothing }}",
    "{{ pair() }}",
    "{{ pair(1, 2, 3, 4) }}",
    "{{ pair(1, left=2) }}",
    "{{ pair(1, other=2) }}",
)


def rendered(kind: type[jinja2.Environment], source: str) -> str:
    """The text of *source* behind the macros."""
    environment = kind(autoescape=True, undefined=jinja2.StrictUndefined)
    values: dict[str, Any] = {"view": View()}
    return environment.from_string(MACROS + source).render(values)


@pytest.mark.parametrize("source", SAID)
def test_it_comes_out_as_jinja_says(source: str) -> None:
    """Attributes, calls, macros with and without all of their arguments, blocks and loops."""
    assert rendered(_ThemeEnvironment, source) == rendered(jinja2.Environment, source) != ""


@pytest.mark.parametrize("source", WRONG)
def test_what_is_wrong_there_is_wrong_here(source: str) -> None:
    """Names that are missing, arguments that are missing or too many."""
    for kind in (_ThemeEnvironment, jinja2.Environment):
        with pytest.raises((jinja2.UndefinedError, AttributeError, TypeError)):
            rendered(kind, source)


@given(st.one_of(st.text(), st.text(alphabet="<>&\"'a"), st.integers(), st.text().map(Markup)))
def test_everything_is_escaped_as_markupsafe_does(value: object) -> None:
    """Texts, other values, and HTML, which stays as it is."""
    assert str(escaped(value)) == str(escape(value))
