"""Characters that nobody sees, and numbers of people: found in texts, with their places, and left alone elsewhere."""

from __future__ import annotations

import pytest

from generator.reading.characters import is_id_number, remarks

ID_NUMBER = "11010519491231002X"
"""The example of GB 11643, which belongs to nobody."""


def found(text: str) -> list[tuple[str, int, int]]:
    return [(problem.code, problem.place.line, problem.place.column) for problem in remarks(text, "a.md")]


@pytest.mark.parametrize(
    ("text", "code", "line", "column"),
    [
        (f"一\n身份证{ID_NUMBER}", "W231", 2, 4),
        (ID_NUMBER.lower(), "W231", 1, 1),
        ("身份证１１０１０５１９４９１２３１００２X", "W231", 1, 4),
        ("电话13812345678", "W232", 1, 3),
        ("电话：138-1234-5678", "W232", 1, 4),
        ("+86 138 1234 5678", "W232", 1, 1),
        ("008613812345678", "W232", 1, 1),
        ("电话１３８１２３４５６７８。", "W232", 1, 3),
        ("how: {zh: 打电话13812345678}", "W232", 1, 14),
        ("零\u200b宽", "W230", 1, 2),
        ("软\u00ad连字符", "W230", 1, 2),
        ("a\u200db", "W230", 1, 2),
        ("👨\u200d👩\u200d👧 a\u200fb", "W230", 1, 8),
    ],
)
def test_what_should_not_be_public_is_found(text, code, line, column):
    """Identity cards, mobile numbers in any writing, and signs without a width: each once and at its place."""
    assert [(code, line, column)] == found(text)


@pytest.mark.parametrize(
    "text",
    [
        "110105194912310021",  # a wrong check digit
        "110105194913310026",  # no such month
        "91110105MA01234567",
        f"{ID_NUMBER}1",
        "2026-11-22 13812345678901",
        "12812345678",
        "value: 0.13812345678",
        "phone: 13812345678",
        'phone: "138 1234 5678"',
        "contact: {phone: +86 13812345678, email: a@b.example}",
        "[138 1234 5678](tel:13812345678)",
        "<tel:13812345678>",
        "https://a.example/s/13812345678?x=13812345678",
        "👨\u200d👩\u200d👧，❤️\u200d🔥",
        "0523-84812345",
    ],
)
def test_what_may_be_public_is_left_alone(text):
    """Other numbers, contacts that are there to be called, addresses and joined emoji are not told of."""
    assert [] == found(text)


def test_a_report_does_not_repeat_the_number():
    """The report of a pull request is public as well: neither its sentence nor the quoted line holds the number."""
    problems = list(remarks(f"请联系张三，{ID_NUMBER}，13812345678。", "a.md"))

    assert ["W231", "W232"] == [problem.code for problem in problems]
    for problem in problems:
        assert ID_NUMBER not in problem.message("zh") + problem.message("en")
    assert ID_NUMBER not in problems[0].render("zh")
    assert "13812345678" not in problems[1].render("zh")


def test_the_check_digit_decides():
    """Of the eleven possible last signs exactly one is right."""
    assert ["X"] == [sign for sign in "0123456789X" if is_id_number(ID_NUMBER[:17] + sign)]
