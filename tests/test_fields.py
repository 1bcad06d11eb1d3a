"""Fields: what each type accepts, and what is said when it does not."""

from __future__ import annotations

import datetime as dt
from typing import Literal

import pytest
from pydantic import Field, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from generator.model.achievement import Achievement
from generator.model.alliance import Alliance
from generator.model.job import Job
from generator.model.news import News
from generator.model.record import (
    Amount,
    Count,
    Day,
    DayOrMoment,
    Email,
    Flag,
    Id,
    Line,
    Moment,
    Record,
    Text,
    WebAddress,
)
from generator.model.site import SiteIdentity
from generator.nearest import guess, nearest
from generator.reading.fields import CODES, example, field_names, field_problems, model_at
from generator.reading.mends import VALUE_WORDS
from generator.reading.yaml import parse
from generator.zone import HUB_ZONE


def value(type_, text):
    """*text* as a value of the field type, or the error type that refuses it."""
    try:
        return TypeAdapter(type_).validate_python(text)
    except ValidationError as error:
        return error.errors()[0]["type"]


@pytest.mark.parametrize("text", ["2026-11-22", "2024-02-29", "0001-01-01", "9999-12-31"])
def test_days_are_read(text):
    """A day is year, month and day in digits."""
    assert dt.date.fromisoformat(text) == value(Day, text)


@pytest.mark.parametrize(
    "text",
    [
        "2026年11月22日", "2026/11/22", "2026-3-1", "20261122", "2026-02-29", "2026-13-01", "2026-W47-7", "26-11-22",
        "２０２６-11-22", "2026-11-22 09:00", "2026-11-22T00:00", " 2026-11-22", "2026-11-22\n", "明天", "",
        "1700000000",
    ],
)  # fmt: skip
def test_days_in_other_forms_are_refused(text):
    """No other form is guessed at, and no number counts as a day."""
    assert "day_form" == value(Day, text)


@pytest.mark.parametrize(
    ("text", "hour", "minute", "second"),
    [
        ("2026-12-05 09:30", 9, 30, 0),
        ("2026-12-05T09:30", 9, 30, 0),
        ("2026-12-05 09:30:15", 9, 30, 15),
        ("2026-12-05T23:59+08:00", 23, 59, 0),
    ],
)
def test_moments_are_in_china_standard_time(text, hour, minute, second):
    """A time is in Asia/Shanghai whether it says so or not."""
    moment = value(Moment, text)

    assert dt.datetime(2026, 12, 5, hour, minute, second, tzinfo=HUB_ZONE) == moment
    assert dt.timedelta(hours=8) == moment.utcoffset()


@pytest.mark.parametrize(
    "text",
    [
        "2026-12-05", "2026-12-05 9:30", "2026-12-05 09：30", "2026-12-05 24:00", "2026-12-05 09:60",
        "2026-12-05T01:30Z", "2026-12-05T09:30+09:00", "上午9点", "",
    ],
)  # fmt: skip
def test_moments_in_other_forms_are_refused(text):
    """A time without minutes, of another zone or in words is refused."""
    assert "moment_form" == value(Moment, text)


def test_a_day_or_a_moment_stays_what_it_is():
    """Midnight is a time, and a day is not midnight."""
    assert dt.date(2026, 12, 5) == value(DayOrMoment, "2026-12-05")
    assert dt.datetime(2026, 12, 5, tzinfo=HUB_ZONE) == value(DayOrMoment, "2026-12-05 00:00")
    assert isinstance(value(DayOrMoment, "2026-12-05 00:00"), dt.datetime)
    assert not isinstance(value(DayOrMoment, "2026-12-05"), dt.datetime)


@pytest.mark.parametrize(("text", "flag"), [("true", True), ("false", False)])
def test_flags_are_true_or_false(text, flag):
    """The two words YAML and JSON share are the only ones."""
    assert flag is value(Flag, text)


@pytest.mark.parametrize("text", ["yes", "no", "True", "TRUE", "on", "1", "0", "是", "否", "“true”", ""])
def test_other_flags_are_refused(text):
    """Yes, no, numbers and capitals are refused, so that schema and reader agree."""
    assert "flag_form" == value(Flag, text)


@pytest.mark.parametrize(("text", "count"), [("0", 0), ("12", 12), ("-3", -3), ("007", 7), ("12.0", 12)])
def test_counts_are_read(text, count):
    """Digits are a whole number."""
    assert count == value(Count, text)


@pytest.mark.parametrize(
    "text",
    ["３", "三", "1_000", "1,000", "1e3", "0x1f", "+5", "1.", ".5", "12人", " 1", "1 000", "", "nan", "inf", "²"],
)
def test_numbers_in_other_forms_are_refused(text):
    """Full-width digits, separators, exponents and units are refused, for counts and amounts alike."""
    assert "number_form" == value(Count, text)
    assert "number_form" == value(Amount, text)


def test_counts_are_whole():
    """Half a person is refused; an amount may be a fraction."""
    assert isinstance(value(Count, "2.5"), str)
    assert 2.5 == value(Amount, "2.5")


@pytest.mark.parametrize(
    "text", ["https://hub.example", "http://hub.example/路径?q=1#top", "https://a.b.example:8080/"]
)
def test_web_addresses_are_read(text):
    """An address begins with its scheme and names a host."""
    assert text == value(WebAddress, text)


@pytest.mark.parametrize(
    "text",
    [
        "hub.example", "//hub.example", "https://", "https://localhost", "ftp://hub.example", "javascript:alert(1)",
        "https://a b.example", "https://hub.example/a b", 'https://hub.example/"x', "https://user@hub.example",
        "https:\\\\hub.example", "HTTPS//hub.example", "mailto:a@b.example", "https://hub.example/<x>", "",
    ],
)  # fmt: skip
def test_other_addresses_are_refused(text):
    """What has no host, another scheme, a blank, a quotation mark or a user's name is refused."""
    assert "web_address" == value(WebAddress, text)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a.b+c@hub.example", None),
        ("a@b", "email"),
        ("a@b@c.example", "email"),
        ("张@例子.中国", "email"),
        ("a b@c.example", "email"),
    ],
)
def test_email_addresses(text, kind):
    """One name, one sign, a host with a dot."""
    assert (kind or text) == value(Email, text)


@pytest.mark.parametrize(
    ("text", "good"),
    [
        ("a", True),
        ("green-casting-2", True),
        ("Green", False),
        ("a--b", False),
        ("-a", False),
        ("a_b", False),
        ("绿色", False),
        ("a/b", False),
        ("a\n", False),
        ("x" * 81, False),
    ],
)
def test_ids_are_lower_case(text, good):
    """Letters, digits and single hyphens, at most eighty."""
    assert good == (value(Id, text) == text)


@pytest.mark.parametrize(
    ("text", "result"),
    [("焊" * 300, "焊" * 300), ("焊" * 301, "string_too_long"), ("", "string_too_short"), ("a\nb", "line_break")],
)
def test_lines_are_lines(text, result):
    """One to three hundred characters without a line break."""
    assert result == value(Line, text)


def test_texts_fall_back_to_chinese():
    """Without English the Chinese is shown, and says that it is Chinese."""
    both, one = Text(zh="焊工", en="Welder"), Text(zh="焊工")

    assert (("Welder", "en"), ("焊工", "zh")) == (both.best("en"), both.best("zh"))
    assert (("焊工", "zh"), ("焊工", "zh")) == (one.best("en"), one.best("zh"))


def test_records_are_frozen_and_strict():
    """A record takes no unknown field, and none of its fields can be changed; blanks around a text go."""
    with pytest.raises(ValidationError):
        Text(zh="x", fr="y")
    with pytest.raises(ValidationError):
        Text(zh="x").zh = "y"
    assert "x" == Text(zh="  x ").zh


# What is said


@pytest.mark.parametrize(
    ("found", "allowed", "near"),
    [
        ("fulltime", ["full-time", "part-time"], "full-time"),
        ("full_time", ["full-time", "part-time"], "full-time"),
        ("Full-Time", ["full-time", "part-time"], "full-time"),
        ("全职", ["full-time", "part-time"], "full-time"),
        ("全天", ["full-time", "part-time"], None),
        ("", ["a"], None),
        ("x", [], None),
    ],
)
def test_the_nearest_value_is_offered(found, allowed, near):
    """A value that is nearly right gets a question in both languages; one that is not gets none."""
    expected = (
        {"guess_zh": f"是不是 `{near}`？", "guess_en": f"Did you mean `{near}`? "}
        if near
        else {"guess_zh": "", "guess_en": ""}
    )

    assert expected == guess(nearest(found, allowed, VALUE_WORDS))


@pytest.mark.parametrize(
    ("model", "field", "line"),
    [
        (Job, "title", "title: {zh: 中文, en: English}"),
        (Job, "headcount", "headcount: 1"),
        (Job, "posted", "posted: 2026-12-05"),
        (Job, "kind", "kind: full-time"),
        (Job, "duties", "duties: [{zh: 中文, en: English}]"),
        (Job, "employer", "employer: {name: …}"),
        (News, "title", "title: …"),
        (News, "summary", "summary: …"),
        (SiteIdentity, "domain", "domain: …"),
    ],
)
def test_examples_can_be_copied(model, field, line):
    """The line offered for a missing field is one that the field accepts: a news title is one text, a job's is two."""
    assert line == example(model, field)


def test_names_are_those_an_editor_may_write():
    """What comes from the file's place is not offered, and a field with another name in files is offered by that."""
    assert {"id", "file", "body", "about", "chain"}.isdisjoint(field_names(Achievement))
    assert {"about", "chain"}.isdisjoint(field_names(Alliance))
    assert "from" in field_names(model_at(Alliance, ("chain", "links", 0)))
    assert [] == field_names(None)


class Sample(Record):
    """A model with one field of each awkward kind."""

    size: Literal["small", "large"] = "small"
    names: tuple[Text, ...] = ()
    texts: dict[Id, Text] = Field({})


@pytest.mark.parametrize(
    ("text", "code", "line", "column", "field"),
    [
        ("size: smal\n", "E120", 1, 7, "size"),
        ("size: “small”\n", "E110", 1, 7, "size"),
        ("names:\n  - x\n", "E134", 2, 5, "names"),
        ("names:\n  - {en: x}\n", "E121", 2, 5, "names.zh"),
        ("names:\n  - zh:\n", "E133", 2, 8, "names.zh"),
        ("texts:\n  Key: {zh: x}\n", "E136", 2, 3, "Key"),
        ("texts:\n  key: x\n", "E134", 2, 8, "key"),
        ("texts:\n  - x\n", "E129", 2, 3, "texts"),
        ("sizes: x\n", "E122", 1, 1, "sizes"),
    ],
)
def test_fields_are_named_and_placed(text, code, line, column, field):
    """The problem names the field as the file has it and stands at its value, or at its key where that is wrong."""
    document, _ = parse(text, "a.yml")
    with pytest.raises(ValidationError) as caught:
        Sample.model_validate(document.values)
    problems = list(field_problems(caught.value, Sample, document))

    assert [(code, line, column, field)] == [(p.code, p.place.line, p.place.column, p.facts["field"]) for p in problems]


def test_what_nobody_foresaw_is_still_a_problem():
    """A refusal without a code of its own is told in pydantic's words (E139), never passed over."""
    document, _ = parse("size: small\n", "a.yml")
    error = ValidationError.from_exception_data(
        "Sample", [{"type": PydanticCustomError("never_heard_of", "it is Tuesday"), "loc": ("size",), "input": "small"}]
    )
    problems = list(field_problems(error, Sample, document))

    assert "never_heard_of" not in CODES
    assert ["`size` cannot be `small`: it is Tuesday"] == [p.message("en") for p in problems]
