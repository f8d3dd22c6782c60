"""Events: the one way a move of state is made and remembered."""

from typing import Protocol

from sqlalchemy.orm import Session

from catalogue.models import Event
from catalogue.models.source import Source
from catalogue.models.states import Moves, check_move

SYSTEM = "system"


class Named(Protocol):
    """A thing with a public id."""

    public_id: str


class Moving(Named, Protocol):
    """A thing with a public id, a state and a table of legal moves."""

    state: str

    @property
    def moves(self) -> Moves: ...


def approval_of(source: Source) -> str:
    """The actor of what a source's standing approval does."""
    return f"approval:{source.public_id}"


def record_event(session: Session, what: str, thing: Named, *, by: str, before: str, after: str, note: str) -> None:
    """Write one event about a thing; `what` is like resource.public."""
    session.add(
        Event(
            what=what,
            subject_type=type(thing).__name__.lower(),
            subject_id=thing.public_id,
            actor=by,
            before=before,
            after=after,
            note=note,
        )
    )


def move(session: Session, thing: Moving, to: str, *, by: str, note: str = "") -> None:
    """Take a thing to another state and write the event. Raises IllegalMove."""
    check_move(thing, to)
    before, thing.state = thing.state, to
    kind = type(thing).__name__.lower()
    record_event(session, f"{kind}.{to}", thing, by=by, before=before, after=to, note=note)
