"""Web servers that run deploy/nginx.conf and deploy/Caddyfile on loopback, for the length of a test."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import ssl
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from site_fixture import PROJECT

from generator.metadata.headers import HEADERS_FILE, read_headers_file, written

DEPLOY = PROJECT / "deploy"
PATIENCE = 20
"""Seconds to wait for a server."""


def free_port() -> int:
    """A port of the loopback interface that nobody uses."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


@dataclass(frozen=True)
class Answer:
    """What a server answered; names of headers in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


@dataclass
class Server:
    """A server that runs. `root` is the folder it shows."""

    port: int
    root: Path
    tls: Path | None = None
    """The certificate to trust."""

    def __post_init__(self) -> None:
        self._connection: http.client.HTTPConnection | None = None

    def connection(self) -> http.client.HTTPConnection:
        """One connection for many requests."""
        if self._connection is None:
            if self.tls is None:
                self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
            else:
                trusting = ssl.create_default_context(cafile=str(self.tls))
                self._connection = http.client.HTTPSConnection("localhost", self.port, timeout=10, context=trusting)
        return self._connection

    def ask(self, path: str, method: str = "GET", **headers: str) -> Answer:
        """Ask for *path*, an address with its leading slash; ``If_None_Match`` stands for ``If-None-Match``."""
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        connection = self.connection()
        try:
            connection.request(method, path, headers=sent)
            answer = connection.getresponse()
            body = answer.read()
        except (http.client.RemoteDisconnected, ConnectionError):
            connection.close()
            connection.request(method, path, headers=sent)
            answer = connection.getresponse()
            body = answer.read()
        return Answer(answer.status, {name.lower(): value for name, value in answer.getheaders()}, body)

    def close(self) -> None:
        """Let the connection go."""
        if self._connection is not None:
            self._connection.close()


def replace_once(text: str, old: str, new: str) -> str:
    """Replace *old*, which the file that users copy holds once."""
    assert text.count(old) == 1, f"{old!r} stands there {text.count(old)} times"
    return text.replace(old, new)


def nginx_program() -> str:
    """The nginx to run: HUB_NGINX, or one that is installed; without one the test is skipped."""
    path = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
    found = shutil.which(os.environ.get("HUB_NGINX") or "nginx", path=path)
    if found is None:
        pytest.skip("*** no nginx here, so how the site is served is NOT tested; see tools/find_nginx.sh ***")
    return found


def nginx_modules() -> str:
    """The lines that load Debian's module for Brotli."""
    for folder in ("/usr/lib/nginx/modules", "/usr/lib64/nginx/modules"):
        module = Path(folder, "ngx_http_brotli_static_module.so")
        if module.exists():
            return f"load_module {module};\n"
    return ""


@contextmanager
def running(command: list[str], port: int, said: Path) -> Iterator[None]:
    """Run a server until the block ends; wait until it listens on *port*."""
    with said.open("wb") as out:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.STDOUT)
    try:
        end = time.monotonic() + PATIENCE
        while True:
            assert process.poll() is None, f"{command[0]} ended:\n{said.read_text('utf-8', 'replace')}"
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            assert time.monotonic() < end, f"{command[0]} does not listen:\n{said.read_text('utf-8', 'replace')}"
            time.sleep(0.05)
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait(10)


def headers(root: Path, base: str, form: str) -> str:
    """What `hub headers` prints for the site below *root*."""
    return written(read_headers_file((root / base.strip("/") / HEADERS_FILE).read_text("utf-8")), form)


@contextmanager
def nginx(root: Path, scratch: Path, base: str = "", tls: bool = False) -> Iterator[Server]:
    """Run nginx with the project's own files; only names, ports and folders are put in, as their comments say.

    *root* holds the site, below *base* when it has one, such as ``/some/base``.
    """
    program, port = nginx_program(), free_port()
    scratch.mkdir()
    maps, plain = (DEPLOY / "nginx.conf").read_text("utf-8").split("server {", 1)
    maps = replace_once(maps, "/404.html;\n    ~", f"{base}/404.html;\n    ~")
    maps = re.sub(r"~\^/en/( +)/en/404\.html;", rf"~^{base}/en/\1{base}/en/404.html;", maps)
    server = f"server {{{plain}"
    certificate = None
    if tls:
        certificate, key = self_signed(scratch)
        server = (DEPLOY / "tls.nginx.conf").read_text("utf-8")
        server = server.replace("/etc/letsencrypt/live/hub.example/fullchain.pem", str(certificate))
        server = server.replace("/etc/letsencrypt/live/hub.example/privkey.pem", str(key))
        server = server.replace("listen 443", f"listen 127.0.0.1:{port}")
        server = server.replace("server_name hub.example", "server_name localhost")
        server = re.sub(r"^ *listen \[::\].*\n", "", server, flags=re.M)
        server = server.replace("listen 80;", f"listen 127.0.0.1:{free_port()};")
    else:
        server = replace_once(server, "    listen [::]:80;\n", "")
        server = replace_once(server, "listen 80;", f"listen 127.0.0.1:{port};")
    server = server.replace("root /srv/hub/site;", f'root "{root}";')
    shutil.copytree(DEPLOY, scratch / "hub")
    for form in ("nginx", "nginx-map"):
        name = {"nginx": "headers.nginx.conf", "nginx-map": "headers-map.nginx.conf"}[form]
        (scratch / "hub" / name).write_text(headers(root, base, form), "utf-8")
    modules = nginx_modules()
    if not modules:
        site = scratch / "hub/site.nginx.conf"
        site.write_text(replace_once(site.read_text("utf-8"), "brotli_static on;\n", ""), "utf-8")
    user = "user root;\n" if os.geteuid() == 0 else ""
    folders = "".join(
        f'    {kind}_temp_path "{scratch}/{kind}";\n' for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    main = f'daemon off;\nworker_processes 2;\npid "{scratch}/nginx.pid";\nerror_log stderr warn;\n'
    http_ = f"http {{\n    access_log off;\n    sendfile on;\n{folders}{maps}{server}}}\n"
    configuration = f"{modules}{user}{main}events {{ worker_connections 1024; }}\n{http_}"
    (scratch / "nginx.conf").write_text(configuration, "utf-8")
    command = [program, "-p", str(scratch), "-c", str(scratch / "nginx.conf")]
    with running(command, port, scratch / "said.txt"):
        server_ = Server(port, root, certificate)
        yield server_
        server_.close()


@contextmanager
def caddy(root: Path, scratch: Path, base: str = "") -> Iterator[Server]:
    """Run Caddy with the project's Caddyfile, on a free port and without certificates."""
    program = shutil.which(os.environ.get("HUB_CADDY") or "caddy")
    if program is None:
        pytest.skip("no caddy here: deploy/Caddyfile is not tested (Debian: apt-get install caddy)")
    port = free_port()
    scratch.mkdir()
    text = (DEPLOY / "Caddyfile").read_text("utf-8")
    text = replace_once(text, "hub.example {\n", f"http://:{port} {{\n\tbind 127.0.0.1\n")
    text = replace_once(text, "import hub /srv/hub/site", f'import hub "{root}"')
    text = text.replace("path /en/*", f"path {base}/en/*").replace("rewrite @english /", f"rewrite @english {base}/")
    text = text.replace("rewrite @chinese /", f"rewrite @chinese {base}/")
    (scratch / "headers.Caddyfile").write_text(headers(root, base, "caddy"), "utf-8")
    own = f'{{\n\tadmin off\n\tauto_https off\n\tstorage file_system "{scratch}/storage"\n}}\n'
    (scratch / "Caddyfile").write_text(own + text, "utf-8")
    command = [program, "run", "--config", str(scratch / "Caddyfile"), "--adapter", "caddyfile"]
    with running(command, port, scratch / "said.txt"):
        server = Server(port, root)
        yield server
        server.close()


def self_signed(folder: Path) -> tuple[Path, Path]:
    """A certificate for localhost and its key."""
    program = shutil.which("openssl")
    if program is None:
        pytest.skip("no openssl here: HTTPS is not tested")
    certificate, key = folder / "certificate.pem", folder / "key.pem"
    subprocess.run(
        [
            *(program, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"),
            *("-days", "2", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"),
            *("-keyout", str(key), "-out", str(certificate)),
        ],
        check=True,
        capture_output=True,
    )
    return certificate, key
