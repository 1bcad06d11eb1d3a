"""MkDocs as the hub's engine: an ordinary plugin. MkDocs is imported here only.

MkDocs renders the editors' handbook and, once a language and section, the shell around the hub's own pages;
it copies the theme's assets and serves previews. Everything else is `generator.build`. The plugin runs
unchanged under properdocs, which answers to the same imports.

The engine is one of the two places that read the clock and the environment; the command line is the other.
"""

from __future__ import annotations

import datetime as dt
import gc
import hashlib
import logging
import os
import re
import shutil
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, Literal

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.build import get_context
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config import config_options as option
from mkdocs.config import load_config
from mkdocs.config.base import Config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError, PluginError
from mkdocs.plugins import BasePlugin, event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from generator.addresses import address_of
from generator.build import Loaded, load, outputs
from generator.metadata.public_sector import meta_tags
from generator.metadata.structured_data import handbook_breadcrumbs, script
from generator.model.hub import Edition
from generator.model.record import HUB_ZONE, LANGS, Lang
from generator.pages.chrome import SHELL_SECTIONS, chrome
from generator.pages.context import Context
from generator.pages.plan import contexts_of
from generator.pages.templates import SLOTS, Shell, Shells, slot_marker
from generator.pictures.store import Store
from generator.problems import ProblemLang
from generator.publish.lock import BusyError, exclusive
from generator.publish.output import Output
from generator.publish.tree import Published, Written, publish, retire
from generator.settings import Settings, SettingsError

log = logging.getLogger("mkdocs.plugins.hub")

HANDBOOK = "handbook"
CACHE = ".cache/hub"
"""Where earlier builds leave what later ones can use again, beside mkdocs.yml."""
PICTURE_CACHE = 512 * 1024 * 1024
"""How many bytes of encoded pictures are kept from build to build: those of some 500 photos."""
_NOT_PUBLISHED = re.compile(r"strings/|icons/|macros/|.*\.map$|assets/javascripts/(?:lunr|workers)/")
"""Files of the theme that no page asks for."""


class HubConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's settings in mkdocs.yml. HUB_AS_OF and HUB_SAMPLES in the environment go before them."""

    content = option.Type(str, default="content")
    """Folder of the content, relative to mkdocs.yml."""
    as_of = option.Optional(option.Type((str, dt.date)))
    """The day to build for, ``2026-11-22``; today in Asia/Shanghai when absent."""
    samples = option.Type((bool, str), default=True)
    """Whether samples are shown."""


class HubPlugin(BasePlugin[HubConfig]):  # type: ignore[no-untyped-call]
    """Reads the content before MkDocs writes anything, and adds the hub's pages after it wrote its own."""

    def __init__(self) -> None:
        self._loaded: Loaded | None = None
        self._own: Path | None = None
        self._serves = False

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Stay alive over rebuilds of `mkdocs serve`, whose site is gone with it."""
        self._serves = command == "serve"

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the content; stop before anything is written when it has errors."""
        # Records and pages hold no cycles: looking for some takes a tenth of a large build and finds nothing.
        gc.disable()
        self._settings = settings_of(config, self.config)
        cache = self._settings.cache
        self._store = Store(cache / "pictures" if cache is not None else None)
        loaded = load(self._settings.content, self._settings.theme, store=self._store)
        lang = problem_language(os.environ)
        if loaded.report.problems:
            print(loaded.report.text(lang), file=sys.stderr)
        if loaded.report.errors:
            raise PluginError(loaded.report.summary(lang))
        self._loaded = loaded
        self._edition: Edition = loaded.edition(self._settings)
        self._contexts = contexts_of(self._edition, loaded.strings, self._settings.base, self._settings.site_url)
        config.theme.static_templates.clear()
        self._site = Path(config.site_dir)
        self._own = Path(tempfile.mkdtemp(prefix="hub-"))
        config.site_dir = str(self._own)
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Give the handbook its addresses and leave out what nobody asks for."""
        for file in list(files):
            if _NOT_PUBLISHED.match(file.src_uri):
                files.remove(file)
            elif file.is_documentation_page():
                _move(file, language_of(file))
            elif file.src_dir == config.docs_dir:
                file.dest_uri = f"{HANDBOOK}/{file.src_uri}"
                file.url = file.dest_uri
                file.abs_dest_path = str(Path(config.site_dir, file.dest_uri))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Read each language's pages in their own order."""
        self._nav = nav
        self._navs = {lang: _nav_in(nav, lang) for lang in LANGS}
        for part in self._navs.values():
            for before, page in zip([None, *part.pages], part.pages, strict=False):
                page.previous_page = before
                page.next_page = None
                if before is not None:
                    before.next_page = page
        return nav

    @event_priority(-50)
    def on_env(self, env: Any, *, config: MkDocsConfig, files: Files) -> Any:
        """Render the shells, now that every plugin has had its say about the environment."""
        template = env.get_template("shell.html")
        slots = {name: slot_marker(name) for name in SLOTS}
        shells: dict[tuple[Lang, str], Shell] = {}
        for context in self._contexts:
            for section in SHELL_SECTIONS:
                values = get_context(self._nav, files, config, base_url=self._settings.base.rstrip("/") or "/")
                hub = chrome(context, section, slots["switch_url"], slots)
                shells[context.lang, section] = Shell.cut(template.render({**values, "hub": hub}))
        self._shells: Shells = shells
        return env

    def on_page_context(self, context: Any, *, page: Page, config: MkDocsConfig, nav: Navigation) -> Any:
        """Give a page of the handbook what the shells have: names, navigation, its other language."""
        lang = language_of(page.file)
        own = self._contexts[LANGS.index(lang)]
        other = self._contexts[1 - LANGS.index(lang)]
        twin = _twin(page.file, context["pages"])
        url = own.base + twin.url if twin is not None else other.url(f"{HANDBOOK}/")
        context["hub"] = chrome(own, HANDBOOK, url)
        context["hub"]["alternates"] = _alternates(own, page.file, twin)
        title = str(page.title)
        context["hub"]["tags"] = meta_tags(own, section="other", path=f"{HANDBOOK}/", title=title)
        context["hub"]["scripts"] = [script(handbook_breadcrumbs(own, title, page.file.url))]
        context["nav"] = self._navs[lang]
        return context

    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Publish what MkDocs wrote and the hub's own files as one tree, in one step."""
        if self._loaded is None or self._own is None:
            return
        made = chain(own_outputs(self._own), outputs(self._edition, self._loaded, self._settings, self._shells))
        store = store_of(self._settings, self._site)
        try:
            with exclusive(self._site):
                done = publish(made, self._site, store, time.perf_counter)
        except BusyError as error:
            raise PluginError(f"another build (process {error.holder}) is writing {self._site}; wait for it") from None
        self._store.trim(PICTURE_CACHE)
        config.site_dir = str(self._site)
        self._unstage()
        log.info(closing_line(done, self._settings.as_of))

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing half-written behind."""
        self._unstage()

    def on_shutdown(self) -> None:
        """Leave nothing behind when the build was interrupted from the keyboard, or the preview ended."""
        self._unstage()
        if self._serves and self._loaded is not None:
            retire(self._site, store_of(self._settings, self._site))

    def _unstage(self) -> None:
        gc.enable()
        if self._own is not None:
            shutil.rmtree(self._own, ignore_errors=True)
            self._own = None

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Any) -> Any:
        """Watch the content and the theme as well, and keep showing the last good pages while the content has errors.

        MkDocs alone answers no request until they are mended.
        """
        for folder in (self._settings.content, self._settings.theme):
            server.watch(str(folder))

        def rebuild() -> None:
            try:
                builder()
            except Abort:
                log.error("The preview stays as it was until this is mended.")

        server.builder = rebuild
        return server


def own_outputs(folder: Path) -> Iterator[Output]:
    """Yield the files that MkDocs wrote into *folder*, without the sitemap of its own pages only."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and file.name not in ("sitemap.xml", "sitemap.xml.gz"):
            yield Output(file.relative_to(folder).as_posix(), "mkdocs", file.read_bytes)


def store_of(settings: Settings, site: Path) -> Path | None:
    """The folder for what is kept about the tree at *site*."""
    if settings.cache is None:
        return None
    return settings.cache / f"site-{hashlib.sha256(os.fsencode(site.absolute())).hexdigest()[:12]}"


def closing_line(done: Published, as_of: dt.date) -> str:
    """What a build says of itself at its end."""
    search = done.by_source.get("search", Written())
    return (
        f"{done.files} files as of {as_of.isoformat()}, {done.size / 1e6:.1f} MB; "
        f"{done.made.files} made anew in {done.made.seconds:.1f} s, {len(done.changed)} changed; "
        f"of it the search index {search.files} files, {search.size / 1e6:.1f} MB in {search.seconds:.1f} s"
    )


def settings_of(config: MkDocsConfig, own: HubConfig) -> Settings:
    """Return the settings that mkdocs.yml, its environment and the clock give; raises ConfigurationError."""
    if not config.site_url:
        raise ConfigurationError("site_url is missing in mkdocs.yml: the hub needs the address it is published at")
    root = Path(config.config_file_path).parent if config.config_file_path else Path.cwd()
    if not config.theme.custom_dir:
        raise ConfigurationError("theme.custom_dir is missing in mkdocs.yml: it names the hub's theme folder")
    site_url = config.site_url if config.site_url.endswith("/") else f"{config.site_url}/"
    return Settings(
        content=(root / own.content).resolve(),
        theme=Path(config.theme.custom_dir).resolve(),
        site_url=site_url,
        as_of=day_of(os.environ.get("HUB_AS_OF") or own.as_of, os.environ),
        samples=(os.environ.get("HUB_SAMPLES") or str(own.samples)).lower() not in ("false", "no", "0", "off"),
        cache=root / CACHE,
    )


def day_of(given: object, environ: Mapping[str, str]) -> dt.date:
    """The day to build for: as given, else SOURCE_DATE_EPOCH, else today in Asia/Shanghai."""
    if isinstance(given, dt.date):
        return given
    if given:
        try:
            return dt.date.fromisoformat(str(given))
        except ValueError:
            raise ConfigurationError(f"as_of: {given} is not a date such as 2026-11-22") from None
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    now = dt.datetime.fromtimestamp(int(epoch), HUB_ZONE) if epoch.isdigit() else dt.datetime.now(HUB_ZONE)
    return now.date()


def problem_language(environ: Mapping[str, str]) -> ProblemLang:
    """The language for editors: HUB_LANG, else English where the locale is English, else Chinese."""
    wanted = environ.get("HUB_LANG") or environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "en" if wanted.startswith("en") else "zh"


def language_of(file: File) -> Lang:
    """Chinese, or English for ``name.en.md``."""
    return "en" if file.src_uri.endswith(".en.md") else "zh"


def _move(file: File, lang: Lang) -> None:
    """Put a handbook page where `generator.addresses` says, below its language's root."""
    url = address_of(f"{HANDBOOK}/{file.src_uri}", lang) or f"{HANDBOOK}/"
    root = file.abs_dest_path[: -len(file.dest_uri)] if file.abs_dest_path else ""
    file.dest_uri, file.url = f"{url}index.html", url
    file.abs_dest_path = str(Path(root, file.dest_uri))


def _twin(file: File, pages: Any) -> File | None:
    stem = file.src_uri.removesuffix(".md").removesuffix(".en")
    wanted = f"{stem}.md" if language_of(file) == "en" else f"{stem}.en.md"
    return next((other for other in pages if other.src_uri == wanted), None)


def _alternates(context: Context, file: File, twin: File | None) -> list[tuple[str, str]]:
    """hreflang and full address of a handbook page and its translation (rule H1)."""
    if twin is None:
        return []
    by_lang = {language_of(one): context.site_url + one.url for one in (file, twin)}
    return [("zh-Hans", by_lang["zh"]), ("en", by_lang["en"]), ("x-default", by_lang["zh"])]


def _nav_in(nav: Navigation, lang: Lang) -> Navigation:
    pages = [page for page in nav.pages if language_of(page.file) == lang]
    items = [item for item in nav.items if not isinstance(item, Page) or item in pages]
    return Navigation(items, pages)


def build_site(config_file: Path, site_dir: Path | None = None) -> int:
    """Build as `mkdocs build` does, into *site_dir* or where mkdocs.yml says; return the exit code."""
    more: dict[str, Any] = {"site_dir": str(site_dir)} if site_dir is not None else {}
    with _settings_errors():
        config = load_config(str(config_file), **more)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build(config)
        except Abort:
            return 1
        finally:
            config.plugins.on_shutdown()
    return 0


def serve_site(config_file: Path, address: str | None = None) -> int:
    """Serve a preview as `mkdocs serve` does; return the exit code."""
    more: dict[str, Any] = {"dev_addr": address} if address else {}
    with _settings_errors():
        try:
            mkdocs_serve(str(config_file), **more)
        except Abort:
            return 1
    return 0


def content_of(config_file: Path) -> tuple[Path, Path]:
    """The content and theme folders that mkdocs.yml names."""
    with _settings_errors():
        config = load_config(str(config_file))
        settings = settings_of(config, config.plugins["hub"].config)
    return settings.content, settings.theme


@contextmanager
def _settings_errors() -> Iterator[None]:
    """Raise what MkDocs says about wrong settings as `SettingsError`."""
    try:
        yield
    except ConfigurationError as error:
        raise SettingsError(error.format_message()) from None
