"""The files of the search below ``/search/``, and what its page shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from hashlib import sha256
from typing import Any

from generator.digests import digest_of
from generator.model.record import Lang
from generator.pages.context import HTML_LANG, Context
from generator.pages.search import SEARCH_PATH
from generator.publish.output import Output
from generator.search.documents import Document, Entry, entries
from generator.search.index import Index, LostError, build_index, update
from generator.search.memory import Known, Memory
from generator.search.readings import syllables
from generator.search.state import dump
from generator.search.texts import dumped
from generator.search.tokens import simplified
from generator.search.words import ui_words

FOLDER = "search"
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
    version = contexts[0].keys.only("search tables")
    names = memory.tables(version) if memory is not None else None
    if names is None:
        names, shared = shared_outputs()
        if memory is not None:
            memory.remember_tables(version, names)
        yield from shared
    else:
        yield from map(_kept, names.values())
    for context in contexts:
        yield from _language(context, pages, names, memory)


def _language(
    context: Context, handbook: Sequence[tuple[str, str]], names: Mapping[str, str], memory: Memory | None
) -> Iterator[Output]:
    """Yield the index of one language: the last one, that one brought up to date, or a new one."""
    found = {entry.url: entry for entry in entries(context, handbook)}
    more = {**names, **labels(context, (entry.kind for entry in found.values()))}
    keys = {url: entry.key for url, entry in found.items()}
    manifest_key = digest_of(dumped(more), *(part for url in sorted(keys) for part in (url, keys[url])))
    known = memory.recall(context.lang) if memory is not None else None
    if known is not None and (known.manifest, known.keys) == (manifest_key, keys):
        yield from map(_kept, known.paths)
        yield _kept(f"{context.lang}.json", manifest_key)
        return
    index = _updated(context.lang, found, known, memory) if memory is not None and known is not None else None
    if index is None:
        index = build_index((entry.make() for entry in found.values()), context.lang, keep=memory is not None)
    if memory is not None:
        paths = (*index.files, *sorted(index.kept))
        memory.remember(context.lang, Known(keys, paths, manifest_key), *dump(index.state))
    for path, data in index.files.items():
        yield _output(path, data)
    yield from map(_kept, sorted(index.kept))
    manifest = dumped({**index.manifest, **more})
    yield Output(f"{FOLDER}/{context.lang}.json", "search", lambda: manifest, manifest_key)


def _updated(lang: Lang, found: Mapping[str, Entry], known: Known, memory: Memory) -> Index | None:
    """Return the last index with what changed since; None where a new one costs less, or the last one is lost."""
    changed = [entry for url, entry in found.items() if known.keys.get(url) != entry.key]
    if len(changed) > len(found) // MOST_CHANGED:
        return None
    state = memory.state(lang)
    if state is None:
        return None
    gone = [url for url in known.keys if url not in found]
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
    index = build_index(found, lang)
    for path, data in index.files.items():
        yield _output(path, data)
    yield _output(f"{lang}.json", dumped({**index.manifest, **more}))


def labels(context: Context, found: Iterable[str]) -> dict[str, Any]:
    """The words of the facets for the kinds *found*, and the day: what the manifest has for readers."""
    edition = context.edition
    kinds = sorted(set(found))
    return {
        "today": edition.day.toordinal(),
        "html_lang": HTML_LANG,
        "page": context.url(SEARCH_PATH),
        "other_page": context.url(SEARCH_PATH, context.other),
        "ui": ui_words(context),
        "labels": {
            "kind": {
                kind: context.word("search_kind_pages" if kind == "pages" else f"section_{kind}") for kind in kinds
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


def _kept(path: str, key: bytes | None = None) -> Output:
    """A file that stays as it was published; raises `LostError` when it is asked for, because then it is gone."""

    def lost() -> bytes:
        raise LostError(path)

    return Output(f"{FOLDER}/{path}", "search", lost, key or digest_of(path))
