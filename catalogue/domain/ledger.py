"""The ledger: events are sealed in stretches by a chain of digests, so that whoever changes one later is found out.

Each digest covers the one before, so a stretch cannot be rewritten without rewriting all that follow. The newest digest
stands in the log as well: compared with a copy kept elsewhere, it shows that not even the whole chain was made anew.
"""

import hashlib
import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from catalogue.models import Event, EventSeal

PORTION = 1000
"""Events under one seal: a fault is known to lie among so many."""
BEGINNING = ""

FIELDS: Select[*tuple[Any, ...]] = select(
    Event.id,
    Event.at,
    Event.actor,
    Event.what,
    Event.subject_type,
    Event.subject_id,
    Event.before,
    Event.after,
    Event.note,
).order_by(Event.id)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Fault:
    """A sealed stretch that is no longer what was sealed: events numbered after `after_id` up to `last_id`."""

    after_id: int
    last_id: int
    expected: int
    found: int


@dataclass(frozen=True)
class Verdict:
    """How many events lie under seals as they were, how many wait for one, and the newest digest."""

    sealed: int
    waiting: int
    digest: str
    faults: tuple[Fault, ...]


def seal_events(session: Session) -> EventSeal | None:
    """Seal the next stretch of events; None when all are sealed. Inside writing(), so that no two seal the same one."""
    last = session.scalars(select(EventSeal).order_by(EventSeal.last_event_id.desc()).limit(1)).first()
    after, before = (last.last_event_id, last.digest) if last else (0, BEGINNING)
    events = session.execute(FIELDS.where(Event.id > after).limit(PORTION)).all()
    if not events:
        return None
    seal = EventSeal(last_event_id=events[-1].id, count=len(events), digest=digest(before, events))
    session.add(seal)
    session.flush()
    log.info("sealed %d events up to %d: %s", seal.count, seal.last_event_id, seal.digest)
    return seal


def verify(session: Session) -> Verdict:
    """Work all digests out anew. A fault does not spread: what follows it is held against the digest that stands."""
    after, before, sealed = 0, BEGINNING, 0
    faults = []
    for seal in session.scalars(select(EventSeal).order_by(EventSeal.last_event_id)):
        events = session.execute(_stretch(after, seal.last_event_id)).all()
        if digest(before, events) != seal.digest or len(events) != seal.count:
            faults.append(Fault(after, seal.last_event_id, seal.count, len(events)))
        after, before, sealed = seal.last_event_id, seal.digest, sealed + len(events)
    waiting = session.scalar(select(func.count()).where(Event.id > after)) or 0
    return Verdict(sealed, waiting, before, tuple(faults))


def digest(before: str, events: Sequence[Row[*tuple[Any, ...]]]) -> str:
    """The SHA-256 of a digest and the events after it, each as a line of JSON, times in UTC."""
    return hashlib.sha256("\n".join([before, *map(_line, events)]).encode("utf-8", "surrogatepass")).hexdigest()


def _stretch(after: int, last: int) -> Select[*tuple[Any, ...]]:
    return FIELDS.where(Event.id > after, Event.id <= last)


def _line(event: Iterable[Any]) -> str:
    number, at, *texts = event
    return json.dumps([number, at.astimezone(UTC).isoformat(), *texts], ensure_ascii=False)
