"""The headers of the site: one policy, the same for every server, and strict enough to be worth sending."""

from __future__ import annotations

import re

import pytest
from site_fixture import PROJECT, Site, each, site, site_below_base

from generator.cli import main
from generator.metadata.headers import (
    FORMS,
    HEADERS_FILE,
    content_security_policy,
    headers_file,
    inline_scripts,
    read_headers_file,
    rules,
    written,
)

__all__ = ["site", "site_below_base"]

DEPLOY = {"nginx": "headers.nginx.conf", "nginx-map": "headers-map.nginx.conf", "caddy": "headers.Caddyfile"}
"""The files of deploy/ that hold the rules of a site at the root of its host."""


def directives(policy: str) -> dict[str, list[str]]:
    """The sources of each directive."""
    return {name: values for name, *values in (part.split() for part in policy.split("; "))}


def test_the_policy_allows_nothing_unsafe():
    """Whatever is not named is forbidden, no source is a keyword that gives up, and none is another host."""
    found = directives(content_security_policy(["go()"]))

    assert ["'none'"] == found["default-src"]
    assert {"'none'", "'self'", "data:"} >= {
        value for name, values in found.items() if name.endswith("-src") for value in values if "sha256" not in value
    }
    assert ["'script'"] == found["require-trusted-types-for"]
    assert "data:" not in found["script-src"] + found["style-src"]
    assert (["'none'"], ["'none'"], ["'self'"]) == (found["base-uri"], found["frame-ancestors"], found["form-action"])


def test_an_inline_script_is_allowed_by_its_hash_alone():
    """Hashes are those of the examples in CSP Levels 2 and 3, each once; the order of scripts does not matter."""
    policy = content_security_policy(["doSubmit()", "alert('Hello, world.');", "doSubmit()"])

    assert directives(policy)["script-src"] == [
        "'self'",
        "'sha256-jzgBGA4UWFFmpOBq0JpdsySukE1FrEN5bUpoK8Z29fY='",
        "'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='",
    ]
    assert policy == content_security_policy(["alert('Hello, world.');", "doSubmit()"])


@pytest.mark.parametrize(
    ("html", "found"),
    [
        ("<script>go()</script>", ["go()"]),
        ('<SCRIPT type="module">\ngo()\n</SCRIPT >', ["\ngo()\n"]),
        ('<script type="">go()</script>', ["go()"]),
        ('<script src="a.js"></script>', []),
        ('<script type="application/ld+json">{}</script>', []),
        ("<script id=c type=application/json>{}</script>", []),
        ("<scripture>go()</scripture>", []),
    ],
)
def test_scripts_that_stand_in_a_page_are_found(html, found):
    """A script without a file is found as its text; data for programs runs nothing and is none."""
    assert found == list(inline_scripts(html))


def test_no_page_holds_what_the_policy_forbids(site: Site):
    """Pages of the hub and of the handbook hold no script, no style and no handler of their own."""
    for page in site.pages:
        assert [] == list(inline_scripts(page.source)), page.path
        assert [] == page.all("//style | //*[@style] | //*[@*[starts-with(name(), 'on')]] | //base"), page.path


@pytest.mark.parametrize("base", ["/", "/some/base/"])
def test_the_file_for_static_hosts_reads_back(base):
    """What is written for static hosts says everything: the other forms are made from it."""
    found = rules(base, ["go()"])

    assert found == read_headers_file(headers_file(found))


def test_static_hosts_take_the_file(site_below_base: Site):
    """Rules begin with the base path; lines and rules are as few and short as the strictest host wants (Cloudflare)."""
    text = site_below_base.text(HEADERS_FILE)

    assert all(path.startswith("/some/base/") for path in each(re.findall(r"^/\S*", text, re.MULTILINE)))
    assert len(read_headers_file(text)) <= 100
    assert max(map(len, text.splitlines())) <= 2000


@pytest.mark.parametrize("form", [form for form in FORMS if form != "static"])
def test_every_server_says_the_same(form, site: Site):
    """The files of deploy/ are what `hub headers` makes of the built site; no value breaks out of its quotes."""
    found = read_headers_file(site.text(HEADERS_FILE))

    assert (PROJECT / "deploy" / DEPLOY[form]).read_text("utf-8") == written(found, form), f"hub headers {form}"
    assert all(not re.search(r'["\\$\n{}]', value) for rule in found for _, value in rule.headers)


def test_the_command_prints_the_rules_of_a_site(site: Site, capsys):
    """`hub headers` prints for the server named; without a built site it says so and prints nothing."""
    assert 0 == main(["headers", "caddy", "--site-dir", str(site.folder)])
    assert capsys.readouterr().out == (PROJECT / "deploy" / DEPLOY["caddy"]).read_text("utf-8")

    assert 2 == main(["headers", "caddy", "--site-dir", str(site.folder / "nowhere")])
    printed = capsys.readouterr()
    assert "" == printed.out
    assert "build the site first" in printed.err
