"""The page on which owners look after the members of their institution."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from catalogue.db import db, writing
from catalogue.domain.accounts.invitations import invite
from catalogue.domain.accounts.members import members_of
from catalogue.models import Account, Institution, Invitation, OutgoingMail
from tests.factories import make_institution
from tests.people import make_account, person

CAROL = "carol@example.cn"


@pytest.fixture
def school(app: Flask) -> Institution:
    with writing() as session:
        return make_institution(session, name="赣江数字学院")


@pytest.fixture
def owner(client: FlaskClient, school: Institution) -> Account:
    return person(client, institution=school)


@pytest.fixture
def bob(school: Institution) -> Account:
    with writing() as session:
        account = make_account(session, institution=session.merge(school), member="editor", name="乙")
    return db.session.get_one(Account, account.id)


def path(school: Institution, more: str = "") -> str:
    return f"/portal/{school.public_id}/members{more}"


def roles(school: Institution) -> dict[str, str]:
    db.session.rollback()
    return {one.account.name: one.role for one in members_of(db.session(), school)}


def test_owners_see_who_there_is(client: FlaskClient, school: Institution, owner: Account, bob: Account) -> None:
    page = client.get(path(school)).text
    assert all(words in page for words in (owner.email or "-", bob.email or "-", "就是您"))


def test_editors_do_not_manage_members(client: FlaskClient, school: Institution) -> None:
    person(client, institution=school, member="editor")
    assert client.get(path(school)).status_code == 403


def test_an_invitation_goes_out_and_waits(client: FlaskClient, school: Institution, owner: Account) -> None:
    sent = client.post(path(school, "/invite"), data={"email": CAROL, "name": "丙", "role": "editor"})
    assert sent.status_code == 303
    assert CAROL in client.get(path(school)).text
    db.session.rollback()
    invitation = db.session.scalars(select(Invitation)).one()
    assert (invitation.by, invitation.role, invitation.staff_roles) == (owner.actor, "editor", [])
    assert db.session.scalars(select(OutgoingMail.recipient)).all() == [CAROL]


def test_no_staff_role_can_be_given_this_way(client: FlaskClient, school: Institution, owner: Account) -> None:
    refused = client.post(path(school, "/invite"), data={"email": CAROL, "role": "administrator"})
    assert refused.status_code == 400


def test_what_was_typed_is_kept_when_it_is_refused(client: FlaskClient, school: Institution, owner: Account) -> None:
    refused = client.post(path(school, "/invite"), data={"email": "nonsense", "name": "丙", "role": "owner"})
    assert refused.status_code == 400
    assert 'value="nonsense"' in refused.text
    assert 'value="owner" selected' in refused.text


def test_a_revoked_invitation_is_off_the_page(client: FlaskClient, school: Institution, owner: Account) -> None:
    with writing() as session:
        made = invite(session, email=CAROL, institution=session.merge(school), by=owner.actor)
    assert client.post(path(school, f"/invitations/{made.public_id}/revoke")).status_code == 303
    assert CAROL not in client.get(path(school)).text


def test_an_invitation_of_another_institution_is_not_found(
    client: FlaskClient, school: Institution, owner: Account
) -> None:
    with writing() as session:
        made = invite(session, email=CAROL, institution=make_institution(session), by="operator:root")
    assert client.post(path(school, f"/invitations/{made.public_id}/revoke")).status_code == 404


def test_a_member_becomes_an_owner(client: FlaskClient, school: Institution, owner: Account, bob: Account) -> None:
    assert client.post(path(school, f"/{bob.public_id}/role"), data={"role": "owner"}).status_code == 303
    assert roles(school)["乙"] == "owner"


def test_a_member_is_removed(client: FlaskClient, school: Institution, owner: Account, bob: Account) -> None:
    assert client.post(path(school, f"/{bob.public_id}/remove")).status_code == 303
    assert "乙" not in roles(school)


def test_the_last_owner_is_told_why_not(client: FlaskClient, school: Institution, owner: Account) -> None:
    refused = client.post(path(school, f"/{owner.public_id}/remove"))
    assert (refused.status_code, "机构至少要有一位负责人" in refused.text) == (400, True)


def test_an_owner_who_steps_down_lands_where_one_may_be(
    client: FlaskClient, school: Institution, owner: Account, bob: Account
) -> None:
    client.post(path(school, f"/{bob.public_id}/role"), data={"role": "owner"})
    left = client.post(path(school, f"/{owner.public_id}/role"), data={"role": "editor"})
    assert (left.status_code, left.location) == (303, "/portal/")


def test_a_member_of_another_institution_is_not_found(client: FlaskClient, school: Institution, owner: Account) -> None:
    with writing() as session:
        stranger = make_account(session, institution=make_institution(session))
    assert client.post(path(school, f"/{stranger.public_id}/remove")).status_code == 404
