"""What each file of the site depends on, as digests: the keys of outputs.

A key must change whenever the bytes would. So the rule is to depend on everything, and what depends on less says
so: the own pages of records, lists, months, feeds and calendars. Everything means how every record looks in a list
(the text of an article shows on its own page, in feeds and in the search only), and the day. The ground, which is
part of every key, holds what all pages share: program and theme, settings, names of the hub and its alliances,
taxonomy, old addresses.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from generator.addresses import address_of
from generator.digests import digest_of
from generator.model.event import Event
from generator.model.hub import Edition, text_digest
from generator.model.item import Article, Item
from generator.model.job import Job
from generator.model.policy import Policy
from generator.model.prose import Markup
from generator.model.record import Lang


class Keys:
    """Digests of one edition; *program* stands for the program, the theme and the settings."""

    def __init__(self, edition: Edition, program: bytes) -> None:
        self._edition = edition
        self._looks: dict[str, bytes] = {}
        self._rows: dict[str, bytes] = {}
        self._titles: dict[str, bytes] = {}
        self._parts: dict[str, bytes] = {}
        self._links: dict[str, bytes] = {}
        hub = edition.hub
        shared = sorted((path, digest) for path, digest in hub.digests.items() if "/" not in path)
        alliances = [
            repr((one.id, one.sample, one.name, one.short_name, one.industry, one.summary, one.sign))
            for one in hub.alliances
        ]
        footer = [repr((page.id, page.title)) for page in hub.pages]
        shared_parts = [part for path, digest in shared for part in (path, digest)]
        self._ground = digest_of(program, *shared_parts, *alliances, "", *footer)

    def all(self, *more: bytes | str) -> bytes:
        """The key of what may depend on anything."""
        return digest_of(self._ground, self._everything, *more)

    def only(self, *more: bytes | str) -> bytes:
        """The key of what depends on the ground and on *more*."""
        return digest_of(self._ground, *more)

    @property
    def day(self) -> str:
        """The day of the edition, for what changes with every day."""
        return self._edition.day.isoformat()

    @cached_property
    def _everything(self) -> bytes:
        return digest_of(self.day, *(self.look(item) for item in self._edition.hub.items()))

    def section(self, items: Iterable[Item]) -> bytes:
        """How the *items* look in a list, and in which order."""
        return digest_of(b"".join(map(self.look, items)))  # all of one length

    def texts(self, items: Iterable[Item], lang: Lang) -> bytes:
        """All that the *items* say in *lang*, and in which order."""
        return digest_of(b"".join([self.said(item, lang) for item in items]))

    def part(self, path: str, items: Iterable[Item]) -> bytes:
        """The same for the list, or the part of one, at *path*: it holds the same items in both languages."""
        found = self._parts.get(path)
        if found is None:
            found = self._parts[path] = self.section(items)
        return found

    def look(self, item: Item) -> bytes:
        """What *item* says in a list today. The text of an article does not: most edits change nothing else."""
        found = self._looks.get(item.file)
        if found is None:
            own = self._edition.hub.looks.get(item.file) or self._own(item)
            found = self._looks[item.file] = digest_of(item.path, own, self._state(item))
        return found

    def row(self, item: Item) -> bytes:
        """All that *item* says today."""
        found = self._rows.get(item.file)
        if found is None:
            found = self._rows[item.file] = digest_of(self.look(item), self._own(item))
        return found

    def said(self, item: Item, lang: Lang) -> bytes:
        """All that *item* says today in *lang*: the text of an article in the other language is not in it."""
        texts = self._edition.hub.texts.get(item.file)
        return digest_of(self.look(item), self._own(item) if texts is None else text_digest(texts, lang))

    def title(self, article: Article) -> bytes:
        """Address and title of *article*."""
        found = self._titles.get(article.file)
        if found is None:
            found = self._titles[article.file] = digest_of(article.path, article.title.zh, article.title.en or "")
        return found

    def text(self, item: Item, lang: Lang) -> bytes:
        """The key of what says in *lang* all that *item* has, and nothing of others but whether they are shown."""
        return digest_of(self._ground, self.said(item, lang), self.links(item))

    def page(self, item: Item, neighbours: Iterable[Item], *more: bytes | str) -> bytes:
        """The key of the own pages of *item*, beside its *neighbours*."""
        whole = digest_of(self._ground, self.row(item), self.links(item))
        return digest_of(whole, *map(self.look, neighbours), "", *more)

    def links(self, item: Item) -> bytes:
        """Which of the records that the texts of *item* link to are shown: a link to another loses its address."""
        if not isinstance(item, Article):
            return b""
        found = self._links.get(item.file)
        if found is None:
            body = item.body
            texts: tuple[Markup, ...] = (body.zh, body.en or body.zh)
            found = self._links[item.file] = bytes(
                address_of(target.path, "zh") in self._edition.paths
                for markup in texts
                for target in markup.targets
                if not target.picture
            )
        return found

    def _own(self, item: Item) -> bytes:
        return self._edition.hub.digests.get(item.file, b"")

    def _state(self, item: Item) -> str:
        """What the day makes of *item*."""
        day = self._edition.day
        if isinstance(item, Job):
            return f"{item.is_open(day)} {item.is_closing(day)}"
        if isinstance(item, Event):
            return self.day
        updated = getattr(item, "updated", None)
        ahead = "ahead" if updated is not None and updated > day else ""
        return f"{ahead} {self._edition.is_current(item)}" if isinstance(item, Policy) else ahead


class NoKeys(Keys):
    """In the place of keys where nothing is kept, so that nothing has to be worked out for them."""

    def all(self, *more: bytes | str) -> bytes:
        """No key."""
        return b""

    def only(self, *more: bytes | str) -> bytes:
        """No key."""
        return b""

    def section(self, items: Iterable[Item]) -> bytes:
        """No key."""
        return b""

    def texts(self, items: Iterable[Item], lang: Lang) -> bytes:
        """No key."""
        return b""

    def look(self, item: Item) -> bytes:
        """No key."""
        return b""

    def row(self, item: Item) -> bytes:
        """No key."""
        return b""

    def title(self, article: Article) -> bytes:
        """No key."""
        return b""

    def said(self, item: Item, lang: Lang) -> bytes:
        """No key."""
        return b""

    def text(self, item: Item, lang: Lang) -> bytes:
        """No key."""
        return b""

    def page(self, item: Item, neighbours: Iterable[Item], *more: bytes | str) -> bytes:
        """No key."""
        return b""
