"""What a build is asked for, before anything is read: the settings of the project, the day, the language.

Here and in the command line the clock and the environment are read. Nothing heavy is imported: a build that has
nothing to do needs no more than this.
"""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from generator.digests import digest_of
from generator.settings import SettingsError
from generator.zone import HUB_ZONE

if TYPE_CHECKING:
    from generator.problems import ProblemLang

_INHERIT = re.compile(r"^INHERIT:[ \t]*[\"']?([^\s\"'#]+)", re.MULTILINE)
_ENV = re.compile(r"!ENV\b([^\n]*)")


@dataclass(frozen=True, slots=True)
class Project:
    """What mkdocs.yml says of the hub, before the environment and the clock: absolute paths, texts as they stand.

    `reusable` is false when other plugins or hooks take part, which might read anything.
    """

    content: str
    theme: str
    docs: str
    site_url: str
    site_dir: str
    as_of: str
    samples: str
    sharing_pictures: str
    reusable: bool
    dev_addr: str
    """Where a preview is served, ``host:port``."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A build of one project: its settings, their digest, where things are kept, and what this very build is for."""

    project: Project
    config: bytes
    cache: Path
    as_of: dt.date
    samples: bool
    sharing_pictures: bool

    @property
    def digest(self) -> bytes:
        """16 bytes for all of it."""
        return digest_of(self.config, self.as_of.isoformat(), str(self.samples), str(self.sharing_pictures))


def asked(project: Project, config: bytes, cache: Path, environ: Mapping[str, str]) -> Asked:
    """What *project*, the environment and the clock ask for; raises SettingsError.

    HUB_AS_OF, HUB_SAMPLES and HUB_SHARING_PICTURES in the environment go before what mkdocs.yml says.
    """
    return Asked(
        project,
        config,
        cache,
        day_of(environ.get("HUB_AS_OF") or project.as_of, environ),
        _is_on(environ.get("HUB_SAMPLES") or project.samples),
        _is_on(environ.get("HUB_SHARING_PICTURES") or project.sharing_pictures),
    )


def config_digest(config_file: Path, environ: Mapping[str, str]) -> bytes:
    """16 bytes for what *config_file*, the files it inherits from and the variables that they name say."""
    parts: list[bytes] = [os.fsencode(config_file.resolve())]
    file, seen = config_file, set[Path]()
    while file.resolve() not in seen:
        seen.add(file.resolve())
        try:
            data = file.read_bytes()
        except OSError:
            break
        parts.append(data)
        text = data.decode("utf-8", "replace")
        for line in _ENV.findall(text):
            for name in re.findall(r"\w+", line):
                parts += [name.encode(), environ.get(name, "\0").encode("utf-8", "surrogateescape")]
        if (match := _INHERIT.search(text)) is None:
            break
        file = file.parent / match[1]
    return digest_of(*parts)


def _is_on(said: str) -> bool:
    return said.lower() not in ("false", "no", "0", "off")


def day_of(given: object, environ: Mapping[str, str]) -> dt.date:
    """The day to build for: as given, else SOURCE_DATE_EPOCH, else today in Asia/Shanghai."""
    if isinstance(given, dt.date):
        return given
    if given:
        try:
            return dt.date.fromisoformat(str(given))
        except ValueError:
            raise SettingsError(f"as_of: {given} is not a date such as 2026-11-22") from None
    epoch = environ.get("SOURCE_DATE_EPOCH", "")
    now = dt.datetime.fromtimestamp(int(epoch), HUB_ZONE) if epoch.isdigit() else dt.datetime.now(HUB_ZONE)
    return now.date()


def problem_language(environ: Mapping[str, str]) -> ProblemLang:
    """The language for editors: HUB_LANG, else English where the locale is English, else Chinese."""
    wanted = environ.get("HUB_LANG") or environ.get("LC_ALL") or environ.get("LC_MESSAGES") or environ.get("LANG") or ""
    return "en" if wanted.startswith("en") else "zh"
