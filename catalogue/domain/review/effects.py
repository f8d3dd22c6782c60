"""What the three decisions on a task do to what it is about."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from sqlalchemy.orm import Session

from catalogue.models import ReviewTask


class Accepting(Protocol):
    """`corrections` are fields the reviewer set."""

    def __call__(self, session: Session, task: ReviewTask, corrections: Mapping[str, Any], *, by: str) -> None: ...


class Declining(Protocol):
    def __call__(self, session: Session, task: ReviewTask, reason: str, *, by: str) -> None: ...


@dataclass(frozen=True)
class Effects:
    """Each raises CatalogueError for what cannot be done."""

    accept: Accepting
    send_back: Declining
    refuse: Declining
