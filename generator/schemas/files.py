"""The files that tell editors' programs about the content: schemas, and the settings that lead to them."""

from __future__ import annotations

import json
from typing import Any

from generator.schemas.json_schema import file_schema, schema_text
from generator.schemas.kinds import KINDS, kind_of

FOLDER = "schemas"
"""Where the schemas lie, beside mkdocs.yml."""

RECOMMENDED = ("redhat.vscode-yaml", "davidanson.vscode-markdownlint", "editorconfig.editorconfig")
"""Extensions of VS Code: completion and checking of YAML, Markdown, and the line ends of .editorconfig."""


def schema_files() -> dict[str, str]:
    """Return the text of each schema by its file name."""
    return {kind.schema_file: schema_text(file_schema(kind)) for kind in KINDS}


def vscode_settings(content: str) -> str:
    """Return .vscode/settings.json, for the folder *content* of the project (``content``)."""
    yaml_kinds = [kind for kind in KINDS if not kind.front_matter]
    settings: dict[str, Any] = {
        "yaml.schemas": {
            f"./{FOLDER}/{kind.schema_file}": [f"{content}/{glob}" for glob in kind.globs] for kind in yaml_kinds
        },
        "yaml.schemaStore.enable": False,
        "yaml.format.enable": False,
        "files.encoding": "utf8",
        "files.eol": "\n",
        "[yaml]": {"editor.tabSize": 2, "editor.insertSpaces": True, "editor.quickSuggestions": {"strings": True}},
    }
    return json.dumps(settings, ensure_ascii=False, indent=2) + "\n"


def vscode_extensions() -> str:
    """Return .vscode/extensions.json: what VS Code recommends to install."""
    return json.dumps({"recommendations": list(RECOMMENDED)}, indent=2) + "\n"


def schema_line(path: str) -> str:
    """Return the comment that names the schema of the content file *path*, for editors that know no settings.

    The address is relative to the file, because that is how the YAML language server reads it.
    """
    kind = kind_of(path)
    if kind is None:
        raise ValueError(f"no schema for {path}")
    up = "../" * (path.count("/") + 1)
    return f"# yaml-language-server: $schema={up}{FOLDER}/{kind.schema_file}\n"
