"""What can be begun with `hub new` and in the form: where it lies, what is asked, what is known without asking."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from generator.model.record import Lang, Record
from generator.schemas.fields import FieldShape, fields_of
from generator.schemas.kinds import kind_named
from generator.starters.texts import TO_WRITE, starter_text


@dataclass(frozen=True, slots=True)
class NewKind:
    """A kind of record that an editor can begin."""

    name: str
    """As in `hub new job` and in the names of schemas."""
    place: str
    """Path below content/ with ``{id}`` and ``{year}``."""
    named_by: str
    """The field whose text names the record, and from which an id is proposed."""
    asked: tuple[str, ...]
    """The fields to ask for first, those inside a record with a dot: ``employer.name``."""
    hidden_by: Literal["draft", "sample"] = "draft"
    """The flag that keeps an unfinished one from being taken for a real one."""

    @property
    def model(self) -> type[Record]:
        """The model of its file."""
        return kind_named(self.name).model

    @property
    def dated(self) -> bool:
        """Whether its id begins with a date."""
        return "{year}" in self.place

    def path(self, id_: str) -> str:
        """Return where the record *id_* lies, below content/."""
        return self.place.format(id=id_, year=id_[:4])

    def shape(self, field: str) -> FieldShape:
        """Return the field that *field* names (``employer.name``); raises KeyError when there is none."""
        return shape_at(self.model, field)


NEW_KINDS: Mapping[str, NewKind] = {
    kind.name: kind
    for kind in (
        NewKind("news", "news/{year}/{id}/index.md", "title", ("title", "alliances")),
        NewKind("achievement", "achievements/{id}/index.md", "title", ("title", "alliances")),
        NewKind("policy", "policies/{id}/index.md", "title", ("title", "audience", "benefit")),
        NewKind("page", "pages/{id}/index.md", "title", ("title",)),
        NewKind("job", "jobs/{id}.yml", "title", ("title", "alliance", "employer.name", "headcount", "valid_through")),
        NewKind("event", "events/{id}.yml", "title", ("title", "category", "start", "place.name", "alliances")),
        NewKind("service", "services/{id}.yml", "name", ("name",)),
        NewKind("alliance", "alliances/{id}/alliance.yml", "name", ("name", "short_name", "industry")),
        NewKind("chain", "alliances/{id}/chain.yml", "title", ("title",), hidden_by="sample"),
    )
}
"""By name, in the order in which they are offered."""


def new_files(
    kind: NewKind, id_: str, values: Mapping[str, Any], day: dt.date, lang: Lang, *, draft: bool = True
) -> dict[str, str]:
    """Return the files to make for the record *id_* of *kind*, by path below content/.

    *values* are what is known of its fields; dates that are not given follow from *day*. Comments are in *lang*.
    Without *draft* the record shows as soon as it is built; a chain map, which has no drafts, is a sample in any case.
    """
    path = kind.path(id_)
    first: dict[str, Any] = {} if not draft and kind.hidden_by == "draft" else {kind.hidden_by: True}
    files = {path: starter_text(path, {**_dates(kind.model, day), **first, **values}, lang)}
    if kind.name == "alliance":
        files[path.replace("alliance.yml", "about.md")] = f"{TO_WRITE}：联盟的介绍，段落之间空一行。\n"
    return files


def _dates(model: type[Record], day: dt.date) -> dict[str, str]:
    """Return sensible dates for the required ones of *model*: published today, open for a month, begun in two weeks."""
    month, fortnight = day + dt.timedelta(days=30), day + dt.timedelta(days=14)
    sensible = {
        "date": day.isoformat(),
        "posted": day.isoformat(),
        "valid_through": month.isoformat(),
        "start": f"{fortnight.isoformat()} 09:00",
    }
    required = {shape.name for shape in fields_of(model) if shape.required}
    return {name: value for name, value in sensible.items() if name in required}


def shape_at(model: type[Record], field: str) -> FieldShape:
    """Return the field at the path *field* (``employer.name``) of *model*; raises KeyError when there is none."""
    name, _, rest = field.partition(".")
    shape = {shape.name: shape for shape in fields_of(model)}[name]
    if not rest:
        return shape
    if shape.model is None:
        raise KeyError(field)
    return shape_at(shape.model, rest)
