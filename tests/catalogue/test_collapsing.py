"""Whoever asks for a job is served by a whole round of it, and many who ask at once by few rounds."""

from threading import Event, Thread

import pytest

from catalogue.collapsing import Collapsing

PATIENCE_SECONDS = 10.0


class SlowJob:
    """A job whose rounds each wait to be let go."""

    def __init__(self) -> None:
        self.rounds = 0
        self.begun, self.let_go = Event(), Event()

    def __call__(self) -> None:
        self.rounds += 1
        self.begun.set()
        assert self.let_go.wait(PATIENCE_SECONDS)


def test_asked_once_it_does_one_round() -> None:
    rounds: list[int] = []
    Collapsing(0.0).run(lambda: rounds.append(1))
    assert rounds == [1]


def test_those_who_ask_during_a_round_get_one_more_together() -> None:
    job, collapsing = SlowJob(), Collapsing(0.0)
    first = Thread(target=collapsing.run, args=(job,))
    first.start()
    assert job.begun.wait(PATIENCE_SECONDS)
    for _ in range(20):
        collapsing.run(job)
    job.let_go.set()
    first.join(PATIENCE_SECONDS)
    assert job.rounds == 2


def test_a_round_that_fails_stops_none_of_those_after_it() -> None:
    rounds: list[int] = []
    collapsing = Collapsing(0.0)
    with pytest.raises(ZeroDivisionError):
        collapsing.run(lambda: rounds.append(1 // 0))
    collapsing.run(lambda: rounds.append(1))
    assert rounds == [1]
