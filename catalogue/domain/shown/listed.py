"""Resources as lists for machines name them: plain columns, since whole rows take several times as long to read."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import repeat
from typing import Any, NamedTuple

from sqlalchemy import JSON, Dialect, bindparam, select
from sqlalchemy.types import TypeEngine

from catalogue.db import db
from catalogue.models import Institution, Resource

_COLUMNS = (
    Resource.public_id,
    Resource.title,
    Resource.summary,
    Resource.url,
    Resource.kind,
    Resource.audiences,
    Resource.topics,
    Resource.level,
    Resource.language,
    Resource.cost,
    Resource.login,
    Resource.accessibility,
    Resource.changed_at,
    Resource.state,
    Resource.link_dead,
    Institution.public_id,
    Institution.name,
)

CODES_KEPT = 1024
"""Lists of codes, as the database writes them, whose reading is kept: the same ones come again and again."""
STEP = 20
"""Ids are asked for in such numbers, the first one several times: few statements then serve all pages."""


class ListedProvider(NamedTuple):
    public_id: str
    name: str


class ListedResource(NamedTuple):
    """The columns of a resource that the contract's lists have. Its lists are shared: they are for reading only."""

    public_id: str
    title: str
    summary: str
    url: str
    kind: str
    audiences: list[str]
    topics: list[str]
    level: str
    language: str
    cost: str
    login: str
    accessibility: list[str]
    changed_at: datetime
    state: str
    link_dead: bool
    provider: ListedProvider


def listed_resources(ids: Sequence[str]) -> list[ListedResource]:
    """The public resources with these public ids and no dead link, in the order of the ids, in one query.

    As they are committed, in a connection of their own.
    """
    if not ids:
        return []
    found: dict[str, ListedResource] = {}
    for *columns, public_id, name in _rows(ids):
        found[columns[0]] = ListedResource._make([*columns, ListedProvider(public_id, name)])
    rows = [found[public_id] for public_id in ids if public_id in found]
    return [row for row in rows if row.state == "public" and not row.link_dead]


@dataclass(frozen=True)
class _Statement:
    """A select as the driver takes it, and by the place of a column what makes its value out of what the driver gives.

    SQLAlchemy takes twice as long over executing twenty rows' statement as the database does.
    """

    sql: str
    names: tuple[str, ...]
    positional: bool
    readers: tuple[tuple[int, Callable[[Any], Any]], ...]

    def arguments(self, values: Sequence[str]) -> Any:
        return tuple(values) if self.positional else dict(zip(self.names, values, strict=True))


@lru_cache(maxsize=64)
def _statement(dialect: Dialect, count: int) -> _Statement:
    """For so many ids; to compile it takes several times as long as to execute it."""
    names = tuple(f"id_{place}" for place in range(count))
    wanted = Resource.public_id.in_([bindparam(name) for name in names])
    compiled = select(*_COLUMNS).join(Resource.provider).where(wanted).compile(dialect=dialect)
    readers = (_reader(column.type, dialect) for column in _COLUMNS)
    return _Statement(
        sql=str(compiled),
        names=names,
        positional=dialect.positional,
        readers=tuple((place, reader) for place, reader in enumerate(readers) if reader),
    )


def _reader(kind: TypeEngine[Any], dialect: Dialect) -> Callable[[Any], Any] | None:
    read = kind.dialect_impl(dialect).result_processor(dialect, None)
    return lru_cache(maxsize=CODES_KEPT)(read) if read and isinstance(kind, JSON) else read


def _rows(ids: Sequence[str]) -> Iterator[list[Any]]:
    count = -(-len(ids) // STEP) * STEP
    statement = _statement(db.engine.dialect, count)
    connection = db.engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute(statement.sql, statement.arguments([*ids, *repeat(ids[0], count - len(ids))]))
        rows = cursor.fetchall()
    finally:
        connection.close()
    for row in map(list, rows):
        for place, read in statement.readers:
            row[place] = read(row[place])
        yield row
