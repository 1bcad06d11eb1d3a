"""What stands in the trees of a site, as far as it can be relied on: their manifests, held against the disk.

To look at tens of thousands of files takes its time, and asks nothing of what a build does meanwhile: `Standing`
has it done by a process of its own.
"""

from __future__ import annotations

import json
import os
import sys
import threading
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from generator.publish.manifest import Entry, Manifest, Tree, survey
from generator.replacing import replace_file


def hidden(site: Path) -> Path:
    """The tree beside *site* that was the site before the last build."""
    return site.with_name(f".{site.name}.next")


def stands(root: Path, store: Path | None, umask: int, twin: Mapping[str, Entry] | None = None) -> Tree:
    """What stands at *root* and can be relied on: nothing without a manifest, or with other permissions.

    *twin* is passed on to `survey`.
    """
    manifest = _manifest(root, store, umask)
    return Tree(root, {}, {}, [], whole=False) if manifest is None else survey(root, manifest, twin)


def _manifest(root: Path, store: Path | None, umask: int) -> Manifest | None:
    """The manifest of the tree at *root*, if it has one that was made under *umask*."""
    if store is not None and root.is_dir() and not root.is_symlink():
        with suppress(OSError):
            manifest = Manifest.load(manifest_file(store, root).read_bytes())
            return manifest if manifest is not None and manifest.umask == umask else None
    return None


def manifest_file(store: Path, root: Path) -> Path:
    """Where the manifest of the tree at *root* is kept: by the inode, which goes with the tree when it is renamed."""
    return store / f"tree-{root.stat().st_ino}"


def remember(store: Path, root: Path, manifest: Manifest) -> None:
    """Keep *manifest* for the tree at *root*; where that cannot be, the next build relies on nothing."""
    with suppress(OSError):
        store.mkdir(parents=True, exist_ok=True)
        replace_file(manifest_file(store, root), manifest.dump())


def forget_others(store: Path, *roots: Path) -> None:
    """Remove the manifests of trees that are gone."""
    kept = {manifest_file(store, root).name for root in roots}
    for file in store.glob("tree-*"):
        if file.name not in kept:
            file.unlink(missing_ok=True)


def umask_now() -> int:
    """The rights that files made by this process do not get."""
    umask = os.umask(0)
    os.umask(umask)
    return umask


class Standing:
    """Both trees of a site, looked at by another process since this was made; the caller holds the site's lock.

    Where there can be no such process (a copy of one with several threads may hang), or something befell it, the
    trees are looked at when they are asked for.
    """

    def __init__(self, site: Path, store: Path | None) -> None:
        self._site, self._store = site, store
        self._umask = umask_now()
        self._old: Tree | None = None
        self._told: list[Any] | None = None
        self._child, self._pipe = 0, -1
        if store is None or not hasattr(os, "fork") or threading.active_count() > 1:
            return
        self._pipe, end = os.pipe()
        sys.stdout.flush()
        sys.stderr.flush()
        try:
            self._child = os.fork()
        except OSError:
            os.close(end)
            return
        if self._child == 0:
            self._tell(end)
        os.close(end)

    def old(self) -> Tree:
        """What stands at the site."""
        if self._old is None:
            self._old = self._tree(self._site, 0, None)
        return self._old

    def next(self) -> Tree:
        """What stands in the hidden tree."""
        return self._tree(hidden(self._site), 1, self.old().files)

    def close(self) -> None:
        """Wait for the process, if it was not asked."""
        if self._pipe >= 0:
            os.close(self._pipe)
            self._pipe = -1
        if self._child:
            with suppress(ChildProcessError):
                os.waitpid(self._child, 0)
            self._child = 0

    def _tell(self, end: int) -> None:
        """In the other process: look at both trees and say how they differ from their manifests."""
        status = 1
        with suppress(BaseException):
            trees, twin = [], None
            for root in (self._site, hidden(self._site)):
                manifest = _manifest(root, self._store, self._umask)
                tree = survey(root, manifest, twin) if manifest is not None else Tree(root, {}, {}, [], whole=False)
                known = manifest or Manifest()
                files = [name for name in known.files if name not in tree.files]
                folders = [name for name in known.folders if name not in tree.folders]
                trees.append([tree.whole, tree.strays, files, folders])
                twin = tree.files
            with os.fdopen(end, "w", encoding="ascii") as stream:
                json.dump(trees, stream)
            status = 0
        os._exit(status)

    def _tree(self, root: Path, number: int, twin: Mapping[str, Entry] | None) -> Tree:
        if self._told is None and self._pipe >= 0:
            with suppress(OSError, ValueError), os.fdopen(self._pipe, encoding="ascii") as stream:
                self._pipe = -1
                self._told = json.load(stream)
            self.close()
        if self._told is None:
            return stands(root, self._store, self._umask, twin)
        manifest = _manifest(root, self._store, self._umask)
        if manifest is None:
            return Tree(root, {}, {}, [], whole=False)
        whole, strays, files, folders = self._told[number]
        tree = Tree(root, dict(manifest.files), dict(manifest.folders), strays, whole)
        for name in files:
            del tree.files[name]
        for name in folders:
            del tree.folders[name]
        return tree
