"""Who decides: what actors are called, what a person may decide, and what is their own."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.events import SYSTEM
from catalogue.models import Account, Membership, ReviewTask, Source

PERSON = "person:"
SENIOR = "senior_reviewer"


def names_of(session: Session, actors: Iterable[str]) -> dict[str, str]:
    """What to call each actor, by the actor, in at most two queries; a closed account is called by what is left."""
    wanted = set(actors)
    people = {actor.removeprefix(PERSON) for actor in wanted if actor.startswith(PERSON)}
    sources = {actor.removeprefix("approval:") for actor in wanted if actor.startswith("approval:")}
    names = {actor: _plain_name(actor) for actor in wanted}
    if people:
        rows = session.execute(select(Account.public_id, Account.name).where(Account.public_id.in_(people)))
        names |= {PERSON + row.public_id: row.name or "已注销的账号" for row in rows}
    if sources:
        rows = session.execute(select(Source.public_id, Source.title).where(Source.public_id.in_(sources)))
        names |= {f"approval:{row.public_id}": f"来源“{row.title}”的长期批准" for row in rows}
    return names


def name_of(session: Session, actor: str) -> str:
    return names_of(session, [actor])[actor]


def _plain_name(actor: str) -> str:
    if actor == SYSTEM:
        return "系统"
    if actor == "visitor":
        return "读者"
    return actor.replace("operator:", "操作员 ") if actor.startswith("operator:") else actor


def is_senior(session: Session, actor: str) -> bool:
    """Whether somebody may decide what senior reviewers decide; an operator of the command line may."""
    if not actor.startswith(PERSON):
        return actor.startswith("operator:")
    roles = session.scalar(select(Account.staff_roles).where(Account.public_id == actor.removeprefix(PERSON)))
    return SENIOR in (roles or ())


def institutions_of(session: Session, actor: str) -> frozenset[int]:
    """The numbers of the institutions a person speaks for: what is theirs, the person does not decide."""
    if not actor.startswith(PERSON):
        return frozenset()
    theirs = select(Membership.institution_id).join(Membership.account)
    return frozenset(session.scalars(theirs.where(Account.public_id == actor.removeprefix(PERSON))))


def is_own(session: Session, task: ReviewTask, actor: str) -> bool:
    """Whether a task is about what the person's own institution provides or lists."""
    concerned = {task.institution_id, task.source.institution_id if task.source else None}
    return not institutions_of(session, actor).isdisjoint(concerned - {None})
