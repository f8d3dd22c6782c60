"""Marks in a title or summary what a query was looking for."""

import re
from collections.abc import Iterator
from functools import lru_cache
from unicodedata import combining, is_normalized

from markupsafe import Markup, escape

from catalogue.search.query import Wish, Wishes, parse
from catalogue.search.text import Word, normalise, words

Span = tuple[int, int]

_PHRASE_OF_TEXT = re.compile(r"[\w.\-'+#]+")
_LATIN = re.compile(r"[A-Za-z0-9]")

_wishes = lru_cache(maxsize=256)(parse)
_normalised = lru_cache(maxsize=8192)(normalise)
_words = lru_cache(maxsize=8192)(lambda piece: tuple(words(piece)))
"""A page marks the same query in dozens of texts, written in the same few thousand characters, and what is found
for one query is found for many."""


def highlight(text: str, query: str) -> Markup:
    """The text escaped, with <mark> around the words of the query; its own spelling and width stay."""
    pieces, end = "", 0
    for start, stop in _merged(_spans(text, _wishes(query))):
        pieces += f"{escape(text[end:start])}<mark>{escape(text[start:stop])}</mark>"
        end = stop
    return Markup(f"{pieces}{escape(text[end:])}")


def _spans(text: str, wishes: Wishes) -> Iterator[Span]:
    """Places in the text as it was given; they may overlap."""
    plain, origin = _plain(text)
    terms = {term for wish in wishes.wanted if not _is_phrase(wish) for term in (wish.phrase[0][0], *wish.parts)}
    found = [
        (at + start, at + end)
        for piece, at in _pieces_with(plain, terms)
        for word in _words(piece)
        for start, end in _inside(word, piece, terms)
    ]
    for wish in filter(_is_phrase, wishes.wanted):
        found += [match.span() for match in re.finditer(re.escape(wish.text), plain, re.IGNORECASE)]
    return ((origin[start], origin[end]) for start, end in found)


def _pieces_with(text: str, terms: set[str]) -> Iterator[tuple[str, int]]:
    """What stands between two marks of punctuation and where, if one of the terms may be in it: cutting up a whole
    summary for the one place where 手机 is takes ten times as long. Latin words are written in more ways than their
    term."""
    for phrase in _PHRASE_OF_TEXT.finditer(text):
        piece = phrase.group()
        if _LATIN.search(piece) or any(term in piece for term in terms):
            yield piece, phrase.start()


def _is_phrase(wish: Wish) -> bool:
    return len(wish.phrase) > 1 or wish.quoted


def _inside(word: Word, text: str, terms: set[str]) -> Iterator[Span]:
    """The whole word when it was asked for, else those of its parts that were."""
    if word.text in terms:
        yield word.start, word.end
        return
    lowered = text[word.start : word.end].lower()
    for part in word.shape.parts:
        if part.text in terms and (at := lowered.find(part.text)) >= 0:
            yield word.start + at, word.start + at + len(part.text)


def _plain(text: str) -> tuple[str, list[int]]:
    """The normalised text, and for each place in it (its end included) the place in the text as given."""
    if is_normalized("NFKC", text) and text.isprintable():
        return text, list(range(len(text) + 1))
    plain, origin = [], []
    for start, cluster in _clusters(text):
        normal = _normalised(cluster)
        plain.append(normal)
        origin += [start] * len(normal)
    return "".join(plain), [*origin, len(text)]


def _clusters(text: str) -> Iterator[tuple[int, str]]:
    """Each character with the combining marks after it: what normalising turns into one."""
    start = 0
    for end in range(1, len(text) + 1):
        if end == len(text) or not combining(text[end]):
            yield start, text[start:end]
            start = end


def _merged(spans: Iterator[Span]) -> list[Span]:
    """The spans in order, overlapping and touching ones as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        elif end > start:
            merged.append((start, end))
    return merged
