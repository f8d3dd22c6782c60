"""Who answers for what is public: the ledger's last word on it that a person, or an approval, gave."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.events import SYSTEM, subject_of
from catalogue.domain.ledger_keeping import CARRIED, carried
from catalogue.models import Event, Lecture, Resource

UNKNOWN = "记录已到期"


def publisher_of(session: Session, thing: Resource | Lecture) -> str:
    """The actor that last let a thing be shown; of what came back by itself the one before; UNKNOWN after its time."""
    subject = subject_of(thing)
    what = f"{subject.type}.public"
    events = select(Event).where(Event.subject_type == subject.type, Event.subject_id == subject.id)
    events = events.where(Event.what.in_((what, CARRIED))).order_by(Event.id.desc())
    for event in session.scalars(events):
        held = carried(event) or {"what": event.what, "actor": event.actor, "note": event.note}
        if held["what"] == what:
            return held["note"].rpartition("：")[2] if held["actor"] == SYSTEM else held["actor"]
    return UNKNOWN
