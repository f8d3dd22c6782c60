"""The ledger's word on who took a thing to a state, also where only an event that carries the old one on is left."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.ledger.events import subject_of
from catalogue.domain.ledger.keeping import CARRIED, carried
from catalogue.models import Event, Lecture, Resource


@dataclass(frozen=True)
class Moved:
    """Who moved a thing, and what was noted about it."""

    actor: str
    note: str


def moves_to(session: Session, thing: Resource | Lecture, state: str) -> Iterator[Moved]:
    """Every move of a thing to a state that is still on record, the latest first."""
    subject = subject_of(thing)
    what = f"{subject.type}.{state}"
    events = select(Event).where(Event.subject_type == subject.type, Event.subject_id == subject.id)
    for event in session.scalars(events.where(Event.what.in_((what, CARRIED))).order_by(Event.id.desc())):
        held = carried(event) or {"what": event.what, "actor": event.actor, "note": event.note}
        if held["what"] == what:
            yield Moved(held["actor"], held["note"])
