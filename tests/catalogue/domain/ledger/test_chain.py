"""Events are sealed by a chain of digests; what is changed, added or taken away afterwards is found."""

import hashlib
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from catalogue.domain.ledger import chain
from catalogue.domain.ledger.chain import Fault, seal_events, verify
from catalogue.models import Event, EventSeal

EVENTS, SEALS = Event.__table__, EventSeal.__table__


@pytest.fixture
def sealed(session: Session, monkeypatch: pytest.MonkeyPatch) -> list[Event]:
    """Five events, sealed two by two."""
    monkeypatch.setattr(chain, "PORTION", 2)
    events = [happen(session, f"第 {number} 件") for number in range(5)]
    while seal_events(session):
        pass
    return events


def happen(session: Session, note: str, **values: Any) -> Event:
    named = {"actor": "operator:alice", "what": "resource.public", "subject_type": "resource", "subject_id": "abc"}
    event = Event(**named, note=note, **values)
    session.add(event)
    session.flush()
    return event


def tamper(session: Session, event_id: int, **values: object) -> None:
    """Change a row behind the back of the session, which refuses to."""
    session.execute(update(EVENTS).where(EVENTS.c.id == event_id).values(**values))


def faults(session: Session) -> list[Fault]:
    session.flush()
    session.expire_all()
    return list(verify(session).faults)


def test_what_was_sealed_stands(session: Session, sealed: list[Event]) -> None:
    verdict = verify(session)
    assert (verdict.sealed, verdict.waiting, verdict.faults) == (5, 0, ())
    assert verdict.digest == session.scalars(select(EventSeal.digest).order_by(EventSeal.last_event_id.desc())).first()


def test_what_happened_since_waits_for_its_seal(session: Session, sealed: list[Event]) -> None:
    happen(session, "后来的")
    assert (verify(session).sealed, verify(session).waiting) == (5, 1)
    assert seal_events(session) is not None
    assert (verify(session).sealed, verify(session).waiting) == (6, 0)


@pytest.mark.parametrize("column", [column.name for column in EVENTS.columns if column.name not in ("id", "at")])
def test_a_changed_text_is_found_in_its_stretch_alone(session: Session, sealed: list[Event], column: str) -> None:
    tamper(session, sealed[2].id, **{column: "changed"})
    assert faults(session) == [Fault(sealed[1].id, sealed[3].id, 2, 2)]


def test_another_time_is_found(session: Session, sealed: list[Event]) -> None:
    tamper(session, sealed[0].id, at=sealed[0].at - timedelta(seconds=1))
    assert faults(session) == [Fault(0, sealed[1].id, 2, 2)]


def test_another_number_is_found(session: Session, sealed: list[Event]) -> None:
    before, number = sealed[3].id, sealed[4].id
    tamper(session, number, id=99)
    assert faults(session) == [Fault(before, number, 1, 0)]


@pytest.mark.parametrize("origin", ["", "203.0.113.9"])
def test_another_origin_is_found(session: Session, origin: str) -> None:
    event = happen(session, "从机构办公室", origin="198.51.100.7")
    seal_events(session)
    assert faults(session) == []
    tamper(session, event.id, origin=origin)
    assert faults(session) == [Fault(0, event.id, 1, 1)]


def test_an_event_without_an_origin_has_the_digest_it_had_before_events_knew_theirs(session: Session) -> None:
    at = datetime(2026, 11, 1, 8, tzinfo=UTC)
    session.add(Event(id=1, at=at, actor="system", what="run.done", subject_type="run", subject_id="abc", note="好"))
    session.flush()
    line = '[1, "2026-11-01T08:00:00+00:00", "system", "run.done", "run", "abc", "", "", "好"]'

    seal = seal_events(session)

    assert seal is not None
    assert seal.digest == hashlib.sha256(f"\n{line}".encode()).hexdigest()


def test_an_event_that_was_taken_away_is_found(session: Session, sealed: list[Event]) -> None:
    before, number = sealed[3].id, sealed[4].id
    session.execute(delete(EVENTS).where(EVENTS.c.id == number))
    assert faults(session) == [Fault(before, number, 1, 0)]


def test_an_event_that_was_slipped_in_is_found(session: Session) -> None:
    for number in (1, 3):
        happen(session, "真的", id=number)
    seal_events(session)
    happen(session, "塞进来的", id=2)
    assert faults(session) == [Fault(0, 3, 2, 3)]


def test_two_events_that_changed_places_are_found(session: Session, sealed: list[Event]) -> None:
    one, other = sealed[0].id, sealed[1].id
    for number, to in ((one, 99), (other, one), (99, other)):
        tamper(session, number, id=to)
    assert faults(session) == [Fault(0, other, 2, 2)]


def test_a_seal_that_was_made_anew_does_not_fit_the_next(session: Session, sealed: list[Event]) -> None:
    tamper(session, sealed[0].id, note="改过的")
    rows = session.execute(chain.FIELDS.where(Event.id <= sealed[1].id)).all()
    anew = update(SEALS).where(SEALS.c.last_event_id == sealed[1].id)
    session.execute(anew.values(digest=chain.digest("", rows)))
    assert faults(session) == [Fault(sealed[1].id, sealed[3].id, 2, 2)]
