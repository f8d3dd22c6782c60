"""Exports: every public resource with the sources that list it, as JSON Lines or CSV; data anybody may have."""

import json
from collections.abc import Iterable, Iterator
from typing import IO, Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from catalogue.domain.text.csv_tables import csv_head, csv_line
from catalogue.models import Listing, Resource

FORMATS = ("jsonl", "csv")
FIELDS = (
    *("id", "title", "url", "provider", "kind", "summary", "topics", "audiences", "level", "language"),
    *("teachers", "subjects", "duration", "effort", "cost", "login", "access", "licence"),
    *("published", "updated", "listed_at", "sources"),
)
BATCH = 500

Row = dict[str, Any]


def public_rows(session: Session, *, all_sources: bool = False) -> Iterator[Row]:
    """The public resources in the order they came, a batch at a time.

    They name the sources their pages name: those in whose words they were accepted; `all_sources` adds those that
    spoke of them in words nobody accepted, which is for the operator's own eyes.
    """
    statement = (
        select(Resource)
        .where(Resource.state == "public")
        .options(joinedload(Resource.provider), selectinload(Resource.listings).joinedload(Listing.source))
        .order_by(Resource.id)
        .execution_options(yield_per=BATCH)
    )
    for resource in session.scalars(statement):
        heard = [listing for listing in resource.listings if all_sources or listing.accepted]
        yield {**_row(resource), "sources": [listing.source.title for listing in heard]}


def _row(resource: Resource) -> Row:
    """All of FIELDS but the sources."""
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
    }


def write_rows(rows: Iterable[Row], file: IO[str], format_: str) -> int:
    """Write all rows in one of FORMATS; returns how many."""
    if format_ == "csv":
        file.write(csv_head(FIELDS))
    line = _csv_line if format_ == "csv" else _json_line
    written = 0
    for row in rows:
        file.write(line(row))
        written += 1
    return written


def _json_line(row: Row) -> str:
    return json.dumps(row, ensure_ascii=False) + "\n"


def _csv_line(row: Row) -> str:
    return csv_line([row[name] for name in FIELDS])
