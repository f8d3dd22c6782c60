"""A site on loopback whose links are checked, and a clock that only the test moves."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from catalogue.db import now
from tests.harvesters.loopback import Site


class Clock:
    def __init__(self) -> None:
        self.at = now()

    def __call__(self) -> datetime:
        return self.at

    def forward(self, *, days: float) -> None:
        self.at += timedelta(days=days)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()
