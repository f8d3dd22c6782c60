"""The words for a state, and which move from one to another is legal."""

from collections.abc import Mapping
from typing import Protocol

from catalogue.errors import CatalogueError

Moves = Mapping[str, frozenset[str]]


def _moves(**table: str) -> Moves:
    return {state: frozenset(following.split()) for state, following in table.items()}


SOURCE_MOVES = _moves(
    proposed="approved refused",
    approved="paused",
    paused="approved",
    refused="approved",
)
RUN_MOVES = _moves(
    collecting="judging failed aborted",
    judging="applying quarantined failed aborted",
    quarantined="accepted rejected",
    accepted="applying aborted",
    applying="done failed aborted",
    done="",
    rejected="",
    failed="collecting",
    aborted="",
)
RESOURCE_MOVES = _moves(
    pending="public refused merged returned",
    returned="pending public refused merged",
    public="archived withdrawn merged",
    archived="public withdrawn merged",
    withdrawn="public",
    refused="public",
    merged="pending returned public archived",
)
LECTURE_MOVES = _moves(
    pending="public refused returned",
    returned="pending public refused",
    public="archived withdrawn",
    archived="public withdrawn",
    withdrawn="public",
    refused="public",
)
COLLECTION_MOVES = _moves(
    draft="public",
    public="draft withdrawn",
    withdrawn="draft",
)
REVIEW_TASK_MOVES = _moves(
    open="done dropped",
    done="open",
    dropped="open",
)
PROBLEM_REPORT_MOVES = _moves(
    open="done dropped",
    done="",
    dropped="",
)
ACCOUNT_MOVES = _moves(
    active="suspended closed",
    suspended="active closed",
    closed="",
)
APPLICATION_MOVES = _moves(
    open="accepted refused",
    accepted="",
    refused="",
)
OUTGOING_MAIL_MOVES = _moves(
    waiting="sent failed",
    failed="waiting sent",
    sent="",
)
INVITATION_MOVES = _moves(
    waiting="accepted revoked",
    accepted="",
    revoked="",
)
UPLOAD_MOVES = _moves(
    checked="handed_in dropped",
    handed_in="",
    dropped="",
)

UNDECIDED_STATES = ("pending", "returned")
"""Of resources and lectures: nobody but their institution and the reviewers may see them."""
NEVER_SHOWN = (*UNDECIDED_STATES, "refused")
"""Of these, programs are told no more than of what does not exist."""
SHOWN_STATES = ("public", "archived")
"""States in which the page of a resource or lecture is open: readers see its words, and none that nobody accepted."""
UNFINISHED_RUN_STATES = ("collecting", "judging", "accepted", "applying")


class HasState(Protocol):
    """Anything with a state; `moves` is its table of legal moves."""

    state: str

    @property
    def moves(self) -> Moves: ...


class IllegalMove(CatalogueError):
    """A move that the table of its thing does not allow."""

    def __init__(self, thing: HasState, to: str) -> None:
        super().__init__(f"{type(thing).__name__} 现在是 {thing.state}，不能变为 {to}")


def check_move(thing: HasState, to: str) -> None:
    """Raise IllegalMove unless the thing may go from its state to `to`."""
    if to not in thing.moves[thing.state]:
        raise IllegalMove(thing, to)
