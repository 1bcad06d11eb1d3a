"""What stands in the trees of a site, as far as it can be relied on: their manifests, held against the disk.

To look at tens of thousands of files takes its time, and asks nothing of what a build does meanwhile: `Standing`
has it done by a process of its own.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from generator.processes import Elsewhere
from generator.publish.manifest import Entry, Manifest, Packed, Tree, differing, looks_whole, survey
from generator.replacing import replace_with_parts


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
    manifest = Manifest.load(_manifest_data(root, store))
    return manifest if manifest is not None and manifest.umask == umask else None


def packed_manifest(root: Path, store: Path | None, umask: int) -> Packed | None:
    """The same as it is written."""
    packed = Packed.load(_manifest_data(root, store))
    return packed if packed is not None and packed.umask == umask else None


def _manifest_data(root: Path, store: Path | None) -> bytes:
    if store is not None and root.is_dir() and not root.is_symlink():
        with suppress(OSError):
            return manifest_file(store, root).read_bytes()
    return b""


def manifest_file(store: Path, root: Path) -> Path:
    """Where the manifest of the tree at *root* is kept: by the inode, which goes with the tree when it is renamed."""
    return store / f"tree-{root.stat().st_ino}"


def remember(store: Path, root: Path, manifest: Manifest | Packed) -> None:
    """Keep *manifest* for the tree at *root*; where that cannot be, the next build relies on nothing."""
    with suppress(OSError):
        store.mkdir(parents=True, exist_ok=True)
        replace_with_parts(manifest_file(store, root), manifest.parts())


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
    """Both trees of a site, looked at by another process since this was made; the caller holds the site's lock."""

    def __init__(self, site: Path, store: Path | None) -> None:
        self._site, self._store = site, store
        self._umask = umask_now()
        self._looking = Elsewhere(self._look)

    @cached_property
    def old(self) -> Tree:
        """What stands at the site."""
        return self._tree(self._site, 0)

    @cached_property
    def next(self) -> Tree:
        """What stands in the hidden tree."""
        return self._tree(hidden(self._site), 1)

    def close(self) -> None:
        """Wait for the other process."""
        self._looking.close()

    @cached_property
    def is_whole(self) -> bool:
        """Whether both trees are there, and exactly as their manifests say."""
        return all(found.whole for found in self._looked.trees)

    @cached_property
    def has_whole_site(self) -> bool:
        """Whether the site is there, and exactly as its manifest says."""
        return self._looked.trees[0].whole

    @property
    def apart(self) -> set[str]:
        """The paths of the files in which the trees differ, where both are whole."""
        return self._looked.apart

    @cached_property
    def _looked(self) -> _Looked:
        return self._looking.result()

    def _look(self) -> _Looked:
        """Look at both trees; what differs from their manifests is little, the manifests are on disk."""
        roots = (self._site, hidden(self._site))
        site, other = (packed_manifest(root, self._store, self._umask) for root in roots)
        apart = differing(site, other) if site is not None and other is not None else set[str]()
        found: list[_Difference] = []
        for root, packed in zip(roots, (site, other), strict=True):
            chosen = apart if found and found[0].whole and site is not None else None
            if packed is not None and looks_whole(root, packed, chosen):
                found.append(_Difference(True, [], [], []))
                continue
            manifest = _manifest(root, self._store, self._umask)
            tree = survey(root, manifest) if manifest is not None else Tree(root, {}, {}, [], whole=False)
            known = manifest or Manifest()
            files = [name for name in known.files if name not in tree.files]
            folders = [name for name in known.folders if name not in tree.folders]
            found.append(_Difference(tree.whole, tree.strays, files, folders))
        return _Looked(found, apart)

    def _tree(self, root: Path, number: int) -> Tree:
        manifest = _manifest(root, self._store, self._umask)
        if manifest is None:
            return Tree(root, {}, {}, [], whole=False)
        found = self._looked.trees[number]
        tree = Tree(root, dict(manifest.files), dict(manifest.folders), found.strays, found.whole)
        for name in found.files:
            del tree.files[name]
        for name in found.folders:
            del tree.folders[name]
        return tree


class _Difference(NamedTuple):
    """How a tree differs from its manifest: whether at all, what should not be there, and what is not as it says."""

    whole: bool
    strays: list[str]
    files: list[str]
    folders: list[str]


class _Looked(NamedTuple):
    """How both trees differ from their manifests, and where they differ from each other, when they are whole."""

    trees: list[_Difference]
    apart: set[str]
