"""What a field demands, in a sentence: its choices, its limits, what holds when it is left out."""

from __future__ import annotations

from generator.model.record import Lang
from generator.schemas.fields import FieldShape


def explained(shape: FieldShape, lang: Lang) -> str:
    """Return what *shape* means beyond its label as plain sentences; the label where there is nothing more."""
    parts = [part for part in (shape.hint.of(lang), *rules(shape, lang)) if part] or [shape.label.of(lang)]
    if lang == "zh":
        return "；".join(parts).replace("`", "") + "。"
    return " ".join(f"{part if part[0] == '`' else part[0].upper() + part[1:]}." for part in parts).replace("`", "")


def rules(shape: FieldShape, lang: Lang) -> tuple[str, ...]:
    """Return what the model demands of the field beyond its type; values stand in backquotes."""
    found = []
    if shape.choices:
        found.append(_choices(shape, lang))
    if shape.many:
        found.append(_entries(shape, lang))
    elif shape.takes == "number":
        found.append(_numbers(shape, lang))
    if shape.default is not None and not shape.choices and shape.takes != "flag":
        found.append(f"默认 `{shape.default}`" if lang == "zh" else f"`{shape.default}` when absent")
    return tuple(one for one in found if one)


def _choices(shape: FieldShape, lang: Lang) -> str:
    texts = []
    for choice in shape.choices:
        meaning = choice.words.of(lang)
        default = choice.value == shape.default
        if lang == "zh":
            texts.append(f"`{choice.value}` {meaning}" + ("（默认）" if default else ""))
        else:
            notes = ", ".join(
                note for note in (meaning, "default" if default else "") if note not in ("", choice.value)
            )
            texts.append(f"`{choice.value}`" + (f" ({notes})" if notes else ""))
    if lang == "zh":
        return "、".join(texts)
    return ", ".join(texts[:-1]) + f" or {texts[-1]}"


def _entries(shape: FieldShape, lang: Lang) -> str:
    least, most = (None if size is None else int(size) for size in (shape.least, shape.most))
    texts = []
    if least:
        texts.append(f"至少 {least} 项" if lang == "zh" else f"at least {least}")
    if most:
        texts.append(f"最多 {most} 项" if lang == "zh" else f"at most {most}")
    return ("，" if lang == "zh" else ", ").join(texts)


def _numbers(shape: FieldShape, lang: Lang) -> str:
    kind = ("整数" if lang == "zh" else "a whole number") if shape.whole else ("数字" if lang == "zh" else "a number")
    if shape.least is None:
        return kind
    if shape.most is None:
        return f"{kind}，不小于 {shape.least:g}" if lang == "zh" else f"{kind}, {shape.least:g} or more"
    least, most = int(shape.least), int(shape.most)
    return f"{least} 到 {most} 的{kind}" if lang == "zh" else f"{kind} from {least} to {most}"
