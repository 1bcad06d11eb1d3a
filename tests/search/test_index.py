"""The index holds every word of every document, in files of bounded size, the same on every run."""

from __future__ import annotations

import datetime as dt
import random
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from index_reader import Reader

from generator.search.cutting import LABELS, PIECE, SUMMARY, TEXT
from generator.search.documents import Document
from generator.search.index import build_index
from generator.search.shards import COMMON
from generator.search.texts import CHUNK_BYTES, PIECE_BYTES, pieces
from generator.search.tokens import units

CHINESE = "靖江船舶海工铸造暖通空调汽车零部件产业联盟党委招聘会岗位人才公寓住房补贴泡花碱工艺发明专利教授毕业生"
ENGLISH = [
    "alliance",
    "casting",
    "foundry",
    "welder",
    "shipyard",
    "policy",
    "housing",
    "talent",
    "fair",
    "engineer",
    "process",
    "patent",
    "university",
]


def document(number: int, title: str, text: str, *, summary: str = "", labels: tuple[str, ...] = ()) -> Document:
    return Document(
        f"/news/{number}/",
        title,
        "zh",
        summary,
        text,
        labels,
        (),
        "news",
        ("hvac",),
        ("talent",),
        dt.date(2026, 1, 1) + dt.timedelta(days=number),
        posted=dt.date(2026, 1, 1) + dt.timedelta(days=number),
    )


def made_up(count: int, seed: int = 1) -> list[Document]:
    chance = random.Random(seed)

    def some(length: int) -> str:
        parts = [
            chance.choice((*CHINESE, "，", "。", " ", "5", "2,000", "HVAC", f" {chance.choice(ENGLISH)} "))
            for _ in range(length)
        ]
        return "".join(parts)

    return [
        document(n, some(12), some(chance.randint(0, 600)), summary=some(20), labels=(some(3),)) for n in range(count)
    ]


def build(found: list[Document]) -> Reader:
    index = build_index(found, "zh")
    return Reader(index.files, index.manifest)


def expected(found: list[Document]) -> dict[tuple, dict[int, list[int]]]:
    """Every term with its documents and positions, by the plain form of the rules."""
    terms: dict[tuple, dict[int, list[int]]] = {}
    for number, one in enumerate(found):
        segments = [(0, one.title), (SUMMARY, one.summary), (LABELS, "\n".join(one.labels))]
        segments += [(TEXT + n * PIECE, text) for n, text in enumerate(pieces(one.text))]
        for base, text in segments:
            cut = list(units(text))
            for unit in cut:
                terms.setdefault((unit.text,), {}).setdefault(number, []).append(base + unit.position)
            for first, second in pairwise(cut):
                if second.joined:
                    terms.setdefault((first.text, second.text), {}).setdefault(number, []).append(base + first.position)
    return terms


def assert_complete(found: list[Document]) -> None:
    reader = build(found)
    kinds = {
        unit.text: unit
        for one in found
        for text in (one.title, one.summary, *one.labels, one.text)
        for unit in units(text)
    }
    wrong = []
    for term, places in expected(found).items():
        got = reader.term(*(kinds[text] for text in term))
        if len(term) == 1 and kinds[term[0]].kind in ("single", "sign"):
            same = got.keys() == places.keys()
        else:
            same = got == places
        if not same:
            wrong.append((term, places, got))

    assert wrong == []


def test_every_term_of_every_document_is_found_where_it_stands():
    """Words, characters and pairs of titles, summaries, labels and texts have their documents and positions."""
    assert_complete(made_up(60))


def test_terms_that_are_too_common_lie_in_parts():
    """A term of thousands of rows keeps all positions, outside its shard."""
    found = [document(n, "联盟", "联盟the " * 40) for n in range(COMMON // 30)]

    assert_complete(found)
    assert any("/x/" in path for path in build(found).files)


@pytest.mark.parametrize("count", [0, 1, 2, 7, 200])
def test_any_number_of_documents(count):
    """An empty hub has an index, too; the number of shards follows the size."""
    reader = build(made_up(count))

    assert reader.manifest["documents"] == count
    assert sum(path.startswith("zh/s-") for path in reader.files) == 1 << reader.manifest["bits"]


def test_the_same_documents_give_the_same_bytes_in_any_order():
    """Neither the order of documents nor the run changes a byte."""
    found = made_up(40)
    first = build_index(found, "zh")
    second = build_index(found[::-1], "zh")

    assert (first.files, first.manifest) == (second.files, second.manifest)


def test_an_edit_changes_the_names_of_what_it_changes_only():
    """Folders are named by what is in them; texts of other documents keep their addresses."""
    found = made_up(300)
    changed = [*found[:-1], document(299, "新的标题", "新的正文")]
    before, after = build_index(found, "zh"), build_index(changed, "zh")
    texts = {path for path in before.files if "/t-" in path}

    assert len(texts & after.files.keys()) > 0.8 * len(texts)
    assert all(before.files[path] == after.files[path] for path in before.files.keys() & after.files.keys())


def test_files_are_small():
    """Shards are of about 4 kB, chunks hold one document or some short ones."""
    found = made_up(900)
    files = build(found).files
    shards = [len(data) for path, data in files.items() if "/s-" in path]
    chunks = [len(data) for path, data in files.items() if "/t-" in path]

    assert sum(shards) / len(shards) < 4096 * 1.5
    assert max(shards) < 32_768
    assert max(chunks) < CHUNK_BYTES + PIECE_BYTES


def test_a_long_text_is_cut_after_sentences_and_loses_nothing():
    """Pieces are of bounded size; put together they are the text."""
    text = "造船厂的技术难题，有时要到船厂里才看得清楚。" * 200
    cut = pieces(text)

    assert "".join(cut) == text
    assert all(len(one.encode()) <= PIECE_BYTES and one.endswith("。") for one in cut)


def test_a_text_without_sentences_repeats_what_a_cut_parts():
    """A phrase that lies across a cut is found."""
    text = "".join(CHINESE[n % len(CHINESE)] for n in range(4000))
    cut = pieces(text)

    assert len(cut) > 1
    assert all(second.startswith(first[-30:]) for first, second in pairwise(cut))


HOSTILE = [
    "\x00\x1e\ue010", "\ufdfa" * 400, "﷽" * 300, "a" * 5000, "9" * 5000, "e\u0301" * 900, "\u0301" * 500,
    "👩‍🏭" * 200, "1," * 3000,
    "<script>alert(1)</script>", "\ud800", "𠮷" * 3000, " " * 9000, "\n" * 9000, "'" * 300, "a'" * 900,
    "1.1" * 900, "+" * 900,
]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_texts_are_indexed(text):
    """Whatever is in a text, the index is built and the next document is found."""
    reader = build(
        [document(0, text[:300], text, summary=text[:300], labels=(text[:50],)), document(1, "招聘会", "招聘会")]
    )

    assert reader.term(*units("招聘"))[1] == [0, TEXT]


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(st.text(max_size=40), st.text(max_size=200)), max_size=4))
@example([("", "0\x1e0")])  # the sign that stands between texts inside
def test_any_documents_can_be_indexed(texts):
    """The index of any texts can be read and holds the pairs of their characters."""
    found = [document(n, title, text) for n, (title, text) in enumerate(texts)]
    try:
        "".join(title + text for title, text in texts).encode()
    except UnicodeEncodeError:
        return
    assert_complete(found)
