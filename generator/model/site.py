"""hub.yml and taxonomy.yml: what the hub is called, and the words it sorts by."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from generator.model.record import (
    Choices,
    Contact,
    Count,
    Figure,
    Id,
    LongText,
    PictureFile,
    Record,
    Source,
    Text,
    WebAddress,
)


class Filing(Record, title="备案号 / Filing numbers"):
    """Registration numbers that Chinese law wants in the footer. Absent until they are really given."""

    icp: Annotated[str, Field(max_length=60)] | None = Field(
        None, title="ICP 备案号 / ICP filing number", description="拿到以后才写 / once it is really given"
    )
    police: Annotated[str, Field(max_length=60)] | None = Field(
        None, title="公安备案号 / Public-security filing number", description="拿到以后才写 / once it is really given"
    )
    police_url: WebAddress | None = Field(None, title="公安备案网址 / Address of the police record")


class SiteMark(Record, title="政务网站标识 / Mark of a government website"):
    """The mark of a party or government website (rule G2): a picture that links to the registry's record."""

    file: PictureFile = Field(
        title="图片文件 / Picture file", description="直接放在 content/ 下 / directly in content/"
    )
    alt: Text = Field(title="画面说明 / What it shows")
    url: WebAddress = Field(title="标识指向的网址 / Address it links to")


class GovernmentSite(Record, title="政务网站 / Government website"):
    """What the public-sector profile needs (rule G1)."""

    site_id: Annotated[str, Field(pattern=r"^[A-Za-z0-9]{1,20}$")] = Field(title="网站标识码 / SiteIDCode")
    mark: SiteMark | None = Field(
        None, title="党政机关网站标识 / Mark of a government website", description="显示在页脚 / shown in the footer"
    )


class SiteIdentity(Record, title="站点设置 / Settings of the hub"):
    """The hub as hub.yml describes it."""

    name: Text = Field(title="站名 / Name of the hub", examples=[{"zh": "示例联盟站", "en": "Sample hub"}])
    short_name: Text = Field(title="简称 / Short name", examples=[{"zh": "示例站", "en": "Sample"}])
    slogan: Text = Field(title="一句话说明 / In one sentence", description="这个站是什么 / what the hub is")
    description: Text = Field(title="网站介绍 / Description", description="给搜索引擎看的 / for search engines")
    about: LongText | None = Field(None, title="首页介绍 / Introduction on the home page")
    domain: Annotated[str, Field(pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$", max_length=120)] = Field(
        title="永久域名 / Permanent domain",
        description="订阅源和日历的编号由它而来；定下后不改，搬到别的网址也不改 / "
        "identifiers of feeds and calendars are made from it; never change it, not even when the site moves",
        examples=["hub.example"],
    )
    region: Text = Field(title="地区 / Region")
    publisher: Text = Field(title="主办 / Publisher")
    contact: Contact | None = Field(None, title="联系方式 / Contact", examples=[{"phone": "000-0000000"}])
    source: Source | None = Field(
        None,
        title="信息来源 / Source",
        description="站上的事实从哪里来 / where its facts come from",
        examples=[{"name": {"zh": "示例来源", "en": "Sample source"}}],
    )
    figures: tuple[Figure, ...] = Field((), title="首页数字 / Figures of the home page")
    filing: Filing = Field(Filing(), title="备案号 / Filing numbers")
    profile: Annotated[
        Literal["plain", "gov"],
        Choices(
            {
                "plain": "普通网站 / plain website",
                "gov": "政务网站，加上政务网站的元数据 / government website, with its meta tags",
            }
        ),
    ] = Field("plain", title="网站类型 / Profile", examples=["plain"])
    government: GovernmentSite | None = Field(
        None,
        title="政务网站信息 / Government website",
        description="只和 profile: gov 一起写 / together with profile: gov only",
    )
    page_size: Annotated[Count, Field(ge=5, le=100)] = Field(
        20, title="列表每页条数 / Items on a list page", examples=[20]
    )
    feed_size: Annotated[Count, Field(ge=5, le=100)] = Field(30, title="订阅源条数 / Items in a feed", examples=[30])


class Taxonomy(Record, title="标签和类别 / Tags and categories"):
    """The words items are sorted by; ids are permanent."""

    tags: dict[Id, Text] = Field(
        title="标签 / Tags",
        description="编号和两种语言的名称 / ids with their names in both languages",
        examples=[{"talent": {"zh": "人才", "en": "Talent"}}],
    )
    event_categories: dict[Id, Text] = Field(
        title="活动类别 / Event categories",
        description="编号和两种语言的名称 / ids with their names in both languages",
        examples=[{"job-fair": {"zh": "招聘会", "en": "Job fair"}}],
    )
