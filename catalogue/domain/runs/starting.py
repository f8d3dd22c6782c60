"""Starting a run: a new one, or the source's last one when its time was up."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.ledger.events import move
from catalogue.domain.runs.lease import take_lease
from catalogue.domain.sources.schedule import schedule_next
from catalogue.errors import CatalogueError
from catalogue.models import Run, Source
from harvesters import registry
from harvesters.errors import SourceError
from harvesters.record import Adapter


def start_run(
    session: Session, source: Source, *, by: str, full: bool | None = None, since: datetime | None = None
) -> Run:
    """Open a run of an approved source, leased to this process. Raises CatalogueError or Busy.

    `full` None asks the source and its adapter whether absence means gone; with `since` it never does.
    """
    run = open_run(session, source, by=by, full=full, since=since)
    take_lease(session, run)
    schedule_next(source)
    return run


def open_run(
    session: Session, source: Source, *, by: str, full: bool | None = None, since: datetime | None = None
) -> Run:
    """Open a run of an approved source that whoever is free may take up. Raises CatalogueError."""
    if source.state != "approved":
        raise CatalogueError(f"来源“{source.title}”未获批准或已暂停，不能采集")
    if full is None:
        full = adapter_of(source).full_list if source.full_list is None else source.full_list
    run = Run(source=source, options=dict(source.options), full=full and since is None, since=since, started_by=by)
    session.add(run)
    session.flush()
    return run


def take_up(session: Session, source: Source, *, by: str) -> Run | None:
    """The source's last run, collecting again, when its time was up and it still asks for the same."""
    last = session.scalars(select(Run).where(Run.source_id == source.id).order_by(Run.id.desc()).limit(1)).first()
    wanted = source.state == "approved" and last and last.state == "failed" and last.interrupted
    if last is None or not wanted or last.options != source.options:
        return None
    move(session, last, "collecting", by=by)
    last.message, last.interrupted, last.finished_at = "", False, None
    take_lease(session, last)
    schedule_next(source)
    return last


def adapter_of(source: Source) -> Adapter:
    """Raises CatalogueError when this version of the program no longer has it."""
    try:
        return registry.get(source.adapter)
    except SourceError as error:
        raise CatalogueError(f"来源“{source.title}”不能采集：{error}") from error
