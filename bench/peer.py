"""The made-up hub as a Hugo site, to measure our build beside Hugo and Pagefind on the same texts.

    python bench/peer.py OUT --news 2000

The content is what `corpus.py` makes, put as Hugo likes it: front matter and text of each language in a file of its
own, links between items and dates of series worked out beforehand. Templates and settings lie in `hugo/`. README.md
says what each side does and does not do.
"""

from __future__ import annotations

import argparse
import datetime as dt
import shutil
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml
from corpus import CATEGORIES, DAY, KINDS, MOVED, TAGS, Plan, dump

from generator.model.recurrence import months_later

HERE = Path(__file__).resolve().parent
ZONE = "+08:00"
LANGS = ("zh", "en")
SUFFIX = {"zh": "", "en": ".en"}
FEEDS = ["html", "rss", "atom", "jsonfeed"]
MOST_MONTHS = 24

LASTING: dict[str, object] = {"cascade": [{"params": {"until": "9999-12-31"}}]}
"""For the items of a section that are never over."""

SECTIONS: dict[str, tuple[tuple[str, str], dict[str, object]]] = {
    "alliances": (("联盟", "Alliances"), {"layout": "plain-list"}),
    "achievements": (("成果", "Results"), {"outputs": FEEDS, **LASTING}),
    "news": (("新闻", "News"), {"outputs": FEEDS, **LASTING}),
    "jobs": (("岗位", "Jobs"), {"outputs": FEEDS}),
    "events": (("活动", "Events"), {"outputs": [*FEEDS, "calendar"]}),
    "policies": (("政策", "Policies"), {"outputs": FEEDS, **LASTING}),
    "services": (("服务", "Services"), {"layout": "plain-list", **LASTING}),
    "tags": (("标签", "Tags"), {}),
}
PAGES = {
    "handbook": ("编辑手册", "Handbook"),
    "search": ("搜索", "Search"),
    "subscribe": ("订阅", "Subscribe"),
}
SUBPAGES = {
    "jobs/closed": (("已截止岗位", "Closed openings"), "jobs"),
    "events/past": (("往期活动", "Past events"), "events"),
}

Files = Iterator[tuple[str, str | bytes]]


def page(fields: dict[str, object], body: str = "") -> str:
    """A content file of Hugo."""
    return f"---\n{dump({key: value for key, value in fields.items() if value is not None})}---\n\n{body}"


def moment(day: dt.date) -> str:
    """Midnight of *day* in the hub's zone, as Hugo reads dates."""
    return f"{day.isoformat()}T00:00:00{ZONE}"


def said(value: Any, lang: str) -> Any:
    """A value of a record in one language, however deep its texts lie."""
    if isinstance(value, dict):
        return value[lang] if value.keys() == {"zh", "en"} else {key: said(one, lang) for key, one in value.items()}
    if isinstance(value, list):
        return [said(one, lang) for one in value]
    return value


def split(text: str) -> tuple[dict[str, Any], str]:
    """Front matter and text of one of our files."""
    _, head, body = text.split("---\n", 2)
    return yaml.load(head, Loader=_LOADER), body.lstrip("\n")  # noqa: S506 - a safe loader


_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def linked(body: str, lang: str) -> str:
    """Our links to files as addresses."""
    root = "/" if lang == "zh" else "/en/"
    for up in ("../../../", "../../"):
        body = body.replace(f"]({up}alliances/", f"]({root}alliances/").replace(f"]({up}pages/", f"]({root}")
    return body.replace("/alliance.yml)", "/)").replace("/index.md)", "/)")


def site_files(plan: Plan) -> Files:
    """The content of the Hugo site."""
    yield from _fixed()
    years: set[str] = set()
    last_event = DAY
    alliances: dict[str, Any] = {}
    taken: dict[str, str | bytes] = {}
    for path, data in (file for kind in KINDS for file in kind(plan)):
        section, _, rest = path.partition("/")
        if section == "news":
            years.add(rest.partition("/")[0])
        if section in ("news", "achievements", "policies", "pages"):
            # An article is complete when the next one begins.
            folder = path.rpartition("/")[0]
            if taken and folder not in taken:
                yield from _article(taken)
                taken = {}
            taken[folder] = ""
            taken[path] = data
            continue
        if taken:
            yield from _article(taken)
            taken = {}
        if section == "alliances":
            folder, _, name = path.rpartition("/")
            if name == "alliance.yml":
                alliances[folder] = yaml.load(data, Loader=_LOADER)  # noqa: S506 - a safe loader
            else:
                yield from _alliance(folder, "en" if name.endswith(".en.md") else "zh", alliances[folder], str(data))
        elif section in ("jobs", "events", "services"):
            record = yaml.load(data, Loader=_LOADER)  # noqa: S506 - a safe loader
            if section == "events" and record["posted"] <= DAY:
                last_event = max(last_event, *occurrences(record))
            yield from _ITEMS[section](path.removesuffix(".yml"), record)
    for year in sorted(years):
        for lang in LANGS:
            yield f"news/{year}/_index{SUFFIX[lang]}.md", page({"title": year})
    yield from _months(last_event)


def _fixed() -> Files:
    """Home, sections, tags, and pages that do not depend on the content."""
    for at, lang in enumerate(LANGS):
        end = SUFFIX[lang]
        for name, (title, more) in SECTIONS.items():
            yield f"{name}/_index{end}.md", page({"title": title[at], **more})
        for name, title in PAGES.items():
            layout = {"layout": "subscribe"} if name == "subscribe" else {}
            yield f"{name}{end}.md", page({"title": title[at], **layout})
        for path, (title, over) in SUBPAGES.items():
            yield f"{path}/_index{end}.md", page({"title": title[at], "over": over, "layout": "list"})
        yield f"_index{end}.md", page({"title": ("首页", "Home")[at]})
        hidden = {"build": {"render": "never"}}
        yield f"groups/_index{end}.md", page({"title": "groups", **hidden, "cascade": [hidden]})
        yield f"months/_index{end}.md", page({"title": "months", **hidden})
        for tag, words in TAGS.items():
            yield f"tags/{tag}/_index{end}.md", page({"title": words[at]})


def _article(files: dict[str, str | bytes]) -> Files:
    """News, an achievement, a policy, the page about the hub: both languages, the original where one is missing."""
    folder = next(iter(files))
    named = {path.rpartition("/")[2]: data for path, data in files.items() if path != folder}
    zh, body = split(str(named["index.md"]))
    target = folder.removeprefix("pages/")
    bundled = "panel.png" in named
    for lang in LANGS:
        fields, text, fallback = zh, body, False
        if lang == "en":
            if "index.en.md" in named:
                own, text = split(str(named["index.en.md"]))
                fields = {**zh, **own}
            else:
                fallback = True
        head: dict[str, object] = {
            "title": fields["title"],
            "description": fields["summary"],
            "date": moment(zh["date"]) if "date" in zh else None,
            "groups": zh.get("alliances"),
            "tags": zh.get("tags"),
            "source": said(zh["source"]["name"], lang) if "source" in zh else None,
            "audience": said(zh.get("audience"), lang),
            "benefit": said(zh.get("benefit"), lang),
            "figures": said(zh.get("figures"), lang),
            "cover": said(zh.get("cover"), lang),
            "fallback": fallback or None,
        }
        # A text that is not translated keeps its links in the language of the page.
        name = f"{target}/index{SUFFIX[lang]}.md" if bundled else f"{target}{SUFFIX[lang]}.md"
        yield name, page(head, linked(text, lang))
    if bundled:
        yield f"{target}/panel.png", named["panel.png"]


def _alliance(folder: str, lang: str, record: dict[str, Any], text: str) -> Files:
    """The page of an alliance in one language, and the list of its news."""
    group = folder.partition("/")[2]
    fields = {
        "title": said(record["name"], lang),
        "description": said(record["summary"], lang),
        "short": said(record["short_name"], lang),
        "group": group,
        "weight": record["order"],
        "committee": said(record["committee"]["name"], lang),
        "members": [said(member["name"], lang) for member in record["members"]],
        "tags": None,
        "layout": "alliance",
        "outputs": [*FEEDS, "calendar"],
    }
    yield f"{folder}/_index{SUFFIX[lang]}.md", page(fields, linked(text, lang))
    title = f"{fields['title']} · {('新闻', 'News')[LANGS.index(lang)]}"
    yield f"{folder}/news/_index{SUFFIX[lang]}.md", page({"title": title, "group": group, "layout": "list"})


def _job(path: str, record: dict[str, Any]) -> Files:
    for lang in LANGS:
        fields = {
            "title": said(record["title"], lang),
            "description": said(record["employer"]["name"], lang),
            "date": moment(record["posted"]),
            "groups": [record["alliance"]],
            "tags": record["tags"],
            "employer": said(record["employer"]["name"], lang),
            "headcount": record["headcount"],
            "place": said(record["workplace"]["name"], lang),
            "pay": record["pay"],
            "duties": said(record["duties"], lang),
            "requirements": said(record["requirements"], lang),
            "how": said(record["apply"]["how"], lang),
            "valid_through": record["valid_through"].isoformat(),
            "until": record["valid_through"].isoformat(),
        }
        yield f"{path}{SUFFIX[lang]}.md", page(fields)


def _event(path: str, record: dict[str, Any]) -> Files:
    dates = [day.isoformat() for day in occurrences(record)]
    rule = record.get("recurrence")
    start, end = (str(record[key]).replace(" ", "T") + f":00{ZONE}" for key in ("start", "end"))
    for lang in LANGS:
        fields = {
            "title": said(record["title"], lang),
            "description": said(record["summary"], lang),
            "date": moment(record["posted"]),
            "groups": record["alliances"],
            "tags": record["tags"],
            "category": record["category"],
            "category_name": CATEGORIES[record["category"]][LANGS.index(lang)],
            "start": start,
            "end": end,
            "hours": "09:00–11:30",
            "dates": dates,
            "until": dates[-1],
            "rrule": f"FREQ={rule['every'].upper()}LY;COUNT={rule['count']}" if rule else None,
            "place": said(record["place"]["name"], lang),
            "outputs": ["html", "event"],
        }
        yield f"{path}{SUFFIX[lang]}.md", page(fields)


def _service(path: str, record: dict[str, Any]) -> Files:
    for lang in LANGS:
        fields = {
            "title": said(record["name"], lang),
            "description": said(record["summary"], lang),
            "members": said(record["members"], lang),
            "audience": said(record["audience"], lang),
            "offers": said(record["offers"], lang),
            "ask": said(record["ask"], lang),
            "weight": record["order"],
            "aliases": [f"/{old}" for old, new in MOVED if new == f"{path}/"],
        }
        yield f"{path}{SUFFIX[lang]}.md", page(fields)


_ITEMS = {"jobs": _job, "events": _event, "services": _service}


def occurrences(record: dict[str, Any]) -> list[dt.date]:
    """The days of an event: one, or those of its series."""
    first = dt.date.fromisoformat(str(record["start"])[:10])
    rule = record.get("recurrence")
    if rule is None:
        return [first]
    if rule["every"] == "week":
        return [first + dt.timedelta(weeks=number) for number in range(rule["count"])]
    return [months_later(first, number) for number in range(rule["count"])]


def _months(last: dt.date) -> Files:
    first = months_later(DAY.replace(day=1), -1)
    for month in (months_later(first, number) for number in range(MOST_MONTHS)):
        if month <= last:
            for lang in LANGS:
                title = f"{month:%Y年%-m月}活动日历" if lang == "zh" else f"Events in {month:%B %Y}"
                fields = {"title": title, "date": moment(DAY), "weight": month.year * 12 + month.month}
                yield f"months/{month:%Y-%m}{SUFFIX[lang]}.md", page({**fields, "build": {"list": "local"}})


def write_site(folder: Path, plan: Plan, assets: Path) -> int:
    """Write the Hugo site below *folder*, with our *assets* to be served unchanged; return how many content files."""
    shutil.copytree(HERE / "hugo", folder)
    shutil.copytree(assets, folder / "static/assets")
    count = 0
    for path, data in site_files(plan):
        file = folder / "content" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        count += 1
    return count


def main() -> int:
    """Read the arguments, write, and say what was written."""
    parser = argparse.ArgumentParser(description="Write the made-up hub as a Hugo site into a new folder.")
    parser.add_argument("out", type=Path, help="folder of the site; must not exist")
    parser.add_argument("--news", type=int, default=2000, help="number of news items (default: 2000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other texts (default: 1)")
    parser.add_argument("--photos", action="store_true", help="one news item in twenty has a picture")
    given = parser.parse_args()
    count = write_site(given.out, Plan(given.news, given.seed, False, given.photos), HERE.parent / "theme/assets")
    print(f"{count} content files in {given.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
