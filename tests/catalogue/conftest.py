"""A web server on loopback for tests of the site that reach out to others."""

from collections.abc import Iterator

import pytest

from tests.harvesters.loopback import Site


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()
    yield site
    site.close()
