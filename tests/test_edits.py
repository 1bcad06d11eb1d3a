"""Builds upon builds: whatever was edited since the last one, the site is the one that a build from nothing makes.

HUB_EDIT_SEQUENCES says how many sequences of edits are tried; a few in CI, 200 before a release (`make edits`).
"""

from __future__ import annotations

import datetime as dt
import os
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from bare_shell import SHELLS

from generator.build import load, outputs
from generator.digests import digest_of
from generator.pictures.store import Store
from generator.program import folder_digest
from generator.publish.tree import Published, publish
from generator.reading.shelf import Shelf
from generator.search.memory import Memory
from generator.settings import Settings

SEQUENCES = int(os.environ.get("HUB_EDIT_SEQUENCES", "6"))
EDITS = 8
"""Edits in one sequence, each followed by a build."""


@dataclass
class Project:
    """A hub to edit, what is kept of its builds, and what the next one is asked for."""

    root: Path
    settings: Settings
    pictures: Store
    chance: random.Random
    said: list[str] = field(default_factory=list)

    def build(self, site: Path, *, kept: bool) -> Published:
        """Build into *site*: upon what earlier builds kept, or from nothing."""
        strings = folder_digest(self.settings.theme / "strings")
        shelf = Shelf(self.root / "cache/reading", strings) if kept else None
        loaded = load(self.settings.content, self.settings.theme, store=self.pictures, shelf=shelf)
        program = folder_digest(self.settings.theme)
        memory = (
            Memory(self.root / "cache/search", lambda path: (site / "search" / path).read_bytes()) if kept else None
        )
        made = outputs(loaded.edition(self.settings), loaded, self.settings, SHELLS, digest_of(program), memory)
        return publish(made, site, self.root / "cache/site" if kept else None)

    def is_fine(self) -> bool:
        """Whether the content has no errors."""
        return not load(self.settings.content, self.settings.theme, store=self.pictures).report.errors

    def some(self, *patterns: str) -> Path:
        """A file of the content that fits one of *patterns*."""
        return self.chance.choice(sorted(file for one in patterns for file in self.settings.content.glob(one)))


@pytest.fixture(scope="module")
def original(project, tmp_path_factory):
    """The small hub with a copy of the theme, and a store of its pictures."""
    root = tmp_path_factory.mktemp("original")
    shutil.copytree(project / "tests/golden/small-hub/content", root / "content")
    shutil.copytree(project / "theme", root / "theme")
    return root


def replaced(file: Path, pattern: str, new: str) -> None:
    """Write *new* in the place of the first thing in *file* that fits *pattern*, if anything does."""
    file.write_text(re.sub(pattern, lambda _: new, file.read_text("utf-8"), count=1, flags=re.MULTILINE), "utf-8")


def number(project: Project) -> str:
    return str(project.chance.randint(10, 99))


def day(project: Project) -> dt.date:
    return dt.date(2026, 9, 1) + dt.timedelta(days=project.chance.randint(0, 120))


def text(project: Project) -> None:
    """A sentence more."""
    file = project.some("**/*.md")
    file.write_text(f"{file.read_text('utf-8')}\n第{number(project)}句 sentence.\n", "utf-8")


def title(project: Project) -> None:
    """Another title or name."""
    replaced(project.some("*/**/index*.md"), r"^title: .*$", f"title: 新标题{number(project)}")


def name(project: Project) -> None:
    """Another name in a YAML file, in either language."""
    lang = project.chance.choice(("zh", "en"))
    file = project.some("*/*.yml", "*/*/*.yml", "*.yml")
    lines = [n for n, line in enumerate(file.read_text("utf-8").split("\n")) if re.match(rf" +{lang}: [^|>]", line)]
    if lines:
        parts = file.read_text("utf-8").split("\n")
        at = project.chance.choice(lines)
        parts[at] = f"{parts[at]} {number(project)}"
        file.write_text("\n".join(parts), "utf-8")


def date(project: Project) -> None:
    """Another day of whatever has one."""
    fields = "date|posted|valid_through|updated|start|end|until|publish_at"
    file = project.some("*/*.yml", "*/**/index.md")
    lines = file.read_text("utf-8").split("\n")
    dated = [n for n, line in enumerate(lines) if re.match(rf"(?:{fields}): \d{{4}}-\d\d-\d\d$", line)]
    if dated:
        at = project.chance.choice(dated)
        lines[at] = f"{lines[at].partition(':')[0]}: {day(project)}"
        file.write_text("\n".join(lines), "utf-8")


def add(project: Project) -> None:
    """A news item like another one."""
    folder = project.some("news/2026/*/index.md").parent
    new = folder.with_name(f"{day(project)}-new-{number(project)}")
    if not new.exists():
        shutil.copytree(folder, new)


def add_many(project: Project) -> None:
    """So many that lists get further pages."""
    for _ in range(12):
        add(project)


def rename(project: Project) -> None:
    """A record moves to another id, with or without a redirect."""
    folder = project.some("news/2026/*/index.md").parent
    new = folder.with_name(f"{folder.name[:10]}-moved-{number(project)}")
    if not new.exists():
        folder.rename(new)
        if project.chance.random() < 0.5:
            file = project.settings.content / "redirects.yml"
            before = file.read_text("utf-8") if file.exists() else "redirects:\n"
            file.write_text(f"{before}  - from: news/{folder.name}/\n    to: news/{new.name}/\n", "utf-8")


def remove(project: Project) -> None:
    """A record goes."""
    file = project.some("*/*.yml", "news/2026/*/index.md", "policies/*/index.md", "achievements/*/index.md")
    if file.suffix == ".yml":
        file.unlink()
    else:
        shutil.rmtree(file.parent)


def remove_translation(project: Project) -> None:
    """A text is no longer there in English."""
    files = sorted(project.settings.content.glob("*/**/index.en.md"))
    if files:
        project.chance.choice(files).unlink()


def flag(project: Project) -> None:
    """A record becomes a draft, a sample, or is one no longer."""
    file, mark = project.some("*/*.yml", "*/**/index.md"), project.chance.choice(("draft", "sample"))
    words = file.read_text("utf-8")
    if f"\n{mark}: true" in words:
        file.write_text(words.replace(f"\n{mark}: true", "", 1), "utf-8")
    elif file.suffix == ".yml":
        file.write_text(f"{words.rstrip()}\n{mark}: true\n", "utf-8")
    else:
        replaced(file, r"^title: ", f"{mark}: true\ntitle: ")


def link(project: Project) -> None:
    """A text links to another record."""
    file, target = project.some("news/2026/*/index*.md"), project.some("*/*.yml", "news/2026/*/index.md")
    there = os.path.relpath(target, file.parent)
    file.write_text(f"{file.read_text('utf-8')}\n见[{number(project)}]({there})。\n", "utf-8")


def picture(project: Project) -> None:
    """Another picture under the same name."""
    from PIL import Image

    file = project.some("**/*.png")
    colour = tuple(project.chance.randint(0, 255) for _ in range(3))
    Image.new("RGB", (project.chance.choice((600, 640)), 400), colour).save(file)


def touch(project: Project) -> None:
    """Nothing changes but the time of a file."""
    project.some("**/*.md", "**/*.yml").touch()


def template(project: Project) -> None:
    """A template says more."""
    file = project.chance.choice(sorted((project.settings.theme / "pages").glob("*.html")))
    file.write_text(f"{file.read_text('utf-8')}\n<!-- {number(project)} -->\n", "utf-8")


def word(project: Project) -> None:
    """An interface word changes."""
    file = project.settings.theme / "strings" / f"{project.chance.choice(('zh', 'en'))}.yml"
    replaced(file, r"^section_news: .*$", f"section_news: News {number(project)}")


def other_day(project: Project) -> None:
    """The site is built for another day."""
    project.settings = replace(project.settings, as_of=day(project))


def samples(project: Project) -> None:
    """Samples are shown, or no longer."""
    project.settings = replace(project.settings, samples=not project.settings.samples)


def address(project: Project) -> None:
    """The site moves to another address."""
    base = project.chance.choice(("", "base/", "some/base/"))
    project.settings = replace(project.settings, site_url=f"https://hub.example/{base}")


ACTIONS: tuple[Callable[[Project], None], ...] = (
    text,
    title,
    name,
    date,
    add,
    add_many,
    rename,
    remove,
    remove_translation,
    flag,
    link,
    picture,
    touch,
    template,
    word,
    other_day,
    samples,
    address,
)
WEIGHTS = (6, 4, 6, 5, 3, 1, 3, 3, 2, 4, 3, 2, 1, 1, 1, 3, 1, 1)


def files_of(site: Path) -> dict[str, bytes | None]:
    """Each file of *site* with its bytes, each folder without."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes() if path.is_file() else None for path in site.rglob("*")
    }


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_an_edited_build_equals_a_clean_one(seed, original, tmp_path):
    """After each of some edits at random, byte for byte; an edit that leaves the content with errors is taken back."""
    shutil.copytree(original, tmp_path / "project")
    settings = Settings(
        tmp_path / "project/content", tmp_path / "project/theme", "https://hub.example/", dt.date(2026, 11, 22)
    )
    project = Project(tmp_path, settings, Store(original.parent / "pictures"), random.Random(seed))
    site, done = tmp_path / "site", []
    project.build(site, kept=True)
    while len(done) < EDITS:
        (action,) = project.chance.choices(ACTIONS, WEIGHTS)
        backup, before = tmp_path / "backup", project.settings
        shutil.copytree(tmp_path / "project", backup)
        action(project)
        if not project.is_fine():
            shutil.rmtree(tmp_path / "project")
            backup.rename(tmp_path / "project")
            project.settings = before
            continue
        shutil.rmtree(backup)
        done.append(action.__name__)
        project.build(site, kept=True)
        clean = tmp_path / "clean"
        project.build(clean, kept=False)
        expected, found = files_of(clean), files_of(site)
        shutil.rmtree(clean)
        wrong = sorted(path for path in expected.keys() | found.keys() if expected.get(path, 0) != found.get(path, 0))
        assert [] == wrong, f"after {done}"


def test_one_edit_makes_few_files(original, tmp_path):
    """After an edit of one text its own pages, and what shows it, are made; the pages of other records are not."""
    shutil.copytree(original, tmp_path / "project")
    content = tmp_path / "project/content"
    settings = Settings(content, tmp_path / "project/theme", "https://hub.example/", dt.date(2026, 11, 22))
    project = Project(tmp_path, settings, Store(original.parent / "pictures"), random.Random(1))
    first = project.build(tmp_path / "site", kept=True)
    again = project.build(tmp_path / "site", kept=True)
    file = content / "news/2026/2026-11-10-visit/index.md"
    file.write_text(f"{file.read_text('utf-8')}\n再来一句。\n", "utf-8")
    third = project.build(tmp_path / "site", kept=True)
    pages = [path for path in third.changed if path.endswith("index.html")]

    assert [] == again.changed == again.removed
    assert again.made.files <= 12 < first.made.files
    assert {"news/2026-11-10-visit/index.html", "en/news/2026-11-10-visit/index.html"} == set(pages)
    assert {"article"} == {"home", "alliance", "list", "article", "not_found"} & third.by_source.keys()
