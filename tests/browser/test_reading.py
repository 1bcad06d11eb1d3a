"""A reader's way through the hub: with a mouse, with a keyboard, on a phone, without JavaScript, in the dark."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect
from reader import KINDS, Open

LANGS = pytest.mark.parametrize("root", ["", "en/"], ids=["zh", "en"])


def too_wide(page: Page, widths: tuple[int, ...]) -> list[str]:
    """The *widths* at which *page* scrolls sideways, with how wide it is."""
    found = []
    for width in widths:
        page.set_viewport_size({"width": width, "height": 740})
        content = page.evaluate("document.documentElement.scrollWidth")
        if content > page.evaluate("document.documentElement.clientWidth"):
            found.append(f"{page.url}: {content} in {width}")
    return found


@LANGS
def test_no_page_is_wider_than_its_window(root: str, open_page: Open) -> None:
    """One page of each kind, at desktop and phone widths: no sideways scrolling (P3), nothing from elsewhere."""
    page = open_page(root)
    wide = []
    for path in KINDS.values():
        page.goto(f"{root}{path}")
        wide += too_wide(page, (320, 360, 1280))

    assert wide == []


@LANGS
def test_large_text_fits_as_well(root: str, open_page: Open) -> None:
    """With large text switched on no page scrolls sideways either, and the choice holds on the next page (P3, P8)."""
    page = open_page(root)
    size = "parseFloat(getComputedStyle(document.querySelector('main p')).fontSize)"
    small = page.evaluate(size)
    page.click("[data-hub-toggle=text]")
    wide = []
    for kind in ("home", "alliance", "news item", "job", "series", "handbook"):
        page.goto(f"{root}{KINDS[kind]}")
        wide += too_wide(page, (360, 1280))
    page.goto(root)

    assert page.evaluate(size) > small
    assert wide == []


def test_from_home_to_a_news_item_and_its_translation_and_back(open_page: Open) -> None:
    """Home, the first news title, the other language, and two steps back: each page is what its link promised."""
    page = open_page("")
    link = page.locator("section[aria-labelledby=hub-news] a[href^='/news/20']").first
    title = link.inner_text()
    link.click()
    expect(page).to_have_url(re.compile(r"/news/\d{4}-\d{2}-\d{2}-[a-z0-9-]+/$"))
    expect(page.locator("h1")).to_contain_text(title)
    address = page.url

    page.locator("header a[hreflang=en]").click()
    expect(page).to_have_url(re.compile(r"/en/news/"))
    assert page.url.replace("/en/", "/") == address
    expect(page.locator("html")).to_have_attribute("lang", "en")

    page.go_back()
    expect(page).to_have_url(address)
    expect(page.locator("html")).to_have_attribute("lang", "zh-Hans")
    page.go_back()
    expect(page.locator("h1")).to_have_text("靖江产业联盟")


@LANGS
def test_the_sections_lead_from_every_page_to_every_list(root: str, open_page: Open) -> None:
    """The navigation of a phone's page leads to each section, and marks the one the reader is in."""
    page = open_page(root, viewport={"width": 360, "height": 740})
    for section in ("alliances", "achievements", "news", "jobs", "events", "policies", "services"):
        page.locator(f"header nav a[href='/{root}{section}/']").click()
        expect(page).to_have_url(re.compile(f"/{root}{section}/$"))
        current = page.locator("header nav a[aria-current]")
        expect(current).to_have_attribute("href", f"/{root}{section}/")
        expect(current).to_be_in_viewport()


@LANGS
@pytest.mark.parametrize("kind", ["home", "news item", "job", "handbook", "wrong address"])
def test_the_skip_link_comes_first_and_works(kind: str, root: str, open_page: Open) -> None:
    """The first Tab shows the skip link; Enter moves the focus to the main part, past header and navigation (P8)."""
    page = open_page(f"{root}{KINDS[kind]}")
    page.keyboard.press("Tab")
    skip = page.locator(":focus")
    expect(skip).to_have_class(re.compile("hub-skip"))
    expect(skip).to_be_in_viewport()

    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_keyboard_focus_is_seen(open_page: Open) -> None:
    """Each of the first stops of the Tab key is in view and drawn with an outline or another mark (P8)."""
    page = open_page("", viewport={"width": 1280, "height": 740})
    for _ in range(14):
        page.keyboard.press("Tab")
        style = page.evaluate(
            """(() => { const style = getComputedStyle(document.activeElement);
            return [document.activeElement.tagName, style.outlineStyle, style.outlineWidth, style.boxShadow] })()"""
        )
        assert style[0] in ("A", "BUTTON", "INPUT", "SUMMARY")
        assert (style[1] != "none" and style[2] != "0px") or style[3] != "none", style
        expect(page.locator(":focus")).to_be_in_viewport()


@LANGS
def test_every_page_is_readable_without_javascript(root: str, open_page: Open) -> None:
    """Without scripts each kind of page shows heading, text, sections and language switch, and no dead button (P7)."""
    page = open_page(root, java_script_enabled=False, viewport={"width": 360, "height": 740})
    for kind, path in KINDS.items():
        page.goto(f"{root}{path}")
        expect(page.locator("h1"), kind).to_be_visible()
        expect(page.locator("main"), kind).to_be_visible()
        assert len(page.locator("main").inner_text()) > 20, kind
        assert page.locator("header nav a").first.is_visible(), kind
        assert page.locator("header a[hreflang]").is_visible(), kind
        # A form's own button works without scripts: it opens the search page, which leads on by links.
        assert page.locator("button:visible:not(form[action] button[type=submit])").count() == 0, kind


def test_archives_are_one_click_away_without_javascript(open_page: Open) -> None:
    """From the list of openings a plain link leads to the closed ones, without scripts (P7)."""
    page = open_page("jobs/", java_script_enabled=False)
    page.locator("main a[href='/jobs/closed/']").click()

    expect(page).to_have_url(re.compile("/jobs/closed/$"))


@LANGS
def test_the_handbooks_contents_open_on_a_phone_without_javascript(root: str, open_page: Open) -> None:
    """On a phone the handbook's contents are folded; a click opens them and links work, without scripts (P7)."""
    page = open_page(f"{root}handbook/", java_script_enabled=False, viewport={"width": 360, "height": 740})
    link = page.locator("main details a[href*='jobs/']")
    expect(link).not_to_be_visible()
    page.locator("main details summary").first.click()
    link.click()

    expect(page).to_have_url(re.compile(f"/{root}handbook/jobs/$"))


def background(page: Page) -> float:
    """How bright the page's background is, from 0 to 255."""
    colours = page.evaluate(
        "[document.body, document.documentElement].map(element => getComputedStyle(element).backgroundColor)"
    )
    colour = next((colour for colour in colours if not colour.endswith(", 0)")), "rgb(255, 255, 255)")
    red, green, blue = (float(part) for part in re.findall(r"[\d.]+", colour)[:3])
    return (red + green + blue) / 3


def test_dark_colours_are_kept(open_page: Open) -> None:
    """The switch turns the page dark at once; other pages and the handbook stay so; a second click ends it."""
    page = open_page("", color_scheme="light")
    assert background(page) > 200
    button = page.locator("[data-hub-toggle=scheme]")
    expect(button).to_have_attribute("aria-pressed", "false")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")
    assert background(page) < 60

    page.reload()
    assert background(page) < 60
    for path in ("en/jobs/", "handbook/"):
        page.goto(path)
        assert background(page) < 60, path
        expect(button).to_have_attribute("aria-pressed", "true")

    page.goto("")
    button.click()
    page.reload()
    assert background(page) > 200


@pytest.mark.parametrize("kind", ["home", "alliance", "news item", "handbook"])
def test_colours_follow_the_system(kind: str, open_page: Open) -> None:
    """A reader whose system is dark gets dark pages without doing anything, with and without scripts."""
    for scripts in (True, False):
        page = open_page(KINDS[kind], color_scheme="dark", java_script_enabled=scripts)
        assert background(page) < 60, scripts


@LANGS
def test_nothing_moves_for_those_who_ask_for_it(root: str, open_page: Open) -> None:
    """With reduced motion no element animates, slides or scrolls smoothly (P8)."""
    page = open_page(root, reduced_motion="reduce")
    for kind in ("home", "alliance", "list of jobs", "handbook"):
        page.goto(f"{root}{KINDS[kind]}")
        moving = page.evaluate(
            """[...document.querySelectorAll("*")].filter(e => { const s = getComputedStyle(e);
            const long = t => t.split(",").some(part => parseFloat(part) > 0.011);
            return s.scrollBehavior === "smooth" || (s.animationName !== "none" && long(s.animationDuration))
            || (s.transitionProperty !== "none" && long(s.transitionDuration))
            }).map(e => e.tagName + "." + e.className)"""
        )

        assert moving == [], kind


@LANGS
def test_targets_are_large_enough(root: str, open_page: Open) -> None:
    """On a phone, links and buttons outside running text measure at least 24 by 24 pixels (P8)."""
    page = open_page(root, viewport={"width": 360, "height": 740})
    for kind in ("home", "list of jobs", "job", "subscribe"):
        page.goto(f"{root}{KINDS[kind]}")
        small = page.evaluate(
            """[...document.querySelectorAll("header a, header button, footer a, main button, .hub-pages a, summary")]
            .filter(e => e.checkVisibility()).map(e => [e.textContent.trim(), e.getBoundingClientRect()])
            .filter(([_, box]) => box.width < 24 || box.height < 24)
            .map(([text, box]) => `${text}: ${box.width} × ${box.height}`)"""
        )

        assert small == [], kind


@pytest.mark.parametrize("path", ["no/such/page/", "en/no/such/page/", "news/2026-11-31-gone/"])
def test_a_wrong_address_is_answered_in_both_languages(path: str, open_page: Open) -> None:
    """The page for wrong addresses says so in Chinese and English, and its links in either language work."""
    page = open_page("")
    noisy = page.context.new_page()
    answer = noisy.goto(path)

    assert answer is not None
    assert answer.status == 404
    expect(noisy.get_by_text("没有找到这个页面")).to_be_visible()
    english = noisy.locator("main [lang=en]")
    expect(english.get_by_text("This page cannot be found")).to_be_visible()
    english.locator("a[href='/en/news/']").click()
    expect(noisy).to_have_url(re.compile("/en/news/$"))


def test_links_within_a_page_show_what_they_name(open_page: Open) -> None:
    """A footnote's number leads to the note and back, and an alliance's row of links to its parts."""
    page = open_page("news/2026-11-06-sodium-silicate-process/")
    page.locator("sup a[href^='#fn']").first.click()
    note = page.locator(":target")
    expect(note).to_be_in_viewport()
    expect(note).to_contain_text("硅酸钠")
    note.locator("a[href^='#fnref']").click()
    expect(page.locator(":target")).to_be_in_viewport()

    page.goto("alliances/shipbuilding/")
    page.locator("main nav a[href='#hub-venues']").click()
    expect(page.locator(":target")).to_be_in_viewport()


def test_chinese_is_set_with_chinese_rules(open_page: Open) -> None:
    """Emphasis next to Chinese quotation marks is bold, and lines broken in the file join without a space (P9)."""
    page = open_page("news/2026-11-01-typography-sample/")

    expect(page.locator("main strong", has_text="“重点”").first).to_be_visible()
    assert "分成了三行，读起来中间不应当有空格" in page.locator("main").inner_text()
