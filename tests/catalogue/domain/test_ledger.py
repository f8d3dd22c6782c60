"""Events are sealed by a chain of digests; what is changed, added or taken away afterwards is found."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from catalogue.domain import ledger
from catalogue.domain.ledger import Fault, seal_events, verify
from catalogue.models import Event, EventSeal


@pytest.fixture
def sealed(session: Session, monkeypatch: pytest.MonkeyPatch) -> list[Event]:
    """Five events, sealed two by two."""
    monkeypatch.setattr(ledger, "PORTION", 2)
    events = [happen(session, f"第 {number} 件") for number in range(5)]
    while seal_events(session):
        pass
    return events


def happen(session: Session, note: str) -> Event:
    event = Event(actor="operator:alice", what="resource.public", subject_type="resource", subject_id="abc", note=note)
    session.add(event)
    session.flush()
    return event


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


@pytest.mark.parametrize(
    "changed",
    [
        {"actor": "operator:mallory"},
        {"what": "resource.refused"},
        {"subject_id": "xyz"},
        {"before": "pending"},
        {"after": "public"},
        {"note": ""},
    ],
)
def test_a_changed_event_is_found_in_its_stretch_alone(
    session: Session, sealed: list[Event], changed: dict[str, str]
) -> None:
    session.execute(update(Event).where(Event.id == sealed[2].id).values(**changed))
    assert faults(session) == [Fault(sealed[1].id, sealed[3].id, 2, 2)]


def test_another_time_is_found(session: Session, sealed: list[Event]) -> None:
    sealed[0].at -= timedelta(seconds=1)
    assert faults(session) == [Fault(0, sealed[1].id, 2, 2)]


def test_an_event_that_was_taken_away_is_found(session: Session, sealed: list[Event]) -> None:
    session.execute(delete(Event).where(Event.id == sealed[4].id))
    assert faults(session) == [Fault(sealed[3].id, sealed[4].id, 1, 0)]


def test_an_event_that_was_slipped_in_is_found(session: Session, sealed: list[Event]) -> None:
    session.execute(delete(Event).where(Event.id == sealed[1].id))
    session.add(Event(id=sealed[1].id, actor="a", what="b", subject_type="c", subject_id="d", at=sealed[1].at))
    assert faults(session) == [Fault(0, sealed[1].id, 2, 2)]


def test_a_seal_that_was_made_anew_does_not_fit_the_next(session: Session, sealed: list[Event]) -> None:
    sealed[0].note = "改过的"
    session.flush()
    first = session.get_one(EventSeal, sealed[1].id)
    rows = session.execute(ledger.FIELDS.where(Event.id <= sealed[1].id)).all()
    first.digest = ledger.digest(ledger.BEGINNING, rows)
    assert faults(session) == [Fault(sealed[1].id, sealed[3].id, 2, 2)]
