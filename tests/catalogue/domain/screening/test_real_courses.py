"""Real course lists of public platforms: what is flagged, and how often."""

import csv
import json
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from catalogue.config import PACKAGE
from catalogue.domain.screening.context import Context
from catalogue.domain.screening.screen import screen
from catalogue.domain.text.normalise import NormalRecord, normalise
from harvesters.record import ResourceRecord

MOST_SECONDS = 0.001
"""A record, of the thread's own time; it takes a twentieth of it where this was written."""


def real_courses(shared_data: Path) -> Iterator[NormalRecord]:
    lines = (shared_data / "courses" / "ALL-courses-merged-derived.jsonl").read_text(encoding="utf-8").splitlines()
    for number, row in enumerate(map(json.loads, lines)):
        record = ResourceRecord(
            key=str(number),
            url=row.get("url") or f"https://www.icourse163.org/course/x-{number}",
            title=row["title"],
            summary=row.get("description") or "",
            provider=row["school"],
            kind="course",
            cost="free",
        )
        yield normalise(record, default_cost="free")


def test_few_of_twenty_thousand_real_courses_are_flagged_seriously(shared_data: Path) -> None:
    records = list(real_courses(shared_data))
    context, began = Context(), time.thread_time()

    flags = [screen(record, context) for record in records]

    assert (time.thread_time() - began) / len(records) < MOST_SECONDS
    severities = Counter(severity for found in flags for severity in {flag.severity for flag in found})
    assert 0 < severities["serious"] < 0.01 * len(records)
    assert 0 < severities["warning"] < 0.02 * len(records)


def test_no_title_of_a_university_course_is_flagged(shared_data: Path) -> None:
    path = shared_data / "courses" / "icourse163-2024-zw688" / "all_course.csv"
    with path.open(encoding="utf-8-sig", newline="") as file:
        titles = [row["course_name"] for row in csv.DictReader(file)]
    records = (
        ResourceRecord(
            key=title, url="https://example.edu.cn/1", title=title, summary="介绍", cost="free", kind="course"
        )
        for title in titles
    )

    flagged = [
        record.title
        for record in records
        for flag in screen(normalise(record, default_cost=""), Context())
        if flag.code != "missing_field"
    ]

    assert len(titles) > 10_000
    assert flagged == []


def test_nothing_in_the_starter_catalogue_is_flagged() -> None:
    flagged = []
    for path in sorted((PACKAGE / "starter" / "resources").glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                record = ResourceRecord(
                    key=row["id"],
                    url=row["url"],
                    title=row["title"],
                    summary=row["summary"],
                    provider=row["provider"],
                    kind=row["kind"],
                    cost=row["cost"],
                )
                flagged += [(row["id"], flag) for flag in screen(normalise(record, default_cost="free"), Context())]
    assert flagged == []
