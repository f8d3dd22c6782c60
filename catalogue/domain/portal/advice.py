"""Advice: what a record does not tell yet and learners would want to know; nothing here is required."""

from collections.abc import Callable
from typing import NamedTuple

from catalogue.domain.normalise import NormalRecord
from harvesters.record import ResourceRecord

SHORTEST_SUMMARY = 20
"""Characters; a shorter one repeats the title."""
LONGEST_TITLE = 60
"""Characters; a longer one is cut off on cards."""
TAUGHT = ("course", "video", "replay", "audio")
"""Kinds that somebody teaches and that take a time."""


Record = ResourceRecord | NormalRecord


class Advice(NamedTuple):
    """`field` is the name of a field of ResourceRecord, but for topics, which stand in its subjects."""

    field: str
    words: str


class Rule(NamedTuple):
    """`told` says whether a record tells what the advice asks for, or need not."""

    field: str
    told: Callable[[Record], bool]
    words: str


def _is_taught(record: Record) -> bool:
    return record.kind in TAUGHT


RULES = (
    Rule("title", lambda one: len(one.title) <= LONGEST_TITLE, "标题较长，列表里会显示不全，最好在 60 个字以内。"),
    Rule("kind", lambda one: bool(one.kind), "请选择形式，学习者常按形式查找。"),
    Rule(
        "summary",
        lambda one: len(one.summary.strip()) >= SHORTEST_SUMMARY,
        "请用两三句话介绍：学什么、怎么学、学完会什么（20 个字以上）。搜索结果里最先看到的就是它。",
    ),
    Rule(
        "summary",
        lambda one: not one.summary or one.summary.strip() != one.title.strip(),
        "简介和标题一样，请写一些标题里没有的内容。",
    ),
    Rule("audiences", lambda one: bool(one.audiences), "请选择适合谁学，首页和搜索都按人群推荐。"),
    Rule("topics", lambda one: bool(one.subjects), "请选择主题，否则只能靠标题里的字被搜到。"),
    Rule("level", lambda one: bool(one.level), "请选择难度，免得零基础的人打开进阶课程。"),
    Rule(
        "teachers",
        lambda one: bool(one.teachers) or not _is_taught(one),
        "请写上授课教师，学习者和审核员都会看。",
    ),
    Rule(
        "duration",
        lambda one: bool(one.duration or one.effort) or not _is_taught(one),
        "请写上大约要学多久，例如“4小时”“8周”。",
    ),
    Rule("login", lambda one: one.login != "unknown", "请说明是否要登录：老年人常在登录这一步停下。"),
    Rule(
        "accessibility", lambda one: bool(one.accessibility), "如果有字幕、手语、文字稿等，请勾选，残障学习者靠它筛选。"
    ),
    Rule("licence", lambda one: bool(one.licence), "请写明版权或许可，例如“版权归本校，供公众免费学习”。"),
    Rule("image", lambda one: bool(one.image), "可以加一张封面图片的网址，转载本目录的网站会用到。"),
)
"""In the order of the form."""


def advice(record: Record) -> list[Advice]:
    """What would make a record more useful, in the order of the form; empty when it tells everything."""
    return [Advice(rule.field, rule.words) for rule in RULES if not rule.told(record)]


def told(record: Record) -> tuple[int, int]:
    """How many of the rules a record keeps, and how many there are."""
    return len(RULES) - len(advice(record)), len(RULES)
