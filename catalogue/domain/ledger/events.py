"""Events: the one way a move of state, or a change of fields, is made and remembered."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy.orm import Session

from catalogue.models import Event
from catalogue.models.source import Source
from catalogue.models.states import Moves, check_move

SYSTEM = "system"
VISITOR = "visitor"
ORIGIN = "origin"
"""The key of a session's `info` under which stands the address a request came from."""


class Named(Protocol):
    """A thing with a public id."""

    public_id: str


class Moving(Named, Protocol):
    """A thing with a public id, a state and a table of legal moves."""

    state: str

    @property
    def moves(self) -> Moves: ...


@dataclass(frozen=True)
class Subject:
    """What an event is about: the name of its model in lower case, and its public id."""

    type: str
    id: str


def approval_of(source: Source) -> str:
    """The actor of what a source's standing approval does."""
    return f"approval:{source.public_id}"


def follower_of(source: Source) -> str:
    """The actor of what follows from a source's word and shows nothing new: its approval, if it has one."""
    return approval_of(source) if source.trusted else SYSTEM


def record_event(session: Session, what: str, thing: Named, *, by: str, before: str, after: str, note: str) -> None:
    """Write one event about a thing; `what` is like resource.public."""
    write_event(session, what, subject_of(thing), by=by, before=before, after=after, note=note)


def record_change(
    session: Session,
    what: str,
    thing: Named,
    *,
    by: str,
    before: Mapping[str, Any],
    after: Mapping[str, Any],
    note: str = "",
) -> None:
    """Write one event about fields that changed, each set of values as a JSON object by field."""
    record_event(session, what, thing, by=by, before=_as_json(before), after=_as_json(after), note=note)


def move(session: Session, thing: Moving, to: str, *, by: str, note: str = "") -> None:
    """Take a thing to another state and write the event. Raises IllegalMove."""
    check_move(thing, to)
    before, thing.state = thing.state, to
    record_event(session, f"{subject_of(thing).type}.{to}", thing, by=by, before=before, after=to, note=note)


def subject_of(thing: Named) -> Subject:
    return Subject(type(thing).__name__.lower(), thing.public_id)


def write_event(
    session: Session, what: str, subject: Subject, *, by: str, before: str = "", after: str = "", note: str = ""
) -> None:
    """Write one event; of a visitor the address is not kept, wherever the session says the request came from."""
    session.add(
        Event(
            what=what,
            subject_type=subject.type,
            subject_id=subject.id,
            actor=by,
            before=before,
            after=after,
            note=note,
            origin="" if by == VISITOR else session.info.get(ORIGIN, ""),
        )
    )


def _as_json(values: Mapping[str, Any]) -> str:
    """Dates, the only values of ours that JSON lacks, as ISO 8601."""
    return json.dumps(dict(values), ensure_ascii=False, default=str)
