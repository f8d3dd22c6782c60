"""What nobody decided about yet, or was returned for mending, is on no page and in no answer for programs."""

import pytest
from flask.testing import FlaskClient

from catalogue.db import writing
from tests.factories import make_lecture, make_resource


@pytest.mark.parametrize("state", ["pending", "returned"])
def test_an_undecided_resource_is_not_there(client: FlaskClient, state: str) -> None:
    with writing() as session:
        name = make_resource(session, state=state, reason="请补充教师").public_id
    paths = (f"/resources/{name}", f"/resources/{name}/visit", f"/api/v1/resources/{name}")
    assert [client.get(path).status_code for path in paths] == [404, 404, 404]


@pytest.mark.parametrize("state", ["pending", "returned"])
def test_an_undecided_lecture_is_not_there(client: FlaskClient, state: str) -> None:
    with writing() as session:
        name = make_lecture(session, state=state, reason="请补充地点").public_id
    paths = (f"/lectures/{name}", f"/lectures/{name}.ics", f"/api/v1/lectures/{name}")
    assert [client.get(path).status_code for path in paths] == [404, 404, 404]
