"""What is known of a run's source, and what of it the run saw: for judging, for marking, for showing the difference."""

from datetime import datetime

from sqlalchemy import ColumnElement, ScalarSelect, case, func, select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.models import Lecture, Listing, Run, RunItem


def keys_of(run: Run, *, deleted: bool | None = None) -> ScalarSelect[str]:
    """A subquery of the keys a run saw: all, those called deleted, or those not."""
    keys = select(RunItem.key).where(RunItem.run_id == run.id)
    return (keys if deleted is None else keys.where(RunItem.deleted.is_(deleted))).scalar_subquery()


def listing_is_active(run: Run, missing_after: datetime | None = None) -> ColumnElement[bool]:
    """A listing of the run's source that stood when last heard of, or went missing only after some moment."""
    stands: ColumnElement[bool] = Listing.missing_since.is_(None)
    if missing_after:
        stands |= Listing.missing_since > missing_after
    return (Listing.source_id == run.source_id) & stands & Listing.gone.is_(False)


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


def count_known(session: Session, run: Run, missing_after: datetime | None = None) -> int:
    """How many active listings and coming lectures the run's source has."""
    return _count(session, listing_is_active(run, missing_after)) + _count(session, lecture_is_coming(run))


def count_absent(session: Session, run: Run, keys: ScalarSelect[str], missing_after: datetime | None = None) -> int:
    """How many of the known things of the run's source are not among these keys."""
    listings = _count(session, listing_is_active(run, missing_after), Listing.key.not_in(keys))
    return listings + _count(session, lecture_is_coming(run), lecture_key().not_in(keys))


def _count(session: Session, *conditions: ColumnElement[bool]) -> int:
    return session.scalar(select(func.count()).where(*conditions)) or 0
