"""Job notices: how long they stand, where they come from, and what they must not say (rules B1–B3)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checks.locate import locate
from generator.checks.notices import reposts_link_to_their_source, validity_is_short, wording_is_fair
from generator.checks.phrases import TOPICS, plain
from generator.model.hub import Hub
from generator.model.job import Job
from generator.model.site import SiteIdentity, Taxonomy
from generator.problems import Problem

SITE = SiteIdentity.model_validate(
    {key: {"zh": "…"} for key in ("name", "short_name", "slogan", "description", "region", "publisher")}
    | {"domain": "hub.example"}
)

JOB: dict[str, Any] = {
    "id": "welder",
    "file": "jobs/welder.yml",
    "title": {"zh": "焊工", "en": "Welder"},
    "employer": {"name": {"zh": "甲厂"}},
    "alliance": "hvac",
    "headcount": "1",
    "workplace": {"name": {"zh": "厂区"}},
    "duties": [{"zh": "焊接"}],
    "requirements": [{"zh": "持证"}],
    "apply": {"how": {"zh": "打电话"}},
    "posted": "2026-11-01",
    "valid_through": "2026-12-31",
}

UNFAIR = {
    "性别": (
        "限男性", "仅限女生", "性别：女", "男士优先", "前台文员（女）", "女，有经验", "招女工 5 名", "不要女生",
        "male only", "Female candidates preferred", "prefer men", "must be a man", "Driver (male)",
    ),
    "年龄": (
        "35岁以下", "年龄18-45岁", "年龄：３５周岁以内", "四十五岁以下", "不超过40岁", "90后优先", "1990年以后出生",
        "25岁以上", "年满18周岁，45岁以下",
        "under 35 years old", "aged 18–35", "ages between 20 and 40", "age limit: 45", "young women",
    ),
    "户籍": (
        "本地户口优先", "限本市户籍", "江苏省户籍", "本地人优先", "不招外地人", "外地人勿扰",
        "local hukou preferred", "local candidates only",
    ),
    "婚育状况": (
        "已婚已育优先", "未婚", "要求单身", "两年内不得生育",
        "married with children", "single women", "no plans to have children",
    ),
    "外貌": (
        "形象好", "形象气质佳", "五官端正", "身高165cm以上", "身高要求1.65米", "体重不超过60公斤",
        "good-looking", "minimum height 1.65 m",
    ),
    "健康状况": ("无乙肝", "乙肝携带者勿扰", "检查乙肝五项", "hepatitis B carriers excluded"),
    "民族、宗教或出身": ("限汉族", "汉族优先", "不招少数民族"),
    "夸大": (
        "月入过万", "日赚500元", "上不封顶", "高薪诚聘", "行业第一", "最佳雇主", "一流企业", "100%录用",
        "unlimited earnings", "earn up to 20,000", "world-class team", "No. 1 employer", "guaranteed income",
    ),
}  # fmt: skip

FAIR = (
    "男女不限", "不限性别", "性别：不限", "招男女工", "男、女均可", "设有男女职工宿舍", "招聘女装设计师",
    "女职工享受产假", "负责女性用品包装线", "联系人：王女士", "male or female", "men and women",
    "Male and female connectors",
    "年龄不限", "不限年龄", "no age limit", "any age", "年满18周岁", "18周岁以上", "16 周岁及以上",
    "at least 18 years old", "不招未满16周岁的人员", "设备使用 20 年以上", "3岁以下子女托育", "经验 3 年以上",
    "regardless of age and gender",
    "户籍不限", "协助办理本市户口", "可落户，解决户口", "no hukou required",
    "婚姻状况不限", "已婚未婚均可", "已婚职工提供夫妻房", "单身公寓", "single crane operation", "single-phase motors",
    "参与企业形象设计", "品牌形象好", "height of 12 m", "attractive pay", "不检测乙肝",
    "生产第一线", "第一时间处理故障", "检验 100% 的铸件", "双一流高校毕业", "No. 1 furnace", "最高温度", "绝对压力",
)  # fmt: skip


def hub(**changes: Any) -> Hub:
    return Hub(SITE, Taxonomy(tags={}, event_categories={}), jobs=(Job.model_validate({**JOB, **changes}),))


def topics_of(text: str) -> set[str]:
    return {topic.zh for topic in TOPICS for _ in topic.phrases_in(plain(text))}


@pytest.mark.parametrize(
    ("topic", "text"), [(topic, text) for topic, texts in UNFAIR.items() for text in texts], ids=lambda text: text
)
def test_unfair_words_are_found(topic: str, text: str) -> None:
    """B3: each of these is objected to, for the right reason; upper case and other texts around it change nothing."""
    found = [one for one in TOPICS if one.may_be_in(f"持证\n{plain(text).upper()}\nwelding")]

    assert topic in topics_of(text)
    assert topic in {one.zh for one in found}


@pytest.mark.parametrize("text", FAIR)
def test_innocent_words_are_left_alone(text: str) -> None:
    """B3: a warning that is often wrong is not read."""
    assert topics_of(text) == set()


def test_the_lists_cover_every_topic() -> None:
    """No topic is without an example here, and none has a fix that a message would cut."""
    assert {topic.zh for topic in TOPICS} == set(UNFAIR)
    assert all(len(text) <= 80 for topic in TOPICS for text in (topic.fix_zh, topic.fix_en))


@given(st.text())
def test_no_text_breaks_the_check(text: str) -> None:
    """People write anything."""
    topics_of(text)


@given(st.sampled_from(FAIR), st.sampled_from([text for texts in UNFAIR.values() for text in texts]))
def test_an_innocent_word_hides_nothing(fair: str, unfair: str) -> None:
    """What is harmless excuses its own words only."""
    assert topics_of(unfair) <= topics_of(f"{fair}。{unfair}")


@pytest.mark.parametrize(
    ("changes", "loc"),
    [
        ({"title": {"zh": "文员（女）"}}, ("title", "zh")),
        ({"about": {"zh": "年轻团队", "en": "For young people."}}, ("about", "en")),
        ({"duties": [{"zh": "焊接"}, {"zh": "搬运，限男性"}]}, ("duties", 1, "zh")),
        ({"requirements": [{"zh": "持证", "en": "under 40 years old"}]}, ("requirements", 0, "en")),
        ({"benefits": [{"zh": "奖金上不封顶"}]}, ("benefits", 0, "zh")),
        ({"apply": {"how": {"zh": "外地人勿扰"}}}, ("apply", "how", "zh")),
    ],
)
def test_a_finding_stands_at_its_field(changes: dict[str, Any], loc: tuple[str | int, ...]) -> None:
    """The place is the very text, in its language."""
    assert [(found.file, found.loc) for found in wording_is_fair(hub(**changes))] == [("jobs/welder.yml", loc)]


def test_who_to_call_is_no_condition() -> None:
    """Names and contacts are not searched."""
    contact = {"name": {"zh": "女士优先人力资源部"}}

    assert list(wording_is_fair(hub(apply={"how": {"zh": "打电话"}, "contact": contact}))) == []


@pytest.mark.parametrize(
    ("posted", "valid_through", "codes"),
    [
        ("2026-11-01", "2027-11-01", []),
        ("2026-11-01", "2027-11-02", ["W201"]),
        ("2028-02-29", "2029-02-28", []),
        ("2028-02-29", "2029-03-01", ["W201"]),
    ],
)
def test_an_opening_stands_for_a_year_at_most(posted: str, valid_through: str, codes: list[str]) -> None:
    """B1: twelve months after it was posted is still in time, a day more is not."""
    found = validity_is_short(hub(posted=posted, valid_through=valid_through))

    assert codes == [finding.code for finding in found]


def test_a_repost_links_to_its_source() -> None:
    """B2: a source without an address is an error, at the source."""
    bare = {"name": {"zh": "人才网"}}
    linked = {**bare, "url": "https://jobs.example/1"}

    assert [(f.loc, f.code) for f in reposts_link_to_their_source(hub(source=bare))] == [(("source",), "E181")]
    assert list(reposts_link_to_their_source(hub(source=linked))) == []
    assert list(reposts_link_to_their_source(hub())) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_editor_is_told_what_to_write_instead(tmp_path: Path, lang: str) -> None:
    """The message names the words, the reason and the way out; the caret stands below the text."""
    text = "持有焊工证，年龄：３５周岁以下"
    (tmp_path / "jobs").mkdir()
    (tmp_path / "jobs/welder.yml").write_text(f"requirements:\n  - zh: {text}\n", "utf-8")
    problem: Problem = next(locate(wording_is_fair(hub(requirements=[{"zh": text}])), tmp_path))
    shown = problem.render(lang)  # type: ignore[arg-type]

    assert problem.severity == "warning"
    assert (problem.place.line, problem.place.column) == (2, 9)
    assert "年龄:35周岁以下" in shown
    assert ("年龄歧视" if lang == "zh" else "discriminate by age") in shown
    assert re.search(r"\^{4,}", shown)
