"""A new translation: the file beside the Chinese one, with the fingerprint of what it is made from."""

from __future__ import annotations

from generator.model.record import Lang
from generator.reading.front_matter import split
from generator.reading.translations import fingerprint_of
from generator.schemas.kinds import kind_of
from generator.schemas.yaml_text import scalar

_NOTES = {
    "zh": (
        "英文译文：只写文字，日期、联盟等事实以中文文件为准",
        "译好以后删掉这一行，译文才会发布",
        "所依据的中文原文的指纹；原文改动以后由 hub translations accept 更新",
    ),
    "en": (
        "English translation: texts only; dates, alliances and other facts stand in the Chinese file",
        "delete this line when it is translated, and it will be published",
        "fingerprint of the Chinese text; hub translations accept renews it when that has changed",
    ),
}
_BODY = "To be translated.\n"


class NotTranslatableError(ValueError):
    """The file is none that is translated in a file of its own; its text is the path."""


def new_translation(path: str, source: str, lang: Lang) -> tuple[str, str]:
    """Return path and text of the translation of the Chinese file *path* below content/, whose text is *source*.

    It begins as a draft, with the Chinese title and summary as comments. Raises `NotTranslatableError` for a file
    whose texts carry their English beside them, or which cannot be read.
    """
    target = path.removesuffix(".md") + ".en.md"
    kind = kind_of(target)
    fingerprint = fingerprint_of(source, path)
    parts, _ = split(source, path)
    if kind is None or kind.name != "translation" or fingerprint is None or parts.fields is None:
        raise NotTranslatableError(path)
    title, summary = (str(parts.fields.values.get(name) or "").replace("\n", " ") for name in ("title", "summary"))
    what, draft, original = _NOTES[lang]
    text = (
        f"---\n# {what}\n# {title}\ntitle: To be translated\n# {summary}\nsummary: To be translated\n"
        f"# {draft}\ndraft: true\n# {original}\noriginal: {scalar(fingerprint)}\n---\n\n{_BODY}"
    )
    return target, text
