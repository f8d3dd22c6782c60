"""What is made from a whole catalogue is kept until the index changes; what is large is renewed in the background."""

from itertools import count
from threading import Event

import pytest

from catalogue.search import kept
from catalogue.search.engine import IndexUnavailable
from catalogue.search.kept import SMALL, KeptForAWhile


class Index:
    """Only what says whether it changed."""

    def __init__(self) -> None:
        self.generation: int | None = 1

    def state(self) -> int:
        if self.generation is None:
            raise IndexUnavailable
        return self.generation


class Made:
    """Counts how often something of a size was made, and tells when."""

    def __init__(self, size: int) -> None:
        self._size, self._numbers = size, count(1)
        self.again = Event()

    def __call__(self) -> list[int]:
        number = next(self._numbers)
        if number > 1:
            self.again.set()
        return [number] * self._size


@pytest.fixture
def index() -> Index:
    return Index()


def test_it_is_made_once_while_the_index_stands(index: Index):
    keeper, made = KeptForAWhile[list[int]](), Made(3)
    assert [keeper.of(index, made) for _ in range(3)] == [[1, 1, 1]] * 3  # type: ignore[arg-type]


def test_what_is_small_is_made_anew_at_once(index: Index):
    keeper, made = KeptForAWhile[list[int]](), Made(1)
    keeper.of(index, made)  # type: ignore[arg-type]
    index.generation = 2
    assert keeper.of(index, made) == [2]  # type: ignore[arg-type]


def test_what_is_large_serves_on_and_is_renewed_aside(index: Index, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(kept, "LEAST_SECONDS", 0.0)
    keeper, made = KeptForAWhile[list[int]](), Made(SMALL + 1)
    keeper.of(index, made)  # type: ignore[arg-type]
    index.generation = 2
    assert keeper.of(index, made)[0] == 1  # type: ignore[arg-type]
    assert made.again.wait(10)


def test_a_large_one_is_not_renewed_at_every_change(index: Index):
    keeper, made = KeptForAWhile[list[int]](), Made(SMALL + 1)
    for generation in range(5):
        index.generation = generation
        keeper.of(index, made)  # type: ignore[arg-type]
    assert not made.again.wait(0.2)


def test_while_the_index_is_away_what_is_known_serves(index: Index):
    keeper, made = KeptForAWhile[list[int]](), Made(SMALL + 1)
    keeper.of(index, made)  # type: ignore[arg-type]
    index.generation = None
    assert keeper.of(index, made)[0] == 1  # type: ignore[arg-type]


def test_what_cannot_be_made_the_first_time_says_so(index: Index):
    def fails() -> list[int]:
        raise IndexUnavailable

    with pytest.raises(IndexUnavailable):
        KeptForAWhile[list[int]]().of(index, fails)  # type: ignore[arg-type]
