"""What a server says with every file: where scripts, styles and pictures may come from, and what a page may do.

This module is the only source of these headers. The build writes them as ``_headers``, which static hosts read
(Netlify, Cloudflare Pages and others); `hub headers` writes the same rules for nginx and Caddy.

The policy names no `unsafe-` source: scripts and styles are files of the site, and what stands inline in a page –
nothing, unless a plugin of the engine adds some – is allowed by its hash alone (CSP Level 3 §2.3.1).
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

HEADERS_FILE = "_headers"
"""Where static hosts look for the rules, at the root of the site."""

TRUSTED_TYPES_POLICY = "hub"
"""The only policy of Trusted Types: search-open.js makes with it the addresses of the search's own scripts."""

PERMISSIONS = (
    "accelerometer",
    "autoplay",
    "camera",
    "display-capture",
    "encrypted-media",
    "fullscreen",
    "geolocation",
    "gyroscope",
    "hid",
    "idle-detection",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "picture-in-picture",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
"""What no page of the hub ever asks a reader's device for."""

OWN_FILES = ("assets/javascripts/", "assets/stylesheets/", "search/")
"""Folders that only pages of the site load from. All else – pictures, feeds, calendars – may be shown elsewhere."""

_INLINE = re.compile(r"<script(?=[\s>])(?![^>]*\ssrc\s*=)([^>]*)>(.*?)</script\s*>", re.DOTALL | re.IGNORECASE)
_DATA = re.compile(r"""\stype\s*=\s*["']?application/(?:ld\+)?json\b""", re.IGNORECASE)

FORMS = ("static", "nginx", "nginx-map", "caddy")
"""How the rules can be written down."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Headers for all addresses that begin with `path`, an absolute path that ends in a slash.

    No header has a value in two rules that fit one address, but `Cross-Origin-Resource-Policy`, whose longest
    path counts: servers join or replace equal names, each in its own way.
    """

    path: str
    headers: tuple[tuple[str, str], ...]


def inline_scripts(html: str) -> Iterator[str]:
    """Yield the text of each script that *html* would run without asking for a file; data such as JSON-LD is none."""
    for attributes, text in _INLINE.findall(html):
        if not _DATA.search(attributes):
            yield text


def content_security_policy(inline: Iterable[str] = ()) -> str:
    """Return the policy of all pages; *inline* are the scripts that stand in them and may run."""
    hashes = sorted(
        {f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" for text in inline}
    )
    directives = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *hashes],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],  # Material's style sheet draws the handbook's icons from data addresses
        "connect-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'"],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
        "require-trusted-types-for": ["'script'"],
        "trusted-types": [TRUSTED_TYPES_POLICY],
    }
    return "; ".join(f"{name} {' '.join(values)}" for name, values in directives.items())


def rules(base: str, inline: Iterable[str] = ()) -> tuple[Rule, ...]:
    """Return the rules of a site below *base*, a path with slashes at both ends."""
    everywhere = (
        ("Content-Security-Policy", content_security_policy(inline)),
        ("Permissions-Policy", ", ".join(f"{name}=()" for name in PERMISSIONS)),
        ("Referrer-Policy", "strict-origin-when-cross-origin"),
        ("X-Content-Type-Options", "nosniff"),
        ("X-Frame-Options", "DENY"),
        ("Cross-Origin-Opener-Policy", "same-origin"),
    )
    own = (("Cross-Origin-Resource-Policy", "same-origin"),)
    return (Rule(base, everywhere), *(Rule(f"{base}{folder}", own) for folder in OWN_FILES))


def headers_file(found: Iterable[Rule]) -> str:
    """Write *found* as ``_headers``: a path with a star, then its headers, indented."""
    blocks = ("\n".join((f"{rule.path}*", *(f"  {name}: {value}" for name, value in rule.headers))) for rule in found)
    return "\n\n".join(blocks) + "\n"


def read_headers_file(text: str) -> tuple[Rule, ...]:
    """Read what `headers_file` wrote."""
    found = []
    for block in text.strip().split("\n\n"):
        path, *lines = block.split("\n")
        headers = tuple((name.strip(), value) for name, _, value in (line.partition(": ") for line in lines))
        found.append(Rule(path.removesuffix("*"), headers))
    return tuple(found)


def written(found: tuple[Rule, ...], form: str) -> str:
    """Write *found* in one of `FORMS`, with a line that says where it came from."""
    if form == "static":
        return headers_file(found)
    write = {"nginx": _nginx, "nginx-map": _nginx_map, "caddy": _caddy}[form]
    return f"# Written by `hub headers {form}`; do not edit.\n" + "\n".join(write(found)) + "\n"


def _split(found: tuple[Rule, ...]) -> tuple[Rule, tuple[Rule, ...]]:
    """The rule for everything, and those that say something more of a folder."""
    everywhere, *folders = sorted(found, key=lambda rule: len(rule.path))
    return everywhere, tuple(folders)


def _nginx(found: tuple[Rule, ...]) -> Iterator[str]:
    everywhere, _ = _split(found)
    yield "# Include it in the server and in every location that has an `add_header` of its own."
    for name, value in everywhere.headers:
        yield f'add_header {name} "{value}" always;'
    yield "add_header Cross-Origin-Resource-Policy $hub_resource_policy always;"


def _nginx_map(found: tuple[Rule, ...]) -> Iterator[str]:
    _, folders = _split(found)
    yield "# Include it outside of the server; it sets the variable that `hub headers nginx` uses."
    yield "map $uri $hub_resource_policy {"
    yield '    default "";'
    for rule in folders:
        yield f'    "~^{re.escape(rule.path)}" "{dict(rule.headers)["Cross-Origin-Resource-Policy"]}";'
    yield "}"


def _caddy(found: tuple[Rule, ...]) -> Iterator[str]:
    everywhere, folders = _split(found)
    yield "# Import this file, then write `import hub_headers` in the site's block."
    yield "(hub_headers) {"
    yield "\theader {"
    for name, value in everywhere.headers:
        yield f'\t\t{name} "{value}"'
    yield "\t}"
    yield f"\t@hub_own path {' '.join(f'{rule.path}*' for rule in folders)}"
    yield "\theader @hub_own Cross-Origin-Resource-Policy same-origin"
    yield "}"
