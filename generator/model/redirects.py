"""redirects.yml: old addresses that lead to new ones, and the identity that a renamed record keeps."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Annotated, Any

from pydantic import BeforeValidator, Field

from generator.model.item import Item
from generator.model.record import Flag, Record

REDIRECTS_FILE = "redirects.yml"
"""Where the list stands, relative to content/. The file may be absent."""


def _below_the_root(value: Any) -> Any:
    """Take an address as a browser shows it: without the slash and the language in front, with one at the end."""
    if not isinstance(value, str) or not value.strip():
        return value
    return value.strip().strip("/").removeprefix("en/") + "/"


Address = Annotated[
    str,
    BeforeValidator(_below_the_root),
    Field(pattern=r"^(?:[a-z0-9-]+/)+$", max_length=200),
]
"""An address below a language's root, such as ``news/2026-11-20-job-fair/``; it stands for both languages."""


class Redirect(Record, title="改过的网址 / Address that moved"):
    """One address that moved."""

    source: Address = Field(
        alias="from",
        title="旧网址 / Old address",
        description="不带域名，如 news/old-id/ / without the domain, such as news/old-id/",
        examples=["news/2026-11-22-sample-trip/"],
    )
    target: Address = Field(alias="to", title="新网址 / New address", examples=["news/2026-11-22-sample-visit/"])
    merged: Flag = Field(
        False,
        title="并入 / Merged",
        description="旧内容并入了本来就有的另一条 / the old record became part of another one that was there before",
        examples=[True],
    )


class Redirects(Record, title="改过的网址 / Addresses that moved"):
    """All addresses that moved. A page renamed twice needs two lines: from the first to the second, and on."""

    redirects: tuple[Redirect, ...] = Field((), title="改过的网址 / Addresses that moved")

    @cached_property
    def by_source(self) -> Mapping[str, str]:
        """Where each old address leads, one step."""
        return {one.source: one.target for one in self.redirects}

    @cached_property
    def renamed_from(self) -> Mapping[str, str]:
        """What each address was called before; addresses that only took in others are not in it."""
        return {one.target: one.source for one in reversed(self.redirects) if not one.merged}

    def final(self, address: str) -> str:
        """Where *address* leads in the end; itself when it never moved, or moves in a circle."""
        seen = {address}
        at = address
        while (following := self.by_source.get(at)) is not None:
            if following in seen:
                return address
            seen.add(following)
            at = following
        return at


def permanent_id(redirects: Redirects, item: Item) -> str:
    """Return the id that feeds and calendars know *item* by: the oldest one of its chain of renames.

    Rules R36 and C22: a GUID and a UID outlive the address they were made from. Only renames within the section
    count; a record that others were merged into keeps the id it had.
    """
    prefix = item.path.removesuffix(f"{item.id}/")
    at, seen = item.path, {item.path}
    while (before := redirects.renamed_from.get(at)) is not None:
        name = before.removeprefix(prefix).rstrip("/")
        if before in seen or not before.startswith(prefix) or "/" in name:
            break
        seen.add(before)
        at = before
    return at.removeprefix(prefix).rstrip("/")
