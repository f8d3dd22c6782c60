"""The site each test gets: a real database and index in a folder of its own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from flask import Flask, g
from flask.testing import FlaskClient
from flask_migrate import upgrade
from sqlalchemy.orm import Session

from catalogue import create_app
from catalogue.db import db, writing
from catalogue.domain.accounts import passwords
from tests.compiled_once import CompiledTemplates, keep_compiled_addresses

SHARED_DATA = Path(__file__).parents[2] / "shared" / "data"
DATABASE = "catalogue.sqlite"
TEMPLATES = CompiledTemplates()
SETTINGS = {
    "ALLOW_PRIVATE_NETWORKS": True,
    "FETCH_ATTEMPTS": 1,
    "TESTING": True,
    "WTF_CSRF_ENABLED": False,  # the tests of forgery switch it on; the others fill in forms without asking for them
}


@pytest.fixture(scope="session", autouse=True)
def quick_passwords() -> None:
    """The same hashes at the least cost: a real one takes a tenth of a second on purpose."""
    passwords._hasher = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture(scope="session", autouse=True)
def quick_sites() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        keep_compiled_addresses(monkeypatch)
        yield


@pytest.fixture(scope="session")
def migrated_database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database that went through every migration once, for the tests to copy."""
    instance = tmp_path_factory.mktemp("migrated")
    with create_app(instance).app_context():
        upgrade()
        db.engine.dispose()  # the last connection's end brings the write-ahead log into the file
    return instance / DATABASE


@pytest.fixture
def app(tmp_path: Path, migrated_database: Path) -> Iterator[Flask]:
    instance = tmp_path / "instance"
    instance.mkdir()
    shutil.copy(migrated_database, instance / DATABASE)
    app = create_app(instance, SETTINGS)
    app.jinja_env.bytecode_cache = TEMPLATES
    app.teardown_request(_forget_request)
    with app.app_context():
        yield app


def _forget_request(_error: BaseException | None) -> None:
    """Requests inside the context of the test share its `g`; the next one must not find the person of the last."""
    for name in list(g):
        g.pop(name)


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
