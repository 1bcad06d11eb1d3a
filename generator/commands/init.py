"""`hub init`: a new hub in an empty folder, for another city."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Mapping
from pathlib import Path

from generator.commands.ask import StoppedError, ask, can_ask
from generator.commands.command import Command, Environ, Exit, take_day, take_language
from generator.model.record import Lang
from generator.packaged import packaged_handbook, packaged_settings
from generator.schemas.words import Words
from generator.starters.city import City, city_files

_ASKED: Mapping[str, Words] = {
    "name": Words("站名，例如“示例市产业联盟”", "Name of the hub, in Chinese"),
    "name_en": Words("站名的英文（可以先不写）", "the same in English (may be left out for now)"),
    "region": Words("地区，例如“示例市”", "City or region, in Chinese"),
    "region_en": Words("地区的英文（可以先不写）", "the same in English (may be left out for now)"),
    "publisher": Words("主办单位", "Who publishes it, in Chinese"),
    "publisher_en": Words("主办单位的英文（可以先不写）", "the same in English (may be left out for now)"),
    "domain": Words("永久域名，例如 hub.example；定下后不改", "Permanent domain, such as hub.example; it stays"),
}
_NEEDED = ("name", "region", "publisher", "domain")
_SAYS = {
    "missing": Words(
        "这里没有终端可以提问，缺少：{missing}", "nobody can be asked here, as this is no terminal; missing: {missing}"
    ),
    "needed": Words("这一项必须填写。", "This one is needed."),
    "domain": Words(
        "{found} 不是域名；写成 hub.example 这样，不带 https://",
        "{found} is no domain; write it as hub.example, without https://",
    ),
    "line": Words("写成一行，最多 300 字。", "One line, at most 300 characters."),
    "not_empty": Words("{folder} 里已经有东西，没有改动", "{folder} is not empty and stays as it is"),
    "stopped": Words("已停止，什么都没有写。", "stopped; nothing was written."),
    "next": Words(
        "新站在 {folder}。接下来：cd 进去，运行 hub check、hub serve；内容怎么写见 content/handbook/。",
        "The new hub is in {folder}. Next: go there, run hub check and hub serve; content/handbook/ says how to write.",
    ),
}


def arguments(parser: argparse.ArgumentParser) -> None:
    """Where, and what is known of the hub; the rest is asked for at a terminal."""
    parser.add_argument("folder", type=Path, metavar="DIR", help="a folder that is empty or not there yet")
    for name, words in _ASKED.items():
        parser.add_argument(f"--{name.replace('_', '-')}", help=words.en)
    parser.add_argument("--package", default="alliance-hub", help="what pip is to install: a name, a wheel, an address")
    take_day(parser)
    take_language(parser)


def run(given: argparse.Namespace, environ: Environ) -> int:
    """Write the new hub and print its folder; 2 when something is missing, and nothing is written then."""
    from generator.engines.project import day_of, problem_language

    lang: Lang = given.lang or problem_language(environ)
    day = day_of(given.as_of or environ.get("HUB_AS_OF"), environ)
    folder: Path = given.folder
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        return _refused("not_empty", lang, folder=str(folder))
    try:
        known = _known(given, lang)
    except StoppedError:
        return _refused("stopped", lang)
    missing = [f"--{name}" for name in _NEEDED if not known[name]]
    if missing:
        return _refused("missing", lang, missing=" ".join(missing))
    for name, text in known.items():
        if (reason := _wrong(name, text, lang)) is not None:
            print(f"hub init: --{name.replace('_', '-')}: {reason}", file=sys.stderr)
            return Exit.USAGE
    files = city_files(City(package=given.package, **known), packaged_settings().read_text("utf-8"), day, lang)
    handbook = packaged_handbook()
    pages = {file.relative_to(handbook): file.read_bytes() for file in handbook.rglob("*") if file.is_file()}
    for path, data in (
        *((Path(path), text.encode()) for path, text in files.items()),
        *((Path("content/handbook") / path, data) for path, data in sorted(pages.items())),
    ):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    print(folder)
    print(_SAYS["next"].of(lang).format(folder=folder), file=sys.stderr)
    return Exit.FINE


def _known(given: argparse.Namespace, lang: Lang) -> dict[str, str]:
    """Return what was given, and what is answered about the rest where somebody can be asked."""
    known = {}
    for name, words in _ASKED.items():
        text = getattr(given, name)
        if text is None and can_ask():
            text = ask(words.of(lang), lambda one, name=name: _wrong(name, one, lang))  # type: ignore[misc]
            while not text and name in _NEEDED:
                print(_SAYS["needed"].of(lang), file=sys.stderr)
                text = ask(words.of(lang), lambda one, name=name: _wrong(name, one, lang))  # type: ignore[misc]
        known[name] = (text or "").strip()
    return known


def _wrong(name: str, text: str, lang: Lang) -> str | None:
    if name == "domain" and not re.fullmatch(r"[a-z0-9-]+(\.[a-z0-9-]+)+", text):
        return _SAYS["domain"].of(lang).format(found=text)
    return _SAYS["line"].of(lang) if "\n" in text or len(text) > 200 else None


def _refused(key: str, lang: Lang, **facts: str) -> int:
    print(f"hub init: {_SAYS[key].of(lang).format(**facts)}", file=sys.stderr)
    return Exit.USAGE


INIT = Command("init", "Begin a hub for another city in an empty folder.", arguments, run)
