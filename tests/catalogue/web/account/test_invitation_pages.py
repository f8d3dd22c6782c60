"""Accepting an invitation: with a new account, or with the one the invited person has."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from catalogue.db import db, writing
from catalogue.domain.accounts.accounts import account_of
from catalogue.domain.accounts.invitations import invite, path_of, revoke_invitation
from catalogue.models import Account, Institution, Invitation
from catalogue.web.known_device import COOKIE, PATH
from tests.catalogue.web.account.conftest import ALICE, Enter
from tests.factories import make_institution
from tests.people import PASSWORD, make_account, sign_in

CAROL = "carol@example.cn"


@pytest.fixture
def school(app: Flask) -> Institution:
    with writing() as session:
        return make_institution(session, name="赣江数字学院")


def invited(email: str, institution: Institution | None = None, *roles: str) -> str:
    """The path of the link in a new invitation."""
    with writing() as session:
        place = session.merge(institution) if institution else None
        return path_of(
            invite(session, email=email, name="丙", staff_roles=roles, institution=place, by="operator:root")
        )


def join(client: FlaskClient, link: str, password: str = PASSWORD) -> tuple[int, str]:
    answer = client.post(link, data={"name": "丙", "password": password, "again": password})
    return answer.status_code, answer.location or answer.text


def roles_of(email: str) -> list[str]:
    db.session.rollback()
    account = account_of(db.session(), email)
    return account.staff_roles if account else []


def test_the_link_shows_what_it_is_about(client: FlaskClient, school: Institution) -> None:
    link = invited(CAROL, school)
    page = client.get(link).text
    assert f'action="{link}"' in page
    assert "carol@example.cn 受邀成为“赣江数字学院”的编辑" in page
    assert 'name="name" type="text" value="丙"' in page


def test_whoever_joins_is_signed_in_and_at_the_institution(client: FlaskClient, school: Institution) -> None:
    assert join(client, invited(CAROL, school)) == (303, f"/portal/{school.public_id}/")
    assert client.get(f"/portal/{school.public_id}/").status_code == 200
    assert client.get_cookie(COOKIE, path=PATH) is not None


def test_staff_set_up_their_second_factor_first(client: FlaskClient) -> None:
    assert join(client, invited(CAROL, None, "reviewer")) == (303, "/account/")
    assert client.get("/review/").location == "/account/second-factor?next=%2Freview%2F"


def test_a_weak_password_is_refused_and_the_name_kept(client: FlaskClient, school: Institution) -> None:
    status, page = join(client, invited(CAROL, school), "1234567890")
    assert (status, "太常见" in page, 'value="丙"' in page) == (400, True, True)


def test_the_link_works_once(client: FlaskClient, school: Institution) -> None:
    link = invited(CAROL, school)
    join(client, link)
    again = client.get(link)
    assert (again.status_code, "已经接受过" in again.text) == (400, True)


def test_a_revoked_link_makes_no_account(client: FlaskClient, school: Institution) -> None:
    link = invited(CAROL, school)
    with writing() as session:
        revoke_invitation(session, session.scalars(select(Invitation)).one(), by="operator:root")
    assert join(client, link)[0] == 400
    assert account_of(db.session(), CAROL) is None


def test_who_has_an_account_signs_in_and_comes_back(client: FlaskClient, alice: Account, enter: Enter) -> None:
    link = invited(ALICE, None, "curator")
    assert f"/account/sign-in?next={link}" in client.get(link).text
    enter(client)
    assert f'action="{link}/accept"' in client.get(link).text
    assert client.post(f"{link}/accept").status_code == 303
    assert roles_of(ALICE) == ["curator"]


def test_the_link_makes_no_second_account_for_one_address(client: FlaskClient, alice: Account) -> None:
    status, page = join(client, invited(ALICE, None, "curator"))
    assert (status, "已经有账号了" in page) == (400, True)
    assert roles_of(ALICE) == []


def test_somebody_else_is_told_to_sign_out_first(client: FlaskClient, alice: Account) -> None:
    link = invited(CAROL, None, "administrator")
    sign_in(client, alice)
    assert "您现在用 alice@example.cn 登录" in client.get(link).text
    refused = client.post(f"{link}/accept")
    assert (refused.status_code, "另一个邮箱" in refused.text) == (400, True)
    assert roles_of(ALICE) == []


def test_accepting_wants_the_second_factor_of_who_has_one(client: FlaskClient) -> None:
    with writing() as session:
        dave = make_account(session, email="dave@example.cn", totp_secret="GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ")
    link = invited("dave@example.cn", None, "administrator")
    sign_in(client, dave, second_factor=False)
    assert client.post(f"{link}/accept").location.startswith("/account/second-factor")
    assert roles_of("dave@example.cn") == []


def test_an_invitation_is_not_seen_by_guessing_its_id(client: FlaskClient, school: Institution) -> None:
    invited(CAROL, school)
    public_id = db.session.scalars(select(Invitation.public_id)).one()
    assert client.get(f"/account/invitation/{public_id}").status_code == 400
