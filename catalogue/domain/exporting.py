"""Exports: every public resource with the sources that speak of it, as JSON Lines or CSV."""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from typing import IO, Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from catalogue.models import Listing, Resource

FORMATS = ("jsonl", "csv")
FIELDS = (
    *("id", "title", "url", "provider", "kind", "summary", "topics", "audiences", "level", "language"),
    *("teachers", "subjects", "duration", "effort", "cost", "login", "access", "licence"),
    *("published", "updated", "listed_at", "sources"),
)
BATCH = 500
LIST_SEPARATOR = "；"
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")

Row = dict[str, Any]


def public_rows(session: Session) -> Iterator[Row]:
    """The public resources in the order they came, a batch at a time."""
    statement = (
        select(Resource)
        .where(Resource.state == "public")
        .options(joinedload(Resource.provider), selectinload(Resource.listings).joinedload(Listing.source))
        .order_by(Resource.id)
        .execution_options(yield_per=BATCH)
    )
    for resource in session.scalars(statement):
        yield _row(resource)


def _row(resource: Resource) -> Row:
    return {
        "id": resource.public_id,
        "title": resource.title,
        "url": resource.url,
        "provider": resource.provider.name,
        "kind": resource.kind,
        "summary": resource.summary,
        "topics": resource.topics,
        "audiences": resource.audiences,
        "level": resource.level,
        "language": resource.language,
        "teachers": resource.teachers,
        "subjects": resource.subjects,
        "duration": resource.duration,
        "effort": resource.effort,
        "cost": resource.cost,
        "login": resource.login,
        "access": resource.accessibility,
        "licence": resource.licence,
        "published": resource.published.isoformat() if resource.published else "",
        "updated": resource.updated.isoformat() if resource.updated else "",
        "listed_at": resource.published_at.isoformat() if resource.published_at else "",
        "sources": [listing.source.title for listing in resource.listings],
    }


def write_rows(rows: Iterable[Row], file: IO[str], format_: str) -> int:
    """Write all rows in one of FORMATS; returns how many."""
    write = _csv_writer(file) if format_ == "csv" else _jsonl_writer(file)
    return sum(write(row) for row in rows)


def _jsonl_writer(file: IO[str]) -> Callable[[Row], int]:
    def write(row: Row) -> int:
        file.write(json.dumps(row, ensure_ascii=False) + "\n")
        return 1

    return write


def _csv_writer(file: IO[str]) -> Callable[[Row], int]:
    """With a byte order mark, without which Excel takes Chinese for another encoding."""
    file.write("\ufeff")
    table = csv.writer(file, lineterminator="\r\n")
    table.writerow(FIELDS)

    def write(row: Row) -> int:
        table.writerow([safe_cell(row[name]) for name in FIELDS])
        return 1

    return write


def safe_cell(value: str | list[str]) -> str:
    """The text of a cell that no spreadsheet runs as a formula: one that begins like one gets an apostrophe."""
    text = LIST_SEPARATOR.join(value) if isinstance(value, list) else value
    return f"'{text}" if text.lstrip(" ").startswith(_FORMULA_STARTS) else text
