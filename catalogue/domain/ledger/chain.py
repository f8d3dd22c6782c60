"""The ledger: events are sealed in stretches by a chain of digests, so that whoever changes one later is found out.

Each digest covers the one before, so a stretch cannot be rewritten without rewriting all that follow. The newest digest
stands in the log as well: compared with a copy kept elsewhere, it shows that not even the whole chain was made anew.
Where the oldest stretches were dropped after their time (see ledger_keeping), the event that says so is the anchor the
rest of the chain hangs on: it is sealed like every other.
"""

import hashlib
import json
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Row, Select, func, select
from sqlalchemy.orm import Session

from catalogue.models import Event, EventSeal

PORTION = 1000
"""Events under one seal: a fault is known to lie among so many."""
DROPPED = "ledger.dropped"
"""What an event is that closes a dropped stretch: `subject_id` is the number of its last event, `after` its digest."""

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
    Event.origin,
).order_by(Event.id)

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Anchor:
    """Where the chain begins: after the event of this number, with the digest of all up to it."""

    last_id: int = 0
    digest: str = ""


@dataclass(frozen=True)
class Fault:
    """A sealed stretch that is no longer what was sealed: events numbered after `after_id` up to `last_id`."""

    after_id: int
    last_id: int
    expected: int
    found: int


@dataclass(frozen=True)
class Verdict:
    """How many events lie under seals as they were, how many wait for one, and the newest digest.

    `dropped_to` is the number of the last event dropped after its time, 0 when none was; `kept_from` is when the
    oldest event still kept happened.
    """

    sealed: int
    waiting: int
    digest: str
    faults: tuple[Fault, ...]
    dropped_to: int = 0
    kept_from: datetime | None = None


def seal_events(session: Session) -> EventSeal | None:
    """Seal the next stretch of events; None when all are sealed. Inside writing(), so that no two seal the same one."""
    last = session.scalars(select(EventSeal).order_by(EventSeal.last_event_id.desc()).limit(1)).first()
    before = Anchor(last.last_event_id, last.digest) if last else Anchor()
    events = session.execute(FIELDS.where(Event.id > before.last_id).limit(PORTION)).all()
    if not events:
        return None
    seal = EventSeal(last_event_id=events[-1].id, count=len(events), digest=digest(before.digest, events))
    session.add(seal)
    session.flush()
    log.info("sealed %d events up to %d: %s", seal.count, seal.last_event_id, seal.digest)
    return seal


def verify(session: Session) -> Verdict:
    """Work all digests out anew. A fault does not spread: what follows it is held against the digest that stands."""
    anchor = before = anchor_of(session)
    faults, sealed = _left_before(session, anchor), 0
    for seal in session.scalars(select(EventSeal).order_by(EventSeal.last_event_id)):
        if seal.last_event_id <= anchor.last_id:
            continue
        events = stretch(session, before, seal)
        if not is_whole(before, seal, events):
            faults.append(Fault(before.last_id, seal.last_event_id, seal.count, len(events)))
        before, sealed = Anchor(seal.last_event_id, seal.digest), sealed + len(events)
    waiting = session.scalar(select(func.count()).where(Event.id > before.last_id)) or 0
    kept_from = session.scalar(select(Event.at).order_by(Event.id).limit(1))
    return Verdict(sealed, waiting, before.digest, tuple(faults), anchor.last_id, kept_from)


def anchor_of(session: Session) -> Anchor:
    """What the newest event about dropped stretches says; one that says no number was tampered with and counts not."""
    newest = select(Event.subject_id, Event.after).where(Event.what == DROPPED).order_by(Event.id.desc()).limit(1)
    for last_id, digest_so_far in session.execute(newest):
        if last_id.isdecimal():
            return Anchor(int(last_id), digest_so_far)
    return Anchor()


def stretch(session: Session, before: Anchor, seal: EventSeal) -> Sequence[Row[*tuple[Any, ...]]]:
    """The events under a seal, in the columns of FIELDS."""
    return session.execute(FIELDS.where(Event.id > before.last_id, Event.id <= seal.last_event_id)).all()


def is_whole(before: Anchor, seal: EventSeal, events: Sequence[Row[*tuple[Any, ...]]]) -> bool:
    """Whether the events under a seal are those it was set on."""
    return len(events) == seal.count and digest(before.digest, events) == seal.digest


def digest(before: str, events: Sequence[Row[*tuple[Any, ...]]]) -> str:
    """The SHA-256 of a digest and the events after it, each as a line of JSON, times in UTC."""
    return hashlib.sha256("\n".join([before, *map(_line, events)]).encode("utf-8", "surrogatepass")).hexdigest()


def _left_before(session: Session, anchor: Anchor) -> list[Fault]:
    """Nothing may stand where a stretch was dropped."""
    found = session.scalar(select(func.count()).where(Event.id <= anchor.last_id)) or 0
    return [Fault(0, anchor.last_id, 0, found)] if found else []


def _line(event: Iterable[Any]) -> str:
    """An event without an origin reads as events did before they had one, so that older seals still fit."""
    number, at, *texts, origin = event
    values = [number, at.astimezone(UTC).isoformat(), *texts, *([origin] if origin else [])]
    return json.dumps(values, ensure_ascii=False)
