"""Documents found and their scores, as two arrays side by side, and how such results are put together."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from catalogue.search.engines.whoosh.terms import Floats, Numbers

FEW = 16
"""A list is looked up in another by binary search when it is that many times shorter, else by marking."""


@dataclass(frozen=True, slots=True)
class Found:
    """Numbers of documents, ascending and each once; scores by the same place."""

    numbers: Numbers
    scores: Floats

    def __len__(self) -> int:
        return len(self.numbers)

    def times(self, factor: float | Floats) -> "Found":
        return Found(
            self.numbers, (self.scores * np.float32(factor)) if isinstance(factor, float) else self.scores * factor
        )

    def only(self, keep: NDArray[np.bool_]) -> "Found":
        """Those at which `keep`, one truth for each of them, is true."""
        return self if keep.all() else Found(self.numbers.compress(keep), self.scores.compress(keep))


NONE_FOUND = Found(np.zeros(0, np.intp), np.zeros(0, np.float32))


def all_of(parts: Sequence[Found], size: int) -> Found:
    """What is in every part, with the sum of the scores. `size` is the number of documents in the index."""
    shortest, *others = sorted(parts, key=len)
    for other in others:
        if not len(shortest):
            break
        shortest = _both(shortest, other, size)
    return shortest


def _both(few: Found, many: Found, size: int) -> Found:
    keep, places = _places(few.numbers, many.numbers, size)
    return Found(few.numbers.compress(keep), few.scores.compress(keep) + many.scores.take(places))


def _places(few: Numbers, many: Numbers, size: int) -> tuple[NDArray[np.bool_], Numbers]:
    """Which of `few` are in `many`, and where there they stand."""
    if len(few) * FEW < len(many):
        places = many.searchsorted(few)
        places[places == len(many)] = 0
        keep = many.take(places) == few
        return keep, places.compress(keep)
    marks = np.zeros(size, np.int32)
    marks[many] = np.arange(1, len(many) + 1, dtype=np.int32)
    found = marks.take(few)
    keep = found > 0
    return keep, found.compress(keep) - 1


def first_of(first: Found, second: Found, size: int) -> Found:
    """What is in either; the score is that of `first` where it has one."""
    return _either(first, second, size, first.scores)


def better_of(first: Found, second: Found, size: int) -> Found:
    """What is in either, with the higher of the scores."""
    scores = np.zeros(size, np.float32)
    scores[second.numbers] = second.scores
    return _either(first, second, size, np.maximum(first.scores, scores[first.numbers]))


def _either(first: Found, second: Found, size: int, scores_of_first: Floats) -> Found:
    if not len(first) or not len(second):
        return first if len(first) else second
    keep, places = _places(first.numbers, second.numbers, size)
    if keep.all():
        scores = second.scores.copy()
        scores[places] = scores_of_first
        return Found(second.numbers, scores)
    marks, scores = np.zeros(size, np.bool_), np.zeros(size, np.float32)
    marks[second.numbers] = marks[first.numbers] = True
    scores[second.numbers] = second.scores
    scores[first.numbers] = scores_of_first
    numbers = np.flatnonzero(marks)
    return Found(numbers, scores[numbers])


def with_extra(found: Found, extra: Found, size: int) -> Found:
    """The same documents, with the scores of `extra` added where it has any."""
    if not len(extra):
        return found
    keep, places = _places(extra.numbers, found.numbers, size)
    scores = found.scores.copy()
    scores[places] += extra.scores[keep]
    return Found(found.numbers, scores)


def at_least(needed: int, parts: Sequence[Found], size: int) -> Found:
    """What is in so many of the parts, with the sum of the scores."""
    counts, scores = np.zeros(size, np.uint8), np.zeros(size, np.float32)
    for part in parts:
        counts[part.numbers] += 1
        scores[part.numbers] += part.scores
    numbers = np.flatnonzero(counts >= needed)
    return Found(numbers, scores[numbers])
