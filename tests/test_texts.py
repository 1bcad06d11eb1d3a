"""The second shortest way: when only texts of articles changed, nothing else is planned, and the site is the same.

HUB_EDIT_SEQUENCES says how many sequences of edits are tried, as for `test_edits.py`.
"""

from __future__ import annotations

import datetime as dt
import os
import random
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import test_edits as edits
from bare_shell import SHELLS
from test_edits import original

from generator.engines.cache import store_of
from generator.engines.kept import Work
from generator.engines.project import Asked, Project
from generator.engines.session import ProblemsError, Session
from generator.engines.texts import Columns, Seen, around, note, recall, seen
from generator.looks import Row, rows_of
from generator.pictures.store import Store
from generator.publish.patch import OutdatedError
from generator.publish.standing import Standing, hidden, packed_manifest, umask_now
from generator.publish.tree import recover
from generator.settings import Settings

assert original  # a fixture

SEQUENCES = int(os.environ.get("HUB_EDIT_SEQUENCES", "2"))
EDITS = 6
LATER = 10_000_000_000
"""So many nanoseconds later nothing that was written before is too new to be relied on."""


@dataclass
class Desk:
    """A hub that is edited and built by sessions, with what they keep."""

    root: Path
    ways: list[str] = field(default_factory=list)
    said: str = ""

    @property
    def asked(self) -> Asked:
        """What is asked for."""
        project = Project(
            content=str(self.root / "project/content"),
            theme=str(self.root / "project/theme"),
            docs=str(self.root / "project/content/handbook"),
            site_url="https://hub.example/",
            site_dir="site",
            as_of="",
            samples="true",
            sharing_pictures="false",
            reusable=True,
            dev_addr="",
        )
        day = dt.date(2026, 11, 22)
        return Asked(project, b"", self.root / "cache", day, samples=True, sharing_pictures=False)

    @property
    def site(self) -> Path:
        """Where it is built."""
        return self.root / "site"

    @property
    def store(self) -> Path:
        """Where is kept what is known of the site."""
        return store_of(self.root / "cache", self.site)

    def build(self) -> bool:
        """Build as `hub build` does, without MkDocs; return whether the content had no errors."""
        work = Work(self.root, SHELLS, {})
        recover(self.site)
        now, looks = time.time_ns() + LATER, Columns.of(rows_of(self.root / "project/content"))
        besides = around(self.asked, now)
        assert besides is not None
        standing = Standing(self.site, self.store)
        session = Session(self.asked, "zh", self.site, looks, standing)
        try:
            before = recall(self.store, self.site, besides)
            changed = before.changed(looks) if before is not None else None
            if before is None or changed is None or not session.load_texts(before, changed):
                way = "ordinary"
            else:
                try:
                    session.publish_texts(work, changed, now)
                    way = "texts"
                except OutdatedError:
                    session.close()
                    session, way = Session(self.asked, "zh", self.site, looks), "outdated"
            self.ways.append(way)
            self.said = session.loaded.report.text("zh")
            if way != "texts":
                try:
                    session.tell(open(os.devnull, "w"))  # noqa: PTH123, SIM115 - what is said is looked at elsewhere
                except ProblemsError:
                    return False
                session.settle(now)
                session.publish(work)
            note(self.store, self.site, besides, session.seen(now))
            return True
        finally:
            session.close()
            standing.close()

    def clean(self) -> dict[str, bytes | None]:
        """The site that a build from nothing makes."""
        other = Desk(self.root / "other")
        shutil.copytree(self.root / "project", other.root / "project")
        assert other.build()
        found = edits.files_of(other.site)
        assert other.said == self.said
        shutil.rmtree(other.root)
        return found


@pytest.fixture
def desk(original: Path, tmp_path: Path) -> Desk:
    """The small hub, built twice, so that both trees are there."""
    shutil.copytree(original, tmp_path / "project")
    made = Desk(tmp_path)
    made.build()
    write(made, "第一句。")
    made.build()
    return made


def write(desk: Desk, words: str, name: str = "news/2026/2026-11-10-visit/index.md") -> None:
    """Add *words* to a text."""
    file = desk.root / "project/content" / name
    file.write_text(f"{file.read_text('utf-8')}\n{words}\n", "utf-8")


def wrong(desk: Desk) -> list[str]:
    """The paths in which the site differs from a clean one."""
    found, expected = edits.files_of(desk.site), desk.clean()
    return sorted(path for path in expected.keys() | found.keys() if expected.get(path, 0) != found.get(path, 0))


def test_a_text_goes_the_short_way_in_both_languages(desk: Desk) -> None:
    """One sentence more, twice, then in English, and in articles of other kinds."""
    write(desk, "第二句。")
    assert desk.build()
    content = desk.root / "project/content"
    english = sorted(content.glob("*/**/index.en.md"))[0]
    write(desk, "Another sentence.", english.relative_to(content).as_posix())
    assert desk.build()
    for kind in ("achievements", "policies", "pages"):
        for file in (content / kind).glob("*/index.md"):
            write(desk, "又一句。", file.relative_to(content).as_posix())
    assert desk.build()

    assert ["texts"] * 3 == desk.ways[2:]
    assert [] == wrong(desk)


FEEDS = {
    "zh": re.compile(r"(?!en/)([a-z-]+/)*feed\.(xml|atom|json)|search/zh[/.].*"),
    "en": re.compile(r"en/([a-z-]+/)*feed\.(xml|atom|json)|search/en[/.].*"),
}


def keys_of(desk: Desk) -> dict[str, bytes]:
    """The key of every file of the site."""
    found = packed_manifest(desk.site, desk.store, umask_now())
    assert found is not None
    return {name: found.key(at) for at, name in enumerate(found.names[: found.length])}


def test_a_text_in_one_language_leaves_the_other_alone(desk: Desk) -> None:
    """Feeds and index of the other language keep their keys."""
    content = desk.root / "project/content"
    english = next(
        file for file in sorted(content.glob("news/**/index.en.md")) if "draft" not in file.read_text("utf-8")
    )
    chinese = english.with_name("index.md")
    for file, words, own, other in ((english, "Another sentence.", "en", "zh"), (chinese, "又一句。", "zh", "en")):
        before = keys_of(desk)
        write(desk, words, file.relative_to(content).as_posix())
        assert desk.build()
        changed = [name for name, key in keys_of(desk).items() if before.get(name) != key]

        assert [] == [name for name in changed if FEEDS[other].fullmatch(name)]
        assert [name for name in changed if FEEDS[own].fullmatch(name)]
    assert ["texts"] * 2 == desk.ways[2:]
    assert [] == wrong(desk)


OTHERS: tuple[Callable[[edits.Project], None], ...] = (
    edits.title,
    edits.name,
    edits.date,
    edits.add,
    edits.rename,
    edits.remove,
    edits.remove_translation,
    edits.flag,
    edits.picture,
    edits.template,
)


def breaking(project: edits.Project) -> None:
    """A mistake, which stops the next build."""
    file = project.some("news/2026/*/index.md")
    file.write_text(f"{file.read_text('utf-8')}\n[nothing](nothing.md)\n", "utf-8")


@pytest.mark.parametrize("seed", range(SEQUENCES))
def test_edits_of_texts_between_others_give_a_clean_site(seed: int, desk: Desk) -> None:
    """Also upon builds that failed, kept what they read, and left the site as it was."""
    chance = random.Random(seed)
    settings = Settings(desk.root / "project/content", desk.root / "project/theme", "https://hub.example/", dt.date.max)
    project = edits.Project(desk.root, settings, Store(), chance)
    for _ in range(EDITS):
        backup, action = desk.root / "backup", chance.choice((edits.text, edits.link, edits.touch, *OTHERS[:1]))
        if chance.random() < 0.3:
            action = chance.choice((*OTHERS, breaking))
        shutil.copytree(desk.root / "project", backup)
        action(project)
        if desk.build():
            assert [] == wrong(desk), f"{action.__name__}, the {desk.ways[-1]} way"
            shutil.rmtree(backup)
            continue
        if chance.random() < 0.5:  # mended by another edit: the last one is in what the failed build kept
            for file in (desk.root / "project/content").rglob("*.md"):
                before = backup / file.relative_to(desk.root / "project")
                if before.exists() and before.read_bytes() != file.read_bytes():
                    shutil.copyfile(before, file)
            for file in backup.rglob("*"):
                there = desk.root / "project" / file.relative_to(backup)
                if not there.exists():
                    there.mkdir() if file.is_dir() else shutil.copyfile(file, there)
        else:
            shutil.rmtree(desk.root / "project")
            backup.rename(desk.root / "project")
        shutil.rmtree(backup, ignore_errors=True)
    assert "texts" in desk.ways


@pytest.mark.parametrize("tree", ["site", "hidden"])
@pytest.mark.parametrize("change", ["edited", "lost", "added"])
def test_a_tree_that_somebody_touched_is_mended(desk: Desk, tree: str, change: str) -> None:
    """By the ordinary way, which looks at every file."""
    root = desk.site if tree == "site" else hidden(desk.site)
    if change == "edited":
        (root / "index.html").write_text("something else", "utf-8")
    elif change == "lost":
        (root / "en/index.html").unlink()
    else:
        (root / "news/more.html").write_text("more", "utf-8")
    write(desk, "第二句。")
    assert desk.build()

    assert "outdated" == desk.ways[-1]
    assert [] == wrong(desk)


def test_an_index_of_another_build_is_seen(desk: Desk) -> None:
    """What is kept of the search belongs to a build that never published: the site is not brought up from it."""
    kept = desk.root / "kept"
    shutil.copytree(desk.store / "search", kept)
    write(desk, "第二句。")
    assert desk.build()
    shutil.rmtree(desk.store / "search")
    kept.rename(desk.store / "search")
    write(desk, "第三句。")
    assert desk.build()

    assert ["texts", "outdated"] == desk.ways[-2:]
    assert [] == wrong(desk)


@pytest.mark.parametrize(
    "damage",
    [
        lambda data: b"",
        lambda data: data[:-1],
        lambda data: data[: len(data) // 2] + b"\1" + data[len(data) // 2 + 1 :],
        lambda data: data + b"\0",
    ],
)
def test_damaged_notes_are_no_notes(desk: Desk, damage: Callable[[bytes], bytes]) -> None:
    """The build goes the ordinary way, and leaves new ones."""
    file = desk.store / "texts"
    file.write_bytes(damage(file.read_bytes()))
    write(desk, "第二句。")
    assert desk.build()
    write(desk, "第三句。")
    assert desk.build()

    assert ["ordinary", "texts"] == desk.ways[-2:]
    assert [] == wrong(desk)


def row(path: str, changed: int = 5) -> Row:
    return Row(path, "file", 10, 5, changed, 7)


def test_only_texts_of_known_articles_are_texts() -> None:
    """Any other file, a name that came or went, and another kind of thing ask for the ordinary way."""
    names = ("hub.yml", "news/2026/a/index.md", "news/2026/a/x.png", "policies/b/index.en.md", "alliances/c/about.md")
    rows = [row(name) for name in names]
    units = dict.fromkeys(("news/2026/a", "policies/b", "alliances/c"), b"0123456789abcdef")
    made = seen(Columns.of(rows), LATER, {}, found=False)
    assert made is not None
    before = Seen.load(Seen(made.looks, units, units, found=True).dump())

    def with_changed(*places: int) -> list[Row]:
        return [one._replace(changed=6) if at in places else one for at, one in enumerate(rows)]

    assert before.found
    assert set() == before.changed(Columns.of(rows))
    assert {"news/2026/a", "policies/b"} == before.changed(Columns.of(with_changed(1, 3)))
    assert [None] * 3 == [before.changed(Columns.of(with_changed(1, other))) for other in (0, 2, 4)]
    assert before.changed(Columns.of([*rows, row("x")])) is None
    assert before.changed(Columns.of([*rows[:-1], rows[-1]._replace(kind="link")])) is None
    assert before.changed(Columns.of([*rows[:-1], rows[-1]._replace(path="alliances/c/about.en.md")])) is None
    assert seen(Columns.of([*rows, row("news/2026/a/~$index.md")]), LATER, {}, found=False) is None


def test_what_changed_a_moment_ago_is_read_again() -> None:
    """It might have changed once more, unseen."""
    rows = [row("news/2026/a/index.md", LATER - 1), row("pages/b/index.md")]
    made = seen(Columns.of(rows), LATER, {}, found=False)
    assert made is not None
    units = {"news/2026/a": bytes(16), "pages/b": bytes(16)}

    assert {"news/2026/a"} == Seen(made.looks, units, units, found=False).changed(Columns.of(rows))
