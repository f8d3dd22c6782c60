"""Review tasks for the tests, and what reviewers find of them."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.intake.resources import take_in
from catalogue.domain.review.deciding import Findings
from catalogue.domain.review.guard import seen_of
from catalogue.domain.submissions.criteria import CODES
from catalogue.models import ReviewTask, Source
from tests.factories import make_record, make_source

ALL_PASSED = dict.fromkeys(CODES, True)


def untrusted(session: Session, **values: Any) -> Source:
    return make_source(session, **{"trusted_by": None, "trusted_at": None, **values})


def waiting_task(session: Session, source: Source | None = None, **record: Any) -> ReviewTask:
    """The task about a new record of an untrusted source."""
    outcome = take_in(session, source or untrusted(session), make_record(**record))
    assert outcome.listing is not None
    return the_task(session, ReviewTask.listing_id == outcome.listing.id)


def the_task(session: Session, *which: Any) -> ReviewTask:
    """The one open task."""
    return session.scalars(select(ReviewTask).where(ReviewTask.state == "open", *which)).one()


def found(task: ReviewTask, remark: str = "", **values: Any) -> Findings:
    """What somebody finds who looks at the task as it is now; all is well unless said otherwise."""
    return Findings(**{"seen": seen_of(task), "checks": ALL_PASSED, "remark": remark, **values})
