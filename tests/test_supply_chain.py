"""What the site is built with is locked by hash, listed with its licences, and told in a bill of materials."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from site_fixture import PROJECT

LOCKS = {
    "requirements.lock": 30,
    "requirements-dev.lock": 60,
    "requirements-s3.lock": 15,
    "bench/requirements.lock": 3,
}
"""Each lock, and how many packages it has at least."""


def tool(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run tools/supply_chain.py."""
    command = [sys.executable, str(PROJECT / "tools/supply_chain.py"), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def names(lock: str) -> list[tuple[str, str]]:
    """Name and version of each entry of a lock."""
    return re.findall(r"^([A-Za-z0-9._-]+)==([^ \\]+)", (PROJECT / lock).read_text("utf-8"), re.M)


@pytest.mark.parametrize("lock", LOCKS)
def test_every_locked_package_has_hashes_and_no_address(lock: str) -> None:
    """Whatever is installed is one of the files that were locked, wherever it is fetched from."""
    text = (PROJECT / lock).read_text("utf-8")
    entries = re.split(r"\n(?=[A-Za-z0-9])", text.split("\n", 2)[2])

    assert len(names(lock)) > LOCKS[lock]
    assert [] == [entry.split()[0] for entry in entries if "==" in entry and "--hash=sha256:" not in entry]
    assert "http://" not in text and "https://" not in text and "@ file" not in text


def test_the_list_of_licences_is_up_to_date() -> None:
    """THIRD-PARTY-LICENSES.md has every package of the lock with the licence it names; `make licences` writes it."""
    done = tool("licences", str(PROJECT / "THIRD-PARTY-LICENSES.md"), "--check")

    assert 0 == done.returncode, done.stderr


def test_the_check_of_licences_can_fail(tmp_path: Path) -> None:
    """A table that lacks a line is told, with the command that mends it."""
    table = (PROJECT / "THIRD-PARTY-LICENSES.md").read_text("utf-8").splitlines(keepends=True)
    (tmp_path / "table.md").write_text("".join(table[:-1]), "utf-8")
    done = tool("licences", str(tmp_path / "table.md"), "--check")

    assert 1 == done.returncode
    assert "run `make licences`" in done.stderr


def test_the_bill_of_materials_is_complete_and_repeatable(tmp_path: Path) -> None:
    """CycloneDX 1.6 with each locked version once, its hashes and its needs; twice the same bytes."""
    for name in ("one.json", "two.json"):
        assert 0 == tool("sbom", str(tmp_path / name)).returncode
    bill = json.loads((tmp_path / "one.json").read_text("utf-8"))
    references = [component["bom-ref"] for component in bill["components"]]

    assert (tmp_path / "one.json").read_bytes() == (tmp_path / "two.json").read_bytes()
    assert ("CycloneDX", "1.6") == (bill["bomFormat"], bill["specVersion"])
    assert "timestamp" not in bill["metadata"]
    expected = sorted(f"pkg:pypi/{name.lower()}@{version}" for name, version in names("requirements.lock"))
    assert expected == sorted(references)
    assert len(references) == len(set(references))
    assert all(component["hashes"] for component in bill["components"])
    known = {*references, bill["metadata"]["component"]["bom-ref"]}
    for dependency in bill["dependencies"]:
        assert {dependency["ref"], *dependency["dependsOn"]} <= known
    needs = {dependency["ref"].split("@")[0]: dependency["dependsOn"] for dependency in bill["dependencies"]}
    assert any(ref.startswith("pkg:pypi/jinja2@") for ref in needs["pkg:pypi/mkdocs"])
    assert any(ref.startswith("pkg:pypi/mkdocs@") for ref in needs["pkg:pypi/alliance-hub"])
