"""The schedule: when a source is due, a little spread out, and ever more seldom while it fails."""

from datetime import datetime, timedelta
from zlib import crc32

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.ledger.events import record_event
from catalogue.errors import CatalogueError
from catalogue.models import Source

SPREAD = 0.1
"""The share of its interval by which a source may come earlier or later, so that not all come at the same minute."""

LONGEST_PAUSE = timedelta(days=7)
"""However often it failed, a source is tried again after this, or after its own interval if that is longer."""

MOST_DOUBLINGS = 16


def due_sources(session: Session, at: datetime) -> list[Source]:
    """The approved sources whose time has come, the longest waiting first."""
    query = select(Source).where(Source.state == "approved", Source.next_due_at <= at)
    return list(session.scalars(query.order_by(Source.next_due_at)))


def is_due(source: Source, at: datetime) -> bool:
    return source.state == "approved" and source.next_due_at is not None and source.next_due_at <= at


def ask_for_harvest(session: Session, source: Source, *, by: str) -> None:
    """Let the worker harvest a source at its next look, within a minute. Raises CatalogueError for one it cannot."""
    if source.state != "approved":
        raise CatalogueError(f"来源“{source.title}”未获批准或已暂停，不能采集；请先批准。")
    if not source.url:
        raise CatalogueError(f"来源“{source.title}”由导入或登记填入，没有可以采集的网址。")
    source.next_due_at = now()
    record_event(session, "source.harvest_asked", source, by=by, before="", after="", note="")


def schedule_next(source: Source) -> None:
    """Set when a source is due again after a run that starts now; one without an interval never is."""
    source.next_due_at = now() + pause(source) if source.every_hours else None


def note_success(source: Source) -> None:
    """A run ended well: the source is back at its own interval."""
    if source.failures_in_a_row:
        source.failures_in_a_row = 0
        schedule_next(source)


def note_failure(source: Source) -> None:
    """A run failed: from the second time on the source waits twice as long as before."""
    source.failures_in_a_row += 1
    schedule_next(source)


def pause(source: Source) -> timedelta:
    """How long a source rests between runs as things stand."""
    interval = timedelta(hours=source.every_hours or 0)
    doublings = min(max(source.failures_in_a_row - 1, 0), MOST_DOUBLINGS)
    return min(interval * 2**doublings, max(interval, LONGEST_PAUSE)) * (1 + SPREAD * _leaning(source))


def _leaning(source: Source) -> float:
    """A number from -1 to 1 of the source's own, always the same."""
    return crc32(source.public_id.encode()) / 2**31 - 1
