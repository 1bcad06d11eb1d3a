"""hub.yml and taxonomy.yml: what the hub is called, and the words it sorts by."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.record import Contact, Count, Figure, Id, LongText, PictureFile, Record, Source, Text, WebAddress


class Filing(Record):
    """Registration numbers that Chinese law wants in the footer. Absent until they are really given."""

    icp: Annotated[str, Field(max_length=60)] | None = Field(None, description="ICP 备案号 / ICP filing number")
    police: Annotated[str, Field(max_length=60)] | None = Field(
        None, description="公安备案号 / Public-security filing number"
    )
    police_url: WebAddress | None = Field(None, description="公安备案网址 / Address of the police record")


class SiteMark(Record):
    """The mark of a party or government website (rule G2): a picture that links to the registry's record."""

    file: PictureFile = Field(description="图片文件名，放在 content/ 下 / Its picture, directly in content/")
    alt: Text = Field(description="画面说明 / What it shows")
    url: WebAddress = Field(description="标识指向的网址 / Address of the record it links to")


class GovernmentSite(Record):
    """What the public-sector profile needs (rule G1)."""

    site_id: Annotated[str, Field(pattern=r"^[A-Za-z0-9]{1,20}$")] = Field(description="网站标识码 / SiteIDCode")
    mark: SiteMark | None = Field(None, description="党政机关网站标识 / The mark in the footer")


class SiteIdentity(Record):
    """The hub as hub.yml describes it."""

    name: Text = Field(description="站名 / Name of the hub")
    short_name: Text = Field(description="简称 / Short name")
    slogan: Text = Field(description="一句话说明 / What it is, in one sentence")
    description: Text = Field(description="给搜索引擎的介绍 / Description for search engines")
    about: LongText | None = Field(None, description="首页介绍 / Introduction on the home page")
    domain: Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", max_length=120)] = Field(
        description="永久域名，订阅源和日历的编号由它而来 / Permanent domain, from which identifiers are made"
    )
    region: Text = Field(description="地区 / Region")
    publisher: Text = Field(description="主办 / Who publishes the hub")
    contact: Contact | None = Field(None, description="联系方式 / Contact")
    source: Source | None = Field(None, description="信息来源 / Source of its facts")
    figures: tuple[Figure, ...] = Field((), description="首页数字 / Figures of the home page")
    filing: Filing = Field(Filing(), description="备案号 / Filing numbers")
    profile: Literal["plain", "gov"] = Field(
        "plain", description="plain 普通，gov 政务网站 / gov adds the public-sector meta tags"
    )
    government: GovernmentSite | None = Field(None, description="政务网站信息 / For the gov profile")
    page_size: Annotated[Count, Field(ge=5, le=100)] = Field(20, description="列表每页条数 / Items on a list page")
    feed_size: Annotated[Count, Field(ge=5, le=100)] = Field(30, description="订阅源条数 / Items in a feed")


class Taxonomy(Record):
    """The words items are sorted by; ids are permanent."""

    tags: dict[Id, Text] = Field(description="标签 / Tags")
    event_categories: dict[Id, Text] = Field(description="活动类别 / Event categories")
