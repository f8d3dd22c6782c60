"""Things the search index holds a copy of, and how the index learns that they changed."""

from typing import ClassVar

from sqlalchemy import event, inspect
from sqlalchemy.orm import Mapped, Session, UOWTransaction, mapped_column

BEHIND = "index_behind"
"""Stands in the `info` of a session that wrote something the index has to hear of."""


class Indexed:
    """`version` rises with every change that readers may see; `indexed_version` is the one the search index holds.

    Columns named in `unindexed` are shown nowhere and may change without touching either.
    """

    unindexed: ClassVar[frozenset[str]] = frozenset()

    version: Mapped[int] = mapped_column(default=1)
    indexed_version: Mapped[int] = mapped_column(default=0)


def _changed_for_the_index(thing: Indexed) -> bool:
    ignored = thing.unindexed | {"version", "indexed_version"}
    return any(attribute.history.has_changes() for attribute in inspect(thing).attrs if attribute.key not in ignored)


@event.listens_for(Session, "before_flush")
def _raise_versions(session: Session, _context: UOWTransaction, _instances: object) -> None:
    changed = [thing for thing in session.dirty if isinstance(thing, Indexed) and _changed_for_the_index(thing)]
    for thing in changed:
        thing.version += 1
    if changed or any(isinstance(thing, Indexed) for thing in session.new):
        session.info[BEHIND] = True
