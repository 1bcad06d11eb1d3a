"""What a check found, before its place is looked up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from generator.problems import Loc


@dataclass(frozen=True, slots=True)
class ValueMend:
    """What to write instead of the value a finding is about; `sure` as in `problems.Replacement`."""

    text: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Finding:
    """Something wrong in *file* (relative to content/) at the field *loc*, or at the text's link number *target*.

    Records do not carry places, which would cost memory for nothing in the usual case: the few files with
    findings are parsed once more to learn where the field stands.
    """

    file: str
    loc: Loc
    code: str
    facts: Mapping[str, Any] = field(default_factory=dict)
    target: int | None = None
    others: tuple[tuple[str, Loc], ...] = ()
    """File and field of further places of the same clash."""
    mend: ValueMend | None = None
