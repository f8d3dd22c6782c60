"""The checks see what they are there for: each test breaks one rule by hand, behind the ledger's back or before it."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.orm import Session

from catalogue.db import writing
from catalogue.domain.intake.publishing import publish, send_back, withdraw
from catalogue.domain.intake.resources import take_in
from catalogue.domain.sources.states import trust
from catalogue.models import Event, Institution, Resource, ReviewDecision, ReviewTask, Source
from catalogue.web import resources
from tests.catalogue.ledger_agreement.agreement import Disagreement, check
from tests.catalogue.ledger_agreement.entries import as_course
from tests.catalogue.ledger_agreement.world import World, new_world
from tests.harvesters.loopback import Site
from tests.people import make_account


@pytest.fixture
def world(app: Flask, site: Site) -> World:
    """A world in which one record of an untrusted source waits; all agrees."""
    world = new_world(app, site, seed=1)
    entry = {**world.author.course(), "cost": "免费"}
    with writing() as session:
        take_in(session, the_source(session), as_course("1", entry))
    check(world)
    return world


def wrong(world: World) -> str:
    with pytest.raises(Disagreement) as told:
        check(world)
    return str(told.value)


def the_source(session: Session) -> Source:
    return session.query(Source).filter_by(title="courses").one()


def the_resource(session: Session) -> Resource:
    return session.query(Resource).one()


def accepted_by_hand(session: Session) -> None:
    resource = the_resource(session)
    resource.listings[0].accepted = resource.listings[0].latest
    publish(session, resource, by="operator:alice")


def public_without_an_event(session: Session) -> None:
    session.execute(update(Resource).values(state="public"))


def public_by_nobody_who_may(session: Session) -> None:
    publish(session, the_resource(session), by=make_account(session).actor)


def public_by_an_approval_nobody_gave(session: Session) -> None:
    resource = the_resource(session)
    publish(session, resource, by=f"approval:{resource.listings[0].source.public_id}")


def public_by_the_system(session: Session) -> None:
    publish(session, the_resource(session), by="system")


def trusted_without_an_event(session: Session) -> None:
    session.execute(update(Source).values(trusted_by="operator:mallory"))


def trusted_by_a_mere_reviewer(session: Session) -> None:
    trust(session, the_source(session), by=make_account(session, "reviewer").actor)


def given_back_by_who_took_it_away(session: Session) -> None:
    accepted_by_hand(session)
    withdraw(session, the_resource(session), "要收费", by="operator:alice")
    publish(session, the_resource(session), by="operator:alice")


def a_change_forgotten(session: Session) -> None:
    accepted_by_hand(session)
    listing = the_resource(session).listings[0]
    listing.latest = {**listing.latest, "summary": "新的简介"}
    session.execute(update(ReviewTask).values(state="dropped"))


def dropped_without_a_decision(session: Session) -> None:
    session.execute(update(ReviewTask).values(state="dropped"))


def an_event_rewritten(session: Session) -> None:
    session.execute(update(Event.__table__).values(actor="operator:bob"))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("broken", "told"),
    [
        (accepted_by_hand, "which nobody accepted"),
        (public_without_an_event, "its events say pending"),
        (public_by_nobody_who_may, "was made public by person:"),
        (public_by_an_approval_nobody_gave, "by an approval nobody gave"),
        (public_by_the_system, "by the system, which names nobody"),
        (trusted_without_an_event, "is trusted by operator:mallory"),
        (trusted_by_a_mere_reviewer, "who may not decide that"),
        (given_back_by_who_took_it_away, "who had taken it off the site"),
        (a_change_forgotten, "says anew is not asked about"),
        (dropped_without_a_decision, "is pending and nobody is asked about it"),
        (an_event_rewritten, "the ledger does not verify"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_it_is_noticed(world: World, broken: Callable[[Session], None], told: str) -> None:
    with writing() as session:
        broken(session)
    assert told in wrong(world)


def test_a_decision_of_an_insider_is_noticed(world: World) -> None:
    with writing() as session:
        task = session.query(ReviewTask).one()
        task.institution_id = world.insiders_institution
        session.add(ReviewDecision(task=task, by=world.insider, outcome="returned"))
    assert "whose institution it is about" in wrong(world)


def test_a_page_of_an_institution_with_nothing_to_show_is_noticed(world: World) -> None:
    with writing() as session:
        session.execute(update(Institution).values(verified=True))
    assert "answers 200; it has what is" in wrong(world)


def test_a_page_of_what_was_sent_back_is_noticed(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(resources, "UNDECIDED_STATES", ("pending",))
    with writing() as session:
        send_back(session, the_resource(session), "简介太短", by="operator:alice")
    assert "(returned) answers 410, not 404" in wrong(world)


def test_an_index_that_lags_behind_is_noticed(world: World) -> None:
    with writing() as session:
        resource = the_resource(session)
        resource.listings[0].accepted = resource.listings[0].latest
        world.vouch(resource.listings[0].latest)
        publish(session, resource, by="operator:alice")
    check(world)
    with writing() as session:
        session.execute(update(Resource).values(indexed_version=Resource.version, title="另一个zqzzzz"))
    assert "search for zqzzzz does not find" in wrong(world)
