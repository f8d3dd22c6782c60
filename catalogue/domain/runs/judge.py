"""Judge, the second step: a run that would lose too much of what is known waits for a person."""

from dataclasses import dataclass

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from catalogue.db import now, writing
from catalogue.domain.events import SYSTEM, move
from catalogue.domain.runs.work import Work
from catalogue.models import Lecture, Listing, Run, RunItem


@dataclass(frozen=True)
class Verdict:
    """`missing` is how many known things the run did not see; `reason` is empty when it may be applied."""

    missing: int
    reason: str = ""


def judge(work: Work) -> None:
    """Bring a judging run to applying, or to quarantined with its reason."""
    with writing() as session:
        run = work.run()
        verdict = weigh(session, run, work.breaker_share)
        run.missing = verdict.missing
        run.message = verdict.reason
        move(session, run, "quarantined" if verdict.reason else "applying", by=SYSTEM, note=verdict.reason)


def weigh(session: Session, run: Run, breaker_share: float) -> Verdict:
    """Compare what a full list holds with what is known of its source; a window is never suspicious."""
    if not run.full:
        return Verdict(0)
    known = _count(session, listing_is_active(run)) + _count(session, lecture_is_coming(run))
    seen = select(RunItem.key).where(RunItem.run_id == run.id, RunItem.deleted.is_(False))
    missing = _count(session, listing_is_active(run), Listing.key.not_in(seen))
    missing += _count(session, lecture_is_coming(run), lecture_key().not_in(seen))
    if known and missing == known and run.found == 0:
        return Verdict(missing, f"这次什么也没有读到，而已有 {known} 条记录；确认来源无误后再接受")
    if known and missing > known * breaker_share:
        return Verdict(
            missing, f"已有的 {known} 条记录中有 {missing} 条不见了，超过 {breaker_share:.0%}；请核对后接受或拒绝"
        )
    return Verdict(missing)


def listing_is_active(run: Run) -> ColumnElement[bool]:
    """A listing of the run's source that stood when last heard of."""
    return (Listing.source_id == run.source_id) & Listing.missing_since.is_(None) & Listing.gone.is_(False)


def lecture_is_coming(run: Run) -> ColumnElement[bool]:
    """A lecture of the run's source that is still ahead and not reported missing."""
    return (
        (Lecture.source_id == run.source_id)
        & (Lecture.starts_at > now())
        & Lecture.missing_since.is_(None)
        & (Lecture.state == "public")
    )


def lecture_key() -> ColumnElement[str]:
    """LectureRecord.key, as the database computes it."""
    return case((Lecture.recurrence_id == "", Lecture.uid), else_=Lecture.uid + "#" + Lecture.recurrence_id)


def _count(session: Session, *conditions: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).where(*conditions)) or 0
