"""Accounts at the administrators' pages: found, given roles and institutions, suspended, invited."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from catalogue.db import db, writing
from catalogue.models import Account, AccountSession, Event, Institution, Invitation
from tests.factories import make_institution
from tests.people import make_account, sign_in

LIST = "/admin/accounts/"
INVITATIONS = "/admin/accounts/invitations/"


@pytest.fixture
def institution(client: FlaskClient) -> Institution:
    with writing() as session:
        return make_institution(session, name="赣江数字学院")


@pytest.fixture
def alice(administrator: Account) -> Account:
    with writing() as session:
        return make_account(session, "reviewer", name="爱丽丝", totp_secret="A" * 32)


def again(account: Account) -> Account:
    db.session.rollback()
    return db.session.get_one(Account, account.id)


def test_people_are_found_by_name_address_and_institution(
    client: FlaskClient, alice: Account, institution: Institution
) -> None:
    with writing() as session:
        member = make_account(session, institution=session.merge(institution), name="鲍勃")
    link = f'href="{LIST}{alice.public_id}"'
    assert link in client.get(LIST).text
    assert link in client.get(f"{LIST}?q=爱丽").text
    assert link in client.get(f"{LIST}?q={(alice.email or '').upper()}").text
    assert link in client.get(f"{LIST}?role=reviewer&state=active").text
    found = client.get(f"{LIST}?q=赣江").text
    assert (member.public_id in found, alice.public_id in found) == (True, False)


@pytest.mark.parametrize("query", ["q=%25", "q=_", "role=curator", "state=closed", "q=nobody"])
def test_nobody_found_says_what_to_do(client: FlaskClient, alice: Account, query: str) -> None:
    assert "没有找到这样的账号" in client.get(f"{LIST}?{query}").text


def test_roles_are_given_and_taken(client: FlaskClient, administrator: Account, alice: Account) -> None:
    answer = client.post(f"{LIST}{alice.public_id}/roles", data={"roles": ["curator", "senior_reviewer"]})
    assert (answer.status_code, again(alice).staff_roles) == (303, ["curator", "senior_reviewer"])
    client.post(f"{LIST}{alice.public_id}/roles", data={})
    assert again(alice).staff_roles == []
    event = db.session.scalars(select(Event).where(Event.what == "account.roles")).first()
    assert event and (event.actor, event.before, event.after) == (
        administrator.actor,
        "reviewer",
        "curator senior_reviewer",
    )


def test_a_role_there_is_not_is_refused(client: FlaskClient, alice: Account) -> None:
    assert client.post(f"{LIST}{alice.public_id}/roles", data={"roles": "emperor"}).status_code == 400
    assert again(alice).staff_roles == ["reviewer"]


@pytest.mark.parametrize(("act", "sent"), [("roles", {"roles": "curator"}), ("suspend", {"reason": "离职"})])
def test_one_administrator_always_stays(
    client: FlaskClient, administrator: Account, act: str, sent: dict[str, str]
) -> None:
    answer = client.post(f"{LIST}{administrator.public_id}/{act}", data=sent)
    assert (answer.status_code, "这是最后一位管理员" in answer.text) == (400, True)
    assert (again(administrator).state, administrator.staff_roles) == ("active", ["administrator"])


def test_one_of_two_administrators_may_go(client: FlaskClient, administrator: Account) -> None:
    with writing() as session:
        make_account(session, "administrator")
    assert client.post(f"{LIST}{administrator.public_id}/roles", data={}).status_code == 303


def test_a_suspended_administrator_does_not_count(client: FlaskClient, administrator: Account) -> None:
    with writing() as session:
        make_account(session, "administrator", state="suspended")
    assert client.post(f"{LIST}{administrator.public_id}/roles", data={}).status_code == 400


def test_suspending_ends_all_sessions_at_once(client: FlaskClient, alice: Account) -> None:
    theirs = client.application.test_client()
    sign_in(theirs, alice)
    assert theirs.get("/review/").status_code == 200
    assert client.post(f"{LIST}{alice.public_id}/suspend", data={"reason": " 离\n职 "}).status_code == 303
    assert theirs.get("/review/").status_code == 303
    assert again(alice).state == "suspended"
    assert db.session.scalars(select(AccountSession).where(AccountSession.account_id == alice.id)).all() == []
    assert db.session.scalars(select(Event.note).where(Event.what == "account.suspended")).all() == ["离 职"]


def test_suspending_needs_a_reason(client: FlaskClient, alice: Account) -> None:
    answer = client.post(f"{LIST}{alice.public_id}/suspend", data={"reason": ""})
    assert (answer.status_code, again(alice).state) == (400, "active")


def test_a_suspended_person_is_let_in_again(client: FlaskClient, alice: Account) -> None:
    client.post(f"{LIST}{alice.public_id}/suspend", data={"reason": "误会"})
    assert "恢复账号" in client.get(f"{LIST}{alice.public_id}").text
    assert client.post(f"{LIST}{alice.public_id}/reactivate").status_code == 303
    assert again(alice).state == "active"


def test_whoever_is_active_cannot_be_reactivated(client: FlaskClient, alice: Account) -> None:
    assert client.post(f"{LIST}{alice.public_id}/reactivate").status_code == 400


def test_the_second_factor_is_reset(client: FlaskClient, alice: Account) -> None:
    assert client.post(f"{LIST}{alice.public_id}/second-factor/reset").status_code == 303
    assert again(alice).totp_secret is None
    assert client.post(f"{LIST}{alice.public_id}/second-factor/reset").status_code == 400


def test_a_person_joins_an_institution_by_its_name(
    client: FlaskClient, alice: Account, institution: Institution
) -> None:
    joined = f"{LIST}{alice.public_id}/memberships"
    client.post(f"/admin/institutions/{institution.public_id}/names", data={"alias": "赣数院本部"})
    assert client.post(joined, data={"institution": "赣数院本部", "role": "owner"}).status_code == 303
    [membership] = again(alice).memberships
    assert (membership.institution_id, membership.role) == (institution.id, "owner")


def test_an_institution_there_is_not_cannot_be_joined(client: FlaskClient, alice: Account) -> None:
    answer = client.post(f"{LIST}{alice.public_id}/memberships", data={"institution": "没有的", "role": "editor"})
    assert (answer.status_code, "目录里没有这个名称的机构" in answer.text) == (400, True)
    assert 'value="没有的"' in answer.text


def test_an_editor_leaves_and_the_last_owner_stays(
    client: FlaskClient, administrator: Account, institution: Institution
) -> None:
    with writing() as session:
        of = session.merge(institution)
        owner = make_account(session, institution=of)
        editor = make_account(session, institution=of, member="editor")
    ends = f"memberships/{institution.public_id}/end"
    assert client.post(f"{LIST}{editor.public_id}/{ends}").status_code == 303
    assert client.post(f"{LIST}{owner.public_id}/{ends}").status_code == 400
    assert (again(editor).memberships, len(again(owner).memberships)) == ([], 1)


def test_staff_are_invited_and_the_invitation_taken_back(client: FlaskClient, administrator: Account) -> None:
    sent = client.post(INVITATIONS, data={"email": "New@example.cn", "name": "新人", "roles": ["reviewer"]})
    assert (sent.status_code, sent.location) == (303, INVITATIONS)
    invitation = db.session.scalars(select(Invitation)).one()
    assert (invitation.email, invitation.staff_roles, invitation.by) == (
        "new@example.cn",
        ["reviewer"],
        administrator.actor,
    )
    assert "new@example.cn" in client.get(INVITATIONS).text
    client.post(f"{INVITATIONS}{invitation.public_id}/revoke")
    db.session.rollback()
    assert db.session.scalars(select(Invitation.state)).one() == "revoked"


@pytest.mark.parametrize(
    "sent", [{"email": "new@example.cn"}, {"roles": "reviewer"}, {"email": "x", "roles": "curator"}]
)
def test_an_incomplete_invitation_is_refused(client: FlaskClient, administrator: Account, sent: dict[str, str]) -> None:
    assert client.post(INVITATIONS, data=sent).status_code == 400
    assert db.session.scalars(select(Invitation)).all() == []


def test_an_unknown_account_is_not_found(client: FlaskClient, administrator: Account) -> None:
    assert client.get(f"{LIST}aaaaaaaaaa").status_code == 404
    assert client.post(f"{LIST}aaaaaaaaaa/reactivate").status_code == 404
