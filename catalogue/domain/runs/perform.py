"""Performing a run: started, taken through its steps, resumed after a kill, ended whatever happens."""

import logging
from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from catalogue.db import db, now, writing
from catalogue.domain.ledger.events import SYSTEM, move
from catalogue.domain.runs.apply import apply
from catalogue.domain.runs.collect import collect
from catalogue.domain.runs.heartbeat import TimeUp
from catalogue.domain.runs.incoming import drop_file, incoming_folder
from catalogue.domain.runs.judge import judge
from catalogue.domain.runs.lease import drop_lease, is_held, take_lease
from catalogue.domain.runs.since import changes_since
from catalogue.domain.runs.starting import adapter_of, start_run, take_up
from catalogue.domain.runs.work import Breaker, Progress, Stopped, Work, no_progress
from catalogue.domain.sources.door import http_door
from catalogue.domain.sources.schedule import note_failure
from catalogue.models import Run, Source
from catalogue.models.states import UNFINISHED_RUN_STATES
from harvesters.errors import SourceError

log = logging.getLogger(__name__)

INTERNAL_FAULT = "程序出错，已记入日志；已读到的内容没有公开"


def perform(run_id: int, settings: Mapping[str, Any], progress: Progress = no_progress) -> Run:
    """Take a leased run through whatever steps it has left; a failure ends it with a message, never an exception."""
    work = _work(run_id, settings, progress)
    try:
        while step := STEPS.get(work.run().state):
            step(work)
    except Stopped:
        log.info("run %s was aborted", run_id)
    except OperationalError:
        raise  # the database, not the source: the run stays unfinished and is resumed
    except SourceError as error:
        _fail(work, str(error), interrupted=isinstance(error, TimeUp))
    except Exception:  # whatever an adapter does, the run must end and say so
        log.exception("run %s failed", run_id)
        _fail(work, INTERNAL_FAULT)
    run = work.run()
    drop_file(work.incoming, run)
    log.info("run %s of source %s: %s, found %d", run.public_id, run.source.public_id, run.state, run.found)
    return run


def harvest(
    source: Source, settings: Mapping[str, Any], *, by: str, progress: Progress = no_progress, everything: bool = False
) -> Run:
    """Finish what a dead process left of a source, then harvest it anew. Raises CatalogueError or Busy.

    What changed is asked for alone where the source can tell, unless `everything` is wanted or due.
    """
    source_id = source.id
    finish_left(source_id, settings, progress)
    with writing() as session:
        source = session.get_one(Source, source_id)
        since = None if everything else changes_since(source, settings["FULL_HARVEST_DAYS"])
        run = take_up(session, source, by=by) or start_run(session, source, by=by, since=since)
        run_id = run.id
    return perform(run_id, settings, progress)


def finish_left(source_id: int, settings: Mapping[str, Any], progress: Progress = no_progress) -> None:
    """Finish what a dead process left of a source. Raises Busy when somebody is at it."""
    for run in unfinished_runs(db.session()):
        if run.source_id == source_id:
            resume(run, settings, progress)


def resume(run: Run, settings: Mapping[str, Any], progress: Progress = no_progress) -> Run:
    """Go on with a run that a dead process left. Raises Busy when somebody is at it."""
    with writing() as session:
        take_lease(session, run)
    return perform(run.id, settings, progress)


def unfinished_runs(session: Session) -> list[Run]:
    """The runs nobody works on that are not at their end."""
    runs = session.scalars(select(Run).where(Run.state.in_(UNFINISHED_RUN_STATES)).order_by(Run.id))
    return [run for run in runs if not is_held(run, now())]


def _work(run_id: int, settings: Mapping[str, Any], progress: Progress) -> Work:
    run = db.session.get_one(Run, run_id)
    return Work(
        run_id=run_id,
        adapter=adapter_of(run.source),
        http=http_door(settings, verify_tls=run.source.tls_unverified_by is None),
        incoming=incoming_folder(settings),
        breaker=Breaker(settings["BREAKER_SHARE"], settings["GRACE_DAYS"]),
        max_minutes=settings["RUN_MAX_MINUTES"],
        progress=progress,
    )


def _begin_applying(work: Work) -> None:
    with writing() as session:
        move(session, work.standing("accepted"), "applying", by=SYSTEM)


STEPS: Mapping[str, Callable[[Work], None]] = {
    "collecting": collect,
    "judging": judge,
    "accepted": _begin_applying,
    "applying": apply,
}


def _fail(work: Work, message: str, *, interrupted: bool = False) -> None:
    db.session.rollback()
    with writing() as session:
        run = work.run()
        if run.state not in UNFINISHED_RUN_STATES:
            return  # aborted meanwhile
        run.message, run.finished_at = message, now()
        run.interrupted = interrupted and not run.file_hash  # the copy of an imported file goes with its run
        drop_lease(run)
        note_failure(run.source)
        move(session, run, "failed", by=SYSTEM, note=message)
