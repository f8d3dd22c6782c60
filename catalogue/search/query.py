"""Reads what a person typed: words, "quoted phrases" and -exclusions, whatever else stands in it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from catalogue.search.text import Word, normalise, words

MAX_CHARACTERS = 200
MAX_WISHES = 32

_CHUNK = re.compile(r'(?P<minus>(?<!\S)-(?=\S))?(?:"(?P<phrase>[^"]*)"|(?P<plain>[^"\s]+))')
_QUOTES = str.maketrans(dict.fromkeys("“”„‟「」『』", '"'))

Phrase = tuple[tuple[str, int], ...]
"""Terms, each with its distance from the first one."""


@dataclass(frozen=True)
class Wish:
    """One thing a document should have: the phrase (a single term, mostly), or else every one of the parts.

    `quoted` wishes are never given up. `alternatives` are other ways to fulfil it (synonyms, mostly), worth a little
    less than the words themselves.
    """

    text: str
    phrase: Phrase
    parts: tuple[str, ...] = ()
    quoted: bool = False
    alternatives: tuple["Wish", ...] = ()


@dataclass(frozen=True)
class Wishes:
    """A query understood: what a document should have, and what it must not have.

    `needed` says how many of the wanted suffice, 0 that all are needed. `favoured` wishes find nothing themselves and
    rule nothing out: they raise those of the found documents that fulfil them. `names` are titles that would be
    exactly what was asked for.
    """

    wanted: tuple[Wish, ...] = ()
    unwanted: tuple[Wish, ...] = ()
    blank: bool = False
    needed: int = 0
    favoured: tuple[Wish, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def everything(self) -> bool:
        """Nothing in particular was asked for; a query of mere punctuation is not that, and finds nothing."""
        return not self.wanted and (self.blank or bool(self.unwanted))


def parse(text: str) -> Wishes:
    """Never fails; looks at the first 200 characters and takes 32 wishes from them."""
    typed = normalise(text[:MAX_CHARACTERS].translate(_QUOTES))[:MAX_CHARACTERS].strip()
    wanted: dict[Wish, None] = {}
    unwanted: dict[Wish, None] = {}
    for chunk in _CHUNK.finditer(typed):
        if chunk["minus"]:
            unwanted.update(dict.fromkeys(_phrase_of(chunk["phrase"] or chunk["plain"] or "")))
        elif chunk["phrase"] is None:
            wanted.update(dict.fromkeys(_words_of(chunk["plain"])))
        else:
            wanted.update(dict.fromkeys(_phrase_of(chunk["phrase"])))
    return Wishes(tuple(wanted)[:MAX_WISHES], tuple(unwanted)[:MAX_WISHES], blank=not typed)


def _phrase_of(text: str) -> Iterator[Wish]:
    """The whole of a quotation as one wish, in the smallest terms, so that it also fits inside longer words."""
    found = list(words(text))
    if found:
        yield Wish(text.strip(), in_order(found), quoted=True)


def _words_of(text: str) -> Iterator[Wish]:
    """A wish a word; neighbouring lone characters belong together, for they are a word the dictionary lacks (抖音)."""
    for lone, group in groupby(words(text), key=_is_lone_character):
        found = list(group)
        if lone:
            yield Wish(text[found[0].start : found[-1].end], in_order(found))
        else:
            yield from map(_wish, found)


def _is_lone_character(word: Word) -> bool:
    return len(word.text) == 1 and not word.text.isascii()


def _wish(word: Word) -> Wish:
    return Wish(word.text, ((word.text, 0),), tuple(dict.fromkeys(tile.text for tile in word.shape.tiles)))


def in_order(found: list[Word]) -> Phrase:
    """Neighbouring words in their smallest terms, so that they are found inside longer words too."""
    first = found[0].position
    terms = []
    for word in found:
        base = word.position - first
        terms += [(tile.text, base + tile.offset) for tile in word.shape.tiles] or [(word.text, base)]
    return tuple(terms)
