"""Where a finding stands: its file is parsed once more to learn the place of the field or the link."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path

from generator.checks.finding import Finding
from generator.problems import Place, Problem
from generator.reading.files import Found, read_text
from generator.reading.front_matter import split
from generator.reading.markdown import Text, target_place
from generator.reading.yaml import parse


def locate(findings: Iterable[Finding], root: Path) -> Iterator[Problem]:
    """Yield a problem for each finding, at its place in the file below *root*."""
    ordered = sorted(findings, key=lambda finding: finding.file)
    for file, group in groupby(ordered, key=lambda finding: finding.file):
        source = read_text(root, Found(file, 0))
        text = "" if isinstance(source, Problem) else source
        for finding in group:
            yield Problem(file, _place(finding, text), finding.code, finding.facts)


def _place(finding: Finding, text: str) -> Place:
    if not finding.file.endswith(".md"):
        document, _ = parse(text, finding.file)
        return document.place(finding.loc) if document else Place()
    if finding.file.rpartition("/")[2].startswith("index."):  # an alliance's about.md has no fields
        parts, _ = split(text, finding.file)
    else:
        parts = None
    if finding.target is not None:
        source, first = (parts.text, parts.first_line) if parts else (text, 1)
        return target_place(Text(finding.file, source, "zh", first), finding.target)
    return parts.fields.place(finding.loc) if parts and parts.fields else Place()
