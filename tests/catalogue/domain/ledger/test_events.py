"""Events say what happened, by whom and from where."""

import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.intake.publishing import correct
from catalogue.domain.intake.resources import take_in
from catalogue.domain.ledger.events import ORIGIN, VISITOR, move, record_change
from catalogue.models import Event, Resource
from tests.factories import make_record, make_resource, make_source

ALICE = "operator:alice"
ADDRESS = "198.51.100.7"


def last_event(session: Session) -> Event:
    session.flush()
    return session.scalars(select(Event).order_by(Event.id.desc()).limit(1)).one()


def test_a_move_is_remembered_with_both_states(session: Session) -> None:
    resource = make_resource(session, state="pending")

    move(session, resource, "public", by=ALICE, note="好")

    event = last_event(session)
    assert (event.what, event.subject_type, event.subject_id) == ("resource.public", "resource", resource.public_id)
    assert (event.actor, event.before, event.after, event.note) == (ALICE, "pending", "public", "好")


def test_an_event_knows_the_address_its_request_came_from(session: Session) -> None:
    session.info[ORIGIN] = ADDRESS
    move(session, make_resource(session, state="pending"), "public", by="person:abcdefghij")
    assert last_event(session).origin == ADDRESS


def test_what_no_request_asked_for_has_no_origin(session: Session) -> None:
    move(session, make_resource(session, state="pending"), "public", by=ALICE)
    assert last_event(session).origin == ""


def test_the_address_of_a_visitor_is_not_kept(session: Session) -> None:
    session.info[ORIGIN] = ADDRESS
    record_change(session, "resource.seen", make_resource(session), by=VISITOR, before={}, after={})
    assert last_event(session).origin == ""


def test_changed_fields_are_json(session: Session) -> None:
    source = make_source(session)
    record_change(session, "source.changed", source, by=ALICE, before={"every_hours": None}, after={"every_hours": 24})
    event = last_event(session)
    assert (event.before, event.after) == ('{"every_hours": null}', '{"every_hours": 24}')


def test_a_correction_remembers_what_was_shown_before(session: Session) -> None:
    take_in(session, make_source(session), make_record(title="算法初歩", provider="南昌大学"))
    resource = session.scalars(select(Resource)).one()

    correct(session, resource, by=ALICE, title="算法初步", provider="江西师范大学")

    event = last_event(session)
    assert event.what == "resource.corrected"
    assert json.loads(event.before) == {"title": "算法初歩", "provider": "南昌大学"}
    assert json.loads(event.after) == {"title": "算法初步", "provider": "江西师范大学"}
