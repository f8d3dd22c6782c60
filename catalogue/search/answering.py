"""Answers a query as well as it can be: literally, else by characters, relaxed or corrected, and says which."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from itertools import chain

from catalogue.search.corrections import corrections
from catalogue.search.engine import Hits, Query, SearchEngine
from catalogue.search.lexicon import lexicon_of
from catalogue.search.readings import Reading, by_title, closest, other_texts
from catalogue.search.titles import Titles
from catalogue.search.understanding import understand

FEW = 3
"""Below this many hits, question words are given up: somebody who asks in a sentence gets more than a chance find."""
OFFERED_FACTOR = 5
"""A correction is offered when it finds this many times more than what was typed."""
OFFERED_BELOW = 10
"""Hits from which on nobody needs to be offered something else."""


@dataclass(frozen=True)
class Answer:
    """`missed` says that nothing has all the words, whatever was found instead, filters apart.

    `relaxed` says that not every word is in the hits: `dropped` ones were not looked for, `partial` that of the others
    some suffice.
    """

    hits: Hits
    relaxed: bool = False
    partial: bool = False
    dropped: tuple[str, ...] = ()
    corrected: str | None = None
    suggested: str | None = None
    missed: bool = False


def answer(engine: SearchEngine, query: Query, titles: Callable[[], Titles] = Titles) -> Answer:
    """The hits for `query.text`. What is understood does not depend on filters and page. Raises IndexUnavailable.

    `titles` gives those a slip is compared with; it is asked only when nothing is found.
    """
    literal = Reading(understand(query.text))
    hits = _ask(engine, query, literal)
    if hits.total >= OFFERED_BELOW or not literal.wishes.wanted:
        return Answer(hits)
    count = _count(engine, query, literal) if query.filters else hits.total
    if count >= OFFERED_BELOW:
        return Answer(hits)
    chosen = literal
    if count < FEW and (better := _better(engine, query, literal, count=count, titles=titles)):
        chosen, hits = better
    suggested = _offered(engine, query, count) if count and chosen.corrected is None else None
    return Answer(
        hits=hits,
        relaxed=chosen.relaxed,
        partial=chosen.partial,
        dropped=chosen.dropped,
        corrected=chosen.corrected,
        suggested=suggested,
        missed=not count,
    )


def _ask(engine: SearchEngine, query: Query, reading: Reading) -> Hits:
    return engine.search(replace(query, wishes=reading.wishes))


def _count(engine: SearchEngine, query: Query, reading: Reading) -> int:
    """What a reading finds when no filter is set."""
    return engine.search(Query(text=query.text, wishes=reading.wishes, type=query.type, limit=0)).total


def _better(
    engine: SearchEngine, query: Query, literal: Reading, *, count: int, titles: Callable[[], Titles]
) -> tuple[Reading, Hits] | None:
    """The first other reading that finds something, or more than the literal one where that finds a little."""
    lexicon = lexicon_of(engine)
    readings = closest(literal.wishes, lexicon)
    if not count:
        slips = by_title(literal.wishes, titles())
        readings = chain(slips, readings, other_texts(query.text, literal.wishes, lexicon))
    for reading in readings:
        if not query.filters:
            hits = _ask(engine, query, reading)
            if hits.total > count:
                return reading, hits
        elif _count(engine, query, reading) > count:
            return reading, _ask(engine, query, reading)
    return None


def _offered(engine: SearchEngine, query: Query, count: int) -> str | None:
    """A correction that finds far more than what was typed."""
    for other in corrections(query.text, lexicon_of(engine)):
        if _count(engine, query, Reading(understand(other))) >= OFFERED_FACTOR * count:
            return other
    return None
