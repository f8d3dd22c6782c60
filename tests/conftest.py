"""The site each test gets: a real database and index in a folder of its own."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy.orm import Session

from catalogue import create_app
from catalogue.db import writing

SHARED_DATA = Path(__file__).parents[2] / "shared" / "data"


@pytest.fixture
def app(tmp_path: Path) -> Iterator[Flask]:
    app = create_app(tmp_path / "instance", {"ALLOW_PRIVATE_NETWORKS": True, "TESTING": True})
    with app.app_context():
        upgrade()
        yield app


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def session(app: Flask) -> Iterator[Session]:
    """A session in a writing transaction that lasts as long as the test."""
    with writing() as session:
        yield session


@pytest.fixture
def shared_data() -> Path:
    """Real data made by others, where it lies beside the checkout."""
    if not SHARED_DATA.is_dir():
        pytest.skip("no ../shared/data beside this checkout")
    return SHARED_DATA
