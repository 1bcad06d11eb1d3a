"""Searching as readers do: by keyboard, through an input method, by pinyin, on a phone, from a link."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, Route, expect
from reader import Open

OPTION = "[role=option]"


def box(page: Page) -> Locator:
    return page.locator("dialog.hub-find [role=combobox]")


def opened(page: Page, key: str = "Control+k") -> Locator:
    """Open the search by keyboard and wait until it answers."""
    page.keyboard.press(key)
    expect(box(page)).to_be_focused()
    return box(page)


def compose(page: Page, *words: str) -> None:
    """Type as an input method does: letters under composition, then the characters chosen."""
    session = page.context.new_cdp_session(page)
    process = {"key": "Process", "windowsVirtualKeyCode": 229, "nativeVirtualKeyCode": 229}
    for word in words:
        for typed in ("z", "zh", word):
            session.send("Input.dispatchKeyEvent", {"type": "rawKeyDown", **process})
            session.send(
                "Input.imeSetComposition", {"text": typed, "selectionStart": len(typed), "selectionEnd": len(typed)}
            )
            session.send("Input.dispatchKeyEvent", {"type": "keyUp", **process})
            page.wait_for_timeout(60)
        session.send("Input.insertText", {"text": word})
        page.wait_for_timeout(60)
    session.detach()


def test_chinese_through_an_input_method(open_page: Open) -> None:
    """Nothing is searched under composition; what is chosen finds its pages, with the words marked."""
    page = open_page("news/")
    field = opened(page)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/s-" in request.url else None)
    session = page.context.new_cdp_session(page)
    session.send("Input.imeSetComposition", {"text": "zhao", "selectionStart": 4, "selectionEnd": 4})
    page.wait_for_timeout(500)
    assert asked == []
    session.send("Input.imeSetComposition", {"text": "", "selectionStart": 0, "selectionEnd": 0})
    compose(page, "招聘", "会")

    expect(field).to_have_value("招聘会")
    expect(page.locator(OPTION).first).to_contain_text("招聘会")
    assert {mark.strip() for mark in page.locator(f"{OPTION} mark").all_inner_texts()} == {"招聘会"}
    expect(page.locator("dialog [role=status]")).to_contain_text(re.compile(r"\d"))


@pytest.mark.parametrize(("root", "query"), [("", "zhaopinhui"), ("", "zph"), ("en/", "job fair")])
def test_typing_letters(root: str, query: str, open_page: Open) -> None:
    """Pinyin and initials lead to the Chinese words; English to English pages."""
    page = open_page(root)
    opened(page, "/")
    page.keyboard.type(query, delay=20)

    expect(page.locator(f"{OPTION}[href*='job-fair']").first).to_be_visible()


def test_the_whole_by_keyboard(open_page: Open) -> None:
    """Arrows choose, the field names the choice, Enter opens it; Escape closes and the page has the focus again."""
    page = open_page("en/news/")
    field = opened(page)
    page.keyboard.type("casting", delay=20)
    expect(page.locator(OPTION).first).to_be_visible()
    expect(field).to_have_attribute("aria-expanded", "true")
    page.wait_for_timeout(500)
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = page.locator(f"{OPTION}[aria-selected=true]")
    expect(chosen).to_have_count(1)
    expect(field).to_have_attribute("aria-activedescendant", chosen.get_attribute("id") or "")
    target = chosen.get_attribute("href") or ""
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{re.escape(target)}$"))
    opened(page)
    page.keyboard.press("Escape")
    expect(page.locator("dialog.hub-find")).to_be_hidden()


def test_a_deep_link_and_its_filters(open_page: Open) -> None:
    """The address holds query and filters; choosing changes both list and address."""
    page = open_page("search/?q=铸造&kind=jobs")
    expect(page.locator(OPTION).first).to_be_visible()
    assert all("/jobs/" in (one.get_attribute("href") or "") for one in page.locator(OPTION).all())
    page.locator("select[name=kind]").select_option("news")
    expect(page).to_have_url(re.compile("kind=news"))
    expect(page.locator(f"{OPTION}[href*='/news/']").first).to_be_visible()


def test_nothing_found_says_so_and_helps(open_page: Open) -> None:
    """An unknown word has no results; a mistyped one has a suggestion that works."""
    page = open_page("en/search/?q=zzqx")
    expect(page.locator("[role=status]")).to_contain_text("zzqx")
    expect(page.locator(OPTION)).to_have_count(0)
    page.goto("en/search/?q=allianse")
    page.get_by_role("button", name="alliance", exact=True).click()
    expect(page.locator(OPTION).first).to_be_visible()


def test_words_of_the_other_language_are_offered_apart(open_page: Open) -> None:
    """A Chinese word on an English page finds the Chinese pages, in a group of their own."""
    page = open_page("en/search/?q=教授进船厂")

    expect(page.locator("[role=group] [lang=zh-Hans] [role=option]").first).to_be_visible()


def test_recent_queries_stay_on_the_device(open_page: Open) -> None:
    """What was opened is offered again when the field is empty, until it is cleared."""
    page = open_page("search/?q=焊工")
    page.locator(OPTION).first.click()
    page.goto("search/")
    page.get_by_role("button", name="焊工", exact=True).click()
    expect(page.locator(OPTION).first).to_be_visible()
    page.locator("[role=combobox]").fill("")
    page.get_by_role("button", name="清除").click()
    expect(page.get_by_role("button", name="焊工", exact=True)).to_have_count(0)


def test_on_a_phone_nothing_is_wider_than_the_screen(open_page: Open) -> None:
    """At 320 pixels the open search and the search page do not scroll sideways (P3)."""
    page = open_page("search/?q=联盟", viewport={"width": 320, "height": 640})
    expect(page.locator(OPTION).first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.goto("news/")
    opened(page)
    page.keyboard.insert_text("联盟")
    expect(page.locator(OPTION).first).to_be_visible()
    assert page.evaluate("document.querySelector('dialog.hub-find').scrollWidth <= innerWidth")


def test_a_page_loads_nothing_of_the_search_before_it_is_used(open_page: Open) -> None:
    """Only the small script that opens it is there from the beginning."""
    page = open_page("news/")
    names = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")

    assert [name.rpartition("/")[2] for name in names if "search" in name] == ["search-open.js"]


POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'"
)


@pytest.mark.parametrize(("root", "query"), [("", "招聘會"), ("", "zhaopinhui"), ("en/", "welders")])
def test_a_strict_policy_is_kept(root: str, query: str, open_page: Open) -> None:
    """Nothing is refused under a Content-Security-Policy without exceptions: no eval, WebAssembly or inline code."""
    page = open_page(root)

    def guarded(route: Route) -> None:
        answer = route.fetch()
        route.fulfill(response=answer, headers={**answer.headers, "content-security-policy": POLICY})

    page.context.route("**/*", guarded)
    refused: list[str] = []
    page.expose_function("refused", lambda what: refused.append(what))  # noqa: PLW0108 - playwright wants a function
    page.add_init_script(
        "document.addEventListener('securitypolicyviolation', (event) =>"
        " refused(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`))"
    )
    answer = page.goto(root)
    assert answer is not None
    assert answer.headers["content-security-policy"] == POLICY
    opened(page)
    page.keyboard.insert_text(query)
    expect(page.locator(OPTION).first).to_be_visible()
    page.goto(f"{root}search/?q={query}")
    expect(page.locator(OPTION).first).to_be_visible()
    page.wait_for_timeout(300)

    assert refused == []


def test_without_javascript_the_page_leads_on(open_page: Open) -> None:
    """It says what is missing and links to every section and tag (P7)."""
    page = open_page("search/", java_script_enabled=False)

    expect(page.locator(".hub-find-page__note")).to_contain_text("JavaScript")
    assert page.locator("main a[href^='/news/']").count() == 1
    assert page.locator("main a[href^='/tags/']").count() > 5
