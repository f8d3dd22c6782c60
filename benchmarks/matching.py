"""How well the matching tells courses apart: six crawls of real platforms as six sources, their addresses hidden.

`python -m benchmarks.matching [--errors]` takes the crawls in one after the other and compares what was matched with
the platform's own course numbers, which the matcher never sees. Needs the shared data beside the checkout.
"""

import csv
import json
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from flask_migrate import upgrade
from sqlalchemy import select
from sqlalchemy.orm import Session

from benchmarks.corpus import COURSES
from catalogue import create_app
from catalogue.db import writing
from catalogue.domain.intake.resources import Desk, take_in_normal
from catalogue.domain.text.normalise import normalise
from catalogue.domain.text.titles import compared
from catalogue.models import ReviewTask, Source
from harvesters.record import ResourceRecord
from tests.factories import make_source

NUMBERED = COURSES.parent / "icourse163-2024-derived" / "all_course_with_code.csv"
CRAWLS = ("yeonzi-2017", "la745-2018", "ricosr-2019", "study163-2019", "tongtong-2020", "zw688-2024")
COURSE_NUMBER = re.compile(r"(study\.163|icourse163)\.(?:com|org)/course/(?:introduction/)?(?:[A-Za-z0-9]+-)?(\d+)")
BATCH = 200
SHOWN = 40


@dataclass(frozen=True)
class Row:
    """One record of a crawl; `course` is the platform and its course number, None where the address has none."""

    crawl: str
    number: int
    title: str
    school: str
    teachers: tuple[str, ...]
    course: tuple[str, str] | None

    def record(self) -> ResourceRecord:
        """The record as the matcher gets it: neither key nor address say anything."""
        return ResourceRecord(
            key=str(self.number),
            url=f"https://{self.crawl}.example.cn/{self.number}",
            title=self.title,
            provider=self.school,
            teachers=self.teachers,
            cost="free",
        )


@dataclass
class Links:
    """What was matched: rows attached to earlier rows, and rows said to be like earlier ones, each with its reason."""

    sure: list[tuple[Row, Row]] = field(default_factory=list)
    likely: list[tuple[Row, list[Row]]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)


def rows() -> list[Row]:
    """All records of the crawls, in the order of the crawls' years."""
    with NUMBERED.open(encoding="utf-8", newline="") as file:
        numbers = [row["id"] for row in csv.DictReader(file)]
    found = [json.loads(line) for line in COURSES.read_text(encoding="utf-8").splitlines()]
    read = list(_rows(found, iter(numbers)))
    return sorted(read, key=lambda row: CRAWLS.index(row.crawl))


def _rows(found: Iterable[dict[str, str]], numbers: Iterator[str]) -> Iterator[Row]:
    """The crawl of 2024 gives no addresses; its numbers stand in the same order in the file beside it."""
    for place, row in enumerate(found):
        address = COURSE_NUMBER.search(row.get("url") or "")
        course = (address[1], address[2]) if address else None
        if row["source"] == "zw688-2024":
            course = ("icourse163", next(numbers))
        teachers = tuple(filter(None, (row.get("teacher") or "").split("、")))
        yield Row(row["source"], place, row["title"], row["school"], teachers, course)


def take_in_crawls(session: Session, found: list[Row]) -> Links:
    """Take everything in and read from the database what was matched with what; nobody decides anything between."""
    links = Links()
    holding: dict[str, list[Row]] = defaultdict(list)
    for crawl in CRAWLS:
        source = make_source(session, title=crawl)
        of_crawl = [row for row in found if row.crawl == crawl]
        for start in range(0, len(of_crawl), BATCH):
            _take_in(session, source, of_crawl[start : start + BATCH], holding, links)
            session.expire_all()
    return links


def _take_in(session: Session, source: Source, batch: list[Row], holding: dict[str, list[Row]], links: Links) -> None:
    """As a run does it: decided one after the other, written together."""
    records = {str(row.number): normalise(row.record(), default_cost="free") for row in batch}
    desk = Desk.for_records(session, source, records)
    with session.no_autoflush:
        outcomes = [(row, take_in_normal(desk, str(row.number), records[str(row.number)])) for row in batch]
    session.flush()
    listings = [outcome.listing_id for _, outcome in outcomes]
    tasks = session.scalars(select(ReviewTask).where(ReviewTask.listing_id.in_(listings)))
    evidence = {task.listing_id: task.evidence for task in tasks}
    for row, outcome in outcomes:
        if outcome.word == "merged":
            links.sure += [(row, other) for other in holding[outcome.subject]]
        elif found := evidence.get(outcome.listing_id):
            links.likely.append((row, list(holding[found["like"]])))
            links.reasons.append(found["why"])
        holding[outcome.subject].append(row)


def true_pairs(found: list[Row]) -> set[frozenset[int]]:
    """Pairs of rows of two crawls with one course number."""
    by_course: dict[tuple[str, str], list[Row]] = defaultdict(list)
    for row in found:
        if row.course:
            by_course[row.course].append(row)
    pairs = (pair for group in by_course.values() for pair in combinations(group, 2))
    return {frozenset((one.number, other.number)) for one, other in pairs if one.crawl != other.crawl}


def brought_together(found: list[Row], links: Links) -> dict[int, int]:
    """For each row the group it is in once a person has accepted the likely matches that are right."""
    group = {row.number: row.number for row in found}

    def first(number: int) -> int:
        while group[number] != number:
            number = group[number]
        return number

    right = [(row, other) for row, others in links.likely for other in others if _one_course(row, other)]
    for row, other in (*links.sure, *right):
        group[first(row.number)] = first(other.number)
    return {number: first(number) for number in group}


def _one_course(one: Row, other: Row) -> bool:
    return one.course is not None and one.course == other.course


@dataclass(frozen=True)
class Judgement:
    """What was matched against the truth: pairs of rows, wrong ones and those that stayed apart."""

    truth: set[frozenset[int]]
    sure: list[tuple[Row, Row]]
    wrong_sure: list[tuple[Row, Row]]
    wrong_likely: list[tuple[Row, Row]]
    missed: set[frozenset[int]]

    @property
    def sure_precision(self) -> float:
        return 1 - len(self.wrong_sure) / max(1, len(self.sure))

    @property
    def recall(self) -> float:
        """Of sure and likely matches together."""
        return 1 - len(self.missed) / len(self.truth)


def judge(found: list[Row], links: Links) -> Judgement:
    sure = [(one, other) for one, other in links.sure if one.course and other.course]
    groups, truth = brought_together(found, links), true_pairs(found)
    return Judgement(
        truth=truth,
        sure=sure,
        wrong_sure=[pair for pair in sure if not _one_course(*pair)],
        wrong_likely=[(row, others[0]) for row, others in links.likely if not _any_right(row, others)],
        missed={pair for pair in truth if len({groups[number] for number in pair}) > 1},
    )


def _any_right(row: Row, others: Iterable[Row]) -> bool:
    return any(_one_course(row, other) for other in others)


def report(found: list[Row], links: Links, *, errors: bool) -> None:
    judged = judge(found, links)
    sure_pairs = {frozenset((one.number, other.number)) for one, other in judged.sure}
    unnumbered = sum(row.course is None for row in found)
    print(f"{len(found)} records, {len(judged.truth)} true pairs; {unnumbered} records without a course number")
    print(f"sure: {len(judged.sure)} pairs, precision {judged.sure_precision:.4f}")
    print(f"sure alone: recall {len(judged.truth & sure_pairs) / len(judged.truth):.4f}")
    right = [_any_right(row, others) for row, others in links.likely]
    print(f"likely: {len(right)} tasks, precision {sum(right) / max(1, len(right)):.4f}")
    for reason, count in Counter(links.reasons).most_common():
        correct = sum(is_right for why, is_right in zip(links.reasons, right, strict=True) if why == reason)
        print(f"  {reason}: {count} tasks, precision {correct / count:.4f}")
    print(f"sure and likely: recall {judged.recall:.4f}")
    _report_negatives(found, judged.wrong_sure, judged.wrong_likely)
    if errors:
        by_number = {row.number: row for row in found}
        missed = [tuple(by_number[number] for number in pair) for pair in judged.missed]
        for name, pairs in (
            ("wrong sure", judged.wrong_sure),
            ("wrong likely", judged.wrong_likely),
            ("missed", missed),
        ):
            _show(name, pairs)


def _report_negatives(found: list[Row], wrong_sure: list[tuple[Row, Row]], wrong_likely: list[tuple[Row, Row]]) -> None:
    """How many of the hard negatives there are, and how many of each were matched all the same."""
    schools: dict[str, set[str]] = defaultdict(set)
    parts: dict[tuple[str, str], set[tuple[str, ...]]] = defaultdict(set)
    for row in found:
        title = compared(row.title)
        schools[title.key].add(row.school)
        parts[row.school, title.core].add(title.parts)
    series = sum(len(of_title) > 1 for of_title in parts.values())
    shared = sum(len(of_title) > 1 for of_title in schools.values())
    print(f"negatives: {series} series of one school, {shared} titles shared by schools; matched wrongly:")
    for name, pairs in (("sure", wrong_sure), ("likely", wrong_likely)):
        print(f"  {name}: {dict(Counter(_sort_of(*pair) for pair in pairs))}")


def _sort_of(one: Row, other: Row) -> str:
    mine, theirs = compared(one.title), compared(other.title)
    if mine.core == theirs.core and mine.parts != theirs.parts:
        return "series"
    if one.school != other.school:
        return "other school"
    return "same title" if mine.key == theirs.key else "near title"


def _show(name: str, pairs: Iterable[tuple[Row, ...]]) -> None:
    print(f"\n{name}")
    for one, other in list(pairs)[:SHOWN]:
        print(
            f"  {one.title.strip()} | {other.title.strip()} | {one.school} | {other.school} | "
            f"{'、'.join(one.teachers)} | {'、'.join(other.teachers)} | {one.crawl} {other.crawl}"
        )


def main(*, errors: bool) -> None:
    if not COURSES.exists():
        sys.exit(f"the crawls are not there: {COURSES}")
    found = rows()
    with TemporaryDirectory() as scratch:
        app = create_app(Path(scratch))
        with app.app_context():
            upgrade()
            began = process_time()
            with writing() as session:
                links = take_in_crawls(session, found)
            print(f"{len(found) / (process_time() - began):.0f} records a second of processor time")
    report(found, links, errors=errors)


if __name__ == "__main__":
    main(errors="--errors" in sys.argv)
