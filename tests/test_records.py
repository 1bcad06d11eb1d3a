"""From files to records: what is read together, and what one run finds."""

from __future__ import annotations

import shutil

import pytest

from generator.model.hub import Media
from generator.pictures.encoding import Encoding, picture_name
from generator.pictures.store import Store
from generator.reading.records import read_hub


@pytest.fixture
def content(small_hub, tmp_path):
    """A copy of the small hub to change."""
    return shutil.copytree(small_hub, tmp_path / "content")


def read(content, strings):
    """The hub, and each problem as file, code and line."""
    hub, problems = read_hub(content, strings.word, Encoding(content, Store()))
    return hub, [(p.file, p.code, p.place.line) for p in problems]


def test_one_of_everything_is_read(content, strings):
    """Every kind of record is read from its place, and items stand in the order readers expect."""
    hub, problems = read(content, strings)

    assert [] == problems
    assert ["casting"] == [alliance.id for alliance in hub.alliances]
    assert ["2026-12-01-fair", "2026-11-21-plan", "2026-11-20-furnace", "2026-11-10-visit", "2026-10-01-contest"] == [
        news.id for news in hub.news
    ]
    assert ["welder", "moulder"] == [job.id for job in hub.jobs]
    assert ["contest", "alliance-day"] == [event.id for event in hub.events]
    assert [["sand"], ["flats"], ["about"], ["legal"]] == [
        [item.id for item in items] for items in (hub.achievements, hub.policies, hub.pages, hub.services)
    ]
    assert frozenset() == hub.unread


def test_ids_and_files_come_from_the_place(content, strings):
    """The id is the name of the folder or the file; the address is made from it."""
    hub, _ = read(content, strings)

    assert [
        ("jobs/welder.yml", "jobs/welder/"),
        ("news/2026/2026-11-20-furnace/index.md", "news/2026-11-20-furnace/"),
    ] == [(item.file, item.path) for item in (hub.jobs[0], hub.news[2])]


def test_an_article_has_both_languages(content, strings):
    """Title, summary and text of a translation stand beside the Chinese; without one, English falls back."""
    hub, _ = read(content, strings)
    furnace, visit = hub.news[2], hub.news[3]

    assert ("“新炉”投产", "A new furnace") == (furnace.title.zh, furnace.title.en)
    assert "A <strong>new</strong> furnace" in furnace.body.en.html
    assert ("en", "zh") == (furnace.body.best("en")[1], visit.body.best("en")[1])
    assert (True, False) == (furnace.is_in("en"), visit.is_in("en"))


def test_a_translation_without_a_summary_keeps_the_chinese_one(content, strings):
    """The summary of a translation may be missing; the title may not."""
    hub, problems = read(content, strings)

    assert [] == problems
    assert (None, "The contest is over") == (hub.news[4].summary.en, hub.news[4].title.en)


@pytest.mark.parametrize(
    ("name", "old", "new", "outdated"),
    [
        ("index.md", "tags: [casting]\n", "", False),
        ("index.md", "updated: 2026-11-21\n", "", False),
        ("index.en.md", "A **new** furnace", "Another furnace", False),
        ("index.md", "投产了", "停产了", True),
        ("index.md", "能耗降了", "能耗升了", True),
        ("index.md", "title: “新炉”投产", "title: 旧炉停产", True),
    ],
)
def test_a_translation_is_outdated_when_the_chinese_words_change(content, strings, name, old, new, outdated):
    """Changing the Chinese title, summary or text makes the translation old; changing facts or the English does not."""
    file = content / "news/2026/2026-11-20-furnace" / name
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    hub, problems = read(content, strings)

    assert [] == problems
    assert outdated == hub.news[2].body.outdated


def test_pictures_are_measured(content, strings):
    """A picture in use is known by its size in pixels and bytes, and by what is in it."""
    hub, _ = read(content, strings)
    path = "news/2026/2026-11-20-furnace/furnace.png"
    data = (content / path).read_bytes()

    assert {path: Media(path, 1200, 675, len(data), picture_name(data), "png")} == hub.media


def test_a_picture_that_is_only_linked_is_published(content, strings):
    """A link to a picture makes it part of the site, as showing it does."""
    folder = content / "achievements/sand"
    shutil.copy(content / "news/2026/2026-11-20-furnace/furnace.png", folder / "plan.png")
    file = folder / "index.md"
    file.write_text(file.read_text("utf-8") + "\n[全图](plan.png)\n", "utf-8")
    hub, problems = read(content, strings)

    assert [] == problems
    assert "achievements/sand/plan.png" in hub.media


def test_a_picture_nobody_uses_is_let_be(content, strings):
    """A spare picture beside a text is no problem, and is not published."""
    shutil.copy(content / "news/2026/2026-11-20-furnace/furnace.png", content / "achievements/sand/spare.png")
    hub, problems = read(content, strings)

    assert [] == problems
    assert "achievements/sand/spare.png" not in hub.media


def test_all_problems_of_a_file_come_in_one_run(content, strings):
    """Three wrong fields, a repeated one and two mistakes in the text are all told of at once."""
    file = content / "news/2026/2026-11-20-furnace/index.md"
    text = file.read_text("utf-8").replace("date: 2026-11-20", "date: 昨天\ndraft: 是\nsalary: 3\ntags: []")
    file.write_text(text + "\n# 大\n\n<b>粗</b>\n", "utf-8")
    _, problems = read(content, strings)

    assert {
        ("E125", 4), ("E132", 5), ("E122", 6), ("E115", 10), ("E177", 34), ("E170", 36),
    } == {(code, line) for _, code, line in problems}  # fmt: skip


def test_problems_of_both_languages_come_in_one_run(content, strings):
    """A broken Chinese file does not hide what is wrong in its translation."""
    folder = content / "news/2026/2026-11-20-furnace"
    (folder / "index.md").write_text("没有字段\n", "utf-8")
    (folder / "index.en.md").write_text("---\ntitle: x\ndate: 2026-01-01\n---\n<i>x</i>\n", "utf-8")
    hub, problems = read(content, strings)

    assert {("index.md", "E117"), ("index.en.md", "E160"), ("index.en.md", "E170")} == {
        (file.rpartition("/")[2], code) for file, code, _ in problems
    }
    assert {"news/2026-11-20-furnace/"} == hub.unread


def test_what_could_not_be_read_is_still_known_to_be_there(content, strings):
    """References to a record with a mistake are not problems of their own."""
    (content / "alliances/casting/alliance.yml").write_text('name: "x\n', "utf-8")
    hub, problems = read(content, strings)

    assert ("alliances/casting/alliance.yml", "E114", 1) == problems[0]
    assert {"alliances/casting/alliance.yml"} == {file for file, _, _ in problems}
    assert {"alliances/casting/"} == hub.unread


def test_without_the_hub_there_is_no_hub_but_all_problems(content, strings):
    """A missing hub.yml does not hide a mistake in a job."""
    (content / "hub.yml").unlink()
    (content / "jobs/welder.yml").write_text("title: [\n:\n", "utf-8")
    hub, problems = read(content, strings)

    assert hub is None
    assert [("hub.yml", "E108", 1), ("jobs/welder.yml", "E114", 2)] == problems


@pytest.mark.parametrize("year", ["26", "02026", "２０２６", "archive"])
def test_years_have_four_digits(content, strings, year):
    """News in a folder that is no year is not read, and said to be in the wrong place."""
    shutil.move(content / "news/2026/2026-11-10-visit", content / f"news/{year}/2026-11-10-visit")
    hub, problems = read(content, strings)

    assert 4 == len(hub.news)
    assert [(f"news/{year}/2026-11-10-visit/index.md", "E104", 1)] == problems


def test_the_order_of_folders_makes_no_difference(small_hub, content, strings, monkeypatch):
    """The same files give the same hub, in whatever order the disk lists them."""
    import os

    plain = os.scandir
    monkeypatch.setattr("os.scandir", lambda path: sorted(plain(path), key=lambda entry: entry.name, reverse=True))
    backwards, _ = read(content, strings)
    monkeypatch.setattr("os.scandir", lambda path: sorted(plain(path), key=lambda entry: entry.name))
    forwards, _ = read(content, strings)

    assert repr(forwards) == repr(backwards)
