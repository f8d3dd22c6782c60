"""What became of the things an institution handed in, as it may see them: its own words, and our decision."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from catalogue.domain.submissions.vouching import PORTAL
from catalogue.errors import NotFound
from catalogue.models import Institution, Lecture, Listing, Resource, RunItem, Source, Submission

AT_ONCE = 500
"""As many subjects as one query asks for."""


@dataclass(frozen=True)
class Standing:
    """`key` is the institution's own id, `title` what it called the thing; `reason` is why it stands as it does."""

    key: str
    title: str
    reason: str
    thing: Resource | Lecture

    @property
    def state(self) -> str:
        return self.thing.state


def find_submission(session: Session, institution: Institution, public_id: str) -> Submission:
    """Raises NotFound, also for another institution's."""
    of_institution = select(Submission).where(Submission.institution_id == institution.id)
    submission = session.scalar(of_institution.where(Submission.public_id == public_id))
    if submission is None:
        raise NotFound("没有这次提交。")
    return submission


def subjects_of(session: Session, submission: Submission) -> list[str]:
    """The public ids of what came of it; of a spreadsheet those its run noted."""
    if submission.run_id is None:
        return list(submission.subjects)
    items = select(RunItem.subject).where(RunItem.run_id == submission.run_id, RunItem.subject != "")
    return list(session.scalars(items.order_by(RunItem.position)))


def standings(session: Session, institution: Institution, subjects: Sequence[str]) -> Iterator[Standing]:
    """How the things of these public ids stand, in their order; what is not the institution's own is left out."""
    for start in range(0, len(subjects), AT_ONCE):
        some = subjects[start : start + AT_ONCE]
        found = {**_resources(session, institution, some), **_lectures(session, institution, some)}
        yield from (found[subject] for subject in some if subject in found)


def _resources(session: Session, institution: Institution, subjects: Sequence[str]) -> dict[str, Standing]:
    query = (
        select(Listing)
        .join(Listing.source)
        .join(Listing.resource)
        .options(joinedload(Listing.resource))
        .where(Source.institution_id == institution.id, Source.channel == PORTAL, Resource.public_id.in_(subjects))
    )
    return {
        one.resource.public_id: Standing(one.key, str(one.latest["title"]), one.resource.reason, one.resource)
        for one in session.scalars(query)
    }


def _lectures(session: Session, institution: Institution, subjects: Sequence[str]) -> dict[str, Standing]:
    own = (Source.institution_id == institution.id, Source.channel == PORTAL)
    query = select(Lecture).join(Lecture.source).where(*own, Lecture.public_id.in_(subjects))
    return {one.public_id: Standing(one.uid, one.title, one.reason, one) for one in session.scalars(query)}
