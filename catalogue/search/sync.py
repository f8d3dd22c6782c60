"""Brings the index level with the database, by version: what changed is read, written to the index, then marked.

The index is committed first and the database marked second, so a kill at any moment only means that some rows are
written once more.
"""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter
from pathlib import Path
from typing import Any

from sqlalchemy import ColumnElement, bindparam, select, update
from sqlalchemy.orm import Session

from catalogue.db import db, writing
from catalogue.models import Institution, Lecture, Resource
from catalogue.search.documents import MODELS, Row, documents_of, needed
from catalogue.search.engine import Document, IndexUnavailable, Progress, SearchEngine
from catalogue.search.lock import index_lock

BATCH = 500

Mark = tuple[int, int]
"""The number of a row and the version of it that was read."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class SyncReport:
    """What a sync did. `rebuilt` says that the whole index was written anew."""

    written: int = 0
    deleted: int = 0
    rebuilt: bool = False


def sync(engine: SearchEngine, instance: Path, *, wait_seconds: float = 0.0) -> SyncReport:
    """Write what changed since the last time; rebuild when there is no index to write to.

    Raises IndexBusy when another process is at it, which then sees to the changes itself.
    """
    with index_lock(instance, wait_seconds=wait_seconds):
        if engine.needs_rebuild():
            return _rebuild(engine)
        try:
            return _sync(engine)
        except IndexUnavailable:
            log.exception("the index could not be written and is rebuilt")
            return _rebuild(engine)


def rebuild(
    engine: SearchEngine,
    instance: Path,
    *,
    wait_seconds: float = 0.0,
    progress: Progress | None = None,
    force: bool = False,
) -> SyncReport:
    """Write everything public into a new index and swap it in; searches go on meanwhile.

    Raises IndexBusy, and RebuildRefused when the number of documents is far from that of the live index, unless
    forced: then the database is a wrong or an empty one, or much has changed that no sync has written yet.
    """
    with index_lock(instance, wait_seconds=wait_seconds):
        return _rebuild(engine, progress, expected=None if force else _count(engine))


def _count(engine: SearchEngine) -> int | None:
    try:
        return engine.count()
    except IndexUnavailable:
        return None


def _sync(engine: SearchEngine) -> SyncReport:
    report, settled = SyncReport(), set[int]()
    for model in MODELS:
        for session, rows in _batches(model, model.version != model.indexed_version):
            documents = documents_of(session, model, rows)
            holders = _holders(model, rows, {document.id for document in documents}, settled)
            documents += documents_of(session, Institution, holders)
            shown = {document.id for document in documents}
            institutions = rows if model is Institution else holders
            settled |= {institution.id for institution in institutions if institution.public_id in shown}
            gone = [row.public_id for row in (*rows, *holders) if row.public_id not in shown]
            engine.apply(documents, gone)
            _mark(model, _marks(rows), changed_before=_known_to_index(model, rows))
            report = SyncReport(report.written + len(documents), report.deleted + len(gone))
    return report


def _rebuild(engine: SearchEngine, progress: Progress | None = None, *, expected: int | None = None) -> SyncReport:
    marks: list[tuple[type[Row], list[Mark]]] = []
    written = engine.rebuild(_everything(marks), progress, expected)
    for model, pairs in marks:
        _mark(model, pairs)
    return SyncReport(written=written, rebuilt=True)


def _everything(marks: list[tuple[type[Row], list[Mark]]]) -> Iterator[Document]:
    """All public documents; what was read is noted in `marks`, to be written down once the index is live."""
    for model in MODELS:
        for session, rows in _batches(model):
            marks.append((model, _marks(rows)))
            yield from documents_of(session, model, rows)


def _batches(model: type[Any], *conditions: ColumnElement[bool]) -> Iterator[tuple[Session, Sequence[Any]]]:
    """The rows of a model in their order, some hundred at a time, each time in a fresh transaction."""
    last = 0
    while True:
        with Session(db.engine) as session:
            statement = select(model).where(model.id > last, *conditions).order_by(model.id).limit(BATCH)
            rows = session.scalars(statement.options(*needed(model))).all()
            if not rows:
                return
            last = rows[-1].id
            yield session, rows


def _holders(model: type[Row], rows: Sequence[Any], shown: set[str], settled: set[int]) -> list[Institution]:
    """Institutions that may have come to light, or lost their last public thing, with these rows.

    `settled` ones are known to be in the index, and a row that is shown takes none of them away.
    """
    holder_of = _HOLDER.get(model)
    if holder_of is None:
        return []
    holders = {holder_of(row) for row in rows if row.public_id not in shown or holder_of(row).id not in settled}
    return sorted(holders, key=attrgetter("id"))


_HOLDER: Mapping[type[Row], Callable[[Any], Institution]] = {
    Resource: attrgetter("provider"),
    Lecture: attrgetter("institution"),
}


def _marks(rows: Sequence[Any]) -> list[Mark]:
    return [(row.id, row.version) for row in rows]


def _known_to_index(model: type[Row], rows: Sequence[Any]) -> list[int]:
    """Institutions that were indexed under other words, which stand in the documents of what they hold."""
    return [row.id for row in rows if row.indexed_version] if model is Institution else []


def _mark(model: type[Any], marks: Sequence[Mark], changed_before: Sequence[int] = ()) -> None:
    """Note which version of each row the index holds; what changed institutions hold must be written again."""
    statement = update(model.__table__).where(model.__table__.c.id == bindparam("row"))
    with writing() as session:
        session.connection().execute(
            statement.values(indexed_version=bindparam("seen")), [{"row": row, "seen": seen} for row, seen in marks]
        )
        for held, holder in ((Resource, Resource.provider_id), (Lecture, Lecture.institution_id)):
            session.execute(update(held).where(holder.in_(changed_before)).values(indexed_version=0))
