"""Taking back one's own application to register an institution."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from catalogue.db import db, writing
from catalogue.domain.applications.deciding import refuse
from catalogue.models import Account, Application
from tests.applications import folder, make_application
from tests.factories import make_institution
from tests.people import person


@pytest.fixture
def applicant(client: FlaskClient) -> Account:
    return person(client)


@pytest.fixture
def path(applicant: Account) -> str:
    """The page on which the applicant takes back what waits."""
    with writing() as session:
        application = make_application(session, account=session.merge(applicant), name="赣江数字学院")
        return f"/account/applications/{application.public_id}/take-back"


def kept() -> list[Application]:
    db.session.rollback()
    return list(db.session.scalars(select(Application)))


def test_what_waits_leads_to_taking_it_back(client: FlaskClient, path: str) -> None:
    assert f'href="{path}"' in client.get("/portal/").text
    assert "收回“赣江数字学院”的登记申请" in client.get(path).text
    assert len(kept()) == 1


def test_an_owner_of_one_institution_finds_the_application_for_another(client: FlaskClient) -> None:
    with writing() as session:
        school = make_institution(session)
    account = person(client, institution=school)
    with writing() as session:
        make_application(session, account=session.merge(account), name="赣江数字学院")
    assert "“赣江数字学院”的登记申请在等待核对" in client.get("/account/").text


def test_what_is_taken_back_is_gone(client: FlaskClient, path: str) -> None:
    answer = client.post(path)
    assert (answer.status_code, answer.location) == (303, "/account/")
    assert "申请已经收回" in client.get(answer.location).text
    assert (kept(), list(folder().iterdir())) == ([], [])


def test_it_is_taken_back_once(client: FlaskClient, path: str) -> None:
    client.post(path)
    assert client.post(path).status_code == 404


def test_another_person_takes_nothing_back(client: FlaskClient, path: str) -> None:
    person(client)
    assert (client.get(path).status_code, client.post(path).status_code) == (404, 404)
    assert len(kept()) == 1


@pytest.mark.parametrize("ask", ["get", "post"])
def test_what_was_decided_stays(client: FlaskClient, path: str, ask: str) -> None:
    with writing() as session:
        refuse(session, session.scalars(select(Application)).one(), reason="证书看不清", by="operator:root")
    answer = getattr(client, ask)(path)
    assert (answer.status_code, "已经处理过了" in answer.text, len(kept())) == (400, True, 1)
