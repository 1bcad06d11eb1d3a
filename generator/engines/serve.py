"""`hub serve`: a preview on this machine that follows every edit. MkDocs is started only for its own part."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from urllib.parse import urlsplit

from generator.engines.build import project_at
from generator.engines.preview import Preview, Sitting, in_a_process
from generator.engines.project import Asked, asked, problem_language
from generator.engines.session import Session
from generator.loopback import listen
from generator.previewing.server import LOOPBACK, Previewing
from generator.previewing.showing import Stage
from generator.problems import ProblemLang
from generator.settings import SettingsError

log = logging.getLogger("mkdocs.plugins.hub")


def serve_site(config_file: Path, address: str | None, environ: Mapping[str, str]) -> None:
    """Serve a preview at *address*, ``host:port``, until interrupted; raises SettingsError."""
    project, _, _ = project_at(config_file, environ)
    host, port = _host_and_port(address or project.dev_addr)
    base, stage = urlsplit(project.site_url).path or "/", Stage(str(os.getpid()))
    try:
        server, _ = listen(host, port, lambda _: Previewing(stage, base, loopback_only=host in LOOPBACK))
    except OSError as error:
        raise SettingsError(f"{host}:{port}: {error.strerror}") from None
    own, lang = f"http://{host}:{server.port}{base}", problem_language(environ)

    def ask() -> Asked:
        now, config, cache = project_at(config_file, environ)
        return asked(replace(now, site_url=own), config, cache, environ)

    def make(sitting: Sitting) -> bool:
        return in_a_process(_make_work, config_file, sitting.asked, lang)

    preview = Preview(stage, ask, make, lang, config_file)
    preview.start()
    log.info("Serving on %s", own)
    try:
        with suppress(KeyboardInterrupt):
            server.serve_forever()
    finally:
        preview.stop()


def _make_work(config_file: Path, asked: Asked, lang: ProblemLang) -> None:
    """Let MkDocs make its part of a preview; runs in a process of its own."""
    from generator.engines.mkdocs import make_work

    gc.disable()
    make_work(config_file, Session(asked, lang, asked.cache / "preview" / "site"))


def _host_and_port(address: str) -> tuple[str, int]:
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit() or int(port) > 65535:
        raise SettingsError(f"{address} is not an address such as 127.0.0.1:8000")
    return host, int(port)
