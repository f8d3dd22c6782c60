"""The whole database as values that can be compared."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import db

GOING_ON = {"version", "indexed_version", "changed_at"}
"""Columns that only ever go on: the index and other machines learn from them that something moved."""
HISTORY = {"event", "resource_merge"}
"""Tables that tell what happened, and so only grow."""


def dump(session: Session) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table but the history, by table, without the columns that only go on."""
    session.flush()
    session.expire_all()
    return {table.name: _rows(session, table) for table in db.metadata.sorted_tables if table.name not in HISTORY}


def _rows(session: Session, table: Any) -> list[dict[str, Any]]:
    rows = session.execute(select(table).order_by(*table.primary_key.columns)).mappings()
    return [{name: value for name, value in row.items() if name not in GOING_ON} for row in rows]
