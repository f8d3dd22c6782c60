"""Many numbers are looked up among many others, as they are when common words stand side by side."""

import numpy as np
import pytest

from catalogue.search.engines.whoosh.phrases import MANY, is_in
from catalogue.search.engines.whoosh.terms import DOCUMENT_SHIFT, Numbers


def standing(seed: int, count: int) -> Numbers:
    """Places in some thousand documents, ascending and each once."""
    chance = np.random.default_rng(seed)
    documents = chance.integers(0, 5000, count).astype(np.int64)
    return np.unique(documents << DOCUMENT_SHIFT | chance.integers(0, 40, count))


@pytest.mark.parametrize("count", [10, 2 * MANY])
def test_exactly_those_that_are_among_the_others_are_told(count: int):
    few, many = standing(1, count), standing(2, 3 * MANY)
    assert few[is_in(few, many)].tolist() == sorted({*few.tolist()} & {*many.tolist()})


def test_nothing_is_among_none():
    assert not is_in(standing(1, 2 * MANY), standing(2, 0)).any()
