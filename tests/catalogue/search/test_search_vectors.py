"""Found documents and their scores, put together."""

import numpy as np

from catalogue.search.engines.whoosh.vectors import NONE_FOUND, Found, best_of

SIZE = 10


def found(scores: dict[int, float]) -> Found:
    return Found(np.array(list(scores), np.intp), np.array(list(scores.values()), np.float32))


def scores_of(documents: Found) -> dict[int, float]:
    return dict(zip(documents.numbers.tolist(), documents.scores.tolist(), strict=True))


def test_the_best_of_several_ways_counts():
    ways = [found({1: 2.0, 5: 1.0}), found({1: 3.0, 7: 0.5}), found({5: 0.5, 9: 4.0})]
    assert scores_of(best_of(ways, SIZE)) == {1: 3.0, 5: 1.0, 7: 0.5, 9: 4.0}


def test_the_only_way_that_finds_anything_counts():
    assert scores_of(best_of([NONE_FOUND, found({4: 1.0}), NONE_FOUND], SIZE)) == {4: 1.0}


def test_no_way_finds_nothing():
    assert scores_of(best_of([NONE_FOUND, NONE_FOUND], SIZE)) == {}
