"""HTTP on this machine, for the form and the preview. werkzeug is imported here only."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable
from typing import Any, Protocol, TypeVar

from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server
from werkzeug.wrappers import Request, Response

__all__ = ["BaseWSGIServer", "HTTPException", "Request", "RequestEntityTooLarge", "Response", "listen"]


class Application(Protocol):
    """What answers requests, as WSGI has it (PEP 3333)."""

    def __call__(self, environ: dict[str, Any], start_response: Any, /) -> Iterable[bytes]:
        """Answer one request."""


App = TypeVar("App", bound=Application)


class _Quiet(WSGIRequestHandler):
    timeout = 30

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing: addresses of the form hold its token, and a preview has better things to tell."""

    def log_error(self, format: str, *args: Any) -> None:
        """Nor that a browser went away."""

    def version_string(self) -> str:
        """Do not tell which programs answer."""
        return "hub"


def listen(host: str, port: int, make: Callable[[int], App]) -> tuple[BaseWSGIServer, App]:
    """Listen on *host* at *port* (0: any free one), with the application that *make* gives for the real port.

    Raises OSError when the port is taken. Nothing is answered before `serve_forever`.
    """
    holder: list[App] = []

    def app(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return holder[0](environ, start_response)

    try:
        server = make_server(host, port, app, threaded=True, request_handler=_Quiet)
    except SystemExit:  # what werkzeug makes of a port that is taken
        raise OSError(errno.EADDRINUSE, os.strerror(errno.EADDRINUSE)) from None
    holder.append(make(server.port))
    return server, holder[0]
