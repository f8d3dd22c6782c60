"""Migrations end where the models are, and can be taken back and made again."""

from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade

from catalogue import create_app
from catalogue.db import db


def differences() -> list[object]:
    """What a database lacks of the models, or has beyond them."""
    with db.engine.connect() as connection:
        return list(compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), db.metadata))


def test_the_migrations_make_what_the_models_say(app: Flask) -> None:
    assert differences() == []


def test_the_latest_migrations_can_be_taken_back_and_made_again(tmp_path: Path) -> None:
    with create_app(tmp_path / "instance").app_context():
        upgrade()
        downgrade(revision="0005")
        assert differences() != []
        upgrade()
        assert differences() == []
