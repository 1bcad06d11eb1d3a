"""The ledger of translations as a page of the handbook: what editors see of it without a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from generator.ledger.entries import STATES, Entry, State, counts
from generator.pages.context import Context
from generator.pages.views import Frame, LedgerGroup, LedgerLine, LedgerRow, LedgerView, Link, Said

LEDGER_PATH = "handbook/translations/"


def ledger_parts(ledger: tuple[Entry, ...]) -> Iterator[str]:
    """Yield all that the page says of *ledger*, for its key."""
    yield repr(counts(ledger))
    yield from (repr(entry) for entry in ledger if entry.state != "current")


def ledger_page(context: Context, ledger: tuple[Entry, ...]) -> tuple[Frame, LedgerView]:
    """Numbers by section and state, then what wants work; of what readers see on the day."""
    word = context.word
    rows = tuple(
        LedgerRow(word(f"ledger_section_{section}"), tuple(numbers[state] for state in STATES), sum(numbers.values()))
        for section, numbers in counts(ledger).items()
    )
    title, intro = word("ledger_title"), word("ledger_intro")
    handbook = Link(context.own(word("section_handbook")), context.url("handbook/"))
    frame = context.frame("other", LEDGER_PATH, title, intro, trail=(handbook,), indexed=False)
    groups = tuple(_group(context, state, ledger) for state in STATES if state != "current")
    states = tuple(word(f"ledger_state_{state}") for state in STATES)
    return frame, LedgerView(title, intro, states, rows, tuple(group for group in groups if group.lines))


def _group(context: Context, state: State, ledger: tuple[Entry, ...]) -> LedgerGroup:
    lines = tuple(
        LedgerLine(
            Said(entry.title, "zh"),
            context.url(entry.address) if entry.address else "",
            entry.file,
            entry.gaps if state == "partial" else (),
        )
        for entry in ledger
        if entry.state == state
    )
    return LedgerGroup(context.word(f"ledger_state_{state}"), context.word(f"ledger_hint_{state}"), lines)
