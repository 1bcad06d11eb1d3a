"""MkDocs as the hub's engine: an ordinary plugin. MkDocs is imported here only.

MkDocs renders the editors' handbook and, once a language and section, the shell around the hub's own pages;
it copies the theme's assets and serves previews. Everything else is `generator.build`. The plugin runs
unchanged under properdocs, which answers to the same imports.

The engine is one of the two places that read the clock and the environment; the command line is the other.
"""

from __future__ import annotations

import datetime as dt
import gc
import logging
import os
import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal, cast
from urllib.parse import urlsplit

import click
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.build import get_context
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
from generator.engines.cache import cache_of, store_of
from generator.engines.kept import Work
from generator.engines.preview import Preview, Sitting
from generator.engines.project import Asked, Project, asked, config_digest, problem_language
from generator.engines.session import HANDBOOK, ProblemsError, Session, closing_line
from generator.metadata.public_sector import meta_tags
from generator.metadata.structured_data import handbook_breadcrumbs, script
from generator.model.record import LANGS, Lang
from generator.packaged import packaged_theme
from generator.pages.chrome import SHELL_SECTIONS, chrome
from generator.pages.context import Context
from generator.pages.templates import SLOTS, Shell, Shells, Surroundings, slot_marker
from generator.previewing.server import LOOPBACK, Previewing
from generator.previewing.showing import Stage
from generator.publish.lock import BusyError, exclusive
from generator.publish.tree import Published, retire
from generator.reading.handbook import forbidden
from generator.settings import SettingsError

log = logging.getLogger("mkdocs.plugins.hub")

_NOT_PUBLISHED = re.compile(r"strings/|icons/|macros/|.*\.map$|assets/javascripts/(?:lunr|workers)/")
"""Files of the theme that no page asks for."""


class HubConfig(Config):  # type: ignore[no-untyped-call]
    """The plugin's settings in mkdocs.yml. HUB_AS_OF, HUB_SAMPLES, HUB_SHARING_PICTURES in the environment go first."""

    content = option.Type(str, default="content")
    """Folder of the content, relative to mkdocs.yml."""
    as_of = option.Optional(option.Type((str, dt.date)))
    """The day to build for, ``2026-11-22``; today in Asia/Shanghai when absent."""
    samples = option.Type((bool, str), default=True)
    """Whether samples are shown."""
    sharing_pictures = option.Type((bool, str), default=True)
    """Whether a picture with its title is drawn for every page, for networks to show beside links to it."""


class HubPlugin(BasePlugin[HubConfig]):  # type: ignore[no-untyped-call]
    """Reads the content before MkDocs writes anything, and adds the hub's pages after it wrote its own.

    A `session` that somebody else set has read the content already, and holds the site's lock.
    """

    def __init__(self) -> None:
        self.session: Session | None = None
        self._then: Callable[[Work], None] | None = None
        self._own: Path | None = None
        self._serves = False
        self._is_live = False
        self._preview: Preview | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Stay alive over rebuilds of `mkdocs serve`, whose site is gone with it."""
        self._serves = command == "serve"
        asked = click.get_current_context(silent=True)
        self._is_live = self._serves and asked is not None and bool(asked.params.get("livereload"))

    def commission(self, session: Session, then: Callable[[Work], None]) -> None:
        """Work for *session*, which has read the content; *then* takes what MkDocs made, before it is gone."""
        self.session, self._then = session, then

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read and check the content; stop before anything is written when it has errors."""
        # Records and pages hold no cycles: looking for some takes a tenth of a large build and finds nothing.
        gc.disable()
        if self.session is None or self._then is None:
            with _plugin_errors():
                self.session = session_of(config, self.config)
                self.session.tell()
        self._contexts = self.session.contexts
        if not config.theme.custom_dir:
            config.theme.dirs.insert(0, str(packaged_theme()))
        config.theme.static_templates.clear()
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
        base = self._contexts[0].base.rstrip("/") or "/"
        for context in self._contexts:
            for section in SHELL_SECTIONS:
                values = get_context(self._nav, files, config, base_url=base)
                hub = chrome(context, section, slots["switch_url"], slots)
                shells[context.lang, section] = Shell.cut(template.render({**values, "hub": hub}))
        self.shells: Shells = shells
        return env

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Stop when a page of the handbook holds what could run, or load something from elsewhere."""
        if found := forbidden(html):
            english = self.session is not None and self.session.lang == "en"
            said = "a page of the handbook may not hold" if english else "手册页面里不能有"
            raise PluginError(f"{HANDBOOK}/{page.file.src_uri}: {said} {', '.join(found)}")
        return html

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
        """Keep what MkDocs wrote; publish it with the hub's own files as one tree, in one step."""
        session = self.session
        if session is None or self._own is None:
            return
        work = session.kept.keep_work(session.work_digest, self._own, self.shells)
        self._contexts = ()  # the content is let go of when all is made of it
        if self._is_live:
            log.info("The handbook and the frames of the pages are ready.")
        elif self._then is not None:
            self._then(work)  # here, where MkDocs' own files are still there if nothing can be kept
        else:
            with _plugin_errors(), exclusive(session.site):
                log.info(closing_line(session.publish(work), session.settings.as_of))
        config.site_dir = str(session.site)
        self._unstage()

    def on_build_error(self, *, error: Exception) -> None:
        """Leave nothing half-written behind."""
        self._unstage()

    def on_shutdown(self) -> None:
        """Leave nothing behind when the build was interrupted from the keyboard, or the preview ended."""
        self._unstage()
        if self._preview is not None:
            self._preview.stop()
        if self._serves and self.session is not None:
            retire(self.session.site, store_of(self.session.kept.folder, self.session.site))

    def _unstage(self) -> None:
        gc.enable()
        if self._own is not None:
            shutil.rmtree(self._own, ignore_errors=True)
            self._own = None

    def on_serve(self, server: Any, *, config: MkDocsConfig, builder: Any) -> Any:
        """Show pages from memory, as `hub serve` does; MkDocs builds again only for its own part.

        MkDocs alone would build everything after every edit, and answer no request while the content has errors.
        """
        if self.session is None or not self._is_live:
            return server
        cache, site_url = self.session.kept.folder, self.session.settings.site_url
        config_file = Path(config.config_file_path or "mkdocs.yml")
        known: dict[bytes, Project] = {}

        def ask() -> Asked:
            digest = config_digest(config_file, os.environ)
            if digest not in known:
                known.clear()
                known[digest] = read_project(config_file, site_url)
            return asked(known[digest], digest, cache, os.environ)

        def make(_: Sitting) -> bool:
            try:
                builder()
            except (Abort, SystemExit):
                return False
            return True

        stage = Stage(str(os.getpid()))
        base = urlsplit(site_url).path
        self._preview = Preview(stage, ask, make, self.session.lang, config_file)
        server.set_app(Previewing(stage, base, loopback_only=config.dev_addr.host in LOOPBACK))
        server.builder = self._preview.look_again
        self._preview.start()
        return server


def session_of(config: MkDocsConfig, own: HubConfig) -> Session:
    """The build that *config* asks for; raises SettingsError."""
    root = _root(config)
    digest = config_digest(Path(config.config_file_path or "mkdocs.yml"), os.environ)
    wanted = asked(project_of(config, own), digest, cache_of(root, os.environ), os.environ)
    return Session(wanted, problem_language(os.environ), Path(config.site_dir))


def project_of(config: MkDocsConfig, own: HubConfig) -> Project:
    """What mkdocs.yml says of the hub; raises SettingsError where something is missing."""
    if not config.site_url:
        raise SettingsError("site_url is missing in mkdocs.yml: the hub needs the address it is published at")
    return Project(
        content=str((_root(config) / own.content).resolve()),
        theme=str(theme_of(config)),
        docs=config.docs_dir,
        site_url=config.site_url if config.site_url.endswith("/") else f"{config.site_url}/",
        site_dir=config.site_dir,
        as_of=str(own.as_of or ""),
        samples=str(own.samples),
        sharing_pictures=str(own.sharing_pictures),
        reusable=not config.hooks and set(config.plugins) == {"hub"},
        dev_addr=f"{config.dev_addr.host}:{config.dev_addr.port}",
    )


def theme_of(config: MkDocsConfig) -> Path:
    """The folder of the theme: ``theme.custom_dir`` of mkdocs.yml, else the one that comes with the program."""
    return Path(config.theme.custom_dir).resolve() if config.theme.custom_dir else packaged_theme()


def _root(config: MkDocsConfig) -> Path:
    return Path(config.config_file_path).parent if config.config_file_path else Path.cwd()


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


def read_project(config_file: Path, site_url: str | None = None) -> Project:
    """Read *config_file* as MkDocs does, for another address where *site_url* is one; raises SettingsError."""
    with _settings_errors():
        config = load_config(str(config_file), site_url=site_url)
        return project_of(config, config.plugins["hub"].config)


def build_with(config_file: Path, session: Session) -> Published:
    """Let MkDocs make the handbook and the shells for *session*, and publish; raises SettingsError when it gives up.

    The caller holds the site's lock.
    """
    done: list[Published] = []
    _make_work(config_file, session, lambda work: done.append(session.publish(work)))
    return done[0]


def make_work(config_file: Path, session: Session) -> None:
    """Let MkDocs make the handbook and the shells for *session*, to be found among what is kept; raises SettingsError.

    Nothing is published.
    """
    _make_work(config_file, session, lambda work: None)


def _make_work(config_file: Path, session: Session, then: Callable[[Work], None]) -> None:
    with _settings_errors():
        config = load_config(str(config_file), site_url=session.settings.site_url)
        plugin = cast("HubPlugin", config.plugins["hub"])
        plugin.commission(session, then)
        config.plugins.on_startup(command="build", dirty=False)
        try:
            mkdocs_build(config)
        except Abort:
            raise SettingsError("MkDocs could not build the handbook; it says above why") from None
        finally:
            config.plugins.on_shutdown()


def surroundings_for(config_file: Path, content: Path, site_url: str) -> Surroundings:
    """Return what pages of the hub in *content*, shown below *site_url*, are surrounded with; nothing is built.

    The handbook is left out. The content may have no errors. Raises `SettingsError`.
    """
    with _settings_errors():
        config = load_config(str(config_file), site_url=site_url)
        plugin = cast("HubPlugin", config.plugins["hub"])
        plugin.config["content"] = str(content)
        session = session_of(config, plugin.config)
        plugin.commission(session, lambda work: None)
        try:
            config = config.plugins.on_config(config)
            environment = config.theme.get_env()
            files = Files([])
            files.add_files_from_theme(environment, config)
            files = config.plugins.on_files(files, config=config)
            config.plugins.on_nav(Navigation([], []), config=config, files=files)
            config.plugins.on_env(environment, config=config, files=files)
        finally:
            config.plugins.on_shutdown()
    assets = {file.dest_uri: Path(file.abs_src_path) for file in files if file.abs_src_path}
    return Surroundings(session.settings, plugin.shells, assets)


@contextmanager
def _settings_errors() -> Iterator[None]:
    """Raise what MkDocs says about wrong settings as `SettingsError`."""
    try:
        yield
    except ConfigurationError as error:
        raise SettingsError(error.format_message()) from None
    except Abort as error:  # an exit in the eyes of Python, which would end whoever asks
        raise SettingsError(str(error)) from None


@contextmanager
def _plugin_errors() -> Iterator[None]:
    """Raise what the hub says as MkDocs says it."""
    try:
        yield
    except (ProblemsError, SettingsError) as error:
        raise PluginError(str(error)) from None
    except BusyError as error:
        raise PluginError(f"another build (process {error.holder}) is writing {error.site}; wait for it") from None
