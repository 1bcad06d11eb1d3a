"""The hub built once for all tests that read the finished site, and the plain values they read it with.

Test modules import the fixtures they use by name. Each site is built once a session, by the command that users
run, in a process of its own and with nothing of the outer environment that could change it.
"""

from __future__ import annotations

import atexit
import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache, cached_property
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html

PROJECT = Path(__file__).resolve().parent.parent
CONTENT = PROJECT / "content"
AS_OF = "2026-11-22"
ROOT_URL = "https://hub.example/"
PATIENCE = int(os.environ.get("HUB_PATIENCE", "300"))
"""Seconds that a command may take before a test gives it up: many times what it takes. HUB_PATIENCE is for machines
that are busier still.
"""
BASE_URL = "https://x.example/some/base/"

_SETTINGS = ("HUB_", "LC_", "PYTHON", "SOURCE_DATE_EPOCH", "LANG", "TZ")


@cache
def scratch() -> Path:
    """A folder for the time of this session."""
    folder = Path(tempfile.mkdtemp(prefix="hub-tests-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def plain_environment(**more: str) -> dict[str, str]:
    """The environment of this process without what changes a build, and with *more*.

    Compiled modules are kept for the session, which makes each process start in half the time; what builds keep is
    not, so that each begins from nothing.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_SETTINGS)}
    own = {"LANG": "C.UTF-8", "NO_MKDOCS_2_WARNING": "1", "PYTHONPYCACHEPREFIX": str(scratch() / "pycache")}
    own["HUB_CACHE"] = tempfile.mkdtemp(dir=scratch())
    return {**kept, **own, **more}


def run(module: str, *arguments: str, cwd: Path = PROJECT, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run ``python -m module arguments`` in *cwd*, for at most `PATIENCE` seconds, and return how it went."""
    command = [sys.executable, "-m", module, *arguments]
    return subprocess.run(
        command,
        check=False,
        cwd=cwd,
        env=plain_environment(**environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=PATIENCE,
    )


def copy_project(folder: Path) -> Path:
    """Copy what a build reads into *folder*, a new one, and return it."""
    return _copy(snapshot(), folder)


def _copy(project: Path, folder: Path) -> Path:
    folder.mkdir(parents=True)
    shutil.copy(project / "mkdocs.yml", folder)
    for name in ("content", "theme"):
        shutil.copytree(project / name, folder / name)
    return folder


@cache
def snapshot() -> Path:
    """The project as it is when first asked for: an edit while the tests run does not look like chance."""
    return _copy(PROJECT, scratch() / "project")


def build(site: Path, *arguments: str, root: Path | None = None, **environment: str) -> None:
    """Build the project in *root* into *site*, as of `AS_OF`; a build that fails fails the test."""
    command = ("build", "--as-of", AS_OF, "--site-dir", str(site), *arguments)
    done = run("generator.cli", *command, cwd=root or snapshot(), **environment)
    assert done.returncode == 0, f"hub build: exit code {done.returncode}\n{done.stdout}{done.stderr}"


def tree(folder: Path) -> dict[str, str]:
    """The path of each file below *folder* with the hash of its bytes; empty folders count, too."""
    found = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_file():
            found[name] = hashlib.sha256(path.read_bytes()).hexdigest()
        elif not any(path.iterdir()):
            found[f"{name}/"] = "empty"
    return found


@dataclass(frozen=True)
class Page:
    """One HTML page. `path` is its address below the site's root: ``en/news/``, or ``404.html``."""

    path: str
    url: str
    source: str

    @cached_property
    def root(self) -> html.HtmlElement:
        """The parsed page."""
        return html.document_fromstring(self.source)

    @property
    def lang(self) -> str:
        """The language its address promises: ``zh`` or ``en``."""
        return "en" if self.path.startswith("en/") else "zh"

    def all(self, xpath: str) -> list[html.HtmlElement]:
        """The elements that *xpath* names."""
        return list(self.root.xpath(xpath))

    def one(self, xpath: str) -> html.HtmlElement:
        """The only element that *xpath* names."""
        found = self.all(xpath)
        assert len(found) == 1, f"{self.path}: {len(found)} × {xpath}"
        return found[0]

    def values(self, xpath: str) -> list[str]:
        """The attribute values or texts that *xpath* names."""
        return [str(value) for value in self.root.xpath(xpath)]

    @cached_property
    def ids(self) -> frozenset[str]:
        """The ids that links can lead to."""
        return frozenset(self.values("//@id"))

    @cached_property
    def text(self) -> str:
        """What a reader sees in the main part, on one line."""
        return said(self.one("//main"))


def said(element: html.HtmlElement) -> str:
    """The text of *element* on one line, with white space as a browser would show it."""
    return " ".join(element.text_content().split())


@dataclass(frozen=True)
class Site:
    """A finished site: its folder, and the address it was built for."""

    folder: Path
    url: str = ROOT_URL
    _parsed: dict[str, Page] = field(default_factory=dict, repr=False)

    @cached_property
    def files(self) -> frozenset[str]:
        """The path of every file, with forward slashes."""
        return frozenset(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())

    def text(self, path: str) -> str:
        """The text of one file."""
        return (self.folder / path).read_text("utf-8")

    @property
    def paths(self) -> list[str]:
        """The address of every page, in order: ````, ``404.html``, ``about/``, …"""
        return sorted(path.removesuffix("index.html") for path in self.files if path.endswith(".html"))

    def page(self, path: str) -> Page:
        """The page at *path*, parsed once."""
        if path not in self._parsed:
            file = path if path.endswith(".html") else f"{path}index.html"
            assert file in self.files, f"no page at /{path}"
            self._parsed[path] = Page(path, urljoin(self.url, path), self.text(file))
        return self._parsed[path]

    @cached_property
    def pages(self) -> tuple[Page, ...]:
        """Every page, 404.html included."""
        found = tuple(self.page(path) for path in self.paths)
        assert len(found) > 50, "the site is suspiciously small"
        return found

    def target(self, page: Page, href: str) -> tuple[str, str] | None:
        """The path below the root that *href* on *page* leads to, and its fragment; None for another host.

        A path outside the site's base begins with two dots.
        """
        own = urlsplit(self.url)
        parts = urlsplit(urljoin(page.url, href.replace("webcal:", f"{own.scheme}:")))
        if (parts.scheme, parts.netloc) != (own.scheme, own.netloc):
            return None
        path = unquote(parts.path)
        inside = path.startswith(own.path)
        return (path.removeprefix(own.path) if inside else f"..{path}"), unquote(parts.fragment)

    def dangling(self) -> list[str]:
        """Every internal address in an attribute that leads to no file or to no id, with the page it stands on."""
        found = []
        attributes = "//@href | //@src | //@poster | //@action | //@data | //@data-hub-copy"
        for page in self.pages:
            for href in page.values(attributes):
                if href.startswith(("mailto:", "tel:", "data:")):
                    continue
                target = self.target(page, href)
                if target is not None and not self._is_there(*target):
                    found.append(f"/{page.path} → {href}")
        return found

    def _is_there(self, path: str, fragment: str) -> bool:
        file = f"{path}index.html" if path.endswith("/") or not path else path
        if file not in self.files:
            return False
        return not fragment or not file.endswith(".html") or fragment in self.page(path).ids


_built: dict[str, Site] = {}
"""The sites of this session: fixtures are imported into several modules, and each would build its own."""


def _once(name: str, factory: pytest.TempPathFactory, make: Callable[[Path], Site]) -> Site:
    if name not in _built:
        _built[name] = make(factory.mktemp(name))
    return _built[name]


def edit(file: Path, old: str, new: str) -> None:
    """Replace *old*, which stands in *file* once, by *new*."""
    before = file.read_text("utf-8")
    assert before.count(old) == 1, f"{file}: {old!r} stands there {before.count(old)} times"
    file.write_text(before.replace(old, new), "utf-8")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The hub as it is published on `AS_OF`, samples shown."""

    def make(folder: Path) -> Site:
        build(folder / "site")
        return Site(folder / "site")

    return _once("site", tmp_path_factory, make)


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The same without samples, as in production."""

    def make(folder: Path) -> Site:
        build(folder / "site", "--no-samples")
        return Site(folder / "site")

    return _once("real", tmp_path_factory, make)


@pytest.fixture(scope="session")
def site_below_base(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The same hub, published at `BASE_URL`."""

    def make(folder: Path) -> Site:
        build(folder / "site", HUB_SITE_URL=BASE_URL)
        return Site(folder / "site", BASE_URL)

    return _once("base", tmp_path_factory, make)


UNTRANSLATED = "news/2026-11-18-field-research/"
"""The real news item whose translation `site_with_gaps` lacks."""


@pytest.fixture(scope="session")
def site_with_gaps(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """The hub after edits: lists of five a page, a real news item without its translation, a draft, and one to come."""

    def make(folder: Path) -> Site:
        content = copy_project(folder / "project") / "content"
        edit(content / "hub.yml", "page_size: 20", "page_size: 5")
        (content / f"news/2026/{UNTRANSLATED.split('/')[1]}/index.en.md").unlink()
        for name, line in (("a-draft", "draft: true"), ("to-come", "publish_at: 2026-11-23 08:00")):
            article = content / f"news/2026/2026-11-22-{name}/index.md"
            article.parent.mkdir()
            article.write_text(f"---\ntitle: 标题\nsummary: 摘要。\ndate: 2026-11-22\n{line}\n---\n\n正文。\n", "utf-8")
        build(folder / "site", root=folder / "project")
        return Site(folder / "site")

    return _once("gaps", tmp_path_factory, make)


def each(values: Mapping[str, object] | Iterator[str] | list[str] | tuple[str, ...]) -> list[str]:
    """*values* as a list that is not empty, so that a loop over it proves something."""
    found = list(values)
    assert found, "nothing to test"
    return found
