"""The site as readers get it from nginx and Caddy, with the configuration that deploy/ offers."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import brotli
import pytest
from servers import Server, caddy, nginx, nginx_modules
from site_fixture import PROJECT, Site, each, site, site_below_base

from generator.deploy import compress
from generator.deploy.kinds import COMPRESSED, content_type, kind_of
from generator.publish.checksums import CHECKSUMS_FILE, checksums

__all__ = ["site", "site_below_base"]

SERVERS = {"nginx": nginx, "caddy": caddy}
EXTRA = {
    "assets/images/photo.0123456789abcdef.avif": b"avif" * 100,
    "news/2026-11-20-photo/photo.JPG": b"jpeg" * 100,
    "news/2026-11-20-photo/plan.pdf": bytes(range(256)) * 20,
    "app.webmanifest": b"{}" * 200,
    "assets/images/photo.webp": b"webp" * 100,
    "assets/videos/tour.mp4": b"mp4 " * 100,
    "SHA256SUMS.sig": b"-----BEGIN SSH SIGNATURE-----\n" * 10,
}
"""Kinds of files that the site may have on another day."""


@pytest.fixture(scope="session")
def compressed(site: Site, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with some more files, compressed, in a folder with a space and Chinese in its name."""
    folder = tmp_path_factory.mktemp("served") / "靖江 站点" / "site"
    shutil.copytree(site.folder, folder)
    for path, data in EXTRA.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    digests = {path: hashlib.sha256((folder / path).read_bytes()).digest() for path in files_of(folder)}
    (folder / CHECKSUMS_FILE).write_bytes(checksums(digests))
    with pytest.MonkeyPatch.context() as hastily:
        hastily.setitem(compress.CODERS, "br", lambda data: brotli.compress(data, quality=4))
        compress.compress_site(folder, tmp_path_factory.mktemp("cache"))
    return folder


@pytest.fixture(scope="session", params=SERVERS)
def server(
    request: pytest.FixtureRequest, compressed: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Each server in turn, showing the compressed site."""
    with SERVERS[request.param](compressed, tmp_path_factory.mktemp(request.param) / "server") as running:
        yield running


def files_of(root: Path) -> list[str]:
    """The files that have addresses: all but compressed copies."""
    found = (path.relative_to(root).as_posix() for path in sorted(root.rglob("*")) if path.is_file())
    return each([path for path in found if path.rpartition(".")[2] not in COMPRESSED])


def address(path: str) -> str:
    """The address of a file, as links name it."""
    return "/" + quote(path.removesuffix("index.html"))


def test_every_file_comes_whole_with_its_type_and_lifetime(server: Server) -> None:
    """Every file of every kind: 200, its bytes, the type and the Cache-Control of its kind, validators, no sniffing."""
    wrong = []
    for path in files_of(server.root):
        answer = server.ask(address(path))
        got = answer.headers
        expected = (200, content_type(path), kind_of(path).cache_control, "nosniff")
        if (
            expected
            != (
                answer.status,
                got.get("content-type"),
                got.get("cache-control"),
                got.get("x-content-type-options"),
            )
            or answer.body != (server.root / path).read_bytes()
            or not got.get("etag")
            or not got.get("last-modified")
        ):
            wrong.append((path, answer.status, dict(got)))

    assert [] == wrong


def test_every_file_is_confirmed_without_being_sent_again(server: Server) -> None:
    """To the ETag or the date it came with, every file is answered by 304, with no body and the same lifetime."""
    for path in files_of(server.root):
        first = server.ask(address(path), "HEAD")
        for asked in ({"If_None_Match": first.headers["etag"]}, {"If_Modified_Since": first.headers["last-modified"]}):
            again = server.ask(address(path), **asked)

            assert (304, b"") == (again.status, again.body), path
            assert kind_of(path).cache_control == again.headers["cache-control"], path


@pytest.mark.parametrize("coding", ["br", "gzip"])
def test_copies_are_sent_to_those_who_take_them(server: Server, coding: str) -> None:
    """Each file with a copy is sent compressed, decodes to its bytes, names the coding, has its own ETag and varies."""
    ending, decode = {"br": ("br", brotli.decompress), "gzip": ("gz", gzip.decompress)}[coding]
    if ending == "br" and not nginx_modules():
        pytest.skip("this nginx has no module for Brotli")
    copies = [path for path in files_of(server.root) if (server.root / f"{path}.{ending}").exists()]
    assert len(copies) > 300
    for path in copies:
        answer = server.ask(address(path), Accept_Encoding=coding)

        assert coding == answer.headers.get("content-encoding"), path
        assert content_type(path) == answer.headers["content-type"], path
        assert decode(answer.body) == (server.root / path).read_bytes(), path
        assert "accept-encoding" in answer.headers["vary"].lower(), path
    plain, packed = server.ask("/"), server.ask("/", Accept_Encoding=coding)
    assert plain.headers["etag"] != packed.headers["etag"]
    assert "accept-encoding" in plain.headers["vary"].lower()
    assert server.ask("/", Accept_Encoding=coding, If_None_Match=packed.headers["etag"]).status == 304


@pytest.mark.skipif(not shutil.which("curl") or not shutil.which("sha256sum"), reason="no curl or coreutils here")
def test_anybody_can_compare_what_is_served_with_the_list(server: Server, tmp_path: Path) -> None:
    """The commands of SECURITY.md fetch every file, packed where it has a copy, and find one that is not as built."""
    text = (PROJECT / "SECURITY.md").read_text("utf-8")
    commands = next(one for one in re.findall(r"```sh\n(.*?)```", text, re.DOTALL) if "curl" in one)
    here = commands.replace("https://hub.example", f"http://127.0.0.1:{server.port}")
    assert here != commands

    def compare(folder: Path) -> subprocess.CompletedProcess[str]:
        folder.mkdir()
        return subprocess.run(
            ["sh", "-eu", "-c", here], cwd=folder, capture_output=True, text=True, check=False, timeout=120
        )

    done = compare(tmp_path / "right")
    assert (0, "") == (done.returncode, done.stdout), done.stderr
    assert {*files_of(server.root)} - {CHECKSUMS_FILE} == {*files_of(tmp_path / "right/copy")}

    page = server.root / "about/index.html"
    before = {file: file.read_bytes() for file in page.parent.glob("index.html*")}
    try:
        page.with_name("index.html.br").write_bytes(brotli.compress(before[page] + b"<!-- -->", quality=4))
        page.with_name("index.html.gz").write_bytes(gzip.compress(before[page] + b"<!-- -->"))
        done = compare(tmp_path / "wrong")
        assert (1, ["about/index.html: FAILED"]) == (done.returncode, done.stdout.splitlines())
    finally:
        for file, data in before.items():
            file.write_bytes(data)


def test_browsers_get_brotli(server: Server) -> None:
    """Who takes both codings gets the smaller one."""
    if not nginx_modules():
        pytest.skip("this nginx has no module for Brotli")

    assert "br" == server.ask("/news/", Accept_Encoding="gzip, deflate, br").headers["content-encoding"]


@pytest.mark.parametrize("path", ["feed.xml", "en/feed.atom", "feed.json", "events/calendar.ics"])
def test_followers_get_304_until_something_changes(server: Server, path: str) -> None:
    """A feed or calendar that was edited is sent anew to those who name the old ETag or date."""
    first = server.ask(f"/{path}", Accept_Encoding="identity")
    file = server.root / path
    before, times = file.read_bytes(), file.stat()
    try:
        file.write_bytes(before.replace(b"\n", b" \n", 1))
        os.utime(file, (times.st_atime + 60, times.st_mtime + 60))
        asked = {"If_None_Match": first.headers["etag"], "Accept_Encoding": "identity"}
        changed = server.ask(f"/{path}", **asked)

        assert (200, file.read_bytes()) == (changed.status, changed.body)
        assert first.headers["etag"] != changed.headers["etag"]
    finally:
        file.write_bytes(before)
        os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert first.headers["etag"] == server.ask(f"/{path}").headers["etag"]


def test_parts_of_files(server: Server) -> None:
    """A range is answered by 206 with exactly these bytes, one beyond the end by 416."""
    path = "news/2026-11-20-photo/plan.pdf"
    whole = (server.root / path).read_bytes()
    part = server.ask(f"/{path}", Range="bytes=100-199")

    assert (206, whole[100:200]) == (part.status, part.body)
    assert part.headers["content-range"] == f"bytes 100-199/{len(whole)}"
    assert server.ask(f"/{path}", Range="bytes=900000-").status == 416


@pytest.mark.parametrize(
    ("asked", "page"),
    [
        ("/no/such/page/", "404.html"),
        ("/news/没有", "404.html"),
        ("/en/no/such/page/", "en/404.html"),
        ("/en/jobs/none.html", "en/404.html"),
        ("/.hub/live.json", "404.html"),
        ("/.git/config", "404.html"),
        ("/feed.xml.gz", "404.html"),
        ("/en/feed.xml.br", "en/404.html"),
        ("/assets/", "404.html"),
    ],
)
def test_wrong_addresses_get_a_page_in_their_language(server: Server, asked: str, page: str) -> None:
    """Not found is 404 with the site's own page, Chinese at the root and English below /en/, and is not kept."""
    hidden = server.root / ".hub"
    hidden.mkdir(exist_ok=True)
    (hidden / "live.json").write_text("{}", "utf-8")
    try:
        answer = server.ask(quote(asked))
    finally:
        shutil.rmtree(hidden)

    assert 404 == answer.status
    assert (server.root / page).read_bytes() == answer.body
    assert "text/html; charset=utf-8" == answer.headers["content-type"]
    assert "no-cache" == answer.headers["cache-control"]
    assert "nosniff" == answer.headers["x-content-type-options"]


def test_the_two_pages_for_wrong_addresses_differ_in_language(site: Site) -> None:
    """404.html speaks Chinese first, en/404.html English."""
    assert ["zh-Hans", "en"] == [site.page(path).root.get("lang") for path in ("404.html", "en/404.html")]
    first = [site.page(path).one("//h1").text_content() for path in ("404.html", "en/404.html")]
    second = [site.page(path).one("//main//h2").text_content() for path in ("404.html", "en/404.html")]
    assert first == second[::-1]


@pytest.mark.parametrize("host", ["hub.example", "evil.example:8443"])
def test_a_folder_without_its_slash_leads_to_it_by_path_alone(server: Server, host: str) -> None:
    """The redirect names no scheme and no host, so it is right behind any proxy and cannot be turned elsewhere."""
    for path in ("/news", "/en/jobs"):
        answer = server.ask(path, Host=host, X_Forwarded_Proto="https")

        assert answer.status in (301, 308)
        assert f"{path}/" == answer.headers["location"]
    assert not server.ask("//evil.example/..", Host=host).headers.get("location", "/").startswith("//")


def test_the_server_tells_no_version(server: Server) -> None:
    """Neither a page nor an error names a version."""
    for path in ("/", "/no/such/page", "/%00"):
        answer = server.ask(path)

        assert not re.search(r"\d", answer.headers.get("server", "")), path
        assert b"nginx/" not in answer.body and b"Caddy" not in answer.body


def test_nothing_outside_the_site_can_be_asked_for(server: Server) -> None:
    """No path leads out of the folder."""
    (server.root.parent / "secret.txt").write_text("secret", "utf-8")
    for path in (
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/news/..%2f..%2fsecret.txt",
        "/..%5csecret.txt",
        "/news/%2e%2e/%2e%2e/secret.txt",
    ):
        answer = server.ask(path)

        assert answer.status in (400, 404), path
        assert b"secret" not in answer.body, path


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_written(server: Server, method: str) -> None:
    """The site is for reading."""
    assert server.ask("/", method).status == 405


@pytest.mark.parametrize("name", SERVERS)
def test_a_site_below_a_base_path(name: str, site_below_base: Site, tmp_path: Path) -> None:
    """With the lines marked BASE changed: pages, lifetimes and both pages for wrong addresses below the base."""
    base = "/some/base"
    root = tmp_path / "root"
    shutil.copytree(site_below_base.folder, root / base.strip("/"))
    with SERVERS[name](root, tmp_path / "server", base) as server:
        page = server.ask(f"{base}/en/news/")
        links = [quote(link) for link in site_below_base.page("en/news/").values("//link[@rel='stylesheet']/@href")]

        assert 200 == page.status
        assert [200] * len(each(links)) == [server.ask(link).status for link in links]
        for path in ("feed.xml", "events/calendar.ics", "search/zh.json", *search_shards(site_below_base)):
            answer = server.ask(f"{base}/{path}")
            assert kind_of(path).cache_control == answer.headers["cache-control"], path
            assert content_type(path) == answer.headers["content-type"], path
        for path, lost in (("no", "404.html"), ("en/no", "en/404.html")):
            answer = server.ask(f"{base}/{path}")
            assert (404, (site_below_base.folder / lost).read_bytes()) == (answer.status, answer.body)
        assert f"{base}/news/" == server.ask(f"{base}/news").headers["location"]
        assert server.ask("/news/").status == 404


def search_shards(site: Site) -> list[str]:
    """One file of the search index whose name says what is in it."""
    return each([path for path in sorted(site.files) if kind_of(path).immutable and path.startswith("search/")])[:1]


def test_https_speaks_http_2(site: Site, tmp_path: Path) -> None:
    """nginx-tls.conf with a certificate of its own: the site by TLS 1.2 or newer, with HTTP/2 on offer."""
    with nginx(site.folder, tmp_path / "server", tls=True) as server:
        answer = server.ask("/news/")

        assert (200, content_type("index.html")) == (answer.status, answer.headers["content-type"])
        offering = ssl.create_default_context(cafile=str(server.tls))
        offering.set_alpn_protocols(["h2", "http/1.1"])
        with (
            socket.create_connection(("127.0.0.1", server.port), 5) as plain,
            offering.wrap_socket(plain, server_hostname="localhost") as secure,
        ):
            assert ("h2", "TLSv1.3") == (secure.selected_alpn_protocol(), secure.version())
