"""Words that do not belong into a job notice, in Chinese and English, with what to write instead (rule B3).

A `Topic` is a list of patterns and a list of contexts in which they mean no harm: “男女不限” speaks of sex and
excludes nobody. What stands in such a context is taken away before the patterns are looked for. Texts are compared
without regard to case and to full-width forms.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

Kind = Literal["discrimination", "hype"]


@dataclass(frozen=True)
class Topic:
    """One reason to object. `zh` and `en` name it; the `fix` texts, of at most 80 characters, say what to write."""

    kind: Kind
    zh: str
    en: str
    fix_zh: str
    fix_en: str
    signs: str
    """Parts of words, one of which stands in whatever the patterns find: most texts need no closer look."""
    patterns: tuple[str, ...]
    harmless: tuple[str, ...] = ()

    @cached_property
    def _found(self) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{pattern})" for pattern in self.patterns), re.IGNORECASE)

    @cached_property
    def _masked(self) -> re.Pattern[str] | None:
        return re.compile("|".join(f"(?:{p})" for p in self.harmless), re.IGNORECASE) if self.harmless else None

    @cached_property
    def _signs(self) -> tuple[str, ...]:
        return tuple(sign.replace("_", " ") for sign in self.signs.split())

    def may_be_in(self, text: str) -> bool:
        """Whether *text*, which has been through `plain`, is worth a closer look."""
        lower = text.lower()
        return any(sign in lower for sign in self._signs) and self._found.search(text) is not None

    def phrases_in(self, text: str) -> Iterator[str]:
        """Yield what is objectionable in *text*, which has been through `plain`."""
        if self._found.search(text) is None:
            return
        if self._masked is not None:
            text = self._masked.sub(lambda match: "\0" * len(match[0]), text)
        for match in self._found.finditer(text):
            yield match[0].strip(" ,;，；")


def plain(text: str) -> str:
    """*text* with full-width letters, digits and brackets as plain ones."""
    return unicodedata.normalize("NFKC", text)


# Parts of patterns. After `plain`, “：（），；” are “:(),;”, while “。、” stay.
_START = r"(?:^|(?<=[\s,;。(:]))"
_END = r"(?=$|[\s,;。、)\d])"
_AGE = r"(?:[1-9]\d|[二三四五六]十[一二三四五六七八九]?)"
_YEARS = r"\s*(?:周岁|岁)"
_NO_MATTER = r"(?:not? (?:a )?(?:matter|important|relevant|required|barrier|limit|restricted)|irrelevant)"
_OLD = r"[1-9]\d\s*(?:years?|yrs?)[ -](?:old|of age)\b"
_PEOPLE = r"(?:candidates?|applicants?|persons?|people|workers?|staff|employees?)"

TOPICS: tuple[Topic, ...] = (
    Topic(
        "discrimination",
        "性别",
        "sex",
        "删掉性别要求；岗位对体力、作业环境有要求的，写清楚要求本身。",
        "Drop it; where the work asks for strength, say what has to be done.",
        "男 女 male only prefer _be_a_ be_man be_woman no_men no_women",
        (
            r"(?<!不)(?:仅限|只限|限|只招|只要|招收|招聘|急招|招|要求|须为|需为|必须是|须是|性别\s*:?)\s*(?:男|女)(?:性|士|生|工)?(?![女装鞋包裤袜])",
            r"(?:男|女)(?:性|士|生|工)?\s*(?:者)?(?:优先|为主|为佳|尤佳|勿扰|免谈|不考虑)",
            rf"{_START}(?:男|女)(?:性|士|生|工)?{_END}",
            r"不(?:招|要|收|考虑)\s*(?:男|女)(?:性|士|生|工)?",
            r"\b(?:males?|females?|men|women|gentlemen|ladies|man|woman)\s+(?:only|(?:are |is )?preferred)\b",
            rf"\b(?:male|female|men|women)\s+{_PEOPLE}\s+(?:only|(?:are |is )?preferred)\b",
            r"\b(?:only|prefer(?:ably|red|ence for)?:?)\s+(?:a\s+)?(?:(?:fe)?males?|(?:wo)?m[ae]n)\b(?!-| and\b| or\b)",
            r"\b(?:must|should|needs? to) be\s+(?:a\s+)?(?:male|female|man|woman)\b",
            r"\((?:fe)?males?\)",
            r"\bno (?:women|men|females|males)\b",
        ),
        (
            r"男女(?:不限|均可|皆可|不拘|平等|同工同酬|比例|职工|员工|宿舍|都可|兼收)",
            r"不(?:限|分|论|拘|限制)\s*(?:男女|性别|男性|女性|男|女)",
            r"性别\s*(?:不限|不拘|无限制|无要求|没有要求|:\s*(?:不限|男女))",
            r"男、?\s*女(?:均可|皆可|不限|都可)",
            r"(?:要求|招聘|招收|招|性别:)\s*男女",
            r"\b(?:fe)?male\s*(?:or|and|/|as well as)\s*(?:fe)?male\b",
            r"\b(?:wo)?men\s*(?:or|and|/|as well as)\s*(?:wo)?men\b",
            r"\b(?:regardless of|irrespective of|any|all) (?:sex|gender)s?\b",
        ),
    ),
    Topic(
        "discrimination",
        "年龄",
        "age",
        "删掉年龄限制，改写经验或能力要求；依法不得招用的年龄写“年满 16 周岁”或“年满 18 周岁”即可。",
        "Name the experience needed instead; “at least 18” may stay where it is the law.",
        "岁 年龄 0后 5后 出生 年轻 age _old -old young",
        (
            rf"{_AGE}{_YEARS}?\s*(?:-|–|—|~|〜|至|到)\s*{_AGE}{_YEARS}",
            rf"{_AGE}{_YEARS}\s*(?:及|\(含\)|含)?\s*(?:以下|以内|之内|之下|以上|封顶|左右)",
            rf"(?:不超过|不得超过|不大于|不高于|低于|小于|未满|不满|最大)\s*{_AGE}{_YEARS}",
            rf"年龄\s*(?:要求|限制|上限|在|须|需|为|应)*\s*:?\s*{_AGE}(?:{_YEARS})?\s*(?:以下|以内|以上|之间)?",
            r"(?:[6-9]0|95|0[05])后\s*(?:优先|为主|为佳|者)",
            r"(?:19[5-9]\d|20[01]\d)年(?:\d{1,2}月)?(?:\d{1,2}日)?(?:以|之)?后出生",
            r"(?:限|要求|须|需)\s*年轻|年轻(?:人|者)?\s*(?:优先|为佳)",
            rf"\b(?:under|below|up to|not over|(?:no|not) (?:more|older) than|younger than)\s+{_OLD}",
            r"\b(?:under|below|over|above|up to)\s+(?:the )?age (?:of )?[1-9]\d\b",
            r"\b(?:aged?|ages)\s*:?\s*(?:between\s+)?[1-9]\d\s*(?:-|–|—|to|and)\s*[1-9]\d\b",
            r"\b(?:aged?)\s+(?:under|below|up to)\s+[1-9]\d\b",
            rf"\b[1-9]\d\s*(?:-|–|—|to)\s*{_OLD}",
            r"\b(?:age limit|maximum age|upper age)\b",
            rf"\byoung(?:er)?\s+(?:and (?:energetic|dynamic)\s+)?(?:(?:wo)?m[ae]n|{_PEOPLE})\b",
        ),
        (
            r"年龄\s*(?:不限|无限制|无要求|没有限制|:\s*不限|不作要求|放宽|不是问题)",
            r"不(?:限|设|限制|看|问)\s*年龄(?:限制|上限|门槛)?",
            r"(?:无|没有|取消)年龄(?:限制|要求|门槛|上限)",
            r"(?:年龄\s*:?\s*|年)?满?\s*(?:16|18|十六|十八)\s*(?:周岁|岁)\s*(?:及|\(含\)|含)?\s*以上",
            r"年满\s*(?:16|18|十六|十八)\s*(?:周岁|岁)",
            r"(?:未满|不满)\s*(?:16|18|十六|十八)\s*(?:周岁|岁)",
            r"\b(?:no|any|without(?: an?)?|all|(?:regardless|irrespective) of)\s+(?:upper |max )?ages?(?: limit)?\b",
            r"\b(?:over|above|at least|not under|not below) (?:the )?(?:age of )?1[68](?: years(?: old| of age)?)?\b",
            r"\bunder (?:the age of |age )?1[68](?: years(?: old| of age)?)?\b",
            rf"\bage (?:is|does) {_NO_MATTER}\b",
        ),
    ),
    Topic(
        "discrimination",
        "户籍",
        "household registration",
        "删掉户籍或地域要求；需要到岗方便的，写明工作地点和班次。",
        "Drop it; where being near matters, say where the work is and at what hours.",
        "户籍 户口 本地 本市 本省 本县 当地 外地 外省 不招 不要 不收 hukou household local rural urban",
        (
            r"(?:本地|本市|本省|本县|本区|当地|城镇|城市|农村|非农|外地|外省|[\u4e00-\u9fff]{2}[市省县区])\s*(?:户籍|户口)",
            r"(?:户籍|户口)\s*(?:优先|限|须|需|要求|所在地\s*(?:限|须|为))",
            r"(?:仅限|只限|只招|限招|限|须为|优先)\s*(?:本地|本市|本省|本县|当地)(?:人|居民|人员|户)?",
            r"(?:本地|本市|本省|本县|当地)(?:人|居民|人员)?\s*优先",
            r"不(?:招|要|收)\s*(?:外地|外省|[\u4e00-\u9fff]{2,4}(?:省|市|籍))",
            r"(?:外地|外省)(?:人|人员)?\s*(?:勿扰|免谈|不招)",
            r"\b(?:local|urban|rural)\s+(?:household registration|hukou|residents? (?:only|preferred))",
            r"\b(?:hukou|household registration)\s+(?:is |are )?(?:required|preferred|holders?|only)\b",
            r"\b(?:local (?:people|candidates|applicants)|locals)\s+(?:only|(?:are )?preferred)\b",
        ),
        (
            r"(?:户籍|户口)\s*(?:不限|无要求|无限制|没有要求|:\s*不限)",
            r"不(?:限|看|分|限制)\s*(?:本地|外地|当地)?\s*(?:户籍|户口|地域|籍贯)",
            r"(?:解决|办理|协助|提供|迁入|迁移|转入|转为|申请|申领|落|入)[^,;。]{0,6}(?:户籍|户口)",
            r"不限\s*(?:本地|本市|当地)",
            r"\bno\s+(?:local )?(?:hukou|household registration)(?: is)? (?:required|needed)\b",
            r"\b(?:regardless of|irrespective of|any)\s+(?:hukou|household registration)\b",
        ),
    ),
    Topic(
        "discrimination",
        "婚育状况",
        "marital status",
        "删掉婚姻和生育的要求，它们和能不能做好工作无关。",
        "Drop it; marriage and children have nothing to do with the work.",
        "婚 生育 怀孕 已育 未育 单身 孩 marr single child bab pregnan",
        (
            r"(?:已|未)(?:婚|育)(?:已育|未育)?\s*(?:者|人士|女性|男性|人员)?\s*(?:优先|为佳|勿扰|免谈)?",
            r"(?:限|要求|须|需|仅限)\s*单身|单身(?:者|人士)?\s*优先",
            r"(?:两|二|三|几|\d)\s*年内\s*(?:不得|不能|不可|不|无)\s*(?:结婚|怀孕|生育|生孩子|生小孩|婚育|生育计划)",
            r"(?:无|没有)(?:近期)?(?:婚育|生育|怀孕)(?:计划|打算)",
            rf"\b(?:un)?married\s+(?:only|preferred|men|women|{_PEOPLE}|with children)\b",
            r"\b(?:must|should) be (?:un)?married\b",
            rf"\bsingle\s+(?:men|women|{_PEOPLE})\b|\bmust be single\b",
            r"\bno (?:plans?|intention) (?:to|of) (?:hav(?:e|ing) (?:a )?(?:child|children|baby|babies))\b",
            r"\bno (?:plans?|intention) (?:to|of) (?:marry|marrying|get(?:ting)? married|becom(?:e|ing) pregnant)\b",
            r"\bnot (?:be )?pregnant\b",
        ),
        (
            r"(?:婚姻|婚育|婚否|生育)(?:状况|情况)?\s*(?:不限|无要求|没有要求|:\s*不限)",
            r"不(?:限|问|限制)\s*(?:婚否|婚育|婚姻|已婚|未婚)(?:状况|情况)?",
            r"(?:已|未)婚\s*(?:、|或|和|及|/)?\s*(?:已|未)婚\s*(?:均可|皆可|不限|都可)",
            r"(?:已|未)婚\s*(?:员工|职工|人员)?[^,;。]{0,8}(?:夫妻房|宿舍|公寓|住房|补贴)",
            r"\bmarried (?:and|or) (?:un)?(?:married|single)\b",
            r"\bmarried (?:employees|staff|workers) (?:receive|get|are offered|may|can)\b",
        ),
    ),
    Topic(
        "discrimination",
        "外貌",
        "appearance",
        "删掉长相、身高、体重的要求；要待人接物的岗位，写“沟通清楚、有礼貌”。",
        "Drop it; for work with people, ask for clear and polite communication.",
        "形象 气质 五官 相貌 长相 容貌 外貌 外形 颜值 帅哥 美女 身材 身高 体重 looking appearance height _tall",
        (
            r"形象(?:、|和|与)?(?:气质|外貌)?\s*(?:较|要)?(?:好|佳|良好|端正|姣好|优)",
            r"气质\s*(?:好|佳|优|出众)",
            r"五官端正|(?:相貌|长相|容貌|外貌|外形)\s*(?:端正|较好|好|佳|姣好|良好|出众)",
            r"高颜值|颜值\s*(?:高|在线|优先)|(?:帅哥|美女)(?!图)",
            r"身材\s*(?:匀称|苗条|好|高挑)",
            r"身高\s*(?:要求|须|需|在|应|不低于|不得低于|达到|:)*\s*(?:1[.米]\d|1\d{2}|一米)",
            r"体重\s*(?:要求|须|需|在|不超过|不得超过|低于|:)*\s*\d",
            r"\bgood[- ]looking\b|\b(?:attractive|pleasant|pleasing|good|beautiful) appearance\b",
            r"\b(?:minimum |body )height\s*(?:of|:)?\s*1(?:\.[4-9]\d?\s*m|[4-9]\d\s*cm)\b",
            r"\b(?:at least|over|above|minimum)\s*1(?:\.[4-9]\d?\s*m|[4-9]\d\s*cm)(?:et(?:er|re)s)?\s+tall\b",
        ),
        (
            r"(?:企业|品牌|公司|产品|单位|城市|门店|车间|现场|对外)形象(?:好|佳|良好)?",
            r"(?:形象|外貌|相貌|长相|身高|体重)\s*(?:不限|无要求|没有要求)",
        ),
    ),
    Topic(
        "discrimination",
        "健康状况",
        "health",
        "删掉；法律不允许拿乙肝等与岗位无关的病史作招聘条件。确有法定体检的，写明依据。",
        "Drop it; the law forbids asking for medical history that is not about the work.",
        "乙肝 两对半 表面抗原 hepatitis hbv",
        (
            r"(?:无|没有|非|不招|拒绝|排除|检测|检查|体检)[^,;。]{0,6}乙肝",
            r"乙肝(?:病毒)?(?:携带)?(?:者)?\s*(?:除外|勿扰|免谈|不招|不录)",
            r"两对半|乙肝五项|表面抗原",
            r"\b(?:no|without|free of|tested for)\s+(?:hepatitis b|hbv)\b",
            r"\bhepatitis b (?:test|carriers? (?:not|excluded))",
        ),
        (
            r"(?:不|不得|无须|无需|禁止|不会|不做|不要求)\s*(?:检测|检查|查|做|要求|体检)?[^,;。]{0,4}(?:乙肝(?:五项)?|两对半|表面抗原)",
            r"\b(?:no|without) hepatitis b test\b",
        ),
    ),
    Topic(
        "discrimination",
        "民族、宗教或出身",
        "ethnicity, religion or origin",
        "删掉；招聘不得以民族、宗教信仰或籍贯为条件。",
        "Drop it; ethnicity, faith and birthplace are no conditions of employment.",
        "汉族 少数民族 回族 藏族 维吾尔族 宗教 han_c han_n han_e religious minorit native",
        (
            r"(?:限|仅限|只限|只招|要求|须为)\s*汉族|汉族\s*(?:优先|为主)",
            r"不(?:招|要|收)\s*(?:少数民族|回族|藏族|维吾尔族)",
            r"(?:限|要求|须)\s*无宗教信仰|无宗教信仰\s*(?:者)?优先",
            r"\bhan (?:chinese|nationality|ethnicity)\s+(?:only|preferred)\b",
            r"\bno (?:religious (?:belief|faith)s?|ethnic minorities)\b|\bnative english speakers? only\b",
        ),
    ),
    Topic(
        "hype",
        "夸大",
        "an exaggeration",
        "写能核对的事实：多少钱、怎么算、有什么保障。",
        "State what can be checked: how much, how it is worked out, what is guaranteed.",
        (
            "月入 年入 日入 日赚 月赚 年赚 轻松 躺 稳赚 暴富 财富 改变 封顶 高薪 优厚 从优 丰厚 优渥 第一 最 超 一流 "
            "顶级 顶尖 录用 录取 就业 入职 上岗 转正 通过 绝对 零风险 无任何 难得 错过 "
            "unlimited uncapped earn_up easy_money get_rich freedom world top unbeat unrival second_to lifetime best "
            "greatest number_one no.1 no._1 #1 guarantee 100 rock ninja guru dream lucrative life"
        ),
        (
            r"(?:月入|年入|日入|日赚|月赚|年赚|轻松赚)\s*(?:过|上|超|破)?\s*(?:\d|[一二三四五六七八九十几百千万])",
            r"轻松(?:月入|赚钱|致富|高薪)|躺(?:赚|赢)|稳赚|暴富|财富自由|改变(?:人生|命运)",
            r"上不封顶|高薪(?:诚聘|急聘|急招|热招|招聘)|待遇(?:优厚|从优|丰厚|优渥)|薪资(?:优厚|丰厚)|薪酬(?:优厚|丰厚)",
            r"(?:行业|全国|国内|世界|全球|业内|全省|全市)(?:第一|最(?:大|好|强|高))(?![线时])",
            r"最佳(?:雇主|平台|待遇|团队|选择|机会|企业)|(?:最|超)(?:好|棒|牛|高)的?(?:待遇|平台|福利|公司|企业|团队|薪资)",
            r"(?<!双)(?:国际|国内|世界|行业)?一流的?(?:企业|公司|平台|团队|待遇|薪资|薪酬|福利|环境)|顶级|顶尖",
            r"(?:100\s*%|百分之?百|包)\s*(?:录用|录取|就业|入职|上岗|转正|通过)",
            r"绝对(?:高薪|优势|保证|稳定|安全)|零风险|无任何(?:风险|门槛)|机会难得|错过不再",
            r"\b(?:unlimited|uncapped)\s+(?:income|earnings|pay|salary|bonus(?:es)?)\b",
            r"\b(?:earn up to|easy money|get rich|financial freedom)\b",
            r"\b(?:world[- ]class|top[- ]notch|unbeatable|unrivalled|second to none|once[- ]in[- ]a[- ]lifetime)\b",
            r"\b(?:best|greatest) (?:company |employer |team )?in (?:the )?(?:world|industry|country|china|business)\b",
            r"\b(?:number one|no\. ?1|#1)\s+(?:employer|company|brand|choice|team)\b",
            r"\b(?:guaranteed|100 ?%)\s+(?:employment|hiring|offer|job|income|promotion)\b",
            r"\b(?:rock ?stars?|ninjas?|gurus?|dream job|lucrative|life[- ]changing)\b",
        ),
    ),
)
