"""`hub translations`: which texts have their English, which do not, and taking a reviewed one for current."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from generator.build import load
from generator.commands.command import Command, Environ, Exit, take_config_file, take_language
from generator.commands.new import content_path
from generator.ledger.accept import accepted
from generator.ledger.entries import SECTIONS, STATES, entries
from generator.ledger.words import as_dict, table
from generator.model.record import Lang
from generator.reading.translations import fingerprint_of
from generator.schemas.words import Words

_SAYS = {
    "no_path": Words("accept 后面要写译文的路径", "accept needs the path of a translation"),
    "not_one": Words(
        "{file} 不是译文，或者旁边没有可读的中文原文", "{file} is no translation, or has no readable original beside it"
    ),
    "current": Words("{file} 本来就是最新的，没有改动", "{file} is current already and stays as it is"),
    "surplus": Words("列清单时不写路径：{path}", "a list takes no path: {path}"),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """List, the default, or accept and the translations that were reviewed."""
    parser.add_argument("action", nargs="?", choices=("list", "accept"), default="list")
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help="translations (.en.md) to accept")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--state", choices=STATES, action="append", help="only these states; may be repeated")
    parser.add_argument("--section", choices=SECTIONS, action="append", help="only these sections; may be repeated")
    parser.add_argument("--content", type=Path, help="folder of the content; default: as in mkdocs.yml")
    take_config_file(parser)
    take_language(parser)


def run(given: argparse.Namespace, environ: Environ) -> int:
    """Print the ledger, or renew the line `original` of translations and print their paths."""
    from generator.engines.build import content_of
    from generator.engines.project import problem_language

    lang: Lang = given.lang or problem_language(environ)
    content, theme = content_of(given.config_file, environ)
    content = given.content or content
    if given.action == "accept":
        return _accept(given.paths, content, lang)
    if given.paths:
        print(f"hub translations: {_SAYS['surplus'].of(lang).format(path=given.paths[0])}", file=sys.stderr)
        return Exit.USAGE
    loaded = load(content, theme)
    if loaded.hub is None or loaded.report.errors:
        print(loaded.report.text(lang))
        print(loaded.report.summary(lang), file=sys.stderr)
        return Exit.PROBLEMS
    ledger = tuple(
        entry
        for entry in entries(loaded.hub)
        if entry.state in (given.state or STATES) and entry.section in (given.section or SECTIONS)
    )
    if given.format == "json":
        print(json.dumps([as_dict(entry) for entry in ledger], ensure_ascii=False, indent=2))
    else:
        print(table(ledger, lang))
    return Exit.FINE


def _accept(paths: list[Path], content: Path, lang: Lang) -> int:
    """Renew the fingerprints of all *paths*, or of none when one of them is no translation."""
    if not paths:
        print(f"hub translations: {_SAYS['no_path'].of(lang)}", file=sys.stderr)
        return Exit.USAGE
    changes: dict[Path, str] = {}
    for path in paths:
        file = _translation_of(path, content)
        text = renewed(file) if file is not None else None
        if file is None or text is None:
            print(f"hub translations: {_SAYS['not_one'].of(lang).format(file=path)}", file=sys.stderr)
            return Exit.USAGE
        changes[file] = text
    for file, text in changes.items():
        if text.encode() == file.read_bytes():
            print(_SAYS["current"].of(lang).format(file=file), file=sys.stderr)
            continue
        file.write_bytes(text.encode())
        print(file)
    return Exit.FINE


def _translation_of(path: Path, content: Path) -> Path | None:
    """Return the English file that *path* means: itself, or the one beside a Chinese text or in a folder."""
    found = content_path(path, content)
    if found is None:
        return None
    english = found if found.endswith(".en.md") else found.removesuffix(".md") + ".en.md"
    return content / english if (content / english).is_file() else None


def renewed(file: Path) -> str | None:
    """Return the text of the translation *file* with the fingerprint of its original; None where there is none."""
    original = file.with_name(file.name.removesuffix(".en.md") + ".md")
    try:
        fingerprint = fingerprint_of(original.read_bytes().decode("utf-8-sig"), original.name)
        text = file.read_bytes().decode()
    except (OSError, UnicodeDecodeError):
        return None
    return accepted(text, fingerprint) if fingerprint is not None else None


TRANSLATIONS = Command("translations", "List translations by state, or accept reviewed ones.", arguments, run)
