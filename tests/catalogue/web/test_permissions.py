"""Every endpoint stands in the table of who may open it, and the table is kept."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from catalogue.db import writing
from catalogue.models import Institution
from catalogue.web.permission_table import WHO
from tests.factories import make_institution
from tests.people import person, sign_in


@pytest.fixture
def institution(app: Flask) -> Institution:
    with writing() as session:
        return make_institution(session, name="赣江数字学院")


def test_every_endpoint_stands_in_the_table_and_nothing_else(app: Flask) -> None:
    assert {rule.endpoint for rule in app.url_map.iter_rules()} == WHO.keys()


def test_an_endpoint_that_is_not_in_the_table_is_opened_by_nobody(app: Flask) -> None:
    app.add_url_rule("/forgotten", "forgotten", lambda: "seen")
    client = app.test_client()
    person(client, "administrator", "reviewer", "curator")
    assert client.get("/forgotten").status_code == 403


def test_visitors_are_led_to_the_door_and_back(client: FlaskClient) -> None:
    answer = client.get("/review/")
    assert (answer.status_code, answer.location) == (303, "/account/sign-in?next=/review/")


def test_staff_pages_want_the_second_factor(client: FlaskClient) -> None:
    sign_in(client, person(client, "reviewer"), second_factor=False)
    assert client.get("/review/").status_code == 303


def test_members_open_their_own_institution_only(client: FlaskClient, institution: Institution) -> None:
    with writing() as session:
        other = make_institution(session, name="别家学院")
    person(client, institution=institution, member="editor")
    assert client.get(f"/portal/{institution.public_id}/").status_code == 200
    assert client.get(f"/portal/{other.public_id}/").status_code == 403


def test_what_a_person_was_shown_stays_in_no_cache(client: FlaskClient) -> None:
    person(client, "reviewer")
    assert client.get("/review/").headers["Cache-Control"] == "no-store"
