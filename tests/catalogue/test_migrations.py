"""Migrations end where the models are, and can be taken back and made again."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade, upgrade

from catalogue import create_app
from catalogue.db import db
from catalogue.domain.ledger import Verdict, verify


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


def test_what_was_sealed_before_events_knew_their_origin_still_verifies(tmp_path: Path) -> None:
    with create_app(tmp_path / "instance").app_context():
        upgrade(revision="0010")
        line = '[1, "2026-11-01T08:00:00+00:00", "system", "run.done", "run", "aaaaaaaaaa", "", "", "好"]'
        digest = hashlib.sha256(f"\n{line}".encode()).hexdigest()
        with db.engine.begin() as connection:
            connection.exec_driver_sql(
                "INSERT INTO event (id, at, actor, what, subject_type, subject_id, before, after, note)"
                " VALUES (1, '2026-11-01 08:00:00', 'system', 'run.done', 'run', 'aaaaaaaaaa', '', '', '好')"
            )
            connection.exec_driver_sql("INSERT INTO event_seal VALUES (1, 1, ?, '2026-11-01 08:01:00')", (digest,))

        upgrade()

        assert verify(db.session()) == Verdict(1, 0, digest, (), 0, datetime(2026, 11, 1, 8, tzinfo=UTC))
