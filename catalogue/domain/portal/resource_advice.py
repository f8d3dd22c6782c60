"""What the record of a resource may still tell: the rules behind the advice beside its form."""

from catalogue.domain.portal.advice import (
    LONG_TITLE,
    REPEATED_TITLE,
    Rule,
    fits_cards,
    introduces,
    says_more_than_title,
)
from catalogue.domain.text.normalise import NormalRecord
from harvesters.record import ResourceRecord

TAUGHT = ("course", "video", "replay", "audio")
"""Kinds that somebody teaches and that take a time."""

Record = ResourceRecord | NormalRecord


def _is_taught(record: Record) -> bool:
    return record.kind in TAUGHT


RESOURCE_RULES: tuple[Rule[Record], ...] = (
    Rule("title", fits_cards, LONG_TITLE),
    Rule("kind", lambda one: bool(one.kind), "请选择形式，学习者常按形式查找。"),
    Rule(
        "summary",
        introduces,
        "请用两三句话介绍：学什么、怎么学、学完会什么（20 个字以上）。搜索结果里最先看到的就是它。",
    ),
    Rule("summary", says_more_than_title, REPEATED_TITLE),
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
"""In the order of the form; topics stand in the subjects of a record."""
