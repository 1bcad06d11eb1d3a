"""The kinds of file in content/: which model reads each, and where it lies."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase

from generator.model.achievement import Achievement
from generator.model.alliance import Alliance
from generator.model.chain import Chain
from generator.model.event import Event
from generator.model.job import Job
from generator.model.news import News
from generator.model.page import Page
from generator.model.policy import Policy
from generator.model.prose import AboutTranslation, Translation
from generator.model.record import Record
from generator.model.redirects import Redirects
from generator.model.service import ServiceTeam
from generator.model.site import SiteIdentity, Taxonomy


@dataclass(frozen=True, slots=True)
class FileKind:
    """One kind of file: its name in commands and schemas, its model, and the paths below content/ it has."""

    name: str
    model: type[Record]
    globs: tuple[str, ...]
    """With ``*`` for one folder or file name; ``news/*/*/index.md``."""

    @property
    def front_matter(self) -> bool:
        """Whether the fields stand at the head of a Markdown file rather than in a file of YAML."""
        return self.globs[0].endswith(".md")

    @property
    def schema_file(self) -> str:
        """The name of its schema in the folder of schemas: ``job.schema.json``."""
        return f"{self.name}.schema.json"


KINDS: tuple[FileKind, ...] = (
    FileKind("news", News, ("news/*/*/index.md",)),
    FileKind("achievement", Achievement, ("achievements/*/index.md",)),
    FileKind("policy", Policy, ("policies/*/index.md",)),
    FileKind("page", Page, ("pages/*/index.md",)),
    FileKind(
        "translation",
        Translation,
        (
            "news/*/*/index.en.md",
            "achievements/*/index.en.md",
            "policies/*/index.en.md",
            "pages/*/index.en.md",
        ),
    ),
    FileKind("about-translation", AboutTranslation, ("alliances/*/about.en.md",)),
    FileKind("job", Job, ("jobs/*.yml",)),
    FileKind("event", Event, ("events/*.yml",)),
    FileKind("service", ServiceTeam, ("services/*.yml",)),
    FileKind("alliance", Alliance, ("alliances/*/alliance.yml",)),
    FileKind("chain", Chain, ("alliances/*/chain.yml",)),
    FileKind("hub", SiteIdentity, ("hub.yml",)),
    FileKind("taxonomy", Taxonomy, ("taxonomy.yml",)),
    FileKind("redirects", Redirects, ("redirects.yml",)),
)
"""Every file with fields that an editor writes."""


def kind_of(path: str) -> FileKind | None:
    """Return the kind of the file at *path* below content/; None for texts without fields and for pictures."""
    depth = path.count("/")
    for kind in KINDS:
        if any(glob.count("/") == depth and fnmatchcase(path, glob) for glob in kind.globs):
            return kind
    return None


def kind_named(name: str) -> FileKind:
    """Return the kind called *name*; raises KeyError when there is none."""
    return {kind.name: kind for kind in KINDS}[name]
