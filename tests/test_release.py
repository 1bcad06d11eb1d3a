"""`make release`: the site for production, its list of files, its bill of materials and licences, in one command."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from site_fixture import AS_OF, PROJECT, copy_project, plain_environment, tree


def release(folder: Path, project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run tools/release.py for the hub in *project*."""
    command = [sys.executable, str(PROJECT / "tools/release.py"), "--folder", str(folder), "--project", str(project)]
    return subprocess.run(
        [*command, "--as-of", AS_OF, *arguments],
        env=plain_environment(HUB_LANG="en"),
        capture_output=True,
        text=True,
        check=False,
        timeout=240,
    )


def checks(folder: Path) -> bool:
    """Whether coreutils find every file of the release as it is listed."""
    command = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
    return all(
        subprocess.run(command, cwd=one, capture_output=True, check=False).returncode == 0
        for one in (folder, folder / "site")
    )


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A release of the real hub, with its project beside it."""
    root = tmp_path_factory.mktemp("released")
    done = release(root / "release", copy_project(root / "project"))
    assert 0 == done.returncode, done.stderr
    return root


def test_a_release_is_complete(released: Path) -> None:
    """Each file of the folder is in one of the two lists; there are no samples; the papers are those of the lock."""
    folder = released / "release"
    files = tree(folder)
    listed = {
        prefix + line[66:]
        for prefix in ("", "site/")
        for line in (folder / f"{prefix}SHA256SUMS").read_text("utf-8").splitlines()
    }

    assert checks(folder)
    assert files.keys() == {*listed, "SHA256SUMS"}
    assert {"LICENSE", "THIRD-PARTY-LICENSES.md", "release.json", "sbom.cdx.json", "site/index.html"} <= files.keys()
    assert json.loads((folder / "site/build.json").read_text("utf-8"))["samples"] is False
    assert (folder / "THIRD-PARTY-LICENSES.md").read_bytes() == (PROJECT / "THIRD-PARTY-LICENSES.md").read_bytes()
    assert "1.6" == json.loads((folder / "sbom.cdx.json").read_text("utf-8"))["specVersion"]
    record = json.loads((folder / "release.json").read_text("utf-8"))
    assert (AS_OF, False, "https://hub.example/") == (record["as_of"], record["samples"], record["site_url"])


def test_a_release_made_again_is_the_same_and_a_changed_byte_is_seen(released: Path) -> None:
    """The same content and day give the same bytes, whatever was in the folder; the lists find what is not so."""
    folder = released / "release"
    before = tree(folder)
    page = folder / "site/about/index.html"
    page.write_bytes(page.read_bytes()[:-1])
    assert not checks(folder)
    (folder / "site/SHA256SUMS").write_text("", "utf-8")

    done = release(folder, released / "project")
    assert 0 == done.returncode, done.stderr
    assert before == tree(folder)


def test_no_release_of_what_nobody_else_has_or_what_is_wrong(released: Path) -> None:
    """Changes that are in no commit, and content with errors, end with exit code 1 and leave the folder as it was."""
    folder, project = released / "release", released / "project"
    before = tree(folder)
    git = ["git", "-C", str(project), "-c", "user.name=test", "-c", "user.email=test@hub.example"]
    for arguments in (["init", "-q"], ["add", "."], ["commit", "-qm", "Begin"]):
        subprocess.run([*git, *arguments], check=True)
    team = project / "content/services/legal.yml"
    text = team.read_text("utf-8")
    team.write_text(f"{text}\nunknown: field\n", "utf-8")

    done = release(folder, project)
    assert (1, True) == (done.returncode, "in no commit" in done.stderr)
    done = release(folder, project, "--uncommitted")
    assert 1 == done.returncode and "Traceback" not in done.stderr
    assert before == tree(folder)
    team.write_text(text, "utf-8")
