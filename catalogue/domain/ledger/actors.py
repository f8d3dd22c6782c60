"""Actors: who did something, as people read it, and whom somebody means by a name."""

from collections.abc import Iterable

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from catalogue.domain.ledger.events import SYSTEM, VISITOR
from catalogue.models import Account, ApiToken, Source

OPERATOR = "operator:"
APPROVAL = "approval:"
PERSON = "person:"
TOKEN = "token:"  # noqa: S105  a word of ours, no secret
MOST_OF_A_NAME = 50
"""Sources of one title, and people of one name, that are looked for together: bounds the query."""


def actor_names(session: Session, actors: Iterable[str]) -> dict[str, str]:
    """Actors and what each is called; one that nobody knows any more by its own word. Three queries however many."""
    actors = set(actors)
    found = {
        **_approvals(session, _ids(actors, APPROVAL)),
        **_people(session, _ids(actors, PERSON)),
        **_tokens(session, _ids(actors, TOKEN)),
    }
    return {actor: found.get(actor) or _name(actor) for actor in actors}


def actors_called(session: Session, words: str) -> list[str]:
    """The actors somebody may mean: one written out, or by the name of an operator, of a source, of a person."""
    fixed = {"系统": SYSTEM, "访客": VISITOR}
    if words in fixed or words in fixed.values() or words.startswith((OPERATOR, APPROVAL, PERSON, TOKEN)):
        return [fixed.get(words, words)]
    sources = session.scalars(select(Source.public_id).where(Source.title == words).limit(MOST_OF_A_NAME))
    called = or_(Account.name == words, Account.email == words.lower())
    people = session.scalars(select(Account.public_id).where(called).limit(MOST_OF_A_NAME))
    return [f"{OPERATOR}{words}", *(f"{APPROVAL}{one}" for one in sources), *(f"{PERSON}{one}" for one in people)]


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


def _tokens(session: Session, public_ids: set[str]) -> dict[str, str]:
    if not public_ids:
        return {}
    rows = session.execute(select(ApiToken.public_id, ApiToken.name).where(ApiToken.public_id.in_(public_ids)))
    return {f"{TOKEN}{public_id}": f"接口令牌“{name}”" for public_id, name in rows}


def _name(actor: str) -> str:
    if actor.startswith(OPERATOR):
        return f"操作员 {actor.removeprefix(OPERATOR)}"
    return {SYSTEM: "系统", VISITOR: "访客"}.get(actor, actor)
