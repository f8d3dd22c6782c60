"""Suggests what to look for while somebody types: topics, institutions and titles that lead to something."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from sqlalchemy import func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from catalogue.models import Institution, Resource
from catalogue.models.vocabulary import vocabulary
from catalogue.search.corrections import corrections
from catalogue.search.documents import is_public
from catalogue.search.engine import IndexUnavailable, Query, SearchEngine
from catalogue.search.lexicon import lexicon_of
from catalogue.search.text import normalise

MAX_SUGGESTIONS = 10
MAX_OF_A_KIND = 3
MAX_CHARACTERS = 40


@dataclass(frozen=True)
class Suggestion:
    """`type` is topic, institution or resource; `value` the code or public id that goes with the text."""

    text: str
    type: str
    value: str


def suggest(engine: SearchEngine, session: Session, typed: str, limit: int = MAX_SUGGESTIONS) -> list[Suggestion]:
    """A few topics and institutions, then titles; those that begin with what was typed come first, each text once."""
    start = " ".join(normalise(typed[:MAX_CHARACTERS]).split())
    if not start:
        return []
    found = _holding(engine, session, start, limit) or _holding(engine, session, _by_sound(engine, start), limit)
    return found[:limit]


def _holding(engine: SearchEngine, session: Session, start: str, limit: int) -> list[Suggestion]:
    if not start:
        return []
    found = chain(
        islice(_topics(engine, start), MAX_OF_A_KIND),
        _rows(session, Institution, Institution.name, text=start, limit=MAX_OF_A_KIND),
        _rows(session, Resource, Resource.title, text=start, limit=limit),
    )
    each_once = {suggestion.text: suggestion for suggestion in found}
    return list(each_once.values())


def _by_sound(engine: SearchEngine, start: str) -> str:
    """What the letters or characters typed so far may stand for: the likeliest words that sound like them."""
    try:
        return next(iter(corrections(start, lexicon_of(engine))), "")
    except IndexUnavailable:
        return ""


def _topics(engine: SearchEngine, start: str) -> Iterator[Suggestion]:
    """Topics one of whose names holds the text, if anything is filed under them."""
    try:
        counts = engine.search(Query(limit=0, facets=("topic",))).facets["topic"]
    except IndexUnavailable:
        return
    for term in vocabulary("topics").terms.values():
        if term.code in counts and any(start.casefold() in name.casefold() for name in (term.label, *term.aliases)):
            yield Suggestion(term.label, "topic", term.code)


def _rows(
    session: Session, model: type[Institution | Resource], name: InstrumentedAttribute[str], *, text: str, limit: int
) -> Iterator[Suggestion]:
    """Public rows whose name begins with the text, shortest first; then those that hold it further on."""
    begins = name.istartswith(text, autoescape=True)
    statement = (
        select(name, model.public_id)
        .where(is_public(model), name.icontains(text, autoescape=True))
        .order_by(begins.desc(), func.length(name), name)
        .limit(limit)
    )
    for found, public_id in session.execute(statement):
        yield Suggestion(found, model.__tablename__, public_id)
