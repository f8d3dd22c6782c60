"""Rows as pages show them, kept in memory by version: what did not change is not read from the database again.

A query selects stamps, which say what there is and in which version; only rows not known by their stamp are read
whole. Versions rise with every change that readers can see (models.indexed), so a kept row is never an old one.
"""

from collections.abc import Callable, Sequence
from threading import Lock
from typing import Any, Generic, TypeVar
from weakref import WeakKeyDictionary

from cachetools import LRUCache
from sqlalchemy import Engine, Select, select
from sqlalchemy.orm import Session, joinedload, selectinload
from sqlalchemy.orm.interfaces import ORMOption

from catalogue.db import db
from catalogue.models import Collection, Institution, Lecture, Resource

T = TypeVar("T", Resource, Lecture, Collection, Institution)
Stamp = tuple[Any, ...]
"""The number of a row, then its version and those of the rows shown with it."""

MOST_KEPT = 2048
"""Rows of one kind, of some kilobytes each: at most about 10 MB."""


class KeptRows(Generic[T]):
    """Rows of one model. They belong to no session, hold what `needed` loads and are for reading only.

    Inside writing() the rows are those of its transaction, which nobody else may see yet.
    """

    def __init__(
        self,
        model: type[T],
        stamps: Select[*tuple[Any, ...]],
        stamp_of: Callable[[T], Stamp],
        needed: Sequence[ORMOption] = (),
    ) -> None:
        self.stamps = stamps
        self._model: type[T] = model
        self._stamp_of: Callable[[T], Stamp] = stamp_of
        self._needed = needed
        self._kept: WeakKeyDictionary[Engine, LRUCache[Stamp, T]] = WeakKeyDictionary()
        self._lock = Lock()

    def read(self, statement: Select[*tuple[Any, ...]], **parameters: Any) -> list[T]:
        """The rows, in the order of a statement made from `stamps`; a row may be newer than its stamp."""
        session = db.session()
        changing = session.info.get("writing", False)
        if changing:
            session.flush()
        stamps = [tuple(stamp) for stamp in session.connection().execute(statement, parameters)]
        if changing:
            rows = self._whole(session, [stamp[0] for stamp in stamps])
            return [rows[stamp[0]] for stamp in stamps]
        return self._committed(stamps)

    def _committed(self, stamps: Sequence[Stamp]) -> list[T]:
        with self._lock:
            kept = self._kept.setdefault(db.engine, LRUCache(MOST_KEPT))
            rows = {stamp: kept.get(stamp) for stamp in stamps}
        missing = [stamp[0] for stamp, row in rows.items() if row is None]
        if missing:
            with Session(db.engine) as session:
                read = self._whole(session, missing)
            rows = {stamp: row or read.get(stamp[0]) for stamp, row in rows.items()}
            with self._lock:
                kept.update({self._stamp_of(row): row for row in read.values()})
        return [row for stamp in stamps if (row := rows[stamp]) is not None]

    def _whole(self, session: Session, ids: Sequence[int]) -> dict[int, T]:
        rows = session.scalars(select(self._model).where(self._model.id.in_(ids)).options(*self._needed))
        return {row.id: row for row in rows}


RESOURCES = KeptRows(
    Resource,
    select(Resource.id, Resource.version, Institution.version).join(Resource.provider),
    lambda row: (row.id, row.version, row.provider.version),
    (joinedload(Resource.provider), selectinload(Resource.merged_into)),  # few are merged: mostly nothing to ask
)
LECTURES = KeptRows(
    Lecture,
    select(Lecture.id, Lecture.version, Institution.version, Resource.version)
    .join(Lecture.institution)
    .outerjoin(Lecture.replay),
    lambda row: (row.id, row.version, row.institution.version, row.replay.version if row.replay else None),
    (joinedload(Lecture.institution), joinedload(Lecture.replay)),
)
COLLECTIONS = KeptRows(Collection, select(Collection.id, Collection.version), lambda row: (row.id, row.version))
INSTITUTIONS = KeptRows(Institution, select(Institution.id, Institution.version), lambda row: (row.id, row.version))
