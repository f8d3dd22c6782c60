"""What decisions do to a lecture: it is shown, or is not."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.intake import publishing
from catalogue.domain.intake.held_words import accept_held, refuse_held
from catalogue.domain.intake.resource_decision import CLOSED_STATES
from catalogue.domain.review.effects import Effects
from catalogue.errors import CatalogueError
from catalogue.models import Lecture, ReviewTask
from catalogue.models.states import UNDECIDED_STATES


def accept(session: Session, task: ReviewTask, corrections: Mapping[str, Any], *, by: str) -> None:
    lecture = _open_lecture(task)
    if corrections:
        raise CatalogueError("讲座的内容以来源的日历为准，请退回修改，由提供机构改正")
    lecture.changed_at = now()
    if lecture.held:
        accept_held(session, lecture, by=by)
    if lecture.state != "public":
        publishing.publish_lecture(session, lecture, by=by)


def send_back(session: Session, task: ReviewTask, reason: str, *, by: str) -> None:
    lecture = _open_lecture(task)
    if lecture.state == "pending":
        publishing.send_back(session, lecture, reason, by=by)
    elif lecture.held:
        refuse_held(session, lecture, reason, by=by)


def refuse(session: Session, task: ReviewTask, reason: str, *, by: str) -> None:
    lecture = _open_lecture(task)
    if lecture.state in UNDECIDED_STATES:
        publishing.refuse(session, lecture, reason, by=by)
    elif lecture.held:
        refuse_held(session, lecture, reason, by=by)


def _open_lecture(task: ReviewTask) -> Lecture:
    if task.lecture is None:
        raise CatalogueError("这项任务没有对应的讲座")
    if task.lecture.state in CLOSED_STATES:
        raise CatalogueError("这场讲座已经撤下或不收录，不能再审")
    return task.lecture


EFFECTS = Effects(accept, send_back, refuse)
