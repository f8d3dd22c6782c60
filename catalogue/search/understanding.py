"""Understands a query: what was typed, what else means the same, and what deserves to stand first."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from catalogue.search.query import Phrase, Wish, Wishes, in_order, parse
from catalogue.search.synonyms import LONGEST, synonyms, terms_of
from catalogue.search.text import words

MAX_ALTERNATIVES = 8
MAX_FAVOURED = 6
"""Words of the longest query that is favoured in its order; a longer one is a sentence, which no title repeats."""


@lru_cache(maxsize=256)
def understand(text: str) -> Wishes:
    """Never fails; see query.parse. Kept because a page asks three times: to find, to find lectures and to mark."""
    wishes = parse(text)
    return replace(wishes, wanted=tuple(_with_synonyms(wishes.wanted)), favoured=tuple(_favoured(wishes.wanted)))


@lru_cache(maxsize=4096)
def plain_wish(text: str) -> Wish | None:
    """The wish for a word from a list; one of several terms is wanted with its terms in their order."""
    wanted = parse(text).wanted
    if len(wanted) < 2:
        return wanted[0] if wanted else None
    return Wish(text, as_phrase(wanted))


def forget() -> None:
    """Cut the words of lists anew, the dictionary being another one."""
    plain_wish.cache_clear()
    understand.cache_clear()


def _with_synonyms(wanted: Sequence[Wish]) -> Iterator[Wish]:
    """The wishes, those of a known expression as one, each with what means the same."""
    known, at = synonyms(), 0
    while at < len(wanted):
        length = _longest_known(wanted, at)
        typed = wanted[at : at + length]
        wish = typed[0] if length == 1 else _joined(typed)
        also = known.get(_terms(typed), ()) if not wish.quoted else ()
        yield replace(wish, alternatives=tuple(_alternatives(also)))
        at += length


def _longest_known(wanted: Sequence[Wish], at: int) -> int:
    """How many wishes from here on make up the longest expression with synonyms; 1 when none does."""
    for length in range(min(LONGEST, len(wanted) - at), 1, -1):
        typed = wanted[at : at + length]
        if not any(wish.quoted for wish in typed) and _terms(typed) in synonyms():
            return length
    return 1


def _terms(wishes: Sequence[Wish]) -> tuple[str, ...]:
    return tuple(term for wish in wishes for term in terms_of(wish.text))


def _alternatives(also: Sequence[str]) -> Iterator[Wish]:
    for text in also[:MAX_ALTERNATIVES]:
        if wish := plain_wish(text):
            yield wish


def _joined(wishes: Sequence[Wish]) -> Wish:
    """Several wishes as one: their words in this order, or anywhere."""
    phrase = as_phrase(wishes)
    return Wish("".join(wish.text for wish in wishes), phrase, tuple(dict.fromkeys(term for term, _ in phrase)))


def as_phrase(wishes: Sequence[Wish]) -> Phrase:
    """The words of all the wishes, one right after the other."""
    return in_order(list(words(" ".join(wish.text for wish in wishes))))


def _favoured(wanted: Sequence[Wish]) -> Iterator[Wish]:
    """All the words one right after the other, as they were typed."""
    if 1 < len(wanted) <= MAX_FAVOURED:
        yield Wish("".join(wish.text for wish in wanted), as_phrase(wanted))
