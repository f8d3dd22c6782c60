"""Performing a run: started, taken through its steps, resumed after a kill, ended whatever happens."""

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from shutil import rmtree
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from catalogue.db import db, now, writing
from catalogue.domain.door import http_door
from catalogue.domain.events import SYSTEM, move
from catalogue.domain.runs.apply import apply
from catalogue.domain.runs.collect import collect
from catalogue.domain.runs.judge import judge
from catalogue.domain.runs.lease import drop_lease, is_held, take_lease
from catalogue.domain.runs.work import Progress, Work, no_progress
from catalogue.domain.sources import schedule_next
from catalogue.errors import CatalogueError, NotFound
from catalogue.models import Run, Source
from catalogue.models.states import UNFINISHED_RUN_STATES
from harvesters import registry
from harvesters.errors import SourceError

log = logging.getLogger(__name__)

INTERNAL_FAULT = "程序出错，已记入日志；已读到的内容没有公开"


def start_run(session: Session, source: Source, *, by: str, full: bool | None = None) -> Run:
    """Open a run of an approved source, leased to this process. Raises CatalogueError or Busy."""
    if source.state != "approved":
        raise CatalogueError(f"来源“{source.title}”未获批准或已暂停，不能采集")
    if full is None:
        adapter = registry.get(source.adapter)
        full = adapter.full_list if source.full_list is None else source.full_list
    run = Run(source=source, options=dict(source.options), full=full, started_by=by)
    session.add(run)
    session.flush()
    take_lease(session, run)
    schedule_next(source)
    return run


def perform(run_id: int, settings: Mapping[str, Any], progress: Progress = no_progress) -> Run:
    """Take a leased run through whatever steps it has left; a failure ends it with a message, never an exception."""
    work = _work(run_id, settings, progress)
    try:
        while step := STEPS.get(work.run().state):
            step(work)
    except OperationalError:
        raise  # the database, not the source: the run stays unfinished and is resumed
    except SourceError as error:
        _fail(work, str(error))
    except Exception:  # whatever an adapter does, the run must end and say so
        log.exception("run %s failed", run_id)
        _fail(work, INTERNAL_FAULT)
    run = work.run()
    if run.state not in (*UNFINISHED_RUN_STATES, "quarantined"):
        rmtree(work.incoming / run.public_id, ignore_errors=True)
    log.info("run %s of source %s: %s, found %d", run.public_id, run.source.public_id, run.state, run.found)
    return run


def harvest(source: Source, settings: Mapping[str, Any], *, by: str, progress: Progress = no_progress) -> Run:
    """Finish what a dead process left of a source, then harvest it anew. Raises CatalogueError or Busy."""
    source_id = source.id
    for run in unfinished_runs(db.session()):
        if run.source_id == source_id:
            resume(run, settings, progress)
    with writing() as session:
        run_id = start_run(session, session.get_one(Source, source_id), by=by).id
    return perform(run_id, settings, progress)


def resume(run: Run, settings: Mapping[str, Any], progress: Progress = no_progress) -> Run:
    """Go on with a run that a dead process left. Raises Busy when somebody is at it."""
    with writing() as session:
        take_lease(session, run)
    return perform(run.id, settings, progress)


def unfinished_runs(session: Session) -> list[Run]:
    """The runs nobody works on that are not at their end."""
    runs = session.scalars(select(Run).where(Run.state.in_(UNFINISHED_RUN_STATES)).order_by(Run.id))
    return [run for run in runs if not is_held(run, now())]


def accept(session: Session, run: Run, *, by: str) -> None:
    """A person lets a quarantined run be applied."""
    move(session, run, "accepted", by=by)
    take_lease(session, run)


def reject(session: Session, run: Run, *, by: str) -> None:
    """A person throws a quarantined run away: nothing it found is applied."""
    move(session, run, "rejected", by=by)
    run.finished_at = now()


def find_run(session: Session, public_id: str) -> Run:
    """Raises NotFound."""
    run = session.scalar(select(Run).where(Run.public_id == public_id))
    if run is None:
        raise NotFound(f"没有编号为 {public_id} 的采集；用 catalogue runs list 查看")
    return run


def incoming_folder(settings: Mapping[str, Any]) -> Path:
    """Where the copies of files being imported lie until their run ends."""
    return Path(settings["INSTANCE"]) / "incoming"


def _work(run_id: int, settings: Mapping[str, Any], progress: Progress) -> Work:
    run = db.session.get_one(Run, run_id)
    return Work(
        run_id=run_id,
        adapter=registry.get(run.source.adapter),
        http=http_door(settings),
        incoming=incoming_folder(settings),
        breaker_share=settings["BREAKER_SHARE"],
        progress=progress,
    )


def _begin_applying(work: Work) -> None:
    with writing() as session:
        move(session, work.run(), "applying", by=SYSTEM)


STEPS: Mapping[str, Callable[[Work], None]] = {
    "collecting": collect,
    "judging": judge,
    "accepted": _begin_applying,
    "applying": apply,
}


def _fail(work: Work, message: str) -> None:
    db.session.rollback()
    with writing() as session:
        run = work.run()
        run.message, run.finished_at = message, now()
        drop_lease(run)
        move(session, run, "failed", by=SYSTEM, note=message)
