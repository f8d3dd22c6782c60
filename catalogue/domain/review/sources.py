"""Sources before a reviewer: proposed ones, and the standing approval that publishes without a task."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from catalogue.domain.ledger.events import move
from catalogue.domain.review.effects import Effects
from catalogue.domain.review.people import NotTheirs, is_senior
from catalogue.domain.sources.states import approve, trust
from catalogue.domain.tasks.opening import drop_tasks, open_source_task, standing_source_task
from catalogue.errors import CatalogueError
from catalogue.models import ReviewTask, Source


def request_trust(session: Session, source: Source, reason: str, *, by: str) -> ReviewTask:
    """Ask that a source's standing approval be given or renewed. Raises CatalogueError."""
    if source.state not in ("approved", "paused"):
        raise CatalogueError("这个来源还没有通过审核，不能申请长期批准")
    if not reason.strip():
        raise CatalogueError("请写明为什么可以长期批准，例如已审过多少条、有没有问题")
    if standing_source_task(session, source, "source_trust"):
        raise CatalogueError("已经有人申请了，正等高级审核员来定")
    return open_source_task(session, source, "source_trust", by=by, reason=reason.strip())


def approve_source(session: Session, source: Source, *, by: str) -> None:
    """Approve a source outside the queue; nobody need look at its proposal any longer. Raises IllegalMove."""
    approve(session, source, by=by)
    drop_tasks(session, (ReviewTask.source_id == source.id) & (ReviewTask.kind == "source_proposal"), by=by)


def accept(session: Session, task: ReviewTask, corrections: Mapping[str, Any], *, by: str) -> None:
    """Let the source be harvested, or be trusted on this person's word."""
    source = _source_of(task)
    if task.kind == "source_proposal":
        approve(session, source, by=by)
        return
    _check_may_trust(session, task, by)
    trust(session, source, by=by)


def send_back(session: Session, task: ReviewTask, reason: str, *, by: str) -> None:
    raise CatalogueError("来源只能同意或不同意；要改的地方请写在不同意的原因里")


def refuse(session: Session, task: ReviewTask, reason: str, *, by: str) -> None:
    source = _source_of(task)
    if task.kind == "source_proposal":
        move(session, source, "refused", by=by, note=reason)


def _check_may_trust(session: Session, task: ReviewTask, by: str) -> None:
    if not is_senior(session, by):
        raise NotTheirs("长期批准须由高级审核员来定")
    if task.evidence.get("requested_by") == by:
        raise NotTheirs("长期批准是您申请的，须由另一位高级审核员来定")


def _source_of(task: ReviewTask) -> Source:
    if task.source is None:
        raise CatalogueError("这项任务没有对应的来源")
    return task.source


EFFECTS = Effects(accept, send_back, refuse)
