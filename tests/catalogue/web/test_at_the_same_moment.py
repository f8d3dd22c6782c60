"""Links that work once, and a spreadsheet handed in, when two requests bring them at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import delete, func, select

from catalogue.db import db, writing
from catalogue.domain.accounts.invitations import invite, path_of
from catalogue.domain.accounts.password_changes import reset_path
from catalogue.domain.accounts.passwords import hash_password
from catalogue.domain.submissions.criteria import CODES
from catalogue.models import Account, AccountSession, Institution, Run
from catalogue.web.account import confirming
from tests.catalogue.domain.uploads.tables import row, workbook
from tests.factories import make_institution
from tests.people import PASSWORD, make_account, person, sign_in

TIMES = 4
NEW = "七个不相关的词-samovar"


def at_once(app: Flask, request: Callable[[FlaskClient], Any]) -> list[int]:
    """The statuses of several browsers that ask for the same at one moment."""
    start = Barrier(TIMES)

    def ask(client: FlaskClient) -> int:
        start.wait()
        return int(request(client).status_code)

    with ThreadPoolExecutor(TIMES) as pool:
        return sorted(pool.map(ask, [app.test_client() for _ in range(TIMES)]))


@pytest.fixture
def school(app: Flask) -> Institution:
    with writing() as session:
        return make_institution(session, name="赣江学院")


def test_a_link_to_a_new_password_works_once(app: Flask) -> None:
    with writing() as session:
        path = reset_path(make_account(session, password_hash=hash_password(PASSWORD)))

    statuses = at_once(app, lambda client: client.post(path, data={"password": NEW, "again": NEW}))
    assert statuses == [303, 400, 400, 400]


def test_an_invitation_makes_one_account(app: Flask, school: Institution) -> None:
    with writing() as session:
        invitation = invite(session, email="new@example.cn", institution=session.merge(school), by="operator:alice")
        path = path_of(invitation)
    typed = {"name": "甲乙", "password": NEW, "again": NEW}

    assert at_once(app, lambda client: client.post(path, data=typed)) == [303, 400, 400, 400]
    assert db.session.scalar(select(func.count()).select_from(Account)) == 1


def test_a_spreadsheet_is_handed_in_once(app: Flask, client: FlaskClient, school: Institution) -> None:
    account = person(client, institution=school)
    sent = client.post(f"/portal/{school.public_id}/upload", data={"table": (workbook(row(1)), "课程.xlsx")})
    browsers = iter([app.test_client() for _ in range(TIMES)])
    signed_in = [browser for browser in browsers if sign_in(browser, account) is None]

    def hand_in(_client: FlaskClient) -> Any:
        return signed_in.pop().post(sent.location, data={"checked": list(CODES), "committed": "yes"})

    assert at_once(app, hand_in) == [303, 400, 400, 400]
    assert db.session.scalar(select(func.count()).select_from(Run)) == 1


def test_a_session_ended_elsewhere_in_the_middle_of_a_request_is_no_fault(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    person(client)

    def ended_meanwhile(_hash: str, _password: str) -> bool:
        with db.engine.begin() as elsewhere:
            elsewhere.execute(delete(AccountSession))
        return True

    monkeypatch.setattr(confirming, "verify_password", ended_meanwhile)
    answer = client.post("/account/password", data={"old": PASSWORD, "password": NEW, "again": NEW})
    assert (answer.status_code, "这里刚刚变了" in answer.text) == (409, True)
