"""Marks in a title or summary what a query was looking for."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import combining, normalize

from markupsafe import Markup, escape

from catalogue.search.query import Wish
from catalogue.search.relaxing import is_question_word
from catalogue.search.text import Word, normalise, words
from catalogue.search.understanding import understand

Span = tuple[int, int]

_OF_WORDS = r"[\w.\-'+#]"
_LATIN = "[A-Za-z0-9]"

_normalised = lru_cache(maxsize=8192)(normalise)
_words = lru_cache(maxsize=8192)(lambda piece: tuple(words(piece)))
"""Texts are written in the same few thousand characters, and what is found for one query is found for many."""


@dataclass(frozen=True)
class Sought:
    """What a query asks to be marked: words and parts of words, and phrases as they stand.

    `pieces` finds what stands between two marks of punctuation if one of the terms may be in it: cutting up a whole
    summary for the one place where 手机 is takes ten times as long.
    """

    terms: frozenset[str]
    phrases: tuple[re.Pattern[str], ...]
    pieces: re.Pattern[str] | None


def highlight(text: str, query: str) -> Markup:
    """The text escaped, with <mark> around the words of the query and what means the same; its own spelling stays."""
    pieces, end = "", 0
    for start, stop in _merged(_spans(text, _sought(query))):
        pieces += f"{escape(text[end:start])}<mark>{escape(text[start:stop])}</mark>"
        end = stop
    return Markup(f"{pieces}{escape(text[end:])}")  # noqa: S704  every piece was escaped  # nosec B704


@lru_cache(maxsize=256)
def _sought(query: str) -> Sought:
    """Question words are marked in a query of nothing else only; 的 stands everywhere.

    Kept because a page marks the same query in dozens of texts.
    """
    wanted = understand(query).wanted
    telling = [wish for wish in wanted if not is_question_word(wish)] or wanted
    wishes = [each for wish in telling for each in (wish, *wish.alternatives)]
    terms = {part for wish in wishes for part in wish.parts}
    terms.update(wish.phrase[0][0] for wish in wishes if not _is_phrase(wish))
    phrases = {re.escape(wish.text): None for wish in wishes if _is_phrase(wish)}
    compiled = tuple(re.compile(phrase, re.IGNORECASE) for phrase in phrases)
    return Sought(frozenset(terms), compiled, _pieces_with(terms) if terms else None)


def forget() -> None:
    """Understand queries and cut texts anew, the dictionary or the lists being others."""
    _sought.cache_clear()
    _words.cache_clear()


def _pieces_with(terms: Iterable[str]) -> re.Pattern[str]:
    """Latin words are written in more ways than their term, so any of them may be one."""
    signs = {_LATIN if re.search(_LATIN, term) else re.escape(term) for term in terms}
    return re.compile(f"{_OF_WORDS}*(?:{'|'.join(sorted(signs))}){_OF_WORDS}*")


def _spans(text: str, sought: Sought) -> list[Span]:
    """Places in the text as it was given; they may overlap."""
    plain, origin = _plain(text)
    found = [match.span() for phrase in sought.phrases for match in phrase.finditer(plain)]
    for piece in sought.pieces.finditer(plain) if sought.pieces else ():
        at = piece.start()
        spans = [span for word in _words(piece.group()) for span in _inside(word, piece.group(), sought.terms)]
        found += [(at + start, at + end) for start, end in spans]
    return [(origin[start], origin[end]) for start, end in found] if found else []


def _is_phrase(wish: Wish) -> bool:
    return len(wish.phrase) > 1 or wish.quoted


def _inside(word: Word, text: str, terms: frozenset[str]) -> Iterator[Span]:
    """The whole word when it was asked for, else those of its parts that were."""
    if word.text in terms:
        yield word.start, word.end
        return
    lowered = text[word.start : word.end].lower()
    for part in word.shape.parts:
        if part.text in terms and (at := lowered.find(part.text)) >= 0:
            yield word.start + at, word.start + at + len(part.text)


def _plain(text: str) -> tuple[str, Sequence[int]]:
    """The normalised text, and for each place in it (its end included) the place in the text as given."""
    whole = normalize("NFKC", text)
    if len(whole) == len(text) and whole.isprintable():
        changed = ((sign, one) for sign, one in zip(text, whole, strict=True) if sign != one)
        if all(one == _normalised(sign) for sign, one in changed):
            return whole, range(len(text) + 1)
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


def _merged(spans: Iterable[Span]) -> list[Span]:
    """The spans in order, overlapping and touching ones as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        elif end > start:
            merged.append((start, end))
    return merged
