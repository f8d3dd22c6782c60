"""A page takes as many queries with many rows as with few: every page of the route table."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event, select

from catalogue.db import db, writing
from catalogue.models import Collection, CollectionItem, Institution
from tests.catalogue.web.page_paths import page_paths
from tests.catalogue.web.shelf import Shelf
from tests.factories import make_lecture, make_resource


def test_more_rows_need_no_more_queries(
    app: Flask, client: FlaskClient, shelf: Shelf, index_all: Callable[[], None]
) -> None:
    paths = page_paths(app, shelf)  # asks for each once, so what is kept for good is there

    def counted(more: int) -> dict[str, int]:
        _fill(more)
        index_all()
        return {path: _queries(client, path) for path in paths}

    few, many = counted(2), counted(8)
    assert many == few


def _fill(more: int) -> None:
    """That many of everything, each by an institution of its own and by the one whose page is asked for."""
    with writing() as session:
        school = session.scalars(select(Institution).where(Institution.slug == "ganjiang")).one()
        collection = session.scalars(select(Collection)).one()
        for provider in (school, None):
            for _ in range(more):
                resource = make_resource(session, provider=provider, topics=["smartphone"], audiences=["elderly"])
                lecture = make_lecture(session, institution=provider, topics=["smartphone"])
                position = len(collection.sections[0].items)
                collection.sections[0].items += [
                    CollectionItem(position=position, resource=resource),
                    CollectionItem(position=position + 1, lecture=lecture),
                ]


def _queries(client: FlaskClient, path: str) -> int:
    """Of the second time: at the first, rows that no page has shown yet are read, once for each kind."""
    client.get(path)
    seen: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        seen.append(statement)

    db.session.expire_all()
    event.listen(db.engine, "before_cursor_execute", note)
    try:
        assert client.get(path).status_code < 500
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    return len(seen)
