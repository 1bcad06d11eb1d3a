"""The summary of a pull request in Markdown, as code-hosting sites show it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from generator.problems import Problem, ProblemLang, Report
from generator.pull_request.pages import SiteChange, State
from generator.pull_request.translations import Behind

MOST_PAGES = 200
MOST_PROBLEMS = 100
"""So many rows a table has at most; summaries are limited to one megabyte, and to what somebody reads."""


class _Said(Protocol):
    def __call__(self, key: str, **facts: object) -> str: ...


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became known of a pull request. `site` is None when there was nothing to compare, for the reason `why`."""

    problems: Report
    older: int
    """How many problems were there before; they are not in `problems`."""
    site: SiteChange | None
    behind: Sequence[Behind]
    why: str = ""


_WORDS = {
    "title": ("这个合并请求", "This pull request"),
    "sound": ("没有新的问题。", "It brings no new problem."),
    "problems": ("新的问题", "New problems"),
    "older": ("另有 {n} 个问题以前就有，没有列在这里。", "{n} older problems are not listed here."),
    "where": ("位置", "Place"),
    "code": ("编号", "Code"),
    "what": ("问题和改法", "Problem and fix"),
    "pages": ("变化的页面", "Pages that change"),
    "no_pages": ("没有页面变化。", "No page changes."),
    "address": ("网址", "Address"),
    "zh": ("中文", "Chinese"),
    "en": ("英文", "English"),
    "added": ("新增", "added"),
    "changed": ("修改", "changed"),
    "removed": ("删除", "removed"),
    "more": ("……还有 {n} 行。", "… and {n} more."),
    "files": ("其他文件：{list}。", "Other files: {list}."),
    "feeds": ("订阅源 {n} 个", "{n} feeds"),
    "calendars": ("日历 {n} 个", "{n} calendars"),
    "search": ("搜索索引 {n} 个", "{n} of the search index"),
    "pictures": ("图片 {n} 个", "{n} pictures"),
    "others": ("其余 {n} 个", "{n} others"),
    "behind": ("译文可能落后", "Translations that may be behind"),
    "behind_why": (
        "中文改了，英文没有改。请更新译文，或者确认不用改。",
        "The Chinese changed and the English did not. Bring it up to date, or see that it still fits.",
    ),
    "file": ("文件", "File"),
    "field": ("字段", "Field"),
    "text": ("正文", "text"),
    "unbuilt": ("没有比较页面：{why}", "The pages were not compared: {why}"),
    "error": ("错误", "error"),
    "warning": ("提醒", "warning"),
    "count": ("{n} 个页面", "{n} pages"),
}


def summary(outcome: Outcome, lang: ProblemLang) -> str:
    """What reviewers want to know, in headings and tables."""

    def said(key: str, **facts: object) -> str:
        return _WORDS[key][0 if lang == "zh" else 1].format(**facts)

    parts = [f"## {said('title')}"]
    if outcome.problems.problems:
        parts.append(f"### {said('problems')}")
        rows = [_problem_row(problem, lang, said(problem.severity)) for problem in outcome.problems]
        parts += _table((said("where"), said("code"), said("what")), rows, MOST_PROBLEMS, said)
    else:
        parts.append(said("sound"))
    if outcome.older:
        parts.append(said("older", n=outcome.older))
    parts.append(f"### {said('pages')}")
    if outcome.site is None:
        parts.append(said("unbuilt", why=outcome.why))
    else:
        parts += _site(outcome.site, said)
    if outcome.behind:
        parts += [f"### {said('behind')}", said("behind_why")]
        rows = [f"| {_code(one.file)} | {_code(one.field) if one.field else said('text')} |" for one in outcome.behind]
        parts += _table((said("file"), said("field")), rows, MOST_PAGES, said)
    return "\n\n".join(parts) + "\n"


def _site(site: SiteChange, said: _Said) -> list[str]:
    parts = []
    if site.pages:
        rows = [f"| {_code(page.address)} | {_state(page.zh, said)} | {_state(page.en, said)} |" for page in site.pages]
        parts.append(said("count", n=sum((page.zh is not None) + (page.en is not None) for page in site.pages)))
        parts += _table((said("address"), said("zh"), said("en")), rows, MOST_PAGES, said)
    else:
        parts.append(said("no_pages"))
    if site.files:
        listed = "、" if said("zh") == "中文" else ", "
        parts.append(said("files", list=listed.join(said(kind, n=count) for kind, count in site.files.items())))
    return parts


def _state(state: State | None, said: _Said) -> str:
    return said(state) if state else "–"


def _problem_row(problem: Problem, lang: ProblemLang, severity: str) -> str:
    place = _code(f"{problem.file}:{problem.place.line}:{problem.place.column}")
    return f"| {place} | {severity} {problem.code} | {_cell(problem.message(lang))}<br>{_cell(problem.fix(lang))} |"


def _table(head: tuple[str, ...], rows: list[str], most: int, said: _Said) -> list[str]:
    lines = [f"| {' | '.join(head)} |", f"|{' --- |' * len(head)}", *rows[:most]]
    more = [said("more", n=len(rows) - most)] if len(rows) > most else []
    return ["\n".join(lines), *more]


def _code(text: str) -> str:
    """*text* as code in a cell of a table: nothing in it is markup, whatever a file is called."""
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text.replace('|', chr(92) + '|')}{pad}{fence}"


def _cell(text: str) -> str:
    """A sentence in a cell: its own code stays code; what an editor wrote cannot become markup or a mention."""
    parts = re.split(r"(`[^`]*`)", text.replace("\n", " "))
    return "".join(_code(part[1:-1]) if index % 2 else _plain(part) for index, part in enumerate(parts))


def _plain(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("@", "@\u200b")
    return re.sub(r"([\\`|*_\[\]#~])", r"\\\1", escaped)
