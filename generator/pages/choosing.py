"""What a list can be narrowed by in the browser: filters with the values that occur, and how often.

Filters are an addition: the whole list stands in the page, each row carries what it can be chosen by, and
``theme/assets/javascripts/choose.js`` hides and sorts rows. Values are the same in both languages, so that an address
with chosen filters may be passed on to readers of the other one.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from generator.pages.views import Filter, Option, Said

PAGE_SIZE = 200
"""How many rows of a list with filters stand on one page, so that they nearly always see all of them."""

SCRIPT = "assets/javascripts/choose.js"

SEPARATOR = "|"
"""Between several values of one row."""


def several(values: Iterable[str]) -> str:
    """*values* as one value of a row."""
    return SEPARATOR.join(values)


def filter_of(
    name: str, label: str, options: Mapping[str, Said], values: Iterable[str], among: Iterable[str] = ()
) -> Filter:
    """A filter with the *options* that occur in *values* or *among* more of them, in the order of *options*.

    The counts are those of *values*. Pages that share a filter, such as the months of a calendar, also have the
    options of each other: a choice stays what it is from page to page.
    """
    counts = Counter(values)
    shown = {*counts, *among}
    return Filter(
        name, label, tuple(Option(value, said, counts[value]) for value, said in options.items() if value in shown)
    )


def useful(filters: Iterable[Filter]) -> tuple[Filter, ...]:
    """Those of *filters* that leave a choice."""
    return tuple(one for one in filters if len(one.options) > 1)
