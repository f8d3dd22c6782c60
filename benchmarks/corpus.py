"""Documents in any number, made of real titles and descriptions."""

import csv
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import accumulate
from pathlib import Path

from catalogue.models.vocabulary import vocabulary
from catalogue.search.engine import Document

ROOT = Path(__file__).parents[1]
COURSES = ROOT.parent / "shared" / "data" / "courses" / "ALL-courses-merged-derived.jsonl"
STARTER = ROOT / "catalogue" / "starter" / "resources"
SEED = 20220720
FIRST_DAY = datetime(2018, 1, 1, tzinfo=UTC)
MINUTES = 8 * 365 * 24 * 60
DESCRIBED = 0.3
"""The share of records with a description; platforms give one for every third course or so."""


@dataclass(frozen=True)
class Course:
    title: str
    school: str
    teacher: str
    subject: str


@dataclass(frozen=True)
class Sources:
    """Real courses, and real descriptions cut into sentences."""

    courses: Sequence[Course]
    sentences: Sequence[str]


@cache
def sources() -> Sources:
    """Courses of the shared data where they are, else those of the starter catalogue."""
    rows = _rows()
    known = {(row["title"], row["school"]): row for row in rows}
    courses = [
        Course(title, school, row.get("teacher") or "", row.get("category") or "")
        for (title, school), row in known.items()
    ]
    texts = {row["description"] for row in rows if row.get("description")}
    sentences = sorted({sentence.strip() for text in texts for sentence in text.split("。") if len(sentence) > 8})
    return Sources(courses, sentences or [course.title for course in courses])


def _rows() -> list[dict[str, str]]:
    if COURSES.exists():
        return [json.loads(line) for line in COURSES.read_text(encoding="utf-8").splitlines()]
    rows = []
    for path in sorted(STARTER.glob("*.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                rows.append({"title": row["title"], "school": row["provider"], "description": row["summary"]})
    return rows


def documents(count: int) -> Iterator[Document]:
    """The first ones are the real courses; the others join a real title with parts of others, frequent ones first."""
    chance, found = random.Random(SEED), sources()
    weights = list(accumulate(1 / (rank + 10) for rank in range(len(found.courses))))
    shuffled = chance.sample(list(found.courses), len(found.courses))
    for number in range(count):
        course = found.courses[number] if number < len(found.courses) else _recombined(chance, shuffled, weights)
        yield _document(chance, number, course, found.sentences)


def _recombined(chance: random.Random, courses: Sequence[Course], weights: list[float]) -> Course:
    one, other, third = chance.choices(courses, cum_weights=weights, k=3)
    title = f"{one.title}与{other.title}" if chance.random() < 0.5 else f"{one.title}（{chance.randint(1, 40)}）"
    return Course(title, third.school, other.teacher, one.subject)


def _document(chance: random.Random, number: int, course: Course, sentences: Sequence[str]) -> Document:
    summary = "。".join(chance.choices(sentences, k=chance.randint(1, 8))) if chance.random() < DESCRIBED else ""
    return Document(
        id=f"b{number:09d}",
        type="resource",
        version=1,
        texts={
            "title": course.title,
            "provider": course.school,
            "teachers": course.teacher,
            "topics": course.subject,
            "summary": summary,
        },
        facets=_facets(chance, course),
        date=FIRST_DAY + timedelta(minutes=chance.randrange(MINUTES)),
        popularity=int(chance.paretovariate(1.0)),
    )


def _facets(chance: random.Random, course: Course) -> dict[str, tuple[str, ...]]:
    """Facets that go with the words as real ones do: a course's topic by its subject, an institution's region fixed."""
    topic = random.Random(course.subject + course.title[:2]).choice(_codes("topics"))
    region = random.Random(course.school).choice(_codes("regions"))
    audiences = tuple(chance.sample(_codes("audiences"), chance.choice((1, 1, 2, 3))))
    return {
        "topic": tuple(vocabulary("topics").with_ancestors([topic])),
        "audience": audiences,
        "kind": (_by_rank(chance, _codes("kinds")),),
        "level": (_by_rank(chance, _codes("levels")),),
        "institution": (f"i{random.Random(course.school).randrange(10**9):09d}",),
        "region": tuple(vocabulary("regions").with_ancestors([region])),
        "language": (_by_rank(chance, _codes("languages")),),
    }


@cache
def _codes(name: str) -> list[str]:
    return sorted(vocabulary(name).terms)


def _by_rank(chance: random.Random, codes: list[str]) -> str:
    return chance.choices(codes, [1 / (rank + 1) for rank in range(len(codes))])[0]
