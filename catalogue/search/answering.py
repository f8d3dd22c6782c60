"""Answers a query as well as it can be: literally, else by characters, relaxed or corrected, and says which."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from catalogue.search import dictionary
from catalogue.search.corrections import corrections
from catalogue.search.engine import Hits, Query, SearchEngine
from catalogue.search.lexicon import Lexicon, lexicon_of
from catalogue.search.query import Wish, Wishes
from catalogue.search.relaxing import Relaxed, fewer_words, without_stopwords
from catalogue.search.understanding import understand

FEW = 3
"""Below this many hits, question words are given up: somebody who asks in a sentence gets more than a chance find."""
OFFERED_FACTOR = 5
"""A correction is offered when it finds this many times more than what was typed."""
OFFERED_BELOW = 10
"""Hits from which on nobody needs to be offered something else."""
MAX_WORDS_HOLDING = 200
"""Words that are looked at for one character; they are sorted, so the rarest are left out."""


@dataclass(frozen=True)
class Answer:
    """`missed` says that nothing has all the words, whatever was found instead, filters apart."""

    hits: Hits
    relaxed: bool = False
    dropped: tuple[str, ...] = ()
    corrected: str | None = None
    suggested: str | None = None
    missed: bool = False


@dataclass(frozen=True)
class _Reading:
    """One way to understand what was typed."""

    wishes: Wishes
    relaxed: bool = False
    dropped: tuple[str, ...] = ()
    corrected: str | None = None


def answer(engine: SearchEngine, query: Query) -> Answer:
    """The hits for `query.text`. What is understood does not depend on filters and page. Raises IndexUnavailable."""
    literal = _Reading(understand(query.text))
    hits = _ask(engine, query, literal)
    if hits.total >= OFFERED_BELOW or not literal.wishes.wanted:
        return Answer(hits)
    count = _count(engine, query, literal) if query.filters else hits.total
    if count >= OFFERED_BELOW:
        return Answer(hits)
    chosen = _better(engine, query, literal, count) if count < FEW else literal
    if chosen is not literal:
        hits = _ask(engine, query, chosen)
    suggested = _offered(engine, query, count) if count and chosen.corrected is None else None
    return Answer(hits, chosen.relaxed, chosen.dropped, chosen.corrected, suggested, missed=not count)


def _ask(engine: SearchEngine, query: Query, reading: _Reading) -> Hits:
    return engine.search(replace(query, wishes=reading.wishes))


def _count(engine: SearchEngine, query: Query, reading: _Reading) -> int:
    """What a reading finds when no filter is set."""
    return engine.search(Query(text=query.text, wishes=reading.wishes, type=query.type, limit=0)).total


def _better(engine: SearchEngine, query: Query, literal: _Reading, count: int) -> _Reading:
    """The first other reading that finds something, or more than the literal one where that finds a little."""
    lexicon = lexicon_of(engine)
    others = _other_texts(query.text, literal.wishes, lexicon) if not count else ()
    readings = chain(_closest(literal.wishes, lexicon), others)
    return next((reading for reading in readings if _count(engine, query, reading) > count), literal)


def _closest(wishes: Wishes, lexicon: Lexicon) -> Iterator[_Reading]:
    """What was typed, found inside longer words or without its question words."""
    if (by_characters := _by_characters(wishes, lexicon)) != wishes:
        yield _Reading(by_characters)
    if relaxed := without_stopwords(wishes):
        yield _relaxed(relaxed)


def _other_texts(text: str, wishes: Wishes, lexicon: Lexicon) -> Iterator[_Reading]:
    """What else may have been meant; then, rather than nothing, whatever has some of the words."""
    others = [(other, understand(other)) for other in corrections(text, lexicon)]
    for other, meant in others:
        yield _Reading(meant, corrected=other)
    for other, meant in others:
        if relaxed := without_stopwords(meant):
            yield replace(_relaxed(relaxed), corrected=other)
    for other, meant in others[:1]:
        yield from (replace(_relaxed(fewer), corrected=other) for fewer in fewer_words(meant))
    yield from map(_relaxed, fewer_words(wishes))


def _relaxed(relaxed: Relaxed) -> _Reading:
    return _Reading(relaxed.wishes, relaxed=True, dropped=relaxed.dropped)


def _by_characters(wishes: Wishes, lexicon: Lexicon) -> Wishes:
    """The wishes, where what the dictionary does not have, and lone characters, may stand inside a longer word."""

    def widened(wish: Wish) -> Wish:
        if wish.quoted or wish.text.isascii() or (len(wish.text) > 1 and dictionary.knows(wish.text)):
            return wish
        holding = lexicon.containing(wish.text, MAX_WORDS_HOLDING)
        inside = tuple(Wish(word, ((word, 0),)) for word in holding)
        return replace(wish, alternatives=(*wish.alternatives, *inside))

    return replace(wishes, wanted=tuple(map(widened, wishes.wanted)))


def _offered(engine: SearchEngine, query: Query, count: int) -> str | None:
    """A correction that finds far more than what was typed."""
    for other in corrections(query.text, lexicon_of(engine)):
        if _count(engine, query, _Reading(understand(other))) >= OFFERED_FACTOR * count:
            return other
    return None
