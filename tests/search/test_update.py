"""An index that is brought up to date is the one that a clean build makes, to the byte."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_index import document, made_up

import generator.search.index as search_index
from generator.search import state as search_state
from generator.search.documents import Document
from generator.search.index import Index, build_index, update
from generator.search.memory import LostError


class Site:
    """A published index with its state, brought up to date as a site is: only from what is stored."""

    def __init__(self, found: list[Document]) -> None:
        self.files: dict[str, bytes] = {}
        self.table = b""
        self.publish(build_index(found, "zh", keep=True))

    def publish(self, index: Index) -> None:
        gone = self.files.keys() - index.kept - index.files.keys()
        self.files = {path: data for path, data in self.files.items() if path not in gone} | index.files
        self.manifest = index.manifest
        table, self.rest = search_state.dump(index.state)
        self.table = self.table if table is None else table

    def edit(self, changed: list[Document], removed: list[str]) -> Index:
        state = search_state.load(self.table, self.rest, "zh")
        assert state is not None
        index = update(state, changed, removed, self.files.__getitem__)
        self.publish(index)
        return index


def assert_clean(site: Site, found: dict[str, Document]) -> None:
    clean = build_index(found.values(), "zh")

    assert site.manifest == clean.manifest
    assert site.files.keys() == clean.files.keys()
    assert [path for path, data in clean.files.items() if site.files[path] != data] == []


EDITS = ["text", "title", "new", "old", "gone", "back", "day", "labels", "state", "word", "long", "empty", "nothing"]


def edited(what: str, one: Document, chance: random.Random) -> Document:
    """*one* after an edit."""
    at = chance.randrange(len(one.text) + 1)
    match what:
        case "text":
            return replace(one, text=f"{one.text[:at]}新修改的一句，welding 3.5%。{one.text[at:]}")
        case "title":
            return replace(one, title=f"{one.title}招聘会{chance.randrange(3)}")
        case "labels":
            return replace(one, labels=("焊工", "钢铁"), names=("江苏船厂",), tags=("new", "x"), alliances=("green",))
        case "state":
            return replace(one, state="off", kind="events", sample=True)
        case "word":
            return replace(one, text=f"{one.text} welders' {chance.choice('abc')}word")
        case "long":
            return replace(one, text=one.text * 12)
        case "empty":
            return replace(one, text="", title="")
        case "day":
            return replace(one, date=dt.date(2025, 1, 1 + chance.randrange(28)), posted=dt.date(2026, 3, 3))
    return one


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("most", [3, 200])
def test_any_edits_give_what_a_clean_build_gives(seed, most, monkeypatch):
    """Edits, new and removed documents, in any order and number, with the state written and read in between."""
    monkeypatch.setattr(search_index, "MOST_CHANGED", most)
    chance = random.Random(seed)
    found = {one.url: one for one in made_up(60, seed)}
    site = Site(list(found.values()))
    fresh = 1000
    past: list[Document] = []
    for _ in range(10):
        changed: list[Document] = []
        removed: list[str] = []
        for what in chance.sample(EDITS, chance.randint(1, 4)):
            fresh += 1
            one = found[chance.choice(sorted(found))] if found else document(fresh, "一", "二")
            if what == "new":
                changed.append(document(fresh, f"新闻{fresh}", "联盟发布 news 2,000 元" * chance.randint(1, 90)))
            elif what == "old":
                changed.append(document(-fresh, "旧闻", "很久以前的事情。" * chance.randint(1, 9)))
            elif what == "gone":
                past.append(one)
                removed.append(one.url)
            elif what == "back" and past:
                changed.append(past.pop())
            elif what != "nothing":
                changed.append(edited(what, one, chance))
        changed = list({one.url: one for one in changed}.values())
        removed = [url for url in removed if url not in {one.url for one in changed}]
        found = {url: one for url, one in found.items() if url not in removed} | {one.url: one for one in changed}
        site.edit(changed, removed)

        assert_clean(site, found)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.lists(st.tuples(st.integers(0, 5), st.none() | st.text(max_size=60)), max_size=3), max_size=5))
def test_any_texts_can_be_edited(steps):
    """Whatever is written, changed and removed, nothing of it stays behind or is lost."""
    found: dict[str, Document] = {}
    site = Site([])
    for step in steps:
        changed = {f"/news/{number}/": document(number, text[:20], text) for number, text in step if text is not None}
        removed = [f"/news/{number}/" for number, text in step if text is None and f"/news/{number}/" not in changed]
        found = {url: one for url, one in found.items() if url not in removed} | changed
        site.edit(list(changed.values()), removed)

        assert_clean(site, found)


def test_an_edit_writes_little():
    """A sentence at the end of one of 300 documents leaves most files as they are."""
    found = made_up(300)
    site = Site(found)
    index = site.edit([replace(found[-1], text=f"{found[-1].text}新的一句")], [])

    assert len(index.kept) > 0.6 * (len(index.kept) + len(index.files))


def test_common_terms_can_be_edited(monkeypatch):
    """Terms outside their shards, in parts, follow an edit as well."""
    found = [document(n, "联盟", "联盟the " * 40) for n in range(150)]
    site = Site(found)
    assert any("/x/" in path for path in site.files)
    found[7] = document(7, "联盟", "the end")
    site.edit([found[7]], [])

    assert_clean(site, {one.url: one for one in found})


def test_a_lost_or_changed_file_is_noticed():
    """An update does not build on published files that are not what was written."""
    found = made_up(40)
    for damage in (lambda files, path: files.pop(path), lambda files, path: files.update({path: b"x"})):
        site = Site(found)
        for path in list(site.files):
            damage(site.files, path)

        with pytest.raises(LostError):
            site.edit([replace(found[3], title="不一样")], [])


@pytest.mark.parametrize("which", ["table", "rest"])
def test_a_damaged_state_is_none(which):
    """Any changed byte, a cut end, another version or language, or another build's table: no state."""
    site = Site(made_up(8))
    other = Site(made_up(9))
    whole = {"table": site.table, "rest": site.rest}
    good = whole[which]
    for at in [*range(0, len(good), max(1, len(good) // 40)), len(good) - 1]:
        broken = {**whole, which: good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :]}
        assert search_state.load(broken["table"], broken["rest"], "zh") is None
    for bad in (b"", good[:-9], good[:30], getattr(other, which)):
        broken = {**whole, which: bad}
        assert search_state.load(broken["table"], broken["rest"], "zh") is None

    assert search_state.load(site.table, site.rest, "en") is None
    assert search_state.load(site.table, site.rest, "zh") is not None
