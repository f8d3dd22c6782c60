"""Asks for less, step by step, where nothing has every word of a query."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise, takewhile
from math import ceil

from catalogue.search import word_lists
from catalogue.search.query import Wish, Wishes
from catalogue.search.understanding import as_phrase

LIST = "stopwords.txt"
MOST = 0.6
"""The share of the words that must be there at the first step below all of them."""
LONGEST_SENTENCE = 12
"""Words up to which neighbours are looked for side by side, so that a pasted page costs no more than a question."""


@dataclass(frozen=True)
class Relaxed:
    """What is asked for instead, and which words of the query were given up altogether."""

    wishes: Wishes
    dropped: tuple[str, ...] = ()


@cache
def stopwords() -> frozenset[str]:
    """Words a question is made of. Raises WordListError."""
    return frozenset(word_lists.listed(LIST))


def is_question_word(wish: Wish) -> bool:
    """Whether the wish is a stopword, or lone characters all of which are: 我想学."""
    if wish.quoted:
        return False
    return wish.text in stopwords() or all(term in stopwords() for term, _place in wish.phrase)


def without_stopwords(wishes: Wishes) -> Relaxed | None:
    """The query without question words; None when it has none, or nothing else.

    Titles hold such words too (电子技术基础), so they are not forgotten: what has them beside the same neighbours as
    the query comes first.
    """
    kept = tuple(wish for wish in wishes.wanted if not is_question_word(wish))
    if not kept or len(kept) == len(wishes.wanted):
        return None
    dropped = tuple(wish.text for wish in wishes.wanted if wish not in kept)
    favoured = tuple(_side_by_side(wishes.wanted[:LONGEST_SENTENCE]))
    return Relaxed(replace(wishes, wanted=kept, favoured=favoured, names=possible_names(wishes)), dropped)


def fewer_words(wishes: Wishes) -> Iterator[Relaxed]:
    """Most of the words that matter, then any of them. Quoted ones are needed always."""
    base = without_stopwords(wishes) or Relaxed(wishes)
    every = len(base.wishes.wanted)
    for needed in sorted({ceil(MOST * every), 1} - {every}, reverse=True):
        yield Relaxed(replace(base.wishes, needed=needed), base.dropped)


def _side_by_side(wanted: Sequence[Wish]) -> Iterator[Wish]:
    for pair in pairwise(wanted):
        yield Wish("".join(wish.text for wish in pair), as_phrase(pair))


def possible_names(wishes: Wishes) -> tuple[str, ...]:
    """What was typed, without some of the question words at its ends, the longest first.

    One of them is the title that was meant, if any was: where a question ends and a title begins nobody can say.
    """
    wanted = wishes.wanted
    first, last = _question_words_around(wanted)
    ends = range(len(wanted) - last, len(wanted) + 1)
    names = ("".join(wish.text for wish in wanted[start:end]) for start in range(first + 1) for end in ends)
    return tuple(sorted(dict.fromkeys(filter(None, names)), key=len, reverse=True))


def _question_words_around(wanted: Sequence[Wish]) -> tuple[int, int]:
    """How many question words there are before the first other word, and after the last."""
    return sum(1 for _ in takewhile(is_question_word, wanted)), sum(
        1 for _ in takewhile(is_question_word, reversed(wanted))
    )
