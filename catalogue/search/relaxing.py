"""Asks for less, step by step, where nothing has every word of a query."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from math import ceil

from catalogue.search import word_lists
from catalogue.search.query import Wishes

LIST = "stopwords.txt"
MOST = 0.6
"""The share of the words that must be there at the first step below all of them."""


@dataclass(frozen=True)
class Relaxed:
    """What is asked for instead, and which words of the query were given up altogether."""

    wishes: Wishes
    dropped: tuple[str, ...] = ()


@cache
def stopwords() -> frozenset[str]:
    """Words a question is made of. Raises WordListError."""
    return frozenset(word_lists.listed(LIST))


def without_stopwords(wishes: Wishes) -> Relaxed | None:
    """The query without question words; None when it has none, or nothing else."""
    kept = tuple(wish for wish in wishes.wanted if wish.quoted or wish.text not in stopwords())
    if not kept or len(kept) == len(wishes.wanted):
        return None
    dropped = tuple(wish.text for wish in wishes.wanted if wish not in kept)
    return Relaxed(replace(wishes, wanted=kept), dropped)


def fewer_words(wishes: Wishes) -> Iterator[Relaxed]:
    """Most of the words that matter, then any of them. Quoted ones are needed always."""
    base = without_stopwords(wishes) or Relaxed(wishes)
    every = len(base.wishes.wanted)
    for needed in sorted({ceil(MOST * every), 1} - {every}, reverse=True):
        yield Relaxed(replace(base.wishes, needed=needed), base.dropped)
