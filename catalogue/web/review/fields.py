"""The fields of resources and lectures, as reviewers read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.models import Lecture
from catalogue.web.formatting import duration_words, effort_words
from catalogue.web.forms.review import COST_WORDS
from catalogue.web.rendering import lecture_time
from catalogue.web.review.wording import Piece, word_changes
from catalogue.web.words import SHORT_LOGINS, term

LABELS = {
    "title": "标题",
    "provider": "提供机构",
    "url": "网址",
    "kind": "形式",
    "cost": "费用",
    "login": "登录",
    "summary": "简介",
    "body": "正文",
    "teachers": "教师",
    "audiences": "适合谁",
    "topics": "主题",
    "level": "难度",
    "language": "语言",
    "subjects": "来源的分类",
    "duration": "时长",
    "effort": "每周用时",
    "accessibility": "无障碍",
    "licence": "许可",
    "provenance": "出处",
    "image": "图片",
}
"""In the order they are read; dates flow through unreviewed."""
VOCABULARIES = {
    "kind": "kinds",
    "audiences": "audiences",
    "topics": "topics",
    "level": "levels",
    "language": "languages",
    "accessibility": "accessibility",
}


@dataclass(frozen=True)
class Row:
    """One field; `address` says that it is one to follow."""

    label: str
    text: str
    address: bool = False


@dataclass(frozen=True)
class Change:
    """One field that would change, word by word."""

    label: str
    pieces: list[Piece]


def rows_of(values: Mapping[str, Any]) -> list[Row]:
    """The fields that say something."""
    shown = ((name, _in_words(name, values.get(name))) for name in LABELS)
    return [Row(LABELS[name], text, name in ("url", "image")) for name, text in shown if text]


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """The fields that differ."""
    words = ((name, _in_words(name, before.get(name)), _in_words(name, after.get(name))) for name in LABELS)
    return [Change(LABELS[name], word_changes(old, new)) for name, old, new in words if old != new]


def rows_of_lecture(lecture: Lecture) -> list[Row]:
    rows = (
        Row("标题", lecture.title),
        Row("主办机构", lecture.institution.name),
        Row("时间", str(lecture_time(lecture))),
        Row("网址", lecture.url, address=True),
        Row("地点", lecture.location),
        Row("讲者", "、".join(lecture.speakers)),
        Row("简介", lecture.summary),
    )
    return [row for row in rows if row.text]


def _in_words(name: str, value: Any) -> str:
    if name == "cost":
        return COST_WORDS.get(str(value), str(value))
    if name == "login":
        return str(SHORT_LOGINS.get(str(value), "没有说明"))
    if name in VOCABULARIES:
        codes = value if isinstance(value, list) else [value] if value else []
        return "、".join(term(code, VOCABULARIES[name]) for code in codes)
    if isinstance(value, list):
        return "、".join(str(one) for one in value)
    if name in ("duration", "effort"):
        return duration_words(value or "") if name == "duration" else effort_words(value or "")
    return str(value or "")
