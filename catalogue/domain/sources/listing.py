"""Sources and their runs as administrators and institutions look through them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import Session, joinedload

from catalogue.domain.sources.health import is_ailing
from catalogue.domain.text.typed import one_line
from catalogue.models import Institution, Run, RunItem, Source

TROUBLED = ("failed", "refused")


@dataclass(frozen=True)
class SourceFilter:
    """`text` stands in the title, the address or the owner's name; empty: any."""

    text: str = ""
    state: str = ""
    ailing: bool = False


def sources_found(session: Session, wanted: SourceFilter, *, limit: int, offset: int = 0) -> list[Source]:
    """A page of sources with their owners, the newest first."""
    query = _filtered(select(Source), wanted).options(joinedload(Source.institution))
    return list(session.scalars(query.order_by(Source.id.desc()).limit(limit).offset(offset)))


def count_sources(session: Session, wanted: SourceFilter) -> int:
    return session.scalar(_filtered(select(func.count()).select_from(Source), wanted)) or 0


def _filtered(query: Select[Any], wanted: SourceFilter) -> Select[Any]:
    if text := one_line(wanted.text):
        owned = Source.institution.has(Institution.name.contains(text, autoescape=True))
        said = (column.contains(text, autoescape=True) for column in (Source.title, Source.url))
        query = query.where(or_(owned, *said))
    if wanted.state:
        query = query.where(Source.state == wanted.state)
    return query.where(is_ailing()) if wanted.ailing else query


def runs_of(session: Session, source: Source, *, limit: int) -> list[Run]:
    """The newest first."""
    return list(session.scalars(select(Run).where(Run.source_id == source.id).order_by(Run.id.desc()).limit(limit)))


def last_runs(session: Session, sources: Sequence[Source]) -> dict[int, Run]:
    """The last run of each source, by the source's number, in one query; those never run are left out."""
    last = select(func.max(Run.id)).where(Run.source_id.in_([one.id for one in sources])).group_by(Run.source_id)
    return {run.source_id: run for run in session.scalars(select(Run).where(Run.id.in_(last)))}


def quarantined_runs(session: Session, *, limit: int) -> list[Run]:
    """Those that wait for a person, the oldest first."""
    waiting = select(Run).where(Run.state == "quarantined").options(joinedload(Run.source))
    return list(session.scalars(waiting.order_by(Run.id).limit(limit)))


def troubled_items(session: Session, run: Run, *, limit: int) -> list[RunItem]:
    """The first items of a run that failed or were refused, which say why."""
    troubled = select(RunItem).where(RunItem.run_id == run.id, RunItem.outcome.in_(TROUBLED))
    return list(session.scalars(troubled.order_by(RunItem.position).limit(limit)))
