"""The preview over HTTP: the site with production's headers, and what has to be mended on top of it."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from lxml import html

from generator.loopback import listen
from generator.metadata.headers import Rule
from generator.previewing.panel import MOST
from generator.previewing.server import Previewing
from generator.previewing.showing import Showing, Site, Stage
from generator.problems import Place, Problem, Report
from generator.publish.lookup import Lookup
from generator.publish.output import Output

PAGE = "<!doctype html><html><head><title>页</title></head><body><p>正文</p></body></html>"
FILES = {
    "index.html": PAGE,
    "en/news/index.html": PAGE.replace("正文", "News"),
    "404.html": PAGE.replace("正文", "没有"),
    "en/404.html": PAGE.replace("正文", "Nothing"),
    "feed.xml": "<rss/>",
    "assets/a.css": "p {}",
}
RULES = (Rule("/base/", (("X-Everywhere", "yes"),)), Rule("/base/assets/", (("X-Own", "yes"),)))


@dataclass
class Served:
    """A running preview, and how to ask it."""

    stage: Stage
    port: int

    def ask(self, path: str, method: str = "GET", host: str | None = None) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        connection.request(method, path, headers={"Host": host or f"127.0.0.1:{self.port}"})
        answer = connection.getresponse()
        answer.text = answer.read().decode()
        connection.close()
        return answer


def site_of(files: dict[str, str]) -> Site:
    return Site("/base/", Lookup(Output(path, "x", lambda text=text: text) for path, text in files.items()).read, RULES)


def problem(number: int = 1, found: str = "ordr") -> Problem:
    facts = {"field": found, "allowed": ["order"]}
    return Problem("content/a.yml", Place(number, 3, 4, f"  {found}: 4"), "E122", facts)


@pytest.fixture
def served() -> Iterator[Served]:
    stage = Stage("test")
    server, _ = listen("127.0.0.1", 0, lambda _: Previewing(stage, "/base/"))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    yield Served(stage, server.port)
    stage.end()
    server.shutdown()
    thread.join()
    server.server_close()


def test_files_are_served_as_in_production(served):
    """Types, headers by address, and the page for what is not there, in its language."""
    served.stage.show(Showing(site_of(FILES)))
    page, css, feed = served.ask("/base/"), served.ask("/base/assets/a.css"), served.ask("/base/feed.xml")
    lost, english = served.ask("/base/nothing/"), served.ask("/base/en/nothing")

    assert (200, "text/html; charset=utf-8", "yes", None) == (
        page.status, page.headers["Content-Type"], page.headers["X-Everywhere"], page.headers["X-Own"],
    )  # fmt: skip
    assert ("text/css; charset=utf-8", "yes") == (css.headers["Content-Type"], css.headers["X-Own"])
    assert ("p {}", "<rss/>") == (css.text, feed.text)
    assert "application/rss+xml; charset=utf-8" == feed.headers["Content-Type"]
    assert (404, 404) == (lost.status, english.status)
    assert ("没有" in lost.text, "Nothing" in english.text) == (True, True)
    assert {"no-store"} == {answer.headers["Cache-Control"] for answer in (page, css, feed, lost)}


def test_addresses_lead_to_pages(served):
    """The server's root leads to the site's, and a folder without its slash to the folder."""
    served.stage.show(Showing(site_of(FILES)))

    assert (302, "/base/") == ((answer := served.ask("/")).status, answer.headers["Location"])
    assert (302, "/base/") == ((answer := served.ask("/base")).status, answer.headers["Location"])
    assert (302, "/base/en/news/") == ((answer := served.ask("/base/en/news")).status, answer.headers["Location"])
    assert "News" in served.ask("/base/en/news/").text
    assert 404 == served.ask("/elsewhere/").status
    assert 404 == served.ask("/base/_preview/../../etc/passwd").status


def test_only_reading_and_only_on_this_machine(served):
    """Nothing can be sent, and a page of a stranger that calls itself by another name reads nothing."""
    served.stage.show(Showing(site_of(FILES)))

    assert 405 == served.ask("/base/", "POST").status
    assert (200, "") == ((answer := served.ask("/base/", "HEAD")).status, answer.text)
    assert 403 == served.ask("/base/", host="stranger.example:8000").status
    assert 200 == served.ask("/base/", host=f"localhost:{served.port}").status


def test_a_page_renews_itself(served):
    """The page names what it shows; who asks for news waits until something else is shown."""
    served.stage.show(Showing(site_of(FILES)))
    (script,) = html.document_fromstring(served.ask("/base/").text).xpath("//script")
    address, seen = script.get("data-address"), script.get("data-seen")
    assert 200 == served.ask(script.get("src")).status
    said = []
    waiting = threading.Thread(target=lambda: said.append(served.ask(f"{address}?seen={seen}").text))
    waiting.start()
    waiting.join(0.3)

    assert waiting.is_alive() and not said
    served.stage.show(Showing(site_of(FILES)))
    waiting.join(20)
    assert [served.stage.mark] == said != [seen]
    assert served.stage.mark == served.ask(f"{address}?seen=of-another-sitting").text


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_mistakes_stand_on_the_last_good_page(served, lang):
    """Place, code, sentence, the line, and what to do; in the editor's language, and escaped."""
    bad = "<script>alert(1)</script>"
    served.stage.show(Showing(site_of(FILES), Report((problem(), problem(7, bad))), lang=lang))
    answer = served.ask("/base/")
    page = html.document_fromstring(answer.text)
    (panel,) = page.xpath("//aside")
    said = panel.text_content()

    assert 200 == answer.status
    assert "正文" in page.text_content()
    assert "content/a.yml:1:3" in said and "content/a.yml:7:3" in said
    assert "E122" in said and "1 |   ordr: 4" in said and bad in said
    assert {"zh": "改法：", "en": "Fix:"}[lang] in said
    assert {"zh": "zh-Hans", "en": "en"}[lang] == panel.get("lang")
    assert 1 == len(page.xpath("//script")), "only the preview's own"


def test_without_a_good_page_there_is_one_of_problems(served):
    """Whatever address is asked for, it says what is wrong, with a strict policy, and renews itself."""
    served.stage.show(Showing(None, Report((problem(),)), lang="en"))
    answer = served.ask("/base/anything/")

    assert 503 == answer.status
    assert "There is no page to show yet" in answer.text and "content/a.yml:1:3" in answer.text
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "data-seen" in answer.text


def test_hundreds_of_problems_are_counted(served):
    """A page holds the first of them, and says how many more there are."""
    many = Report(tuple(problem(number) for number in range(1, MOST + 51)))
    served.stage.show(Showing(site_of(FILES), many, lang="en"))
    said = served.ask("/base/").text

    assert f"content/a.yml:{MOST}:3" in said and f"content/a.yml:{MOST + 1}:3" not in said
    assert "Further errors: 50" in said


def test_a_page_that_cannot_be_made_says_so(served):
    """A fault in a template is told in the browser; other pages go on."""

    def broken(path: str) -> bytes | None:
        if path == "index.html":
            raise ValueError("no such <filter>")
        return FILES[path].encode() if path in FILES else None

    served.stage.show(Showing(Site("/base/", broken, RULES), lang="en"))
    answer = served.ask("/base/")

    assert (500, True) == (answer.status, "ValueError: no such &lt;filter&gt;" in answer.text)
    assert 200 == served.ask("/base/en/news/").status


def test_a_lookup_plans_no_more_than_it_must():
    """What is asked for is made each time; what comes behind it is not even planned."""
    planned = []

    def outputs():
        for name in ("a", "b", "c"):
            planned.append(name)
            yield Output(name, "x", lambda name=name: name)

    lookup = Lookup(outputs())

    assert b"b" == lookup.read("b") == lookup.read("b")
    assert ["a", "b"] == planned
    assert b"a" == lookup.read("a")
    assert lookup.read("d") is None
    assert ["a", "b", "c"] == planned
