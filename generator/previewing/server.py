"""The preview over HTTP: files of the site as production serves them, and pages that renew themselves.

Whatever is shown is read from memory when it is asked for, with the headers of production. The only things added to
a page are a script and a style sheet below `_preview/`, an address that no content can have, and – while something
has to be mended – a panel that says so.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from importlib.resources import files as resources
from typing import Any
from urllib.parse import quote

from generator.deploy.kinds import content_type
from generator.loopback import Request, Response
from generator.previewing.panel import Panel
from generator.previewing.showing import Showing, Stage

log = logging.getLogger("mkdocs.plugins.hub")

OWN = "_preview/"
PATIENCE = 25.0
"""Seconds after which a browser that waits for news is told that there are none; proxies wait no longer."""
FIRST = 600.0
"""Seconds that the first answer waits for the content to be read: a large hub read for the first time."""
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")
POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; require-trusted-types-for 'script'"
)
"""For the pages that are the preview's own."""


@dataclass
class Previewing:
    """The WSGI application that shows *stage* below *base*, a path with slashes at both ends.

    With *loopback_only* it answers under the names of this machine alone, so that no page of a stranger can read what
    is not published yet under a name of its own.
    """

    stage: Stage
    base: str
    loopback_only: bool = True
    panel: Panel = field(default_factory=Panel)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        """Answer one request."""
        request = Request(environ)
        try:
            response = self._answer(request)
        except Exception as error:
            log.exception("%s", request.path)
            _, showing = self.stage.look(0)
            fault = f"{type(error).__name__}: {error}"
            response = self._problem_page(Showing(None, fault=fault, lang=showing.lang), 500)
        response.headers["Cache-Control"] = "no-store"
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        if self.loopback_only and request.host.rpartition(":")[0] not in LOOPBACK and request.host not in LOOPBACK:
            return Response("forbidden\n", 403, mimetype="text/plain")
        if request.method not in ("GET", "HEAD"):
            return Response("not allowed\n", 405, {"Allow": "GET, HEAD"}, mimetype="text/plain")
        if request.path == "/" != self.base or f"{request.path}/" == self.base:
            return Response(status=302, headers={"Location": self.base})
        if request.path.startswith(self.base + OWN):
            return self._own(request, request.path.removeprefix(self.base + OWN))
        mark, showing = self.stage.look(FIRST)
        if showing.site is None:
            return self._problem_page(showing, 503, mark)
        status, name, path = 200, "", request.path.removeprefix(self.base)
        data = None
        if request.path.startswith(self.base):
            name = f"{path}index.html" if not path or path.endswith("/") else path
            data = showing.site.read(name)
            if data is None and not path.endswith("/") and showing.site.read(f"{path}/index.html") is not None:
                return Response(status=302, headers={"Location": quote(f"{request.path}/")})
        if data is None:
            status, name = 404, "en/404.html" if path.startswith("en/") else "404.html"
            data = showing.site.read(name) or b""
        if name.endswith(".html"):
            data = self._with_news(data, showing, mark)
        response = Response(data, status, content_type=content_type(name))
        for rule in showing.site.rules:
            if request.path.startswith(rule.path):
                response.headers.extend(rule.headers)
        return response

    def _with_news(self, html: bytes, showing: Showing, mark: str) -> bytes:
        """Return a page that renews itself, with the panel where something is to be mended."""
        html = html.replace(b"</head>", f"{self._head(mark)}</head>".encode(), 1)
        if showing.is_current:
            return html
        before, end, after = html.rpartition(b"</body>")
        return before + self.panel.panel(showing).encode() + end + after

    def _head(self, mark: str) -> str:
        own = escape(quote(f"{self.base}{OWN}"))
        return (
            f'<link rel="stylesheet" href="{own}preview.css">'
            f'<script src="{own}preview.js" data-address="{own}changes" data-seen="{escape(mark)}" defer></script>'
        )

    def _problem_page(self, showing: Showing, status: int, mark: str | None = None) -> Response:
        html = self.panel.page(showing, self._head(mark or self.stage.mark))
        headers = {"Content-Security-Policy": POLICY, "X-Content-Type-Options": "nosniff"}
        return Response(html, status, headers, content_type="text/html; charset=utf-8")

    def _own(self, request: Request, name: str) -> Response:
        if name == "changes":
            return Response(self.stage.wait(request.args.get("seen", ""), PATIENCE), mimetype="text/plain")
        if name in ("preview.css", "preview.js"):
            data = resources("generator.previewing").joinpath("assets", name).read_bytes()
            return Response(data, content_type=content_type(name))
        return Response("not found\n", 404, mimetype="text/plain")
