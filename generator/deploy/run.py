"""Deploying, step by step: lay aside, upload, verify, declare live, remove. Every step may be the last one.

What stands at the target below `.hub/`:

* ``releases/<id>.json.gz`` – the manifest of a release;
* ``kept/<id>/`` – files of that release that a later one replaced or removed, for `roll_back`;
* ``live.json`` – the ids of the releases, the live one first;
* ``going.json`` – written before anything is touched and removed at the very end: what may be half done.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from generator.deploy.kinds import Step, kind_of
from generator.deploy.plan import Going, Plan, Standing, batches, outdated, plain, plan
from generator.deploy.rclone import Remote
from generator.deploy.release import PRIVATE, DeployError, Release

LIVE: Final = "live.json"
GOING: Final = "going.json"

Say = Callable[[str], None]
"""Tells the operator what is being done."""


@dataclass(frozen=True, slots=True)
class Target:
    """What stands at a remote."""

    standing: Standing
    history: tuple[str, ...] = ()
    """The ids of the releases that can still be had, the live one first."""
    number: int = 0
    """How many deployments were declared live."""


def inspect(remote: Remote) -> Target:
    """Read what earlier deployments left at *remote*; raises DeployError when that cannot be read."""
    names = remote.names(PRIVATE)
    live, number = Release({}), 0
    history: tuple[str, ...] = ()
    if LIVE in names:
        record = _json(remote, LIVE)
        history, number = tuple(record["releases"]), record["number"]
        live = release_at(remote, history[0])
    going = None
    if GOING in names:
        record = _json(remote, GOING)
        going = Going(record["target"], frozenset(record["touched"]), record["back"], record["number"] == number)
    return Target(Standing(live, going), history, number)


def _json(remote: Remote, name: str) -> dict[str, Any]:
    path = f"{PRIVATE}/{name}"
    try:
        record = json.loads(remote.read(path))
    except ValueError:
        record = None
    if not isinstance(record, dict):
        raise DeployError(f"{remote.below(path)} is damaged; see deploy/README.md, “When the record is lost”")
    return record


def release_at(remote: Remote, name: str) -> Release:
    """Read the manifest of the release with the id *name*."""
    path = f"{PRIVATE}/releases/{name}.json.gz"
    return Release.load(remote.read(path), remote.below(path))


def deploy(remote: Remote, target: Target, site: Path, release: Release, kept: int, say: Say) -> Plan:
    """Bring *release*, the files in folder *site*, to the remote; return what it took.

    *kept* is the number of releases that can be had back, the live one included. May be run again after any
    interruption, also for another release.
    """
    todo = plan(target.standing, release)
    if todo.touched or target.standing.going is not None or release.id not in target.history[:1]:
        folder = str(site.absolute())
        right = remote.matching(folder, todo.unsure)
        note = _prepare(remote, target, release, todo, say, back=False)
        uploads = [path for path in todo.uploads if path not in right]
        for batch in batches(uploads, todo.new):
            say(f"{batch.step.name.lower()}: {len(batch.paths)} files, {batch.content_type}")
            remote.upload(site, batch.paths, batch.content_type, batch.cache_control)
        _demand(uploads, remote.matching(folder, uploads), "are not at the target as they were sent; run this again")
        _close(remote, target, release, todo, note, kept, say)
    return todo


def wanted_back(target: Target) -> str:
    """The id of the release that going back leads to: the live one, if a later one was begun, else the one before."""
    going = target.standing.going
    if going is not None and not going.declared and target.history:
        return going.target if going.back else target.history[0]
    if len(target.history) < 2:
        raise DeployError("no release but the live one was deployed here, so there is nothing to go back to")
    return target.history[1]


def roll_back(remote: Remote, target: Target, kept: int, say: Say) -> Plan:
    """Bring back the release that `wanted_back` names; nothing but the target itself is needed. Return what it took."""
    standing, wanted = target.standing, wanted_back(target)
    release = release_at(remote, wanted)
    todo = plan(standing, release)
    live = standing.live.files
    aside = [path for path in todo.uploads if not kind_of(path).immutable]  # the others were never removed
    touched_only = frozenset(path for path in aside if live.get(path) == release.files[path])
    sources = (
        (f"{PRIVATE}/kept/{target.history[0]}", touched_only),
        (f"{PRIVATE}/kept/{wanted}", frozenset(aside) - touched_only),
    )
    note = _prepare(remote, target, release, todo, say, back=True)
    for batch in batches(aside, todo.new):
        say(f"{batch.step.name.lower()}: {len(batch.paths)} files brought back")
        for source, held in sources:
            remote.copy_within(source, "", [path for path in batch.paths if path in held])
    for source, held in sources:
        there = remote.matching(remote.below(source), sorted(held))
        _demand(held, there, "could not be brought back; deploy the site that you want instead")
    _close(remote, target, release, todo, note, kept, say)
    return todo


def _demand(expected: Iterable[str], found: frozenset[str], otherwise: str) -> None:
    wrong = sorted(set(expected) - found)
    if wrong:
        raise DeployError(f"{len(wrong)} files, {wrong[0]} first, {otherwise}")


def _prepare(remote: Remote, target: Target, release: Release, todo: Plan, say: Say, *, back: bool) -> bytes:
    """Lay aside what will be replaced or removed, then note what will be touched; return the note."""
    if target.history and todo.keep:
        say(f"laying aside {len(todo.keep)} files of release {target.history[0]}")
        remote.copy_within("", f"{PRIVATE}/kept/{target.history[0]}", todo.keep)
    touched = sorted({*todo.touched, *target.standing.unsure, *target.standing.leftovers})
    note = _dump({"number": target.number + 1, "target": release.id, "back": back, "touched": touched})
    remote.write({f"{PRIVATE}/releases/{release.id}.json.gz": release.dump(), f"{PRIVATE}/{GOING}": note})
    return note


def _close(remote: Remote, target: Target, release: Release, todo: Plan, note: bytes, kept: int, say: Say) -> None:
    """Declare *release* live, then remove what it does not have, and what is too old to be had back."""
    if remote.read(f"{PRIVATE}/{GOING}") != note:
        raise DeployError("another deployment to this target began meanwhile; wait for its end and run this again")
    history = (release.id, *(name for name in target.history if name != release.id))
    remote.write({f"{PRIVATE}/{LIVE}": _dump({"number": target.number + 1, "releases": history})})
    if todo.remove:
        say(f"removing {len(todo.remove)} files")
        for step in sorted(Step, reverse=True):
            remote.remove(path for path in todo.remove if kind_of(plain(path)).step == step)
    staying, dropped = history[:kept], history[kept:]
    if dropped:
        gone = outdated((release_at(remote, name) for name in dropped), (release_at(remote, name) for name in staying))
        say(f"forgetting {len(dropped)} old releases and {len(gone)} files that only they had")
        remote.remove(gone)
        for name in dropped:
            remote.remove_folder(f"{PRIVATE}/kept/{name}")
        remote.write({f"{PRIVATE}/{LIVE}": _dump({"number": target.number + 1, "releases": staying})})
        remote.remove(f"{PRIVATE}/releases/{name}.json.gz" for name in dropped)
    remote.remove([f"{PRIVATE}/{GOING}"])


def _dump(record: Mapping[str, object]) -> bytes:
    return f"{json.dumps(record, ensure_ascii=False, indent=1)}\n".encode()
