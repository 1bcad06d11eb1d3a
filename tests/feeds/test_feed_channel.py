"""Which entries stand in which feed, and how many fit (R34, R35)."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
from feed_making import (
    SITE_URL,
    WRITERS,
    body,
    channel_of,
    contexts,
    make_event,
    make_job,
    make_news,
    make_policy,
    real_hub,
    small_hub,
    text,
    write,
)

from generator.feeds.channel import EPOCH, MOST_BYTES, Format, channel, channels, fitted, items, subjects

DAY = dt.date(2026, 11, 22)


def names(hub: Any, name: str = "", day: dt.date = DAY) -> list[str]:
    """The ids of a feed's records, in order."""
    return [entry.id.split("/")[-2] for entry in channel_of(hub, name, day=day).entries]


def test_there_is_a_feed_for_everything_each_section_and_each_alliance() -> None:
    """O1: in each language, with a page of its own."""
    for context, lang in zip(contexts(real_hub()), ("", "en/"), strict=True):
        found = list(channels(context))
        homes = [one.home_url.removeprefix(f"{SITE_URL}{lang}") for one in found]

        assert homes[:6] == ["", "news/", "achievements/", "jobs/", "events/", "policies/"]
        assert homes[6:] == [f"alliances/{alliance.id}/" for alliance in real_hub().alliances]
        assert len({one.id for one in found}) == len({one.title for one in found}) == len(found)


def test_entries_come_newest_first_then_by_id() -> None:
    """Of all kinds together; an event counts by the day of its announcement."""
    hub = small_hub(
        make_news("2026-11-20-b"),
        make_news("2026-11-20-c"),
        make_job(posted="2026-11-20", id="a"),
        make_event(id="early", posted="2026-11-01"),
        make_event(id="late", posted="2026-11-21"),
        make_policy(),
    )

    assert names(hub) == ["late", "2026-11-20-b", "2026-11-20-c", "a", "housing", "early"]
    assert names(hub, "events") == ["late", "early"]
    assert names(hub, "shipbuilding") == ["a"]


def test_what_is_over_leaves_the_feeds() -> None:
    """S7: closed openings, past events, policies out of force; their last day included."""
    hub = small_hub(
        make_job(valid_through="2026-11-21"),
        make_job(id="last-day", valid_through="2026-11-22"),
        make_event(start="2026-11-21", end=None),
        make_event(id="today", start="2026-11-22", end=None),
        make_policy(valid_through=dt.date(2026, 11, 21)),
    )

    assert names(hub) == ["today", "last-day"]


def test_samples_drafts_and_things_to_come_stay_out() -> None:
    """R29, and the hub's word on samples: they show on the site and never in a feed."""
    hub = small_hub(
        make_news("2026-11-20-sample", sample=True),
        make_news("2026-11-20-draft", draft=True),
        make_news("2026-11-23-tomorrow", date=dt.date(2026, 11, 23)),
        make_news("2026-11-20-real"),
    )

    assert names(hub) == ["2026-11-20-real"]
    assert names(hub, day=dt.date(2026, 11, 23)) == ["2026-11-23-tomorrow", "2026-11-20-real"]


def test_a_sample_alliance_has_no_feed() -> None:
    alliance = real_hub().alliances[0].model_copy(update={"sample": True})
    context = contexts(small_hub(alliances=(alliance,)))[0]

    assert [subject.group for subject in subjects(context)] == ["all"] + ["sections"] * 5


class Counted(tuple[Any, ...]):
    """A tuple that notes how many of its values were looked at."""

    seen = 0

    def __iter__(self) -> Iterator[Any]:
        for value in super().__iter__():
            type(self).seen += 1
            yield value


def test_a_feed_looks_at_no_more_than_it_holds() -> None:
    """10,000 news items cost as much as thirty."""
    size = real_hub().site.feed_size
    news = [make_news(f"2026-11-20-{number:05}", alliances=("hvac",)) for number in range(10_000)]
    context = contexts(small_hub(*news))[0]
    hub = replace(context.edition.hub, news=Counted(context.edition.hub.news))
    counting = replace(context, edition=replace(context.edition, hub=hub))
    for subject in list(subjects(counting))[:2]:
        Counted.seen = 0
        assert len(channel(counting, subject).entries) == size
        assert size <= Counted.seen <= size + 1


def test_a_feed_without_entries_has_a_fixed_date() -> None:
    """R35: it does not follow the clock, and is not the day of the build."""
    for day in (DAY, dt.date(2027, 1, 1)):
        assert channel_of(small_hub(), day=day).updated == EPOCH


def test_a_feed_is_as_new_as_its_newest_change() -> None:
    """R35."""
    hub = small_hub(make_news("2026-11-20-a"), make_news("2026-11-01-b", updated=dt.date(2026, 11, 21)))

    assert channel_of(hub).updated.date() == dt.date(2026, 11, 21)


MANY = '<p title="&amp;">' + "船舶<b>&amp;</b>\n" * 800 + "</p>\n"


@pytest.mark.parametrize("form", list(WRITERS))
@pytest.mark.parametrize(
    "large",
    [
        {"body": body(MANY)},
        {"body": body("<p>" + "氢" * 100_000 + "</p>")},
        {"title": text("“&<>\\" * 2_000), "summary": text("&" * 3_000)},
        {"summary": text('"\\\n' * 4_000), "body": body(MANY)},
    ],
    ids=["markup", "one is too much", "titles", "summaries"],
)
def test_no_feed_is_longer_than_the_limit(form: Format, large: dict[str, Any]) -> None:
    """R34: whatever the texts are and in every format, a feed is valid, not empty and below 250 kB."""
    hub = small_hub(
        *(make_news(f"2026-11-20-{n:02}", tags=tuple(real_hub().taxonomy.tags), **large) for n in range(60))
    )
    feed = channel_of(hub)

    assert feed.entries
    assert len(write(feed, form)) < MOST_BYTES


def test_what_does_not_fit_keeps_its_summary_first() -> None:
    """R34: the newest keep their texts, the others their summaries, and only then the oldest go."""
    hub = small_hub(*(make_news(f"2026-11-20-{n:02}", body=body(MANY)) for n in range(20)))
    entries = channel_of(hub).entries
    whole = [bool(entry.html) for entry in entries]

    assert len(entries) == 20
    assert whole == sorted(whole, reverse=True)
    assert True in whole and False in whole
    assert all(entry.summary for entry in entries)


def test_a_text_that_is_too_long_takes_no_other_with_it() -> None:
    """R34: one item of 300 kB is cut, its neighbours are whole."""
    hub = small_hub(make_news("2026-11-20-a", body=body("<p>" + "x" * 300_000 + "</p>")), make_news("2026-11-20-b"))

    assert [bool(entry.html) for entry in channel_of(hub).entries] == [False, True]


def test_only_the_oldest_are_left_out() -> None:
    """R34: when even the summaries are too long."""
    hub = small_hub(*(make_news(f"2026-11-20-{n:02}", title=text("题" * 10_000)) for n in range(20)))
    ids = [entry.id for entry in channel_of(hub).entries]

    assert ids == [f"tag:hub.example,2026:news/2026-11-20-{n:02}/zh" for n in range(len(ids))]
    assert 5 < len(ids) < 20


def test_fitting_is_never_beaten_by_chance() -> None:
    """R34: for texts of any length, what is kept is the beginning of what was given."""
    chance = random.Random(34)
    hub = small_hub(*(make_news(f"2026-11-20-{n:02}") for n in range(30)))
    plain = channel_of(hub).entries
    for _ in range(200):
        entries = [replace(entry, html="x" * chance.choice((0, 10, 9_000, 90_000))) for entry in plain]
        kept = fitted(entries, chance.choice((9_000, 40_000, 250_000)))

        assert [entry.id for entry in kept] == [entry.id for entry in entries[: len(kept)]]


def test_the_records_of_a_feed_come_one_by_one() -> None:
    """Taking one does not make the others."""
    context = contexts(small_hub(make_news("2026-11-20-a"), make_news("2026-11-20-b")))[0]
    everything = next(iter(subjects(context)))

    assert next(items(context, everything)).id == "2026-11-20-a"
