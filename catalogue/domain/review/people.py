"""Who decides: what a person may decide, and what is their own."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.ledger.actors import OPERATOR, PERSON
from catalogue.errors import CatalogueError
from catalogue.models import Account, Membership, ReviewTask

SENIOR = "senior_reviewer"
OWN = "这是您所在机构的内容，须由别人来审"


class NotTheirs(CatalogueError):
    """This person must not decide this."""


def is_senior(session: Session, actor: str) -> bool:
    """Whether somebody may decide what senior reviewers decide; an operator of the command line may."""
    if not actor.startswith(PERSON):
        return actor.startswith(OPERATOR)
    roles = session.scalar(select(Account.staff_roles).where(Account.public_id == actor.removeprefix(PERSON)))
    return SENIOR in (roles or ())


def institutions_of(session: Session, actor: str) -> frozenset[int]:
    """The numbers of the institutions a person speaks for: what is theirs, the person does not decide."""
    if not actor.startswith(PERSON):
        return frozenset()
    theirs = select(Membership.institution_id).join(Membership.account)
    return frozenset(session.scalars(theirs.where(Account.public_id == actor.removeprefix(PERSON))))


def check_not_own(session: Session, institution_id: int, actor: str) -> None:
    """Raises NotTheirs for what the person's own institution provides or lists."""
    if institution_id in institutions_of(session, actor):
        raise NotTheirs(OWN)


def is_own(session: Session, task: ReviewTask, actor: str) -> bool:
    """Whether a task is about what the person's own institution provides or lists."""
    concerned = {task.institution_id, task.source.institution_id if task.source else None}
    return not institutions_of(session, actor).isdisjoint(concerned - {None})
