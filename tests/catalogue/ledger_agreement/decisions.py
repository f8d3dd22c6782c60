"""Who decided: two people what is important, nobody what is their own institution's or what they asked for."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.review.deciding import CHECKED_KINDS
from catalogue.models import ReviewDecision, ReviewTask
from tests.catalogue.ledger_agreement.world import World


def wrong_decisions(world: World, session: Session) -> Iterator[str]:
    for task in session.scalars(select(ReviewTask).where(ReviewTask.state == "done")):
        if task.important and task.kind in CHECKED_KINDS:
            yield from _of_two_people(task)
    for decision in session.scalars(select(ReviewDecision)):
        task, by = decision.task, decision.by
        if by == world.insider and task.institution_id == world.insiders_institution:
            yield f"task {task.public_id} was decided by {by}, whose institution it is about"
        if decision.outcome == "accepted" and task.evidence.get("requested_by") == by:
            yield f"task {task.public_id} was decided by {by}, who asked for it"


def _of_two_people(task: ReviewTask) -> Iterator[str]:
    *before, last = task.decisions
    firsts = {decision.by for decision in before if decision.outcome == "accepted_first"}
    if last.outcome in ("accepted", "corrected") and not firsts - {last.by}:
        yield f"important task {task.public_id} was accepted by {last.by} alone"
