"""Domains: which may be taken for others."""

from __future__ import annotations

import pytest

from generator.model.domains import is_deceptive, readable


@pytest.mark.parametrize(
    "host",
    [
        "hub.example",
        "靖江.中国",
        "xn--fiqs8s",
        "a靖江b.cn",
        "b\u00fccher.example",
        "\u043f\u0440\u0438\u043c\u0435\u0440.\u0440\u0444",  # “example” in Russian
        "例え.jp",
        "1-2-3.example",
    ],
)
def test_honest_domains(host):
    """Latin, Chinese, both together, and names wholly in another script that do not pass for Latin ones."""
    assert not is_deceptive(host)


@pytest.mark.parametrize(
    "host",
    [
        "p\u0430ypal.example",  # a Cyrillic letter among Latin ones
        "\u0430\u0440\u0440\u04cf\u0435.example",  # Cyrillic as a whole, and reads “apple”
        "xn--80ak6aa92e.com",  # the same in punycode
        "g\u03bf\u03bfgle.example",  # Greek
        "\u0261oogle.example",  # a Latin letter of the phonetic alphabet
        "\uff45\uff56\uff49\uff4c.example",  # full width
        "hub\u3002example",  # an ideographic full stop, which browsers take for a dot
        "hub\u200d.example",
        "hub\u2024example",
        "xn--\u00e9",
        "xn--99999999999",
    ],
)
def test_domains_that_pose(host):
    """Mixed scripts, look-alikes as a whole, other widths, hidden signs, and punycode that is none."""
    assert is_deceptive(host)


def test_punycode_is_shown_as_its_reader_should_see_it():
    """Each label is decoded by itself (RFC 3492)."""
    assert "www.中国" == readable("WWW.xn--fiqs8s.")
