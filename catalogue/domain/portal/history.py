"""What an institution handed in, and what became of it; its sources, and how they were last read."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from catalogue.domain.ledger.actors import PERSON
from catalogue.domain.portal.own_lectures import OwnLecture, own_lectures_among
from catalogue.domain.portal.own_resources import OwnResource, own_resources_among
from catalogue.domain.shown.showing import Page, nearest_page
from catalogue.domain.sources.listing import last_runs
from catalogue.models import Account, Institution, Resource, Run, RunItem, Source, Submission

MOST_NAMED = 3
"""Things of one submission that are named; of the others it is told how many stand how."""

Own = OwnResource | OwnLecture


@dataclass(frozen=True)
class Fate:
    """A submission and what became of it: `by` is a name, `named` the first things in it, `standings` all by state."""

    submission: Submission
    by: str
    named: tuple[Own, ...] = ()
    standings: Mapping[str, int] = field(default_factory=dict)


def page_of_submissions(session: Session, institution: Institution, *, page: int, per_page: int) -> Page[Fate]:
    """One page of them, the newest first, in a fixed number of queries."""
    of_institution = Submission.institution_id == institution.id
    total = session.scalar(select(func.count()).select_from(Submission).where(of_institution)) or 0
    page, pages = nearest_page(page, total, per_page)
    rows = select(Submission).where(of_institution).order_by(Submission.created_at.desc(), Submission.id.desc())
    shown = session.scalars(rows.offset((page - 1) * per_page).limit(per_page)).all()
    return Page(_fates(session, institution, shown), total, page, pages)


def _fates(session: Session, institution: Institution, shown: Sequence[Submission]) -> list[Fate]:
    names = {name for one in shown for name in one.subjects}
    own: dict[str, Own] = {one.public_id: one for one in own_resources_among(session, institution, names)}
    own |= {one.public_id: one for one in own_lectures_among(session, institution, names)}
    people, of_runs = _people(session, shown), _standings_of_runs(session, shown)
    fates = []
    for submission in shown:
        things = [own[name] for name in submission.subjects if name in own]
        standings = Counter(one.standing for one in things) or of_runs.get(submission.run_id or 0, Counter())
        fates.append(Fate(submission, people.get(submission.by, ""), tuple(things[:MOST_NAMED]), standings))
    return fates


def _people(session: Session, shown: Sequence[Submission]) -> dict[str, str]:
    """The names of those who handed in, by the actor."""
    ids = {one.by.removeprefix(PERSON) for one in shown}
    return {one.actor: one.name for one in session.scalars(select(Account).where(Account.public_id.in_(ids)))}


def _standings_of_runs(session: Session, shown: Sequence[Submission]) -> dict[int, Counter[str]]:
    """How the resources stand that came of whole files, by run, as long as its log is kept."""
    runs = [one.run_id for one in shown if one.run_id is not None]
    states = select(RunItem.run_id, Resource.state, func.count()).join(Resource, Resource.public_id == RunItem.subject)
    counts: dict[int, Counter[str]] = {}
    for run, state, count in session.execute(
        states.where(RunItem.run_id.in_(runs)).group_by(RunItem.run_id, Resource.state)
    ):
        counts.setdefault(run, Counter())[state] = count
    return counts


@dataclass(frozen=True)
class Read:
    """A source of the institution and its last run; None before the first."""

    source: Source
    run: Run | None


def sources_read(session: Session, institution: Institution, *, limit: int) -> list[Read]:
    """The institution's sources that are read by the site, the newest first."""
    rows = select(Source).where(Source.institution_id == institution.id, Source.url != "")
    sources = session.scalars(rows.order_by(Source.id.desc()).limit(limit)).all()
    runs = last_runs(session, sources)
    return [Read(one, runs.get(one.id)) for one in sources]
