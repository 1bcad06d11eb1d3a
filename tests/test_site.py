"""The finished site keeps its promises: every address is there, every link leads somewhere, both languages agree.

The rules in brackets are those of the acceptance list: H for metadata, P for pages, S for what is marked up.
"""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
import yaml
from lxml import etree, html
from site_fixture import (
    BASE_URL,
    CONTENT,
    ROOT_URL,
    UNTRANSLATED,
    Page,
    Site,
    each,
    real_site,
    said,
    site,
    site_below_base,
    site_with_gaps,
)

__all__ = ["real_site", "site", "site_below_base", "site_with_gaps"]

HTML_LANG = {"zh": "zh-Hans", "en": "en"}
SECTIONS = ("alliances", "achievements", "news", "jobs", "events", "policies", "services")
STANDING = ("", *(f"{section}/" for section in SECTIONS), "tags/", "subscribe/", "handbook/")


def front_matter(file: Path) -> dict[str, object]:
    """The fields of a content file, read without any of the generator's code."""
    text = file.read_text("utf-8")
    return dict(yaml.safe_load(text.split("\n---\n", 1)[0] if file.suffix == ".md" else text))


def content_items() -> dict[str, Path]:
    """The address of every item, below its language's root, with the file it is made from."""
    found = {}
    for file in CONTENT.glob("alliances/*/alliance.yml"):
        found[f"alliances/{file.parent.name}/"] = file
    for file in CONTENT.glob("news/*/*/index.md"):
        found[f"news/{file.parent.name}/"] = file
    for section in ("achievements", "policies"):
        for file in CONTENT.glob(f"{section}/*/index.md"):
            found[f"{section}/{file.parent.name}/"] = file
    for section in ("jobs", "events", "services"):
        for file in CONTENT.glob(f"{section}/*.yml"):
            found[f"{section}/{file.stem}/"] = file
    for file in CONTENT.glob("pages/*/index.md"):
        found[f"{file.parent.name}/"] = file
    return found


ITEMS = content_items()
SAMPLES = sorted(path for path, file in ITEMS.items() if front_matter(file).get("sample") is True)
REAL = sorted(set(ITEMS) - set(SAMPLES))


def in_both(paths: list[str] | tuple[str, ...]) -> list[str]:
    """The addresses of *paths* in Chinese and English."""
    return [f"{root}{path}" for root in ("", "en/") for path in paths]


def counterpart(path: str) -> str:
    """The same page's address in the other language."""
    return path.removeprefix("en/") if path.startswith("en/") else f"en/{path}"


# Addresses


def test_every_item_has_a_page_in_both_languages(site: Site) -> None:
    """Each record of content/ is published at its permanent address in Chinese and English."""
    missing = sorted(set(in_both(each(ITEMS))) - set(site.paths))

    assert missing == []


def test_every_list_and_standing_page_is_there_in_both_languages(site: Site) -> None:
    """Home, sections, tags, years, archives and the handbook have the addresses the design gives them."""
    tags = [f"tags/{tag}/" for tag in front_matter(CONTENT / "taxonomy.yml")["tags"]]  # type: ignore[attr-defined]
    years = [f"news/{folder.name}/" for folder in CONTENT.glob("news/*")]
    archives = ["jobs/closed/", "events/past/"]
    wanted = in_both([*STANDING, "about/", "accessibility/", *each(tags), *each(years), *archives])

    assert sorted(set(wanted) - set(site.paths)) == []


def test_files_for_machines_are_there(site: Site) -> None:
    """The page for wrong addresses, the sitemap, robots.txt and the manifest stand at the root."""
    assert {"404.html", "en/404.html", "sitemap.xml", "robots.txt", "build.json"} <= site.files


def test_long_lists_go_on_at_numbered_pages(site_with_gaps: Site) -> None:
    """With five items a page, /news/page/2/ follows /news/, each item stands on one page, and the pages link on."""
    for root in ("", "en/"):
        paths = [f"{root}news/", f"{root}news/page/2/", f"{root}news/page/3/"]
        pages = [site_with_gaps.page(path) for path in paths]
        listed = [
            href for page in pages for href in page.values("//main//*[contains(@class, 'hub-row__title')]/a/@href")
        ]

        assert len(listed) == len(set(listed)) == len(list(CONTENT.glob("news/*/*/index.md")))
        assert [page.values("//main//a[@rel='next']/@href") for page in pages] == [
            [f"/{path}"] for path in paths[1:]
        ] + [[]]
        assert [page.values("//main//a[@rel='prev']/@href") for page in pages] == [[]] + [
            [f"/{path}"] for path in paths[:-1]
        ]


def test_nothing_is_published_that_no_page_asks_for(site: Site) -> None:
    """No template, macro, word list or source map of the theme reaches the site."""
    surplus = [path for path in site.files if re.search(r"\.(map|yml|md|jinja|py)$|^(macros|strings|icons)/", path)]

    assert surplus == []


def test_drafts_and_what_is_to_come_are_not_published(site_with_gaps: Site) -> None:
    """A draft and an item whose time has not come have no page, no list row and no line of the sitemap."""
    wanted = ("2026-11-22-a-draft", "2026-11-22-to-come")
    found = [path for path in site_with_gaps.files if any(name in path for name in wanted)]
    found += [page.path for page in site_with_gaps.pages if any(name in page.source for name in wanted)]

    assert found == []
    assert not any(name in site_with_gaps.text("sitemap.xml") for name in wanted)


# Links


@pytest.mark.parametrize("name", ["site", "real_site", "site_below_base", "site_with_gaps"])
def test_every_internal_address_leads_to_a_file_and_an_id(name: str, request: pytest.FixtureRequest) -> None:
    """No link, script, style or picture dangles: with and without samples, below a base path, over several pages."""
    built: Site = request.getfixturevalue(name)

    assert built.dangling() == []


def test_below_a_base_path_every_address_stays_below_it(site_below_base: Site) -> None:
    """Published at /some/base/, no page names an address of the host outside it."""
    base = urlsplit(BASE_URL).path
    outside = [
        f"/{page.path} → {value}"
        for page in site_below_base.pages
        for value in page.values("//@href | //@src")
        if value.startswith("/") and not value.startswith(base)
    ]

    assert outside == []
    pages = [page for page in site_below_base.pages if "handbook/problems/" not in page.path]  # it quotes the address
    assert len(pages) == len(site_below_base.pages) - 2
    assert ROOT_URL not in "".join(page.source for page in pages)


def test_a_base_path_changes_nothing_but_addresses(site: Site, site_below_base: Site) -> None:
    """The same files come out, and a page differs in its addresses, and pictures of them, only."""

    def without_addresses(built: Site, path: str) -> str:
        base = urlsplit(built.url)
        source = built.page(path).source.replace(f"{base.netloc}{base.path}", "site/")
        source = re.sub(r'<svg[^>]* role="img".*?</svg>', "", source, flags=re.DOTALL)
        return source.replace(f'"{base.path}', '"/').replace(f"w, {base.path}", "w, /")

    def pages(built: Site) -> set[str]:
        return {path for path in built.files if not path.startswith("search/")}  # named by what they hold

    assert pages(site) == pages(site_below_base)
    for path in ("", "news/", "en/alliances/hvac/", "jobs/shipyard-welder/", "404.html"):
        assert without_addresses(site, path) == without_addresses(site_below_base, path), path


LOADED = (
    "//link[contains('stylesheet icon preload prefetch modulepreload manifest preconnect dns-prefetch', @rel)]/@href"
    " | //script/@src | //img/@src | //source/@src | //source/@srcset | //img/@srcset | //video/@src | //audio/@src"
    " | //iframe/@src | //embed/@src | //object/@data | //form/@action | //*[local-name()='use']/@href"
)


def test_no_page_loads_anything_from_another_host(site: Site) -> None:
    """Scripts, styles, pictures, frames and forms of every page are the site's own (P4)."""
    foreign, loaded = [], 0
    for page in site.pages:
        for value in page.values(LOADED):
            for address in (
                candidate.split(" ")[0] for candidate in value.split(", ")
            ):  # of a srcset there are several
                loaded += 1
                if not address.startswith("data:") and site.target(page, address) is None:
                    foreign.append(f"/{page.path} → {address}")

    assert loaded > len(site.pages)
    assert foreign == []


def test_no_style_sheet_loads_anything_from_another_host(site: Site) -> None:
    """url() and @import of every style sheet name the site's own files, and those are there (P4)."""
    wrong = []
    for sheet in each([path for path in site.files if path.endswith(".css")]):
        css = re.sub(r"/\*.*?\*/", "", site.text(sheet), flags=re.DOTALL)
        for value in re.findall(r"url\(\s*['\"]?([^'\")]+)|@import\s+['\"]([^'\"]+)", css):
            address = "".join(value)
            target = site.target(Page(sheet, f"{ROOT_URL}{sheet}", ""), address)
            if not address.startswith("data:") and (target is None or target[0] not in site.files):
                wrong.append(f"{sheet} → {address}")

    assert wrong == []


# Languages


def test_every_page_says_its_language(site: Site) -> None:
    """<html lang> is zh-Hans or en, as the address promises (H4)."""
    wrong = [page.path for page in site.pages if page.root.get("lang") != HTML_LANG[page.lang]]

    assert wrong == []


HAN = re.compile("[\u3400-\u9fff]")
LATIN_WORD = re.compile(r"[A-Za-z][a-z]+")
OF_NO_LANGUAGE = {"script", "style", "code", "pre", "svg", "time"}


def language_at(element: html.HtmlElement) -> str:
    """The language a browser takes the text of *element* to be in."""
    return str(element.xpath("string(ancestor-or-self::*[@lang][1]/@lang)"))


def misnamed_texts(page: Page) -> list[str]:
    """The texts of *page* that are wholly in one language and marked as the other.

    The Chinese handbook may name files and English terms of the trade.
    """
    found = []
    for text in page.all("//body//text()"):
        element = text.getparent() if text.is_text else text.getparent().getparent()
        if not text.strip() or any(a.tag in OF_NO_LANGUAGE for a in (element, *element.iterancestors())):
            continue
        han, latin = len(HAN.findall(text)), len(LATIN_WORD.findall(text))
        language = language_at(element)
        chinese = han >= 2 and not latin
        if "handbook/problems/" in page.path:  # quotes content in either language
            continue
        english = latin >= 2 and not han and not re.search(r"@|://", text) and "handbook/" not in page.path
        if (chinese and not language.startswith("zh")) or (english and language != "en"):
            found.append(f"/{page.path} [{language}] {text.strip()[:60]}")
    return found


def test_text_in_the_other_language_says_so(site: Site) -> None:
    """A text of Chinese characters only is marked as Chinese wherever it stands, and an English one as English (H4)."""
    assert [line for page in site.pages for line in misnamed_texts(page)] == []


def test_the_language_switch_leads_to_the_same_page(site: Site) -> None:
    """Both switches of every page, above and below, lead to its own counterpart, named in that language."""
    for page in site.pages:
        if page.path.endswith("404.html"):
            continue
        links = page.all("//header//a[@hreflang] | //footer//a[@hreflang]")

        assert [f"/{counterpart(page.path)}"] * 2 == [link.get("href") for link in links], page.path
        other = {"zh": "en", "en": "zh"}[page.lang]
        assert {(link.get("lang"), said(link)) for link in links} == {
            (HTML_LANG[other], {"zh": "中文", "en": "English"}[other])
        }


def test_what_is_not_translated_is_shown_in_chinese_and_points_to_the_original(site_with_gaps: Site) -> None:
    """An untranslated page has the original as canonical, no alternates, a notice, and its text marked (H2, H3, H4)."""
    original, copy = site_with_gaps.page(UNTRANSLATED), site_with_gaps.page(f"en/{UNTRANSLATED}")

    assert copy.values("//link[@rel='canonical']/@href") == [f"{ROOT_URL}{UNTRANSLATED}"]
    assert copy.values("//link[@rel='alternate'][@hreflang]/@href") == []
    assert copy.values("//meta[@property='og:locale:alternate']") == []
    assert "en" not in original.values("//link[@rel='alternate']/@hreflang")
    assert original.values("//link[@rel='canonical']/@href") == [f"{ROOT_URL}{UNTRANSLATED}"]
    assert "This page has not been translated yet" in copy.text
    prose = "//main//*[contains(@class, 'hub-prose')]"
    assert language_at(copy.one(prose)) == "zh-Hans"
    assert said(original.one(prose)) == said(copy.one(prose))


def test_what_is_not_translated_is_once_in_the_sitemap(site_with_gaps: Site) -> None:
    """The sitemap has the original without an English alternate, and not the English copy (H2, H5)."""
    entries = sitemap(site_with_gaps)

    assert f"{ROOT_URL}en/{UNTRANSLATED}" not in entries
    assert {"zh-Hans", "x-default"} == set(entries[f"{ROOT_URL}{UNTRANSLATED}"].alternates)


def test_a_row_in_the_other_language_says_so(site_with_gaps: Site) -> None:
    """In English lists, the title of an untranslated item is marked as Chinese and a badge tells readers (H4)."""
    rows = site_with_gaps.page("en/news/").all(f"//main//a[@href='/en/{UNTRANSLATED}']")

    assert [language_at(row.xpath("(.|.//span)[last()]")[0]) for row in rows] == ["zh-Hans"]
    assert "In Chinese" in said(rows[0].getparent())


# Head


def test_every_page_has_title_and_description(site: Site) -> None:
    """Each page says in its head what it is, and names the site after its own title (H7)."""
    names = {"zh": "靖江产业联盟", "en": "Jingjiang Industrial Alliances"}
    for page in site.pages:
        title = said(page.one("/html/head/title"))

        assert title.endswith(names[page.lang]), page.path
        if page.path in ("", "en/") or "handbook/" in page.path:
            continue
        assert len(title) > len(names[page.lang]), page.path
        assert [len(text) > 5 for text in page.values("/html/head/meta[@name='description']/@content")] == [True], (
            page.path
        )


def test_canonical_is_the_page_itself(site: Site) -> None:
    """Every page but untranslated copies and 404.html names itself, in full, as canonical (H3)."""
    copies = {"en/news/2026-11-14-untranslated-sample/"}
    for page in site.pages:
        if page.path not in {*copies, "404.html", "en/404.html"}:
            assert page.values("/html/head/link[@rel='canonical']/@href") == [f"{ROOT_URL}{page.path}"], page.path


def alternates(page: Page) -> dict[str, str]:
    """hreflang and address of a page's alternates."""
    found = page.all("/html/head/link[@rel='alternate'][@hreflang]")
    assert len(found) == len({link.get("hreflang") for link in found}), page.path
    return {link.get("hreflang"): link.get("href") for link in found}


def test_alternates_name_both_languages_and_each_other(site: Site) -> None:
    """Alternates list the page itself, its other language and x-default, absolute and reciprocal (H1)."""
    with_alternates = [page for page in site.pages if alternates(page)]

    assert {f"{ROOT_URL}{path}" for path in in_both([*STANDING, *REAL])} <= {page.url for page in with_alternates}
    for page in with_alternates:
        found = alternates(page)
        assert {"zh-Hans", "en", "x-default"} == set(found), page.path
        assert page.url == found[HTML_LANG[page.lang]], page.path
        assert found["zh-Hans"] == found["x-default"], page.path
        for address in found.values():
            assert found == alternates(site.page(unquote(address.removeprefix(ROOT_URL)))), page.path


def test_open_graph_tells_address_and_locale(site: Site) -> None:
    """og:url is the canonical address, og:locale the page's own, with the other one of a translated page (H7)."""
    locales = {"zh": "zh_CN", "en": "en_US"}
    for path in in_both(["", *REAL]):
        page = site.page(path)

        assert page.values("//meta[@property='og:url']/@content") == [page.url]
        assert page.values("//meta[@property='og:locale']/@content") == [locales[page.lang]]
        assert page.values("//meta[@property='og:locale:alternate']/@content") == [
            locales["en" if page.lang == "zh" else "zh"]
        ]


def test_samples_are_not_to_be_indexed(site: Site) -> None:
    """Every sample's page is noindex, and no real item's page is."""
    for path in in_both(each(SAMPLES)):
        assert site.page(path).values("//meta[@name='robots']/@content") == ["noindex"], path
    for path in in_both(each(REAL)):
        assert site.page(path).values("//meta[@name='robots']/@content") == [], path


def test_what_is_not_indexed_has_no_alternates(site: Site) -> None:
    """A page kept from search engines does not offer them its translations."""
    hidden = [page for page in site.pages if "noindex" in page.values("//meta[@name='robots']/@content")]

    assert len(hidden) >= len(SAMPLES)
    assert [page.path for page in hidden if alternates(page)] == []


# Sitemap and robots.txt


class SitemapEntry:
    """One address of the sitemap."""

    def __init__(self, element: etree._Element) -> None:
        names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
        self.url = element.findtext("s:loc", namespaces=names)
        self.changed = element.findtext("s:lastmod", namespaces=names)
        self.alternates = {link.get("hreflang"): link.get("href") for link in element.findall("x:link", names)}


def sitemap(built: Site) -> dict[str, SitemapEntry]:
    """The entries of the sitemap by address."""
    root = etree.fromstring(built.text("sitemap.xml").encode())
    entries = [SitemapEntry(element) for element in root]
    assert len(entries) == len({entry.url for entry in entries}), "an address stands twice"
    return {entry.url: entry for entry in entries}


def test_the_sitemap_has_every_real_item_and_no_sample(site: Site) -> None:
    """What is real and translated is listed in both languages; samples are absent (H5)."""
    listed = set(sitemap(site))

    assert {f"{ROOT_URL}{path}" for path in in_both([*STANDING, *REAL])} <= listed
    assert {f"{ROOT_URL}{path}" for path in in_both(SAMPLES)} & listed == set()


def test_the_sitemap_lists_only_what_may_be_indexed(site: Site) -> None:
    """Every address of the sitemap is a page that may be indexed and is its own canonical (H5)."""
    for url in each(sitemap(site)):
        page = site.page(unquote(url.removeprefix(ROOT_URL)))

        assert page.values("//meta[@name='robots']/@content") == [], url
        assert page.values("//link[@rel='canonical']/@href") == [url]


def test_the_sitemap_repeats_the_alternates(site: Site) -> None:
    """Each entry has the same alternates as its page's head (H5)."""
    for url, entry in sitemap(site).items():
        assert alternates(site.page(unquote(url.removeprefix(ROOT_URL)))) == entry.alternates, url


def test_last_changes_are_the_contents_own_dates(site: Site) -> None:
    """lastmod of an item is the `updated` of its file, else its `date`; no date comes from the build (H5)."""
    entries = sitemap(site)
    dated = 0
    for path in each(REAL):
        fields = front_matter(ITEMS[path])
        day = fields.get("updated") or fields.get("date")
        for address in in_both([path]):
            assert (str(day) if day else None) == entries[f"{ROOT_URL}{address}"].changed, address
            dated += day is not None

    assert dated >= 2 * len(list(CONTENT.glob("policies/*")))


def test_robots_names_the_sitemap(site: Site, site_below_base: Site) -> None:
    """robots.txt gives the sitemap's full address, wherever the hub is published (H6)."""
    assert f"Sitemap: {ROOT_URL}sitemap.xml" in site.text("robots.txt").splitlines()
    assert f"Sitemap: {BASE_URL}sitemap.xml" in site_below_base.text("robots.txt").splitlines()


# Pages


def test_every_page_has_one_main_heading(site: Site) -> None:
    """Each page has exactly one h1, and it says something (P8)."""
    for page in site.pages:
        assert said(page.one("//h1")), page.path


def test_headings_are_in_order(site: Site) -> None:
    """No heading is more than one level below the one before it (P8)."""
    skips = []
    for page in site.pages:
        levels = [int(heading.tag[1]) for heading in page.all("//h1 | //h2 | //h3 | //h4 | //h5 | //h6")]
        skips += [f"/{page.path}: h{b} after h{a}" for a, b in pairwise(levels) if b > a + 1]
        assert levels[0] == 1, page.path

    assert skips == []


def test_pictures_have_words_and_sizes(site: Site) -> None:
    """Every image has its size, and alt text in the language of its place (P6).

    Only the small picture of a list row is passed over by screen readers: its item's title stands beside it.
    """
    pictures = [(page, image) for page in site.pages for image in page.all("//img")]

    assert pictures
    for page, image in pictures:
        alt = image.get("alt")
        if image.get("class") == "hub-row__picture":
            assert alt == "", page.path
        else:
            assert alt and alt.strip(), f"/{page.path}: {image.get('src')}"
        assert HAN.search(alt) is None or language_at(image).startswith("zh"), f"/{page.path}: {alt}"
        assert image.get("width", "").isdigit() and image.get("height", "").isdigit(), page.path


def test_pictures_in_texts_load_late(site: Site) -> None:
    """Images inside a text, below the fold, are loaded lazily (P6)."""
    pictures = [image for page in site.pages for image in page.all("//*[contains(@class, 'hub-prose')]//img")]

    assert {"lazy"} == {image.get("loading") for image in pictures}


def test_ids_are_unique(site: Site) -> None:
    """No id stands twice on a page, so that links and labels mean one thing (P1)."""
    doubles = []
    for page in site.pages:
        ids = page.values("//@id")
        doubles += [f"/{page.path}#{one}" for one in sorted(set(ids)) if ids.count(one) > 1]

    assert doubles == []


def test_labels_lead_to_ids(site: Site) -> None:
    """aria-labelledby, aria-controls, aria-describedby and for name ids of the same page."""
    wrong = [
        f"/{page.path}: {name}"
        for page in site.pages
        for names in page.values("//@aria-labelledby | //@aria-controls | //@aria-describedby | //@for")
        for name in names.split()
        if name not in page.ids
    ]

    assert wrong == []


def test_no_page_runs_inline_script(site: Site) -> None:
    """No event handler attribute, no javascript: address, no script without a file: a strict policy can forbid them."""
    found = []
    for page in site.pages:
        found += [f"/{page.path}: {name}" for name in page.values("//@*[starts-with(name(), 'on')]")]
        found += [f"/{page.path}: {href}" for href in page.values("//@href") if href.lower().startswith("javascript:")]
        scripts = page.all("//script[not(@src)][not(contains(@type, 'json'))]")
        found += [f"/{page.path}: script" for _ in scripts]

    assert found == []


def test_the_first_link_skips_to_the_content(site: Site) -> None:
    """The first thing to tab to on every page is a link to its main part (P8)."""
    for page in site.pages:
        first = page.all("//body//a | //body//button | //body//input[not(@hidden)] | //body//summary")[0]

        assert first.get("href") == f"#{page.one('//main').get('id')}", page.path


def test_filters_and_archives_need_no_script(site: Site) -> None:
    """Years, archives and tags are plain links to pages of their own (P7)."""
    assert "/news/2026/" in site.page("news/").values("//main//a/@href")
    assert "/jobs/closed/" in site.page("jobs/").values("//main//a/@href")
    assert "/en/events/past/" in site.page("en/events/").values("//main//a/@href")
    assert "/en/tags/hvac/" in site.page("en/tags/").values("//main//a/@href")


# Life cycle and samples


def test_closed_jobs_stay_reachable_and_leave_the_list(site: Site) -> None:
    """A job whose last day is over keeps its page, with a notice, and stands in the archive only (S7)."""
    closed = [p for p in ITEMS if p.startswith("jobs/") and str(front_matter(ITEMS[p])["valid_through"]) < "2026-11-22"]
    for root, notice in (("", "不再接受报名"), ("en/", "takes no more applications")):
        listed = set(site.page(f"{root}jobs/").values("//main//a/@href"))
        archived = set(site.page(f"{root}jobs/closed/").values("//main//a/@href"))
        for path in each(closed):
            assert notice in site.page(f"{root}{path}").text
            assert f"/{root}{path}" in archived - listed
            assert site.page(f"{root}{path}").values("//meta[@name='robots']/@content") == ["noindex"]


def test_without_samples_no_sample_is_left(real_site: Site) -> None:
    """The switch drops every sample's page and every sample inside an alliance: no badge, name or notice remains."""
    kept = set(real_site.paths) & set(in_both(each(SAMPLES)))
    badges = [page.path for page in real_site.pages if page.all("//*[contains(@class, 'badge--sample')]")]
    names = re.compile(r"示例(企业|研究院|园区|阵地|清单|规划)|Sample (Company|Institute|Park|position|list|plan)")
    named = [page.path for page in real_site.pages if names.search(page.text) and not page.path.endswith(ABOUT_SAMPLES)]
    named = [path for path in named if "handbook/" not in path]

    assert kept == set()
    assert badges == []
    assert named == []


ABOUT_SAMPLES = ("about/", "news/2026-11-20-chain-maps-and-plans/")
"""Pages that tell readers what a sample looks like; the handbook tells editors."""


def test_without_samples_the_real_pages_stay(site: Site, real_site: Site) -> None:
    """Dropping the samples drops no real item and no section."""
    assert set(in_both([*STANDING, *REAL])) <= set(real_site.paths)
    assert len(real_site.paths) < len(site.paths)


def test_samples_are_marked_wherever_they_show(site: Site) -> None:
    """Each sample's page says so in a notice and a badge, in both languages."""
    for root, notice in (("", "这是示例，不是真实信息"), ("en/", "This is a sample, not real information")):
        for path in each(SAMPLES):
            page = site.page(f"{root}{path}")
            assert notice in page.text, page.path
            assert page.all(
                "//main//h1//*[contains(@class, 'badge--sample')] | //main//*[contains(@class, 'badge--sample')]"
            )
