"""Suggests what to look for while somebody types: topics, queries, institutions and titles that lead to something."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice

from sqlalchemy.orm import Session

from catalogue.models.vocabulary import vocabulary
from catalogue.search import pinyin
from catalogue.search.corrections import corrections
from catalogue.search.engine import IndexUnavailable, Query, SearchEngine
from catalogue.search.kept import kept_until_index_changes
from catalogue.search.known_titles import KnownTitles, known_titles
from catalogue.search.lexicon import lexicon_of
from catalogue.search.text import normalise
from catalogue.search.understanding import understand

MAX_SUGGESTIONS = 10
MAX_OF_A_KIND = 3
MAX_CHARACTERS = 40
MAX_SOUNDING = 3
"""Words that letters may be the beginning of and that are looked for in turn."""
FEWEST_LETTERS = 2
"""One letter begins every twentieth word there is."""


@dataclass(frozen=True)
class Suggestion:
    """`type` is topic, query, institution or resource; `value` the code, the text itself or the public id."""

    text: str
    type: str
    value: str


def suggest(engine: SearchEngine, session: Session, typed: str, limit: int = MAX_SUGGESTIONS) -> list[Suggestion]:
    """A few topics, queries and institutions, then titles; those that begin with what was typed first, each text once.

    Letters are also read as pinyin or its initials, as far as there is room.
    """
    start = " ".join(normalise(typed[:MAX_CHARACTERS]).split()).casefold()
    if not start:
        return []
    known = known_titles(engine, session)
    found: dict[str, Suggestion] = {}
    for text in chain((start,), _by_sound(engine, start)):
        for suggestion in _holding(engine, known, text, limit):
            found.setdefault(suggestion.text, suggestion)
        if len(found) >= limit:
            break
    return list(found.values())[:limit]


def _holding(engine: SearchEngine, known: KnownTitles, start: str, limit: int) -> Iterator[Suggestion]:
    yield from islice(_topics(engine, start), MAX_OF_A_KIND)
    yield from islice(_queries(engine, known, start), MAX_OF_A_KIND)
    for type_, most in (("institution", MAX_OF_A_KIND), ("resource", limit)):
        for title in known.of_type(type_).holding(start, most):
            yield Suggestion(title.text, title.type, title.id)


def _by_sound(engine: SearchEngine, start: str) -> Iterator[str]:
    """What the letters or characters typed so far may stand for: the likeliest words that sound like them."""
    try:
        lexicon = lexicon_of(engine)
    except IndexUnavailable:
        return
    yield from corrections(start, lexicon)[:1]
    if start.isascii() and start.isalpha() and len(start) >= FEWEST_LETTERS:
        yield from lexicon.beginning(start, MAX_SOUNDING)


@kept_until_index_changes
def _filed(engine: SearchEngine) -> Mapping[str, int]:
    """How many resources are filed under each topic."""
    return engine.search(Query(limit=0, facets=("topic",))).facets["topic"]


def _topics(engine: SearchEngine, start: str) -> Iterator[Suggestion]:
    """Topics one of whose names holds the text, if anything is filed under them."""
    try:
        filed = _filed(engine)
    except IndexUnavailable:
        return
    for term in vocabulary("topics").terms.values():
        if term.code in filed and any(start in name.casefold() for name in (term.label, *term.aliases)):
            yield Suggestion(term.label, "topic", term.code)


def _queries(engine: SearchEngine, known: KnownTitles, start: str) -> Iterator[Suggestion]:
    """Popular queries that begin with the text, as they are written or as they sound, and still find something."""
    for text in known.queries:
        if text != start and _begins(text, start) and _finds(engine, text):
            yield Suggestion(text, "query", text)


def _begins(text: str, start: str) -> bool:
    if text.startswith(start) or not start.isascii():
        return text.startswith(start)
    syllables = pinyin.sound(text)
    return "".join(syllables).startswith(start) or pinyin.initials(syllables).startswith(start)


def _finds(engine: SearchEngine, text: str) -> bool:
    try:
        return engine.search(Query(text=text, wishes=understand(text), limit=0)).total > 0
    except IndexUnavailable:
        return False
