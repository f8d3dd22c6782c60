"""Titles as the matching compares them: what a title speaks of, apart from which part, year and level of it."""

import re
from dataclasses import dataclass
from functools import lru_cache

from catalogue.domain.text.characters import folded

HAN_DIGITS = {"零": 0, "一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6, "vii": 7, "viii": 8, "ix": 9, "x": 10}
HAN = "[零一二两三四五六七八九十百]{1,7}"
OPEN, CLOSE, BREAK = r"[(\[{【〔〈《「]", r"[)\]}】〕〉》」]", r"[:;,|/—–―~·-]"

YEAR = re.compile(r"(?<!\d)((?:19|20)\d\d)(?!\d)\s*[年级版]?\s*([春夏秋冬]?)季?(?:学期|班)?")
TERM = re.compile(rf"第\s*(\d{{1,3}}|{HAN})\s*(?:期|轮|次开课|次开设|学期)")
BADGE = "(?:国家|省|校|首批)?级?(?:精品|一流)(?:在线开放|资源共享|视频公开|本科)?(?:课程|课|慕课)?"
DECORATION = re.compile(
    rf"{OPEN}\s*(?:{BADGE}|慕课|mooc|微课|网课|公开课|学分课|选修课?|必修课?|自主模式|自学|spoc|双语"
    rf"|免费|完整版|全集|最新版?|更新[中完]|已?完结)?\s*{CLOSE}"
    rf"|^{BADGE}(?=[:|\s—-])|(?:mooc|慕课|spoc)$"
)
PART = re.compile(
    rf"第\s*({HAN}|\d+)\s*(?:讲|章|节|课|部分|部|册|卷|篇|集|季|单元|回|周|辑|编|版|模块|阶段|级)?"
    rf"|{OPEN}\s*({HAN})\s*{CLOSE}"
    rf"|({HAN})(?=\s*(?:$|年?级|{BREAK}))"
    r"|(?<![a-z0-9])(viii|vii|vi|iv|ix|v|x|i{1,3})(?![a-z0-9+#.])"
    rf"|{OPEN}\s*([上中下])\s*[篇册部卷半]?\s*{CLOSE}"
    rf"|([上中下])[篇册部卷]?(?=\s*(?:$|{BREAK}))"
    rf"|{OPEN}\s*([a-h])\s*类?\s*{CLOSE}"
    r"|(?<![a-z+#.])([a-h])类?$"
    r"|(\d+(?:\.\d+)*)"
)
STRICT_WORDS = re.compile("实验|实训|实践|实习|习题|课程设计|英文|全英|english|(?<![a-z])cap(?![a-z])|先修课")
OPPOSITES = re.compile("入门|基础|初级|中级|高级|高阶|进阶|提高|宏观|微观|古代|近代|现代|当代|中国|外国|西方")
MAIN_ENDS = re.compile(rf"{OPEN}|{BREAK}")
BRACKETED = re.compile(rf"{OPEN}([^)\]}}】〕〉》」]*)")
BETWEEN_TOPICS = re.compile(r"[、,;/\s]|和|与")
COUNT_WORDS = re.compile("[一二三四五六七八九十百]")
LATIN_WORDS = re.compile(r"[a-z][a-z0-9]*[+#]*")


@dataclass(frozen=True)
class ComparedTitle:
    """`core` is its letters and digits without decorations; `parts` are its numerals, as 3, 上 or a.

    `main` is the core without what follows a colon, a dash or a bracket. `strict` are words that make another course
    of it even when only one title has them (实验, 英文, CAP for pupils). `contrasts` do so where each title has one of
    a sort that the other lacks: years and terms, levels and opposites, counts inside words (二维), words in Latin
    letters (C, C++), and topics in brackets.
    """

    core: str
    main: str
    parts: tuple[str, ...]
    strict: frozenset[str]
    contrasts: tuple[frozenset[str], ...]

    @property
    def key(self) -> str:
        """Equal for two ways to write one title."""
        return f"{self.core}|{self.part}" if self.parts else self.core

    @property
    def part(self) -> str:
        return ".".join(self.parts)


@lru_cache(maxsize=8192)
def compared(title: str) -> ComparedTitle:
    """What the matching sees of a title."""
    text = folded(title)
    bare, years = _without(YEAR, text)
    bare, terms = _without(TERM, bare)
    bare = DECORATION.sub(" ", bare)
    bare, parts = _without(PART, bare)
    core = _letters(bare) or _letters(text)
    return ComparedTitle(
        core=core,
        main=_letters(MAIN_ENDS.split(bare.strip(), maxsplit=1)[0]),
        parts=tuple(_canonical(part) for part in parts),
        strict=frozenset(STRICT_WORDS.findall(core)),
        contrasts=(
            frozenset((*years, *(f"第{_canonical(term)}" for term in terms))),
            frozenset(OPPOSITES.findall(core)),
            frozenset(COUNT_WORDS.findall(core)),
            frozenset(LATIN_WORDS.findall(bare)),
            frozenset(topic for inside in BRACKETED.findall(bare) for topic in BETWEEN_TOPICS.split(inside) if topic),
        ),
    )


def title_key(title: str) -> str:
    """Equal for two ways to write one title; numerals stay, so that parts of a series never meet."""
    return compared(title).key


def contradict(one: ComparedTitle, other: ComparedTitle) -> bool:
    """Whether two titles, however alike, name different things: other parts, years, levels or languages."""
    if one.parts != other.parts or one.strict != other.strict:
        return True
    return any(mine - theirs and theirs - mine for mine, theirs in zip(one.contrasts, other.contrasts, strict=True))


def _without(pattern: re.Pattern[str], text: str) -> tuple[str, list[str]]:
    """The text with a blank for every match, and what the groups of each match hold."""
    found = ["".join(filter(None, match.groups())) for match in pattern.finditer(text)]
    return pattern.sub(" ", text), found


def _canonical(numeral: str) -> str:
    """Digits for a Chinese or Roman numeral (3 for 三 and iii); anything else as it is."""
    if numeral in ROMAN:
        return str(ROMAN[numeral])
    if numeral[0] in HAN_DIGITS or numeral[0] in "十百":
        return str(_number(numeral))
    return numeral.lstrip("0") or numeral


def _number(numeral: str) -> int:
    total, digit = 0, 0
    for character in numeral:
        if character in "十百":
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        else:
            digit = HAN_DIGITS[character]
    return total + digit


def _letters(text: str) -> str:
    """Letters and digits, with the signs that tell C++ and C# from C."""
    return "".join(character for character in text if character.isalnum() or character in "+#")
