"""Nobody sees or changes what another institution has not made public."""

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from catalogue.db import db, writing
from catalogue.models import Institution, Lecture, Resource
from tests.catalogue.web.portal.forms import typed_lecture, typed_resource
from tests.factories import make_institution, make_resource
from tests.people import person

SECRET = "还没公开的标题"


@pytest.fixture
def theirs(app: Flask) -> dict[str, str]:
    """What an editor of another institution handed in: the ids of a resource and a lecture, and of the institution."""
    with app.app_context():  # of its own, for who is signed in is kept there
        with writing() as session:
            other = make_institution(session, name="别家学院")
            public_id = other.public_id
        client = app.test_client()
        person(client, institution=other)
        home = f"/portal/{public_id}"
        resource = client.post(f"{home}/resources/new", data=typed_resource(title=SECRET, provider="赣江数字学院"))
        lecture = client.post(f"{home}/lectures/new", data=typed_lecture(title=SECRET))
    names = {"resources": resource.location, "lectures": lecture.location}
    return {"institution": public_id, **{kind: path.rsplit("/", 1)[1] for kind, path in names.items()}}


def addresses(app: Flask) -> list[tuple[str, str]]:
    """Every rule of the portal that names an institution, with one of its methods."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/portal/<")]
    return [(method, rule.rule) for rule in rules for method in ("GET", "POST") if method in (rule.methods or ())]


def test_every_address_of_another_institution_is_closed(
    app: Flask, member: FlaskClient, theirs: dict[str, str]
) -> None:
    for method, rule in addresses(app):
        kind = "lectures" if "/lectures/" in rule else "resources"
        path = re.sub(r"<public_id:\w+>", theirs[kind], rule.replace("<public_id:institution>", theirs["institution"]))
        answer = member.open(path, method=method, data=typed_resource() if method == "POST" else None)
        assert (method, path, answer.status_code) == (method, path, 403)
        assert SECRET not in answer.text


def test_their_things_are_not_found_below_ones_own_address(
    app: Flask, member: FlaskClient, home: str, theirs: dict[str, str]
) -> None:
    own = home.rsplit("/", 1)[1]
    for method, rule in addresses(app):
        if "<public_id:public_id>" not in rule:
            continue
        kind = "lectures" if "/lectures/" in rule else "resources"
        path = rule.replace("<public_id:institution>", own).replace("<public_id:public_id>", theirs[kind])
        typed = typed_lecture(reason="x") if kind == "lectures" else typed_resource(reason="x")
        answer = member.open(path, method=method, data=typed if method == "POST" else None)
        assert (method, path, answer.status_code) == (method, path, 404)
        assert SECRET not in answer.text


def test_what_others_handed_in_under_ones_name_is_on_no_list(
    member: FlaskClient, home: str, theirs: dict[str, str]
) -> None:
    pages = [member.get(f"{home}/{path}").text for path in ("", "resources/", "lectures/", "submissions")]
    assert [SECRET in page for page in pages] == [False] * 4


def test_handing_in_the_same_address_shows_nothing_of_theirs(
    member: FlaskClient, home: str, theirs: dict[str, str]
) -> None:
    path = member.post(f"{home}/resources/new", data=typed_resource(title="我们的标题")).location
    pages = [member.get(page).text for page in (path, f"{path}/edit", f"{path}/preview", f"{home}/resources/")]
    assert [SECRET in page for page in pages] == [False] * 4
    assert ["我们的标题" in page for page in pages] == [True] * 4
    db.session.rollback()
    assert len(db.session.scalars(select(Resource)).all()) == 1


def test_a_public_resource_of_another_is_not_ones_own(member: FlaskClient, home: str) -> None:
    with writing() as session:
        other = make_resource(session).public_id
    assert member.get(f"{home}/resources/{other}").status_code == 404


def test_nothing_of_theirs_was_changed(app: Flask, member: FlaskClient, home: str, theirs: dict[str, str]) -> None:
    member.post(f"{home}/resources/{theirs['resources']}/edit", data=typed_resource())
    member.post(f"{home}/lectures/{theirs['lectures']}/take-back", data={"reason": "x"})
    db.session.rollback()
    assert db.session.scalars(select(Resource)).one().title == SECRET
    assert db.session.scalars(select(Lecture)).one().missing_since is None


def test_visitors_are_led_to_the_door(client: FlaskClient, school: Institution) -> None:
    answer = client.get(f"/portal/{school.public_id}/resources/")
    assert (answer.status_code, answer.location.startswith("/account/sign-in")) == (303, True)
