"""Many readers at once: nginx with deploy/nginx.conf on loopback, asked by h2load for pages, feeds and shards.

Run it by `make load`. It needs nginx and h2load (Debian: nginx, libnginx-mod-http-brotli-static, nghttp2-client), sends
to this machine only, and ends by itself. Exit code 1 when an answer was missing or not 2xx.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(PROJECT), str(PROJECT / "tests"), str(PROJECT / "tests/deploy")]

from servers import nginx  # noqa: E402
from site_fixture import build  # noqa: E402

from generator.deploy.compress import compress_site  # noqa: E402
from generator.deploy.kinds import COMPRESSED, Step, kind_of  # noqa: E402


def main() -> int:
    """Build, compress, serve, ask; print a line for each way of asking."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=20_000, help="for each way of asking; default 20000")
    given = parser.parse_args()
    h2load = shutil.which("h2load")
    if h2load is None:
        print("*** no h2load here (Debian: apt-get install nghttp2-client): nothing was measured ***", file=sys.stderr)
        return 1
    errors = 0
    with tempfile.TemporaryDirectory(prefix="hub-load-") as folder:
        site = Path(folder, "site")
        build(site)
        compress_site(site, Path(folder, "cache"))
        paths = sorted(path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())
        asked = [
            path for path in paths if path.rpartition(".")[2] not in COMPRESSED and kind_of(path).step < Step.CLOSING
        ]
        for tls in (False, True):
            with nginx(site, Path(folder, f"server-{tls}"), tls=tls) as server:
                origin = f"https://localhost:{server.port}" if tls else f"http://127.0.0.1:{server.port}"
                addresses = Path(folder, "addresses.txt")
                addresses.write_text(
                    "".join(f"{origin}/{path.removesuffix('index.html')}\n" for path in asked if path.isascii()),
                    "utf-8",
                )
                for coding in ("br", "identity"):
                    command = [h2load, "-n", str(given.requests), "-c", "100", "-t", "1", "-i", str(addresses)]
                    command += ["-H", f"accept-encoding: {coding}", *(["-m", "10"] if tls else ["--h1"])]
                    errors += report(f"{'HTTPS, HTTP/2' if tls else 'HTTP/1.1'}, {coding}", command, given.requests)
    return 1 if errors else 0


def report(way: str, command: list[str], requests: int) -> int:
    """Run h2load, print what it measured, and return how many requests were not answered well."""
    done = subprocess.run(command, capture_output=True, text=True, timeout=300, check=False)  # noqa: S603
    rate = re.search(r"finished in ([\d.]+\w+), ([\d.]+) req/s, (\S+)", done.stdout)
    good = re.search(r"status codes: (\d+) 2xx", done.stdout)
    times = re.search(r"time for request:\s+(\S+)\s+(\S+)\s+(\S+)", done.stdout)
    if done.returncode or not (rate and good and times):
        print(f"{way}: h2load failed\n{done.stdout}{done.stderr}")
        return requests
    missing = requests - int(good[1])
    print(
        f"{way}: {requests} requests of 100 clients in {rate[1]}, {float(rate[2]):.0f} a second, {rate[3]}; "
        f"mean {times[3]}, longest {times[2]}; {missing} errors"
    )
    return missing


if __name__ == "__main__":
    sys.exit(main())
