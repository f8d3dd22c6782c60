"""The database door: one engine setup, one way to write, one time type.

SQLite is opened in WAL mode with foreign keys on. The driver's own BEGIN is off, so that a savepoint is a
savepoint; a transaction that writes takes the write lock at its start (BEGIN IMMEDIATE), because one that first
reads and then writes is refused at once as "locked" when another process wrote in between.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import orjson
from flask import Flask
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, Dialect, Engine, MetaData, Select, event
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection
from sqlalchemy.orm import DeclarativeBase, Session, UOWTransaction
from sqlalchemy.types import TypeDecorator

BUSY_TIMEOUT_SECONDS = 30
NAMING_CONVENTION = {
    "ix": "ix_%(column_0_N_label)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING_CONVENTION)


db = SQLAlchemy(model_class=Base)
migrate = Migrate(directory="migrations", render_as_batch=True)

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


class UTCDateTime(TypeDecorator[datetime]):
    """An aware datetime, kept in UTC by every database (SQLite would hand back naive local time)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a stored time must be aware")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def now() -> datetime:
    return datetime.now(UTC)


@contextmanager
def writing() -> Iterator[Session]:
    """A transaction that may write: commits at its end, rolls back on any exception. Not to be nested.

    What was read before it is read again, so a decision taken inside rests on what is true now.
    """
    session = db.session()
    if session.info.get("writing"):
        raise RuntimeError("writing() does not nest: hand the session on instead")
    session.commit()
    session.connection(execution_options={"writes": True})
    session.info["writing"] = True
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop("writing", None)


def hold(session: Session, rows: Select[Any]) -> None:
    """Keep others from changing rows, or what they stand for, until the transaction ends; then read all anew.

    Who asks for the same rows at the same moment waits, and decides by what the first one left. SQLite knows no locks
    of rows and needs none: there one transaction writes at a time.
    """
    session.flush()
    session.execute(rows.with_for_update())
    session.expire_all()


def insert_missing(session: Session, model: type[Base], rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert many rows at once, passing over those whose unique key is there already."""
    if not rows:
        return
    insert = sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert
    session.execute(insert(model).on_conflict_do_nothing(), list(rows))


@event.listens_for(Session, "before_flush")
def _refuse_writes_outside_writing(session: Session, _context: UOWTransaction, _instances: object) -> None:
    if session.info.get("writing") or not (session.new or session.dirty or session.deleted):
        return
    if session.new or session.deleted or any(session.is_modified(thing) for thing in session.dirty):
        raise RuntimeError("a change of the database belongs inside writing()")


def _prepare_sqlite(connection: Any, _record: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    for pragma in (
        f"busy_timeout = {BUSY_TIMEOUT_SECONDS * 1000}",
        "journal_mode = WAL",
        "synchronous = NORMAL",
        "foreign_keys = ON",
        "cache_size = -65536",
    ):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("writes")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def prepare_engine(engine: Engine) -> None:
    """Give a SQLite engine the settings the module's opening words describe; others need none."""
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)


def _read_json(text: str) -> Any:
    """JSON columns by orjson, a fifth of the time of a list; what it refuses, the standard library may still read."""
    try:
        return orjson.loads(text)
    except orjson.JSONDecodeError:
        return json.loads(text)


def init_db(app: Flask) -> None:
    """Bind the database and its migrations to an application."""
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = {"json_deserializer": _read_json}
    db.init_app(app)
    migrate.init_app(app, db, directory=str(app.config["MIGRATIONS"]))
    with app.app_context():
        prepare_engine(db.engine)
