"""What editors' programs know of the content is what the models say, in both languages."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.schemas.fields import fields_of
from generator.schemas.files import FOLDER, schema_files, schema_line, vscode_extensions, vscode_settings
from generator.schemas.kinds import KINDS, FileKind, kind_of
from generator.schemas.rules import explained, rules
from generator.schemas.tables import models
from generator.schemas.words import words_of
from generator.schemas.written import written_schema

FILES = schema_files()


@pytest.mark.parametrize("name", sorted(FILES))
def test_schemas_are_fresh(name: str, project: Path):
    """Each committed schema is what the models make today; none is left over."""
    assert FILES[name] == (project / FOLDER / name).read_text("utf-8"), "run: make schemas"
    assert sorted(FILES) == sorted(file.name for file in (project / FOLDER).iterdir())


def test_settings_of_the_editor_are_fresh(project: Path):
    """VS Code is led to each schema of a YAML file, and to the extension that reads them."""
    assert vscode_settings("content") == (project / ".vscode/settings.json").read_text("utf-8")
    assert vscode_extensions() == (project / ".vscode/extensions.json").read_text("utf-8")


@pytest.mark.parametrize("model", models().values(), ids=lambda model: model.__name__)
def test_every_field_is_told_in_both_languages(model):
    """Label and explanation are there in Chinese and English, and so is each value that can be chosen."""
    shapes = fields_of(model)

    assert shapes
    assert words_of(written_schema(model)["title"])
    for shape in shapes:
        for lang, first in (("zh", shape.label.zh), ("en", shape.label.en)):
            assert first and explained(shape, lang), shape.name
        assert has_chinese(explained(shape, "zh")), shape.name
        assert not has_chinese(explained(shape, "en").replace("“蹑云江来”", "")), shape.name
        assert (shape.takes == "choice") == bool(shape.choices)
        assert all(choice.words for choice in shape.choices)


def has_chinese(text: str) -> bool:
    return any("\u4e00" <= char <= "\u9fff" for char in text)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_schema_explains_each_field_where_an_editor_asks(kind: FileKind):
    """At every depth a field has a title, a description, and one for each value that can be chosen."""
    schema = json.loads(FILES[kind.schema_file])
    owners = [schema, *schema.get("$defs", {}).values()]

    for owner in owners:
        assert owner["additionalProperties"] is False
        for name, field in owner["properties"].items():
            assert " / " in field["title"], name
            assert field["description"].count("\n\n") == 1, name
            values = field.get("items", field)
            assert len(values.get("enum", ())) == len(values.get("enumDescriptions", ())), name
    assert {shape.name for shape in fields_of(kind.model)} == set(schema["properties"])
    assert {shape.name for shape in fields_of(kind.model) if shape.required} == set(schema.get("required", ()))


def test_rules_say_what_the_model_demands():
    """Choices, numbers, numbers of entries and defaults are told in the words of either language."""
    job = {shape.name: shape for shape in fields_of(models()["Job"])}
    hub = {shape.name: shape for shape in fields_of(models()["SiteIdentity"])}

    assert rules(job["education"], "zh")[0].startswith("`none` 不限（默认）、`secondary` 高中或中专、")
    assert rules(job["education"], "en")[0].endswith("`bachelor`, `master` or `doctorate`")
    assert rules(job["duties"], "zh") == ("至少 1 项",)
    assert rules(hub["page_size"], "en") == ("a whole number from 5 to 100", "`20` when absent")
    assert rules(job["remote"], "zh") == ()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("news/2026/2026-11-20-job-fair/index.md", "news"),
        ("news/2026/2026-11-20-job-fair/index.en.md", "translation"),
        ("pages/about/index.en.md", "translation"),
        ("jobs/welder.yml", "job"),
        ("alliances/hvac/chain.yml", "chain"),
        ("hub.yml", "hub"),
        ("alliances/hvac/about.md", None),
        ("jobs/old/welder.yml", None),
        ("handbook/index.md", None),
        ("alliances/hvac/jobs.yml", None),
    ],
)
def test_a_path_tells_the_kind(path: str, kind: str | None):
    """Where a file lies says which fields it has."""
    found = kind_of(path)

    assert kind == (found.name if found else None)


def test_every_file_of_the_content_has_a_kind(project: Path):
    """No YAML file of the real content is without a schema."""
    content = project / "content"
    files = [file.relative_to(content).as_posix() for file in content.rglob("*.yml")]

    assert len(files) > 40
    assert [] == [file for file in files if kind_of(file) is None]


def test_the_line_that_names_the_schema_leads_there(project: Path):
    """The address in the comment is relative to the file and leads to the schema of its kind."""
    for path in ("jobs/welder.yml", "alliances/hvac/chain.yml", "hub.yml"):
        line = schema_line(path)
        address = line.removeprefix("# yaml-language-server: $schema=").strip()

        assert ((project / "content" / path).parent / address).resolve().is_file(), line
    with pytest.raises(ValueError, match="about"):
        schema_line("alliances/hvac/about.md")
