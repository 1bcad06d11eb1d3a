"""The shortest way: taken when nothing changed at all, never otherwise."""

from __future__ import annotations

import logging
import os
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from site_fixture import AS_OF, edit, plain_environment, tree

from generator.digests import digest_of
from generator.engines import build as building
from generator.engines import session
from generator.engines import unchanged as shortest
from generator.engines.project import Asked, Project
from generator.engines.texts import Columns, around
from generator.engines.unchanged import Inputs, Said, inputs_of, remember, unchanged
from generator.looks import RACE, rows_of
from generator.publish.output import Output
from generator.publish.tree import publish
from generator.settings import SettingsError

LATER = 60_000_000_000
"""A minute in nanoseconds: so long after the last change looks can be relied on."""
INPUTS, OTHERS = Inputs(b"inputs", {}), Inputs(b"others", {})
SAID = Said({"zh": "", "en": ""}, "all is well")


@pytest.fixture
def wanted(root: Path) -> Asked:
    """A build of the project."""
    project = Project(
        content=str(root / "content"),
        theme=str(root / "theme"),
        docs=str(root / "content/handbook"),
        site_url="https://hub.example/",
        site_dir=str(root / "site"),
        dev_addr="127.0.0.1:8000",
        as_of=AS_OF,
        samples="True",
        sharing_pictures="True",
        reusable=True,
    )
    environment = {"HUB_AS_OF": AS_OF}
    return building.asked(project, b"settings", root / "cache", environment)


def at(wanted: Asked, now: int) -> Inputs | None:
    content = Path(wanted.project.content)
    return inputs_of(around(wanted, now), content, Columns.of(rows_of(content)), now)


def inputs(wanted: Asked) -> Inputs:
    found = at(wanted, time.time_ns() + LATER)
    assert found is not None
    return found


CHANGES = {
    "a text": lambda root: edit(root / "content/jobs/shipyard-welder.yml", "  en: Welder", "  en: A welder"),
    "only looks": lambda root: os.utime(root / "content/hub.yml", ns=(0, 0)),
    "a picture": lambda root: (root / "content/news/2026/new.png").write_bytes(b"\x89PNG"),
    "a folder": lambda root: (root / "content/news/2026/new").mkdir(),
    "a file that went": lambda root: (root / "content/jobs/shipyard-welder.yml").unlink(),
    "a link for a file": lambda root: (
        (root / "content/jobs/shipyard-welder.yml").rename(root / "away"),
        (root / "content/jobs/shipyard-welder.yml").symlink_to(root / "away"),
    ),
    "the handbook": lambda root: edit(root / "content/handbook/index.md", "\n# 编辑手册\n", "\n# 编辑的手册\n"),
    "a template": lambda root: edit(root / "theme/pages/tags.html", "<h1", "<h1 id=tags"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=[name.replace(" ", "-") for name in CHANGES])
def test_another_input_has_another_digest(root: Path, wanted: Asked, change: Callable[[Path], object]) -> None:
    """Whatever a build reads takes part, and asking twice gives the same answer."""
    before = inputs(wanted)
    assert before == inputs(wanted)
    change(root)

    assert before != inputs(wanted)


def test_another_day_choice_or_setting_has_another_digest(wanted: Asked) -> None:
    """The day, the samples, the sharing pictures and the digest of the settings take part."""
    others = (
        replace(wanted, as_of=wanted.as_of.replace(day=1)),
        replace(wanted, samples=False),
        replace(wanted, sharing_pictures=False),
        replace(wanted, config=b"others"),
    )

    assert len({one.digest for one in (inputs(wanted), *map(inputs, others))}) == 5


def test_what_changed_a_moment_ago_is_read(root: Path, wanted: Asked) -> None:
    """Its bytes are compared, too; with many such files, or plugins of others, nothing can be told cheaply."""
    content, page = root / "content", "news/2026/2026-11-02-four-alliances/index.md"
    foreign = replace(wanted, project=replace(wanted.project, reusable=False))
    newest = Columns.of(rows_of(content)).newest

    assert newest > 0
    assert at(wanted, newest) is None
    assert at(foreign, newest + LATER) is None
    found = at(wanted, newest + RACE + 1)
    assert found is not None
    assert {} == found.young
    time.sleep(0.02)
    (content / page).write_bytes((content / page).read_bytes() + b"\n")
    found = at(wanted, newest + RACE + 1)
    assert found is not None
    assert {page: digest_of((content / page).read_bytes())} == found.young


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A published tree whose build said `SAID`."""
    site, store = tmp_path / "site", tmp_path / "store"
    publish([Output(path, "test", lambda: "text") for path in ("index.html", "jobs/index.html")], site, store)
    remember(site, store, INPUTS, SAID)
    return site


def test_a_site_as_it_was_left_needs_nothing(tmp_path: Path, site: Path) -> None:
    """What the last build said comes back, for the same inputs only."""
    assert SAID == unchanged(site, tmp_path / "store", INPUTS, tmp_path)
    assert unchanged(site, tmp_path / "store", OTHERS, tmp_path) is None
    assert unchanged(tmp_path / "elsewhere", tmp_path / "store", INPUTS, tmp_path) is None


def test_what_had_just_changed_is_held_against_its_bytes(tmp_path: Path, site: Path) -> None:
    """It may have changed again without looking changed; what was not remembered cannot be compared."""
    store, file = tmp_path / "store", tmp_path / "a.md"
    file.write_text("one", "utf-8")
    young = replace(INPUTS, young={"a.md": digest_of("one")})
    remember(site, store, young, SAID)

    assert SAID == unchanged(site, store, young, tmp_path) == unchanged(site, store, INPUTS, tmp_path)
    assert unchanged(site, store, replace(young, young={"a.md": digest_of("two")}), tmp_path) is None
    assert unchanged(site, store, replace(young, young={"b.md": digest_of("one")}), tmp_path) is None
    file.write_text("two", "utf-8")
    assert unchanged(site, store, INPUTS, tmp_path) is None
    file.unlink()
    assert unchanged(site, store, INPUTS, tmp_path) is None


TOUCHES = {
    "a file written": lambda site: (site / "index.html").write_text("mine", "utf-8"),
    "a file that went": lambda site: (site / "jobs/index.html").unlink(),
    "a file that came": lambda site: (site / "jobs/mine.html").write_text("mine", "utf-8"),
    "a folder that came": lambda site: (site / "mine").mkdir(),
    "a link for a file": lambda site: (
        (site / "index.html").rename(site.with_name("away")),
        (site / "index.html").symlink_to(site.with_name("away")),
    ),
    "a link for a folder": lambda site: (
        (site / "jobs").rename(site.with_name("away")),
        (site / "jobs").symlink_to(site.with_name("away")),
    ),
    "a link for the site": lambda site: (
        site.rename(site.with_name("away")),
        site.symlink_to(site.with_name("away")),
    ),
    "the site gone": lambda site: site.rename(site.with_name("away")),
    "another umask": lambda site: os.umask(0o077),
}


@pytest.mark.parametrize("touch", TOUCHES.values(), ids=[name.replace(" ", "-") for name in TOUCHES])
def test_a_site_that_somebody_touched_is_seen(tmp_path: Path, site: Path, touch: Callable[[Path], object]) -> None:
    """A tree is trusted as far as it looks exactly as its manifest says."""
    umask = os.umask(0o022)
    os.umask(umask)
    try:
        touch(site)
        assert unchanged(site, tmp_path / "store", INPUTS, tmp_path) is None
    finally:
        os.umask(umask)


@pytest.mark.parametrize("name", ["last", "tree-*"])
@pytest.mark.parametrize("damage", [lambda data: data[:-2] + b"  ", lambda data: b"", lambda data: data[:40]])
def test_what_is_damaged_is_not_there(tmp_path: Path, site: Path, name: str, damage: Callable[[bytes], bytes]) -> None:
    """Nothing below the cache is trusted."""
    files = list((tmp_path / "store").glob(name))
    for file in files:
        file.write_bytes(damage(file.read_bytes()))

    assert files

    assert unchanged(site, tmp_path / "store", INPUTS, tmp_path) is None


def test_the_second_build_of_a_project_reads_nothing(
    root: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    """It says again what was wrong, in the language asked for, and how large the site is; one edit ends that."""
    environment = {**plain_environment(), "HUB_AS_OF": AS_OF, "HUB_SHARING_PICTURES": "no", "HUB_LANG": "en"}
    job = root / "content/jobs/shipyard-welder.yml"
    edit(job, "requirements:\n", "requirements:\n  - zh: 限男性\n    en: Men only\n")
    later = time.time_ns() + LATER
    monkeypatch.setattr(building.time, "time_ns", lambda: later)

    def build(**more: str) -> bool:
        return building.build_site(root / "mkdocs.yml", root / "site", {**environment, **more})

    def refuse(*_: object) -> None:
        raise SettingsError("this is the long way")

    assert build()
    before, said = tree(root / "site"), capsys.readouterr().err
    assert "shipyard-welder.yml" in said
    monkeypatch.setattr(session, "Session", refuse)
    with caplog.at_level(logging.INFO, "mkdocs.plugins.hub"):
        assert build()

    assert said == capsys.readouterr().err
    assert f"{len(before)} files as of {AS_OF}" in caplog.text
    assert " 0 made anew in 0.0 s, 0 changed" in caplog.text
    assert before == tree(root / "site")
    assert build(HUB_LANG="zh")
    assert "改法" in capsys.readouterr().err
    edit(job, "    en: Men only\n", "    en: Women only\n")
    with pytest.raises(SettingsError, match="long way"):
        build()


def test_a_build_right_after_an_edit_leaves_nothing_to_do(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files of this moment do not make the next build go the long way; another edit of the same moment does."""
    environment = {**plain_environment(), "HUB_AS_OF": AS_OF, "HUB_SHARING_PICTURES": "no"}
    monkeypatch.setattr(shortest, "_MOST_YOUNG", 10_000)
    newest = Columns.of(rows_of(root / "content")).newest
    monkeypatch.setattr(building.time, "time_ns", lambda: newest)

    def refuse(*_: object) -> None:
        raise SettingsError("this is the long way")

    assert building.build_site(root / "mkdocs.yml", root / "site", environment)
    monkeypatch.setattr(session, "Session", refuse)
    assert building.build_site(root / "mkdocs.yml", root / "site", environment)
    edit(root / "content/jobs/shipyard-welder.yml", "  en: Welder", "  en: Solder")
    with pytest.raises(SettingsError, match="long way"):
        building.build_site(root / "mkdocs.yml", root / "site", environment)
