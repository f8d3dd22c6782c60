"""Claims: who is at which task, for a while; and which one comes next."""

from datetime import timedelta

from sqlalchemy import ColumnElement, Select, exists, or_, select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.ledger.events import record_event
from catalogue.domain.review.deciding import release_claim
from catalogue.domain.review.guard import check_free
from catalogue.domain.review.people import OWN, NotTheirs, institutions_of, is_own
from catalogue.models import ReviewDecision, ReviewTask, Source


def claim(session: Session, task: ReviewTask, minutes: int, *, by: str) -> None:
    """Keep a task for oneself for some minutes. Raises AlreadyDecided or ClaimedByAnother."""
    check_free(session, task, by=by)
    task.claimed_by, task.claimed_until = by, now() + timedelta(minutes=minutes)
    record_event(session, "reviewtask.claimed", task, by=by, before="", after=by, note="")


def release(session: Session, task: ReviewTask, *, by: str) -> None:
    """Give a task back to all. Raises AlreadyDecided or ClaimedByAnother."""
    check_free(session, task, by=by)
    if task.claimed_by:
        record_event(session, "reviewtask.released", task, by=by, before=task.claimed_by, after="", note="")
    release_claim(task)


def pass_over(session: Session, public_id: str, *, by: str) -> None:
    """Give a task back to all when it is claimed by whoever passes it over."""
    task = session.scalar(select(ReviewTask).where(ReviewTask.public_id == public_id, ReviewTask.claimed_by == by))
    if task is not None and task.state == "open":
        release(session, task, by=by)


def next_task(session: Session, tasks: Select[ReviewTask], *, by: str) -> ReviewTask | None:
    """The first of some open tasks (review.queue) that this person may decide and nobody else is at."""
    tasks = tasks.outerjoin(ReviewTask.source).where(unclaimed_for(by), ~_accepted_first_by(by))
    if theirs := institutions_of(session, by):
        tasks = tasks.where(ReviewTask.institution_id.not_in(theirs) | ReviewTask.institution_id.is_(None))
        tasks = tasks.where(Source.institution_id.not_in(theirs) | Source.id.is_(None))
    return session.scalars(tasks.limit(1).with_for_update(of=ReviewTask, skip_locked=True)).first()


def unclaimed_for(by: str) -> ColumnElement[bool]:
    return or_(ReviewTask.claimed_by.in_(("", by)), ReviewTask.claimed_until <= now())


def _accepted_first_by(by: str) -> ColumnElement[bool]:
    of_task = (ReviewDecision.task_id == ReviewTask.id, ReviewDecision.outcome == "accepted_first")
    return exists().where(ReviewTask.important, *of_task, ReviewDecision.by == by)


def mark_important(session: Session, task: ReviewTask, important: bool, *, by: str) -> None:
    """Whether two people must accept it. Raises AlreadyDecided, ClaimedByAnother or NotTheirs."""
    check_free(session, task, by=by)
    if is_own(session, task, by):
        raise NotTheirs(OWN)
    before, task.important = task.important, important
    record_event(session, "reviewtask.important", task, by=by, before=str(before), after=str(important), note="")
