"""`hub deploy` to a folder, an S3 store and an SFTP server that run here: what is there afterwards, and on the way."""

from __future__ import annotations

import gzip
import json
import os
import random
import shutil
import subprocess
import textwrap
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from servers import running
from site_fixture import Site, build, copy_project, edit, site
from stores import STORES, Store, complaints, rclone_program, read, small_site, wait_for_end

from generator.deploy.kinds import content_type, kind_of
from generator.deploy.release import PRIVATE

__all__ = ["running", "site"]

KILLS = int(os.environ.get("HUB_DEPLOY_KILLS", "0"))
"""How often a deployment is killed, for each kind of store; unset: five times, S3 alone. `make deploy-kills`: 50."""


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """Each kind of store in turn, empty."""
    with STORES[request.param](tmp_path) as one:
        yield one


@pytest.fixture(params=["s3", "moto"])
def s3(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    """A store that speaks S3, of each maker."""
    with STORES[request.param](tmp_path) as one:
        yield one


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Store]:
    """A folder, the quickest store."""
    with STORES["folder"](tmp_path) as one:
        yield one


@pytest.fixture
def one(tmp_path: Path) -> Path:
    """A small site."""
    return small_site(tmp_path / "one site", "one")


@pytest.fixture
def two(tmp_path: Path) -> Path:
    """Its next version."""
    return small_site(tmp_path / "two", "two")


def deployed(store: Store, site: Path, *arguments: str) -> list[str]:
    """Deploy *site*, which must go well; return the lines that were printed."""
    done = store.hub("--site-dir", str(site), *arguments)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout.splitlines()


def without_hashed(files: dict[str, bytes]) -> dict[str, bytes]:
    """Those whose name says nothing of their content."""
    return {path: data for path, data in files.items() if not kind_of(path).immutable}


def test_the_target_becomes_the_site_and_goes_back(store: Store, one: Path, two: Path) -> None:
    """Deployed, deployed anew, rolled back and rolled on: each time exactly that version, and hashed files of both."""
    first, second = read(one), read(two)
    deployed(store, one)
    assert first == store.files()

    marks = deployed(store, two)
    assert without_hashed(second) == without_hashed(store.files())
    assert {**first, **second}.keys() - without_hashed(first).keys() <= store.files().keys()
    assert sorted(marks) == sorted(
        [f"+ {path}" for path in second.keys() - first.keys()]
        + [f"~ {path}" for path in second.keys() & first.keys() if first[path] != second[path]]
        + [f"- {path}" for path in without_hashed(first).keys() - second.keys()]
    )
    assert deployed(store, two, "--verify") == []

    deployed(store, one, "--rollback")
    assert without_hashed(first) == without_hashed(store.files())
    assert first.items() <= store.files().items()
    assert deployed(store, one, "--verify") == []

    deployed(store, one, "--rollback")
    assert without_hashed(second) == without_hashed(store.files())


def test_nothing_new_is_nothing_done(folder: Store, one: Path) -> None:
    """A second deployment of the same site changes no file at the target, private ones included."""
    deployed(folder, one)
    before = {path: path.stat().st_ctime_ns for path in folder.folder.rglob("*")}

    assert deployed(folder, one) == []
    assert before == {path: path.stat().st_ctime_ns for path in folder.folder.rglob("*")}


def test_a_dry_run_changes_nothing(folder: Store, one: Path, two: Path) -> None:
    """With --dry-run the same lines are printed, and not a byte moves; the first deployment is no exception."""
    foreseen = deployed(folder, one, "--dry-run")
    assert not folder.folder.exists()
    assert foreseen == deployed(folder, one)

    before = read(folder.folder)
    foreseen = deployed(folder, two, "--dry-run")
    assert before == read(folder.folder)
    assert foreseen == deployed(folder, two)


def test_types_and_lifetimes_are_stored_with_every_file(s3: Store, tmp_path: Path) -> None:
    """On an object store every file carries the type and Cache-Control of its kind, after going back as well."""
    one, two = (small_site(tmp_path / version, version, rich=True) for version in ("one", "two"))
    deployed(s3, one)
    deployed(s3, two)
    for arguments in ((), ("--rollback",)):
        if arguments:
            deployed(s3, two, *arguments)
        listed = subprocess.run(
            [rclone_program(), "lsjson", "-R", "-M", "--files-only", s3.target],
            env={**os.environ, "RCLONE_CONFIG": os.devnull, **s3.environment},
            capture_output=True,
            check=True,
        )
        found = [entry for entry in json.loads(listed.stdout) if not entry["Path"].startswith(f"{PRIVATE}/")]
        assert len(found) > 50
        for entry in found:
            metadata = entry["Metadata"]
            expected = (content_type(entry["Path"]), kind_of(entry["Path"]).cache_control)
            assert expected == (metadata["content-type"], metadata["cache-control"]), entry["Path"]


@pytest.mark.parametrize("s3", ["s3", "moto"] if KILLS else ["moto"], indirect=True)
def test_one_edit_uploads_only_what_changed(site: Site, s3: Store, tmp_path: Path) -> None:
    """After an edit of one record of the real hub, just the files that the build changed are written at the store."""
    deployed(s3, site.folder)
    root = copy_project(tmp_path / "project")
    edit(root / "content/services/legal.yml", "en: Legal service team", "en: Legal aid team")
    build(tmp_path / "edited", root=root)
    before, after = read(site.folder), read(tmp_path / "edited")
    changed = {path for path in after if after[path] != before.get(path)}
    written = s3.writings()
    marks = deployed(s3, tmp_path / "edited", "--purge-list", str(tmp_path / "purge.txt"))

    touched = {path for path, mark in s3.writings().items() if mark != written.get(path)}
    assert changed == {path for path in touched if not path.startswith(f"{PRIVATE}/")}
    assert 0 < len(changed) < len(after) / 2
    assert changed == {mark[2:] for mark in marks if mark[0] in "+~"}
    purged = (tmp_path / "purge.txt").read_text("utf-8").splitlines()
    assert "https://hub.example/en/services/legal/" in purged
    assert len(purged) == len(set(purged)) == len([mark for mark in marks if not kind_of(mark[2:]).immutable])


def test_what_is_too_old_is_forgotten(folder: Store, tmp_path: Path) -> None:
    """With --keep 2 the third release takes the first one's kept files and hashed assets away, and no others."""
    versions = ["red", "green", "blue"]
    sites = [small_site(tmp_path / version, version, pages=3) for version in versions]
    for one in sites:
        deployed(folder, one, "--keep", "2")
    files = [read(one) for one in sites]
    hashed = [{path for path in one if kind_of(path).immutable} for one in files]

    assert hashed[1] | hashed[2] == {path for path in folder.files() if kind_of(path).immutable}
    assert without_hashed(files[2]) == without_hashed(folder.files())
    assert 1 == len(list((folder.folder / PRIVATE / "kept").iterdir()))
    assert 2 == len(list((folder.folder / PRIVATE / "releases").iterdir()))
    deployed(folder, sites[2], "--rollback")
    assert without_hashed(files[1]) == without_hashed(folder.files())


def test_copies_go_along_when_asked_for(folder: Store, one: Path) -> None:
    """`--copies` takes what `hub compress` made; without it, copies stay here."""
    copy = brotli.compress((one / "index.html").read_bytes())
    (one / "index.html.br").write_bytes(copy)
    deployed(folder, one)
    assert "index.html.br" not in folder.files()

    assert ["+ index.html.br"] == deployed(folder, one, "--copies")
    assert copy == folder.files()["index.html.br"]
    assert ["- index.html.br"] == deployed(folder, one)


def test_what_was_not_built_is_not_deployed(folder: Store, one: Path) -> None:
    """A file changed or lost after the build, a copy of something else, a damaged list: refused by name.

    A file that somebody added is deployed and told of; a signature beside the list is expected.
    """
    page, name = one / "about/index.html", "about/index.html"
    before = page.read_bytes()

    def refused(name: str, *arguments: str) -> None:
        done = folder.hub("--site-dir", str(one), *arguments)
        assert (3, "") == (done.returncode, done.stdout)
        assert name in done.stderr and "SHA256SUMS" in done.stderr and 1 == len(done.stderr.splitlines())

    page.write_bytes(before + b"<!-- -->")
    refused(name)
    page.unlink()
    refused(name)
    page.write_bytes(before)
    for ending, data in (("br", brotli.compress(b"another")), ("gz", gzip.compress(b"another")), ("br", b"torn")):
        (one / f"{name}.{ending}").write_bytes(data)
        refused(f"{name}.{ending}", "--copies")
        (one / f"{name}.{ending}").unlink()
    list_ = (one / "SHA256SUMS").read_bytes()
    (one / "SHA256SUMS").write_bytes(list_[:-30] + b"\n")
    refused("1 files, robots.txt first" if b"robots" in list_[-60:] else "SHA256SUMS")
    (one / "SHA256SUMS").write_bytes(list_[10:])
    refused("line 1")
    assert not folder.folder.exists()

    (one / "SHA256SUMS").write_bytes(list_)
    (one / "SHA256SUMS.sig").write_bytes(b"signed")
    (one / "CNAME").write_bytes(b"hub.example")
    done = folder.hub("--site-dir", str(one))
    assert 0 == done.returncode
    assert "1 files, CNAME first, were not made by the build" in done.stderr
    assert read(one) == folder.files()


def test_foreign_files_at_the_target_are_left_alone(folder: Store, one: Path, two: Path) -> None:
    """What no release of the hub put there is not removed."""
    (folder.folder / ".well-known").mkdir(parents=True)
    (folder.folder / ".well-known/security.txt").write_text("Contact:", "utf-8")
    deployed(folder, one)
    deployed(folder, two)

    assert b"Contact:" == folder.files()[".well-known/security.txt"]


# Killed half-way


def killing(folder: Path, call: int, delay: float) -> Path:
    """A program in the place of rclone that kills the whole deployment *delay* seconds into its run number *call*."""
    counted, program = folder / "calls", folder / "rclone that kills"
    counted.unlink(missing_ok=True)
    program.write_text(
        textwrap.dedent(f"""\
            #!/bin/sh
            echo call >> '{counted}'
            if [ "$(wc -l < '{counted}')" -eq {call} ]; then
              (sleep {delay:.3f}; kill -9 0) >/dev/null 2>&1 </dev/null &
            fi
            exec '{rclone_program()}' "$@"
            """),
        "utf-8",
    )
    program.chmod(0o755)
    return program


def calls_of(store: Store, folder: Path, site: Path, *arguments: str) -> int:
    """Deploy with a program that counts how often it runs."""
    deployed(store, site, "--rclone", str(killing(folder, 0, 0)), *arguments)
    return len((folder / "calls").read_text("utf-8").splitlines())


@pytest.mark.parametrize("store", STORES if KILLS else ["s3"], indirect=True)
def test_killed_anywhere_the_target_stays_readable(store: Store, one: Path, two: Path, tmp_path: Path) -> None:
    """Killed at many points, the target is an old or a new site at every page, with all that each page names.

    After each kill the next command – the same again, the other version, or going back – brings exactly its version.
    """
    versions = [read(one), read(two)]
    deployed(store, one)
    calls = calls_of(store, tmp_path, two)
    assert calls > 8
    chance, live, report = random.Random(20261122), 1, []
    for number in range(KILLS or 5):
        call = 1 + (number * calls) // (KILLS or 5)
        delay = chance.choice((0, 0.02, 0.04, 0.06, 0.1))
        wanted = 1 - live
        program = killing(tmp_path, call, delay)
        command = store.command("--site-dir", str((one, two)[wanted]), "--rclone", str(program))
        process = subprocess.Popen(
            **command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        code = wait_for_end(process)
        there = store.files()
        report.append((call, delay, code))
        point = f"killed in call {call} after {delay} s, exit code {code}"

        assert [] == complaints(there, *versions), point
        after = chance.choice(("again", "other", "back"))
        if after == "back" and code != 0:
            private = store.everything()
            declared = json.loads(private[f"{PRIVATE}/live.json"])["number"]
            going = private.get(f"{PRIVATE}/going.json")
            open_ = going is not None and json.loads(going)["number"] != declared
            began = going is not None and (open_ or declared > 0)
            deployed(store, one, "--rollback")
            now = without_hashed(store.files())
            live = [without_hashed(version) for version in versions].index(now)
            assert not (began and open_) or live == 1 - wanted, point
        else:
            live = 1 - wanted if after == "other" else wanted
            deployed(store, (one, two)[live])
        assert without_hashed(versions[live]) == without_hashed(store.files()), f"{point}, then {after}"
        assert [] == complaints(store.files(), *versions), f"{point}, then {after}"
    assert any(code == -9 for _, _, code in report), "no deployment was killed"
    assert f"{PRIVATE}/going.json" not in store.everything()


def test_the_checker_sees_what_is_missing(one: Path, two: Path) -> None:
    """The test above can fail: a page before its assets, a torn page, a removed target are all seen."""
    versions = read(one), read(two)
    early = {**versions[0], "index.html": versions[1]["index.html"]}
    torn = {**versions[0], "index.html": versions[0]["index.html"][:-9]}
    lost = {path: data for path, data in versions[0].items() if path != "about/index.html"}

    assert [] == complaints(versions[0], *versions)
    assert any("main." in complaint for complaint in complaints(early, *versions))
    assert ["index.html is in no version"] == complaints(torn, *versions)
    assert any("names about/" in complaint for complaint in complaints(lost, *versions))


# What stops a deployment


def test_an_rclone_that_is_missing_or_too_old_is_told(folder: Store, one: Path, tmp_path: Path) -> None:
    """Before anything is touched: exit code 3, one line, and what to do."""
    old = tmp_path / "old"
    old.write_text("#!/bin/sh\necho 'rclone v1.60.1-DEV'\n", "utf-8")
    old.chmod(0o755)
    for program, words in ((str(old), "1.63 or newer is needed"), ("/no/such/rclone", "install rclone")):
        done = folder.hub("--site-dir", str(one), "--rclone", program)

        assert (3, "") == (done.returncode, done.stdout)
        assert words in done.stderr and 1 == len(done.stderr.splitlines())
    assert not folder.folder.exists()


def test_a_folder_that_is_no_finished_site_is_refused(folder: Store, one: Path) -> None:
    """Without its pages, with a link or with a name of ours, nothing is deployed."""
    shutil.copytree(one, one.parent / "linked")
    (one.parent / "linked/secret.html").symlink_to("/etc/hostname")
    shutil.copytree(one, one.parent / "named")
    (one.parent / "named" / PRIVATE).mkdir()
    for name, words in ((".", "is no finished site"), ("linked", "is a link"), ("named", "reserved")):
        done = folder.hub("--site-dir", str(one.parent / name))

        assert 3 == done.returncode
        assert words in done.stderr and "Traceback" not in done.stderr
    assert not folder.folder.exists()


def test_a_store_that_refuses_is_told_without_secrets(one: Path, tmp_path: Path) -> None:
    """Wrong keys: exit code 3 and the store's own word; the secret is in no line."""
    with STORES["s3"](tmp_path) as s3:
        done = s3.hub("--site-dir", str(one), RCLONE_CONFIG_STORE_SECRET_ACCESS_KEY="wrong-secret-value")

    assert 3 == done.returncode
    assert "rclone lsjson failed" in done.stderr
    assert "wrong-secret-value" not in done.stdout + done.stderr and "Traceback" not in done.stderr


def test_a_damaged_record_is_told_and_nothing_is_touched(folder: Store, one: Path, two: Path) -> None:
    """When the record at the target cannot be read, the message names the file and the chapter that helps."""
    deployed(folder, one)
    for path in (*(folder.folder / PRIVATE / "releases").iterdir(), folder.folder / PRIVATE / "live.json"):
        path.write_bytes(b"torn")
        done = folder.hub("--site-dir", str(two))

        assert 3 == done.returncode
        assert path.name in done.stderr and "When the record is lost" in done.stderr
    assert read(one) == folder.files()


def test_going_back_needs_something_to_go_back_to(folder: Store, one: Path) -> None:
    """Before the second deployment there is nothing."""
    deployed(folder, one)
    done = folder.hub("--rollback")

    assert 3 == done.returncode
    assert "nothing to go back to" in done.stderr


def test_verify_names_what_differs(folder: Store, one: Path) -> None:
    """A file that was changed or removed behind our back is named, with exit code 3."""
    deployed(folder, one)
    (folder.folder / "about/index.html").write_bytes(b"defaced")
    (folder.folder / "feed.xml").unlink()
    done = folder.hub("--site-dir", str(one), "--verify")

    assert (3, ["! about/index.html", "! feed.xml"]) == (done.returncode, done.stdout.splitlines())


def test_an_interrupted_deployment_says_how_to_go_on(folder: Store, one: Path, tmp_path: Path) -> None:
    """Ctrl-C ends it with 130 and one line; the same command goes on."""
    program = tmp_path / "slow"
    interrupting = "sleep 0.3; kill -2 $PPID; exec sleep 5"
    lines = ("#!/bin/sh", f'[ "$1" = copy ] && {{ {interrupting}; }}', f"exec '{rclone_program()}' \"$@\"", "")
    program.write_text("\n".join(lines), "utf-8")
    program.chmod(0o755)
    command = folder.command("--site-dir", str(one), "--rclone", str(program))
    done = subprocess.run(**command, capture_output=True, text=True, timeout=60, check=False)

    assert 130 == done.returncode
    assert "the same command goes on from here" in done.stderr and "Traceback" not in done.stderr
    deployed(folder, one)
    assert read(one) == folder.files()
