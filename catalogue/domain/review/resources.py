"""What decisions do to a resource: what a listing says is shown, or is not."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.institutions.providers import Providers
from catalogue.domain.intake import publishing
from catalogue.domain.intake.compose import compose
from catalogue.domain.intake.resource_decision import PAID_REASON
from catalogue.domain.review.effects import Effects
from catalogue.domain.tasks.opening import SHOWING_KINDS, drop_tasks
from catalogue.errors import CatalogueError
from catalogue.models import Resource, ReviewTask
from catalogue.models.states import UNDECIDED_STATES

CLOSED = {"withdrawn": "已经出库", "refused": "已决定不收录", "merged": "已并入别的资源"}


def accept(session: Session, task: ReviewTask, corrections: Mapping[str, Any], *, by: str) -> None:
    """Show what the listing says, with the reviewer's corrections over it."""
    resource = _open_resource(task)
    if task.listing is not None:
        task.listing.accepted = task.listing.latest
        session.flush()
    if corrections:
        publishing.correct(session, resource, by=by, **corrections)
    compose(resource, Providers(session))
    resource.changed_at = now()
    check_free_of_charge(resource)
    if resource.state != "public":
        publishing.publish(session, resource, by=by)


def send_back(session: Session, task: ReviewTask, reason: str, *, by: str) -> None:
    """What was never shown waits for its provider; what is shown stays as it was accepted."""
    resource = _open_resource(task)
    if resource.state == "pending":
        publishing.send_back(session, resource, reason, by=by)


def refuse(session: Session, task: ReviewTask, reason: str, *, by: str) -> None:
    """What was never shown is refused for good; of what is shown, only the change is."""
    resource = _open_resource(task)
    if resource.state in UNDECIDED_STATES:
        publishing.refuse(session, resource, reason, by=by)
        asking = ReviewTask.kind.in_((*SHOWING_KINDS, "likely_match"))
        drop_tasks(session, (ReviewTask.resource_id == resource.id) & asking & (ReviewTask.id != task.id), by=by)


def _open_resource(task: ReviewTask) -> Resource:
    resource = task.resource
    if resource is None:
        raise CatalogueError("这项任务没有对应的资源")
    if resource.state in CLOSED:
        raise CatalogueError(f"这个资源{CLOSED[resource.state]}，不能再审")
    return resource


def check_free_of_charge(resource: Resource) -> None:
    """Raises CatalogueError for what is paid, or may be."""
    if resource.cost == "paid":
        raise CatalogueError(PAID_REASON)
    if resource.cost == "unknown":
        raise CatalogueError("请先核对是否免费，在“改正”里填好费用，再同意")


EFFECTS = Effects(accept, send_back, refuse)
