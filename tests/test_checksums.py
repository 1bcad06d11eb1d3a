"""SHA256SUMS: the list that `sha256sum --check` reads."""

from __future__ import annotations

import hashlib
import shutil
import subprocess

import pytest

from generator.publish.checksums import CHECKSUMS_FILE, checksums

FILES = {"index.html": b"<p>\n", "en/index.html": b"", "a b/新闻.html": b"x", "Z.txt": b"z", CHECKSUMS_FILE: b"old"}


def digests() -> dict[str, bytes]:
    return {path: hashlib.sha256(data).digest() for path, data in FILES.items()}


def test_the_list_is_sorted_and_leaves_itself_out():
    """Lines stand in the order of bytes, whatever the order they came in."""
    names = [line.split("  ", 1)[1] for line in checksums(dict(reversed(digests().items()))).decode().splitlines()]

    assert ["Z.txt", "a b/新闻.html", "en/index.html", "index.html"] == names
    assert checksums(digests()) == checksums(dict(reversed(digests().items())))


@pytest.mark.skipif(shutil.which("sha256sum") is None, reason="no coreutils here")
def test_coreutils_agree(tmp_path):
    """`sha256sum --check` accepts the files, and refuses them when one was changed."""
    for path, data in FILES.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(data)
    (tmp_path / CHECKSUMS_FILE).write_bytes(checksums(digests()))
    command = ["sha256sum", "--check", "--strict", "--quiet", CHECKSUMS_FILE]

    assert 0 == subprocess.run(command, cwd=tmp_path, check=False).returncode
    (tmp_path / "Z.txt").write_bytes(b"changed")
    assert 1 == subprocess.run(command, cwd=tmp_path, check=False, capture_output=True).returncode


@pytest.mark.parametrize("path", ["a\\b", "a\nb", "a\rb"])
def test_names_that_need_escapes_are_refused(path):
    """No path of a site holds one; a list that coreutils read otherwise would be worse than none."""
    with pytest.raises(ValueError, match="SHA256SUMS"):
        checksums({path: b"\0" * 32})
