"""Changes by place: what was meant is changed, everything else stays byte for byte."""

from __future__ import annotations

import copy

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.editing.rewriting import Bare, RewriteError, is_readable, rewrite
from generator.reading.yaml import parse

TEXT = """\
# yaml-language-server: $schema=../schema.json
# 第一行说明

title: 焊工   # 岗位
pay: {min: 7000, max: "9000"}   # 税前
tags: [talent, 'service']
duties:
  # 先写最要紧的
  - zh: 焊接“分段”
    en: Weld blocks

  - {zh: 检查, en: Inspect}
about:
  zh: |-
    第一段。

    第二段。
  en: >
    folded
    text
posted: 2026-11-22
"""


def values(text: str):
    document, problems = parse(text, "")
    assert document is not None and is_readable(problems)
    return document.values


def changed(path, value) -> str:
    """`TEXT` with the value at *path* replaced, or taken out when it is None."""
    wanted = copy.deepcopy(values(TEXT))
    around = wanted
    for step in path[:-1]:
        around = around[step]
    if value is None:
        del around[path[-1]]
    else:
        around[path[-1]] = value
    return rewrite(TEXT, wanted)


@pytest.mark.parametrize(
    ("path", "value", "before", "after"),
    [
        (("title",), "焊接: 技师 #1", "title: 焊工   # 岗位", 'title: "焊接: 技师 #1"   # 岗位'),
        (("title",), "no", "title: 焊工   # 岗位", 'title: "no"   # 岗位'),
        (("pay", "min"), Bare("8000"), "{min: 7000, max", "{min: 8000, max"),
        (("pay", "max"), Bare("9500"), 'max: "9000"}', 'max: "9500"}'),
        (("pay", "per"), "month", 'max: "9000"}', 'max: "9000", per: month}'),
        (("pay", "min"), None, "{min: 7000, max", "{max"),
        (("tags",), ["talent", "service", "policy"], "'service']", "'service', policy]"),
        (("tags",), ["service"], "[talent, 'service']", "['service']"),
        (("duties", 0, "en"), "Weld: “blocks”", "en: Weld blocks", 'en: "Weld: “blocks”"'),
        (("duties", 1, "en"), "Inspect, report", "en: Inspect}", 'en: "Inspect, report"}'),
        (("duties", 1), None, "\n  - {zh: 检查, en: Inspect}", ""),
        (("about", "zh"), "第一段。\n\n改过的。", "    第二段。", "    改过的。"),
        (("about", "en"), None, "  en: >\n    folded\n    text\n", ""),
        (("posted",), Bare("2026-12-01"), "posted: 2026-11-22", "posted: 2026-12-01"),
        (("source",), {"name": {"zh": "来源"}}, "posted: 2026-11-22\n",
         "posted: 2026-11-22\nsource:\n  name:\n    zh: 来源\n"),
    ],
)  # fmt: skip
def test_one_change_touches_one_place(path, value, before, after):
    """The quoted stretch is replaced; comments, quotes, blank lines and order around it are as they were."""
    assert TEXT.count(before) == 1

    assert changed(path, value) == TEXT.replace(before, after)


def test_an_entry_that_moves_takes_its_writing_along():
    """Reordering keeps each entry as it was written, in brackets or not."""
    wanted = copy.deepcopy(values(TEXT))
    wanted["duties"].reverse()

    assert rewrite(TEXT, wanted).count("  - {zh: 检查, en: Inspect}\n") == 1
    assert rewrite(TEXT, wanted).index("检查") < TEXT.index("检查")


def test_a_new_key_stands_behind_the_one_before_it():
    """Where the model has a field between two others, it is written between them, above the next one's comment."""
    before = "a: 1\n# of b\nb: 2\n"

    assert rewrite(before, {"a": "1", "new": "x: y", "b": "2"}) == 'a: 1\nnew: "x: y"\n# of b\nb: 2\n'
    assert rewrite(before, {"new": "x", "a": "1", "b": "2"}) == "new: x\na: 1\n# of b\nb: 2\n"


@pytest.mark.parametrize("text", ["a: &x 1\nb: *x\n", "a: !!str 1\n", "a: 1\na: 2\n", "- 1\n", "a: [\n"])
def test_what_cannot_be_changed_safely_is_left_alone(text):
    """Anchors, tags, keys twice and broken texts are refused, not guessed at."""
    with pytest.raises(RewriteError):
        rewrite(text, {"a": "3"})


printable = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="\u2028\u2029\ufeff\ufffe\uffff")
    | st.sampled_from("\n\t :#-\"'[]{}&*!|>%@`\\,?：“”"),
    max_size=40,
)
texts = printable.map(str.strip).filter(bool)


@settings(max_examples=150, deadline=None)
@given(value=texts, place=st.sampled_from([("title",), ("pay", "max"), ("duties", 0, "zh"), ("duties", 1, "zh"),
                                           ("about", "zh"), ("about", "en"), ("tags", 0)]))  # fmt: skip
def test_any_text_comes_back_as_it_was_written(value, place):
    """Whatever people type is a text in the file: no colon, dash, quote or line break becomes anything else (YAML
    injection), and no other field changes."""
    wanted = copy.deepcopy(values(TEXT))
    around = wanted
    for step in place[:-1]:
        around = around[step]
    around[place[-1]] = value

    assert wanted == values(rewrite(TEXT, wanted))


trees = st.recursive(
    texts,
    lambda inner: (
        st.lists(inner, min_size=1, max_size=3)
        | st.dictionaries(st.from_regex(r"[a-z]{1,5}", fullmatch=True), inner, min_size=1, max_size=3)
    ),
    max_leaves=12,
)


@settings(max_examples=100, deadline=None)
@given(
    old=st.dictionaries(st.sampled_from("abcd"), trees, min_size=1),
    new=st.dictionaries(st.sampled_from("abcd"), trees, min_size=1),
)
def test_any_tree_becomes_any_other(old, new):
    """A text with any values can be changed to hold any others, or is left alone."""
    text = rewrite("zz: zz\n", {**old, "zz": "zz"})
    wanted = {**new, "zz": "zz"}

    assert wanted == values(rewrite(text, wanted))
    assert text == rewrite(text, {**old, "zz": "zz"})
