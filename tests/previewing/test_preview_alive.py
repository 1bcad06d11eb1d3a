"""A preview that stays alive, without a server: what is read again, and what it outlives."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from bare_shell import SHELLS

from generator.engines.preview import Preview, Sitting
from generator.engines.project import Asked, Project
from generator.previewing.showing import Stage

NEWS = "news/2026-11-10-visit/index.html"
FILE = "content/news/2026/2026-11-10-visit/index.md"


@dataclass
class Followed:
    """A small hub, and the preview that follows it."""

    root: Path
    stage: Stage
    works: bool = True
    wanted: list[bytes] = field(default_factory=list)

    def make(self, sitting: Sitting) -> bool:
        """Do what the engine does, with the barest shells."""
        self.wanted.append(sitting.work_digest)
        if self.works:
            made = self.root / "made"
            (made / "handbook").mkdir(parents=True)
            (made / "handbook/index.html").write_text("<p>handbook</p>")
            sitting.kept.keep_work(sitting.work_digest, made, SHELLS)
        return self.works

    def asked(self) -> Asked:
        content, theme = str(self.root / "content"), str(self.root / "theme")
        docs, site = str(self.root / "content/handbook"), str(self.root / "site")
        project = Project(content, theme, docs, "http://127.0.0.1/", site, "", "true", "false", True, "127.0.0.1:0")
        return Asked(project, b"config", self.root / "cache", dt.date(2026, 11, 22), True, False)

    def after(self, do) -> None:
        """Do something, and wait until something else is shown."""
        mark = self.stage.mark
        do()
        assert mark != self.stage.wait(mark, 60), "nothing new was shown in a minute"

    def until(self, holds) -> bool:
        """Wait until something *holds*: an edit of several files may show in steps."""
        for _ in range(60):
            mark = self.stage.mark
            if holds():
                return True
            self.stage.wait(mark, 1)
        return False

    def text(self, path: str = NEWS) -> str:
        site = self.stage.look(60)[1].site
        assert site is not None
        return (site.read(path) or b"").decode()


@pytest.fixture
def followed(project, tmp_path, monkeypatch) -> Iterator[Followed]:
    monkeypatch.setattr("generator.engines.preview.in_a_process", lambda *arguments: True)
    shutil.copytree(project / "tests/golden/small-hub/content", tmp_path / "content")
    shutil.copytree(project / "theme", tmp_path / "theme")
    found = Followed(tmp_path, Stage("test"))
    preview = Preview(found.stage, found.asked, found.make, "en", tmp_path / "mkdocs.yml")
    preview.start()
    yield found
    preview.stop()


def test_what_changes_is_shown(followed):
    """A text, a new record, one that goes, a template; the handbook comes from the engine."""
    file = followed.root / FILE
    assert "<p>handbook</p>" == followed.text("handbook/index.html")
    followed.after(lambda: file.write_text(f"{file.read_text('utf-8')}\n再来一句。\n", "utf-8"))
    assert followed.until(lambda: "再来一句。" in followed.text())

    new = file.parent.with_name("2026-11-12-new")
    followed.after(lambda: shutil.copytree(file.parent, new))
    assert followed.until(lambda: "再来一句。" in followed.text("news/2026-11-12-new/index.html"))
    followed.after(lambda: shutil.rmtree(new))
    assert followed.until(lambda: followed.text("news/2026-11-12-new/index.html") == "")

    page = followed.root / "theme/pages/article.html"
    followed.after(lambda: page.write_text(f"{page.read_text('utf-8')}\n<!-- new -->\n", "utf-8"))
    assert followed.until(lambda: "<!-- new -->" in followed.text())


def test_a_mistake_keeps_the_last_good_site(followed):
    """The page stays as it was, the report says what is wrong, and mending shows the newest text."""
    file = followed.root / FILE
    good = file.read_text("utf-8")
    before = followed.text()
    followed.after(lambda: file.write_text(good.replace("title:", "titel:", 1) + "\nmore\n", "utf-8"))
    assert followed.until(lambda: len(followed.stage.look(0)[1].report.errors) > 0)
    _, showing = followed.stage.look(0)

    assert not showing.is_current and {"E122"} <= {problem.code for problem in showing.report.errors}
    assert before == followed.text()
    followed.after(lambda: file.write_text(good + "\nmore\n", "utf-8"))
    assert followed.until(lambda: followed.stage.look(0)[1].is_current and "more" in followed.text())


def test_what_was_kept_and_is_damaged_is_read_again(followed):
    """A text that is no longer what was kept is a fault once, and the next look has it."""
    assert "<p>" in followed.text()
    for file in (followed.root / "cache/reading").glob("[0-9][0-9]"):
        with file.open("r+b") as stream:
            stream.seek(20)
            stream.write(b"\0" * 4000)

    def ask() -> None:
        with pytest.raises(Exception, match="reading"):
            for _ in range(2):
                followed.text()

    followed.after(ask)
    assert "<p>" in followed.text()


def test_a_hub_whose_frames_cannot_be_made_says_so(followed):
    """When the engine fails the preview says so, and goes on once it works again."""
    assert followed.text()
    followed.works = False
    file = followed.root / "content/hub.yml"
    good = file.read_text("utf-8")
    followed.after(lambda: file.write_text(good.replace("江边联盟", "别的名字"), "utf-8"))
    assert followed.until(lambda: "MkDocs" in followed.stage.look(0)[1].fault)
    assert "别的名字" in followed.text()

    followed.works = True
    followed.after(lambda: file.write_text(good.replace("江边联盟", "第三个名字"), "utf-8"))
    assert followed.until(lambda: followed.stage.look(0)[1].is_current)
