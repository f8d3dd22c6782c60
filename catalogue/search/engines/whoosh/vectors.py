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
    if not len(first) or not len(second):
        return first if len(first) else second
    keep, places = _places(first.numbers, second.numbers, size)
    if keep.all():
        scores = second.scores.copy()
        scores[places] = first.scores
        return Found(second.numbers, scores)
    marks, scores = np.zeros(size, np.bool_), np.zeros(size, np.float32)
    marks[second.numbers] = marks[first.numbers] = True
    scores[second.numbers] = second.scores
    scores[first.numbers] = first.scores
    return _marked(marks, scores)


def best_of(parts: Sequence[Found], size: int) -> Found:
    """What is in any of the parts, with the highest of its scores."""
    present = [part for part in parts if len(part)]
    if len(present) < 2:
        return (present or [NONE_FOUND])[0]
    marks, scores = np.zeros(size, np.bool_), np.zeros(size, np.float32)
    for part in present:
        marks[part.numbers] = True
        scores[part.numbers] = np.maximum(part.scores, scores.take(part.numbers))
    return _marked(marks, scores)


def _marked(marks: NDArray[np.bool_], scores: Floats) -> Found:
    numbers = marks.nonzero()[0]
    return Found(numbers, scores.take(numbers))


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
    return _marked(counts >= needed, scores)
