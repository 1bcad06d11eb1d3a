"""From the files of content/ to a `Hub`: each file to its record, each record to its model."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any, TypeVar, cast

from pydantic import BaseModel, ValidationError

from generator.addresses import address_of, may_hold_picture
from generator.digests import digest_of
from generator.looks import Row, rows_of
from generator.model.achievement import Achievement
from generator.model.alliance import Alliance
from generator.model.chain import Chain
from generator.model.event import Event
from generator.model.hub import Hub, Media
from generator.model.item import Article, Item
from generator.model.job import Job
from generator.model.news import News
from generator.model.page import Page
from generator.model.policy import Policy
from generator.model.prose import AboutTranslation, Body, Markup, Translation
from generator.model.record import ID, LANGS, RESERVED_IDS, Lang
from generator.model.redirects import REDIRECTS_FILE, Redirects
from generator.model.service import ServiceTeam
from generator.model.site import SiteIdentity, Taxonomy
from generator.nearest import Near, folded, guess, nearest
from generator.pictures.encoding import Encoding
from generator.problems import Loc, Location, Mend, Place, Problem, Renaming, Replacement
from generator.reading.characters import remarks
from generator.reading.fields import field_names, field_problems, nearest_field
from generator.reading.files import PICTURE, PICTURE_LIMIT, Found, decode, handbook_paths, read_bytes, scan
from generator.reading.front_matter import Parts, split
from generator.reading.markdown import Text, convert
from generator.reading.pictures import FOREIGN, SMALLEST_COVER, foreign, measure
from generator.reading.shelf import Folder, Shelf, Source, Sources, Unit
from generator.reading.translations import TEXT_FIELDS
from generator.reading.yaml import Document, parse

M = TypeVar("M", bound=BaseModel)
A = TypeVar("A", bound=Article)
R = TypeVar("R", bound=Item)
Words = Callable[[Lang, str], str]

ARTICLES: Mapping[str, type[Article]] = {
    "news": News,
    "achievements": Achievement,
    "policies": Policy,
    "pages": Page,
}
SINGLE: Mapping[str, type[Item]] = {"jobs": Job, "events": Event, "services": ServiceTeam}
_ID = re.compile(ID)
_YEAR = re.compile(r"[0-9]{4}")
_NEWS_ID = re.compile(rf"(\d{{4}}-\d{{2}}-\d{{2}})-{ID}")


def read_hub(
    root: Path,
    word: Words,
    encoding: Encoding,
    shelf: Shelf | None = None,
    rows: Sequence[Row] | None = None,
) -> tuple[Hub | None, list[Problem]]:
    """Read everything below *root*; files of problems are relative to it.

    The hub is None when anything is wrong, except for the files that are only surplus. *word* looks up the
    few interface words that belong inside texts (the title of an alert, a footnote's way back). *encoding* says
    of each picture what it is. Records that earlier builds left on *shelf* are taken from there, new ones put there.
    *rows* is what lies below *root*, where that is known already.
    """
    found, problems = scan(rows_of(root) if rows is None else rows)
    reader = _Reader(root, {file.path: file for file in found}, word, problems, encoding, shelf or Shelf(None))
    hub = reader.hub()
    reader.shelf.close()
    return hub, reader.problems


def read_texts(
    root: Path, word: Words, encoding: Encoding, shelf: Shelf, rows: Sequence[Row], changed: Collection[str]
) -> tuple[Hub, list[Problem]] | None:
    """Read the articles in the folders *changed* again; all other records are those on *shelf*.

    That is what `read_hub` returns where all files but the texts of these articles are as the shelf has them: who
    asks has to know it, and that nothing but remarks on texts was said of the content. None where anything is wrong,
    or a record is not on the shelf.
    """
    folders = {"", *changed}
    paths = [row.path for row in rows if row.kind == "file" and not row.path.startswith("handbook/")]
    files = {
        row.path: Found(row.path, row.size, (row.modified, row.changed, row.inode))
        for row in rows
        if row.kind == "file" and (row.path.rpartition("/")[0] in folders or PICTURE.search(row.path))
    }
    reader = _Reader(root, files, word, [], encoding, shelf, paths)
    hub = reader.with_texts_of(changed)
    if hub is None or any(problem.severity == "error" for problem in reader.problems):
        return None
    shelf.close()
    return hub, reader.problems


class _Reader:
    """Reads each file once and gathers problems on the way. It lives for one `read_hub`."""

    def __init__(
        self,
        root: Path,
        files: dict[str, Found],
        word: Words,
        problems: list[Problem],
        encoding: Encoding,
        shelf: Shelf,
        paths: Iterable[str] = (),
    ) -> None:
        """Read *files*; *paths* are those of further ones that texts may link to."""
        self.root = root
        self.files = files
        self.linkable = dict.fromkeys((*files, *paths, *handbook_paths(root)))
        self.word = word
        self.problems = problems
        self.encoding = encoding
        self.media: dict[str, Media] = {}
        self.names: dict[str, str] = {}
        """The ids of tags, categories and alliances by their Chinese names, which beginners write instead."""
        self.used: set[str] = set()
        self.unread: set[str] = set()
        self.shelf = shelf
        self.content = Folder(root, files, self.linkable)
        self.read: dict[str, bytes] = {}
        self.digests: dict[str, bytes] = {}
        self.looks: dict[str, bytes] = {}
        self.texts: dict[str, bytes] = {}
        self.heads: dict[str, str] = {}
        """What stands above the text of each Markdown file that was read."""
        self.folders: dict[str, list[str]] = defaultdict(list)
        for path in files:
            self.folders[path.rpartition("/")[0]].append(path.rpartition("/")[2])

    def hub(self) -> Hub | None:
        site = self.yaml_record("hub.yml", SiteIdentity, {})
        taxonomy = self.yaml_record("taxonomy.yml", Taxonomy, {})
        if site is not None and site.government is not None and site.government.mark is not None:
            self.site_mark(site.government.mark.file)
        if taxonomy is not None:
            for known in (taxonomy.tags, taxonomy.event_categories):
                self.names |= {label.zh: id_ for id_, label in known.items()}
        alliances = self.alliances()
        self.names |= {alliance.name.zh: alliance.id for alliance in alliances}
        records: dict[str, list[Any]] = {"alliances": alliances}
        records |= {name: self.articles(name, model) for name, model in ARTICLES.items()}
        records |= {name: self.singles(name, model) for name, model in SINGLE.items()}
        redirects = self.yaml_record(REDIRECTS_FILE, Redirects, {}) if REDIRECTS_FILE in self.files else None
        self.surplus()
        if site is None or taxonomy is None:
            return None
        return self.gathered(site, taxonomy, records, redirects)

    def with_texts_of(self, changed: Collection[str]) -> Hub | None:
        """Return the hub with the articles in the folders *changed* as they are now, and the others as they were."""
        site = self.yaml_record("hub.yml", SiteIdentity, {})
        taxonomy = self.yaml_record("taxonomy.yml", Taxonomy, {})
        redirects = self.yaml_record(REDIRECTS_FILE, Redirects, {}) if REDIRECTS_FILE in self.files else None
        if site is None or taxonomy is None:
            return None
        if site.government is not None and site.government.mark is not None:
            self.site_mark(site.government.mark.file)
        records: dict[str, list[Any]] = {section: [] for section in ("alliances", *ARTICLES, *SINGLE)}
        for name, unit in self.shelf.old().items():
            section, record = unit.record.section, unit.record
            if name in changed:
                own = sorted(f"{name}/{file}" for file in self.folders[name])
                read = self.shelved(name, own, partial(self.article, name, ARTICLES[section]))
                if read is None:
                    return None
                record = read
            else:
                self.shelf.take(unit)
                self.media.update((media.path, media) for media in unit.media)
                self.problems += unit.remarks
                self.noted(unit)
            records[section].append(record)
        return self.gathered(site, taxonomy, records, redirects)

    def gathered(
        self, site: SiteIdentity, taxonomy: Taxonomy, records: Mapping[str, list[Any]], redirects: Redirects | None
    ) -> Hub:
        """Return the hub of what was read."""
        return Hub(
            site=site,
            taxonomy=taxonomy,
            alliances=_ordered(records["alliances"], lambda a: (a.order, a.id)),
            news=_ordered(records["news"], _newest),
            achievements=_ordered(records["achievements"], _newest),
            policies=_ordered(records["policies"], _newest),
            pages=_ordered(records["pages"], lambda p: p.id),
            jobs=_ordered(records["jobs"], lambda j: (-j.posted.toordinal(), j.id)),
            events=_ordered(records["events"], lambda e: (str(e.start), e.id)),
            services=_ordered(records["services"], lambda s: (s.order, s.id)),
            media=self.media,
            redirects=redirects or Redirects(),
            unread=frozenset(self.unread),
            digests={path: digest for path, digest in self.read.items() if "/" not in path} | self.digests,
            looks=self.looks,
            texts=self.texts,
        )

    # One file

    def text(self, path: str) -> str | None:
        """The text of *path*; what is wrong with it is noted."""
        self.used.add(path)
        data = read_bytes(self.root, self.files[path])
        if isinstance(data, bytes):
            self.read[path] = digest_of(data)
        text = decode(data, path) if isinstance(data, bytes) else data
        if isinstance(text, Problem):
            self.problems.append(text)
            return None
        self.problems += remarks(text, path)
        return text

    def shelved(self, name: str, own: list[str], read: Callable[[], R | None]) -> R | None:
        """Return the record of the unit *name*: from the shelf when its *own* files and pictures are as they were.

        Only a record without errors is kept; what is remarked about its texts is kept with it, and said in every
        run. What is remarked about a picture is said once, by whichever record shows it first, so no record keeps it.
        """
        unit = self.shelf.find(name, own, self.content)
        if unit is None:
            before = len(self.problems)
            record = read()
            if record is None:
                return None
            unit = self.unit(name, own, record)
            if unit is None:
                return record
            remarks = tuple(self.problems[before:])
            if all(one.severity == "warning" and not PICTURE.search(one.file) for one in remarks):
                unit = self.shelf.keep(unit._replace(remarks=remarks))
        else:
            self.used.update(unit.used)
            self.media.update((media.path, media) for media in unit.media)
            self.problems += unit.remarks
        self.noted(unit)
        return cast("R", unit.record)

    def noted(self, unit: Unit) -> None:
        """Note what *unit* was read from."""
        file = unit.record.file
        self.digests[file], self.looks[file], self.texts[file] = unit.digest, unit.look, unit.texts

    def unit(self, name: str, own: list[str], record: Item) -> Unit | None:
        """Gather what *record* was read from; None when a file has gone meanwhile."""
        body = getattr(record, "body", None) or getattr(record, "about", None)
        markups = (body.zh, body.en) if isinstance(body, Body) else ()
        targets = [target for markup in markups if markup is not None for target in markup.targets]
        elsewhere = {target.path for target in targets if target.picture} - set(own)
        paths = (*own, *sorted(elsewhere))
        found = (self.shelf.source(self.files[path], self.root, self.read.get(path)) for path in paths)
        sources = tuple(source for source in found if source is not None)
        if len(sources) < len(paths):
            return None
        return Unit(
            name=name,
            record=record,
            sources=Sources.of(sources),
            own=len(own),
            used=tuple(path for path in paths if path in self.used),
            media=tuple(self.media[path] for path in paths if path in self.media),
            links=tuple(sorted({target.path for target in targets})),
            digest=digest_of(*(part for source in sources for part in (source.path, source.digest))),
            look=digest_of(*self.look(record, sources)),
            texts=_said(record, "zh", sources) + _said(record, "en", sources),
        )

    def look(self, record: Item, sources: Iterable[Source]) -> Iterator[bytes | str]:
        """Yield what decides how *record* looks in a list: of an article, all but what stands below the fields.

        Whether the English text is there and up to date shows in a list, too.
        """
        if isinstance(record, Article):
            body = record.body
            yield repr((body.en is not None, body.outdated, body.confirmed))
        for source in sources:
            yield source.path
            yield self.heads.pop(source.path, source.digest) if isinstance(record, Article) else source.digest

    def yaml_record(self, path: str, model: type[M], identity: Mapping[str, Any]) -> M | None:
        """Read the YAML file *path* as *model*; *identity* holds the fields that come from the path."""
        if path not in self.files:
            self.missing(path)
            return None
        text = self.text(path)
        if text is None:
            return None
        document, problems = parse(text, path)
        self.problems += problems
        if document is None:
            return None
        return self.validated(document, model, document.values, identity)

    def missing(self, path: str) -> None:
        """Note that *path* has to be there, and which file of its folder may be the one with another name."""
        folder, _, name = path.rpartition("/")
        spare = [one for one in self.folders.get(folder, ()) if address_of(f"{folder}/{one}".lstrip("/"), "zh") is None]
        near = nearest(name, spare)
        mend = None
        if near is not None and near.value not in ("hub.yml", "taxonomy.yml", REDIRECTS_FILE):
            mend = Renaming(f"{folder}/{near.value}".lstrip("/"), path, sure=near.sure)
        found = near.value if mend and near else None
        hints = {
            "guess_zh": f"是不是叫成了 `{found}`？" if found else "",
            "guess_en": f"Is it called `{found}`? " if found else "",
        }
        self.problems.append(Problem(path, Place(), "E108", {"missing": path, **hints}, mend))

    def validated(
        self,
        document: Document,
        model: type[M],
        values: Mapping[str, Any],
        identity: Mapping[str, Any],
        shorten: Callable[[Loc], Loc] = lambda loc: loc,
    ) -> M | None:
        """Return *values* as *model*, or note what is wrong with them."""
        own = {key: value for key, value in values.items() if key not in identity}
        for key in document.values:
            if key in identity:
                facts = {"field": key, "allowed": field_names(model)} | guess(nearest_field(key, model))
                self.problems.append(Problem(document.file, document.key_place((key,)), "E122", facts))
        try:
            return model.model_validate({**own, **identity})
        except ValidationError as error:
            self.problems += field_problems(error, model, document, shorten, self.names)
            return None

    def markup(self, path: str, source: str, lang: Lang, first_line: int, fingerprinted: str) -> Markup:
        """Convert one Markdown text and note what is wrong in it."""
        markup, problems = convert(
            Text(path, source, lang, first_line),
            self.linkable,
            self.picture,
            lambda key: self.word(lang, key),
            fingerprinted,
        )
        self.problems += problems
        return markup

    def picture(self, path: str) -> Media | Problem:
        """Measure the picture at *path*, once."""
        if path in self.media:
            return self.media[path]
        self.used.add(path)
        if FOREIGN.search(path):
            return foreign(path)
        if (source := self.shelf.source(self.files[path], self.root)) is not None:
            self.read[path] = source.digest
        if self.files[path].size > PICTURE_LIMIT:
            facts = {"size": self.files[path].size, "limit": PICTURE_LIMIT}
            return Problem(path, Place(), "E102", facts)
        media, remarks = measure(self.root / path, path, self.encoding)
        self.problems += remarks
        if isinstance(media, Media):
            self.media[path] = media
        return media

    # Ids

    def id_of(self, name: str, path: str, example: str) -> str:
        """Return *name* as an id; note it when it cannot be one."""
        if not _ID.fullmatch(name) or name in RESERVED_IDS or len(name) > 80:
            facts = {"found": name, "example": example}
            self.problems.append(Problem(path, Place(), "E106", facts, self.renamed(name, path)))
        return name

    def renamed(self, name: str, path: str, day: str = "") -> Renaming | None:
        """Give *name*, a file's or a folder's in *path*, the form of an id where only its spelling is wrong."""
        id_ = re.sub(r"[\s_.]+", "-", unicodedata.normalize("NFKC", name).strip().lower()).strip("-")
        before, _, after = f"/{path}".rpartition(f"/{name}")
        source, target = f"{before}/{name}"[1:], f"{before}/{id_}"[1:]
        if after.startswith("."):
            source, target = f"{source}{after}", f"{target}{after}"
        taken = any(file == target or file.startswith(f"{target}/") for file in self.files)
        return Renaming(source, target) if _ID.fullmatch(id_) and id_ not in RESERVED_IDS and not taken else None

    def unique(self, items: Iterable[Item]) -> None:
        """Note ids used twice in a section: only news can, in folders of different years."""
        seen: dict[str, str] = {}
        for item in items:
            if item.id in seen:
                facts = {"found": item.id, "other": seen[item.id]}
                others = (Location(seen[item.id], Place()),)
                self.problems.append(Problem(item.file, Place(), "E143", facts, others=others))
            seen.setdefault(item.id, item.file)

    # Kinds

    def singles(self, section: str, model: type[Item]) -> list[Item]:
        """Records in one YAML file each: jobs, events, services."""
        records = []
        for name in self.folders.get(section, ()):
            if name.endswith(".yml"):
                path = f"{section}/{name}"
                identity = {"id": self.id_of(name.removesuffix(".yml"), path, "welder-a"), "file": path}
                record = self.shelved(path, [path], partial(self.yaml_record, path, model, identity))
                if record is not None:
                    records.append(record)
                else:
                    self.unread.add(f"{section}/{identity['id']}/")
        return records

    def articles(self, section: str, model: type[A]) -> list[A]:
        """Records in a folder of their own: index.md, index.en.md and pictures."""
        depth = 3 if section == "news" else 2
        records = []
        for folder in self.folders:
            parts = folder.split("/")
            if parts[0] == section and len(parts) == depth and (section != "news" or _YEAR.fullmatch(parts[1])):
                own = sorted(f"{folder}/{name}" for name in self.folders[folder])
                record = self.shelved(folder, own, partial(self.article, folder, model))
                if record is not None:
                    records.append(record)
                else:
                    self.unread.add(f"{section}/{parts[-1]}/")
        self.unique(records)
        return records

    def article(self, folder: str, model: type[A]) -> A | None:
        """Read the article in *folder*: facts from the Chinese file, texts from both."""
        names = self.folders[folder]
        path, english = f"{folder}/index.md", f"{folder}/index.en.md"
        if "index.md" not in names:
            if "index.en.md" in names:
                self.used.add(english)
                self.problems.append(Problem(english, Place(), "E161", {"missing": path}))
            return None
        name = folder.rpartition("/")[2]
        if model is News:
            self.news_id(name, path)
        else:
            self.id_of(name, path, "green-casting")
        text = self.text(path)
        parts, problems = self.parts(text, path) if text is not None else (None, [])
        self.problems += problems
        translation, en = self.translation(english) if "index.en.md" in names else (None, None)
        if translation is not None and translation.draft:
            translation, en = None, None
        if parts is None or parts.fields is None:
            return None
        document = parts.fields
        values = dict(document.values)
        said = {field: values.get(field) for field in TEXT_FIELDS}
        fingerprinted = "\n".join(str(text) for text in said.values())
        zh = self.markup(path, parts.text, "zh", parts.first_line, fingerprinted)
        if not parts.text.strip() and not any(problem.code == "E118" for problem in problems):
            place = Place(max(1, parts.first_line - 1), 1, 3, "---")
            self.problems.append(Problem(path, place, "E178"))
        for field, value in said.items():
            if isinstance(value, dict | list):
                facts = {"field": field, "example": f"{field}: …"}
                place = document.place((field,))
                self.problems.append(Problem(path, place, "E123", facts))
                values[field] = {"zh": "–"}
            elif value is not None:
                values[field] = {"zh": value, "en": getattr(translation, field, None)}
        original = translation.original if translation is not None else None
        outdated = original not in (None, zh.fingerprint)
        identity = {"id": name, "file": path, "body": Body(zh, en, outdated, confirmed=original is not None)}

        def shorten(loc: Loc) -> Loc:
            return loc[:1] if loc[:1] in (("title",), ("summary",)) else loc

        record = self.validated(document, model, values, identity, shorten)
        if record is not None and record.cover is not None:
            self.cover(record.cover.file, folder, document)
        return record

    def parts(self, text: str, path: str) -> tuple[Parts, list[Problem]]:
        """Cut *text*, the whole of *path*, in two, and note its first part."""
        parts, problems = split(text, path)
        self.heads[path] = text[: len(text) - len(parts.text)]
        return parts, problems

    def news_id(self, name: str, path: str) -> None:
        """Note an id that does not begin with a date, or with one that does not exist."""
        match = _NEWS_ID.fullmatch(name)
        if match is None:
            facts = {"found": name, "example": "2026-11-20-job-fair"}
            mend = self.renamed(name, path)
            dated = mend is not None and _NEWS_ID.fullmatch(mend.target.rpartition("/")[2])
            self.problems.append(Problem(path, Place(), "E106", facts, mend if dated else None))
            return
        try:
            dt.date.fromisoformat(match[1])
        except ValueError:
            self.problems.append(Problem(path, Place(), "E154", {"found": match[1]}))

    def translation(self, path: str) -> tuple[Translation | None, Markup | None]:
        """Read an ``.en.md`` file: a title, perhaps a summary, and the text."""
        text = self.text(path)
        if text is None:
            return None, None
        parts, problems = self.parts(text, path)
        self.problems += problems
        markup = self.markup(path, parts.text, "en", parts.first_line, "")
        if parts.fields is None:
            return None, None
        if not parts.text.strip() and not any(problem.code == "E118" for problem in problems):
            self.problems.append(Problem(path, Place(max(1, parts.first_line - 1), 1, 3, "---"), "E178"))
        own = dict(parts.fields.values)
        for key in list(own):
            if key not in Translation.model_fields and any(key in model.model_fields for model in ARTICLES.values()):
                place, mend = parts.fields.key_place((key,)), parts.fields.without(key)
                mend = replace(mend, sure=False) if mend else None
                self.problems.append(Problem(path, place, "E160", {"field": key}, mend))
                del own[key]
        try:
            return Translation.model_validate(own), markup
        except ValidationError as error:
            self.problems += field_problems(error, Translation, parts.fields)
            return None, None

    def site_mark(self, name: str) -> None:
        """Measure the mark of a government website, which lies beside hub.yml."""
        document, _ = parse(self.text("hub.yml") or "", "hub.yml")
        if document is not None:
            self.cover(name, "", document, ("government", "mark", "file"))

    def cover(self, name: str, folder: str, document: Document, loc: Loc = ("cover", "file")) -> None:
        """Measure the picture that *document* names at *loc*: an article's leading one, or the site's mark."""
        path = f"{folder}/{name}".lstrip("/")
        if path not in self.files:
            near = nearest(name, [n for n in self.folders[folder] if PICTURE.search(n)])
            place = document.place(loc)
            mend = Replacement.of(place, near.value, sure=folded(near.value) == folded(name)) if near else None
            self.problems.append(Problem(document.file, place, "E173", {"found": name, **guess(near)}, mend))
            return
        media = self.picture(path)
        if isinstance(media, Problem):
            self.problems.append(media)
        elif loc[0] == "cover" and (media.width < SMALLEST_COVER[0] or media.height < SMALLEST_COVER[1]):
            least, lowest = SMALLEST_COVER
            sizes = {"width": media.width, "height": media.height, "least": least, "lowest": lowest}
            self.problems.append(Problem(document.file, document.place(loc), "W223", sizes))

    def alliances(self) -> list[Alliance]:
        """Records in a folder of their own: alliance.yml, about.md, about.en.md, chain.yml and pictures."""
        records = []
        for folder in self.folders:
            parts = folder.split("/")
            if parts[0] != "alliances" or len(parts) != 2:
                continue
            path = f"{folder}/alliance.yml"
            if path not in self.files:
                self.missing(path)
                self.used.update(f"{folder}/{name}" for name in self.folders[folder])
                self.unread.add(f"{folder}/")
                continue
            own = sorted(f"{folder}/{name}" for name in self.folders[folder])
            record = self.shelved(folder, own, partial(self.alliance, folder))
            if record is None:
                self.unread.add(f"{folder}/")
            else:
                records.append(record)
        return records

    def alliance(self, folder: str) -> Alliance | None:
        """Read the alliance in *folder*."""
        path, chain = f"{folder}/alliance.yml", f"{folder}/chain.yml"
        identity = {
            "id": self.id_of(folder.rpartition("/")[2], path, "green-casting"),
            "file": path,
            "about": self.about(folder),
            "chain": self.yaml_record(chain, Chain, {}) if chain in self.files else None,
        }
        record = self.yaml_record(path, Alliance, identity)
        if record is not None and record.cover is not None:
            document, _ = parse(self.text(path) or "", path)
            if document is not None:
                self.cover(record.cover.file, folder, document)
        return record

    def about(self, folder: str) -> Body | None:
        """Read about.md and about.en.md; only the translation may have fields, to say what it was made from."""
        fields = AboutTranslation()
        texts: dict[Lang, Markup | None] = {"zh": None, "en": None}
        for lang, name in zip(LANGS, ("about.md", "about.en.md"), strict=True):
            path = f"{folder}/{name}"
            if path in self.files and (text := self.text(path)) is not None:
                first_line = 1
                if lang == "en" and (parts := self.about_fields(path, text)) is not None:
                    fields, text, first_line = parts
                texts[lang] = self.markup(path, text, lang, first_line, "")
        if texts["zh"] is None:
            if texts["en"] is not None:
                facts = {"missing": f"{folder}/about.md"}
                self.problems.append(Problem(f"{folder}/about.en.md", Place(), "E161", facts))
            return None
        if fields.draft:
            return Body(texts["zh"])
        outdated = fields.original not in (None, texts["zh"].fingerprint)
        return Body(texts["zh"], texts["en"], outdated, confirmed=fields.original is not None)

    def about_fields(self, path: str, text: str) -> tuple[AboutTranslation, str, int] | None:
        """The front matter that an ``about.en.md`` may have, the text below it and its first line."""
        if not text.startswith("---\n"):
            return None
        parts, problems = split(text, path)
        self.problems += problems
        if parts.fields is None:
            return None
        fields = self.validated(parts.fields, AboutTranslation, parts.fields.values, {})
        return fields or AboutTranslation(), parts.text, parts.first_line

    def surplus(self) -> None:
        """Note the files nobody asked for; pictures beside a text may wait unused."""
        for path in self.files:
            beside_text = PICTURE.search(path) and may_hold_picture(path)
            if path in self.used:
                continue
            if FOREIGN.search(path):
                self.problems.append(foreign(path))
            elif not beside_text:
                mend = self.placed(path)
                zh, en = _where_it_belongs(path, mend)
                self.problems.append(Problem(path, Place(), "E104", {"hint_zh": zh, "hint_en": en}, mend))

    def placed(self, path: str) -> Renaming | None:
        """Where a surplus file belongs, when only the spelling of its name or of one of its folders is wrong."""
        near = _expected_name(path)
        if near is None or near.value == path or near.value in self.files:
            return None
        return Renaming(path, near.value, sure=near.sure)


def _expected_name(path: str) -> Near | None:
    """The path that *path* most likely should be: another ending, a section misspelt, a name with the wrong sign."""
    *folders, name = path.split("/")
    sure = True
    if folders:
        sections = (*ARTICLES, *SINGLE, "alliances")
        section = nearest(folders[0], sections, _SECTION_WORDS)
        if section is None:
            return None
        sure = section.sure
        folders[0] = section.value
    if name.lower().endswith((".yaml", ".yml")):
        stem = name[: name.rindex(".")]
        name = f"{stem.lower() if (folders and folders[0] == 'alliances') or not folders else stem}.yml"
    elif folders and folders[0] in ARTICLES and (match := _INDEX.fullmatch(name)):
        name = "index.en.md" if match[1] else "index.md"
    found = "/".join([*folders, name])
    return Near(found, sure) if address_of(found, "zh") is not None or found in _TOP_FILES else None


_SECTION_WORDS = {
    "新闻": "news",
    "招聘": "jobs",
    "岗位": "jobs",
    "活动": "events",
    "政策": "policies",
    "成果": "achievements",
    "服务": "services",
    "页面": "pages",
    "联盟": "alliances",
}
_TOP_FILES = ("hub.yml", "taxonomy.yml", REDIRECTS_FILE)
_INDEX = re.compile(r"index(?:([._-]?en)|[._-]?zh)?\.(?:md|markdown)", re.IGNORECASE)


def _where_it_belongs(path: str, mend: Mend | None) -> tuple[str, str]:
    if isinstance(mend, Renaming):
        if path.endswith(".yaml") and mend.target == f"{path[:-5]}.yml":
            return "把扩展名改成 `.yml`。", "Change the file name's ending to `.yml`."
        return f"是不是 `{mend.target}`？", f"Did you mean `{mend.target}`?"
    if re.search(r"\.(docx?|pdf|xlsx?|html?|txt)$", path, re.IGNORECASE):
        return (
            "这种文件不会发布；请把内容写成 Markdown 或 YAML，办法见编辑手册。",
            "Files of this type are not published; write the content as Markdown or YAML, as the handbook shows.",
        )
    if PICTURE.search(path):
        return (
            "把图片放进所属内容的文件夹，和 index.md 在一起。",
            "Put the picture into its item's folder, beside index.md.",
        )
    return (
        "对照编辑手册检查文件夹和文件名，例如 `news/2026/2026-11-20-job-fair/index.md`、`jobs/welder.yml`。",
        "Compare folder and name with the handbook: `jobs/welder.yml`, `news/2026/2026-11-20-job-fair/index.md`.",
    )


def _said(record: Item, lang: Lang, sources: Iterable[Source]) -> bytes:
    """Return 16 bytes for what the texts of *record* say in *lang*; what is in front of them is not in it."""
    passed_over = None
    if isinstance(record, Article):
        other = record.file if lang == "en" else f"{record.file.removesuffix('.md')}.en.md"
        passed_over = other if lang == "zh" or record.body.en is not None else None
    return digest_of(*(part for one in sources if one.path != passed_over for part in (one.path, one.digest)))


def _ordered(records: list[Any], key: Callable[[Any], Any]) -> tuple[Any, ...]:
    return tuple(sorted(records, key=key))


def _newest(item: Any) -> tuple[int, str]:
    return (-item.date.toordinal(), item.id)
