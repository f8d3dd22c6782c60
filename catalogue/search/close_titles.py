"""What of a title somebody may have meant: the stretch of it that is one slip away from what was typed."""

from collections.abc import Callable, Iterator, Sequence
from functools import partial

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from catalogue.search import dictionary, pinyin
from catalogue.search.text import normalise, words
from catalogue.search.titles import Titles

SHORTEST, LONGEST = 4, 40
"""Characters: a slip in less leaves too little to tell by; more is no title."""
CHARACTERS_PER_SLIP = 6
"""One slip below twelve characters, two from there on."""
MOST_TITLES = 200
MOST_NEAR = 50
MOST = 3

Written = Callable[[], str]
"""Gives a stretch as its title writes it."""


def close_titles(names: Sequence[str], titles: Titles) -> list[str]:
    """Stretches of titles that were meant, the likeliest first; `names` is what may have been typed, the longest first.

    None when what was typed may well be meant itself: a title holds one of the names as it stands.
    """
    meant: list[list[str]] = []
    for letters in dict.fromkeys(_letters(name) for name in reversed(names)):
        if SHORTEST <= len(letters) <= LONGEST:
            near = _near(letters, titles)
            if letters in near:
                return []
            meant.append([written() for written in near.values()])
    return list(dict.fromkeys(other for others in reversed(meant) for other in others))[:MOST]


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, normalise(text).lower()))


def _near(letters: str, titles: Titles) -> dict[str, Written]:
    """Stretches of titles, by their letters, that a slip or none turns into what was typed, the likeliest first."""
    slips = max(1, len(letters) // CHARACTERS_PER_SLIP)
    alike = [(title.text, _letters(title.text)) for title in titles.alike(letters, missing=slips, limit=MOST_TITLES)]
    holders = {stretch: text for text, whole in alike for stretch in _stretches(whole, len(letters), slips)}
    wholes = {whole for _text, whole in alike}
    found = process.extract(letters, list(holders), scorer=OSA.distance, score_cutoff=slips, limit=MOST_NEAR)
    known = _known_places(letters)
    likely = [meant for meant, _distance, _place in found if _is_slip(letters, meant, known)]
    likely.sort(key=lambda meant: (*_unlikeliness(letters, meant), meant not in wholes, len(meant) != len(letters)))
    return {meant: partial(_written, holders[meant], meant) for meant in likely}


def _stretches(letters: str, length: int, slips: int) -> Iterator[str]:
    """Every stretch of a title's letters that is about so long."""
    for size in range(max(1, length - slips), min(length + slips, len(letters)) + 1):
        for start in range(len(letters) - size + 1):
            yield letters[start : start + size]


def _written(title: str, stretch: str) -> str:
    plain = normalise(title)
    places = [place for place, character in enumerate(plain) if character.isalnum()]
    first = _letters(title).rindex(stretch)
    return plain[places[first] : places[first + len(stretch) - 1] + 1]


def _known_places(letters: str) -> set[int]:
    """Where words of the dictionary stand in what was typed; such a word is hardly a slip for quite another one."""
    return {
        place
        for word in words(letters)
        if word.end - word.start > 1 and dictionary.knows(letters[word.start : word.end])
        for place in range(word.start, word.end)
    }


def _is_slip(typed: str, meant: str, known: set[int]) -> bool:
    """Whether one is typed for the other by accident: letters in another order, by sound, or what is no word."""
    if sorted(typed) == sorted(meant) or _sound(typed) == _sound(meant):
        return True
    return not any(edit.tag != "insert" and edit.src_pos in known for edit in Levenshtein.editops(typed, meant))


def _unlikeliness(typed: str, meant: str) -> tuple[int, bool, bool]:
    """Fewer slips are likelier, then a slip by sound, two letters swapped, and one for another."""
    return OSA.distance(typed, meant), _sound(typed) != _sound(meant), sorted(typed) != sorted(meant)


def _sound(text: str) -> tuple[str, ...]:
    return tuple(map(pinyin.near, pinyin.sound(text)))
