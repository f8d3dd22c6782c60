"""Deciding whether something may be shown: accept, send back or refuse, each with its row and its event."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy.orm import Session

from catalogue.domain.ledger.events import record_event
from catalogue.domain.review import lectures, resources, sources
from catalogue.domain.review.effects import Effects
from catalogue.domain.review.guard import check_decidable, first_acceptance, seen_of
from catalogue.domain.review.people import NotTheirs
from catalogue.domain.submissions.criteria import CODES, CRITERIA
from catalogue.domain.tasks.merged import close_task
from catalogue.domain.tasks.opening import LECTURE_KINDS, SHOWING_KINDS, SOURCE_KINDS
from catalogue.errors import CatalogueError
from catalogue.models import Lecture, Resource, ReviewDecision, ReviewTask, Source

CHECKED_KINDS = (*SHOWING_KINDS, *LECTURE_KINDS)
"""Kinds decided by the seven criteria."""
EFFECTS: Mapping[str, Effects] = {
    **dict.fromkeys(SHOWING_KINDS, resources.EFFECTS),
    **dict.fromkeys(LECTURE_KINDS, lectures.EFFECTS),
    **dict.fromkeys(SOURCE_KINDS, sources.EFFECTS),
}


@dataclass(frozen=True)
class Findings:
    """What a reviewer found: `seen` is what the task looked like (guard.seen_of), `checks` goes by criterion.

    `remark` is told to whoever provides the thing; `corrections` are fields of a resource as domain.compose names them.
    """

    seen: str
    checks: Mapping[str, bool] = field(default_factory=dict)
    remark: str = ""
    corrections: Mapping[str, Any] = field(default_factory=dict)


def accept(session: Session, task: ReviewTask, findings: Findings, *, by: str) -> ReviewDecision:
    """Let it be shown; an important one waits for a second person. Raises CatalogueError, see guard."""
    effects = _effects_on(session, task, findings, by=by)
    _check_all_passed(task, findings)
    if task.important and task.kind in CHECKED_KINDS and not _is_second(task, by):
        release_claim(task)
        return record_decision(session, task, "accepted_first", findings, by=by)
    effects.accept(session, task, findings.corrections, by=by)
    outcome = "corrected" if findings.corrections else "accepted"
    return finish(session, task, outcome, findings, by=by)


def send_back(session: Session, task: ReviewTask, findings: Findings, *, by: str) -> ReviewDecision:
    """Give it back for mending, with the remark as the reason. Raises CatalogueError, see guard."""
    effects = _effects_on(session, task, findings, by=by)
    effects.send_back(session, task, reason_in(findings), by=by)
    return finish(session, task, "returned", findings, by=by)


def refuse(session: Session, task: ReviewTask, findings: Findings, *, by: str) -> ReviewDecision:
    """Decide against it, with the remark as the reason. Raises CatalogueError, see guard."""
    effects = _effects_on(session, task, findings, by=by)
    effects.refuse(session, task, reason_in(findings), by=by)
    return finish(session, task, "refused", findings, by=by)


def finish(session: Session, task: ReviewTask, outcome: str, findings: Findings, *, by: str) -> ReviewDecision:
    """Write the decision and close the task."""
    decision = record_decision(session, task, outcome, findings, by=by)
    if task.state == "open":
        close_task(session, task, "done", by=by)
    release_claim(task)
    session.flush()
    return decision


def record_decision(session: Session, task: ReviewTask, outcome: str, findings: Findings, *, by: str) -> ReviewDecision:
    """Keep what a person decided, and tell it of the thing in its events."""
    decision = ReviewDecision(
        task=task,
        by=by,
        outcome=outcome,
        checks=dict(findings.checks),
        remark=findings.remark.strip(),
        corrections=dict(findings.corrections),
        seen=seen_of(task) if outcome == "accepted_first" else findings.seen,
    )
    session.add(decision)
    record_event(
        session, f"review.{outcome}", _subject(task), by=by, before=task.kind, after=outcome, note=decision.remark
    )
    session.flush()
    return decision


def reason_in(findings: Findings) -> str:
    """The remark, where one is needed, after the criteria that were not met. Raises CatalogueError."""
    if not findings.remark.strip():
        raise CatalogueError("请写明原因，提供机构会看到它")
    failed = [one.label for one in CRITERIA if findings.checks.get(one.code) is False]
    return f"{'、'.join(failed)}有问题：{findings.remark.strip()}" if failed else findings.remark.strip()


def release_claim(task: ReviewTask) -> None:
    task.claimed_by, task.claimed_until = "", None


def _effects_on(session: Session, task: ReviewTask, findings: Findings, *, by: str) -> Effects:
    """What deciding does. Raises CatalogueError, see guard, and for tasks that are not decided in this way."""
    check_decidable(session, task, findings.seen, by=by)
    if task.kind not in EFFECTS:
        raise CatalogueError("这一项不是同意、退回或不收录的事，请在它自己的页面上处理")
    return EFFECTS[task.kind]


def _is_second(task: ReviewTask, by: str) -> bool:
    first = first_acceptance(task)
    if first is not None and first.by == by:
        raise NotTheirs("您已经同意过这一项，它要等另一位审核员来定")
    return first is not None


def _check_all_passed(task: ReviewTask, findings: Findings) -> None:
    if task.kind in CHECKED_KINDS and not all(findings.checks.get(code) for code in CODES):
        raise CatalogueError("七项都通过才能同意；有问题的，请退回修改或不收录")


def _subject(task: ReviewTask) -> Resource | Lecture | Source | ReviewTask:
    return task.resource or task.lecture or task.source or task
