"""The queue: what is open, filtered, oldest first, a page at a time; in a fixed number of queries at any length."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, func, literal, or_, select, true, union_all
from sqlalchemy.orm import Session, joinedload, selectinload

from catalogue.db import now
from catalogue.domain.review.claims import unclaimed_for
from catalogue.models import Institution, Lecture, Resource, ReviewDecision, ReviewTask, Source, TaskTopic
from catalogue.models.review_task import REVIEW_TASK_KINDS

PER_PAGE = 50
MOST_COUNTED = 1000
"""Tasks of a kind are counted so far only: the exact number of a long queue helps nobody and costs all of it."""


@dataclass(frozen=True)
class Filters:
    """`institution` and `source` are public ids; `whose` is empty, `mine` or `free` (nobody else is at it).

    `topic` is a code of the vocabulary, and asks for the topics below it too.
    """

    kind: str = ""
    institution: str = ""
    source: str = ""
    topic: str = ""
    whose: str = ""
    flagged: bool = False
    important: bool = False


@dataclass(frozen=True)
class QueuePage:
    """`after` is the public id of the last task when more follow, else empty."""

    tasks: list[ReviewTask]
    after: str


def page_of_queue(session: Session, filters: Filters, after: str, *, by: str) -> QueuePage:
    """The page that follows the task with the public id `after`; the first one when that is empty or unknown."""
    tasks = queue_of(session, filters, after, by=by).options(*_SHOWN).limit(PER_PAGE + 1)
    found = list(session.scalars(tasks))
    shown = found[:PER_PAGE]
    return QueuePage(shown, shown[-1].public_id if len(found) > PER_PAGE else "")


def queue_of(session: Session, filters: Filters, after: str = "", *, by: str) -> Select[ReviewTask]:
    """The open tasks that somebody's filters ask for, in the order of the queue; those that follow `after`, if known.

    The rows of a topic have an order of their own, and it is theirs that must be walked: sorting costs the whole queue.
    """
    tasks = select(ReviewTask).where(ReviewTask.state == "open", *_conditions(filters, by))
    created_at, number = ReviewTask.created_at, ReviewTask.id
    if filters.topic:
        created_at, number = TaskTopic.created_at, TaskTopic.task_id
        tasks = tasks.join(TaskTopic, TaskTopic.task_id == ReviewTask.id).where(TaskTopic.topic == filters.topic)
    if last := _place(session, after):
        at, last_number = last
        tasks = tasks.where(created_at >= at, or_(created_at > at, number > last_number))
    return tasks.order_by(created_at, number)


def _conditions(filters: Filters, by: str) -> list[ColumnElement[bool]]:
    institution = select(Institution.id).where(Institution.public_id == filters.institution).scalar_subquery()
    source = select(Source.id).where(Source.public_id == filters.source).scalar_subquery()
    mine = and_(ReviewTask.claimed_by == by, ReviewTask.claimed_until > now())
    wanted = (
        (filters.kind, ReviewTask.kind == filters.kind),
        (filters.institution, ReviewTask.institution_id == institution),
        (filters.source, ReviewTask.source_id == source),
        (filters.whose == "mine", mine),
        (filters.whose == "free", unclaimed_for(by)),
        (filters.flagged, ReviewTask.flagged == true()),
        (filters.important, ReviewTask.important == true()),
    )
    return [condition for asked, condition in wanted if asked]


def _place(session: Session, after: str) -> tuple[datetime, int] | None:
    """Where a task stands in the queue."""
    place = select(ReviewTask.created_at, ReviewTask.id).where(ReviewTask.public_id == after)
    found = session.execute(place).first() if after else None
    return (found.created_at, found.id) if found else None


def counts_by_kind(session: Session) -> dict[str, int]:
    """How many are open of each kind there are any of, up to MOST_COUNTED."""
    counts = (_counted(kind) for kind in REVIEW_TASK_KINDS)
    return {row.kind: row.open for row in session.execute(union_all(*counts)) if row.open}


def _counted(kind: str) -> Select[str, int]:
    some = select(ReviewTask.id).where(ReviewTask.state == "open", ReviewTask.kind == kind).limit(MOST_COUNTED)
    return select(literal(kind).label("kind"), func.count().label("open")).select_from(some.subquery())


_SHOWN = (
    joinedload(ReviewTask.resource).load_only(Resource.public_id, Resource.title, raiseload=True),
    joinedload(ReviewTask.lecture).load_only(Lecture.public_id, Lecture.title, raiseload=True),
    joinedload(ReviewTask.source).load_only(Source.public_id, Source.title, raiseload=True),
    joinedload(ReviewTask.institution).load_only(Institution.public_id, Institution.name, raiseload=True),
    selectinload(ReviewTask.decisions).load_only(ReviewDecision.outcome, raiseload=True),
)
"""What a row shows; asking for more would be a query a row."""
