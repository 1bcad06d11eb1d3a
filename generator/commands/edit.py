"""`hub edit`: a form for the content in the browser, for one person on this machine."""

from __future__ import annotations

import argparse
import contextlib
import secrets
import shutil
import sys
import tempfile
import threading
import webbrowser
from functools import partial
from pathlib import Path

from generator.commands.command import Command, Environ, Exit, take_config_file, take_day, take_language
from generator.pages.templates import Surroundings
from generator.pictures.store import Store as PictureStore
from generator.problems import ProblemLang
from generator.settings import SettingsError


def arguments(parser: argparse.ArgumentParser) -> None:
    """How the form is opened."""
    take_config_file(parser)
    parser.add_argument("--port", type=_port, default=0, help="port on this machine; default: any that is free")
    parser.add_argument("--no-browser", action="store_true", help="print the address only, open no browser")
    take_day(parser)
    take_language(parser)


def _port(text: str) -> int:
    if text.isdigit() and int(text) < 65536:
        return int(text)
    raise argparse.ArgumentTypeError(f"{text} is not a port such as 8160")


def run(given: argparse.Namespace, environ: Environ) -> int:
    """Print the address, which holds the token of this sitting, and answer until interrupted."""
    from generator.editing.desk import Desk
    from generator.editing.pages import Pages
    from generator.editing.server import Editing
    from generator.engines.build import content_of
    from generator.engines.cache import cache_of
    from generator.engines.mkdocs import surroundings_for
    from generator.engines.project import day_of, problem_language
    from generator.loopback import listen

    lang: ProblemLang = given.lang or problem_language(environ)
    content, theme = content_of(given.config_file, environ)
    if given.as_of is not None:
        environ["HUB_AS_OF"] = given.as_of.isoformat()
    day = day_of(environ.get("HUB_AS_OF"), environ)
    cache = cache_of(given.config_file.absolute().parent, environ)
    cache.mkdir(parents=True, exist_ok=True)
    work = Path(tempfile.mkdtemp(prefix="edit-", dir=cache))  # on the disk of the content, and not in its history
    preview = secrets.token_urlsafe(24)

    def lend(folder: Path, site_url: str) -> Surroundings:
        return surroundings_for(given.config_file, folder, site_url)

    def make(port: int) -> Editing:
        site_url = f"http://127.0.0.1:{port}/preview/{preview}/"
        desk = Desk(content, theme, work, day, partial(lend, site_url=site_url), PictureStore(cache / "pictures"))
        return Editing(desk, Pages(), secrets.token_urlsafe(32), preview, port, lang)

    try:
        try:
            server, application = listen("127.0.0.1", given.port, make)
        except OSError as error:
            raise SettingsError(f"port {given.port}: {error.strerror}") from None
        print(application.address, flush=True)
        print(_HINT[lang], file=sys.stderr, flush=True)
        if not given.no_browser:
            threading.Thread(target=webbrowser.open, args=(application.address,), daemon=True).start()
        with contextlib.suppress(KeyboardInterrupt):
            server.serve_forever()
        server.server_close()
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return Exit.FINE


_HINT = {
    "zh": "在浏览器里打开上面的地址，只在这台电脑上有效。按 Ctrl+C 结束。",
    "en": "Open the address above in a browser on this machine. Ctrl+C ends it.",
}

EDIT = Command("edit", "Edit the content in a form in the browser, on this machine only.", arguments, run)
