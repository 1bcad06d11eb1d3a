"""`hub schema`: what editors' programs and the handbook know of the fields, made anew from the models."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from generator.commands.command import Command, Environ, Exit, take_config_file
from generator.model.record import LANGS
from generator.schemas.files import FOLDER, schema_files
from generator.schemas.tables import with_tables


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where to write, or only whether it is needed."""
    take_config_file(parser)
    parser.add_argument("--check", action="store_true", help="write nothing; exit with 1 when a file is out of date")


def run(given: argparse.Namespace, environ: Environ) -> int:
    """Write the schemas beside mkdocs.yml and the tables of the handbook; name each file that changes on stdout."""
    from generator.engines.build import content_of

    content, _ = content_of(given.config_file, environ)
    wanted = wanted_files(given.config_file.resolve().parent, content)
    stale = {file: text for file, text in wanted.items() if not file.is_file() or file.read_text("utf-8") != text}
    for file, text in stale.items():
        print(file)
        if not given.check:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, "utf-8", newline="\n")
    if given.check and stale:
        print("hub schema: these are out of date; run `hub schema`", file=sys.stderr)
        return Exit.PROBLEMS
    return Exit.FINE


def wanted_files(project: Path, content: Path) -> dict[Path, str]:
    """Return what should stand in the schemas of *project* and in the handbook of *content*."""
    files = {project / FOLDER / name: text for name, text in schema_files().items()}
    handbook = content / "handbook"
    for lang in LANGS:
        pages = {
            page.name: page.read_text("utf-8")
            for page in sorted(handbook.glob("*.md"))
            if page.name.endswith(".en.md") == (lang == "en")
        }
        files |= {handbook / name: text for name, text in with_tables(pages, lang).items()}
    return files


SCHEMA = Command("schema", "Write the JSON Schemas and the handbook's tables of fields.", arguments, run)
