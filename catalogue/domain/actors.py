"""Actors: who did something, as people read it, and whom somebody means by a name."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.events import SYSTEM, VISITOR
from catalogue.models import Source

OPERATOR = "operator:"
APPROVAL = "approval:"
MOST_OF_A_NAME = 50
"""Sources of one title that are looked for together: bounds the query."""


def actor_names(session: Session, actors: Iterable[str]) -> dict[str, str]:
    """Actors and what each is called; one that nobody knows any more by its own word. Two queries however many."""
    actors = set(actors)
    titles = _titles(session, _ids(actors, APPROVAL))
    return {actor: _name(actor, titles) for actor in actors}


def actors_called(session: Session, words: str) -> list[str]:
    """The actors somebody may mean: an actor written out, the name of an operator, the title of a source."""
    fixed = {"系统": SYSTEM, "访客": VISITOR}
    if words in fixed or words in fixed.values() or ":" in words:
        return [fixed.get(words, words)]
    sources = session.scalars(select(Source.public_id).where(Source.title == words).limit(MOST_OF_A_NAME))
    return [f"{OPERATOR}{words}", *(f"{APPROVAL}{public_id}" for public_id in sources)]


def _ids(actors: Iterable[str], prefix: str) -> set[str]:
    return {actor.removeprefix(prefix) for actor in actors if actor.startswith(prefix)}


def _titles(session: Session, public_ids: set[str]) -> dict[str, str]:
    if not public_ids:
        return {}
    rows = session.execute(select(Source.public_id, Source.title).where(Source.public_id.in_(public_ids)))
    return {f"{APPROVAL}{public_id}": title for public_id, title in rows}


def _name(actor: str, titles: dict[str, str]) -> str:
    if actor.startswith(OPERATOR):
        return f"操作员 {actor.removeprefix(OPERATOR)}"
    if actor in titles:
        return f"来源“{titles[actor]}”的长期批准"
    return {SYSTEM: "系统", VISITOR: "访客"}.get(actor, actor)
