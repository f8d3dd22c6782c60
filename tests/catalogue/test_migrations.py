"""A database of an older version keeps its rows and gets what the new version needs."""

from pathlib import Path

from flask_migrate import downgrade, upgrade
from sqlalchemy import select

from catalogue import create_app
from catalogue.db import db, writing
from catalogue.domain.intake import take_in
from catalogue.domain.setup import migrate_database
from catalogue.models import Resource
from tests.factories import make_record, make_source

BEFORE_MATCHING = "0005"


def keys() -> list[tuple[str, ...]]:
    found = select(Resource.title, Resource.title_key, Resource.title_head, Resource.title_tail).order_by(Resource.id)
    return [tuple(row) for row in db.session.execute(found)]


def test_resources_that_stood_before_the_matching_get_their_keys(tmp_path: Path) -> None:
    with create_app(tmp_path).app_context():
        migrate_database()
        with writing() as session:
            for title in ("高等数学（上）", "高等数学（下）"):
                take_in(session, make_source(session), make_record(title=title))
        of_today = keys()
        db.session.remove()
        downgrade(revision=BEFORE_MATCHING)

        upgrade()
        assert [row[0] for row in keys()] == ["高等数学（上）", "高等数学（下）"]
        db.session.remove()
        migrate_database()

        assert keys() == of_today
