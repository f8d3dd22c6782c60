"""A loopback site and a door that may go there."""

from collections.abc import Iterator

import pytest
from loopback import Site, local_door

from harvesters.http import Http


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def http() -> Http:
    return local_door()
