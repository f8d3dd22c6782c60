"""Old stretches of the ledger go after their time; the rest still verifies, and what stands stays known."""

import json
from datetime import datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.ledger import chain, keeping
from catalogue.domain.ledger.chain import Fault, seal_events, verify
from catalogue.domain.ledger.keeping import CARRIED, drop_old_events
from catalogue.models import Event

EVENTS = Event.__table__

DAYS = 200
LONG_AGO = timedelta(days=300)


@pytest.fixture(autouse=True)
def _two_by_two(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(chain, "PORTION", 2)


def happen(session: Session, what: str, about: str = "aaa", **values: Any) -> Event:
    subject_type, _, after = what.partition(".")
    at: datetime = values.pop("at", None) or now() - LONG_AGO
    values = {"actor": "operator:alice", "subject_type": subject_type, "after": after, **values}
    event = Event(what=what, subject_id=about, at=at, **values)
    session.add(event)
    session.flush()
    return event


def seal_all(session: Session) -> None:
    while seal_events(session):
        pass


def drop_all(session: Session, days: int = DAYS) -> int:
    dropped = 0
    while portion := drop_old_events(session, days):
        dropped += portion
    return dropped


def whats(session: Session) -> list[str]:
    return list(session.scalars(select(Event.what).order_by(Event.id)))


def carried(session: Session) -> list[dict[str, Any]]:
    texts = session.scalars(select(Event.after).where(Event.what == CARRIED).order_by(Event.id))
    return [json.loads(text) for text in texts]


def test_what_is_older_than_its_time_goes_stretch_by_stretch(session: Session) -> None:
    for what in ("run.judging", "run.applying", "run.done", "run.failed"):
        happen(session, what)
    happen(session, "run.aborted", at=now())
    seal_all(session)

    assert drop_all(session) == 4
    assert whats(session) == ["run.aborted", "ledger.dropped", "ledger.dropped"]


def test_the_rest_still_verifies_and_says_from_when_it_is_kept(session: Session) -> None:
    for what in ("run.judging", "run.applying", "run.done"):
        happen(session, what)
    kept = happen(session, "run.aborted", at=now())
    happen(session, "run.done", at=now())
    seal_all(session)

    drop_all(session)
    seal_all(session)

    verdict = verify(session)
    assert (verdict.faults, verdict.waiting, verdict.dropped_to) == ((), 0, 2)
    assert verdict.kept_from == session.get_one(Event, kept.id - 1).at


def test_by_default_everything_is_kept(session: Session) -> None:
    for what in ("run.judging", "run.applying", "run.done"):
        happen(session, what)
    seal_all(session)
    assert drop_all(session, days=0) == 0


def test_a_stretch_with_one_younger_event_stays(session: Session) -> None:
    happen(session, "run.judging")
    happen(session, "run.applying", at=now())
    happen(session, "run.done", at=now())
    seal_all(session)
    assert drop_all(session) == 0


def test_the_newest_stretch_stays_so_that_numbers_go_on(session: Session) -> None:
    for what in ("run.judging", "run.applying"):
        happen(session, what)
    seal_all(session)
    assert drop_all(session) == 0


def test_events_that_wait_for_a_seal_stay(session: Session) -> None:
    happen(session, "run.judging")
    assert drop_all(session) == 0


def test_who_made_something_public_stays_known(session: Session) -> None:
    published = happen(session, "resource.public", note="审核通过", origin="198.51.100.7", before="pending")
    at = published.at.isoformat()
    happen(session, "resource.link_dead", after="hidden")
    happen(session, "run.done", at=now())
    seal_all(session)

    drop_all(session)

    assert carried(session) == [
        {
            "at": at,
            "actor": "operator:alice",
            "what": "resource.public",
            "before": "pending",
            "after": "public",
            "note": "审核通过",
        }
    ]


def test_a_decision_that_a_later_one_replaced_is_not_carried_on(session: Session) -> None:
    happen(session, "resource.public")
    happen(session, "resource.archived")
    happen(session, "resource.withdrawn", at=now())
    seal_all(session)

    assert drop_all(session) == 2
    assert carried(session) == []


def test_of_two_decisions_in_one_stretch_the_later_is_carried_on(session: Session) -> None:
    happen(session, "resource.public")
    happen(session, "resource.withdrawn")
    happen(session, "run.done", at=now())
    seal_all(session)

    drop_all(session)

    assert [held["what"] for held in carried(session)] == ["resource.withdrawn"]


def test_a_standing_approval_is_carried_on_beside_the_state_of_its_source(session: Session) -> None:
    happen(session, "source.approved")
    happen(session, "source.trusted", after="operator:alice")
    happen(session, "run.done", at=now())
    seal_all(session)

    drop_all(session)

    assert [held["what"] for held in carried(session)] == ["source.approved", "source.trusted"]


def test_who_let_a_person_speak_for_each_institution_stays_known(session: Session) -> None:
    happen(session, "account.membership", after="owner bbbbbbbbbb")
    happen(session, "account.membership", after="editor cccccccccc")
    happen(session, "account.membership", after="cccccccccc", before="editor", at=now())
    happen(session, "run.done", at=now())
    seal_all(session)

    drop_all(session)

    assert [held["after"] for held in carried(session)] == ["owner bbbbbbbbbb"]


def test_what_was_carried_on_once_is_carried_on_again(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    happen(session, "resource.public")
    happen(session, "run.applying")
    happen(session, "run.done", at=now())
    seal_all(session)
    drop_all(session)
    [first] = session.scalars(select(Event.id).where(Event.what == CARRIED))
    held = carried(session)

    a_year_on = now() + timedelta(days=365)
    monkeypatch.setattr(keeping, "now", lambda: a_year_on)
    happen(session, "run.done", "bbb", at=a_year_on)
    seal_all(session)
    drop_all(session)

    [second] = session.scalars(select(Event.id).where(Event.what == CARRIED))
    assert (second > first, carried(session)) == (True, held)


def test_a_stretch_that_was_tampered_with_stays_to_be_looked_into(session: Session) -> None:
    for what in ("run.judging", "run.applying", "run.done"):
        happen(session, what)
    seal_all(session)
    session.execute(update(EVENTS).where(EVENTS.c.id == 1).values(actor="operator:mallory"))

    assert drop_all(session) == 0
    assert verify(session).faults == (Fault(0, 2, 2, 2),)


@pytest.fixture
def dropped(session: Session) -> Session:
    """A ledger whose first two events were dropped."""
    for what in ("run.judging", "run.applying"):
        happen(session, what)
    happen(session, "run.done", at=now())
    seal_all(session)
    drop_all(session)
    seal_all(session)
    return session


def test_dropping_more_than_the_ledger_says_is_found(dropped: Session) -> None:
    dropped.execute(delete(EVENTS).where(EVENTS.c.id == 3))
    assert verify(dropped).faults == (Fault(2, 3, 1, 0),)


def test_an_event_put_where_others_were_dropped_is_found(dropped: Session) -> None:
    happen(dropped, "run.done", id=1)
    assert verify(dropped).faults == (Fault(0, 2, 0, 1),)


@pytest.mark.parametrize("changed", [{"after": "0" * 64}, {"subject_id": "1"}, {"subject_id": "x"}])
def test_another_anchor_is_found(dropped: Session, changed: dict[str, str]) -> None:
    dropped.execute(update(EVENTS).where(EVENTS.c.what == "ledger.dropped").values(**changed))
    assert verify(dropped).faults != ()
