"""Alembic's entry: migrates the database of the current application inside one transaction."""

from typing import Any, Literal

from alembic import context
from flask import current_app
from sqlalchemy.engine import Connection

from catalogue.db import UTCDateTime


def _render(kind: str, thing: Any, _context: object) -> str | Literal[False]:
    """Migrations name SQLAlchemy's own type, so that an old one never depends on our code of today."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, UTCDateTime) else False


def _foreign_keys(connection: Connection, switch: Literal["ON", "OFF"]) -> None:
    """SQLite alters a table by copying and dropping it; enforced foreign keys would empty its children."""
    if connection.dialect.name == "sqlite":
        connection.connection.cursor().execute(f"PRAGMA foreign_keys = {switch}")


def _migrate() -> None:
    migrations = current_app.extensions["migrate"]
    with migrations.db.engine.execution_options(writes=True).connect() as connection:
        _foreign_keys(connection, "OFF")
        context.configure(
            connection=connection,
            target_metadata=migrations.db.metadata,
            render_item=_render,
            **migrations.configure_args,
        )
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()
        _foreign_keys(connection, "ON")


_migrate()
