"""The words the index holds, ready to be found by how they sound, by their letters or by what they are made of."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from heapq import nsmallest
from math import log

from catalogue.search import pinyin
from catalogue.search.engine import SearchEngine
from catalogue.search.kept import SMALL, KeptForAWhile

NAMING = ("title", "topics", "provider", "summary")
"""The texts whose words are looked for; a body holds too many that nobody would miss."""
LONGEST_WORD = 8
LEAST_SIZE = 10_000
"""The number of words a small index is judged by: in a handful of documents every word seems frequent."""

_HAN = re.compile(r"[〇々\u3400-\u9fff\U00020000-\U000323af]+")
LAST_LETTER = "{"
"""Comes after z."""
_LATIN = re.compile(r"[a-z][a-z0-9+#.]{2,23}")

Index = Mapping[str, list[str]]


class Lexicon:
    """`documents` is the number of documents by term. Indexes are made when first asked for, frequent words first."""

    def __init__(self, documents: Mapping[str, int]) -> None:
        self.documents = documents
        self.size = max(LEAST_SIZE, sum(documents.values()))

    def __len__(self) -> int:
        return len(self.documents)

    def cost(self, word: str) -> float:
        """How surprising the word is, in nats; a word of no document is one more than a word of one."""
        return log(self.size / self.documents[word]) if word in self.documents else log(self.size) + 1.0

    @cached_property
    def han(self) -> list[str]:
        """Chinese words, the most frequent first."""
        found = [term for term in self.documents if _HAN.fullmatch(term) and len(term) <= LONGEST_WORD]
        return self._frequent_first(found)

    @cached_property
    def latin(self) -> list[str]:
        """Words of letters, the most frequent first."""
        return self._frequent_first(term for term in self.documents if _LATIN.fullmatch(term))

    @cached_property
    def sounds(self) -> Mapping[str, pinyin.Syllables]:
        """The syllables of every Chinese word."""
        return {word: pinyin.sound(word) for word in self.han}

    @cached_property
    def by_spelling(self) -> Index:
        """Words by their whole pinyin, written together."""
        return _grouped(("".join(syllables), word) for word, syllables in self.sounds.items())

    @cached_property
    def by_near_sound(self) -> Index:
        """Words by syllables in which those that are mixed up are the same."""
        return _grouped((" ".join(map(pinyin.near, syllables)), word) for word, syllables in self.sounds.items())

    @cached_property
    def by_initials(self) -> Index:
        """Words of two characters and more by their first letters."""
        return _grouped((pinyin.initials(syllables), word) for word, syllables in self.sounds.items() if len(word) > 1)

    @cached_property
    def _letters(self) -> list[str]:
        """All that words are spelled or abbreviated as, in alphabetical order."""
        return sorted({*self.by_spelling, *self.by_initials})

    def beginning(self, letters: str, limit: int) -> list[str]:
        """Words whose pinyin, or its initials, begins with these letters, the most frequent first."""
        first = bisect_left(self._letters, letters)
        last = bisect_left(self._letters, letters + LAST_LETTER)
        found = {
            word
            for spelled in self._letters[first:last]
            for words in (self.by_spelling.get(spelled, ()), self.by_initials.get(spelled, ()))
            for word in words
            if len(word) > 1
        }
        return nsmallest(limit, found, key=lambda word: (-self.documents[word], word))

    @cached_property
    def by_characters(self) -> Index:
        """Words by their characters in alphabetical order."""
        return _grouped(("".join(sorted(word)), word) for word in self.sounds)

    @cached_property
    def by_gap(self) -> Index:
        """Words of three characters and more by all but one of them, the place of that one marked."""
        return _grouped((gap, word) for word in self.sounds if len(word) > 2 for gap in gaps(word))

    def containing(self, characters: str, limit: int) -> list[str]:
        """Words that hold these characters side by side, the most frequent first."""
        found = (word for word in self.han if characters in word and word != characters)
        return [word for word, _ in zip(found, range(limit), strict=False)]

    def warm_up(self) -> None:
        """Make all the indexes now."""
        for index in (self.latin, self.by_spelling, self.by_near_sound, self.by_initials, self.by_gap):
            len(index)
        len(self.by_characters)
        len(self._letters)

    def _frequent_first(self, terms: Iterable[str]) -> list[str]:
        return sorted(terms, key=lambda term: (-self.documents[term], term))


def gaps(word: str) -> list[str]:
    return [f"{word[:place]}*{word[place + 1 :]}" for place in range(len(word))]


def _grouped(pairs: Iterable[tuple[str, str]]) -> Index:
    groups: dict[str, list[str]] = defaultdict(list)
    for key, word in pairs:
        groups[key].append(word)
    return dict(groups)


def _documents(engine: SearchEngine) -> dict[str, int]:
    """How many documents hold each term in one of the texts that name things."""
    most: dict[str, int] = {}
    for text in NAMING:
        for term, documents in engine.lexicon(text).items():
            most[term] = max(documents, most.get(term, 0))
    return most


_kept = KeptForAWhile[Lexicon]()


def lexicon_of(engine: SearchEngine) -> Lexicon:
    """The words of the index, about a minute old when there are many. Raises IndexUnavailable."""
    return _kept.of(engine, lambda: _made(engine))


def _made(engine: SearchEngine) -> Lexicon:
    """With all its indexes, when they take long to make: not at the first query that finds nothing."""
    lexicon = Lexicon(_documents(engine))
    if len(lexicon) > SMALL:
        lexicon.warm_up()
    return lexicon
