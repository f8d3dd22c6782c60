"""Who answers for what is public: the ledger's last word on it that a person, or an approval, gave."""

from sqlalchemy.orm import Session

from catalogue.domain.ledger.events import SYSTEM
from catalogue.domain.ledger.last_moves import moves_to
from catalogue.models import Lecture, Resource

UNKNOWN = "记录已到期"


def publisher_of(session: Session, thing: Resource | Lecture) -> str:
    """The actor that last let a thing be shown; of what came back by itself the one before; UNKNOWN after its time."""
    last = next(moves_to(session, thing, "public"), None)
    if last is None:
        return UNKNOWN
    return last.note.rpartition("：")[2] if last.actor == SYSTEM else last.actor
