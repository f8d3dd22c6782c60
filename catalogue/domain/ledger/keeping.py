"""How long the ledger is kept: whole stretches go after their time, and what still stands on them is carried on.

What is dropped leaves an event that holds its digest, by which the rest can still be verified.
"""

import json
import logging
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, delete, select
from sqlalchemy.orm import Session

from catalogue.clock import local_day
from catalogue.db import now
from catalogue.domain.ledger.chain import DROPPED, Anchor, anchor_of, is_whole, stretch
from catalogue.domain.ledger.events import SYSTEM, Subject, write_event
from catalogue.models import Event, EventSeal

CARRIED = "ledger.carried"
"""What an event is that carries another on: `after` holds that one as a JSON object."""
HELD = ("at", "actor", "what", "before", "after", "note")
"""The columns it holds, all as texts."""
STANDING_SUBJECTS = frozenset({"resource", "lecture", "collection", "source", "institution", "account"})
"""Whose latest move of state stays known for ever: who decided that it is public, refused, approved, verified."""
GRANTS = {
    "source.trusted": "trust",
    "source.untrusted": "trust",
    "source.tls_unverified": "certificate",
    "source.tls_verified": "certificate",
    "account.roles": "roles",
}
"""Events beside moves that stay known until a later one of the same sort replaces them."""
MEMBERSHIP = "account.membership"
"""Its `after` ends in the institution's id: one person may speak for several."""

Decision = tuple[str, str, str]
"""The type and id of a thing, and the sort of decision about it: the latest of them stands."""

log = logging.getLogger(__name__)


def drop_old_events(session: Session, keep_days: int) -> int:
    """Drop the oldest stretch when it lies wholly before the time; returns how many events went. 0 days: never.

    The newest stretch stays, since the numbers of events go on from it, and one that was tampered with stays to be
    looked into.
    """
    if not keep_days:
        return 0
    before = anchor_of(session)
    seals = select(EventSeal).where(EventSeal.last_event_id > before.last_id).order_by(EventSeal.last_event_id)
    oldest_two = session.scalars(seals.limit(2)).all()
    if len(oldest_two) < 2:
        return 0
    oldest = oldest_two[0]
    events = stretch(session, before, oldest)
    if any(event.at >= now() - timedelta(days=keep_days) for event in events):
        return 0
    if not is_whole(before, oldest, events):
        log.error("events up to %d differ from their seal and are not dropped", oldest.last_event_id)
        return 0
    _drop(session, Anchor(oldest.last_event_id, oldest.digest), events)
    return len(events)


def _drop(session: Session, end: Anchor, events: Sequence[Row[*tuple[Any, ...]]]) -> None:
    """The tables are named themselves, for the session refuses to delete what is append-only."""
    for event in standing(session, events, end.last_id):
        write_event(
            session, CARRIED, Subject(event.subject_type, event.subject_id), by=SYSTEM, after=_carried_text(event)
        )
    note = f"{len(events)} 条记录到期，时间 {local_day(events[0].at)} 至 {local_day(events[-1].at)}"
    write_event(session, DROPPED, Subject("ledger", str(end.last_id)), by=SYSTEM, after=end.digest, note=note)
    session.flush()
    session.execute(delete(Event.__table__).where(Event.__table__.c.id <= end.last_id))  # type: ignore[arg-type]
    seals = EventSeal.__table__
    session.execute(delete(seals).where(seals.c.last_event_id <= end.last_id))  # type: ignore[arg-type]
    session.expire_all()
    log.info("dropped %d events up to %d: %s", len(events), end.last_id, end.digest)


def standing(session: Session, events: Iterable[Row[*tuple[Any, ...]]], last_id: int) -> list[Row[*tuple[Any, ...]]]:
    """Those of a stretch of events, up to the number `last_id`, whose decision no later event replaces."""
    latest = {decision: event for event in events if (decision := _decision(event))}
    types, ids = {subject_type for subject_type, _, _ in latest}, {subject_id for _, subject_id, _ in latest}
    about = (Event.subject_type.in_(types), Event.subject_id.in_(ids))
    columns = (Event.subject_type, Event.subject_id, Event.what, Event.after)
    later = session.execute(select(*columns).where(*about, Event.id > last_id))
    replaced = {_decision(event) for event in later}
    return [event for decision, event in latest.items() if decision not in replaced]


def carried(event: Any) -> dict[str, str]:
    """The event that one of CARRIED holds, all columns of HELD as texts; empty for any other, and for a forged one."""
    if event.what != CARRIED:
        return {}
    try:
        held = json.loads(event.after)
    except (ValueError, RecursionError):
        return {}
    return held if isinstance(held, dict) and all(isinstance(held.get(name), str) for name in HELD) else {}


def acted_at(event: Any) -> datetime:
    """When what an event says was done: of one that carries another on, what that one says, if it is a time at all."""
    try:
        return datetime.fromisoformat(carried(event)["at"])
    except (KeyError, ValueError):
        at: datetime = event.at
        return at


def _decision(event: Any) -> Decision | None:
    """What sort of decision an event is; None for one that nothing rests on."""
    held = carried(event)
    what, after = held.get("what", event.what), held.get("after", event.after)
    sort = GRANTS.get(what, "")
    if what == MEMBERSHIP:
        sort = f"membership {after.rpartition(' ')[2]}"
    elif event.subject_type in STANDING_SUBJECTS and what == f"{event.subject_type}.{after}":
        sort = "state"
    return (event.subject_type, event.subject_id, sort) if sort else None


def _carried_text(event: Any) -> str:
    """An event as JSON, but from where: an address has no reason to outlast its time. One carried before stays."""
    if event.what == CARRIED:
        return str(event.after)
    texts = {name: getattr(event, name) for name in HELD if name != "at"}
    return json.dumps({"at": event.at.isoformat(), **texts}, ensure_ascii=False)
