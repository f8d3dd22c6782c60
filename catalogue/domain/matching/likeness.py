"""Likeness: how far two descriptions speak of one course. Pure; benchmarks/matching.py measures the thresholds."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.fuzz import ratio

from catalogue.domain.text.characters import folded
from catalogue.domain.text.titles import ComparedTitle, compared, contradict

NEAR = 78
"""How alike (0 to 100, rapidfuzz's ratio) two titles of one provider are for a person to look at them."""
NEAR_WITH_TEACHER = 60
"""The same when they share a teacher."""
TEACHER_TITLES = re.compile(r"(?:特聘|副)?(?:老师|教授|讲师|博士|院士|研究员|等)$")
BETWEEN_TEACHERS = re.compile(r"[,、;/|]| and ")
SHORTEST_NAME = 2

WHY = {
    "same_title_and_teacher": "同一机构、同一标题，教师也相同",
    "same_title_unopposed": "同一机构、同一标题，没有教师不同的说法",
    "same_title": "同一机构的同名资源",
    "near_title_and_teacher": "同一机构，标题相近，教师相同",
    "same_title_and_teacher_elsewhere": "标题和教师都相同，提供机构不同",
    "near_title": "同一机构，标题相近",
}
"""Codes, which tasks store, and what people read; the strongest first."""


@dataclass(frozen=True)
class Side:
    """One of two things compared; `teachers` as teacher_keys gives them, `provider_id` None for one nobody knows."""

    title: ComparedTitle
    provider_id: int | None
    teachers: frozenset[str]

    @classmethod
    def of(cls, title: str, provider_id: int | None, teachers: Iterable[str]) -> "Side":
        return cls(compared(title), provider_id, teacher_keys(teachers))


@dataclass(frozen=True)
class Likeness:
    """`why` is a code of WHY; `score` is 0 to 100."""

    why: str
    score: float

    @property
    def proves(self) -> bool:
        """Whether it is enough without a person's look.

        Of 7,400 pairs of six real crawls with one title and provider and no word against them, 99.6 in a hundred were
        one course: far too few mistakes to put every one of them before a person.
        """
        return self.why in ("same_title_and_teacher", "same_title_unopposed")

    @property
    def rank(self) -> int:
        """0 for the strongest."""
        return list(WHY).index(self.why)


def likeness(one: Side, other: Side) -> Likeness | None:
    """How two things are alike, or None when they are not enough so, or name different parts of something."""
    if contradict(one.title, other.title):
        return None
    share_teacher = bool(one.teachers & other.teachers)
    same_title = one.title.key == other.title.key
    if one.provider_id is None or one.provider_id != other.provider_id:
        return Likeness("same_title_and_teacher_elsewhere", 100) if same_title and share_teacher else None
    if same_title:
        return Likeness(_why_same_title(one, other, share_teacher=share_teacher), 100)
    score = _score(one.title, other.title)
    if score < (NEAR_WITH_TEACHER if share_teacher else NEAR):
        return None
    return Likeness("near_title_and_teacher" if share_teacher else "near_title", score)


def _why_same_title(one: Side, other: Side, *, share_teacher: bool) -> str:
    """Teachers who differ, or a year that only one title names, leave it open."""
    if one.title.contrasts != other.title.contrasts:
        return "same_title"
    if share_teacher:
        return "same_title_and_teacher"
    return "same_title" if one.teachers and other.teachers else "same_title_unopposed"


def worth_comparing(title: ComparedTitle, key: str) -> bool:
    """Whether a title with this key may be like it: what likeness asks at least, at a hundredth of its cost."""
    core = key.partition("|")[0]
    continues = core.startswith(title.core) or title.core.startswith(core)
    return continues or ratio(title.key, key) >= NEAR_WITH_TEACHER


def _score(one: ComparedTitle, other: ComparedTitle) -> float:
    """0 to 100; a title and the same one with a subtitle are near, however long the subtitle."""
    score = ratio(one.core, other.core)
    return max(score, float(NEAR)) if one.core == other.main or other.core == one.main else score


def teacher_keys(teachers: Iterable[str]) -> frozenset[str]:
    """Teachers' names without what they are called by; a single character (张老师) names nobody."""
    names = (name for listed in teachers for name in BETWEEN_TEACHERS.split(folded(listed)))
    keys = ("".join(TEACHER_TITLES.sub("", name.strip()).split()) for name in names)
    return frozenset(key for key in keys if len(key) >= SHORTEST_NAME)
