"""Vectors in every text field of every kind, read in Chromium with the site's own headers: nothing runs or asks out.

HUB_HOSTILE=all puts each line of vectors into each field (`make hostile`); without it each kind holds each line once.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from hostile_content import LINES, lay_out
from hostile_vectors import VECTORS
from loopback import served
from playwright.sync_api import Browser, Page
from site_fixture import Site, build, copy_project

WATCH = """
window.hubRan = [];
window.ran = number => window.hubRan.push("ran " + number);
for (const name of ["alert", "confirm", "prompt", "print"]) window[name] = () => window.hubRan.push(name);
addEventListener("securitypolicyviolation", event =>
  window.hubRan.push([event.effectiveDirective, event.blockedURI, event.sample].join(" ")));
addEventListener("error", event => window.hubRan.push("error " + event.message));
"""
"""Notes what runs, and what the content policy had to stop: markup that has to be stopped is markup too many."""

LOOK = """() => {
  const known = new Set(
    (
      "html head body title meta link script a abbr article aside b blockquote br button caption code dd " +
      "del details dialog div dl dt em figcaption figure footer form h1 h2 h3 h4 h5 h6 header hr img input " +
      "kbd label li main nav noscript ol option optgroup output p picture pre s section select small source " +
      "span strong sub summary sup table tbody td th thead time tr ul mark fieldset legend svg g path rect " +
      "circle line polyline polygon text tspan desc use defs marker "
    ).trim().split(" "));
  const handler = /^on|^style$|^srcdoc$|^formaction$|^ping$|:href$/;
  const schemes = new Set(["http:", "https:", "mailto:", "tel:", "webcal:"]);
  const wrong = [...window.hubRan];
  for (const element of document.querySelectorAll("*")) {
    const name = element.localName;
    if (!known.has(name)) wrong.push("<" + name + ">");
    if (name === "script" && !element.src && !/json$/.test(element.type)) wrong.push("inline script");
    if (name === "meta" && /refresh|policy/i.test(element.httpEquiv)) wrong.push("meta " + element.httpEquiv);
    for (const { name: attribute, value } of element.attributes) {
      if (handler.test(attribute)) wrong.push(name + " " + attribute);
      if (!["href", "src", "action"].includes(attribute)) continue;
      if (!URL.canParse(value, location) || !schemes.has(new URL(value, location).protocol))
        wrong.push(name + " " + value);
    }
    if (element.src && new URL(element.src).origin !== location.origin) wrong.push(name + " " + element.src);
  }
  for (const script of document.querySelectorAll("script[type$=json]")) JSON.parse(script.textContent);
  return [...new Set(wrong)];
}"""
"""What of a page is no markup of the hub's, whether or not it would run by itself."""


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The site of a hub whose texts are vectors."""
    project = copy_project(tmp_path_factory.mktemp("hostile") / "project")
    for path in (project / "content").iterdir():
        if path.name != "handbook":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    lay_out(project / "content", everywhere=os.environ.get("HUB_HOSTILE") == "all")
    build(project / "site", root=project)
    return Site(project / "site")


@pytest.fixture
def visitor(browser: Browser, hostile: Site) -> Iterator[tuple[Page, list[str]]]:
    """A page that watches, and what it asked of other hosts or showed as a dialog."""
    with served(hostile.folder) as root:
        context = browser.new_context(base_url=root)
        context.add_init_script(WATCH)
        page = context.new_page()
        outside: list[str] = []
        page.on("request", lambda request: None if request.url.startswith(root) else outside.append(request.url))
        page.on("dialog", lambda dialog: (outside.append(dialog.message), dialog.dismiss()))
        page.on("console", lambda message: outside.append(message.text) if "Content Security" in message.text else None)
        yield page, outside
        context.close()


def test_there_are_vectors_enough():
    """At least four hundred of them, each in some line of what fields are filled with."""
    assert len(VECTORS) >= 400
    assert not [vector for vector in VECTORS if not any(" ".join(vector.split()) in line for line in LINES)]


def test_nothing_of_it_runs(visitor, hostile: Site):
    """Every page of the hostile site, opened: no script, dialog or request, and no markup that is not the hub's."""
    page, outside = visitor
    wrong = {}
    paths = [path for path in hostile.paths if "handbook/" not in path]
    for path in paths:
        page.goto(f"/{path}", wait_until="load")
        if found := page.evaluate(LOOK):
            wrong[path] = found

    assert {} == wrong
    assert [] == outside
    assert len(paths) > 150


@pytest.mark.parametrize("root", ["", "en/"])
def test_nothing_runs_in_the_search(visitor, root: str):
    """Results quote titles and summaries: they show the vectors as texts, and what is typed is text as well."""
    page, outside = visitor
    page.goto(f"/{root}")
    page.click("[data-hub-search]")
    for typed in ("script", "onerror", "<img src=x onerror=ran(0)>"):
        page.fill("dialog input[type=search]", typed)
        page.wait_for_selector("dialog a[href]")
        page.wait_for_timeout(300)
        assert page.locator("dialog a[href]").count() > 0
        assert "<" in page.locator("dialog").inner_text()
    page.goto(f"/{root}search/?q=%3Cimg%20src%3Dx%20onerror%3Dran(0)%3E")
    page.wait_for_timeout(500)

    assert [] == page.evaluate(LOOK)
    assert [] == outside


def test_nothing_runs_in_filters_and_switches(visitor):
    """The job board with its filters, the dark switch, large text and copying work on hostile texts as on others."""
    page, outside = visitor
    page.goto("/jobs/?kind=%3Csvg%20onload%3Dran(0)%3E&sort=%22%3E%3Cscript%3Eran(0)%3C/script%3E")
    page.locator("main select").first.select_option(index=1)
    for switch in ("scheme", "text"):
        page.click(f"[data-hub-toggle={switch}]")

    assert [] == page.evaluate(LOOK)
    assert [] == outside
