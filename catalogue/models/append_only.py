"""Rows that stay as they were written: the application itself refuses to change one or to take one away."""

from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.orm import Mapper, ORMExecuteState, Session


class AppendOnly:
    """A table the session only adds to. What keeps the ledger to its time names the table itself (ledger_keeping)."""


@event.listens_for(AppendOnly, "before_update", propagate=True)
@event.listens_for(AppendOnly, "before_delete", propagate=True)
def _refuse(_mapper: Mapper[AppendOnly], _connection: Connection, row: AppendOnly) -> None:
    raise RuntimeError(f"{type(row).__name__} rows are neither changed nor deleted")


@event.listens_for(Session, "do_orm_execute")
def _refuse_many(execution: ORMExecuteState) -> None:
    if not (execution.is_update or execution.is_delete) or execution.bind_mapper is None:
        return
    if issubclass(execution.bind_mapper.class_, AppendOnly):
        raise RuntimeError(f"{execution.bind_mapper.class_.__name__} rows are neither changed nor deleted")
