"""What reviewers do with the queue: accept, correct, send back, refuse, one by one or several at a time."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import writing
from catalogue.domain.review.claims import claim, release
from catalogue.domain.review.deciding import CHECKED_KINDS, accept, refuse, send_back
from catalogue.models import ReviewDecision, ReviewTask
from tests.catalogue.ledger_agreement.hearing import words_of_lecture
from tests.catalogue.ledger_agreement.world import Step, World
from tests.reviewing import found

SEVERAL = 4
REMARK = "请把简介写清楚"


def accept_a_task(world: World) -> str | None:
    return _accept_one(world, world.chance.choice([*world.reviewers, *world.seniors]))


def accept_with_corrections(world: World) -> str | None:
    marker = next(world.markers)
    corrections = {"title": f"改正后的标题{marker}", "cost": "free"}
    return _accept_one(world, world.chance.choice(world.seniors), corrections)


def accept_several(world: World) -> str | None:
    """As a bulk decision does: each task in a transaction of its own."""
    by = world.chance.choice(world.seniors)
    done = [words for _ in range(SEVERAL) if (words := _accept_one(world, by))]
    return "; ".join(done) or None


def send_a_task_back(world: World) -> str | None:
    return _decline(world, send_back)


def refuse_a_task(world: World) -> str | None:
    return _decline(world, refuse)


def claim_or_release(world: World) -> str | None:
    by = world.chance.choice(world.reviewers)
    with writing() as session:
        task = _open_task(world, session)
        if task is None:
            return None
        if task.claimed_by == by:
            release(session, task, by=by)
        else:
            claim(session, task, 1, by=by)
        return f"{by} {task.public_id}"


def accept_what_is_no_such_task(world: World) -> str | None:
    """A form made by hand asks for a decision that this kind of task has not."""
    with writing() as session:
        others = select(ReviewTask).where(ReviewTask.state == "open", ReviewTask.kind.not_in(CHECKED_KINDS))
        task = world.one_of(session, others.where(ReviewTask.source_id.is_(None)).order_by(ReviewTask.id))
        if task is None:
            return None
        accept(session, task, found(task), by=world.seniors[0])
        return task.kind


def _accept_one(world: World, by: str, corrections: dict[str, Any] | None = None) -> str | None:
    with writing() as session:
        task = _open_task(world, session)
        if task is None:
            return None
        said = _asked_about(task)
        decision = accept(session, task, found(task, corrections=corrections or {}), by=by)
        outcome, what = decision.outcome, f"{by} {task.kind} {_thing(task)}: {decision.outcome}"
    if outcome != "accepted_first":
        world.vouch(said, corrections or {})
    return what


def _decline(world: World, how: Callable[..., ReviewDecision]) -> str | None:
    by = world.chance.choice([*world.reviewers, *world.seniors])
    with writing() as session:
        task = _open_task(world, session)
        if task is None:
            return None
        how(session, task, found(task, REMARK), by=by)
        if task.listing is not None:
            world.declined.add((task.listing.public_id, task.listing.record_hash))
        return f"{by} {task.kind} {_thing(task)}"


def _open_task(world: World, session: Session) -> ReviewTask | None:
    waiting = select(ReviewTask).where(ReviewTask.state == "open", ReviewTask.kind.in_(CHECKED_KINDS))
    return world.one_of(session, waiting.order_by(ReviewTask.id))


def _asked_about(task: ReviewTask) -> Any:
    """What a reviewer of the task has before the eyes."""
    if task.listing is not None:
        return task.listing.latest
    return words_of_lecture(task.lecture) if task.lecture else {}


def _thing(task: ReviewTask) -> str:
    thing = task.resource or task.lecture
    return thing.public_id if thing else ""


REVIEWING: dict[Step, int] = {
    accept_a_task: 8,
    accept_with_corrections: 2,
    accept_several: 2,
    send_a_task_back: 3,
    refuse_a_task: 2,
    claim_or_release: 1,
    accept_what_is_no_such_task: 1,
}
