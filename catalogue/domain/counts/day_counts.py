"""Adds to the counts of a day, whether or not they were begun."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from catalogue.models.visit import DayCount


def add_to_day(session: Session, table: type[DayCount], day: date, counts: Mapping[int, int]) -> None:
    """Add counts by the numbers of things, in one statement. Raises SQLAlchemyError."""
    insert = (sqlite.insert if session.get_bind().dialect.name == "sqlite" else postgresql.insert)(table)
    added = {"count": table.count + insert.excluded.count}
    rows = [{table.counted: number, "day": day, "count": count} for number, count in counts.items()]
    session.execute(insert.on_conflict_do_update(index_elements=[table.counted, "day"], set_=added), rows)
