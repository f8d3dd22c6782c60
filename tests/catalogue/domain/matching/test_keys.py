"""Keys of rows that stand when titles or addresses come to be folded in another way."""

from flask import Flask
from sqlalchemy import select, update

from catalogue.db import db, writing
from catalogue.domain.institutions.providers import find_or_make_institution
from catalogue.domain.intake.resources import take_in
from catalogue.domain.matching.keys import renew_match_keys
from catalogue.models import InstitutionAlias, Listing, Resource
from tests.factories import make_record, make_source

RECORD = {"title": "高等数学（一）", "provider": "南昌大学", "url": "https://www.icourse163.org/course/NCU-1?tid=7"}


def keys() -> tuple[tuple[str, ...], ...]:
    row = db.session.execute(select(Resource.title_key, Resource.title_head, Resource.title_tail)).one()
    return tuple(row), tuple(db.session.scalars(select(Listing.address)))


def fill_with_old_keys() -> tuple[tuple[str, ...], ...]:
    """A record as an older version left it; returns its keys of today."""
    with writing() as session:
        take_in(session, make_source(session), make_record(**RECORD))
    of_today = keys()
    with writing() as session:
        session.execute(update(Resource).values(title_key="高等数学一", title_head="", title_tail=""))
        session.execute(update(Listing).values(address="www.icourse163.org/course/NCU-1?tid=7"))
    return of_today


def test_rows_of_an_older_version_get_the_keys_of_today(app: Flask) -> None:
    of_today = fill_with_old_keys()
    version = db.session.scalar(select(Resource.version))

    renew_match_keys()

    assert keys() == of_today
    assert db.session.scalar(select(Resource.version)) == version


def test_keys_of_this_version_are_left_alone(app: Flask) -> None:
    renew_match_keys()
    fill_with_old_keys()
    stored = keys()

    renew_match_keys()

    assert keys() == stored


def test_names_are_folded_anew_but_nobody_loses_theirs(app: Flask) -> None:
    with writing() as session:
        taiwan = find_or_make_institution(session, "台湾大学")
        find_or_make_institution(session, "清华大学")
        session.execute(
            update(InstitutionAlias).where(InstitutionAlias.name_key == "台湾大学").values(name_key="臺灣大學")
        )
        session.add(InstitutionAlias(name_key="清華大學", institution=taiwan))

    renew_match_keys()

    names = db.session.scalars(select(InstitutionAlias.name_key).order_by(InstitutionAlias.id)).all()
    assert names == ["台湾大学", "清华大学", "清華大學"]
