"""An administrator at the pages."""

import pytest
from flask.testing import FlaskClient

from catalogue.models import Account
from tests.people import person


@pytest.fixture
def administrator(client: FlaskClient) -> Account:
    """Signed in with the client."""
    return person(client, "administrator")
