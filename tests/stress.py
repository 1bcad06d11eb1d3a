"""A hub under stress: English three times as long, Chinese titles of forty characters, none, one or 200 of a kind.

Made from content that is known to be right, so that only lengths and counts are unusual.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import yaml

TITLES = {"title", "name", "short_name", "industry", "measures", "category", "unit", "label"}
"""Fields whose Chinese becomes a long title."""

LONG_TITLE = 40
LONGEST_LINE, LONGEST_TEXT = 300, 5000
PADDING = "高端装备绿色智能制造与深海探测技术协同创新示范项目阶段性建设成果汇报交流对接会议"
LONG_WORD = "Supercalifragilisticexpialidocious-Hochseeschiffbau"
"""A word that is wider than a phone."""


def stretch(source: Path, target: Path) -> Path:
    """Write the content in *source* to *target* with long texts and without pictures; return *target*."""
    for file in sorted(path for path in source.rglob("*") if path.is_file()):
        copy = target / file.relative_to(source)
        copy.parent.mkdir(parents=True, exist_ok=True)
        if "handbook" in copy.relative_to(target).parts:
            shutil.copy(file, copy)
        elif file.suffix in (".yml", ".yaml"):
            copy.write_text(_dumped(_stretched(_read(file.read_text("utf-8")))), "utf-8")
        elif file.suffix == ".md":
            copy.write_text(_article(file.read_text("utf-8"), english=file.name.endswith(".en.md")), "utf-8")
    return target


def multiply(content: Path, count: int) -> None:
    """Fill up news, openings and events of *content* to *count* each with copies of those that are there."""
    for folder in ("jobs", "events"):
        files = sorted((content / folder).glob("*.yml"))
        for number in range(len(files), count):
            shutil.copy(files[number % len(files)], content / folder / f"copy-{number:03}.yml")
    items = sorted(path for path in (content / "news").glob("*/*") if path.is_dir())
    for number in range(len(items), count):
        item = items[number % len(items)]
        shutil.copytree(item, item.with_name(f"{item.name}-copy-{number:03}"))


def _article(source: str, *, english: bool) -> str:
    _, head, body = source.split("---\n", 2) if source.startswith("---\n") else ("", "", source)
    fields = _read(head) or {}
    if fields:
        fields.pop("cover", None)
        for name in ("title", "summary"):
            if name in fields:
                fields[name] = _english(fields[name]) if english else _chinese(fields[name], title=name == "title")
        fields = {name: _stretched(value, name) for name, value in fields.items()}
    lines = [line for line in body.splitlines() if not line.lstrip().startswith("![")]
    text = "\n".join(_paragraph(line) if english else line for line in lines)
    return f"---\n{_dumped(fields)}---\n{text}\n" if fields else f"{text}\n"


def _paragraph(line: str) -> str:
    """A line of running text or of a heading, three times; markup of other kinds stays as it is."""
    mark, _, words = line.partition(" ")
    if mark.strip("#") == "" and mark:
        return f"{mark} {words} {words} {words}"
    return f"{line} {line} {line}" if line[:1].isalpha() and not {"[", "`"} & set(line) else line


def _stretched(value: Any, name: str = "") -> Any:
    if isinstance(value, dict):
        if value.keys() <= {"zh", "en"} and "zh" in value:
            title = name in TITLES and len(value["zh"]) < LONG_TITLE
            words = {"zh": _chinese(value["zh"], title=title)}
            return words | {"en": _english(value["en"])} if "en" in value else words
        return {key: _stretched(one, key) for key, one in value.items()}
    if isinstance(value, list):
        return [_stretched(one, name) for one in value]
    return value


def _chinese(text: str, *, title: bool) -> str:
    return (text + PADDING * 2)[:LONG_TITLE] if title else text


def _english(text: str) -> str:
    """*text* three times, and a very long word, as far as a field may hold it."""
    most = LONGEST_TEXT if "\n" in text else LONGEST_LINE
    long = " ".join((text, LONG_WORD, text, text))
    return long if len(long) <= most else long[:most].rsplit(" ", 1)[0]


def _read(source: str) -> Any:
    """Scalars stay texts, as the hub itself reads them: a time of day must not become a number."""
    return yaml.load(source, yaml.BaseLoader)


def _dumped(value: Any) -> str:
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=10_000)
