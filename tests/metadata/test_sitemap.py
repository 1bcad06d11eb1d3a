"""sitemap.xml: one list, or an index of several when there are many addresses (rules H5, H6)."""

from __future__ import annotations

from datetime import date

import pytest
from lxml import etree

from generator.build import load
from generator.metadata.sitemap import entries, places, sitemap_outputs
from generator.pages.plan import contexts_of

NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


@pytest.fixture(scope="module")
def contexts(project):
    """The repository's own content, both languages."""
    loaded = load(project / "content", project / "theme")
    assert loaded.hub is not None
    edition = loaded.hub.as_of(date(2026, 11, 22), samples=True)
    return contexts_of(edition, loaded.strings, "/", "https://hub.example/")


def written(contexts, **options):
    return {output.path: etree.fromstring(output.render().encode()) for output in sitemap_outputs(contexts, **options)}


def test_few_addresses_stand_in_one_list(contexts):
    """Below the limit there is sitemap.xml alone, with every address once."""
    files = written(contexts)

    found = files["sitemap.xml"].xpath("//s:loc/text()", namespaces=NAMES)
    assert ["sitemap.xml"] == list(files)
    assert [entry.url for entry in entries(contexts, places(contexts))] == found
    assert len(found) == len(set(found)) > 50


def test_many_addresses_are_cut_into_lists_with_an_index(contexts):
    """Above the limit sitemap.xml names the lists; together they hold each address once, in the same order."""
    everything = [entry.url for entry in entries(contexts, places(contexts))]

    files = written(contexts, most=30)

    named = files["sitemap.xml"].xpath("/s:sitemapindex/s:sitemap/s:loc/text()", namespaces=NAMES)
    assert [f"https://hub.example/{name}" for name in files if name != "sitemap.xml"] == named
    lists = [root.xpath("//s:loc/text()", namespaces=NAMES) for name, root in files.items() if name != "sitemap.xml"]
    assert everything == [url for part in lists for url in part]
    assert all(0 < len(part) <= 30 for part in lists)


def test_the_index_dates_each_list_by_its_newest_content(contexts):
    """An index entry's date is the newest of its list, never the day of the build."""
    files = written(contexts, most=30)

    dates = {
        entry.findtext("s:loc", namespaces=NAMES): entry.findtext("s:lastmod", namespaces=NAMES)
        for entry in files["sitemap.xml"]
    }
    assert len(dates) > 2
    for url, found in dates.items():
        days = files[url.rpartition("/")[2]].xpath("//s:lastmod/text()", namespaces=NAMES)
        assert max(days, default=None) == found
