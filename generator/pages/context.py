"""What every page function is given: the edition, the language, the words, and how addresses are made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import quote

from generator.addresses import address_of, localised, quoted
from generator.model.hub import Edition, Media
from generator.model.item import Article, Item
from generator.model.prose import Markup
from generator.model.record import LANGS, Contact, Figure, Lang, LongText, Picture, Source, Text
from generator.pages.keys import Keys
from generator.pages.views import (
    Badge,
    BadgeKind,
    ContactView,
    FigureView,
    Frame,
    Link,
    PictureView,
    Row,
    Said,
    SourceView,
)
from generator.pages.words import number_words
from generator.pictures.renditions import TYPES, Rendition, renditions, srcset
from generator.strings import Strings

HTML_LANG: dict[Lang, str] = {"zh": "zh-Hans", "en": "en"}
"""The `lang` attribute of each language (rule H4), which is also its hreflang."""

_SRCSET = re.compile(r' srcset="[^"]*"')

SECTIONS = ("alliances", "achievements", "news", "jobs", "events", "policies", "services")


@dataclass(frozen=True, slots=True)
class Context:
    """One language of one edition. `base` and `site_url` end in a slash."""

    edition: Edition
    lang: Lang
    strings: Strings
    base: str
    site_url: str
    keys: Keys
    length_of: Callable[[Rendition], int] = field(default=lambda _: 0, compare=False, repr=False)
    """The size of a picture's file in bytes, for feeds; 0 where nobody wants to know (R6)."""
    cards: bool = False
    """Whether pages have sharing pictures with their titles."""
    rows: dict[str, Row] = field(default_factory=dict, compare=False, repr=False)
    """Rows already made, by the item's path: an item shows in many lists, always the same."""
    hub_pictures: dict[Lang, PictureView] = field(default_factory=dict, compare=False, repr=False)
    """The picture that most pages are shared with, by language, once it is made."""

    @property
    def other(self) -> Lang:
        """The language the switch leads to."""
        return "en" if self.lang == "zh" else "zh"

    def word(self, key: str, /, **values: object) -> str:
        """An interface word in the page's language."""
        return self.strings.word(self.lang, key, **values)

    def url(self, path: str, lang: Lang | None = None) -> str:
        """The address of *path* below the language's root, for ``href``."""
        return self.base + quoted(localised(path, lang or self.lang))

    def full_url(self, path: str, lang: Lang | None = None) -> str:
        """The same with scheme and host."""
        return self.site_url + quoted(localised(path, lang or self.lang))

    # Texts

    def say(self, text: Text | LongText) -> Said:
        """*text* in the page's language, or in Chinese where it is not translated."""
        return Said(*text.best(self.lang))

    def maybe(self, text: Text | None) -> Said | None:
        """The same for a text that may be absent."""
        return self.say(text) if text is not None else None

    def own(self, text: str) -> Said:
        """An interface word as a text in the page's language."""
        return Said(text, self.lang)

    def paragraphs(self, text: LongText | None) -> tuple[Said, ...]:
        """The paragraphs of *text*; a single line break joins lines."""
        if text is None:
            return ()
        words, lang = text.best(self.lang)
        joint = "" if lang == "zh" else " "
        blocks = (block.strip() for block in words.split("\n\n"))
        return tuple(Said(joint.join(block.split("\n")), lang) for block in blocks if block)

    def html(self, markup: Markup, root: str | None = None) -> str:
        """The HTML of a text with its addresses below *root*, by default the site's base path.

        A link to something that is not out yet, or no longer shown, keeps its words and loses the link.
        """
        html = markup.html
        for target in markup.targets:
            address = address_of(target.path, "zh")
            if target.picture or address is None or target.path.startswith("handbook/"):
                continue
            if address not in self.edition.paths:
                for written in {address, localised(address, "en")}:
                    html = re.sub(rf'<a href="hub:/{re.escape(quote(written))}(?:#[^"]*)?">(.*?)</a>', r"\1", html)
        below = root or self.base
        if " srcset=" in html:
            html = _SRCSET.sub(lambda match: match[0].replace(", hub:/", f", {below}"), html)
        return html.replace('"hub:/', f'"{below}')

    # Small views

    def badge(self, kind: BadgeKind) -> Badge:
        """The badge *kind* with its word."""
        return Badge(kind, self.word(f"badge_{kind}"))

    def sample(self, marked: bool) -> tuple[Badge, ...]:
        """The sample badge where something is *marked* as one."""
        return (self.badge("sample"),) if marked else ()

    def link(self, item: Item, title: Text) -> Link:
        """A link to *item* in the page's language."""
        return Link(self.say(title), self.url(item.path))

    def alliance_links(self, ids: Iterable[str]) -> tuple[Link, ...]:
        """Links to alliances by their short names; those not shown are left out."""
        shown = self.edition.alliance_by_id
        return tuple(self.link(shown[name], shown[name].short_name) for name in ids if name in shown)

    def alliance_names(self, ids: Iterable[str]) -> tuple[Said, ...]:
        """Short names of alliances, for a kicker."""
        shown = self.edition.alliance_by_id
        return tuple(self.say(shown[name].short_name) for name in ids if name in shown)

    def tag_links(self, tags: Iterable[str]) -> tuple[Link, ...]:
        """Links to the pages of *tags*."""
        labels = self.edition.hub.taxonomy.tags
        return tuple(Link(self.say(labels[tag]), self.url(f"tags/{tag}/")) for tag in tags)

    def qualifier(self, qualifier: str) -> str:
        """What stands before a number that is not exact."""
        return {"exact": "", "over": self.word("over"), "about": self.word("about_number")}[qualifier]

    def figure(self, figure: Figure) -> FigureView:
        """*figure* with its number written out."""
        source = figure.source
        return FigureView(
            number_words(figure.value),
            self.qualifier(figure.qualifier),
            self.say(figure.unit),
            self.say(figure.measures),
            self.maybe(figure.organisation),
            self.say(source.name) if source else None,
            source.url if source else None,
        )

    def figures(self, figures: Iterable[Figure]) -> tuple[FigureView, ...]:
        """Several figures."""
        return tuple(self.figure(figure) for figure in figures)

    def source(self, source: Source | None) -> SourceView | None:
        """Where an item comes from."""
        return SourceView(self.say(source.name), source.url) if source else None

    def contact(self, contact: Contact | None) -> ContactView | None:
        """How to reach somebody."""
        if contact is None:
            return None
        return ContactView(
            self.maybe(contact.name), contact.phone, contact.email, contact.url, self.maybe(contact.address)
        )

    def picture(self, item: Item, picture: Picture | None) -> PictureView | None:
        """The leading picture of *item*."""
        if picture is None:
            return None
        return self._view(
            self.edition.hub.media[f"{item.file.rpartition('/')[0]}/{picture.file}"], self.say(picture.alt)
        )

    def _view(self, media: Media, alt: Said) -> PictureView:
        files = renditions(media)
        plain = files.plain
        sources = tuple((TYPES[family[0].kind], srcset(family, self.base)) for family in files.sources)
        return PictureView(self.base + plain.path, alt, plain.width, plain.height, sources)

    def first_picture(self, item: Article) -> PictureView | None:
        """The leading picture of *item*, or else the first of its text, which has its words there."""
        if item.cover is not None:
            return self.picture(item, item.cover)
        markup, lang = item.body.best(self.lang)
        media = (self.edition.hub.media.get(target.path) for target in markup.targets if target.picture)
        found = next((one for one in media if one is not None), None)
        return self._view(found, Said("", lang)) if found is not None else None

    # The frame around an article

    def frame(
        self,
        section: str,
        path: str,
        title: str,
        description: str,
        trail: Iterable[Link] = (),
        *,
        indexed: bool = True,
        translated: bool = True,
        **more: object,
    ) -> Frame:
        """The frame of the page at *path*.

        *translated* is false where the page only repeats the Chinese original: its canonical is then the
        original and it has no alternates (H2, H3). *trail* is what stands between home and this page.
        """
        lang = self.lang
        fallback = lang == "en" and not translated
        below = quoted(path)
        at: dict[Lang, str] = {one: localised(below, one) for one in LANGS}
        shown_in: tuple[Lang, ...] = LANGS if translated else ("zh",)
        alternates: tuple[tuple[str, str], ...] = ()
        if indexed and not fallback:
            original = ("x-default", self.site_url + at["zh"])
            alternates = (*((HTML_LANG[one], self.site_url + at[one]) for one in shown_in), original)
        url = self.base + at[lang]
        crumbs: tuple[Link, ...] = ()
        if path:
            home = Link(Said(self.word("home"), lang), self.base + localised("", lang))
            crumbs = (home, *trail, Link(Said(title, "zh" if fallback else lang), url, current=True))
        return Frame(
            lang=lang,
            section=section,
            title=title,
            description=description,
            path=path,
            url=url,
            canonical=self.site_url + at["zh" if fallback else lang],
            alternates=alternates,
            switch_url=self.base + at[self.other],
            breadcrumbs=crumbs,
            indexed=indexed,
            fallback=fallback,
            **more,  # type: ignore[arg-type]
        )

    def section_link(self, section: str) -> Link:
        """A link to the list of *section*."""
        return Link(self.own(self.word(f"section_{section}")), self.url(f"{section}/"))
