"""Pictures beside a text: whether they can be published, and how large they are."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Literal

from generator.model.hub import Media
from generator.pictures.encoding import Encoding, picture_name
from generator.pictures.facts import MOST_PIXELS, Facts, UnusableError
from generator.problems import Place, Problem

FOREIGN = re.compile(r"\.(?:svgz?|hei[cf]|avif|tiff?|bmp|psd|ai|eps|raw|dng)$", re.IGNORECASE)
"""Endings of pictures that the hub does not take."""
LARGE = 4 * 1024 * 1024
"""From so many bytes on an editor is told that less would do."""
SMALLEST_COVER = (800, 400)
"""A leading picture below this width or height, in pixels, looks blurred at the head of a page and in previews."""

_ENDINGS = {"JPEG": (".jpg", ".jpeg"), "PNG": (".png",), "WebP": (".webp",), "GIF": (".gif",)}


def measure(file: Path, path: str, encoding: Encoding) -> tuple[Media | Problem, list[Problem]]:
    """Return the picture at *file*, known in the content as *path*, or why it cannot be used; and what else to say."""
    try:
        data = file.read_bytes()
    except OSError as error:
        return Problem(path, Place(), "E103", {"reason": error.strerror}), []
    digest = picture_name(data)
    try:
        facts = encoding.facts(data, digest)
    except UnusableError as unusable:
        return _refused(path, unusable), []
    plain: Literal["jpg", "png"] = "png" if facts.transparent or facts.format in ("PNG", "GIF") else "jpg"
    return Media(path, facts.width, facts.height, len(data), digest, plain), list(_remarks(path, facts, len(data)))


def foreign(path: str) -> Problem:
    """The problem of a picture in a format that the hub does not take."""
    kind = path.rpartition(".")[2].lower()
    svg, phone = kind.startswith("svg"), kind in ("heic", "heif")
    why_zh = "可能带有脚本" if svg else "多数浏览器打不开" if phone else "网页上不用"
    why_en = "may hold scripts" if svg else "is not known to most browsers" if phone else "is not used on web pages"
    return Problem(path, Place(), "E192", {"found": f".{kind}", "why_zh": why_zh, "why_en": why_en})


def _refused(path: str, unusable: UnusableError) -> Problem:
    if unusable.fault == "pixels" and unusable.pixels is not None:
        width, height = unusable.pixels
        facts = {"width": width, "height": height, "limit": MOST_PIXELS // 1_000_000}
        return Problem(path, Place(), "E191", facts)
    if unusable.fault == "moving":
        return Problem(path, Place(), "E190")
    zh, en = {
        "heic": ("这是苹果手机的 HEIC 格式，只是改了扩展名", "it is in the HEIC format of phones under another name"),
        "svg": ("这是 SVG 格式，只是改了扩展名", "it is in the SVG format under another name"),
        "damaged": ("文件不完整，或者已经损坏", "the file is incomplete or damaged"),
    }.get(unusable.fault, ("这不是 JPEG、PNG、WebP 或 GIF 图片", "it is no JPEG, PNG, WebP or GIF picture"))
    return Problem(path, Place(), "E176", {"reason_zh": zh, "reason_en": en})


def _remarks(path: str, facts: Facts, size: int) -> list[Problem]:
    """What is better mended though the picture can be published."""
    found = []
    ending = path[path.rfind(".") :].lower()
    if ending not in _ENDINGS[facts.format]:
        named = {"found": ending, "format": facts.format, "right": _ENDINGS[facts.format][0]}
        found.append(Problem(path, Place(), "W224", named))
    if size > LARGE:
        found.append(Problem(path, Place(), "W222", {"size": f"{size / 1_000_000:.1f}"}))
    return found
