"""Deciding likely matches: two resources are one, or are different ones."""

from sqlalchemy.orm import Session

from catalogue.domain.merging.joining import VISIBILITY, merge
from catalogue.domain.merging.likely import keep_apart
from catalogue.domain.review.deciding import Findings, finish
from catalogue.domain.review.guard import check_decidable
from catalogue.domain.tasks.merged import liked
from catalogue.errors import CatalogueError
from catalogue.models import Resource, ReviewDecision, ReviewTask


def settle_match(session: Session, task: ReviewTask, findings: Findings, *, same: bool, by: str) -> ReviewDecision:
    """Merge the two, the less visible into the other, or keep them apart for good. Raises CatalogueError."""
    check_decidable(session, task, findings.seen, by=by)
    one, other = pair_of(session, task)
    if same:
        resource, into = sorted((one, other), key=_visibility)
        merge(session, resource, into, by=by)
    else:
        keep_apart(session, one, other, by=by)
    return finish(session, task, "merged" if same else "kept_apart", findings, by=by)


def pair_of(session: Session, task: ReviewTask) -> tuple[Resource, Resource]:
    """The resource the task is about and the one it may be. Raises CatalogueError when either is gone."""
    other = liked(session, task)
    if task.resource is None or other is None:
        raise CatalogueError("可能重复的另一个资源已经不在了，请选“不是同一个”以外的处理，或联系管理员")
    return task.resource, other


def _visibility(resource: Resource) -> int:
    return VISIBILITY.index(resource.state) if resource.state in VISIBILITY else len(VISIBILITY)
