"""Deciding about runs: a quarantined one is accepted, rejected or superseded, one at work is aborted."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.ledger.events import SYSTEM, move
from catalogue.domain.runs.lease import drop_lease, take_lease
from catalogue.errors import CatalogueError, NotFound
from catalogue.models import Run
from catalogue.models.states import UNFINISHED_RUN_STATES


def find_run(session: Session, public_id: str) -> Run:
    """Raises NotFound."""
    run = session.scalar(select(Run).where(Run.public_id == public_id))
    if run is None:
        raise NotFound(f"没有编号为 {public_id} 的采集；用 catalogue runs list 查看")
    return run


def accept(session: Session, run: Run, *, by: str) -> None:
    """A person lets a quarantined run be applied. Raises CatalogueError for any other, Busy when the source is."""
    _must_be_quarantined(run)
    move(session, run, "accepted", by=by)
    take_lease(session, run)


def accept_for_worker(session: Session, run: Run, *, by: str) -> None:
    """As accept, but this process goes on to other things and the worker applies it at its next look."""
    accept(session, run, by=by)
    drop_lease(run)


def reject(session: Session, run: Run, *, by: str, reason: str = "") -> None:
    """A quarantined run is thrown away: nothing it found is applied. Raises CatalogueError for any other."""
    _must_be_quarantined(run)
    move(session, run, "rejected", by=by, note=reason)
    run.message = reason or run.message
    run.finished_at = now()


def abort(session: Session, run: Run, *, by: str) -> None:
    """End a run that has not ended. Raises CatalogueError when it has.

    Whoever works on it notices at its next transaction and stops; what stands committed by then stays.
    """
    if run.state not in UNFINISHED_RUN_STATES:
        raise CatalogueError(f"采集 {run.public_id} 没有在进行（现为 {run.state}），无需中止")
    move(session, run, "aborted", by=by)
    run.message = "已被人中止；已入库的保留，其余没有改动"
    run.finished_at = now()
    drop_lease(run)


def supersede(session: Session, run: Run) -> None:
    """Reject the quarantined runs of the same source that a newly judged one has made pointless.

    A whole list says more than anything before it. Changes and windows say less than a whole list, and an
    imported window nothing about another file.
    """
    older = select(Run).where(Run.source_id == run.source_id, Run.state == "quarantined", Run.id < run.id)
    if not run.full and not run.source.url:
        return
    if not run.full:
        older = older.where(Run.full.is_(False))
    for other in session.scalars(older):
        reject(session, other, by=SYSTEM, reason=f"已被后来的采集 {run.public_id} 取代")


def _must_be_quarantined(run: Run) -> None:
    if run.state != "quarantined":
        raise CatalogueError(f"采集 {run.public_id} 没有被隔离（现为 {run.state}），无需核对")
