"""The fields of resources and lectures, as reviewers read them."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from catalogue.domain.ledger.event_names import field_name
from catalogue.models import Lecture
from catalogue.web.formatting import duration_words, effort_words
from catalogue.web.forms.review import COST_WORDS
from catalogue.web.rendering import lecture_time
from catalogue.web.review.wording import Piece, word_changes
from catalogue.web.words import SHORT_LOGINS, term

READ = (
    "title",
    "provider",
    "url",
    "kind",
    "cost",
    "login",
    "summary",
    "body",
    "location",
    "speakers",
    "teachers",
    "audiences",
    "topics",
    "level",
    "language",
    "subjects",
    "duration",
    "effort",
    "accessibility",
    "licence",
    "provenance",
    "image",
)
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
    shown = ((name, _in_words(name, values.get(name))) for name in READ)
    return [Row(field_name(name), text, name in ("url", "image")) for name, text in shown if text]


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """The fields that differ."""
    words = ((name, _in_words(name, before.get(name)), _in_words(name, after.get(name))) for name in READ)
    return [Change(field_name(name), word_changes(old, new)) for name, old, new in words if old != new]


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
