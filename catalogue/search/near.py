"""Words of the catalogue that resemble those of a query, for whoever found nothing."""

from collections.abc import Iterator
from itertools import islice

from catalogue.search.engine import SearchEngine
from catalogue.search.lexicon import lexicon_of
from catalogue.search.query import parse

MOST = 6
OF_EACH = 3
SHORTEST = 2


def near_words(engine: SearchEngine, text: str) -> tuple[str, ...]:
    """Longer words around those of the query, then words sharing two characters with one. Raises IndexUnavailable."""
    lexicon = lexicon_of(engine)
    found = (word for piece in _pieces(text) for word in lexicon.containing(piece, OF_EACH) if len(word) >= SHORTEST)
    return tuple(islice(dict.fromkeys(found), MOST))


def _pieces(text: str) -> Iterator[str]:
    wished = [wish.text for wish in parse(text).wanted if len(wish.text) >= SHORTEST and not wish.text.isascii()]
    yield from wished
    for word in wished:
        yield from (word[start : start + SHORTEST] for start in range(len(word) - 1) if len(word) > SHORTEST)
