"""The files of the search below ``/search/``, and what its page shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from typing import TYPE_CHECKING, Any, NamedTuple

from generator.digests import digest_of
from generator.model.item import Item
from generator.model.record import LANGS, Lang
from generator.pages.context import HTML_LANG, Context
from generator.pages.search import SEARCH_PATH
from generator.publish.output import Output
from generator.search.documents import Document, Entry, entries, item_entries, kinds, place_of
from generator.search.memory import Known, LostError, Memory
from generator.search.readings import syllables
from generator.search.texts import dumped
from generator.search.tokens import simplified
from generator.search.words import ui_words

if TYPE_CHECKING:
    from generator.search.index import Index
    from generator.search.state import State
    from generator.search.whole import Files

FOLDER = "search"
TABLES = "search tables"
"""What the key of the tables that all languages share is made from, beside the ground."""
MOST_CHANGED = 4
"""When more than one in so many documents has changed, a new index costs less than bringing the last up to date."""


def search_outputs(
    contexts: Sequence[Context], handbook: Iterable[tuple[str, str]] = (), memory: Memory | None = None
) -> Iterator[Output]:
    """Yield the index of each language.

    *handbook* are paths (relative to content/) and Markdown sources of the handbook's pages. With *memory* an index
    is brought up to date from the one of the last build, which gives the same files.
    """
    pages = tuple(handbook)
    version = contexts[0].keys.only(TABLES)
    names = memory.tables(version) if memory is not None else None
    if names is None:
        names, shared = shared_outputs()
        if memory is not None:
            memory.remember_tables(version, names)
        yield from shared
    else:
        yield from change_outputs(map(_kept, names.values()))
    for context in contexts:
        yield from _language(context, pages, names, memory)


Change = tuple[str, bytes, bytes | None]
"""A file of the index: its path in the site, its key, and its bytes; None for a file that stays as it is."""


def is_known(contexts: Sequence[Context], memory: Memory) -> bool:
    """Whether the last index was made by the same program for a hub of the same ground, so that it can be kept."""
    return memory.tables(contexts[0].keys.only(TABLES)) is not None


def search_changes(
    contexts: Sequence[Context], handbook: Iterable[tuple[str, str]], memory: Memory
) -> list[Change] | None:
    """Return the files of the index brought up to date; None where a new one is wanted.

    It is little, and plain enough to be handed from one process to another.
    """
    pages, changes = tuple(handbook), list[Change]()
    names = memory.tables(contexts[0].keys.only(TABLES))
    if names is None:
        return None
    changes += map(_kept, names.values())
    for context in contexts:
        wanted = _wanted(context, pages, names)
        known = memory.recall(context.lang)
        found = _brought(context, wanted, known, memory) if known is not None else None
        if found is None:
            return None
        changes += found
    return changes


class TextChanges(NamedTuple):
    """What becomes of the index when nothing but texts changed: new files and paths of those that go.

    `standing` are keys of files as the site has to have them, or the last index is not that of the site.
    """

    made: list[Change]
    gone: list[str]
    standing: dict[str, bytes]


class TextQuestion(NamedTuple):
    """What becomes of the index in *lang* when these documents are as they are now: their keys, by address.

    *more* is what the manifest says beside.
    """

    lang: Lang
    keys: dict[str, bytes]
    found: dict[str, Document]
    more: dict[str, Any]


class Last(NamedTuple):
    """What is known of the last index in a language, what it can be brought up to date from, and its files."""

    known: Known
    state: State
    files: Mapping[str, bytes]


LastIndexes = Mapping[Lang, Last]


def last_indexes(memory: Memory) -> LastIndexes:
    """What an update of the index begins with in each language, and takes the longest to fetch, where it is there."""
    from generator.search.index import published_files  # numpy takes its time

    simplified()  # as does this table, which is made once
    found = {lang: (memory.recall(lang), memory.state(lang)) for lang in LANGS}
    return {
        lang: Last(known, state, published_files(state))
        for lang, (known, state) in found.items()
        if known is not None and state is not None
    }


def text_questions(
    contexts: Sequence[Context], handbook: Sequence[tuple[str, str]], memory: Memory, items: Sequence[Item]
) -> list[TextQuestion] | None:
    """Return what to ask `text_changes` when of all records only the texts of *items* changed since the last build.

    None where a new index is wanted.
    """
    names = memory.tables(contexts[0].keys.only(TABLES))
    if names is None:
        return None
    questions = []
    for context in contexts:
        found = tuple(item_entries(context, items))
        keys = {entry.url: entry.key for entry in found}
        made = {entry.url: entry.make() for entry in found}
        questions.append(TextQuestion(context.lang, keys, made, {**names, **labels(context, kinds(context, handbook))}))
    return questions


def text_changes(memory: Memory, last: LastIndexes, questions: Sequence[TextQuestion] | None) -> TextChanges | None:
    """Return how the index of the last build changes; None where a new one is wanted."""
    if questions is None:
        return None
    changes = TextChanges([], [], {})
    for lang, new, found, more in questions:
        if lang not in last or not new.keys() <= last[lang].known.keys.keys():
            return None
        known, state, files = last[lang]
        changes.standing[f"{FOLDER}/{lang}.json"] = known.manifest
        keys = {**known.keys, **new}
        changed = [found[url] for url, key in new.items() if known.keys[url] != key]
        if not changed:
            continue
        from generator.search.index import update

        if len(changed) > len(keys) // MOST_CHANGED:
            return None
        try:
            index = update(state, changed, [], memory.read, where=files)
        except LostError:
            return None
        made = _made(lang, keys, more, index, memory)
        changes.made.extend(made)
        stay = {*index.files, *index.kept}
        changes.gone.extend(f"{FOLDER}/{path}" for path in known.paths if path not in stay)
    return changes


def change_outputs(changes: Iterable[Change]) -> Iterator[Output]:
    """Yield the outputs of *changes*."""
    for path, key, data in changes:
        yield Output(path, "search", partial(_bytes, path, data), key)


def _bytes(path: str, data: bytes | None) -> bytes:
    if data is None:
        raise LostError(path)
    return data


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The index of a language as it should be: its documents, their keys, what else its manifest says, and its key."""

    found: Mapping[str, Entry]
    keys: Mapping[str, bytes]
    more: Mapping[str, Any]
    manifest: bytes


def _wanted(context: Context, handbook: Sequence[tuple[str, str]], names: Mapping[str, str]) -> _Wanted:
    found = {entry.url: entry for entry in entries(context, handbook)}
    keys = {url: entry.key for url, entry in found.items()}
    more = {**names, **labels(context, (entry.kind for entry in found.values()))}
    return _Wanted(found, keys, more, _manifest_key(keys, more))


def _manifest_key(keys: Mapping[str, bytes], more: Mapping[str, Any]) -> bytes:
    return digest_of(dumped(more), *(part for url in sorted(keys) for part in (url, keys[url])))


def _brought(context: Context, wanted: _Wanted, known: Known, memory: Memory) -> list[Change] | None:
    """Return the last index, as it is or brought up to date; None where a new one costs less, or the last is lost."""
    manifest = f"{FOLDER}/{context.lang}.json"
    if (known.manifest, known.keys) == (wanted.manifest, wanted.keys):
        return [*map(_kept, known.paths), (manifest, wanted.manifest, None)]
    index = _updated(context.lang, wanted.found, known, memory)
    if index is None:
        return None
    return [*_made(context.lang, wanted.keys, wanted.more, index, memory), *map(_kept, sorted(index.kept))]


def _made(
    lang: Lang, keys: Mapping[str, bytes], more: Mapping[str, Any], index: Index, memory: Memory | None
) -> Iterator[Change]:
    """Yield the new files of *index*, and keep what the next build needs of it: its documents have *keys*."""
    from generator.search.state import dump

    manifest = _manifest_key(keys, more)
    if memory is not None:
        paths = (*index.files, *sorted(index.kept))
        table, rest = dump(index.state)
        memory.remember(lang, Known(keys, paths, manifest), None if table is None else (table,), rest)
    for path, data in index.files.items():
        yield f"{FOLDER}/{path}", digest_of(path), data
    yield f"{FOLDER}/{lang}.json", manifest, dumped({**index.manifest, **more})


def _language(
    context: Context, handbook: Sequence[tuple[str, str]], names: Mapping[str, str], memory: Memory | None
) -> Iterator[Output]:
    """Yield the index of one language: the last one, that one brought up to date, or a new one."""
    wanted = _wanted(context, handbook, names)
    known = memory.recall(context.lang) if memory is not None else None
    brought = _brought(context, wanted, known, memory) if memory is not None and known is not None else None
    changes = _new(context.lang, wanted, memory) if brought is None else brought
    del wanted, known  # to be told of the files, whoever publishes them takes as much memory
    yield from change_outputs(changes)


def _new(lang: Lang, wanted: _Wanted, memory: Memory | None) -> Iterator[Change]:
    """Build a new index, keep what the next build needs of it, and return its files; only one is in memory at a time.

    By then all else is gone that the build took.
    """
    from generator.search.state import dump  # numpy takes its time
    from generator.search.whole import build

    ordered = sorted(wanted.found.values(), key=place_of)
    keep, folder = memory is not None, memory.folder if memory is not None else None
    whole = build((entry.make() for entry in ordered), lang, keep=keep, folder=folder)
    if memory is not None:
        known = Known(wanted.keys, whole.files.paths, wanted.manifest)
        memory.remember(lang, known, whole.table, dump(whole.state)[1])
    return _files(lang, whole.files, wanted.manifest, dumped({**whole.manifest, **wanted.more}))


def _files(lang: Lang, files: Files, key: bytes, manifest: bytes) -> Iterator[Change]:
    for path, data in files:
        yield f"{FOLDER}/{path}", digest_of(path), data
    yield f"{FOLDER}/{lang}.json", key, manifest


def _updated(lang: Lang, found: Mapping[str, Entry], known: Known, memory: Memory) -> Index | None:
    """Return the last index with what changed since; None where a new one costs less, or the last one is lost."""
    changed = [entry for url, entry in found.items() if known.keys.get(url) != entry.key]
    if len(changed) > len(found) // MOST_CHANGED:
        return None
    state = memory.state(lang)
    if state is None:
        return None
    gone = [url for url in known.keys if url not in found]
    from generator.search.index import update

    with suppress(LostError):
        return update(state, [entry.make() for entry in changed], gone, memory.read)
    return None


def shared_outputs() -> tuple[Mapping[str, str], list[Output]]:
    """Return the tables that all languages share: their names for the manifests, and their files."""
    names, outputs = dict[str, str](), []
    for name, data in (("characters", _characters()), ("syllables", dumped(syllables()))):
        names[name] = f"{name}-{sha256(data).hexdigest()[:8]}.json"
        outputs.append(_output(names[name], data))
    return names, outputs


def index_outputs(found: Sequence[Document], lang: Lang, more: dict[str, Any]) -> Iterator[Output]:
    """Yield the index of the documents *found*; *more* goes into its manifest."""
    from generator.search.index import build_index

    index = build_index(found, lang)
    for path, data in index.files.items():
        yield _output(path, data)
    yield _output(f"{lang}.json", dumped({**index.manifest, **more}))


def labels(context: Context, found: Iterable[str]) -> dict[str, Any]:
    """The words of the facets for the kinds *found*, and the day: what the manifest has for readers."""
    edition = context.edition
    shown = sorted(set(found))
    return {
        "today": edition.day.toordinal(),
        "html_lang": HTML_LANG,
        "page": context.url(SEARCH_PATH),
        "other_page": context.url(SEARCH_PATH, context.other),
        "ui": ui_words(context),
        "labels": {
            "kind": {
                kind: context.word("search_kind_pages" if kind == "pages" else f"section_{kind}") for kind in shown
            },
            "alliance": {one.id: context.say(one.short_name).text for one in edition.hub.alliances},
            "tag": {tag: context.say(text).text for tag, text in sorted(edition.hub.taxonomy.tags.items())},
        },
    }


def _characters() -> bytes:
    table = simplified()
    return dumped(["".join(map(chr, table)), "".join(table.values())])


def _output(path: str, data: bytes) -> Output:
    """A file whose name says what is in it."""
    return Output(f"{FOLDER}/{path}", "search", lambda: data, digest_of(path))


def _kept(path: str) -> Change:
    """A file whose name says what is in it, and that stays as it was published."""
    return f"{FOLDER}/{path}", digest_of(path), None
