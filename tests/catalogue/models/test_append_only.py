"""What was written into the ledger stays as it was: the application refuses to change or delete it."""

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from catalogue.models import Event, EventSeal


@pytest.fixture
def event(session: Session) -> Event:
    event = Event(actor="operator:alice", what="resource.public", subject_type="resource", subject_id="abc")
    session.add(event)
    session.flush()
    return event


def test_an_event_is_not_changed(session: Session, event: Event) -> None:
    event.actor = "operator:mallory"
    with pytest.raises(RuntimeError, match="Event rows are neither changed nor deleted"):
        session.flush()
    session.rollback()


def test_an_event_is_not_deleted(session: Session, event: Event) -> None:
    session.delete(event)
    with pytest.raises(RuntimeError, match="Event rows are neither changed nor deleted"):
        session.flush()
    session.rollback()


def test_events_are_not_changed_together(session: Session, event: Event) -> None:
    with pytest.raises(RuntimeError, match="Event rows are neither changed nor deleted"):
        session.execute(update(Event).values(actor="operator:mallory"))
    assert session.scalars(select(Event.actor)).all() == ["operator:alice"]


def test_events_are_not_deleted_together(session: Session, event: Event) -> None:
    with pytest.raises(RuntimeError, match="Event rows are neither changed nor deleted"):
        session.execute(delete(Event))
    assert session.scalars(select(Event.actor)).all() == ["operator:alice"]


def test_a_seal_is_not_changed(session: Session, event: Event) -> None:
    seal = EventSeal(last_event_id=event.id, count=1, digest="0" * 64)
    session.add(seal)
    session.flush()
    seal.count = 2
    with pytest.raises(RuntimeError, match="EventSeal rows are neither changed nor deleted"):
        session.flush()
    session.rollback()
