"""Holds the database, and what the site shows, against the ledger; and tells the story when they disagree."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import db, writing
from catalogue.domain.ledger.chain import seal_events, verify
from catalogue.models import Lecture, Listing, Resource, ReviewTask, Source
from catalogue.models.states import SHOWN_STATES
from tests.catalogue.ledger_agreement.decisions import wrong_decisions
from tests.catalogue.ledger_agreement.ledger import MODELS, Replayed, replay
from tests.catalogue.ledger_agreement.shown import disagreements
from tests.catalogue.ledger_agreement.steps import take_step
from tests.catalogue.ledger_agreement.world import OPERATOR, World

THOROUGH_EVERY = 5
"""After so many steps everything is asked, whether or not anything about it changed: most of the time goes there."""


class Disagreement(AssertionError):
    """What is wrong after which story; a seed tells the same one again."""

    def __init__(self, wrong: list[str], world: World) -> None:
        super().__init__("\n".join([*wrong, "", *world.story]))


def tell_story(world: World, steps: int) -> None:
    """Take so many steps and look after each at all lists and at what changed, often at everything.

    Raises Disagreement.
    """
    for number in range(1, steps + 1):
        world.story.append(f"{number:3} {take_step(world)}")
        check(world, thorough=number in (steps, *range(0, steps, THOROUGH_EVERY)))


def check(world: World, *, thorough: bool = True) -> None:
    """Raises Disagreement."""
    if wrong := [*_of_ledger(world), *disagreements(world, thorough=thorough)]:
        raise Disagreement(wrong, world)


def _of_ledger(world: World) -> Iterator[str]:
    with writing() as session:
        seal_events(session)
    session = db.session()
    replayed, verdict = replay(session), verify(session)
    if verdict.faults or verdict.waiting:
        yield f"the ledger does not verify: {verdict}"
    yield from replayed.faults
    yield from _of_states(session, replayed)
    yield from _of_trust(world, session, replayed)
    yield from _of_links(session, replayed)
    yield from _of_waiting(session)
    yield from _of_changes(world, session)
    yield from wrong_decisions(world, session)
    for subject, who in replayed.answers.items():
        if who not in world.staff:
            yield f"{subject} was made public by {who or 'nobody'}"
    session.rollback()


def _of_states(session: Session, replayed: Replayed) -> Iterator[str]:
    """Each thing is in the state that its last event says, and what is public was published by an event."""
    for model in MODELS:
        for thing in session.scalars(select(model)):
            subject = (model.__name__.lower(), thing.public_id)
            if thing.state != replayed.state_of(subject):
                yield f"{subject} is {thing.state}; its events say {replayed.state_of(subject)}"
            if thing.state == "public" and subject not in replayed.answers:
                yield f"{subject} is public and nobody answers for it"


def _of_trust(world: World, session: Session, replayed: Replayed) -> Iterator[str]:
    """A source is trusted by whom its events say, who may, and at the address that person saw."""
    for source_id, who in session.execute(select(Source.public_id, Source.trusted_by)):
        if who != replayed.trusted.get(source_id):
            yield f"source {source_id} is trusted by {who}; its events say {replayed.trusted.get(source_id)}"
    for source_id, who in replayed.trusted.items():
        if who not in (*world.seniors, OPERATOR):
            yield f"source {source_id} is trusted by {who}, who may not decide that"
    for source_id in replayed.moved & replayed.trusted.keys():
        yield f"source {source_id} is trusted at an address nobody approved"


def _of_links(session: Session, replayed: Replayed) -> Iterator[str]:
    hidden = set(session.scalars(select(Resource.public_id).where(Resource.link_dead)))
    for public_id in hidden ^ replayed.hidden:
        yield f"the link of {public_id} is {'dead' if public_id in hidden else 'alive'}, unlike its events"


def _of_waiting(session: Session) -> Iterator[str]:
    """What waits for a person stands in the queue: nothing is lost between two decisions."""
    tasks = session.scalars(select(ReviewTask).where(ReviewTask.state == "open")).all()
    asked = {task.resource_id for task in tasks if task.resource_id}, {task.lecture_id for task in tasks}
    for resource in session.scalars(select(Resource).where(Resource.state == "pending")):
        if resource.id not in asked[0]:
            yield f"resource {resource.public_id} is pending and nobody is asked about it"
    for lecture in session.scalars(select(Lecture)):
        held = lecture.held is not None and lecture.state in SHOWN_STATES
        if (lecture.state == "pending" or held) and lecture.id not in asked[1]:
            yield f"lecture {lecture.public_id} ({lecture.state}) has words that wait and nobody is asked about them"


def _of_changes(world: World, session: Session) -> Iterator[str]:
    """What a source says anew of what readers see is shown, waits for somebody, was declined, or costs money."""
    asked = set(session.scalars(select(ReviewTask.listing_id).where(ReviewTask.state == "open")))
    shown = select(Listing).join(Listing.resource).where(Resource.state.in_(SHOWN_STATES))
    for one in session.scalars(shown):
        changed = one.accepted is not None and one.accepted != one.latest and one.latest["cost"] != "paid"
        if changed and one.id not in asked and (one.public_id, one.record_hash) not in world.declined:
            yield f"what listing {one.public_id} of {one.resource.public_id} says anew is not asked about"
