"""What readers ask for comes first: the scripts of the theme, run in Node, on small hubs and on the real one."""

from __future__ import annotations

import datetime as dt
import json
import random
import shutil
import subprocess
from pathlib import Path

import pytest
from test_documents import context, handbook

from generator.model.record import Lang
from generator.search.documents import Document
from generator.search.outputs import index_outputs, search_outputs, shared_outputs
from generator.search.tokens import fold, simplified

HERE = Path(__file__).parent
SCRIPTS = HERE.parents[1] / "theme/assets/javascripts"
DAY = dt.date(2026, 11, 22)
pytestmark = pytest.mark.skipif(shutil.which("node") is None, reason="node is missing: THE SEARCH ITSELF IS NOT TESTED")


def made(
    url: str, title: str, text: str, *, summary: str = "", days: int = 0, kind: str = "news", state: str = "current"
) -> Document:
    return Document(url, title, "zh", summary, text, (), (), kind, (), (), DAY - dt.timedelta(days=days), state)


class Site:
    """An index in a folder."""

    def __init__(self, folder: Path, lang: Lang) -> None:
        self.folder, self.lang = folder, lang

    def ask(self, *queries: str) -> list[dict]:
        command = ["node", HERE / "ask.js", SCRIPTS, self.folder / "search", self.lang]
        done = subprocess.run(command, check=False, input=json.dumps(queries), capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    def docs(self, query: str) -> list[str]:
        return self.ask(query)[0]["docs"]


def written(folder: Path, outputs) -> None:
    for output in outputs:
        file = folder / output.path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(output.render())


@pytest.fixture
def small(tmp_path):
    """Make an index of given documents."""

    def make(*found: Document, lang: Lang = "zh") -> Site:
        names, shared = shared_outputs()
        more = {**names, "today": DAY.toordinal(), "labels": {"alliance": {}}}
        written(tmp_path, [*shared, *index_outputs(found, lang, more)])
        return Site(tmp_path, lang)

    return make


@pytest.fixture(scope="module")
def real(tmp_path_factory) -> dict[Lang, Site]:
    """The index of the repository's own content."""
    folder = tmp_path_factory.mktemp("real")
    written(folder, search_outputs([context("zh"), context("en")], handbook()))
    return {"zh": Site(folder, "zh"), "en": Site(folder, "en")}


CASES = [
    ("zh", "招聘会", "job-fair"), ("zh", "招聘會", "job-fair"), ("zh", "zhaopinhui", "job-fair"),
    ("zh", "zph", "job-fair"),
    ("zh", "1+4+N", "one-four-n"), ("zh", "１＋４＋Ｎ", "one-four-n"), ("zh", "泡花碱", "sodium-silicate"),
    ("zh", "2,000元", "sodium-silicate"), ("zh", "2000元", "sodium-silicate"), ("zh", "5件", "sodium-silicate"),
    ("zh", "人才公寓", "talent-apartments"), ("zh", "焊工 招聘", "shipyard-welder"),
    ("zh", "暖通空调产业联盟", "alliances/hvac"),
    ("en", "job fair", "job-fair"), ("en", "welders", "shipyard-welder"),
    ("en", "housing subsidy", "housing-subsidies"),
    ("en", "sodium silicate", "sodium-silicate"), ("en", "deep sea", "deep-sea"),
    ("en", '"ship design"', "ship-design"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "query", "wanted"), CASES)
def test_what_is_asked_for_stands_first(lang, query, wanted, real):
    """Whole names, mixed runs, other writings, pinyin and initials, stems, phrases."""
    docs = real[lang].docs(query)

    assert docs
    assert wanted in docs[0]


@pytest.mark.parametrize("query", ["量子香蕉", "zzqx", "骉", "2001年冬", "HVAC香蕉", "船招聘党", "  ", "", "。", '""'])
def test_words_that_occur_nowhere_find_nothing(query, real):
    """No part of a word stands for the whole."""
    answer = real["zh"].ask(query)[0]

    assert (answer["docs"], answer["some"]) == ([], [])


@pytest.mark.parametrize(
    ("lang", "typed", "meant"),
    [
        ("en", "allianse", "alliance"),
        ("en", "wleding", "welding"),
        ("en", "shipbilding", "shipbuilding"),
        ("en", "recruitmnt", "recruitment"),
        ("zh", "招骋会", "招聘会"),
        ("zh", "招娉会", "招聘会"),
        ("zh", "焊工招聘", "焊工 招聘"),
    ],
)
def test_mistyped_words_are_suggested_right(lang, typed, meant, real):
    """English within two letters; Chinese by sound, by one wrong character, or in parts that do occur."""
    answer = real[lang].ask(typed)[0]

    assert answer["docs"] == []
    assert meant in answer["suggestions"][:2]


def test_a_title_goes_before_a_text_and_an_exact_title_before_a_longer_one(small):
    """Exactly the words, then the words in a title, then in a summary, then in a text."""
    site = small(
        made("/text/", "别的", "讲了绿色铸造。绿色铸造又绿色铸造。"),
        made("/summary/", "别的", "没有", summary="绿色铸造一句"),
        made("/longer/", "联盟推进绿色铸造工作", "没有"),
        made("/exact/", "绿色铸造", "没有"),
    )

    assert site.docs("绿色铸造") == ["/exact/", "/longer/", "/summary/", "/text/"]


def test_all_words_or_some_of_them(small):
    """Pages with every word; only when there is none, and apart, pages with some."""
    site = small(made("/a/", "一", "焊工 岗位"), made("/b/", "二", "焊工"), made("/c/", "三", "铸造"))
    both, either, none = site.ask("焊工 岗位", "焊工 铸造", "焊工 香蕉")

    assert (both["docs"], both["some"]) == (["/a/"], [])
    assert (either["docs"], sorted(either["some"])) == ([], ["/a/", "/b/", "/c/"])
    assert (none["docs"], none["some"]) == ([], [])


def test_words_in_the_order_typed_go_first(small):
    """A phrase before the same words apart; with quotation marks the phrase only."""
    site = small(
        made("/apart/", "x", "design of a ship. ship and design. design ship", days=0),
        made("/phrase/", "y", "about ship design here", days=900),
        lang="en",
    )
    loose, quoted = site.ask("ship design", '"ship design"')

    assert loose["docs"] == ["/phrase/", "/apart/"]
    assert quoted["docs"] == ["/phrase/"]


def test_news_of_today_goes_before_old_news_and_off_events_come_last(small):
    """Gently: only between pages that say the same."""
    site = small(
        made("/old/", "招聘", "招聘会", days=1500),
        made("/new/", "招聘", "招聘会", days=1),
        made("/off/", "招聘", "招聘会", kind="events", state="off"),
    )

    assert site.docs("招聘会") == ["/new/", "/old/", "/off/"]


def test_every_window_of_a_text_is_found_and_nothing_else(small):
    """Random pieces of random texts, simplified and traditional: exactly the documents that hold them."""
    chance = random.Random(3)
    letters = "靖江船舶海工铸造暖通联盟党委招聘会岗位发马门5，。 "
    found = [made(f"/{n}/", f"题{n}", "".join(chance.choice(letters) for _ in range(300))) for n in range(80)]
    site = small(*found)
    runs = [run for one in found for run in one.text.replace("，", " ").replace("。", " ").split()]
    queries = [run[:5] for run in chance.sample([run for run in runs if 1 < len(run) and "5" not in run], 60)]
    table: dict[int, str] = {}
    for old, new in simplified().items():
        table.setdefault(ord(new), chr(old))
    answers = site.ask(*queries, *(query.translate(table) for query in queries))

    for query, plain, traditional in zip(queries, answers[:60], answers[60:], strict=True):
        assert sorted(plain["docs"]) == sorted(one.url for one in found if fold(query) in fold(one.text))
        assert traditional["docs"] == plain["docs"]


def test_excerpts_mark_the_words(real):
    """The words asked for are marked in titles and excerpts, however they are written there."""
    for answer in real["zh"].ask("招聘会", "2000元", "焊工 招聘"):
        marked = ["".join(row) for row in answer["marked"]]
        assert marked and all(marked)


@pytest.mark.parametrize(
    "query",
    [
        "a" * 200,
        "测" * 200,
        "'\"<>&%+-*/\\[](){}^$|?.,",
        "\ud800",
        "\x00",
        "招聘 " * 60,
        "“招聘",
        "__proto__",
        "constructor",
    ],
)
def test_hostile_queries_do_no_harm(query, real):
    """Whatever is typed gets an answer."""
    assert real["zh"].ask(query)[0]["query"] is not None


def test_a_query_takes_a_few_kilobytes(real):
    """Opening and asking stay within what a slow phone can fetch."""
    answers = [
        *real["zh"].ask(*(q for lang, q, _ in CASES if lang == "zh")),
        *real["en"].ask(*(q for lang, q, _ in CASES if lang == "en")),
    ]

    assert max(answer["opening"] for answer in answers) < 20_000
    assert sum(answer["bytes"] for answer in answers) / len(answers) < 40_000
