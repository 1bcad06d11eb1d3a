"""The files of the search below ``/search/``, and what its page shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from typing import Any

from generator.model.record import Lang
from generator.pages.context import HTML_LANG, Context
from generator.pages.search import SEARCH_PATH
from generator.publish.output import Output
from generator.search.documents import Document, documents
from generator.search.index import build_index
from generator.search.readings import syllables
from generator.search.texts import dumped
from generator.search.tokens import simplified
from generator.search.words import ui_words

FOLDER = "search"


def search_outputs(contexts: Sequence[Context], handbook: Iterable[tuple[str, str]] = ()) -> Iterator[Output]:
    """Yield the index of each language.

    *handbook* are paths (relative to content/) and Markdown sources of the handbook's pages. An index is built when
    the first of its files is asked for, because their names say what is in them.
    """
    pages = tuple(handbook)
    names, shared = shared_outputs()
    yield from shared
    for context in contexts:
        found = list(documents(context, pages))
        yield from index_outputs(found, context.lang, {**names, **labels(context, found)})


def shared_outputs() -> tuple[dict[str, str], list[Output]]:
    """Return the tables that all languages share: their names for the manifests, and their files."""
    names, outputs = {}, []
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


def labels(context: Context, found: Iterable[Document]) -> dict[str, Any]:
    """The words of the facets, and the day: what the manifest has for readers."""
    edition = context.edition
    kinds = sorted({document.kind for document in found})
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
    return Output(f"{FOLDER}/{path}", "search", lambda: data)
