"""An institution with an editor signed in, and another one that has things of its own."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from catalogue.db import db, writing
from catalogue.models import Institution
from tests.factories import make_institution
from tests.people import person


@pytest.fixture
def school(app: Flask) -> Institution:
    with writing() as session:
        return make_institution(session, name="赣江数字学院")


@pytest.fixture
def member(client: FlaskClient, school: Institution) -> FlaskClient:
    """A client of somebody who edits for the school."""
    person(client, institution=school, member="editor")
    return client


@pytest.fixture
def home(school: Institution) -> str:
    """Where the pages of the school begin."""
    return f"/portal/{db.session.get_one(Institution, school.id).public_id}"
