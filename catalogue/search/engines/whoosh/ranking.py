"""Which documents a query finds, and how well each fits: the impacts of its terms, each times the term's rarity."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil, log

import numpy as np

from catalogue.search.engines.whoosh.boosts import boosted
from catalogue.search.engines.whoosh.phrases import documents_with, is_in
from catalogue.search.engines.whoosh.quotations import documents_quoting
from catalogue.search.engines.whoosh.snapshot import Snapshot
from catalogue.search.engines.whoosh.terms import Mask
from catalogue.search.engines.whoosh.vectors import NONE_FOUND, Found, all_of, at_least, best_of, first_of, with_extra
from catalogue.search.query import Phrase, Wish, Wishes

PARTS_WEIGHT = 0.7  # 智能 and 手机 somewhere are worth less than 智能手机
PHRASE_WEIGHT = 1.3  # words standing together say more than the same words apart
ALTERNATIVE_WEIGHT = 0.7  # a synonym fits nearly as well as the word typed, and less even when it is a phrase
WITHIN_WORDS_IMPACT = 0.1  # a quotation that begins or ends within a word is found, but is hardly what was meant
FAVOUR_WEIGHT = 1.0  # the words in their order count once more


@dataclass(frozen=True)
class Result:
    found: Found
    relaxed: bool = False


def find(snapshot: Snapshot, wishes: Wishes, among: Mask, *, relax: bool) -> Result:
    """The documents of `among` with as many wishes as needed; relaxing, those with half of them, or with any."""
    among = _without(snapshot, wishes.unwanted, among)
    if wishes.everything:
        numbers = np.flatnonzero(among)
        return Result(Found(numbers, np.zeros(len(numbers), np.float32)))
    parts = [_fulfilling(snapshot, wish) for wish in wishes.wanted]
    every = len(parts)
    for needed in _strictness(every) if relax else [wishes.needed or every]:
        found = _with_enough(snapshot, wishes, parts, needed)
        found = found.only(among.take(found.numbers))
        if len(found):
            favoured = _raised(snapshot, found, wishes.favoured)
            return Result(boosted(snapshot, favoured, wishes), relaxed=needed < every)
    return Result(NONE_FOUND)


def _strictness(every: int) -> list[int]:
    """How many wishes to insist on, step by step."""
    return sorted({every, ceil(every / 2), 1} - {0}, reverse=True) if every else []


def _without(snapshot: Snapshot, unwanted: Iterable[Wish], among: Mask) -> Mask:
    for wish in unwanted:
        among = among.copy()
        among[_fulfilling(snapshot, wish).numbers] = False
    return among


def _with_enough(snapshot: Snapshot, wishes: Wishes, parts: list[Found], needed: int) -> Found:
    """Documents that fulfil so many wishes; quotations must be fulfilled."""
    if not parts:
        return NONE_FOUND
    size = len(snapshot.table.ids)
    if needed >= len(parts):
        return all_of(parts, size)
    found = at_least(needed, parts, size)
    for wish, part in zip(wishes.wanted, parts, strict=True):
        if wish.quoted:
            found = found.only(is_in(found.numbers, part.numbers))
    return found


def _raised(snapshot: Snapshot, found: Found, favoured: Iterable[Wish]) -> Found:
    """The same documents, those that fulfil a favoured wish with more score."""
    for wish in favoured:
        extra = _fulfilling(snapshot, wish, among=found)
        found = with_extra(found, extra.times(FAVOUR_WEIGHT), len(snapshot.table.ids))
    return found


def _fulfilling(snapshot: Snapshot, wish: Wish, among: Found | None = None) -> Found:
    """What fulfils the wish in any way, by the best of them; `among` these, if given.

    All ways count with the rarity of the wish as a whole: a synonym is not worth more for being a rare word.
    """
    others = (_own(snapshot, alternative, among).times(ALTERNATIVE_WEIGHT) for alternative in wish.alternatives)
    found = best_of([_own(snapshot, wish, among), *others], len(snapshot.table.ids))
    return found.times(rarity(snapshot.size, len(found)))


def _own(snapshot: Snapshot, wish: Wish, among: Found | None) -> Found:
    """What holds the words of the wish, with their impact."""
    if wish.quoted:
        return _quoting(snapshot, wish)
    whole = _with_phrase(snapshot, wish.phrase, among)
    if not wish.parts:
        return whole
    parts = _together(snapshot, wish.parts).times(PARTS_WEIGHT)
    return first_of(whole, parts, len(snapshot.table.ids))


def _quoting(snapshot: Snapshot, wish: Wish) -> Found:
    """What quotes the text, first what has all of its words as words of their own."""
    numbers = documents_quoting(snapshot, wish.text)
    within = Found(numbers, np.full(len(numbers), WITHIN_WORDS_IMPACT, np.float32))
    with_words = _together(snapshot, dict.fromkeys(term for term, _offset in wish.phrase), among=within)
    with_words = with_words.times(PHRASE_WEIGHT)
    return first_of(with_words, within, len(snapshot.table.ids))


def _with_phrase(snapshot: Snapshot, phrase: Phrase, among: Found | None = None) -> Found:
    if len(phrase) == 1:
        return _with_term(snapshot, phrase[0][0])
    apart = _together(snapshot, dict.fromkeys(term for term, _offset in phrase), among)
    if not len(apart):
        return apart
    numbers = documents_with(snapshot, phrase, apart.numbers)
    return Found(numbers, apart.scores.take(apart.numbers.searchsorted(numbers))).times(PHRASE_WEIGHT)


def _together(snapshot: Snapshot, terms: Iterable[str], among: Found | None = None) -> Found:
    """Documents with all the terms, wherever they stand, with the mean impact; a rarer term weighs more in it.

    `among` these, whatever their scores, if given.
    """
    found = [_with_term(snapshot, term) for term in terms]
    rarities = [rarity(snapshot.size, len(one)) for one in found]
    weighted = [one.times(weight) for one, weight in zip(found, rarities, strict=True)]
    if among is not None:
        weighted.append(among.times(0.0))
    return all_of(weighted, len(snapshot.table.ids)).times(1 / sum(rarities))


def _with_term(snapshot: Snapshot, term: str) -> Found:
    postings = snapshot.postings(term)
    return Found(postings.numbers, postings.impacts)


def rarity(size: int, holding: int) -> float:
    """The inverse document frequency of BM25: what so many of `size` documents hold says little."""
    return log(1 + (size - holding + 0.5) / (holding + 0.5))
