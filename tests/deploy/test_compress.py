"""`hub compress`: copies that are right, made once for a content, and never in the way."""

from __future__ import annotations

import gzip
import os
import shutil
from pathlib import Path

import brotli
import pytest
from site_fixture import run, tree

from generator.deploy.compress import SMALLEST, compress_site

PAGE = "<p>靖江产业联盟：一个很长的段落，没有任何空格</p>\n" * 40


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A small site."""
    folder = tmp_path / "site"
    for path, text in {
        "index.html": PAGE,
        "en/index.html": PAGE + "<p>one</p>",
        "news/index.html": PAGE + "<p>一</p>",
        "feed.xml": "<rss/>" * 100,
        "robots.txt": "User-agent: *\n",
    }.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    (folder / "photo.png").write_bytes(b"png" * 1000)
    (folder / "noise.bin").write_bytes(os.urandom(4000))
    return folder


def test_copies_decode_to_their_files(site: Path, tmp_path: Path) -> None:
    """Texts get both copies; what is tiny, packed already or does not shrink gets none, and no other file changes."""
    before = tree(site)
    compress_site(site, tmp_path / "cache")
    copies = {path: digest for path, digest in tree(site).items() if path not in before}

    assert {path: digest for path, digest in tree(site).items() if path in before} == before
    texts = ("index.html", "en/index.html", "news/index.html", "feed.xml")
    assert sorted(copies) == sorted(f"{path}.{ending}" for path in texts for ending in ("br", "gz"))
    for path in texts:
        data = (site / path).read_bytes()
        assert data == brotli.decompress((site / f"{path}.br").read_bytes())
        assert data == gzip.decompress((site / f"{path}.gz").read_bytes())
    assert (site / "robots.txt").stat().st_size < SMALLEST


def test_only_what_changed_is_compressed_again(site: Path, tmp_path: Path) -> None:
    """A second run makes nothing; after an edit and a fresh tree it makes the two copies of the edited page."""
    first = compress_site(site, tmp_path / "cache")
    fresh = tmp_path / "fresh"
    shutil.copytree(site, fresh, ignore=shutil.ignore_patterns("*.br", "*.gz"))
    (fresh / "news/index.html").write_text(PAGE + "<p>二</p>", "utf-8")

    assert (4, 8) == (first.files, first.made - 2)  # and two tries at noise.bin
    assert 0 == compress_site(site, tmp_path / "cache").made
    assert 2 == compress_site(fresh, tmp_path / "cache").made
    assert brotli.decompress((fresh / "news/index.html.br").read_bytes()).endswith("<p>二</p>".encode())


def test_the_same_site_gives_the_same_copies(site: Path, tmp_path: Path) -> None:
    """Neither the clock nor the cache reaches a byte."""
    other = tmp_path / "other"
    shutil.copytree(site, other)
    compress_site(site, tmp_path / "cache")
    compress_site(other, tmp_path / "another cache")

    assert tree(site) == tree(other)


def test_copies_follow_their_files(site: Path, tmp_path: Path) -> None:
    """A copy has the time of its file, follows an edit in place, and goes when its file went or became tiny."""
    compress_site(site, tmp_path / "cache")
    os.utime(site / "feed.xml", (1_000_000_000, 1_000_000_000))
    (site / "index.html").write_text(PAGE.replace("一个", "一些"), "utf-8")
    (site / "en/index.html").unlink()
    (site / "news/index.html").write_text("-", "utf-8")
    (site / ".index.html.br.7.making").write_bytes(b"half")
    compress_site(site, tmp_path / "cache")

    assert 1_000_000_000 == (site / "feed.xml.br").stat().st_mtime == (site / "feed.xml.gz").stat().st_mtime
    assert "一些" in brotli.decompress((site / "index.html.br").read_bytes()).decode()
    left = [path for path in tree(site) if path.endswith((".br", ".gz", ".making"))]
    assert left == ["feed.xml.br", "feed.xml.gz", "index.html.br", "index.html.gz"]


def test_the_cache_keeps_only_what_was_used(site: Path, tmp_path: Path) -> None:
    """What no file of the last run needed is gone, so the cache does not grow for ever."""
    compress_site(site, tmp_path / "cache")
    (site / "feed.xml").unlink()
    before = len(tree(tmp_path / "cache"))
    compress_site(site, tmp_path / "cache")

    assert before - 2 == len([path for path in tree(tmp_path / "cache") if not path.endswith("/")])


def test_the_command_tells_what_it_did(site: Path, tmp_path: Path) -> None:
    """`hub compress` prints a line on stderr; a folder that is no site is refused with a hint."""
    done = run("generator.cli", "compress", str(site), "--cache", str(tmp_path / "cache"))
    refused = run("generator.cli", "compress", str(tmp_path))

    assert (0, "") == (done.returncode, done.stdout)
    assert done.stderr.startswith("4 files compressed, ")
    assert 2 == refused.returncode
    assert "is no finished site" in refused.stderr and "Traceback" not in refused.stderr
