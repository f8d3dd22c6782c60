"""Rows kept in memory: never an old one, never one that is not committed, and no query for what is known."""

import pytest
from flask import Flask
from sqlalchemy import bindparam, event

from catalogue.db import db, writing
from catalogue.domain.shown.kept_rows import RESOURCES
from catalogue.models import Institution, Resource
from tests.factories import make_resource

BY_ID = RESOURCES.stamps.where(Resource.public_id == bindparam("public_id"))


@pytest.fixture
def public_id(app: Flask) -> str:
    with writing() as session:
        return make_resource(session, title="手机入门").public_id


def shown(public_id: str) -> Resource:
    [row] = RESOURCES.read(BY_ID, public_id=public_id)
    return row


def test_a_row_known_by_its_version_is_the_same_object(public_id: str) -> None:
    assert shown(public_id) is shown(public_id)


def test_a_known_row_costs_one_query(public_id: str) -> None:
    shown(public_id)
    statements: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *call: statements.append(call[2]))

    assert shown(public_id).provider.name

    assert len([statement for statement in statements if statement.startswith("SELECT")]) == 1


def test_a_changed_row_is_read_again(public_id: str) -> None:
    shown(public_id)
    with writing() as session:
        session.query(Resource).one().title = "手机进阶"
    assert shown(public_id).title == "手机进阶"


def test_a_change_of_what_is_shown_with_it_counts_too(public_id: str) -> None:
    shown(public_id)
    with writing() as session:
        session.query(Institution).one().name = "改名大学"
    assert shown(public_id).provider.name == "改名大学"


def test_every_column_that_pages_show_raises_the_version(public_id: str) -> None:
    for name, value in {
        "reason": "来源不再列出",
        "provenance": "某目录",
        "body": "第一课",
        "state": "archived",
    }.items():
        with writing() as session:
            setattr(session.query(Resource).one(), name, value)
        assert getattr(shown(public_id), name) == value


def test_inside_a_transaction_its_own_changes_are_seen_and_kept_from_others(public_id: str) -> None:
    class Undone(Exception):
        pass

    with pytest.raises(Undone), writing() as session:
        session.query(Resource).one().title = "还没有定"
        assert shown(public_id).title == "还没有定"
        raise Undone

    assert shown(public_id).title == "手机入门"


def test_a_kept_row_belongs_to_no_session(public_id: str) -> None:
    row = shown(public_id)
    row.title = "没有人会写下这个"
    with writing():
        pass
    assert db.session.query(Resource.title).scalar() == "手机入门"
