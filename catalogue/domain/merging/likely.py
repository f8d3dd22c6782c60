"""Likely matches: what waits for a person, and the word that two resources are different ones."""

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from catalogue.domain.intake.resources import take_in_again
from catalogue.domain.ledger.events import record_event
from catalogue.domain.tasks.merged import close_task, liked
from catalogue.errors import CatalogueError
from catalogue.models import KeptApart, Resource, ReviewTask


def likely_matches(session: Session, limit: int) -> list[ReviewTask]:
    """The open ones, oldest first, with their resources and providers; their evidence is as domain.evidence says."""
    waiting = select(ReviewTask).where(ReviewTask.state == "open", ReviewTask.kind == "likely_match")
    waiting = waiting.options(joinedload(ReviewTask.resource).joinedload(Resource.provider))
    return list(session.scalars(waiting.order_by(ReviewTask.created_at, ReviewTask.id).limit(limit)))


def keep_apart(session: Session, one: Resource, other: Resource, *, by: str) -> None:
    """Remember that two resources differ; what waited for this word goes on. Raises CatalogueError."""
    if one is other or "merged" in (one.state, other.state):
        raise CatalogueError("要分开的须是两个没有合并的资源；已合并的请先用 catalogue matches undo 撤销")
    first, second = sorted((one, other), key=lambda resource: resource.id)
    session.merge(KeptApart(one_id=first.id, other_id=second.id, decided_by=by))
    record_event(session, "resource.kept_apart", one, by=by, before="", after=other.public_id, note="")
    session.flush()
    for task in _tasks_about(session, one, other):
        close_task(session, task, "dropped", by=by)
        if task.listing is not None and task.listing.resource.state == "pending":
            take_in_again(session, task.listing)
    session.flush()


def _tasks_about(session: Session, one: Resource, other: Resource) -> list[ReviewTask]:
    numbers = (one.id, other.id)
    waiting = select(ReviewTask).where(ReviewTask.state == "open", ReviewTask.kind == "likely_match")
    tasks = session.scalars(waiting.where(ReviewTask.resource_id.in_(numbers)).order_by(ReviewTask.id))
    return [task for task in tasks.all() if liked(session, task) in (one, other)]
