"""Places to deploy to – a folder, an S3 store, an SFTP server, all on this machine – and small sites to deploy."""

from __future__ import annotations

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from unittest.mock import patch
from urllib.error import HTTPError
from urllib.parse import quote, unquote, urljoin, urlsplit
from urllib.request import Request, urlopen
from xml.etree import ElementTree

import pytest
from servers import free_port, running
from site_fixture import PROJECT, plain_environment

from generator.cli import main
from generator.deploy.release import PRIVATE
from generator.publish.checksums import CHECKSUMS_FILE, checksums

KEY, SECRET = "loopback-key", "loopback-secret"
"""For the store of a test, which listens to this machine only."""


def rclone_program() -> str:
    """The rclone of the development lock, or the one that HUB_RCLONE names."""
    beside = Path(sys.executable).with_name("rclone")
    found = shutil.which(os.environ.get("HUB_RCLONE") or (str(beside) if beside.exists() else "rclone"))
    if found is None:
        pytest.skip("*** no rclone here, so deploying is NOT tested; `make env-dev` installs it ***")
    return found


@dataclass
class Store:
    """A place to deploy to: how rclone is told of it, and the folder in which its files really lie."""

    target: str
    folder: Path
    environment: Mapping[str, str] = field(default_factory=dict)

    def everything(self) -> dict[str, bytes]:
        """All files at the store."""
        return read(self.folder)

    def files(self) -> dict[str, bytes]:
        """The public files at the store."""
        return {path: data for path, data in self.everything().items() if not path.startswith(f"{PRIVATE}/")}

    def writings(self) -> dict[str, int]:
        """For each file there a number that is another one once it was written anew."""
        files = (path for path in self.folder.rglob("*") if path.is_file())
        return {path.relative_to(self.folder).as_posix(): path.stat().st_ctime_ns for path in files}

    def hub(self, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
        """Run ``hub deploy`` to this store, in this process, which saves the start of another."""
        own = self.command(*arguments, **environment)
        command, settings = own["args"], own["env"]
        out, err = io.StringIO(), io.StringIO()
        with patch.dict(os.environ, settings, clear=True), redirect_stdout(out), redirect_stderr(err):
            code = main(command[3:])
        return subprocess.CompletedProcess(command, code, out.getvalue(), err.getvalue())

    def command(self, *arguments: str, **environment: str) -> dict[str, Any]:
        """The arguments of `subprocess` for ``hub deploy`` to this store."""
        own = {"HUB_RCLONE": rclone_program(), "RCLONE_CONFIG": os.devnull, **self.environment, **environment}
        return {
            "args": [sys.executable, "-m", "generator.cli", "deploy", self.target, *arguments],
            "env": plain_environment(**own),
            "cwd": PROJECT,
            "stdin": subprocess.DEVNULL,
        }


@dataclass
class MotoStore(Store):
    """A bucket of moto, which keeps its objects in memory; `folder` is below the address of the server."""

    origin: str = ""
    log: Path = Path()

    def everything(self) -> dict[str, bytes]:
        prefix, found = f"{self.folder.as_posix()}/", dict[str, bytes]()
        keys, more = list[str](), "&list-type=2"
        while more:
            answer = ElementTree.fromstring(self._get(f"hub?prefix={quote(prefix, safe='')}{more}"))
            keys += [str(key.text) for key in answer.iterfind("{*}Contents/{*}Key")]
            token = answer.findtext("{*}NextContinuationToken")
            more = f"&list-type=2&continuation-token={quote(token, safe='')}" if token else ""
        for key in keys:
            try:
                found[key.removeprefix(prefix)] = self._get(f"hub/{quote(key)}")
            except HTTPError as error:
                if error.code != 404:  # gone meanwhile
                    raise
        return found

    def writings(self) -> dict[str, int]:
        lines = re.findall(r'"PUT /hub/(\S+) HTTP/1\.1" 200 ', self.log.read_text("utf-8", "replace"))
        keys = (unquote(line.partition("?")[0]) for line in lines)
        return dict(Counter(key.removeprefix(f"{self.folder.as_posix()}/") for key in keys))

    def _get(self, path: str) -> bytes:
        signed = {"Authorization": f"AWS4-HMAC-SHA256 Credential={KEY}/20261122/us-east-1/s3/aws4_request"}
        with urlopen(Request(f"{self.origin}/{path}", headers=signed), timeout=10) as answer:
            data: bytes = answer.read()
        return data


def read(folder: Path) -> dict[str, bytes]:
    """Each file below *folder*, by its path. Files may come and go meanwhile."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


@contextmanager
def folder_store(scratch: Path) -> Iterator[Store]:
    """A folder, as one that a server on this machine shows."""
    yield Store(str(scratch / "目标 folder"), scratch / "目标 folder")


@contextmanager
def s3_store(scratch: Path) -> Iterator[Store]:
    """A bucket of a server that speaks S3, with signatures."""
    (scratch / "buckets/hub").mkdir(parents=True)
    port = free_port()
    command = [rclone_program(), "serve", "s3", "--addr", f"127.0.0.1:{port}", "--auth-key", f"{KEY},{SECRET}"]
    settings = {"TYPE": "s3", "PROVIDER": "Rclone", "ENDPOINT": f"http://127.0.0.1:{port}", "FORCE_PATH_STYLE": "true"}
    settings |= {"ACCESS_KEY_ID": KEY, "SECRET_ACCESS_KEY": SECRET}
    environment = {f"RCLONE_CONFIG_STORE_{name}": value for name, value in settings.items()}
    with running([*command, str(scratch / "buckets")], port, scratch / "s3.txt"):
        yield Store("store:hub/some/base", scratch / "buckets/hub/some/base", environment)


@contextmanager
def moto_store(scratch: Path) -> Iterator[Store]:
    """A bucket of moto, an S3 server by another maker than rclone: its checks of uploads are its own."""
    python = os.environ.get("HUB_S3")
    if not python:
        pytest.skip(
            "*** no moto here, so deploying is tested with no S3 server but rclone; `make test` installs it ***"
        )
    port, log = free_port(), scratch / "moto.txt"
    origin = f"http://127.0.0.1:{port}"
    settings = {"TYPE": "s3", "PROVIDER": "Other", "ENDPOINT": origin, "REGION": "us-east-1"}
    settings |= {"FORCE_PATH_STYLE": "true", "ACCESS_KEY_ID": KEY, "SECRET_ACCESS_KEY": SECRET}
    environment = {f"RCLONE_CONFIG_STORE_{name}": value for name, value in settings.items()}
    with running([python, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)], port, log):
        urlopen(Request(f"{origin}/hub", method="PUT"), timeout=10).close()
        yield MotoStore("store:hub/some/base", Path("some/base"), environment, origin, log)


@contextmanager
def sftp_store(scratch: Path) -> Iterator[Store]:
    """A folder behind an SFTP server that knows no checksums."""
    (scratch / "home/site").mkdir(parents=True)
    port, program = free_port(), rclone_program()
    command = [program, "serve", "sftp", "--addr", f"127.0.0.1:{port}", "--user", "hub", "--pass", SECRET]
    hidden = subprocess.run([program, "obscure", SECRET], capture_output=True, text=True, check=True).stdout.strip()
    settings = {"TYPE": "sftp", "HOST": "127.0.0.1", "PORT": str(port), "USER": "hub", "PASS": hidden}
    settings |= {"SHELL_TYPE": "none", "MD5SUM_COMMAND": "none", "SHA1SUM_COMMAND": "none"}
    environment = {f"RCLONE_CONFIG_SERVER_{name}": value for name, value in settings.items()}
    with running([*command, str(scratch / "home"), "--vfs-cache-mode", "off"], port, scratch / "sftp.txt"):
        yield Store("server:site", scratch / "home/site", environment)


STORES = {"folder": folder_store, "s3": s3_store, "moto": moto_store, "sftp": sftp_store}


def digest(data: bytes) -> str:
    """Eight digits for a name that tells its content."""
    return hashlib.sha256(data).hexdigest()[:8]


def small_site(folder: Path, version: str, pages: int = 40, *, rich: bool = False) -> Path:
    """A site that differs from version to version in every way: assets with new names, an asset with its old one,
    pages that came, went or changed, and pages that stayed. A *rich* one has more kinds of files.
    """
    style = f"body {{ color: {version} }}".encode() * 30
    shard = version.encode() * 400
    main = f"assets/stylesheets/main.{digest(style)}.min.css"
    shards = f"search/zh/s-{digest(shard)}/0.bin"
    files: dict[str, bytes] = {
        main: style,
        shards: shard,
        "search/zh.json": f'{{"shards": "/{shards}"}}'.encode(),
        "assets/stylesheets/hub.css": style[::-1],
        f"news/{version}/photo.png": version.encode() * 3000,
        "robots.txt": b"User-agent: *\nSitemap: https://hub.example/some/base/sitemap.xml\n",
    }

    def page(text: str, links: list[str], pictures: tuple[str, ...] = ()) -> bytes:
        head = f'<link rel="stylesheet" href="/{main}"><link rel="stylesheet" href="/assets/stylesheets/hub.css">'
        body = "".join(f'<a href="/{link}">{link}</a>' for link in links)
        body += "".join(f'<img src="/{picture}">' for picture in pictures)
        return f"<!doctype html><html><head>{head}</head><body>{text * 20}{body}</body></html>".encode()

    links = [f"news/{version}/", "about/", *(f"news/{number}/" for number in range(pages))]
    files["index.html"] = page(f"首页{version}", ["", *links])
    files["404.html"] = files["en/404.html"] = page("没有", [""])
    files[f"news/{version}/index.html"] = page(f"新闻：{version}", links, (f"news/{version}/photo.png",))
    files["about/index.html"] = b"<!doctype html><html><body>the same in every version</body></html>"
    for number in range(pages):
        files[f"news/{number}/index.html"] = page(f"{number}：{version}", links[:3])
    files["feed.xml"] = f"<{version}/>".encode() * 30
    if rich:
        for name in ("feed.atom", "feed.json", "sitemap.xml", "events/calendar.ics", "feeds.opml", "assets/a.svg"):
            files.setdefault(name, b"")
        files = {path: data or version.encode() * 300 for path, data in files.items()}
        files[f"en/news/{version}/notice.pdf"] = version.encode() * 2000
    files["build.json"] = f'{{"version": "{version}"}}'.encode()
    files[CHECKSUMS_FILE] = checksums({path: hashlib.sha256(data).digest() for path, data in files.items()})
    for path, data in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder


_REFERENCE = re.compile(rb'(?:href|src)="([^"]+)"')


def complaints(there: Mapping[str, bytes], *versions: Mapping[str, bytes]) -> list[str]:
    """What a reader of the files *there* would miss, if they are to be one of *versions* or on the way between them.

    A file must be as one of the versions has it, whole; whatever a page loads or leads to must be there; and what the
    search's manifest names.
    """
    found = [
        f"{path} is in no version" for path, data in there.items() if data not in [one.get(path) for one in versions]
    ]
    for path, data in there.items():
        if not path.endswith(".html") and path != "search/zh.json":
            continue
        named = _REFERENCE.findall(data) if path.endswith(".html") else re.findall(rb'"(/[^"]+)"', data)
        for reference in named:
            address = urlsplit(urljoin(f"https://x/{path}", reference.decode())).path.removeprefix("/")
            file = f"{address}index.html" if address.endswith("/") or not address else address
            if file not in there:
                found.append(f"{path} names {address}, which is not there")
    return found


def wait_for_end(process: subprocess.Popen[bytes]) -> int:
    """The exit code of *process*, and the end of all that it started."""
    code = process.wait(60)
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            os.killpg(process.pid, 0)
        except ProcessLookupError:
            break
        time.sleep(0.01)
    return code
