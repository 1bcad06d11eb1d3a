"""What a deployment has to do, worked out from what stands at the target and what shall stand there. Plain values only.

The order keeps every page readable at every moment: what pages load is there before them, new pages are there before
those that link to them, and nothing is removed until everything else is done.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import quote

from generator.deploy.kinds import COMPRESSED, Step, content_type, kind_of
from generator.deploy.release import Release


@dataclass(frozen=True, slots=True)
class Going:
    """A deployment that began: what it may have touched, and whether it came to an end.

    Whatever is in `touched` and belongs to the release that was live was laid aside before.
    """

    target: str
    """The id of the release it was to bring."""
    touched: frozenset[str]
    back: bool = False
    """Whether it brought an earlier release back."""
    declared: bool = False
    """Whether its release was declared live, so that at most removing is left to do."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the target: the release that is live, an empty one before the first, and what is going on."""

    live: Release = field(default_factory=lambda: Release({}))
    going: Going | None = None

    @property
    def unsure(self) -> frozenset[str]:
        """Paths that may hold something else than the live release has there; that, if anything, was laid aside."""
        return self.going.touched if self.going is not None and not self.going.declared else frozenset()

    @property
    def leftovers(self) -> frozenset[str]:
        """Paths that the live release does not have, and that an earlier deployment may have left there."""
        return self.going.touched - self.live.files.keys() if self.going is not None else frozenset()


@dataclass(frozen=True, slots=True)
class Batch:
    """Files that are uploaded at once, with the same headers."""

    step: Step
    content_type: str
    cache_control: str
    paths: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Plan:
    """What to do. All paths are in order, and relative to the site's root."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    unsure: tuple[str, ...]
    """Files of the new release that an interrupted deployment may have put there, or may have not."""
    keep: tuple[str, ...]
    """Files of the live release to lay aside first, because they will be replaced or removed."""
    remove: tuple[str, ...]

    @property
    def uploads(self) -> tuple[str, ...]:
        """Everything to upload."""
        return tuple(sorted({*self.new, *self.changed, *self.unsure}))

    @property
    def touched(self) -> tuple[str, ...]:
        """Every path that will not be as it was."""
        return tuple(sorted({*self.uploads, *self.remove}))


def plan(standing: Standing, release: Release) -> Plan:
    """Work out how *release* comes to stand at a target of which *standing* is known.

    Files whose name tells their content are not removed with the release they belonged to: pages that readers have
    open still ask for them. `outdated` says when they go.
    """
    live, files = standing.live.files, release.files
    unsure = standing.unsure
    new = [path for path in files if path not in live and path not in unsure]
    changed = [path for path, file in files.items() if path in live and live[path] != file and path not in unsure]
    removable = {*live, *standing.leftovers} - set(files)
    remove = [path for path in removable if not kind_of(path).immutable]
    replaced = {path for path in (*changed, *remove) if path in live and path not in unsure}
    return Plan(
        tuple(sorted(new)),
        tuple(sorted(changed)),
        tuple(sorted(path for path in unsure if path in files)),
        tuple(sorted(path for path in replaced if not kind_of(path).immutable)),
        tuple(sorted(remove, key=lambda path: (-kind_of(plain(path)).step, path))),
    )


def batches(paths: Iterable[str], new: Iterable[str]) -> tuple[Batch, ...]:
    """Put *paths* into the order of uploading; those that are *new* come before the others of their step."""
    first = frozenset(new)
    found: defaultdict[tuple[Step, bool, str, str], list[str]] = defaultdict(list)
    for path in sorted(paths):
        kind = kind_of(plain(path))
        found[kind.step, path not in first, content_type(plain(path)), kind.cache_control].append(path)
    return tuple(Batch(key[0], key[2], key[3], tuple(found[key])) for key in sorted(found))


def plain(path: str) -> str:
    """The file that a compressed copy belongs to; other paths as they are."""
    stem, _, ending = path.rpartition(".")
    return stem if ending in COMPRESSED and stem else path


def outdated(dropped: Iterable[Release], staying: Iterable[Release]) -> tuple[str, ...]:
    """Files of *dropped* releases that were left because their name tells their content, and that nobody needs now."""
    needed = {path for release in staying for path in release.files}
    known = {path for release in dropped for path in release.files}
    return tuple(sorted(path for path in known - needed if kind_of(path).immutable))


def purge_list(paths: Iterable[str], site_url: str) -> tuple[str, ...]:
    """The full addresses under which caches may hold an old state of *paths*, in order.

    Files whose name tells their content never need it. *site_url* ends in a slash.
    """
    found = {plain(path) for path in paths if not kind_of(path).immutable}
    return tuple(
        sorted(site_url + quote(path.removesuffix("index.html") if is_index(path) else path) for path in found)
    )


def is_index(path: str) -> bool:
    """Whether *path* shows at the address of its folder."""
    return path == "index.html" or path.endswith("/index.html")
