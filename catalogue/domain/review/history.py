"""What was decided about a thing, who vouched for it, and what a standing approval published."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Text, and_, cast, or_, select
from sqlalchemy.orm import Session, joinedload

from catalogue.domain.ledger.events import approval_of
from catalogue.domain.ledger.keeping import CARRIED, acted_at
from catalogue.domain.tasks.opening import SOURCE_KINDS, about
from catalogue.models import Event, Lecture, Listing, Resource, ReviewDecision, ReviewTask, Source, Submission

MOST_DECISIONS = 50
PUBLICATIONS = ("resource.public", "lecture.public")


@dataclass(frozen=True)
class Published:
    """A thing a standing approval published, and when; `number` is of the event that says so.

    `thing` is None when its row is gone.
    """

    number: int
    at: datetime
    subject_id: str
    thing: Resource | Lecture | None


def decisions_on(session: Session, thing: Resource | Lecture | Source) -> list[ReviewDecision]:
    """What people decided about a thing, the latest first; of a source only what is about itself."""
    decisions = select(ReviewDecision).join(ReviewDecision.task).where(about(thing))
    if isinstance(thing, Source):
        decisions = decisions.where(ReviewTask.kind.in_(SOURCE_KINDS))
    decisions = decisions.options(joinedload(ReviewDecision.task)).order_by(ReviewDecision.id.desc())
    return list(session.scalars(decisions.limit(MOST_DECISIONS)))


def submission_of(session: Session, task: ReviewTask) -> Submission | None:
    """The latest submission by which the thing came in, with its provider's own check and promise."""
    thing = task.resource or task.lecture or task.source
    if thing is None or task.source is None:
        return None
    named = cast(Submission.subjects, Text).contains(f'"{thing.public_id}"', autoescape=True)
    run = task.listing.last_run_id if task.listing else task.lecture.last_run_id if task.lecture else None
    came = or_(named, Submission.run_id == run) if run else named
    of_owner = select(Submission).where(Submission.institution_id == task.source.institution_id, came)
    return session.scalars(of_owner.order_by(Submission.created_at.desc(), Submission.id.desc()).limit(1)).first()


def published_under(session: Session, source: Source, *, before: int | None, limit: int) -> list[Published]:
    """What a source's standing approval published, the latest first; `before` is the number of an event."""
    events = select(Event).where(_is_publication_by(approval_of(source)))
    if before is not None:
        events = events.where(Event.id < before)
    found = list(session.scalars(events.order_by(Event.id.desc()).limit(limit)))
    things = _things(session, found)
    return [Published(event.id, acted_at(event), event.subject_id, things.get(event.subject_id)) for event in found]


def _is_publication_by(actor: str) -> ColumnElement[bool]:
    """By its own event, or by one that carries it on, whose text holds the columns as ledger_keeping writes them."""
    by = Event.after.contains(f'"actor": "{actor}"', autoescape=True)
    what = or_(*(Event.after.contains(f'"what": "{what}"', autoescape=True) for what in PUBLICATIONS))
    itself = and_(Event.actor == actor, Event.what.in_(PUBLICATIONS))
    return or_(itself, and_(Event.what == CARRIED, by, what))


def _things(session: Session, events: list[Event]) -> dict[str, Resource | Lecture]:
    ids = [event.subject_id for event in events]
    resources = session.scalars(select(Resource).where(Resource.public_id.in_(ids)))
    lectures = session.scalars(select(Lecture).where(Lecture.public_id.in_(ids)))
    return {thing.public_id: thing for thing in (*resources, *lectures)}


def listings_of(session: Session, resource: Resource) -> list[Listing]:
    """What each source says of a resource, with the sources."""
    listings = select(Listing).where(Listing.resource_id == resource.id).options(joinedload(Listing.source))
    return list(session.scalars(listings.order_by(Listing.id)))
