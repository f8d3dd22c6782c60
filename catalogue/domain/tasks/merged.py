"""Review tasks when two resources become one: some are answered by it, the others go along."""

from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.ledger.events import move
from catalogue.domain.matching.deciding import survivor
from catalogue.models import Listing, Resource, ReviewTask

OF_NEW_RESOURCES = ("new_resource", "unknown_cost")
"""Kinds that ask whether a resource should be published: a part of a published one needs no answer."""


def close_tasks(session: Session, resource: Resource, into: Resource, *, by: str) -> list[dict[str, Any]]:
    """Answer or hand over the open tasks of a resource that goes into another; returns what undoing needs."""
    of_both = or_(ReviewTask.resource_id == resource.id, ReviewTask.resource_id == into.id)
    tasks = session.scalars(select(ReviewTask).where(of_both, ReviewTask.state == "open").order_by(ReviewTask.id))
    touched = []
    for task in tasks.all():
        of_the_pair = task.kind == "likely_match" and liked(session, task) in (resource, into)
        if not of_the_pair and task.resource_id == into.id:
            continue
        touched.append({"id": task.id, "resource_id": task.resource_id})
        if of_the_pair:
            close_task(session, task, "done", by=by)
        elif task.kind in OF_NEW_RESOURCES and into.state != "pending":
            close_task(session, task, "dropped", by=by)
        else:
            task.resource = into
    session.flush()
    return touched


def close_task(session: Session, task: ReviewTask, state: str, *, by: str) -> None:
    """Decide a task: done or dropped."""
    move(session, task, state, by=by)
    task.decided_at, task.decided_by = now(), by


def reopen_tasks(
    session: Session, touched: list[dict[str, Any]], resource: Resource, into: Resource, *, by: str
) -> None:
    """Give back what a merge answered or handed over; what a person decided since stays decided."""
    for entry in touched:
        task = session.get_one(ReviewTask, entry["id"])
        if task.resource is into and entry["resource_id"] == resource.id:
            if task.state == "open":
                task.resource = resource
            continue
        if task.state != "open":
            move(session, task, "open", by=by)
            task.decided_at, task.decided_by = None, ""
    session.flush()


def follow(session: Session, listing: Listing) -> None:
    """Let the open tasks about a listing be about the resource it now belongs to: their decisions change that one."""
    waiting = select(ReviewTask).where(ReviewTask.listing_id == listing.id, ReviewTask.state == "open")
    for task in session.scalars(waiting):
        task.resource = listing.resource


def liked(session: Session, task: ReviewTask) -> Resource | None:
    """The resource a likely match names, or what that became since."""
    named = session.scalar(select(Resource).where(Resource.public_id == task.evidence.get("like", "")))
    return survivor(named) if named else None
