"""A hub for another city: everything its repository needs to be checked, built and filled."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.model.record import Lang
from generator.reading.translations import fingerprint_of
from generator.schemas.files import FOLDER, schema_files, vscode_extensions, vscode_settings
from generator.schemas.yaml_text import scalar
from generator.starters.records import NEW_KINDS, new_files
from generator.starters.texts import starter_text


@dataclass(frozen=True, slots=True)
class City:
    """What has to be known of a new hub. English texts may be empty."""

    name: str
    region: str
    publisher: str
    domain: str
    name_en: str = ""
    region_en: str = ""
    publisher_en: str = ""
    package: str = "alliance-hub"
    """What `pip install` is asked for: the package's name, a wheel or an address."""


def city_files(city: City, settings: str, day: dt.date, lang: Lang) -> dict[str, str]:
    """Return the text files of a new hub by path, without its handbook.

    *settings* is the mkdocs.yml to begin from; comments for editors are in *lang*.
    """
    files = {f"content/{path}": text for path, text in _content(city, day, lang).items()}
    files |= {f"{FOLDER}/{name}": text for name, text in schema_files().items()}
    return files | {
        "mkdocs.yml": settings_for(city, settings),
        "requirements.txt": f"{city.package}\n",
        "Makefile": MAKEFILE,
        ".gitignore": "/site/\n/site.*/\n/.site.*/\n/.cache/\n/.venv/\n.DS_Store\n",
        ".gitattributes": "* text=auto eol=lf\n",
        ".vscode/settings.json": vscode_settings("content"),
        ".vscode/extensions.json": vscode_extensions(),
        ".github/workflows/site.yml": WORKFLOW,
        "README.md": _readme(city),
    }


def settings_for(city: City, settings: str) -> str:
    """Return *settings* with the name and address of *city*, and with the theme that comes with the program."""
    text = re.sub(r"^site_name:.*$", lambda _: f"site_name: {scalar(city.name)}", settings, flags=re.MULTILINE)
    address = f'site_url: !ENV [HUB_SITE_URL, "https://{city.domain}/"]'
    text = re.sub(r"^site_url:.*$", lambda _: address, text, flags=re.MULTILINE)
    return re.sub(r"^  custom_dir:.*\n", "", text, flags=re.MULTILINE)


def _content(city: City, day: dt.date, lang: Lang) -> dict[str, str]:
    name = _both(city.name, city.name_en)
    region = _both(city.region, city.region_en)
    publisher = _both(city.publisher, city.publisher_en)
    slogan = _both(
        f"{city.region}的产业联盟：新闻、成果、岗位、活动和服务",
        f"Industrial alliances of {city.region_en}: news, results, jobs, events and services" if city.region_en else "",
    )
    hub = {
        "name": name,
        "short_name": name,
        "slogan": slogan,
        "description": slogan,
        "domain": city.domain,
        "region": region,
        "publisher": publisher,
    }
    taxonomy = {
        "tags": {"talent": _both("人才", "Talent"), "technology": _both("科技创新", "Technology")},
        "event_categories": {
            "job-fair": _both("招聘会", "Job fair"),
            "policy-briefing": _both("政策解读", "Policy briefing"),
        },
    }
    alliance = {
        "name": _both("示例产业联盟", "Sample Industry Alliance"),
        "short_name": _both("示例联盟", "Sample"),
        "industry": _both("示例产业", "Sample industry"),
        "summary": _both("这是一个示例，换成你们自己的联盟。", "A sample, to be replaced by an alliance of your own."),
        "sample": True,
    }
    files = {
        "hub.yml": starter_text("hub.yml", hub, lang),
        "taxonomy.yml": starter_text("taxonomy.yml", taxonomy, lang),
    }
    files |= new_files(NEW_KINDS["alliance"], "sample", alliance, day, lang, draft=False)
    files["alliances/sample/about.md"] = "这里介绍联盟：有哪些企业，做成了什么。\n"
    return files | _about(city, day, lang)


def _about(city: City, day: dt.date, lang: Lang) -> dict[str, str]:
    """Return the page about the hub, in English as well where the names are known."""
    values = {"title": "关于本站", "summary": f"{city.name}是什么，由谁主办。", "updated": day.isoformat()}
    path = "pages/about/index.md"
    made = new_files(NEW_KINDS["page"], "about", values, day, lang, draft=False)[path]
    head, _, _ = made.rpartition("---\n")
    text = f"{head}---\n\n本站介绍{city.region}的产业联盟，由{city.publisher}主办。\n"
    files = {path: text}
    if city.name_en and city.region_en and city.publisher_en:
        files["pages/about/index.en.md"] = (
            f"---\ntitle: About this hub\nsummary: {scalar(f'What {city.name_en} is and who publishes it.')}\n"
            f"original: {scalar(str(fingerprint_of(text, path)))}\n---\n\n"
            f"This hub presents the industrial alliances of {city.region_en}. It is published by {city.publisher_en}.\n"
        )
    return files


def _both(zh: str, en: str) -> Mapping[str, Any]:
    return {"zh": zh, "en": en} if en else {"zh": zh}


MAKEFILE = """\
# 每个目标都会自己准备好 .venv / Every target brings .venv in order by itself
.PHONY: site serve check

site: .venv/ready ## 构建到 site/ / Build into site/
\t@.venv/bin/hub build

serve: .venv/ready ## 在本机预览 / Preview on this machine
\t@.venv/bin/hub serve

check: .venv/ready ## 检查全部内容 / Check all content
\t@.venv/bin/hub check

.venv/ready: requirements.txt
\t@python3 -m venv .venv
\t@.venv/bin/python -m pip install -q -r requirements.txt
\t@touch $@
"""

WORKFLOW = """\
# 检查内容、构建网站；网站放在构建产物里 / Check the content and build the site; the site is kept as an artifact
name: site
on:
  push:
    branches: [main]
  pull_request:
permissions:
  contents: read
jobs:
  site:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.11"
      - run: pip install -r requirements.txt
      - run: hub check
      - run: hub build
      - uses: actions/upload-artifact@v4
        with:
          name: site
          path: site
"""


def _readme(city: City) -> str:
    title = f"{city.name} / {city.name_en}" if city.name_en else city.name
    return f"""\
# {title}

内容在 `content/`，怎么写见 `content/handbook/`。`make check` 检查，`make serve` 预览，`make site` 构建到 `site/`。

1. 打开 `content/hub.yml`，核对站名、主办和域名。
2. `hub new alliance` 新建你们的联盟，然后删掉示例 `content/alliances/sample/`。
3. `hub new news` 写第一条新闻。

The content stands in `content/`; `content/handbook/` says how to write it. `make check` checks it, `make serve` shows
a preview, `make site` builds into `site/`.
"""
