"""Write a made-up bilingual hub of any size, to measure builds with.

    python bench/corpus.py OUT --news 2000

OUT becomes a content folder: four alliances, the news asked for, and achievements, policies, jobs, events and
services in proportion. Everything is assembled from the lists below; places and companies do not exist. The same
arguments give the same bytes, and a smaller hub's news is the beginning of a larger one's.
"""

from __future__ import annotations

import argparse
import datetime as dt
import random
import re
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import yaml
from PIL import Image

DAY = dt.date(2026, 11, 22)
"""The day the hub is made for; news lies before it, events around it."""
NEWS_A_DAY = 3

Pair = tuple[str, str]
"""The same words in Chinese and English."""

STEMS = {"甲": "Jia", "乙": "Yi", "丙": "Bing", "丁": "Ding", "戊": "Wu"}
STEMS |= {"己": "Ji", "庚": "Geng", "辛": "Xin", "壬": "Ren", "癸": "Gui"}
BRANCHES = {"子": "zi", "丑": "chou", "寅": "yin", "卯": "mao", "辰": "chen"}
BRANCHES |= {"巳": "si", "午": "wu", "未": "wei", "申": "shen", "酉": "you"}
COMPANIES: tuple[Pair, ...] = tuple(
    (f"{stem}{branch}号企业", f"Company {STEMS[stem]}{BRANCHES[branch]}") for stem in STEMS for branch in BRANCHES
)

ALLIANCES: dict[str, tuple[Pair, Pair, str]] = {
    "marine": (("海工装备产业联盟", "Marine Equipment Alliance"), ("海工装备", "Marine equipment"), "hull"),
    "castings": (("精密铸件产业联盟", "Precision Castings Alliance"), ("精密铸件", "Precision castings"), "ladle"),
    "heat-pumps": (("热泵产业联盟", "Heat Pump Alliance"), ("热泵", "Heat pumps"), "airflow"),
    "drives": (("传动部件产业联盟", "Drive Parts Alliance"), ("传动部件", "Drive parts"), "gear"),
}

TAGS: dict[str, Pair] = {
    "technology": ("技术攻关", "Technology"),
    "talent": ("人才", "Talent"),
    "recruitment": ("招聘", "Recruitment"),
    "training": ("培训", "Training"),
    "supply-chain": ("供应链", "Supply chain"),
    "quality": ("质量", "Quality"),
    "energy": ("节能", "Energy saving"),
    "finance": ("金融", "Finance"),
    "law": ("法律", "Law"),
    "policy": ("政策", "Policy"),
    "safety": ("安全", "Safety"),
    "patents": ("专利", "Patents"),
    "testing": ("检测", "Testing"),
    "planning": ("规划", "Planning"),
}

TEAMS = ("technology", "tax", "finance", "legal")
MOVED = tuple((f"services/{team}-{year}/", f"services/{team}/") for team in TEAMS for year in (2023, 2024, 2025))
"""Old addresses and where they lead."""

CATEGORIES: dict[str, Pair] = {
    "briefing": ("政策解读", "Policy briefing"),
    "matching": ("供需对接", "Supply-and-demand meeting"),
    "job-fair": ("招聘会", "Job fair"),
    "contest": ("技能比武", "Skills contest"),
    "visit": ("实地走访", "Field visit"),
}

WORDS: dict[str, tuple[Pair, ...]] = {
    "company": COMPANIES,
    "place": (
        ("星湾东区", "Starbay East"),
        ("星湾港区", "Starbay Harbour"),
        ("北堤车间", "the North Dyke workshop"),
        ("三号试验场", "Test Ground Three"),
        ("柳湾园区", "Willow Bend park"),
        ("旧船坞", "the old dock"),
        ("联合实验室", "the joint laboratory"),
        ("南桥培训中心", "the South Bridge training centre"),
        ("西岭检测站", "the West Ridge test station"),
        ("共享仓库", "the shared warehouse"),
    ),
    "product": (
        ("舱段焊缝", "block weld seams"),
        ("薄壁泵壳", "thin-walled pump housings"),
        ("低噪声风机", "low-noise fans"),
        ("行星齿轮箱", "planetary gearboxes"),
        ("钛合金阀体", "titanium valve bodies"),
        ("双级压缩机", "two-stage compressors"),
        ("空心轴", "hollow shafts"),
        ("耐压观察窗", "pressure-proof windows"),
        ("消失模浇口", "lost-foam gates"),
        ("微通道换热器", "microchannel heat exchangers"),
        ("同步器齿环", "synchroniser rings"),
        ("系泊绞车", "mooring winches"),
        ("再生砂型芯", "reclaimed-sand cores"),
        ("变频控制板", "inverter boards"),
        ("锥齿轮副", "bevel gear pairs"),
        ("管路支架", "pipe supports"),
        ("球墨铸铁轮毂", "ductile-iron hubs"),
        ("除霜阀组", "defrost valve sets"),
        ("万向节叉", "joint yokes"),
        ("舵机油缸", "steering cylinders"),
    ),
    "method": (
        ("激光跟踪测量", "laser tracking"),
        ("分层浇注", "layered pouring"),
        ("水基涂料", "a water-based coating"),
        ("在线探伤", "in-line flaw detection"),
        ("低温时效处理", "low-temperature ageing"),
        ("数字化排产", "digital scheduling"),
        ("振动监测", "vibration monitoring"),
        ("机器人打磨", "robot grinding"),
        ("快速换模", "quick die change"),
        ("余热回收", "waste-heat recovery"),
        ("工装共用", "shared tooling"),
        ("首件联检", "joint first-piece inspection"),
        ("三维扫描", "three-dimensional scanning"),
        ("真空浸渗", "vacuum impregnation"),
        ("远程诊断", "remote diagnosis"),
        ("双班轮训", "two-shift training"),
    ),
    "person": (
        ("一位工艺员", "a process engineer"),
        ("两位退休技师", "two retired master craftsmen"),
        ("焊接班组长", "the welding foreman"),
        ("来访的教授", "the visiting professor"),
        ("年轻质检员", "a young inspector"),
        ("采购主管", "the head of purchasing"),
        ("热处理工程师", "the heat-treatment engineer"),
        ("培训师傅", "the instructor"),
        ("实习学生", "a student on placement"),
        ("设备管理员", "the keeper of the machines"),
    ),
    "trouble": (
        ("气孔偏多", "too many pores"),
        ("尺寸漂移", "drifting dimensions"),
        ("交货周期过长", "long delivery times"),
        ("噪声超出约定", "noise above what was agreed"),
        ("刀具损耗快", "fast tool wear"),
        ("涂层起皮", "peeling coatings"),
        ("装配返工", "rework in assembly"),
        ("能耗居高不下", "stubbornly high energy use"),
        ("缺少试验台架", "a lack of test rigs"),
        ("新人上手慢", "slow starts for newcomers"),
        ("密封渗漏", "leaking seals"),
        ("批次间差异", "differences between batches"),
    ),
    "service": (
        ("技术人才队", "the technology team"),
        ("税务青年队", "the tax team"),
        ("金融服务队", "the finance team"),
        ("法律服务队", "the legal team"),
        ("检测联络组", "the testing contacts"),
        ("供需联络组", "the purchasing contacts"),
    ),
    "month": (
        ("1月", "January"),
        ("3月", "March"),
        ("4月", "April"),
        ("6月", "June"),
        ("8月", "August"),
        ("9月", "September"),
        ("10月", "October"),
        ("12月", "December"),
    ),
}

SENTENCES: tuple[Pair, ...] = (
    (
        "{company}在{place}试用{method}，重点解决{product}的{trouble}。",
        "{company} tried {method} at {place}, chiefly against {trouble} in {product}.",
    ),
    (
        "{person}把现场记录整理成一张表，列出{n}项原因，逐项核对。",
        "{person} turned the notes from the shop floor into a table of {n} causes and checked them one by one.",
    ),
    (
        "试了{n}批以后，{product}的合格率提高了{m}个百分点。",
        "After {n} batches the yield of {product} had risen by {m} percentage points.",
    ),
    (
        "这件事并不顺利：前{m}次试验都没有达到要求。",
        "It did not go smoothly: the first {m} trials fell short of what was required.",
    ),
    (
        "{service}到{place}走了一趟，带回{n}个问题，当场答复了{m}个。",
        "{service} went to {place}, came back with {n} questions and answered {m} on the spot.",
    ),
    (
        "联盟约定，{month}以前由{company}和{company2}共同验收。",
        "The alliance agreed that {company} and {company2} would accept the work jointly before {month}.",
    ),
    (
        "按{person}的估算，每件可以节约{n}元，废料减少百分之{m}。",
        "By the reckoning of {person}, each piece saves {n} yuan and scrap falls by {m} per cent.",
    ),
    (
        "过去各家各自摸索，{trouble}的问题拖了很久。",
        "In the past every company searched alone, and the matter of {trouble} dragged on.",
    ),
    (
        "现在几家企业共用{place}的设备，预约时间缩短到{m}天。",
        "Now several companies share the machines at {place}, and the wait for a booking is down to {m} days.",
    ),
    (
        "{company}把用过的工装借给{company2}，两家的图纸也统一了。",
        "{company} lent its tooling to {company2}, and the drawings of the two now agree.",
    ),
    (
        "课程分{m}讲，前半部分讲{method}，后半部分在{place}动手。",
        "The course has {m} lessons: first {method}, then practice at {place}.",
    ),
    (
        "报名的有{n}人，其中{m}人第一次接触{product}。",
        "{n} people signed up, {m} of whom had never worked on {product} before.",
    ),
    (
        "{person}说，最难的不是设备，而是把{method}写成大家都能照做的步骤。",
        "The hard part, says {person}, is not the machine but writing {method} down so that everyone can follow it.",
    ),
    (
        "会上定下三件事：统一检验方法，公开试验数据，{month}复查一次。",
        "The meeting settled three things: one method of inspection, open test data, and a review in {month}.",
    ),
    (
        "对小企业来说，{method}的投入不算小，{service}因此帮着算了一笔账。",
        "For small companies {method} is no small expense, so {service} helped them to do the sums.",
    ),
    (
        "第{n}号样件已经装机运行{m}00小时，没有发现{trouble}。",
        "Sample number {n} has run for {m}00 hours without any sign of {trouble}.",
    ),
    ("下一步，{company}打算把{method}用到{product}上。", "Next, {company} means to use {method} for {product}."),
    (
        "参与的{n}家企业签了备忘录，约定试验失败的费用分摊。",
        "The {n} companies involved signed a memorandum to share the cost of trials that fail.",
    ),
    (
        "检测报告放在{place}，成员单位都可以查阅。",
        "The test reports are kept at {place}, where every member can read them.",
    ),
    (
        "有人担心{trouble}会反复，{person}建议每周抽检{m}件。",
        "Some fear that {trouble} will return; {person} suggests checking {m} pieces a week.",
    ),
    ("从接到问题到给出办法，一共用了{n}天。", "From the question to the answer it took {n} days."),
    (
        "{company2}提供了{n}套旧件，供大家拆解比较。",
        "{company2} supplied {n} used sets to be taken apart and compared.",
    ),
    ("同样的办法，{month}会在{place}再做一轮。", "The same will be tried once more at {place} in {month}."),
    (
        "如果数据稳定，联盟会把它写进共用的作业指导书。",
        "If the figures hold, the alliance will put it into the shared work instructions.",
    ),
    (
        "采购方最关心交期，{company}承诺把周期压到{n}天以内。",
        "Buyers care most about delivery; {company} promises to stay within {n} days.",
    ),
    (
        "{person}带着{m}名学徒，把{product}的关键尺寸重新测了一遍。",
        "With {m} apprentices, {person} measured the key dimensions of {product} all over again.",
    ),
    (
        "问题出在夹具上：换件以后，{trouble}明显减少。",
        "The fixture was to blame: once it was replaced there was much less of {trouble}.",
    ),
    (
        "申请材料由{service}统一核对，退件从{n}件降到{m}件。",
        "{service} now checks all applications, and those sent back fell from {n} to {m}.",
    ),
    (
        "也有做不到的：{product}的成本目前还降不下来。",
        "Some things remain out of reach: the cost of {product} cannot be lowered for now.",
    ),
    (
        "大家约定，凡是公开的数字都写明是谁、在哪里、怎样量的。",
        "All agreed that every published figure says who measured it, where and how.",
    ),
)

TITLES: tuple[Pair, ...] = (
    ("{company}用{method}改进{product}", "{company} improves {product} with {method}"),
    ("{place}开放预约：{n}家企业共用试验设备", "{place} opens for booking: {n} companies share test rigs"),
    ("{product}攻关进入第{m}轮试验", "Work on {product} enters its round {m} of trials"),
    ("{service}到{place}：{n}个问题怎么解决", "{service} at {place}: how {n} questions were answered"),
    ("针对{trouble}，联盟办了一期{method}培训", "Against {trouble}: the alliance trains people in {method}"),
    ("{company}与{company2}共用{product}工装", "{company} and {company2} share tooling for {product}"),
    ("{month}验收：{product}的{trouble}问题有了结果", "Accepted in {month}: what became of {trouble} in {product}"),
)

HEADINGS: tuple[Pair, ...] = (
    ("问题从哪里来", "Where the problem came from"),
    ("怎么做的", "How it was done"),
    ("数字怎么看", "How to read the figures"),
    ("谁参加了", "Who took part"),
    ("还没有解决的", "What is still open"),
    ("下一步", "What comes next"),
)

POSTS: tuple[Pair, ...] = (
    ("焊工", "Welder"),
    ("铸造工艺员", "Casting process engineer"),
    ("质检员", "Quality inspector"),
    ("数控操作工", "CNC operator"),
    ("热泵调试员", "Heat pump commissioning engineer"),
    ("齿轮设计师", "Gear designer"),
    ("采购员", "Buyer"),
    ("设备维修工", "Maintenance fitter"),
)


@dataclass(frozen=True, slots=True)
class Writer:
    """Chooses words. One of its own for each record, so that records do not depend on how many there are."""

    chance: random.Random

    def pair(self, choices: tuple[Pair, ...]) -> Pair:
        """Fill one of *choices*, the same way in both languages."""
        zh, en = self.chance.choice(choices)
        return self.fill(zh, en)

    def fill(self, zh: str, en: str) -> Pair:
        """Put words in the places of one sentence; the English one begins with a capital."""
        values: dict[str, Pair] = {}
        for slot in dict.fromkeys(re.findall(r"\{(\w+)\}", zh + en)):
            if slot in ("n", "m"):
                number = str(self.chance.randint(2, 9 if slot == "m" else 48))
                values[slot] = (number, number)
            else:
                values[slot] = self.chance.choice(WORDS[slot.rstrip("2")])
        said = (
            zh.format_map({slot: value[0] for slot, value in values.items()}),
            en.format_map({slot: value[1] for slot, value in values.items()}),
        )
        return said[0], said[1][0].upper() + said[1][1:]

    def paragraph(self, count: int, translated: int | None = None) -> Pair:
        """*count* different sentences, of which the English text has the first *translated* (all when None)."""
        pairs = [self.fill(*choice) for choice in self.chance.sample(SENTENCES, count)]
        return "".join(zh for zh, _ in pairs), " ".join(en for _, en in pairs[:translated])

    def emphasised(self, pair: Pair) -> Pair:
        """The first clause in bold, with punctuation inside it as Chinese likes it."""
        zh, en = pair
        head, comma, rest = zh.partition("，" if "，" in zh.partition("。")[0] else "。")
        first, space, more = en.partition(" ")
        return f"**{head}{comma}**{rest}", f"**{first}**{space}{more}"


def text(pair: Pair) -> dict[str, str]:
    """A bilingual field of a record."""
    return {"zh": pair[0], "en": pair[1]}


def long_article(write: Writer, links: tuple[tuple[str, Pair], ...]) -> Pair:
    """About 800 Chinese characters, and about 370 English words of the same; *links* are paths and their names."""
    blocks: list[Pair] = [write.paragraph(4, 3)]
    headings = write.chance.sample(HEADINGS, 3)
    for place, heading in enumerate(headings):
        blocks.append((f"## {heading[0]}", f"## {heading[1]}"))
        blocks.append(write.emphasised(write.paragraph(5, 3)))
        path, name = links[place % len(links)]
        zh, en = write.paragraph(2)
        blocks.append((f"{zh}详见[{name[0]}]({path})。", f"{en} See [{name[1]}]({path})."))
        if place == 1:
            blocks.append(write.chance.choice((a_list, a_table, an_alert))(write))
    blocks.append(write.paragraph(3, 2))
    return "\n\n".join(zh for zh, _ in blocks), "\n\n".join(en for _, en in blocks)


def a_list(write: Writer) -> Pair:
    """Three points."""
    points = [write.paragraph(1) for _ in range(3)]
    return "\n".join(f"- {zh}" for zh, _ in points), "\n".join(f"- {en}" for _, en in points)


def a_table(write: Writer) -> Pair:
    """Companies, methods and numbers."""
    zh, en = (
        ["| 企业 | 办法 | 批次 |", "| --- | --- | ---: |"],
        ["| Company | Method | Batches |", "| --- | --- | ---: |"],
    )
    for company in write.chance.sample(COMPANIES, 3):
        method, number = write.chance.choice(WORDS["method"]), write.chance.randint(2, 60)
        zh.append(f"| {company[0]} | {method[0]} | {number} |")
        en.append(f"| {company[1]} | {method[1]} | {number} |")
    return "\n".join(zh), "\n".join(en)


def an_alert(write: Writer) -> Pair:
    """A note set apart from the text."""
    zh, en = write.paragraph(2)
    return f"> [!NOTE]\n> {zh}", f"> [!NOTE]\n> {en}"


def picture(write: Writer) -> bytes:
    """A plain picture, as PNG."""
    colour = tuple(write.chance.randrange(256) for _ in range(3))
    data = BytesIO()
    Image.new("RGB", (640, 400), colour).save(data, "PNG")
    return data.getvalue()


def dump(record: object) -> str:
    """A record as YAML, in the order given."""
    return yaml.dump(record, allow_unicode=True, sort_keys=False, width=10_000, Dumper=_FAST)


_FAST = getattr(yaml, "CSafeDumper", yaml.SafeDumper)


def article(
    title: Pair, summary: Pair, fields: dict[str, object], body: Pair, *, translated: bool = True
) -> Iterator[tuple[str, str]]:
    """The files of one article: facts in the Chinese one, title, summary and text in both."""
    zh = {"title": title[0], "summary": summary[0], **fields}
    yield "index.md", f"---\n{dump(zh)}---\n\n{body[0]}\n"
    if translated:
        yield "index.en.md", f"---\n{dump({'title': title[1], 'summary': summary[1]})}---\n\n{body[1]}\n"


@dataclass(frozen=True, slots=True)
class Plan:
    """How large the hub is. `marked` adds ``sample: true`` to every record, `photos` a picture to some news."""

    news: int
    seed: int
    marked: bool
    photos: bool = True

    def writer(self, kind: str, number: int) -> Writer:
        """The writer of one record."""
        return Writer(random.Random(f"{self.seed}/{kind}/{number}"))  # noqa: S311 - nothing secret

    def some(self, share: int) -> int:
        """One for each *share* news items, and at least four."""
        return max(4, self.news // share)

    def sample(self) -> dict[str, object]:
        """The sample mark, when wanted."""
        return {"sample": True} if self.marked else {}


SOURCE = {"name": {"zh": "星湾联盟编辑部", "en": "Starbay alliance editors"}}
Files = Iterator[tuple[str, str | bytes]]


def site(plan: Plan) -> Files:
    """hub.yml, taxonomy.yml, redirects.yml, the page about the hub and one of the handbook."""
    hub = {
        "name": {"zh": "星湾产业联盟", "en": "Starbay Industrial Alliances"},
        "short_name": {"zh": "星湾联盟", "en": "Starbay"},
        "slogan": {"zh": "虚构的星湾，用来测量构建速度", "en": "A made-up city to measure builds with"},
        "description": {"zh": "虚构内容，用来测量构建速度。", "en": "Made-up content to measure builds with."},
        "domain": "starbay.example",
        "region": {"zh": "星湾", "en": "Starbay"},
        "publisher": {"zh": "星湾联盟编辑部", "en": "Starbay alliance editors"},
    }
    yield "hub.yml", dump(hub)
    taxonomy = {
        "tags": {key: text(words) for key, words in TAGS.items()},
        "event_categories": {key: text(words) for key, words in CATEGORIES.items()},
    }
    yield "taxonomy.yml", dump(taxonomy)
    yield "redirects.yml", dump({"redirects": [{"from": old, "to": new, "merged": True} for old, new in MOVED]})
    for name, words in article(("关于", "About"), ("虚构内容。", "Made up."), {}, plan.writer("about", 0).paragraph(4)):
        yield f"pages/about/{name}", words
    yield "handbook/index.md", "# 手册\n\n虚构内容没有手册。\n"
    yield "handbook/index.en.md", "# Handbook\n\nMade-up content has no handbook.\n"


def alliances(plan: Plan) -> Files:
    """The four alliances."""
    for order, (name, (title, industry, sign)) in enumerate(ALLIANCES.items(), 1):
        write = plan.writer("alliance", order)
        record = {
            "name": text(title),
            "short_name": text(industry),
            "industry": text(industry),
            "sign": sign,
            "order": order,
            "summary": text(write.paragraph(2)),
            "committee": {"name": {"zh": f"{title[0]}党委", "en": f"Party Committee of the {title[1]}"}},
            "members": [{"name": text(company)} for company in write.chance.sample(COMPANIES, 12)],
            "updated": DAY,
            "tags": write.chance.sample(list(TAGS), 3),
        }
        yield f"alliances/{name}/alliance.yml", dump({**record, **plan.sample()})
        zh, en = long_article(write, (("../../pages/about/index.md", ("关于", "About")),))
        yield f"alliances/{name}/about.md", f"{zh}\n"
        yield f"alliances/{name}/about.en.md", f"{en}\n"


def news(plan: Plan) -> Files:
    """The news, the latest first: `NEWS_A_DAY` a day. One in twenty is not translated, one in twenty has a picture."""
    for number in range(plan.news):
        write = plan.writer("news", number)
        day = DAY - dt.timedelta(days=number // NEWS_A_DAY)
        mine = write.chance.sample(list(ALLIANCES), write.chance.choice((1, 1, 1, 2)))
        links = tuple((f"../../../alliances/{name}/alliance.yml", ALLIANCES[name][0]) for name in mine)
        fields = {
            "date": day,
            "alliances": mine,
            "tags": write.chance.sample(list(TAGS), write.chance.randint(2, 4)),
            "source": SOURCE,
            **plan.sample(),
        }
        body = long_article(write, links)
        folder = f"news/{day.year}/{day.isoformat()}-{mine[0]}-{number:05d}"
        if plan.photos and number % 20 == 7:
            alt = {"zh": "一块单色的示意图", "en": "A plain panel of one colour"}
            fields["cover"] = {"file": "panel.png", "alt": alt}
            yield f"{folder}/panel.png", picture(write)
        title, summary = write.pair(TITLES), write.paragraph(2)
        for name, words in article(title, summary, fields, body, translated=number % 20 != 3):
            yield f"{folder}/{name}", words


def achievements(plan: Plan) -> Files:
    """One for each hundred news items."""
    for number in range(plan.some(100)):
        write = plan.writer("achievement", number)
        mine = write.chance.choice(list(ALLIANCES))
        percent = {
            "value": write.chance.randint(3, 60),
            "unit": {"zh": "%", "en": "%"},
            "measures": text(write.fill("{product}的废品减少", "less scrap among {product}")),
            "organisation": text(write.chance.choice(COMPANIES)),
        }
        fields = {
            "date": DAY - dt.timedelta(days=number * 3),
            "alliances": [mine],
            "tags": write.chance.sample(list(TAGS), 3),
            "figures": [percent],
            **plan.sample(),
        }
        body = long_article(write, ((f"../../alliances/{mine}/alliance.yml", ALLIANCES[mine][0]),))
        for name, words in article(write.pair(TITLES), write.paragraph(2), fields, body):
            yield f"achievements/result-{number:04d}/{name}", words


def policies(plan: Plan) -> Files:
    """Eight."""
    for number in range(8):
        write = plan.writer("policy", number)
        fields = {
            "date": DAY - dt.timedelta(days=number * 20),
            "tags": ["policy"],
            "audience": {"zh": "成员单位", "en": "Members"},
            "benefit": text(write.paragraph(1)),
            **plan.sample(),
        }
        body = long_article(write, (("../../pages/about/index.md", ("关于", "About")),))
        title = (f"办法之{number + 1}", f"Measure {number + 1}")
        for name, words in article(title, write.paragraph(1), fields, body):
            yield f"policies/measure-{number + 1}/{name}", words


def jobs(plan: Plan) -> Files:
    """One for each fifty news items; one in four is closed."""
    for number in range(plan.some(50)):
        write = plan.writer("job", number)
        lowest = write.chance.randint(50, 120) * 100
        posted = DAY - dt.timedelta(days=write.chance.randint(20, 60))
        open_for = write.chance.randint(1, 18) if number % 4 == 3 else write.chance.randint(70, 200)
        record = {
            "title": text(write.chance.choice(POSTS)),
            "employer": {"name": text(write.chance.choice(COMPANIES))},
            "alliance": write.chance.choice(list(ALLIANCES)),
            "headcount": write.chance.randint(1, 20),
            "workplace": {"name": text(write.chance.choice(WORDS["place"]))},
            "pay": {"min": lowest, "max": lowest + 3000, "per": "month"},
            "duties": [text(write.paragraph(1)) for _ in range(3)],
            "requirements": [text(write.paragraph(1)) for _ in range(3)],
            "apply": {"how": {"zh": "虚构岗位，不接受报名。", "en": "Made up; please do not apply."}},
            "posted": posted,
            "valid_through": posted + dt.timedelta(days=open_for),
            "tags": ["recruitment"],
        }
        yield f"jobs/post-{number:04d}.yml", dump({**record, **plan.sample()})


def events(plan: Plan) -> Files:
    """One for each fifty news items, half of them over; one in ten is a series."""
    for number in range(plan.some(50)):
        write = plan.writer("event", number)
        day = DAY + dt.timedelta(days=write.chance.randint(-200, 200))
        record = {
            "title": text(write.pair(TITLES)),
            "summary": text(write.paragraph(1)),
            "category": write.chance.choice(list(CATEGORIES)),
            "alliances": write.chance.sample(list(ALLIANCES), 2),
            "start": f"{day} 09:00",
            "end": f"{day} 11:30",
            "place": {"name": text(write.chance.choice(WORDS["place"]))},
            "posted": day - dt.timedelta(days=30),
            "tags": write.chance.sample(list(TAGS), 2),
        }
        if number % 10 == 0:
            record["recurrence"] = {"every": "month", "count": 12} if day.day < 28 else {"every": "week", "count": 12}
        yield f"events/meeting-{number:04d}.yml", dump({**record, **plan.sample()})


def services(plan: Plan) -> Files:
    """Four teams."""
    for order, (name, words) in enumerate(zip(TEAMS, WORDS["service"], strict=False), 1):
        write = plan.writer("service", order)
        record = {
            "name": {"zh": words[0], "en": words[1].removeprefix("the ").capitalize()},
            "summary": text(write.paragraph(1)),
            "members": {"zh": "虚构", "en": "Made up"},
            "audience": {"zh": "成员单位", "en": "Members"},
            "offers": [text(write.paragraph(1)) for _ in range(2)],
            "ask": {"zh": "虚构，无法联系。", "en": "Made up; cannot be reached."},
            "order": order,
        }
        yield f"services/{name}.yml", dump({**record, **plan.sample()})


KINDS: tuple[Callable[[Plan], Files], ...] = (site, alliances, news, achievements, policies, jobs, events, services)


def news_for(items: int) -> int:
    """How much news makes a hub of about *items* items that have a page of their own, and not more; at least one."""
    fewer, more = 0, items
    while more - fewer > 1:
        middle = (fewer + more) // 2
        plan = Plan(middle, 0, False)
        others = len(ALLIANCES) + len(TEAMS) + 8 + 1 + plan.some(100) + 2 * plan.some(50)
        fewer, more = (middle, more) if middle + others <= items else (fewer, middle)
    return max(1, fewer)


def write_corpus(folder: Path, *, news_items: int, seed: int = 1, marked: bool = False, photos: bool = True) -> int:
    """Write the hub below *folder*, which must be new or empty; return how many items have a page of their own."""
    if folder.exists() and any(folder.iterdir()):
        raise FileExistsError(f"{folder} is not empty")
    plan = Plan(news_items, seed, marked, photos)
    items = 0
    for kind in KINDS:
        for path, data in kind(plan):
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data.encode() if isinstance(data, str) else data)
            items += has_page(path)
    return items


def has_page(path: str) -> bool:
    """Whether the content file *path* is what makes an item: one file of each."""
    own_file = path.startswith(("jobs/", "events/", "services/"))
    return own_file or (path.endswith(("/index.md", "/alliance.yml")) and not path.startswith("handbook/"))


def main() -> int:
    """Read the arguments, write, and say what was written."""
    parser = argparse.ArgumentParser(description="Write a made-up hub into an empty folder.")
    parser.add_argument("out", type=Path, help="content folder to write; new or empty")
    parser.add_argument("--news", type=int, default=2000, help="number of news items (default: 2000)")
    parser.add_argument("--seed", type=int, default=1, help="another seed gives other texts (default: 1)")
    parser.add_argument("--sample", action="store_true", help="mark every record as a sample")
    parser.add_argument("--no-photos", action="store_true", help="without pictures (otherwise one news item in twenty)")
    given = parser.parse_args()
    try:
        items = write_corpus(
            given.out, news_items=given.news, seed=given.seed, marked=given.sample, photos=not given.no_photos
        )
    except FileExistsError as error:
        print(error, file=sys.stderr)
        return 2
    print(f"{items} items in {given.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
