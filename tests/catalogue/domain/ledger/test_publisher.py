"""Who answers for what is public, also once it went and came back."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.intake.publishing import archive, publish
from catalogue.domain.intake.resources import take_in, take_out
from catalogue.domain.ledger.publisher import UNKNOWN, publisher_of
from catalogue.models import Event, Resource
from tests.factories import make_carried, make_record, make_resource, make_source
from tests.reviewing import untrusted

ALICE, BOB = "operator:alice", "operator:bob"


def test_it_is_the_last_who_let_it_be_shown(session: Session) -> None:
    resource = make_resource(session, state="pending")
    publish(session, resource, by=ALICE)
    archive(session, resource, "来源不再列出", by=ALICE)
    publish(session, resource, by=BOB)
    assert publisher_of(session, resource) == BOB


def test_what_comes_back_by_itself_stands_on_the_word_before(session: Session) -> None:
    source, record = untrusted(session), make_record()
    take_in(session, source, record)
    [resource] = session.scalars(select(Resource))
    [listing] = resource.listings
    listing.accepted = listing.latest
    publish(session, resource, by=BOB)
    for _ in range(2):
        take_out(session, source, record.key)
        take_in(session, source, record)
    assert (resource.state, publisher_of(session, resource)) == ("public", BOB)


def test_a_source_without_an_approval_never_acts_by_one(session: Session) -> None:
    source, record = untrusted(session), make_record()
    take_in(session, source, record)
    [resource] = session.scalars(select(Resource))
    publish(session, resource, by=BOB)
    take_out(session, source, record.key)
    gone = session.scalars(select(Event).where(Event.what == "resource.archived")).one()
    assert gone.actor == "system"


def test_a_trusted_source_brings_back_what_is_its_own(session: Session) -> None:
    source, record = make_source(session), make_record()
    take_in(session, source, record)
    [resource] = session.scalars(select(Resource))
    take_out(session, source, record.key)
    take_in(session, source, record)
    assert publisher_of(session, resource) == f"approval:{source.public_id}"


def test_it_is_read_from_what_carries_an_old_decision_on(session: Session) -> None:
    resource = make_resource(session)
    make_carried(session, "resource.public", resource, actor=BOB)
    assert publisher_of(session, resource) == BOB


def test_nobody_is_made_up_where_the_record_is_gone(session: Session) -> None:
    assert publisher_of(session, make_resource(session)) == UNKNOWN
