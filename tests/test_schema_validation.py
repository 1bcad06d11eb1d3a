"""The schemas against real files, with another people's validator: what is right passes, what is wrong is refused.

Files are read as editors' programs read them: YAML 1.2, in which a date is a text and a number is a number.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from mistakes import MISTAKES, Mistake, lay_out
from test_starters import DAY, GIVEN

from generator.reading.front_matter import split
from generator.schemas.fields import FieldShape, fields_of
from generator.schemas.files import schema_files
from generator.schemas.json_schema import DRAFT
from generator.schemas.kinds import KINDS, FileKind, kind_of
from generator.starters.records import NEW_KINDS, new_files

SCHEMAS = {name: json.loads(text) for name, text in schema_files().items()}


class Core(yaml.SafeLoader):
    """The core schema of YAML 1.2 (section 10.3.2)."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 - the name and form are PyYAML's


for tag, pattern, first in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+", "-+0123456789"),
    ("float", r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
):
    Core.add_implicit_resolver(f"tag:yaml.org,2002:{tag}", re.compile(rf"^(?:{pattern})$"), list(first))


def validator(kind: FileKind) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        SCHEMAS[kind.schema_file], format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def as_an_editor_reads(text: str, kind: FileKind) -> Any:
    if kind.front_matter:
        text = text.split("---\n", 2)[1] if text.startswith("---\n") else "{}"
    return yaml.load(text, Core)


def wrong(file: Path, kind: FileKind) -> list[str]:
    found = validator(kind).iter_errors(as_an_editor_reads(file.read_text("utf-8"), kind))
    return [f"{file.name} {error.json_path}: {error.message}" for error in found]


@pytest.mark.parametrize("name", sorted(SCHEMAS))
def test_schemas_are_schemas(name: str):
    """Each is a schema of draft 2020-12 and says so."""
    assert SCHEMAS[name]["$schema"] == DRAFT
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])


@pytest.mark.parametrize("where", ["content", "tests/golden/small-hub/content"])
def test_sound_content_is_valid(where: str, project: Path):
    """No schema refuses what the check accepts, in any file of the hub and of the small one."""
    root = project / where
    found = [(file, kind_of(file.relative_to(root).as_posix())) for file in sorted(root.rglob("*"))]
    files = [(file, kind) for file, kind in found if kind is not None and "handbook" not in file.parts]

    assert len(files) > 15
    assert [] == [error for file, kind in files for error in wrong(file, kind)]


SAYABLE = {
    *("E120", "E121", "E122", "E123", "E124", "E125", "E126", "E127", "E128", "E129", "E130", "E131", "E132"),
    *("E133", "E134", "E135", "E136", "E137", "E138", "E160"),
}
"""Problems of single fields, which a schema can say. Everything else needs other fields, other files or the text."""


NOT_SAYABLE = {"True with a capital"}
"""Mistakes in such fields that no schema sees, because YAML 1.2 reads the same from the wrong and the right way."""


def field_mistakes() -> list[Mistake]:
    return [
        mistake
        for mistake in MISTAKES
        if mistake.expected
        and mistake.name not in NOT_SAYABLE
        and all(expected.split(" ")[0] in SAYABLE for expected in mistake.expected)
        and all(len(expected.split(" ")) == 2 for expected in mistake.expected)
        and kind_of(mistake.path) is not None
    ]


@pytest.mark.parametrize("mistake", field_mistakes(), ids=lambda mistake: mistake.name)
def test_mistakes_in_fields_are_refused(mistake: Mistake, small_hub: Path, tmp_path: Path):
    """What the check says of a field, the schema says while one is writing."""
    content = lay_out(small_hub, mistake, tmp_path)
    kind = kind_of(mistake.path)

    try:
        found = wrong(content / mistake.path, kind)
    except yaml.YAMLError:
        return  # an editor's program says that, too
    assert found != []


def test_enough_mistakes_are_tried():
    """The collection has mistakes of most of the codes above."""
    codes = {expected.split(" ")[0] for mistake in field_mistakes() for expected in mistake.expected}

    assert len(field_mistakes()) > 30
    assert len(codes) > 15


@pytest.mark.parametrize("name", NEW_KINDS)
def test_starters_are_valid_with_every_field_in_use(name: str):
    """A new file is valid, and so is one in which every field that may be absent has been taken into use."""
    kind = NEW_KINDS[name]
    path = kind.path("2026-11-22-x")
    text = new_files(kind, "2026-11-22-x", GIVEN.get(name, {}), DAY, "zh")[path]
    full = re.sub(r"^# (?=[a-z_]+: )(?!yaml-language-server)", "", text, flags=re.MULTILINE)

    for one in (text, full):
        assert [] == list(validator(kind_of(path)).iter_errors(as_an_editor_reads(one, kind_of(path))))
    assert set(as_an_editor_reads(full, kind_of(path))) == {shape.name for shape in fields_of(kind.model)}


def suggestions(schema: dict[str, Any], root: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """What an editor offers at a place that *schema* describes: names of fields with what it shows of them."""
    while "$ref" in schema:
        schema = root["$defs"][schema["$ref"].rpartition("/")[2]]
    return schema.get("properties", {})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_an_editor_finds_every_field_where_it_may_stand(kind: FileKind):
    """At each depth the schema offers all fields of the model, with title, description and the values to choose."""
    root = SCHEMAS[kind.schema_file]

    def compare(schema: dict[str, Any], shapes: tuple[FieldShape, ...]) -> None:
        offered = suggestions(schema, root)
        assert set(offered) == {shape.name for shape in shapes}
        for shape in shapes:
            field = offered[shape.name]
            assert shape.label.zh in field["title"] and field["description"]
            value = field["items"] if shape.many else field
            if shape.choices:
                assert value["enum"] == [choice.value for choice in shape.choices]
            if shape.model is not None:
                compare(value, fields_of(shape.model))

    compare(root, fields_of(kind.model))


@given(st.text(max_size=30))
def test_any_title_that_the_reader_takes_is_valid(title: str):
    """Whatever one line of text a title is, the schema has nothing against it, and it refuses what is none."""
    schema = validator(kind_of("pages/x/index.md"))
    sound = {"title": "标题", "summary": "摘要"}
    line = title.strip() != "" and "\n" not in title.strip()

    assert schema.is_valid({**sound, "title": title}) == line


def test_front_matter_is_cut_as_the_reader_cuts_it(project: Path):
    """The cut above finds the same fields as the reader's own."""
    for file in sorted((project / "content/news").rglob("index.md")):
        text = file.read_text("utf-8")
        parts, _ = split(text, file.name)

        assert set(parts.fields.values) == set(as_an_editor_reads(text, kind_of("pages/x/index.md")))
