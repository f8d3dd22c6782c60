"""Opening review tasks: one open task for what a person must decide, its evidence renewed when more is heard."""

from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from catalogue.domain.ledger.events import SYSTEM
from catalogue.domain.screening.context import Context
from catalogue.domain.screening.flags import flags_as_json, has_serious_flag
from catalogue.domain.screening.screen import screen
from catalogue.domain.tasks.merged import close_task
from catalogue.domain.tasks.page_flags import with_page_flags
from catalogue.domain.text.normalise import NormalRecord
from catalogue.models import Lecture, Listing, ProblemReport, Resource, ReviewTask, Source

SHOWING_KINDS = ("new_resource", "unknown_cost", "screened", "changed_listing")
"""Kinds that ask whether what a listing says may be shown: a listing has one of them open at most."""
LECTURE_KINDS = ("new_lecture", "changed_lecture")
SOURCE_KINDS = ("source_proposal", "source_trust")


def open_listing_task(session: Session, listing: Listing, kind: str, evidence: dict[str, Any]) -> ReviewTask:
    """Ask a person about what a listing says now."""
    kinds = SHOWING_KINDS if kind in SHOWING_KINDS else (kind,)
    task = _standing(session, ReviewTask.listing_id == listing.id, kinds) if listing.id else None
    task = task or ReviewTask(listing=listing, source=listing.source)
    task.kind, task.resource = kind, listing.resource
    task.evidence = with_page_flags(session, listing, evidence)
    task.institution_id = listing.resource.provider_id
    task.important = bool(task.important or listing.source.important or has_serious_flag(evidence))
    session.add(task)
    return task


def renew_page_flags(session: Session, resource: Resource) -> None:
    """Put beside what waits what the page it links to was found to call itself."""
    waiting = select(ReviewTask).where(ReviewTask.resource_id == resource.id, ReviewTask.state == "open")
    for task in session.scalars(waiting.where(ReviewTask.listing_id.is_not(None))).all():
        if task.listing:
            task.evidence = with_page_flags(session, task.listing, task.evidence)


def ask_again(session: Session, listing: Listing, kind: str) -> ReviewTask:
    """Ask about what a listing says when it is not newly heard: beside it stands what screening finds in it."""
    flags = screen(NormalRecord.from_json(listing.latest), Context())
    return open_listing_task(session, listing, kind, {"flags": flags_as_json(flags)} if flags else {})


def ask_when_nobody_is(session: Session, resource: Resource) -> None:
    """Ask about a pending resource whose task was decided of another, or went there: else it would wait for ever."""
    waiting = select(ReviewTask.id).where(ReviewTask.resource_id == resource.id, ReviewTask.state == "open")
    if resource.state == "pending" and resource.listings and session.scalars(waiting).first() is None:
        ask_again(session, resource.listings[0], "new_resource")


def open_lecture_task(session: Session, lecture: Lecture, kind: str, evidence: dict[str, Any]) -> ReviewTask:
    """Ask a person whether a lecture may be shown."""
    task = _standing(session, ReviewTask.lecture_id == lecture.id, LECTURE_KINDS)
    task = task or ReviewTask(lecture=lecture, source=lecture.source)
    task.kind, task.evidence, task.institution_id = kind, evidence, lecture.institution_id
    important = bool(lecture.source and lecture.source.important)
    task.important = bool(task.important or important or has_serious_flag(evidence))
    session.add(task)
    session.flush()
    return task


def open_report_task(session: Session, report: ProblemReport, resource: Resource) -> ReviewTask:
    """Ask a person to look at what a reader reported."""
    task = ReviewTask(kind="problem_report", report=report, resource_id=resource.id, evidence={})
    task.institution_id = resource.provider_id
    session.add(task)
    session.flush()
    return task


def open_source_task(session: Session, source: Source, kind: str, *, by: str, reason: str = "") -> ReviewTask:
    """Ask a person about a proposed source (source_proposal), or about trusting one (source_trust); once."""
    if standing := standing_source_task(session, source, kind):
        return standing
    evidence = {"requested_by": by, "reason": reason}
    task = ReviewTask(kind=kind, source=source, institution_id=source.institution_id, evidence=evidence)
    session.add(task)
    session.flush()
    return task


def standing_source_task(session: Session, source: Source, kind: str) -> ReviewTask | None:
    """The open task of a kind about a source."""
    return _standing(session, ReviewTask.source_id == source.id, (kind,))


def about(thing: Resource | Lecture | Source) -> ColumnElement[bool]:
    """The tasks about a thing, as a condition."""
    if isinstance(thing, Resource):
        return ReviewTask.resource_id == thing.id
    return ReviewTask.lecture_id == thing.id if isinstance(thing, Lecture) else ReviewTask.source_id == thing.id


def drop_tasks(session: Session, about: ColumnElement[bool], *, by: str) -> None:
    """Close what is open about a thing that no longer needs deciding."""
    for task in session.scalars(select(ReviewTask).where(about, ReviewTask.state == "open")).all():
        close_task(session, task, "dropped", by=by)


def drop_showing_tasks(session: Session, listing: Listing) -> None:
    """What a listing says is shown already: nobody need decide it."""
    asking = (ReviewTask.listing_id == listing.id) & ReviewTask.kind.in_(SHOWING_KINDS)
    with session.no_autoflush:  # a batch of records is written at once, by its caller
        drop_tasks(session, asking, by=SYSTEM)


def _standing(session: Session, about: ColumnElement[bool], kinds: tuple[str, ...]) -> ReviewTask | None:
    of_kind = select(ReviewTask).where(about, ReviewTask.kind.in_(kinds), ReviewTask.state == "open")
    return session.scalars(of_kind.order_by(ReviewTask.id)).first()
