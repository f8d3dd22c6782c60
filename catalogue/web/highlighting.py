"""Marks the words somebody searched for where they stand in a title."""

import re
from functools import lru_cache

from markupsafe import Markup, escape

from catalogue.search.text import normalise
from catalogue.search.text import words as words_of

MOST_WORDS = 16


def highlight(text: str, query: str) -> Markup:
    """The text, escaped, with <mark> around the query's words; single Han characters are too common to mark."""
    pattern = _pattern(query)
    if pattern is None:
        return escape(text)
    pieces = pattern.split(text)
    return Markup("").join(
        Markup("<mark>{}</mark>").format(piece) if at % 2 else piece for at, piece in enumerate(pieces)
    )


@lru_cache(maxsize=256)
def _pattern(query: str) -> re.Pattern[str] | None:
    found = dict.fromkeys(word.text for word in words_of(normalise(query)) if len(word.text) > 1 or word.text.isascii())
    longest_first = sorted(found, key=len, reverse=True)[:MOST_WORDS]
    return re.compile(f"({'|'.join(map(re.escape, longest_first))})", re.IGNORECASE) if longest_first else None
