"""Write vectors.json: texts with their units, on which Python and JavaScript have to agree.

    python tests/search/make_vectors.py

Run it after a deliberate change of generator/search/tokens.py, and read the diff.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

from generator.search.tokens import fold, stem, units

VECTORS = Path(__file__).parent / "vectors.json"

WRITTEN = [
    "", " ", "。", "船", "招聘会", "招聘會", "申请5件发明专利", "５件", "1998年", "200余个", "超过200个岗位",
    "HVAC招聘",
    "HVAC 招聘", "HVAC\u3000招聘", "HVAC  招聘", "HVAC-招聘", "HVAC\n招聘", "招聘 焊工", "“1+4+N”阵地", "１＋４＋Ｎ",
    "Q345钢", "Q345 钢", "Q-345", "2,000元", "2，000元", "2 000元", "12,345,678", "1,2,3", "12,34", "3.5吨",
    "３．５吨",
    "2026.11.22", "2026-11-22", "2026年11月22日", "0.5%", "50%以上", "1,234.50元", "A/B", "R&D", "AT&T", "C++", "C#",
    "+", "++", "a + b", "100，200元", "100、200", "don't", "don’t", "alliance's", "alliances'", "'quoted'", "l’été",
    "café", "Café", "CAFE\u0301", "naïve", "Straße", "STRASSE", "ΣΊΣΥΦΟΣ", "ﬁnance", "Ⅷ级", "①②③", "㎏", "㈱",
    "℃", "25℃",
    "½", "x²", "ｶﾀｶﾅ", "カタカナ", "ひらがな", "한국어", "русский язык", "й", "עברית", "العربية", "ไทย", "😀好",
    "👩‍🏭",
    "𠮷野家", "𠀀𠀁", "〇一二", "々", "人々", "ー", "發財", "頭髮", "皇后之後", "乾坤", "乾燥", "裡裏里",
    "臺灣", "台湾",
    "門", "马馬", "鐵道", "龍門", "龜", "塩", "阿凡达·布", "A·B", "—", "——招聘", "招聘——会", "一、二", "一，二",
    "一。二",
    "一：二", "一 二", "一\t二", "一\n二", "一-二", "一/二", "low-carbon", "low carbon", "low\u2011carbon",
    "state-of-the-art",
    "e-mail", "a_b", "foo.bar", "U.S.", "i.e.", "http://example.org/a?b=c", "a@b.example", "#1", "No. 5", "5G",
    "4K", "H2O",
    "covid19", "1st", "3D打印", "第1届", "第一届", "11月", "x" * 64, "x" * 65, "x" * 130, "9" * 65, "9" * 64,
    "测" * 70,
    "\ue000a\uf8ff", "a\ue000b", "\u0000a", "\u001eb", "\ufeff船", "a\u00adb", "a\u200bb", "\u202eabc",
    "İstanbul", "ǅ", "ß",
    "ẞ", "Ω", "K", "µm", "μm", "Å", "Ångström", "æ", "Łódź", "đ", "ø", "œ", "…", "。。。", "!?", "¥5,000",
    "￥5,000", "$5",
    "€5", "£5", "±5", "5‰", "5×6", "5*6", "5=5", "<b>船</b>", "&amp;", "{x}", "a|b", "`x`", "~5", "5~6个",
    "5-6个", "5–6个",
    "５～６个", "“1”“4”“N”", "「引号」", "（括号）", "【方】", "《书》", "招聘，焊工", "一1一", "1一1", "a一a",
    "a 一 a",
    "一 1 一", "+一+", "一+一", "1 + 1", "100 %", "100%", "第 3 季度", "GB/T 19001-2016", "ISO 9001:2015",
    "\ud7a3", "\u1100\u1161", "e\u0301\u0301", "\u0301", "か\u3099", "が", "ﷺ", "㍿", "ⅰ", "①一", "Ａｂｃ",
    "ＡＢＣ招聘",
]  # fmt: skip

STEMS = [
    "alliance", "alliances", "casting", "castings", "cast", "welding", "welders", "welded", "weld", "companies",
    "company",
    "policies", "shipping", "shipped", "ships", "generously", "general", "organization", "organisation", "organised",
    "relational", "conditional", "hopeful", "hopefulness", "happily", "flies", "dies", "died", "dying", "lying",
    "tying",
    "skies", "sky", "skis", "news", "only", "early", "gently", "ugly", "singly", "inning", "outing", "canning",
    "herring",
    "earring", "evening", "proceed", "exceeded", "succeed", "agreed", "feed", "bleed", "hopping", "hoping", "falling",
    "egged", "adding", "controlling", "controlled", "yes", "say", "saying", "by", "cries", "tie", "ties", "gas",
    "this",
    "kiwis", "caresses", "ponies", "sensational", "rational", "fluently", "geologist", "psychology", "formalize",
    "triplicate", "electrical", "goodness", "revival", "allowance", "inference", "airliner", "adjustable",
    "defensible",
    "irritant", "replacement", "adjustment", "dependent", "adoption", "communism", "activate", "effective",
    "bowdlerize",
    "probate", "rate", "cease", "controll", "roll", "past", "pasted", "university", "universal", "arsenal", "commune",
    "emergency", "international", "later", "laterally", "a", "as", "it's", "don\u02bct", "alliance\u02bcs",
    "'s", "2000", "été",
]  # fmt: skip

PIECES = [
    *"船招聘会靖江的海工铸造暖通钢铁發財馬門裡後髮", *"abcXYZéßñ", *"0123456789",
    *"+#%&@°$-/_.'’·~–，。、：；“”！？ \n\t(),:;*|<>",
    "HVAC", "welding", "2,000", "3.14", "１２", "Ａ", "ﬁ", "\u0301", "😀", "𠮷", "か", "한", "й", "\ue000",
]  # fmt: skip


def texts() -> list[str]:
    """What is written above, and random mixtures; the same on every run."""
    chance = random.Random(20261122)
    mixed = ["".join(chance.choice(PIECES) for _ in range(chance.randint(2, 24))) for _ in range(400)]
    return [*WRITTEN, *mixed]


def vector(text: str) -> dict[str, object]:
    """One text with what Python makes of it."""
    found = [[unit.text, unit.kind, unit.position, unit.joined] for unit in units(text)]
    return {"text": text, "fold": fold(text), "units": found}


if __name__ == "__main__":
    words = sorted({one.text for text in texts() for one in units(text) if one.kind == "word"} | set(STEMS))
    written = {"texts": [vector(text) for text in texts()], "stems": {word: stem(word) for word in words}}
    lines = ",\n".join(json.dumps(one, ensure_ascii=True) for one in written["texts"])
    stems = json.dumps(written["stems"], ensure_ascii=True, indent=0)
    VECTORS.write_text(f'{{"texts": [\n{lines}\n],\n"stems": {stems}}}\n', "utf-8")
