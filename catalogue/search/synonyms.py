"""Which words mean the same to somebody who searches: the groups of data/synonyms.txt."""

from collections import defaultdict
from functools import cache, lru_cache

from catalogue.search import word_lists
from catalogue.search.text import normalise, words

LIST = "synonyms.txt"
LONGEST = 4
"""Words of a text that are looked at together: 网上 and 开店 are known as 网上开店."""

Terms = tuple[str, ...]


@cache
def synonyms() -> dict[Terms, tuple[str, ...]]:
    """What each word, given as its terms, also finds. Raises WordListError."""
    found: dict[Terms, dict[str, None]] = defaultdict(dict)
    for typed, also in _pairs():
        if terms := terms_of(typed):
            found[terms][also] = None
    return {terms: tuple(also) for terms, also in found.items()}


@lru_cache(maxsize=4096)
def terms_of(text: str) -> Terms:
    return tuple(word.text for word in words(normalise(text)))


def forget() -> None:
    """Read the groups again, and cut their words anew, the lists being others."""
    synonyms.cache_clear()
    terms_of.cache_clear()


def check() -> None:
    """Raises WordListError for a line that is no group; quick, since nothing is segmented."""
    _pairs()


def _pairs() -> list[tuple[str, str]]:
    return [pair for line in word_lists.lines(LIST) for pair in _of_line(line)]


def _of_line(line: word_lists.Line) -> list[tuple[str, str]]:
    """Each word with each other one; over a `>`, only those on the left with those on the right."""
    sides = [[word.strip() for word in side.split("=")] for side in line.text.split(">")]
    every = [word for side in sides for word in side]
    if len(sides) > 2 or len(every) < 2 or not all(every) or len(set(every)) < len(every):
        raise word_lists.WordListError(f"{line.place}: not of the form 老人 = 老年人 or 手机 > 智能手机")
    left, right = sides[0], sides[-1]
    return [(typed, also) for typed in left for also in right if typed != also]
