"""What a build says of itself, and where it says its time went."""

from __future__ import annotations

import io
from functools import partial

import pytest

from generator.commands.progress import NAMES, Lines, Screen, profile_table
from generator.publish.output import Output
from generator.publish.steps import LAST, ORDER, Profile, Steps, Together, kind_of
from generator.publish.tree import publish


class Clock:
    """A clock that goes on when it is told to."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def slow(clock: Clock, seconds: float, text: str) -> str:
    clock.now += seconds
    return text


def planned(clock: Clock):
    """An index that takes 3 s to make, a page that takes 2, and a feed that is planned for 1 and takes 4."""
    clock.now += 3
    yield Output("search/zh.json", "search", lambda: "{}")
    yield Output("news/a/index.html", "article", partial(slow, clock, 2, "a"))
    clock.now += 1
    yield Output("feed.xml", "feed rss", partial(slow, clock, 4, "f"))


def test_a_profile_counts_every_second_once(tmp_path):
    """Each step gets what it took, pages by their templates; the whole is the sum and the time on the clock."""
    clock = Clock()
    profile = Profile(lambda: (clock.now / 2, clock.now))
    clock.now = 5
    profile.begin("reading")
    clock.now = 7
    publish(profile.follow(planned(clock)), tmp_path / "site", None)
    clock.now += 0.5
    profile.end()
    found = {step: (spent.cpu, spent.wall, spent.files) for step, spent in profile.rows()}

    assert {
        "start": (2.5, 5, 0),
        "reading": (1, 2, 0),
        "planning": (0.5, 1, 0),
        "search": (1.5, 3, 1),
        "pages article": (1, 2, 1),
        "feeds": (2, 4, 1),
        LAST: (0.25, 0.5, 0),
        "whole": (8.75, 17.5, 3),
    } == found
    assert ["start", "reading", "planning", "search"] == list(found)[:4]


def test_what_is_taken_over_is_not_made(tmp_path):
    """A file whose key stays counts for no step, as it is not made."""
    outputs = [Output("a.html", "article", lambda: "a", b"k" * 16)]
    publish(outputs, tmp_path / "site", tmp_path / "store")
    profile = Profile(lambda: (0.0, 0.0))
    done = publish(profile.follow(outputs), tmp_path / "site", tmp_path / "store")

    assert (0, 0) == (done.made.files, profile.rows()[-1][1].files)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_table_has_a_line_for_each_step(lang):
    """Numbers stand in columns, and every step has a name in both languages."""
    profile = Profile(lambda: (1.5, 2.25))
    profile.begin("pages article")
    profile.end()
    lines = profile_table(profile, lang).split("\n")

    assert set(ORDER) | {LAST, "handbook", "redirects", "other", "whole"} <= set(NAMES)
    assert {"zh": "启动", "en": "start"}[lang] in lines[1]
    assert "    1.500     2.250" in lines[1]
    assert {"zh": "页面（article）", "en": "pages (article)"}[lang] in lines[2]
    assert 4 == len(lines)


@pytest.mark.parametrize(
    ("path", "source", "kind"),
    [
        ("handbook/index.html", "mkdocs", "handbook"),
        ("news/index.html", "list", "pages list"),
        ("search/index.html", "search", "pages search"),
        ("search/zh/s-1/1.bin", "search", "search"),
        ("old/index.html", "redirects.yml", "redirects"),
        ("feeds.opml", "feed opml", "feeds"),
        ("events/a/event.ics", "events/a.yml", "calendars"),
        ("pictures/a-1-640.webp", "news/2026/a/a.jpg", "pictures"),
        ("sitemap.xml", "sitemap", "other"),
    ],
)
def test_files_belong_to_the_step_that_makes_them(path, source, kind):
    """By what they are made from and where they lie."""
    assert kind == kind_of(Output(path, source, lambda: ""))


def test_lines_tell_of_long_steps_only():
    """What takes less than a second is passed over; what goes on says so now and then."""
    clock, out = Clock(), io.StringIO()
    lines = Lines(out, "en", clock)
    lines.begin("reading")
    clock.now = 2.5
    lines.begin("checks")
    clock.now = 2.6

    def ticking():
        for number in range(1000):
            clock.now += 0.03
            yield Output(str(number), "x", lambda: "")

    assert 1000 == len(list(lines.follow(ticking())))
    lines.end()
    assert ["reading: 2.5 s", "making files: 512 files …", "making files: 30.0 s"] == out.getvalue().splitlines()


def test_lines_outlive_a_closed_stream():
    """A build goes on when nobody listens to it any more."""
    clock, out = Clock(), io.StringIO()
    lines = Lines(out, "zh", clock)
    clock.now = 9
    out.close()
    lines.begin("reading")
    lines.end()


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_a_screen_shows_the_step_after_a_second(monkeypatch):
    """A quick build draws nothing; a longer one draws its step, and leaves a clear line."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("generator.commands.progress.PATIENCE", 60)
    quick = Terminal()
    screen = Screen(quick, "en")
    screen.begin("reading")
    screen.end()
    long = Terminal()
    screen = Screen(long, "zh")
    screen.begin("reading")
    screen._show()
    assert 3 == len(list(screen.follow(Output(str(n), "x", lambda: "") for n in range(3))))
    screen.end()

    assert "" == quick.getvalue()
    assert "生成文件" in long.getvalue()
    assert long.getvalue().endswith(("\x1b[2K", "\x1b[?25h", "\r\x1b[1A\x1b[2K"))


def test_several_are_told_together(tmp_path):
    """Each of them sees every output, and every step."""
    clock = Clock()
    one, two = Profile(lambda: (0, clock.now)), Profile(lambda: (0, clock.now))
    together = Together(one, two, Steps())
    together.begin("reading")
    clock.now = 1
    list(together.follow([Output("a.html", "article", lambda: "a")]))
    together.rest()
    together.end()

    assert 1 == one.spent["reading"].wall == two.spent["reading"].wall
