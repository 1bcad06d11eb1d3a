"""The job board: what the list of openings can be narrowed and sorted by."""

from __future__ import annotations

from collections.abc import Sequence
from math import inf

from generator.model.job import Education, Job, Kind, Pay
from generator.pages.choosing import SCRIPT, SEPARATOR, filter_of, several, useful
from generator.pages.context import Context
from generator.pages.views import Chooser
from generator.pages.words import number_words

KINDS: tuple[Kind, ...] = ("full-time", "part-time", "internship", "temporary", "contract")
EDUCATIONS: tuple[Education, ...] = ("none", "secondary", "college", "bachelor", "master", "doctorate")

BANDS = ((0, 5000), (5000, 8000), (8000, 12000), (12000, 20000), (20000, inf))
"""Ranges of pay a month, in yuan: from, and up to but not with."""

ORDERS = (("", "jobs_sort_newest"), ("closing", "jobs_sort_closing"), ("pay", "jobs_sort_pay"))
"""Values of the order in the address, and the words they go by."""

NEGOTIABLE = "negotiable"
REMOTE = "remote"

MONTHS_OF = {"hour": 174, "day": 21.75, "month": 1, "year": 1 / 12}
"""How many of each a month of full-time work has: 21.75 paid days of eight hours, as Chinese labour law counts."""


def job_facts(job: Job) -> tuple[tuple[str, str], ...]:
    """What the row of *job* can be chosen and sorted by: names and values of its ``data-`` attributes."""
    wage = monthly(job.pay)
    return (
        ("alliance", job.alliance),
        ("place", several(_places(job))),
        ("education", job.education),
        ("kind", job.kind),
        ("pay", several(_bands(job.pay))),
        ("wage", f"{wage[1]:.0f}" if wage else ""),
        ("until", job.valid_through.isoformat()),
    )


def monthly(pay: Pay | None) -> tuple[float, float] | None:
    """Lowest and highest pay in yuan a month of full-time work; one number twice where only the lowest is said."""
    if pay is None:
        return None
    share = MONTHS_OF[pay.per]
    return float(pay.min) * share, float(pay.max if pay.max is not None else pay.min) * share


def _bands(pay: Pay | None) -> tuple[str, ...]:
    """The values of the ranges that *pay* reaches into."""
    wage = monthly(pay)
    if wage is None:
        return (NEGOTIABLE,)
    least, most = wage
    return tuple(_band(low, high) for low, high in BANDS if least < high and (most > low or least == low))


def _band(low: float, high: float) -> str:
    return f"{low:.0f}-" if high == inf else f"{low:.0f}-{high:.0f}"


def _places(job: Job) -> tuple[str, ...]:
    place = job.workplace.name.zh.replace(SEPARATOR, " ")
    return (place, REMOTE) if job.remote else (place,)


def job_board(context: Context, jobs: Sequence[Job], total: int) -> Chooser | None:
    """The filters for *jobs*, which stand on one page, of *total*; None when there is nothing to choose from."""
    if len(jobs) < 2:
        return None
    word = context.word
    alliances = {job.alliance: context.edition.alliance_by_id.get(job.alliance) for job in jobs}
    names = {name: context.say(found.short_name) for name, found in alliances.items() if found is not None}
    places = {_places(job)[0]: context.say(job.workplace.name) for job in jobs}
    places = dict(sorted(places.items(), key=lambda place: place[1].text))
    pays = {_band(low, high): context.own(_band_words(context, low, high)) for low, high in BANDS}
    filters = (
        filter_of("alliance", word("label_alliance"), names, (job.alliance for job in jobs)),
        filter_of(
            "place",
            word("label_place"),
            {**places, REMOTE: context.own(word("remote"))},
            (place for job in jobs for place in _places(job)),
        ),
        filter_of(
            "education",
            word("label_education"),
            {value: context.own(word(f"education_{value}")) for value in EDUCATIONS},
            (job.education for job in jobs),
        ),
        filter_of(
            "kind",
            word("label_kind"),
            {value: context.own(word(f"kind_{value}")) for value in KINDS},
            (job.kind for job in jobs),
        ),
        filter_of(
            "pay",
            word("label_monthly_pay"),
            {**pays, NEGOTIABLE: context.own(word("pay_negotiable"))},
            (band for job in jobs for band in _bands(job.pay)),
        ),
    )
    partly = (word("jobs_on_this_page", count=len(jobs), total=total),) if len(jobs) < total else ()
    return Chooser(
        id="hub-jobs",
        filters=useful(filters),
        orders=tuple((value, word(key)) for value, key in ORDERS),
        script=context.base + SCRIPT,
        share=context.full_url("jobs/"),
        summary=word("jobs_choose"),
        found=word("jobs_found"),
        none=word("jobs_none"),
        notes=(word("jobs_pay_note"), *partly),
    )


def _band_words(context: Context, low: float, high: float) -> str:
    if high == inf:
        return context.word("pay_band_from", min=number_words(low))
    if low == 0:
        return context.word("pay_band_below", max=number_words(high))
    return context.word("pay_band", min=number_words(low), max=number_words(high))
