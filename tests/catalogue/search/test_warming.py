"""What searches go by is loaded before the first one comes."""

from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

from catalogue.db import db, writing
from catalogue.search.answering import answer
from catalogue.search.engine import IndexUnavailable, Query
from catalogue.search.known_titles import known_titles
from catalogue.search.sync import rebuild
from catalogue.search.warming import warm_up
from tests.factories import make_resource


def test_an_absent_index_is_no_error(app: Flask) -> None:
    engine = app.extensions["search_engine"]
    warm_up(engine, db.session())
    with pytest.raises(IndexUnavailable):
        answer(engine, Query(text="手机"))


def test_afterwards_titles_are_not_read_again(app: Flask) -> None:
    engine = app.extensions["search_engine"]
    with writing() as session:
        make_resource(session, title="手机摄影")
    rebuild(engine, Path(app.instance_path))
    warm_up(engine, db.session())
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))
    titles = known_titles(engine, db.session()).of_type("resource")
    assert [title.text for title in titles.holding("手机", 5)] == ["手机摄影"]
    assert statements == []
