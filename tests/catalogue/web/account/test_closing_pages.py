"""The copy of one's data, and closing the account, by its owner."""

import pytest
from flask.testing import FlaskClient

from catalogue.db import db, writing
from catalogue.models import Account
from catalogue.web.known_device import COOKIE, PATH
from tests.catalogue.web.account.conftest import ALICE, Enter
from tests.factories import make_institution
from tests.people import PASSWORD, make_account, person


@pytest.fixture
def signed_in(client: FlaskClient, alice: Account, enter: Enter) -> FlaskClient:
    enter(client)
    return client


def close(client: FlaskClient, **typed: str) -> tuple[int, str]:
    answer = client.post("/account/close", data={"password": PASSWORD, "sure": "yes", **typed})
    return answer.status_code, answer.text


def test_the_copy_is_a_file_to_keep(signed_in: FlaskClient) -> None:
    answer = signed_in.get("/account/data.json")
    assert answer.mimetype == "application/json"
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=my-data-")
    assert answer.get_json()["account"]["email"] == ALICE
    assert answer.headers["Cache-Control"] == "no-store"


def test_closing_ends_everything(signed_in: FlaskClient, alice: Account, enter: Enter) -> None:
    assert close(signed_in)[0] == 303
    assert "账号已经注销" in signed_in.get("/account/sign-in").text
    db.session.refresh(alice)
    assert (alice.state, alice.email) == ("closed", None)
    assert signed_in.get("/account/").status_code == 303
    assert signed_in.get_cookie(COOKIE, path=PATH) is None
    assert enter(signed_in).status_code == 400


def test_closing_wants_the_password(signed_in: FlaskClient, alice: Account) -> None:
    assert close(signed_in, password="not the password")[0] == 400
    db.session.refresh(alice)
    assert alice.state == "active"


def test_closing_wants_a_word_that_one_is_sure(signed_in: FlaskClient) -> None:
    status, page = close(signed_in, sure="")
    assert (status, "请先勾选" in page) == (400, True)


def test_who_must_settle_something_first_is_told_what(client: FlaskClient) -> None:
    with writing() as session:
        school = make_institution(session, name="赣江数字学院")
        make_account(session, institution=school, member="editor")
    person(client, institution=school)
    page = client.get("/account/close").text
    assert "“赣江数字学院”还有别的成员" in page
    assert 'action="/account/close"' not in page
