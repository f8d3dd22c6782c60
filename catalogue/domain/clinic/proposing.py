"""Proposing a source: it is registered and vouched for, and harvested only once somebody here approves it."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.review.history import decisions_on
from catalogue.domain.sources.listing import last_runs
from catalogue.domain.sources.states import NewSource, propose_source
from catalogue.domain.submissions.vouching import HandedIn, record_submission
from catalogue.domain.tasks.opening import open_source_task
from catalogue.models import Institution, Run, Source

CHANNEL = "source"


@dataclass(frozen=True)
class SourceNow:
    """A source and its last run, None before the first; `refusal` is why it was not approved, else empty."""

    source: Source
    last_run: Run | None
    refusal: str = ""


def sources_of(session: Session, institution: Institution) -> list[SourceNow]:
    """The institution's sources with an address of their own, oldest first."""
    of_institution = select(Source).where(Source.institution_id == institution.id, Source.url != "")
    sources = session.scalars(of_institution.order_by(Source.id)).all()
    runs = last_runs(session, sources)
    return [SourceNow(source, runs.get(source.id), _refusal(session, source)) for source in sources]


def _refusal(session: Session, source: Source) -> str:
    if source.state != "refused":
        return ""
    return next((one.remark for one in decisions_on(session, source) if one.outcome == "refused"), "")


def hand_in_proposal(
    session: Session, institution: Institution, new: NewSource, checked: Sequence[str], *, by: str
) -> Source:
    """Propose a source and keep who vouched for it. Raises CatalogueError."""
    source = propose_source(session, new, institution, by=by)
    handed_in = HandedIn(CHANNEL, tuple(checked), subjects=(source.public_id,))
    record_submission(session, institution, handed_in, by=by)
    open_source_task(session, source, "source_proposal", by=by)
    return source
