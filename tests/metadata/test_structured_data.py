"""Structured data is complete, true to the page, and safe inside a script element (rules S1–S7)."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.metadata.structured_data import (
    EMPLOYMENT,
    alliance_organization,
    breadcrumbs,
    event,
    handbook_breadcrumbs,
    job_posting,
    news_article,
    organization,
    page_data,
    script,
    website,
)
from generator.model.alliance import Alliance
from generator.model.event import Event
from generator.model.hub import Edition, Hub, Media
from generator.model.job import Job
from generator.model.news import News
from generator.model.prose import Body, Markup
from generator.model.record import Lang
from generator.model.site import SiteIdentity, Taxonomy
from generator.pages.context import Context
from generator.pages.keys import Keys
from generator.pictures.renditions import renditions
from generator.strings import Strings

TODAY = dt.date(2026, 11, 22)

SITE = SiteIdentity.model_validate(
    {
        "name": {"zh": "联盟站", "en": "Alliance hub"},
        "short_name": {"zh": "联盟", "en": "Hub"},
        "slogan": {"zh": "一句话", "en": "One sentence"},
        "description": {"zh": "介绍", "en": "Description"},
        "domain": "hub.example",
        "region": {"zh": "靖江", "en": "Jingjiang"},
        "publisher": {"zh": "编辑组", "en": "Editors"},
    }
)

JOB: dict[str, Any] = {
    "id": "welder",
    "file": "jobs/welder.yml",
    "title": {"zh": "焊工", "en": "Welder"},
    "employer": {"name": {"zh": "甲厂", "en": "Works A"}, "url": "https://works.example/"},
    "alliance": "hvac",
    "headcount": "3",
    "workplace": {
        "name": {"zh": "一号厂区", "en": "Yard 1"},
        "locality": {"zh": "靖江市", "en": "Jingjiang"},
        "street": {"zh": "滨江路1号", "en": "1 Binjiang Road"},
    },
    "pay": {"min": "8000", "max": "12000", "per": "month"},
    "about": {"zh": "第一段。\n\n第二段 <必读>。", "en": "One.\n\nTwo <b>."},
    "duties": [{"zh": "焊接分段", "en": "Weld sections"}],
    "requirements": [{"zh": "持证", "en": "Certified"}],
    "apply": {"how": {"zh": "打电话", "en": "Call"}},
    "posted": "2026-11-01",
    "valid_through": "2026-12-31",
}

EVENT: dict[str, Any] = {
    "id": "fair",
    "file": "events/fair.yml",
    "title": {"zh": "招聘会", "en": "Job fair"},
    "summary": {"zh": "一场招聘会", "en": "A job fair"},
    "category": "fair",
    "start": "2026-12-05 09:30",
    "end": "2026-12-05 11:30",
    "place": {"name": {"zh": "大厅", "en": "Hall"}, "address": {"zh": "二号路", "en": "Road 2"}},
    "organiser": {"name": {"zh": "办公室", "en": "Office"}},
    "posted": "2026-11-01",
}

MONTHLY = {"every": "month", "week": "first", "weekday": "sat", "until": "2027-03-31"}


def job(**changes: Any) -> Job:
    return Job.model_validate({**JOB, **changes})


def happening(**changes: Any) -> Event:
    return Event.model_validate({**EVENT, **changes})


def article(**changes: Any) -> News:
    text = Markup("news/2026/x/index.md", "<p>…</p>", (), 1, "0" * 12)
    identity = {"id": "2026-11-20-x", "file": "news/2026/2026-11-20-x/index.md", "body": Body(text, text)}
    fields = {"title": {"zh": "标题", "en": "Title"}, "summary": {"zh": "摘要"}, "date": "2026-11-20"}
    return News.model_validate({**identity, **fields, **changes})


@pytest.fixture
def context(strings: Strings) -> Context:
    hub = Hub(SITE, Taxonomy(tags={}, event_categories={}))
    edition = Edition(hub, TODAY)
    return Context(edition, "zh", strings, "/some/base/", "https://x.example/some/base/", Keys(edition, b""))


def in_english(context: Context) -> Context:
    return replace(context, lang="en", rows={})


# Jobs


def test_a_job_says_all_that_its_page_says(context: Context) -> None:
    """S1: every property a job search asks for is there, in the page's language."""
    expected = {
        "@context": "https://schema.org",
        "@type": "JobPosting",
        "title": "Welder",
        "description": (
            "<p>One.</p><p>Two &lt;b&gt;.</p>"
            "<p><strong>Duties</strong></p><ul><li>Weld sections</li></ul>"
            "<p><strong>Requirements</strong></p><ul><li>Certified</li></ul>"
        ),
        "identifier": {"@type": "PropertyValue", "name": "Works A", "value": "welder"},
        "url": "https://x.example/some/base/en/jobs/welder/",
        "datePosted": "2026-11-01",
        "validThrough": "2026-12-31T23:59:59+08:00",
        "employmentType": "FULL_TIME",
        "totalJobOpenings": 3,
        "hiringOrganization": {"@type": "Organization", "name": "Works A", "url": "https://works.example/"},
        "jobLocation": {
            "@type": "Place",
            "name": "Yard 1",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": "1 Binjiang Road",
                "addressLocality": "Jingjiang",
                "addressCountry": "CN",
            },
        },
        "baseSalary": {
            "@type": "MonetaryAmount",
            "currency": "CNY",
            "value": {"@type": "QuantitativeValue", "minValue": 8000, "maxValue": 12000, "unitText": "MONTH"},
        },
    }

    assert expected == job_posting(in_english(context), job())


@pytest.mark.parametrize(
    "changes",
    [{"sample": True}, {"valid_through": "2026-11-21"}],
    ids=["sample", "expired"],
)
def test_samples_and_expired_jobs_say_nothing(context: Context, changes: dict[str, Any]) -> None:
    """S7: no JobPosting for what is not real or no longer stands."""
    assert job_posting(context, job(**changes)) is None


def test_a_job_stands_on_its_last_day(context: Context) -> None:
    """The last day of an opening belongs to it."""
    assert job_posting(context, job(valid_through="2026-11-22")) is not None


def test_an_untranslated_job_speaks_on_its_original_page_only(context: Context) -> None:
    """A copy that shows the Chinese text below /en/ carries no data of the record."""
    chinese = job(title={"zh": "焊工"})

    assert job_posting(context, chinese) is not None
    assert job_posting(in_english(context), chinese) is None


def test_every_kind_of_employment_has_its_word(context: Context) -> None:
    """S1: employmentType comes from schema.org's words."""
    found = {kind: (job_posting(context, job(kind=kind)) or {})["employmentType"] for kind in EMPLOYMENT}

    assert found == {
        "full-time": "FULL_TIME",
        "part-time": "PART_TIME",
        "internship": "INTERN",
        "temporary": "TEMPORARY",
        "contract": "CONTRACTOR",
    }


def test_a_post_from_home_names_a_country_and_no_yard(context: Context) -> None:
    """S1: TELECOMMUTE with applicantLocationRequirements; the description says that it is done from home."""
    data = job_posting(context, job(remote=True)) or {}

    assert data["jobLocationType"] == "TELECOMMUTE"
    assert data["applicantLocationRequirements"] == {"@type": "Country", "name": "China"}
    assert "jobLocation" not in data
    assert context.word("remote") in data["description"]


@pytest.mark.parametrize(
    ("pay", "expected"),
    [
        (None, None),
        ({"min": "8000"}, None),
        ({"min": "60", "max": "60", "per": "hour"}, {"value": 60, "unitText": "HOUR"}),
        ({"min": "200.5", "max": "300", "per": "day"}, {"minValue": 200.5, "maxValue": 300, "unitText": "DAY"}),
        ({"min": "1", "max": "2", "per": "year"}, {"minValue": 1, "maxValue": 2, "unitText": "YEAR"}),
    ],
)
def test_pay_is_said_as_far_as_it_is_known(context: Context, pay: Any, expected: Any) -> None:
    """Negotiable and open-ended pay is left out rather than made up."""
    salary = (job_posting(context, job(pay=pay)) or {}).get("baseSalary")

    assert expected == (salary and {key: value for key, value in salary["value"].items() if key != "@type"})


# Events


def test_an_event_has_its_times_with_their_offset(context: Context) -> None:
    """S2: what Google requires and recommends of an event, as far as the page shows it."""
    expected = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": "招聘会",
        "description": "一场招聘会",
        "url": "https://x.example/some/base/events/fair/",
        "inLanguage": "zh-Hans",
        "startDate": "2026-12-05T09:30:00+08:00",
        "endDate": "2026-12-05T11:30:00+08:00",
        "eventStatus": "https://schema.org/EventScheduled",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": "大厅",
            "address": {"@type": "PostalAddress", "streetAddress": "二号路"},
        },
        "organizer": {"@type": "Organization", "name": "办公室"},
    }

    assert expected == event(context, happening())


def test_whole_days_end_on_their_last_day(context: Context) -> None:
    """S2: dates without a time, the end inclusive."""
    data = event(context, happening(start="2026-12-05", end="2026-12-06")) or {}

    assert (data["startDate"], data["endDate"]) == ("2026-12-05", "2026-12-06")


def test_an_end_that_says_nothing_is_left_out(context: Context) -> None:
    """Neither a missing end nor one equal to the start becomes an endDate."""
    assert "endDate" not in (event(context, happening(end=None)) or {})
    assert "endDate" not in (event(context, happening(end="2026-12-05 09:30")) or {})


@pytest.mark.parametrize(
    ("status", "expected"),
    [("scheduled", "EventScheduled"), ("cancelled", "EventCancelled"), ("postponed", "EventPostponed")],
)
def test_the_status_is_schema_orgs(context: Context, status: str, expected: str) -> None:
    """S2: eventStatus is the address of one of schema.org's values."""
    assert (event(context, happening(status=status)) or {})["eventStatus"] == f"https://schema.org/{expected}"


def test_an_event_can_be_here_and_online(context: Context) -> None:
    """S2: the attendance mode follows the place."""
    here = {"zh": "大厅", "en": "Hall"}
    online = event(context, happening(place={"name": here, "online": True})) or {}
    mixed = event(context, happening(place={"name": here, "url": "https://meet.example/1"})) or {}

    assert online["eventAttendanceMode"].endswith("/OnlineEventAttendanceMode")
    assert online["location"] == {"@type": "VirtualLocation", "name": "大厅", "url": online["url"]}
    assert mixed["eventAttendanceMode"].endswith("/MixedEventAttendanceMode")
    assert [place["@type"] for place in mixed["location"]] == ["Place", "VirtualLocation"]
    assert mixed["location"][0]["address"]["streetAddress"] == "大厅"


def test_a_series_is_its_next_date_and_a_schedule(context: Context) -> None:
    """The first date that is not over and takes place; the regular rule stands beside it."""
    series = happening(recurrence={**MONTHLY, "cancelled": ["2026-12-05"]})
    data = event(context, series) or {}

    assert data["startDate"] == "2027-01-02T09:30:00+08:00"
    assert data["endDate"] == "2027-01-02T11:30:00+08:00"
    assert data["eventSchedule"] == {
        "@type": "Schedule",
        "startDate": "2026-12-05",
        "repeatFrequency": "P1M",
        "endDate": "2027-03-31",
        "byDay": "1SA",
        "startTime": "09:30:00",
        "endTime": "11:30:00",
        "exceptDate": ["2026-12-05"],
        "scheduleTimezone": "Asia/Shanghai",
    }


def test_a_moved_date_is_rescheduled(context: Context) -> None:
    """S2: EventRescheduled at its new time; the regular date is excepted from the schedule."""
    moved = [{"original": "2026-12-05", "start": "2026-12-12 14:00"}]
    data = event(context, happening(recurrence={**MONTHLY, "moved": moved})) or {}

    assert data["eventStatus"] == "https://schema.org/EventRescheduled"
    assert (data["startDate"], data["endDate"]) == ("2026-12-12T14:00:00+08:00", "2026-12-12T16:00:00+08:00")
    assert data["eventSchedule"]["exceptDate"] == ["2026-12-05"]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ({"every": "week", "count": "4"}, {"repeatFrequency": "P1W", "byDay": "SA", "repeatCount": 4}),
        ({"every": "month", "interval": "2", "count": "3"}, {"repeatFrequency": "P2M", "byMonthDay": 5}),
        ({"every": "year", "count": "3"}, {"repeatFrequency": "P1Y", "byMonthDay": 5, "byMonth": 12}),
    ],
)
def test_a_schedule_names_its_days(context: Context, rule: Any, expected: dict[str, Any]) -> None:
    """Without a weekday of its own, a series recurs on that of its first date, or on its day of the month."""
    schedule = (event(context, happening(recurrence=rule)) or {})["eventSchedule"]

    assert expected.items() <= schedule.items()


@pytest.mark.parametrize("changes", [{"sample": True}, {"start": "2026-11-20 09:00", "end": "2026-11-20 10:00"}])
def test_samples_and_past_events_say_nothing(context: Context, changes: dict[str, Any]) -> None:
    """S7."""
    assert event(context, happening(**changes)) is None


# News, organisations, the site


def test_news_has_its_dates_author_and_picture(context: Context) -> None:
    """S3, with full addresses below any base path."""
    item = article(updated="2026-11-21", cover={"file": "a.jpg", "alt": {"zh": "图"}})
    media = Media("news/2026/2026-11-20-x/a.jpg", 800, 600, 1)
    hub = replace(context.edition.hub, media={media.path: media})
    data = news_article(replace(context, edition=Edition(hub, TODAY)), item) or {}

    assert data["headline"] == "标题"
    assert data["datePublished"] == "2026-11-20T00:00:00+08:00"
    assert data["dateModified"] == "2026-11-21T00:00:00+08:00"
    assert data["author"]["name"] == data["publisher"]["name"] == "编辑组"
    assert data["image"] == f"https://x.example/some/base/{renditions(media).plain.path}"
    assert data["inLanguage"] == "zh-Hans"


def test_untranslated_news_speaks_on_its_original_page_only(context: Context) -> None:
    """H3: the copy below /en/ leaves the data to the original."""
    item = article(body=Body(article().body.zh))

    assert news_article(context, item) is not None
    assert news_article(in_english(context), item) is None


def test_an_alliance_names_its_real_members(context: Context) -> None:
    """S4, S7: samples among the members are left out."""
    names = {
        "name": {"zh": "暖通联盟"},
        "short_name": {"zh": "暖通"},
        "industry": {"zh": "暖通"},
        "summary": {"zh": "…"},
    }
    members = [{"name": {"zh": "甲"}}, {"name": {"zh": "乙"}, "sample": True}]
    identity = {"id": "hvac", "file": "alliances/hvac/alliance.yml"}
    contact = {"phone": "0523-0000000"}
    alliance = Alliance.model_validate({**identity, **names, "members": members, "contact": contact})
    data = alliance_organization(context, alliance) or {}

    assert data["@type"] == "Organization"
    assert [member["name"] for member in data["member"]] == ["甲"]
    assert data["contactPoint"] == {"@type": "ContactPoint", "telephone": "0523-0000000"}
    assert alliance_organization(context, alliance.model_copy(update={"sample": True})) is None


def test_the_site_offers_its_search_only_when_there_is_one(context: Context) -> None:
    """S6."""
    action = website(in_english(context), searchable=True)["potentialAction"]

    assert action["target"]["urlTemplate"] == "https://x.example/some/base/en/search/?q={search_term_string}"
    assert action["query-input"] == "required name=search_term_string"
    assert "potentialAction" not in website(context, searchable=False)
    assert website(context, searchable=False)["publisher"]["@id"] == organization(context)["@id"]


def test_each_page_says_what_it_is(context: Context) -> None:
    """Home: site and publisher. Below it: breadcrumbs, and the record on its own page."""
    home = context.frame("home", "", "联盟站", "介绍")
    page = context.frame("jobs", "jobs/welder/", "焊工", "介绍", (context.section_link("jobs"),))
    bare = page._replace(breadcrumbs=())

    assert [data["@type"] for data in page_data(context, home)] == ["WebSite", "Organization"]
    assert [data["@type"] for data in page_data(context, page, job())] == ["BreadcrumbList", "JobPosting"]
    assert [data["@type"] for data in page_data(context, page, job(sample=True))] == ["BreadcrumbList"]
    assert page_data(context, bare) == ()


def test_breadcrumbs_count_from_home(context: Context) -> None:
    """S5: full addresses, positions from 1, the page itself last."""
    page = context.frame("jobs", "jobs/welder/", "焊工", "介绍", (context.section_link("jobs"),))

    assert breadcrumbs(context, page.breadcrumbs)["itemListElement"] == [
        {"@type": "ListItem", "position": 1, "name": "首页", "item": "https://x.example/some/base/"},
        {"@type": "ListItem", "position": 2, "name": "岗位", "item": "https://x.example/some/base/jobs/"},
        {"@type": "ListItem", "position": 3, "name": "焊工", "item": "https://x.example/some/base/jobs/welder/"},
    ]


def test_the_handbook_has_breadcrumbs_too(context: Context) -> None:
    """S5: its home is the second step, its pages the third."""
    context = in_english(context)
    home = handbook_breadcrumbs(context, "Handbook", "en/handbook/")["itemListElement"]
    page = handbook_breadcrumbs(context, "Jobs", "en/handbook/jobs/")["itemListElement"]

    assert [step["item"] for step in page] == [
        "https://x.example/some/base/en/",
        "https://x.example/some/base/en/handbook/",
        "https://x.example/some/base/en/handbook/jobs/",
    ]
    assert page[:2] == home


# The element


@given(st.text())
def test_no_text_leaves_the_element(text: str) -> None:
    """Whatever a title holds, the element ends where it should and means what was written."""
    element = script({"name": text})
    inside = element.removeprefix('<script type="application/ld+json">').removesuffix("</script>")

    assert not set("<>&\u2028\u2029") & set(inside)
    assert json.loads(inside) == {"name": text}


def test_the_element_keeps_chinese_readable_and_keys_in_order() -> None:
    """The same data gives the same bytes."""
    expected = '<script type="application/ld+json">{"b":"焊工 \\u003c/script\\u003e","a":1}</script>'

    assert expected == script({"b": "焊工 </script>", "a": 1})


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_language_is_the_pages(context: Context, lang: Lang) -> None:
    """H4: zh-Hans or en, as in the lang attribute."""
    data = event(replace(context, lang=lang, rows={}), happening()) or {}

    assert data["inLanguage"] == {"zh": "zh-Hans", "en": "en"}[lang]
