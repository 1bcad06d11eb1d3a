"""Measure the search beside Pagefind as it comes: the same texts, the same queries, one run, in Chromium.

    python bench/search_compare.py ZH_FILE EN_FILE --count 2000 --chromium /usr/bin/chromium

Both files are as `search.py corpus` writes them. Pagefind is what ``pip install 'pagefind[bin]'`` installs; it is not
among this project's dependencies. Cost is user and system time of whole processes and the most memory they held:
ours reads the texts as JSON, Pagefind as pages of HTML with nothing but the text. Bytes are what a server sends in
answer to a browser with an empty cache, compressed with gzip where that helps: what it takes to open the search, and
what each query takes with the texts of its first five results.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import http.server
import importlib.metadata
import json
import random
import resource
import subprocess
import sys
import tempfile
import threading
from collections import defaultdict
from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright
from search import (
    SCRIPTS,
    chinese_queries,
    chinese_truth,
    english_queries,
    english_truth,
    intended,
    read_corpus,
    stem,
)

from generator.search.documents import Document

SHOWN = 5
OURS = ("search-tokens.js", "search.js", "search-box.js")
HTML_LANG = {"zh": "zh-Hans", "en": "en"}


class Server(http.server.ThreadingHTTPServer):
    """Serves a folder and notes how many bytes it sends."""

    daemon_threads = True

    def __init__(self, folder: Path) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.folder = folder
        self.sent = 0


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Server

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        path = self.path.split("?")[0]
        file = self.server.folder / path.lstrip("/")
        data = file.read_bytes() if file.is_file() else b"<!doctype html><html lang=zh-Hans><title>x</title>"
        small = gzip.compress(data, 6)
        kinds = {".js": "text/javascript", ".json": "application/json", ".wasm": "application/wasm", "": "text/html"}
        self.send_response(200)
        self.send_header("Content-Type", kinds.get(file.suffix, "application/octet-stream"))
        if len(small) < len(data):
            data = small
            self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
        if path not in ("/", "/en/", "/favicon.ico"):
            self.server.sent += len(data)


@contextlib.contextmanager
def served(folder: Path) -> Iterator[Server]:
    """Serve *folder* on this machine."""
    with Server(folder) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        server.shutdown()
        thread.join()


def spent(command: list[str]) -> tuple[float, float]:
    """Run *command*; return its CPU seconds, and the most memory in MB that any child has held so far."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, check=True, capture_output=True)  # noqa: S603
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, after.ru_maxrss / 1024


def write_pages(found: dict[str, list[Document]], folder: Path) -> None:
    """Write each document as a page for Pagefind."""
    for lang, documents in found.items():
        for number, one in enumerate(documents):
            page = folder / lang / str(number) / "index.html"
            page.parent.mkdir(parents=True)
            body = "".join(f"<p>{escape(line)}</p>" for line in one.text.split("\n"))
            head = f'<!doctype html><html lang="{HTML_LANG[lang]}"><title>{escape(one.title)}</title>'
            page.write_text(f"{head}<main><h1>{escape(one.title)}</h1>{body}</main></html>", "utf-8")


def pagefind_addresses(folder: Path) -> dict[str, str]:
    """Return the address of each fragment of Pagefind's index; the page asks for them one by one."""
    found = {}
    for file in (folder / "pagefind/fragment").iterdir():
        data = gzip.decompress(file.read_bytes())
        found[file.stem] = json.loads(data[data.index(b"{") :])["url"]
    return found


OPEN_OURS = """async ([lang, names]) => {
  for (const name of names) await new Promise((done, failed) => {
    const script = document.createElement('script');
    script.src = '/' + name; script.onload = done; script.onerror = failed; document.head.append(script);
  });
  window.engine = new HubSearch.Engine(lang, async (path) =>
    new Uint8Array(await (await fetch('/search/' + path)).arrayBuffer()));
  await engine.open();
}"""
ASK_OURS = """async ([query, shown]) => {
  const result = await engine.search(query);
  await engine.show(result.docs.slice(0, shown), result.terms);
  return {docs: result.docs, some: result.some, suggestions: result.suggestions.map((one) => one.query)};
}"""
OPEN_PAGEFIND = """async () => { window.pagefind = await import('/pagefind/pagefind.js'); await pagefind.init(); }"""
ASK_PAGEFIND = """async ([query, shown]) => {
  const found = await pagefind.search(query);
  await Promise.all(found.results.slice(0, shown).map((one) => one.data()));
  return {docs: found.results.map((one) => one.id), some: [], suggestions: []};
}"""


def ask(browser: Browser, server: Server, lang: str, queries: list[str], ours: bool) -> Iterator[dict[str, Any]]:
    """Ask each query in a fresh browser; yield the answer with the bytes to open the search, and those of the query."""
    for query in queries:
        context = browser.new_context()
        page: Page = context.new_page()
        page.goto(f"http://127.0.0.1:{server.server_address[1]}/")
        page.evaluate("(lang) => document.documentElement.lang = lang", HTML_LANG[lang])
        server.sent = 0
        if ours:
            page.evaluate(OPEN_OURS, [lang, OURS])
        else:
            page.evaluate(OPEN_PAGEFIND)
        opening, server.sent = server.sent, 0
        answer = page.evaluate(ASK_OURS if ours else ASK_PAGEFIND, [query, SHOWN])
        yield {**answer, "opening": opening, "bytes": server.sent}
        context.close()


def judged(
    sorts: dict[str, list[str]], answers: Iterator[dict[str, Any]], addresses: dict[Any, str], truth: Any
) -> dict[str, float]:
    """Compare the answers with the truth; return the average of each figure."""
    rows: dict[str, list[float]] = defaultdict(list)
    for sort, queries in sorts.items():
        for query in queries:
            answer = next(answers)
            got = [addresses[one] for one in answer["docs"]]
            rows["first use kB"].append(answer["opening"] / 1000)
            rows["query kB"].append(answer["bytes"] / 1000)
            if sort == "nothing":
                rows["nothing-queries empty"].append(float(not got and not answer["some"]))
                continue
            if sort == "typo":
                rows["typos suggested right"].append(
                    float(stem((answer["suggestions"] or ["?"])[0]) == stem(intended[query]))
                )
                continue
            held, titled = truth(query)
            right = [url in held for url in got]
            rows["recall"].append(sum(right) / len(held) if held else 1.0)
            rows["precision"].append(sum(right) / len(right) if right else 1.0)
            rows["P@10"].append(sum(right[:10]) / len(right[:10]) if right else float(not held))
            if titled:
                rows["title first"].append(float(bool(got) and got[0] in titled))
    return {name: sum(values) / len(values) for name, values in rows.items()}


def main() -> None:
    """Read the arguments, run, and print two tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("zh", type=Path)
    parser.add_argument("en", type=Path)
    parser.add_argument("--count", type=int, default=2000)
    parser.add_argument("--queries", type=int, default=160)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--chromium", required=True)
    parser.add_argument("--cost-only", action="store_true")
    args = parser.parse_args()
    found = {lang: read_corpus(getattr(args, lang), lang, args.count) for lang in ("zh", "en")}
    with tempfile.TemporaryDirectory() as name:
        own, other = Path(name, "own"), Path(name, "other")
        own.mkdir()
        index = [sys.executable, str(Path(__file__).parent / "search.py"), "index", "--count", str(args.count)]
        cost, peak = spent([*index, str(args.zh), str(args.en), str(own)])
        write_pages(found, other)
        version = importlib.metadata.version("pagefind")
        pagefind_cost, pagefind_peak = spent([sys.executable, "-m", "pagefind", "--site", str(other)])
        sizes = [
            sum(one.stat().st_size for one in folder.rglob("*") if one.is_file()) / 1e6
            for folder in (own / "search", other / "pagefind")
        ]
        print(f"{args.count} documents in each language, Pagefind {version}")
        print(f"{'':24}{'here':>10}{'Pagefind':>10}{'ratio':>8}")
        for what, left, right in (
            ("CPU s", cost, pagefind_cost),
            ("peak MB", peak, pagefind_peak),
            ("index MB", *sizes),
        ):
            print(f"{what:24}{left:10.1f}{right:10.1f}{left / right:8.2f}")
        if args.cost_only:
            return
        for script in OURS:
            (own / script).write_bytes((SCRIPTS / script).read_bytes())
        fragments = pagefind_addresses(other)
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=args.chromium, args=["--no-sandbox"])
            for lang, make, true in (
                ("zh", chinese_queries, chinese_truth),
                ("en", english_queries, english_truth),
            ):
                sorts = make(found[lang], random.Random(args.seed), args.queries)  # noqa: S311
                queries = [query for some in sorts.values() for query in some]
                truth = true(found[lang])
                ordered = sorted(found[lang], key=lambda one: (str(one.posted), one.url))
                numbers: dict[Any, str] = dict(enumerate(one.url for one in ordered))
                pages = {key: url.removeprefix(f"/{lang}") for key, url in fragments.items()}
                with served(own) as server:
                    left_rows = judged(sorts, ask(browser, server, lang, queries, ours=True), numbers, truth)
                with served(other) as server:
                    right_rows = judged(sorts, ask(browser, server, lang, queries, ours=False), pages, truth)
                print(f"\n{lang}: {len(queries)} queries")
                for what, value in left_rows.items():
                    print(f"{what:24}{value:10.4f}{right_rows[what]:10.4f}")
            browser.close()


if __name__ == "__main__":
    main()
