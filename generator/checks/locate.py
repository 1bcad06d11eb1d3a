"""Where a finding stands: its file is parsed once more to learn the place of the field or the link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from generator.checks.finding import Finding
from generator.problems import Loc, Location, Place, Problem, Replacement
from generator.reading.files import Found, read_text
from generator.reading.front_matter import split
from generator.reading.markdown import Text, target_place
from generator.reading.yaml import parse


def locate(findings: Iterable[Finding], root: Path) -> Iterator[Problem]:
    """Yield a problem for each finding, at its place in the file below *root*."""
    ordered = sorted(findings, key=lambda finding: finding.file)
    for file, group in groupby(ordered, key=lambda finding: finding.file):
        text = _text(root, file)
        for finding in group:
            place = _place(finding.file, finding.loc, text, finding.target)
            mend = Replacement.of(place, finding.mend.text, sure=finding.mend.sure) if finding.mend else None
            others = tuple(Location(other, _place(other, loc, _text(root, other))) for other, loc in finding.others)
            yield Problem(file, place, finding.code, finding.facts, mend, others)


def _text(root: Path, file: str) -> str:
    source = read_text(root, Found(file, 0))
    return "" if isinstance(source, Problem) else source


def _place(file: str, loc: Loc, text: str, target: int | None = None) -> Place:
    if not file.endswith(".md"):
        document, _ = parse(text, file)
        return document.place(loc) if document else Place()
    name = file.rpartition("/")[2]  # an alliance's about.md has no fields, only its translation may have
    if name.startswith("index.") or (name == "about.en.md" and text.startswith("---\n")):
        parts, _ = split(text, file)
    else:
        parts = None
    if target is not None:
        source, first = (parts.text, parts.first_line) if parts else (text, 1)
        return target_place(Text(file, source, "zh", first), target)
    return parts.fields.place(loc) if parts and parts.fields else Place()
