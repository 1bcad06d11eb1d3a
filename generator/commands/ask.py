"""Questions at a terminal. click is imported here only.

Answers that do not do are asked for again, with the reason. When the questioner goes away – Ctrl-C, the end of the
input – `StoppedError` says so, and nothing has been written.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping

import click

Refusal = Callable[[str], str | None]
"""What is wrong with an answer, in a sentence; None when it will do."""


class StoppedError(Exception):
    """Whoever was asked went away."""


def can_ask() -> bool:
    """Whether somebody sits at the terminal."""
    return sys.stdin.isatty()


def ask(question: str, refusal: Refusal, default: str = "") -> str:
    """Return an answer to *question* that *refusal* has nothing against; an empty answer is *default*."""

    def sound(answer: str) -> str:
        if (answer := answer.strip()) and (reason := refusal(answer)) is not None:
            raise click.UsageError(reason)
        return answer

    try:
        return str(click.prompt(question, default=default, show_default=bool(default), value_proc=sound, err=True))
    except click.Abort:
        raise StoppedError from None


def choose(question: str, choices: Mapping[str, str], wrong: str) -> str:
    """Return one of *choices*, which are listed with what they mean; it may be answered by its number as well."""
    for number, (value, meaning) in enumerate(choices.items(), 1):
        click.echo(f"  {number}. {value}  {meaning}", err=True)
    numbered = {str(number): value for number, value in enumerate(choices, 1)}
    answer = ask(question, lambda one: None if one in choices or one in numbered else wrong)
    while not answer:
        click.echo(wrong, err=True)
        answer = ask(question, lambda one: None if one in choices or one in numbered else wrong)
    return numbered.get(answer, answer)


def say(text: str) -> None:
    """Print *text* for the person at the terminal; results go to stdout, not here."""
    click.echo(text, err=True)
