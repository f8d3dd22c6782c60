"""The topics of open review tasks, in the order of the queue, so that one of them is found in a queue of any length."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, String, bindparam, delete, event, insert, inspect, select
from sqlalchemy.orm import Mapped, Session, UOWTransaction, mapped_column

from catalogue.db import Model, UTCDateTime
from catalogue.models.lecture import Lecture
from catalogue.models.resource import Resource
from catalogue.models.review_task import ReviewTask
from catalogue.models.vocabulary import vocabulary


class TaskTopic(Model):
    """An open task is about a topic or one below it; `created_at` is that of the task.

    The rows follow every flush that opens or closes a task or changes the topics of what it is about.
    """

    __tablename__ = "review_task_topic"
    __table_args__ = ({"sqlite_with_rowid": False},)

    topic: Mapped[str] = mapped_column(String(40), primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UTCDateTime, primary_key=True)
    task_id: Mapped[int] = mapped_column(ForeignKey("review_task.id"), primary_key=True, index=True)


def note_topics(session: Session, tasks: Collection[int]) -> None:
    """Write down anew which topics the tasks of these numbers are about; none for those that are decided."""
    session.execute(delete(TaskTopic).where(TaskTopic.task_id.in_(tasks)))
    _write_down(session, tasks)


def _write_down(session: Session, tasks: Collection[int]) -> None:
    rows = [
        {"task_id": number, "created_at": created_at, "topic": topic}
        for number, created_at, of_resource, of_lecture in session.execute(_OPEN_ONES, {"tasks": list(tasks)})
        for topic in _with_broader(of_resource or of_lecture or ())
    ]
    if rows:
        session.execute(insert(TaskTopic), rows)


_OPEN_ONES = (
    select(ReviewTask.id, ReviewTask.created_at, Resource.topics, Lecture.topics)
    .outerjoin(Resource, Resource.id == ReviewTask.resource_id)
    .outerjoin(Lecture, Lecture.id == ReviewTask.lecture_id)
    .where(ReviewTask.id.in_(bindparam("tasks", expanding=True)), ReviewTask.state == "open")
)
"""Built once, for it is asked with every task that is opened."""


def _with_broader(codes: Iterable[str]) -> list[str]:
    topics = vocabulary("topics")
    return topics.with_ancestors(topics.codes_for(codes))


@event.listens_for(Session, "after_flush")
def _follow(session: Session, _context: UOWTransaction) -> None:
    dirty = list(session.dirty)  # gathered anew each time it is asked for
    tasks = {one.id for one in dirty if isinstance(one, ReviewTask) and _changed(one, _OF_TASK)}
    for model, column in ((Resource, ReviewTask.resource_id), (Lecture, ReviewTask.lecture_id)):
        things = [one.id for one in dirty if isinstance(one, model) and _changed(one, ("topics",))]
        if things:
            tasks |= set(session.scalars(select(ReviewTask.id).where(column.in_(things), ReviewTask.state == "open")))
    if tasks:
        note_topics(session, tasks)
    if fresh := {one.id for one in session.new if isinstance(one, ReviewTask)} - tasks:
        _write_down(session, fresh)


_OF_TASK = ("state", "resource", "resource_id", "lecture", "lecture_id")


def _changed(thing: Any, names: Sequence[str]) -> bool:
    attributes = inspect(thing).attrs
    return any(attributes[name].history.has_changes() for name in names)
