"""A built site behind a server on this machine, and the Chromium that reads it."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from generator.metadata.headers import HEADERS_FILE, Rule, read_headers_file

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Of Chromium: it works as root and in small machines, and asks nobody for anything."""


class _Handler(http.server.SimpleHTTPRequestHandler):
    """Files of the site with its own headers; for wrong addresses its 404.html, as web servers do.

    The content policy is in force in every test: what it blocks, the browser complains of.
    """

    def __init__(self, *arguments: Any, rules: tuple[Rule, ...], **options: Any) -> None:
        self._rules = rules
        super().__init__(*arguments, **options)

    def end_headers(self) -> None:
        """Add what the site wants its server to say of this address."""
        for rule in self._rules:
            if urlsplit(self.path).path.startswith(rule.path):
                for name, value in rule.headers:
                    self.send_header(name, value)
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """Answer with the site's own page."""
        body = Path(self.directory, "404.html").read_bytes() if code == 404 else b""
        self.send_response(code, message)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve the site in *folder* on a free port of the loopback interface; yield the address of its root."""
    rules = read_headers_file((folder / HEADERS_FILE).read_text("utf-8"))
    handler = functools.partial(_Handler, directory=str(folder), rules=rules)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_address[1]}/"
        finally:
            server.shutdown()
            thread.join()
