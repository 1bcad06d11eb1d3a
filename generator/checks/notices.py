"""Job notices say what the rules for recruitment information want, and nothing they forbid (rules B1–B3)."""

from __future__ import annotations

from collections.abc import Iterator

from generator.checks.finding import Finding
from generator.checks.phrases import TOPICS, Kind, Topic, plain
from generator.model.hub import Hub
from generator.model.job import Job
from generator.model.record import LANGS, LongText, Text
from generator.model.recurrence import months_later
from generator.problems import Loc

LONGEST = 12
"""Months an opening may stand before its editor is asked whether it is still true."""

CODES: dict[Kind, str] = {"discrimination": "W202", "hype": "W203"}


def validity_is_short(hub: Hub) -> Iterator[Finding]:
    """An opening stands for at most `LONGEST` months (B1): longer, and nobody remembers to close it."""
    for job in hub.jobs:
        limit = months_later(job.posted, LONGEST)
        if job.valid_through > limit:
            facts = {"found": job.valid_through, "posted": job.posted, "limit": limit}
            yield Finding(job.file, ("valid_through",), "W201", facts)


def reposts_link_to_their_source(hub: Hub) -> Iterator[Finding]:
    """A notice that comes from somewhere else links to it (B2)."""
    for job in hub.jobs:
        if job.source is not None and job.source.url is None:
            yield Finding(job.file, ("source",), "E181", {"found": job.source.name.zh})


def wording_is_fair(hub: Hub) -> Iterator[Finding]:
    """No text of a notice excludes people or promises the moon (B3), in either language."""
    for job in hub.jobs:
        texts = [(loc, plain(text)) for loc, text in _texts(job)]
        together = "\n".join(text for _, text in texts)
        for topic in TOPICS:
            if topic.may_be_in(together):
                for loc, text in texts:
                    yield from _objections(job.file, loc, text, topic)


def _texts(job: Job) -> Iterator[tuple[Loc, str]]:
    """Every text of *job* that an applicant reads as a condition or a promise; names and contacts are none."""
    said: list[tuple[Loc, Text | LongText | None]] = [(("title",), job.title), (("about",), job.about)]
    said += [(("duties", number), text) for number, text in enumerate(job.duties)]
    said += [(("requirements", number), text) for number, text in enumerate(job.requirements)]
    said += [(("benefits", number), text) for number, text in enumerate(job.benefits)]
    said.append((("apply", "how"), job.apply.how))
    for loc, text in said:
        for lang in LANGS:
            if text is not None and (words := getattr(text, lang)) is not None:
                yield (*loc, lang), words


def _objections(file: str, loc: Loc, text: str, topic: Topic) -> Iterator[Finding]:
    for phrase in topic.phrases_in(text):
        facts = {
            "found": phrase,
            "topic_zh": topic.zh,
            "topic_en": topic.en,
            "fix_zh": topic.fix_zh,
            "fix_en": topic.fix_en,
        }
        yield Finding(file, loc, CODES[topic.kind], facts)


NOTICES = (validity_is_short, reposts_link_to_their_source, wording_is_fair)
