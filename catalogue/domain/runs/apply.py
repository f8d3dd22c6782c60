"""Apply, the third step: items are read and taken in, a transaction a batch; one that fails is undone by itself."""

import logging
from collections import Counter
from collections.abc import Sequence
from time import monotonic

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from catalogue.db import db, now, writing
from catalogue.domain.intake.lectures import archive_missing_lecture, find_lecture, take_in_lecture, take_out_lecture
from catalogue.domain.intake.resources import Desk, Outcome, take_in_normal, take_out
from catalogue.domain.ledger.events import SYSTEM, move
from catalogue.domain.runs.known import keys_of, lecture_is_coming, lecture_key, listing_is_active
from catalogue.domain.runs.lease import drop_lease, renew_lease
from catalogue.domain.runs.reading import BROKEN, REPEATED, ReadItem, read_batch
from catalogue.domain.runs.since import remember_clock
from catalogue.domain.runs.work import BATCH_ITEMS, BATCH_SECONDS, Work
from catalogue.domain.sources.schedule import note_success
from catalogue.domain.text.normalise import NormalRecord
from catalogue.models import Lecture, Listing, Run, RunItem

log = logging.getLogger(__name__)


def apply(work: Work) -> None:
    """Bring an applying run to done; after a kill it goes on with the items that have no outcome yet.

    Raises Stopped after an abort: what was taken in by then stays.
    """
    done = work.run().found - len(_waiting_ids(work.run_id))
    size = BATCH_ITEMS
    while batch := read_batch(db.session(), work.run(), work.adapter, RunItem.outcome == ""):
        while batch:
            with writing() as session:
                taken = _take_in_batch(session, work, batch[:size])
            # As many as the write lock may be held for: what a batch looks up in vain is looked up again.
            size = min(BATCH_ITEMS, 2 * taken)
            batch = batch[taken:]
            done += taken
            work.progress("apply", done, work.run().found)
    with writing() as session:
        _finish(session, work.standing("applying"))


def _waiting_ids(run_id: int) -> Sequence[int]:
    return db.session.scalars(select(RunItem.id).where(RunItem.run_id == run_id, RunItem.outcome == "")).all()


def _take_in_batch(session: Session, work: Work, batch: list[ReadItem]) -> int:
    """Take in items until the batch ends or has held the write lock long enough; returns how many.

    They share a savepoint and are written together, which costs a fraction of writing each for itself. When one of
    them fails, all are undone and taken in again one by one: that one is reported, the others land.
    """
    deadline = monotonic() + BATCH_SECONDS / 2  # writing what was decided takes about as long again
    run = work.standing("applying")
    repeated = _repeated(session, run, batch)
    try:
        with session.begin_nested():
            outcomes = _take_in_together(session, run, batch, repeated, deadline)
    except OperationalError:
        raise
    except Exception:  # the log names the item when it fails again by itself
        log.info("a batch of run %s is taken in item by item", run.public_id)
        outcomes = _take_in_singly(session, run, batch, repeated, deadline)
    _write_down(session, run, outcomes)
    return len(outcomes)


def _take_in_together(
    session: Session, run: Run, batch: list[ReadItem], repeated: set[int], deadline: float
) -> list[tuple[ReadItem, Outcome]]:
    outcomes: list[tuple[ReadItem, Outcome]] = []
    desk = _desk_for(session, run, batch)
    with session.no_autoflush:
        for item in batch:
            outcomes.append((item, _take_in(desk, item, repeated)))
            if monotonic() > deadline:
                break
    session.flush()
    return outcomes


def _take_in_singly(
    session: Session, run: Run, batch: list[ReadItem], repeated: set[int], deadline: float
) -> list[tuple[ReadItem, Outcome]]:
    outcomes: list[tuple[ReadItem, Outcome]] = []
    for item in batch:
        outcomes.append((item, _take_in_alone(session, run, item, repeated)))
        if monotonic() > deadline:
            break
    return outcomes


def _take_in_alone(session: Session, run: Run, item: ReadItem, repeated: set[int]) -> Outcome:
    """At a desk of its own: what the failed ones before it left on another was undone."""
    try:
        with session.begin_nested():
            return _take_in(_desk_for(session, run, [item]), item, repeated)
    except OperationalError:
        raise
    except Exception:  # a savepoint an item: this one is undone and reported, the others land
        log.exception("item %s could not be taken in", item.key)
        return Outcome("failed", BROKEN)


def _desk_for(session: Session, run: Run, items: list[ReadItem]) -> Desk:
    records = {item.key: item.record for item in items if isinstance(item.record, NormalRecord)}
    desk = Desk.for_records(session, run.source, records)
    desk.providers.make_missing(record.provider for record in records.values())
    return desk


def _repeated(session: Session, run: Run, batch: list[ReadItem]) -> set[int]:
    """The items whose key an earlier item of this run had."""
    first = select(RunItem.key, func.min(RunItem.position)).where(RunItem.run_id == run.id)
    keys = {item.key for item in batch}
    positions: dict[str, int] = dict(session.execute(first.where(RunItem.key.in_(keys)).group_by(RunItem.key)).all())
    return {item.id for item in batch if positions[item.key] != item.position}


def _take_in(desk: Desk, item: ReadItem, repeated: set[int]) -> Outcome:
    if item.id in repeated:
        return Outcome("refused", REPEATED)
    if item.problem:
        return item.problem
    if isinstance(item.record, NormalRecord):
        return take_in_normal(desk, item.key, item.record)
    if item.record is not None:
        return take_in_lecture(desk.session, desk.source, item.record, desk.providers)
    uid, _, recurrence_id = item.key.partition("#")
    if lecture := find_lecture(desk.session, desk.source, uid, recurrence_id):
        return take_out_lecture(desk.session, desk.source, lecture)
    return take_out(desk.session, desk.source, item.key)


def _write_down(session: Session, run: Run, outcomes: list[tuple[ReadItem, Outcome]]) -> None:
    """Keep the outcomes, the counters and what was seen, all in the transaction of the items themselves."""
    session.execute(
        update(RunItem),
        [
            {"id": item.id, "outcome": outcome.word, "reason": outcome.reason, "subject": outcome.subject}
            for item, outcome in outcomes
        ],
    )
    seen = [outcome.listing_id for _, outcome in outcomes if outcome.listing_id]
    session.execute(update(Listing).where(Listing.id.in_(seen)).values(last_run_id=run.id, last_seen_at=now()))
    for word, count in Counter(outcome.word for _, outcome in outcomes).items():
        setattr(run, word, getattr(run, word) + count)
    renew_lease(run)


def _finish(session: Session, run: Run) -> None:
    """Note what a full list came without, drop what need not be kept, and end the run."""
    if run.full:
        _mark_missing(session, run)
    session.execute(delete(RunItem).where(RunItem.run_id == run.id, RunItem.outcome == "unchanged"))
    run.finished_at = now()
    drop_lease(run)
    remember_clock(run)
    note_success(run.source)
    move(session, run, "done", by=SYSTEM)


def _mark_missing(session: Session, run: Run) -> None:
    """Listings get the start of their grace period; coming lectures leave the programme at once."""
    seen = keys_of(run)
    session.execute(
        update(Listing).where(listing_is_active(run), Listing.key.not_in(seen)).values(missing_since=now()),
        execution_options={"synchronize_session": False},
    )
    missing_lectures = select(Lecture).where(lecture_is_coming(run), lecture_key().not_in(seen))
    for lecture in session.scalars(missing_lectures).all():
        archive_missing_lecture(session, run.source, lecture)
