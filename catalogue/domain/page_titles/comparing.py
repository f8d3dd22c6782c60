"""Page titles: whether what a page calls itself speaks of something else than the record that links to it. Pure.

Titles differ harmlessly in most ways there are: the site's name stands around them, they are shortened, translated, or
those of one lecture of a series. So two disagree only where both say in the same script what their thing is about and
share no word of it; or where they differ in nothing but the number of the part.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from rapidfuzz.distance import LCSseq

from catalogue.domain.page_titles.words import AROUND_SITES, BREAKS, GENERIC, GENERIC_LATIN, NAME, NUMBERED
from catalogue.domain.text.folding import as_screened, visible
from catalogue.domain.text.titles import compared

LONGEST = 200
"""Characters of a title that are compared."""
SAME_LETTERS = 5
"""Letters after which two words in Latin letters count as one: computing and computer."""
HAN = re.compile(r"[\u3400-\u9fff]+")
LATIN = re.compile(r"[a-z][a-z0-9]*[+#]*")
DIGITS = "0123456789"


@dataclass(frozen=True)
class PageTitle:
    """What the page at an address calls itself; `names` are those of who made or lists it, which say nothing more."""

    address: str
    words: str
    names: frozenset[str] = frozenset()

    def disagrees_with(self, title: str) -> bool:
        """Whether the page seems to be about something else than what bears this title."""
        ours, theirs = _compared(title), _compared(self.words)
        if _is_another_part(ours, theirs):
            return True
        if _one_holds_the_other(ours, theirs) or _is_numbered(ours) != _is_numbered(theirs):
            return False
        mine = _Said.of(ours)
        return mine.compares_with(_Said.of(self._without_names(theirs))) and not mine.shares_with(_Said.of(theirs))

    def _without_names(self, text: str) -> str:
        """What is left of a title without the names of sites and institutions."""
        for name in sorted(map(as_screened, self.names), key=len, reverse=True):
            text = text.replace(name, "|") if len(name) > 1 else text
        site = _letters(_host(self.address))
        return "|".join(piece for piece in _pieces(text) if _letters(piece) not in site and not NAME.fullmatch(piece))


def _compared(title: str) -> str:
    return as_screened(visible(title[:LONGEST]))


def _is_another_part(ours: str, theirs: str) -> bool:
    """Whether the page is that of another part of the same series: 第1讲 and 第11讲, （上） and （下）."""
    mine = compared(ours)
    same = [piece for piece in map(compared, AROUND_SITES.split(theirs)) if piece.core == mine.core and piece.parts]
    return bool(mine.parts and same) and all(piece.parts != mine.parts for piece in same)


def _one_holds_the_other(ours: str, theirs: str) -> bool:
    """Whether all characters of one stand in the other in their order: a short title, or an abbreviation (毛概)."""
    mine = _letters(ours)
    others = (_letters(piece) for piece in (theirs, *_pieces(theirs)))
    return any(_is_short_for(mine, other) for other in others if len(other) > 1)


def _is_numbered(text: str) -> bool:
    """Whether a title is that of one lecture or chapter: the series it belongs to may bear quite another."""
    return bool(NUMBERED.search(text))


@dataclass(frozen=True)
class _Said:
    """What a title says of its thing: Han characters by twos, and words in Latin letters.

    `in_han` says whether any character of the title is Han, telling or not.
    """

    han: frozenset[str]
    latin: frozenset[str]
    in_han: bool

    @classmethod
    def of(cls, text: str) -> "_Said":
        runs = HAN.findall(GENERIC.sub(" ", text))
        pairs = frozenset(run[place : place + 2] for run in runs for place in range(len(run) - 1))
        return cls(pairs, frozenset(LATIN.findall(text)) - GENERIC_LATIN, bool(HAN.search(text)))

    def compares_with(self, other: "_Said") -> bool:
        """Whether both say something in one script; a translation cannot be told from another title."""
        return bool((self.han and other.han) or (self.in_han == other.in_han and self.latin and other.latin))

    def shares_with(self, other: "_Said") -> bool:
        same_words = (_is_same_word(mine, their) for mine in self.latin for their in other.latin)
        return not self.han.isdisjoint(other.han) or any(same_words)


def _is_same_word(one: str, other: str) -> bool:
    """Whether two words in Latin letters are one, or one is short for the other: es6 and ecmascript."""
    one, other = one.rstrip(DIGITS), other.rstrip(DIGITS)
    return one[:SAME_LETTERS] == other[:SAME_LETTERS] or (one[0] == other[0] and _is_short_for(one, other))


def _is_short_for(one: str, other: str) -> bool:
    """Whether all characters of the shorter stand in the longer, in their order."""
    return LCSseq.similarity(one, other) == min(len(one), len(other))


def _pieces(text: str) -> Iterator[str]:
    return (piece.strip() for piece in BREAKS.split(text) if piece.strip())


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def _host(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
