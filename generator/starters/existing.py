"""What is already there: the ids that are taken, and those that a new record can name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.reading.yaml import parse
from generator.starters.records import NEW_KINDS, NewKind


@dataclass(frozen=True, slots=True)
class Existing:
    """The content in so far as a new record must know it. Files that cannot be read count as having no names."""

    alliances: Mapping[str, str]
    """Ids and Chinese names."""
    categories: Mapping[str, str]
    """Of events: ids and Chinese names."""
    tags: Mapping[str, str]
    taken: Mapping[str, frozenset[str]]
    """The ids that are taken, by name of the kind; chains go by their alliance."""

    def choices(self, field: str) -> Mapping[str, str] | None:
        """What can stand in *field*, where it names other records; None where it does not."""
        return {
            "alliance": self.alliances,
            "alliances": self.alliances,
            "category": self.categories,
            "tags": self.tags,
        }.get(field)


def existing_in(content: Path) -> Existing:
    """Look through the folder *content*."""
    taxonomy = _fields(content / "taxonomy.yml")
    alliances = {file.parent.name: _zh(_fields(file).get("name")) for file in content.glob("alliances/*/alliance.yml")}
    return Existing(
        alliances=dict(sorted(alliances.items())),
        categories=_labels(taxonomy.get("event_categories")),
        tags=_labels(taxonomy.get("tags")),
        taken={name: _taken(content, kind) for name, kind in NEW_KINDS.items()},
    )


def _taken(content: Path, kind: NewKind) -> frozenset[str]:
    """Ids of *kind*: the name of the file, or of the folder a file stands for."""
    files = content.glob(kind.place.format(id="*", year="*"))
    single = kind.place.endswith("{id}.yml")
    return frozenset(file.stem if single else file.parent.name for file in files)


def _fields(file: Path) -> Mapping[str, Any]:
    try:
        document, _ = parse(file.read_text("utf-8-sig"), file.name)
    except (OSError, UnicodeDecodeError):
        return {}
    return document.values if document is not None else {}


def _labels(group: object) -> dict[str, str]:
    return {id_: _zh(text) for id_, text in group.items()} if isinstance(group, dict) else {}


def _zh(text: object) -> str:
    return str(text.get("zh", "")) if isinstance(text, dict) else ""
