"""Addresses: which path of the site shows which file of content/."""

from __future__ import annotations

import pytest

from generator.addresses import address_of, localised, may_hold_picture


@pytest.mark.parametrize(
    ("path", "zh", "en"),
    [
        ("alliances/hvac/alliance.yml", "alliances/hvac/", "en/alliances/hvac/"),
        ("alliances/hvac/about.md", "alliances/hvac/", "en/alliances/hvac/"),
        ("alliances/hvac/chain.yml", "alliances/hvac/", "en/alliances/hvac/"),
        ("news/2026/2026-11-20-x/index.md", "news/2026-11-20-x/", "en/news/2026-11-20-x/"),
        ("achievements/sand/index.md", "achievements/sand/", "en/achievements/sand/"),
        ("policies/flats/index.md", "policies/flats/", "en/policies/flats/"),
        ("jobs/welder.yml", "jobs/welder/", "en/jobs/welder/"),
        ("events/fair.yml", "events/fair/", "en/events/fair/"),
        ("services/legal.yml", "services/legal/", "en/services/legal/"),
        ("pages/about/index.md", "about/", "en/about/"),
        ("handbook/index.md", "handbook/", "en/handbook/"),
        ("handbook/news.md", "handbook/news/", "en/handbook/news/"),
        ("handbook/news/index.md", "handbook/news/", "en/handbook/news/"),
        ("handbook/news/pictures.md", "handbook/news/pictures/", "en/handbook/news/pictures/"),
    ],
)
def test_each_kind_of_file_has_its_address(path, zh, en):
    """The address is made of section and id, below the root of the text's language; the year is no part of it."""
    assert (zh, en) == (address_of(path, "zh"), address_of(path, "en"))


@pytest.mark.parametrize(
    ("path", "address"),
    [
        ("alliances/hvac/about.en.md", "en/alliances/hvac/"),
        ("news/2026/2026-11-20-x/index.en.md", "en/news/2026-11-20-x/"),
        ("pages/about/index.en.md", "en/about/"),
        ("handbook/index.en.md", "en/handbook/"),
        ("handbook/news.en.md", "en/handbook/news/"),
    ],
)
def test_an_english_file_leads_to_the_english_page(path, address):
    """Whoever links to a translation means the translation, in either language."""
    assert (address, address) == (address_of(path, "zh"), address_of(path, "en"))


@pytest.mark.parametrize(
    ("path", "held"),
    [
        ("news/2026/2026-11-20-x/a.png", True),
        ("pages/about/map.webp", True),
        ("alliances/hvac/cover.jpg", True),
        ("achievements/sand/炉 子.png", True),
        ("mark.png", True),
        ("jobs/welder.png", False),
        ("news/2026/a.png", False),
        ("news/2026/2026-11-20-x/more/a.png", False),
    ],
)
def test_pictures_lie_beside_texts(path, held):
    """A picture is looked for beside a text or hub.yml; it has no address by its path, in either language."""
    assert held == may_hold_picture(path)
    assert (None, None) == (address_of(path, "zh"), address_of(path, "en"))


@pytest.mark.parametrize(
    "path",
    [
        "hub.yml", "taxonomy.yml", "", "jobs", "jobs/", "jobs/welder.yaml", "jobs/a/b.yml", "jobs/welder.png",
        "news/2026-11-20-x/index.md", "news/26/x/index.md", "news/2026/x/y/index.md", "other/x.yml",
        "jobs/welder.yml\n",
    ],
)  # fmt: skip
def test_other_files_have_none(path):
    """What has no page has no address."""
    assert address_of(path, "zh") is None


def test_chinese_stands_at_the_root():
    """Only English has a prefix."""
    assert ("news/", "en/news/", "", "en/") == (
        localised("news/", "zh"), localised("news/", "en"), localised("", "zh"), localised("", "en"),
    )  # fmt: skip
