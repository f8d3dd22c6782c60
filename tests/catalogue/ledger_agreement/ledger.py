"""Replays the ledger: what state each thing is in, who answers for what is public, which sources are trusted."""

from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.intake.resource_decision import CLOSED_STATES
from catalogue.domain.ledger.actors import APPROVAL
from catalogue.domain.ledger.events import SYSTEM
from catalogue.models import Event, Lecture, ProblemReport, Resource, ReviewTask, Run, Source

MODELS = (Source, Run, Resource, Lecture, ReviewTask, ProblemReport)
FIRST_STATES = {
    "source": "proposed",
    "run": "collecting",
    "resource": "pending",
    "lecture": "pending",
    "reviewtask": "open",
    "problemreport": "open",
}
LINK_EVENTS = ("resource.link_dead", "resource.link_back")
PUBLICATIONS = ("resource.public", "lecture.public")

Subject = tuple[str, str]
"""The type and the public id of a thing."""


@dataclass
class Replayed:
    """What the events alone say. `answers` is who answers for each thing that was ever public.

    `published_by` is the actor that made it so: that person, or an approval of the person's. `trusted` is by source who
    gave it its standing approval, `moved` are sources whose address changed since anybody spoke of that; `hidden` are
    resources whose link is dead, `closed` is who withdrew or refused each thing last. `faults` is what cannot be.
    """

    states: dict[Subject, str] = field(default_factory=dict)
    answers: dict[Subject, str] = field(default_factory=dict)
    published_by: dict[Subject, str] = field(default_factory=dict)
    trusted: dict[str, str] = field(default_factory=dict)
    moved: set[str] = field(default_factory=set)
    hidden: set[str] = field(default_factory=set)
    closed: dict[Subject, str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def state_of(self, subject: Subject) -> str:
        return self.states.get(subject, FIRST_STATES[subject[0]])

    def take(self, event: Event) -> None:
        subject = (event.subject_type, event.subject_id)
        if event.actor.startswith(APPROVAL) and event.actor.removeprefix(APPROVAL) not in self.trusted:
            self.faults.append(f"{event.what} of {subject} by an approval nobody gave")
        if event.subject_type in FIRST_STATES and event.what == f"{event.subject_type}.{event.after}":
            self._move(event, subject)
        if event.what in PUBLICATIONS:
            self._publish(event, subject)
        if event.what in LINK_EVENTS:
            self.hidden ^= {event.subject_id}
        if event.subject_type == "source":
            self._trust(event)

    def _move(self, event: Event, subject: Subject) -> None:
        if event.before and event.before != self.state_of(subject):
            self.faults.append(f"{event.what} of {subject} from {event.before}, was {self.state_of(subject)}")
        self.states[subject] = event.after
        if event.after in CLOSED_STATES:
            self.closed[subject] = event.actor

    def _trust(self, event: Event) -> None:
        if event.what == "source.moved":
            self.moved.add(event.subject_id)
        elif event.what == "source.trusted":
            self.trusted[event.subject_id] = event.after
            self.moved.discard(event.subject_id)
        elif event.what == "source.untrusted":
            self.trusted.pop(event.subject_id)

    def _publish(self, event: Event, subject: Subject) -> None:
        """What comes back unchanged, the system says, stands on the word of who answered for it before.

        What was taken off the site comes back on the word of somebody else than who did that.
        """
        if event.before in CLOSED_STATES and event.actor == self.closed[subject]:
            self.faults.append(f"{event.what} of {subject} by {event.actor}, who had taken it off the site")
        if event.actor.startswith(APPROVAL):
            self.answers[subject] = self.trusted.get(event.actor.removeprefix(APPROVAL), "")
        elif event.actor != SYSTEM:
            self.answers[subject] = event.actor
        elif event.before != "archived" or not event.note.endswith(self.published_by.get(subject, "nobody")):
            self.faults.append(f"{event.what} of {subject} by the system, which names nobody")
        if event.actor != SYSTEM:
            self.published_by[subject] = event.actor


def replay(session: Session) -> Replayed:
    """Everything the ledger says, from its first event to its last."""
    replayed = Replayed()
    for event in session.scalars(select(Event).order_by(Event.id)):
        replayed.take(event)
    return replayed
