"""A loopback site and a door that may go there."""

from collections.abc import Iterator

import pytest
from loopback import Site

from harvesters.http import Http, HttpSettings


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()


@pytest.fixture
def http() -> Http:
    """One attempt: failures are told at once."""
    return Http(HttpSettings(allow_private_networks=True, attempts=1))
