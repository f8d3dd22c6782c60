"""What tests do with an adapter: find everything, read everything, and tell records from refusals."""

from collections.abc import Mapping
from typing import Any

from harvesters.errors import RecordError
from harvesters.http import Http
from harvesters.record import Adapter, Item, Record


def read_all(adapter: Adapter, http: Http, options: Mapping[str, Any]) -> list[Record | str | None]:
    """The record of each item, or the words of its refusal; deleted items are left out."""
    return [read_one(adapter, item) for item in adapter.find(http, options) if not item.deleted]


def read_one(adapter: Adapter, item: Item) -> Record | str | None:
    try:
        return adapter.read(item)
    except RecordError as error:
        return str(error)


def titles(outcomes: list[Record | str | None]) -> list[str]:
    """The titles of the records and the words of the refusals."""
    return [outcome if isinstance(outcome, str) else outcome.title if outcome else "" for outcome in outcomes]
