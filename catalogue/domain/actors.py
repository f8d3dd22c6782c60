"""Actors: who did something, as people read it."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.events import SYSTEM
from catalogue.models import Account, Source

OPERATOR = "operator:"
APPROVAL = "approval:"
PERSON = "person:"


def actor_names(session: Session, actors: Iterable[str]) -> dict[str, str]:
    """Actors and what each is called; one that nobody knows any more by its own word. Two queries however many."""
    wanted = set(actors)
    found = {**_approvals(session, _ids(wanted, APPROVAL)), **_people(session, _ids(wanted, PERSON))}
    return {actor: found.get(actor) or _name(actor) for actor in wanted}


def _ids(actors: Iterable[str], prefix: str) -> set[str]:
    return {actor.removeprefix(prefix) for actor in actors if actor.startswith(prefix)}


def _approvals(session: Session, public_ids: set[str]) -> dict[str, str]:
    if not public_ids:
        return {}
    rows = session.execute(select(Source.public_id, Source.title).where(Source.public_id.in_(public_ids)))
    return {f"{APPROVAL}{public_id}": f"来源“{title}”的长期批准" for public_id, title in rows}


def _people(session: Session, public_ids: set[str]) -> dict[str, str]:
    """A person who closed the account has no name any more."""
    if not public_ids:
        return {}
    rows = session.execute(select(Account.public_id, Account.name).where(Account.public_id.in_(public_ids)))
    return {f"{PERSON}{public_id}": name or f"已注销的账号 {public_id}" for public_id, name in rows}


def _name(actor: str) -> str:
    if actor.startswith(OPERATOR):
        return f"操作员 {actor.removeprefix(OPERATOR)}"
    return {SYSTEM: "系统", "visitor": "访客"}.get(actor, actor)
