"""What a build is asked for. Plain values; the command line and the engine fill them in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit


class SettingsError(Exception):
    """The settings of a build are missing or wrong: a matter of mkdocs.yml or of the command, not of the content."""


@dataclass(frozen=True, slots=True)
class Settings:
    """One build: where from, for which address, for which day."""

    content: Path
    theme: Path
    site_url: str
    """Full address of the site's root, ending in a slash: ``https://hub.example/`` or ``https://x.example/base/``."""
    as_of: dt.date
    """The day the site is built for, Asia/Shanghai."""
    samples: bool = True
    """Whether samples are shown."""
    sharing_pictures: bool = False
    """Whether pages have pictures with their titles, for networks to show beside links; else one stands for all."""

    @property
    def base(self) -> str:
        """The path of the site's root on its host, with slashes at both ends."""
        return urlsplit(self.site_url).path or "/"
