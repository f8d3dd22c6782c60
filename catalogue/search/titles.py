"""The titles of the catalogue, in memory: which begin with some letters, which hold them, which are nearly them.

All titles stand in one string, the shortest first, and are looked through by `str.find`; some 150 bytes a title, of
which the index of characters is the greater part. No title is an object of its own until it is found: to look at an
object writes to it, which in a forked process copies the page it lies in.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from catalogue.search.text import normalise

BORDER = "\N{BROKEN BAR}"
"""Between two titles; printable, left alone by normalising, and taken out of the titles themselves."""

Numbers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Title:
    """`type` and `id` name what bears the title."""

    text: str
    type: str
    id: str


class Texts:
    """Many texts in one string."""

    def __init__(self, texts: Sequence[str]) -> None:
        self._joined = "".join(texts)
        self._starts = np.cumsum([0, *map(len, texts)])

    def __getitem__(self, place: int) -> str:
        return self._joined[self._starts[place] : self._starts[place + 1]]


class Titles:
    def __init__(self, titles: Iterable[Title] = ()) -> None:
        known = list(titles)
        folded = _folded([title.text for title in known])
        order = sorted(range(len(known)), key=lambda place: (len(folded[place]), folded[place]))
        self._joined = BORDER + "".join(folded[place] + BORDER for place in order)
        self._starts = np.cumsum([1, *(len(folded[place]) + 1 for place in order)])
        self._texts = Texts([known[place].text for place in order])
        self._ids = Texts([known[place].id for place in order])
        self._types = [known[place].type for place in order]

    def __len__(self) -> int:
        return len(self._types)

    def holding(self, text: str, limit: int) -> list[Title]:
        """Titles that begin with the text, then those that hold it further on; in each, the shortest first."""
        [wanted] = _folded([" ".join(text.split())])
        if not wanted:
            return []
        found = dict.fromkeys(islice(self._places(BORDER + wanted), limit))
        for place in self._places(wanted):
            if len(found) == limit:
                break
            found.setdefault(place)
        return [self._title(place) for place in found]

    def alike(self, letters: str, missing: int, limit: int) -> list[Title]:
        """Titles that hold the letters but for so many, in any order; those with the most of them first."""
        wanted = np.unique(_codes(letters))
        if not len(self) or len(wanted) <= missing:
            return []
        starts, titles = self._by_character.starts, self._by_character.titles
        at = self._by_character.characters.searchsorted(wanted)
        known = [place for place, code in zip(at.tolist(), wanted.tolist(), strict=True) if self._is_at(place, code)]
        held = [titles[starts[place] : starts[place + 1]] for place in known]
        counts = np.bincount(np.concatenate(held), minlength=len(self)) if held else np.zeros(len(self), np.int64)
        places = np.flatnonzero(counts >= len(wanted) - missing)
        best = places[np.argsort(-counts[places], kind="stable")[:limit]]
        return [self._title(place) for place in best.tolist()]

    def _is_at(self, place: int, code: int) -> bool:
        characters = self._by_character.characters
        return place < len(characters) and int(characters[place]) == code

    def _title(self, place: int) -> Title:
        return Title(self._texts[place], self._types[place], self._ids[place])

    def _places(self, wanted: str) -> Iterator[int]:
        """Each title that holds the text, by its place."""
        at = self._joined.find(wanted)
        while at >= 0:
            place = int(self._starts.searchsorted(at + wanted.startswith(BORDER), "right")) - 1
            yield place
            at = self._joined.find(wanted, int(self._starts[place + 1]) - 1)

    @cached_property
    def _by_character(self) -> "_Characters":
        codes = _codes(self._joined)
        titles = np.cumsum(codes == ord(BORDER)) - 1
        return _Characters.of(codes, titles)


@dataclass(frozen=True)
class _Characters:
    """`titles[starts[i]:starts[i + 1]]` are the places of the titles that hold `characters[i]`."""

    characters: Numbers
    starts: Numbers
    titles: NDArray[np.int32]

    @classmethod
    def of(cls, codes: Numbers, titles: Numbers) -> "_Characters":
        pairs = np.unique(codes << 32 | titles)
        characters, starts = np.unique(pairs >> 32, return_index=True)
        return cls(characters, np.append(starts, len(pairs)), (pairs & 0xFFFFFFFF).astype(np.int32))


def _codes(text: str) -> Numbers:
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4").astype(np.int64)


def _folded(texts: Sequence[str]) -> list[str]:
    """The texts as they are compared; all at once, since normalising many small texts takes several times as long."""
    plain = normalise(BORDER.join(text.replace(BORDER, " ").replace("\n", " ") for text in texts))
    return plain.casefold().split(BORDER)
