"""Every fact the hub has to publish is where a reader would look for it, in both languages.

The site is built without samples: facts do not depend on them. A row names a fact, the page, and what that page's main
part says. White space is as a browser shows it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import pytest
from site_fixture import Site, real_site, said

__all__ = ["real_site"]


@dataclass(frozen=True)
class Fact:
    """What a page says in Chinese and in English."""

    name: str
    path: str
    zh: tuple[str, ...]
    en: tuple[str, ...]


SHIPS, CASTING, HVAC, PARTS = (f"alliances/{name}/" for name in ("shipbuilding", "green-casting", "hvac", "auto-parts"))

FACTS = (
    # Place and frame
    Fact("Jingjiang", "", ("靖江是江苏省的县级市",), ("Jingjiang is a county-level city in Jiangsu province, China",)),
    Fact(
        "the approach",
        "",
        ("“产业+党建”", "同一行业的企业结成联盟", "产业联盟党委"),
        ("“industry + Party building”", "companies of one industry form an alliance", "alliance Party committee"),
    ),
    Fact(
        "three purposes",
        "about/",
        ("科技创新", "人才集聚", "强链补链"),
        ("innovation", "talent", "the supply chain: strengthening its weak links and filling in the missing ones"),
    ),
    # The four leading industries
    Fact(
        "four industries",
        "",
        ("四大主导产业", "船舶海工", "绿色铸造", "暖通空调", "汽车零部件"),
        ("four leading industries", "Shipbuilding & offshore engineering", "Green casting", "HVAC", "Auto parts"),
    ),
    Fact(
        "alliances by name",
        "alliances/",
        ("船舶制造产业联盟", "绿色智能铸造产业联盟", "暖通空调产业联盟"),
        ("Shipbuilding Industry Alliance", "Green Intelligent Casting Industry Alliance", "HVAC Industry Alliance"),
    ),
    # Shipbuilding
    Fact(
        "breakthroughs in shipbuilding",
        SHIPS,
        ("深海探测技术", "高效节能船舶设计", "党建搭建平台"),
        (
            "deep-sea exploration technology",
            "energy-efficient ship design",
            "Party-building work provides the platform",
        ),
    ),
    Fact(
        "the achievement in shipbuilding",
        "achievements/deep-sea-and-ship-design/",
        ("深海探测技术", "高效节能船舶设计", "突破"),
        ("deep-sea exploration technology", "energy-efficient ship design", "breakthroughs"),
    ),
    Fact(
        "professors in shipyards",
        SHIPS,
        ("科技人才服务队", "领军教授", "高校", "新型研发机构", "重点实验室", "一对一、面对面"),
        (
            "science & technology talent service team",
            "leading professors from universities, new-type R&D institutions and key laboratories",
            "one-to-one",
            "face to face",
            "shipyards",
        ),
    ),
    Fact(
        "the 1+4+N system",
        SHIPS,
        ("“1+4+N”阵地服务体系", "没有说明“1”“4”“N”分别指什么"),
        ("“1+4+N” position service system", "does not say what the 1, the 4 and the N stand for"),
    ),
    Fact(
        "three tiers without a meaning",
        SHIPS,
        ("来源没有说明“1”指什么", "来源没有说明“4”指什么", "来源没有说明“N”指什么"),
        tuple(f"The source does not say what the {sign} stands for" for sign in "14N"),
    ),
    Fact(
        "the Party-building complex",
        SHIPS,
        ("联盟党建综合体", "党群服务", "科普教育", "商务洽谈"),
        ("Party-building complex", "Party-and-community service", "science education", "business talks"),
    ),
    # Green casting
    Fact("the Tackling Branch", CASTING, ("“攻坚支部”", "共性技术"), ("“Tackling Branch”", "common technologies")),
    Fact(
        "the sector's change",
        CASTING,
        ("从传统铸造转向绿色、智能制造", "自主知识产权", "高效节能铸造装备和工艺"),
        (
            "from traditional casting to green, intelligent manufacturing",
            "efficient, energy-saving casting equipment and processes",
            "intellectual property",
        ),
    ),
    # HVAC
    Fact(
        "the graduate employment base",
        HVAC,
        ("毕业生就业基地", "“蹑云江来”", "多场招聘会"),
        ("graduate employment base", "“Nieyun Jianglai”", "several job fairs"),
    ),
    Fact("over 200 positions", HVAC, ("200多个产业链岗位", "超过 200"), ("over 200 positions along the chain",)),
    Fact(
        "about 80 people",
        HVAC,
        ("约80人与企业达成初步就业意向",),
        ("about 80 people reached a preliminary employment intention with companies",),
    ),
    # Auto parts
    Fact(
        "auto parts, and no more",
        PARTS,
        ("四大主导产业", "没有联盟党委、成果和数字"),
        ("four leading industries", "no committee, results or figures"),
    ),
    # The achievement
    Fact(
        "the company",
        "achievements/sodium-silicate-process/",
        ("江苏联兴成套设备制造有限公司", "攻坚支部"),
        ("Jiangsu Lianxing Complete Equipment Manufacturing Co., Ltd.", "Tackling Branch"),
    ),
    Fact(
        "the process",
        "achievements/sodium-silicate-process/",
        ("改良泡花碱+固化剂", "气味", "耐高温", "铸件质量", "废砂", "循环利用"),
        (
            "modified sodium silicate + hardener",
            "odour",
            "high-temperature resistance",
            "quality of the castings",
            "waste sand",
            "recycled",
        ),
    ),
    Fact(
        "2,000 yuan and 5 patents in words",
        "achievements/sodium-silicate-process/",
        ("每吨铸件节约2000元", "5件发明专利"),
        ("2,000 yuan per tonne of castings", "invention patents"),
    ),
    # Talent
    Fact(
        "recruit, train, employ",
        "news/2026-11-17-recruit-train-employ/",
        ("企业党组织", "引才、育才、用才", "党员示范岗", "技能比武"),
        (
            "Party organisations of companies",
            "Recruit",
            "Train",
            "Employ",
            "Party-member model posts",
            "skills contests",
        ),
    ),
    Fact(
        "policies for talent",
        "policies/",
        ("人才公寓", "住房补贴", "人才发展基金", "人才办事一站式服务窗口"),
        ("Talent apartments", "Housing subsidies", "Talent development fund", "One-stop service window for talent"),
    ),
    # Services to companies
    Fact(
        "three lists",
        "news/2026-11-04-three-lists/",
        ("“三张清单”", "所有产业联盟党委", "来源没有写明三张清单各叫什么"),
        ("“Three lists”", "all alliance Party committees", "names none of the three lists"),
    ),
    Fact(
        "four service teams",
        "services/",
        ("科技人才服务队", "靖税青年服务队", "金融惠企服务队", "法律服务队"),
        (
            "Science & technology talent service team",
            "Jingjiang youth tax service team",
            "Finance-for-business service team",
            "Legal service team",
        ),
    ),
    Fact(
        "four teams for companies and chains",
        "news/2026-11-13-four-service-teams/",
        ("四大助企强链服务队",),
        ("four service teams that help companies and strengthen the industrial chains",),
    ),
    Fact(
        "field research",
        "news/2026-11-18-field-research/",
        ("产业链党建蹲点解剖行动", "问需求、送政策、解难题"),
        ("field research action", "ask needs", "bring policies", "solve problems"),
    ),
    Fact(
        "chain maps and plans",
        "news/2026-11-20-chain-maps-and-plans/",
        ("产业链发展图谱", "产业发展规划", "目前一张也没有公布"),
        ("maps of the industrial chains", "development plans", "no map has been published"),
    ),
    Fact(
        "Alliance Day",
        "news/2026-11-19-alliance-day/",
        ("“联盟日”", "政策解读", "供需分享", "银企对接", "没有写明"),
        (
            "Alliance Day",
            "policy briefings",
            "supply-and-demand sharing",
            "bank-enterprise meetings",
            "does not say when",
        ),
    ),
    # What is not known, and where it comes from
    Fact(
        "no date in the source",
        "about/",
        ("靖江市融媒体中心", "来源没有注明原稿的发表日期", "文章上的日期是本站发布的日期"),
        (
            "Jingjiang Media Convergence Center",
            "The source gives no date of publication",
            "day on which the hub published it",
        ),
    ),
    Fact(
        "what a sample is",
        "about/",
        ("“示例”标记", "示例企业A", "不进入订阅源、日历订阅和网站地图"),
        ("“Sample” badge", "Sample Company A", "kept out of feeds, calendar subscriptions and the sitemap"),
    ),
)

TALENT_POLICIES = ("talent-apartments", "housing-subsidies", "talent-development-fund", "one-stop-window")


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: fact.name)
def test_fact_is_told_in_both_languages(fact: Fact, real_site: Site) -> None:
    """Each thing the source says is said on the page a reader would open, in Chinese and English."""
    chinese, english = real_site.page(fact.path).text, real_site.page(f"en/{fact.path}").text

    assert [phrase for phrase in fact.zh if phrase not in chinese] == []
    assert [phrase for phrase in fact.en if phrase.lower() not in english.lower()] == []


def test_every_alliance_committee_works_with_the_three_lists(real_site: Site) -> None:
    """The three alliances whose committees are known each name the lists, and invent none."""
    for path in (SHIPS, CASTING, HVAC):
        chinese, english = real_site.page(path).text, real_site.page(f"en/{path}").text
        assert "三张清单" in chinese and "来源没有写明三张清单的名称和内容" in chinese, path
        assert "Three lists" in english and "does not name the three" in english, path


def figures(site: Site, path: str) -> str:
    """The large figures of a page, with what stands beside them."""
    return " ".join(said(figure) for figure in site.page(path).all("//main//*[contains(@class, 'hub-figures')]"))


@pytest.mark.parametrize(
    ("path", "zh", "en"),
    [
        ("achievements/sodium-silicate-process/", ("2,000", "元/吨"), ("2,000", "yuan per tonne")),
        ("achievements/sodium-silicate-process/", ("5", "件", "发明专利"), ("5", "invention patents")),
        ("achievements/nieyun-jianglai/", ("超过", "200", "岗位"), ("over", "200", "positions")),
        (
            "achievements/nieyun-jianglai/",
            ("约", "80", "初步就业意向"),
            ("about", "80", "preliminary employment intention"),
        ),
        ("", ("2,000", "5", "200", "80"), ("2,000", "5", "200", "80")),
    ],
    ids=["2,000 yuan", "5 patents", "over 200", "about 80", "home"],
)
def test_figures_are_shown_with_what_they_measure(
    path: str, zh: tuple[str, ...], en: tuple[str, ...], real_site: Site
) -> None:
    """Each number of the source stands large, with its unit, how exact it is, and what it counts."""
    chinese, english = figures(real_site, path), figures(real_site, f"en/{path}")

    assert [word for word in zh if word not in chinese] == []
    assert [word for word in en if word not in english] == []


@pytest.mark.parametrize("policy", TALENT_POLICIES)
def test_policies_state_no_amounts(policy: str, real_site: Site) -> None:
    """No policy page gives an amount or a condition, which nobody knows, and each says so."""
    chinese = real_site.page(f"policies/{policy}/").text
    english = real_site.page(f"en/policies/{policy}/").text

    assert re.search(r"\d\s*(万|元|%|平方|年以上)|[0-9,]+ ?yuan", chinese + english) is None
    assert "来源没有写明" in chinese or "来源都没有写明" in chinese
    assert "source does not" in english or "source gives neither" in english


def test_every_real_item_names_its_source(real_site: Site) -> None:
    """News, achievements and policies taken from the source name it, in the page's language."""
    named = 0
    for page in real_site.pages:
        if re.fullmatch(r"(en/)?(news/\d{4}-[^/]+|achievements/[^/]+|policies/[^/]+)/", page.path):
            label = "Jingjiang Media Convergence Center" if page.lang == "en" else "靖江市融媒体中心"
            assert label in page.text, page.path
            named += 1

    assert named >= 2 * (13 + 4 + 4)


def test_no_dated_event_or_opening_is_claimed(real_site: Site) -> None:
    """Without samples the lists of jobs and events are empty and say so: the source has none."""
    assert "眼下没有在招的岗位" in real_site.page("jobs/").text
    assert "No posts are open" in real_site.page("en/jobs/").text
    assert "近期没有排定的活动" in real_site.page("events/").text
    assert "No events are scheduled" in real_site.page("en/events/").text


def test_auto_parts_claims_no_committee_or_figures(real_site: Site) -> None:
    """The fourth industry's page has no committee, branch, figure or chain map: nothing of it is known."""
    for path in (PARTS, f"en/{PARTS}"):
        page = real_site.page(path)
        found = page.all("//main//*[@id='hub-chain' or @id='hub-lists' or @id='hub-venues']")
        found += page.all("//main//*[contains(@class, 'hub-figures') or contains(@class, 'hub-organs')]")

        assert found == [], path


def test_terms_are_the_agreed_ones(real_site: Site) -> None:
    """No page uses another English name for what has an agreed one."""
    banned = re.compile(
        r"Nie Yun|Nieyun Jiang Lai|Attack Branch|Assault Branch|Crack Branch|fortress branch|Jing Jiang", re.I
    )
    used = [f"/{page.path}: {match[0]}" for page in real_site.pages for match in banned.finditer(page.text)]

    assert used == []
