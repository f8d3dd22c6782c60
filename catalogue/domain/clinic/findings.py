"""Findings of a trial: which records would appear, what is wrong with the others, and which fields are missing."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from catalogue.domain.clinic.trying import Trial
from catalogue.domain.text.normalise import NormalRecord
from harvesters.record import LectureRecord

FIRST = 10
MOST_REASONS = 5

Record = NormalRecord | LectureRecord
Label = tuple[str, Callable[[Any], object]]

RESOURCE_FIELDS: tuple[Label, ...] = (
    ("简介", lambda record: record.summary),
    ("类型", lambda record: record.kind),
    ("提供机构", lambda record: record.provider),
    ("主题", lambda record: record.topics),
    ("适用人群", lambda record: record.audiences),
    ("难度", lambda record: record.level),
    ("语言", lambda record: record.language),
    ("时长", lambda record: record.duration),
    ("是否免费", lambda record: record.cost != "unknown"),
    ("封面", lambda record: record.image),
)
LECTURE_FIELDS: tuple[Label, ...] = (
    ("简介", lambda record: record.summary),
    ("结束时间", lambda record: record.ends),
    ("线上听讲的网址", lambda record: record.url),
    ("地点", lambda record: record.location),
    ("主讲人", lambda record: record.speakers),
    ("主办机构", lambda record: record.provider),
)


@dataclass(frozen=True)
class Coverage:
    """How many of the records have a field; `percent` of them, rounded."""

    label: str
    have: int
    percent: int


@dataclass(frozen=True)
class Findings:
    """`found` counts the items looked at, `readable` those that give a record; `reasons` are why the others do not."""

    found: int
    readable: int
    paid: int
    first: list[Record]
    reasons: list[tuple[str, int]]
    coverage: list[Coverage]


def findings_of(trial: Trial) -> Findings:
    """What a trial shows to the partner."""
    records = [one.record for one in trial.previews if one.record is not None]
    reasons = Counter(one.reason or one.outcome for one in trial.previews if one.record is None)
    return Findings(
        found=len(trial.previews),
        readable=len(records),
        paid=sum(isinstance(record, NormalRecord) and record.cost == "paid" for record in records),
        first=records[:FIRST],
        reasons=reasons.most_common(MOST_REASONS),
        coverage=_coverage(records),
    )


def _coverage(records: Sequence[Record]) -> list[Coverage]:
    """Over resources where there are any, else over lectures."""
    resources = [record for record in records if isinstance(record, NormalRecord)]
    fields, counted = (RESOURCE_FIELDS, resources) if resources else (LECTURE_FIELDS, list(records))
    found = []
    for label, has in fields:
        have = sum(bool(has(record)) for record in counted)
        found.append(Coverage(label, have, round(100 * have / len(counted)) if counted else 0))
    return found
