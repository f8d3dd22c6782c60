"""Documents that search tests are about."""

from datetime import UTC, datetime, timedelta
from itertools import count
from typing import Any

from catalogue.search.engine import Document, Hits, Query, SearchEngine

_numbers = count(1)
_FIRST_DAY = datetime(2026, 1, 1, tzinfo=UTC)


def make_document(title: str = "", **values: Any) -> Document:
    """A resource of that title; texts and facets by name, later ones newer."""
    number = next(_numbers)
    texts = {name: values.pop(name) for name in ("provider", "teachers", "topics", "summary", "body") if name in values}
    return Document(
        **{
            "id": f"id{number:08d}",
            "type": "resource",
            "version": 1,
            "texts": {"title": title, **texts},
            "facets": {},
            "date": _FIRST_DAY + timedelta(days=number),
            **values,
        }
    )


def titles(engine: SearchEngine, documents: list[Document], text: str, **query: Any) -> list[str]:
    """The titles found, in their order."""
    by_id = {document.id: document.texts["title"] for document in documents}
    return [by_id[public_id] for public_id in search(engine, text, **query).ids]


def search(engine: SearchEngine, text: str = "", **query: Any) -> Hits:
    return engine.search(Query(text=text, **query))
