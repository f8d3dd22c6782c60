"""Invitations: what they give, to whom, how long, and how they end."""

from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.db import now
from catalogue.domain.accounts import invitations
from catalogue.domain.accounts.accounts import membership_of, set_membership
from catalogue.domain.accounts.invitations import (
    KEPT,
    LASTS,
    accept_invitation,
    drop_old_invitations,
    find_invitation,
    invitation_of,
    invite,
    join_by_invitation,
    path_of,
    revoke_invitation,
    roles_in_words,
    waiting_invitations,
)
from catalogue.domain.accounts.links import BadLink
from catalogue.domain.accounts.passwords import WeakPassword, verify_password
from catalogue.errors import CatalogueError, NotFound
from catalogue.models import Event, Institution, Invitation, OutgoingMail
from tests.factories import make_institution
from tests.people import PASSWORD, make_account

ALICE = "operator:alice"
CAROL = "carol@example.cn"


def token_of(invitation: Invitation) -> str:
    return path_of(invitation).rpartition("/")[2]


@pytest.fixture
def school(session: Session) -> Institution:
    return make_institution(session, name="赣江数字学院")


def test_an_invitation_is_mailed_with_its_link_and_its_roles(session: Session, school: Institution) -> None:
    invitation = invite(session, email=" Carol@Example.cn", institution=school, by=ALICE)
    [mail] = session.scalars(select(OutgoingMail))
    assert mail.recipient == CAROL
    assert path_of(invitation) in mail.text
    assert "“赣江数字学院”的编辑" in mail.text


def test_whoever_joins_gets_an_account_and_exactly_the_roles(session: Session, school: Institution) -> None:
    invitation = invite(session, email=CAROL, staff_roles=["curator"], institution=school, member="owner", by=ALICE)
    carol = join_by_invitation(session, invitation, name="丙", password=PASSWORD)
    membership = membership_of(session, carol, school)
    assert membership
    assert (carol.email, carol.name, carol.staff_roles, membership.role) == (CAROL, "丙", ["curator"], "owner")
    assert verify_password(carol.password_hash, PASSWORD)


def test_a_weak_password_leaves_the_invitation_as_it_was(session: Session) -> None:
    invitation = invite(session, email=CAROL, staff_roles=["curator"], by=ALICE)
    with pytest.raises(WeakPassword):
        join_by_invitation(session, invitation, name="丙", password="1234567890")
    assert invitation_of(session, token_of(invitation)) is invitation


def test_accepting_adds_to_the_roles_somebody_has(session: Session) -> None:
    carol = make_account(session, "reviewer", email=CAROL)
    accept_invitation(session, invite(session, email=CAROL, staff_roles=["curator"], by=ALICE), carol)
    assert carol.staff_roles == ["curator", "reviewer"]


def test_the_events_say_who_gave_and_who_accepted(session: Session) -> None:
    carol = make_account(session, email=CAROL)
    invitation = invite(session, email=CAROL, staff_roles=["curator"], by=ALICE)
    accept_invitation(session, invitation, carol)
    told = [(one.what, one.actor) for one in session.scalars(select(Event).order_by(Event.id))]
    assert told == [
        ("invitation.waiting", ALICE),
        ("invitation.accepted", carol.actor),
        ("account.roles", ALICE),
    ]


def test_an_invitation_works_once(session: Session) -> None:
    invitation = invite(session, email=CAROL, staff_roles=["curator"], by=ALICE)
    token = token_of(invitation)
    join_by_invitation(session, invitation, name="丙", password=PASSWORD)
    with pytest.raises(BadLink, match="已经接受过"):
        invitation_of(session, token)


def test_somebody_else_cannot_accept(session: Session) -> None:
    invitation = invite(session, email=CAROL, staff_roles=["administrator"], by=ALICE)
    mallory = make_account(session)
    with pytest.raises(CatalogueError, match="另一个邮箱"):
        accept_invitation(session, invitation, mallory)
    assert (mallory.staff_roles, invitation.state) == ([], "waiting")


def test_a_revoked_invitation_opens_nothing(session: Session) -> None:
    invitation = invite(session, email=CAROL, staff_roles=["curator"], by=ALICE)
    token = token_of(invitation)
    revoke_invitation(session, invitation, by=ALICE)
    with pytest.raises(BadLink, match="撤回"):
        invitation_of(session, token)


def test_an_owner_who_was_removed_leaves_no_way_back_in(session: Session, school: Institution) -> None:
    mallory = make_account(session, institution=school)
    token = token_of(invite(session, email=CAROL, institution=school, by=mallory.actor))
    assert invitation_of(session, token)
    set_membership(session, mallory, school, "editor", by=ALICE)
    with pytest.raises(BadLink, match="已经离开"):
        invitation_of(session, token)


@pytest.mark.parametrize("change", [{"state": "suspended"}, {"staff_roles": []}])
def test_an_administrator_who_left_leaves_no_way_back_in(session: Session, change: dict[str, object]) -> None:
    mallory = make_account(session, "administrator")
    token = token_of(invite(session, email=CAROL, staff_roles=["administrator"], by=mallory.actor))
    assert invitation_of(session, token)
    for name, value in change.items():
        setattr(mallory, name, value)
    session.flush()
    with pytest.raises(BadLink, match="已经离开"):
        invitation_of(session, token)


def test_an_invitation_lasts_a_week(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    invitation = invite(session, email=CAROL, staff_roles=["curator"], by=ALICE)
    token = token_of(invitation)
    after = now() + LASTS + timedelta(seconds=1)
    monkeypatch.setattr(invitations, "now", lambda: after)
    with pytest.raises(BadLink, match="过期"):
        invitation_of(session, token)


@pytest.mark.parametrize("token", ["", "nonsense", "a.b.c", "x" * 5000, "中文"])
def test_what_this_site_did_not_sign_opens_nothing(session: Session, token: str) -> None:
    with pytest.raises(BadLink):
        invitation_of(session, token)


def test_a_second_invitation_takes_the_place_of_the_first(session: Session, school: Institution) -> None:
    first = invite(session, email=CAROL, institution=school, by=ALICE)
    second = invite(session, email=CAROL, institution=school, member="owner", by=ALICE)
    assert (first.state, waiting_invitations(session, school)) == ("revoked", [second])


def test_who_is_a_member_is_not_invited_again(session: Session, school: Institution) -> None:
    make_account(session, institution=school, email=CAROL)
    with pytest.raises(CatalogueError, match="已经是"):
        invite(session, email=CAROL, institution=school, by=ALICE)


def test_an_invitation_to_nothing_is_refused(session: Session) -> None:
    with pytest.raises(CatalogueError, match="请选择"):
        invite(session, email=CAROL, by=ALICE)


def test_an_unknown_role_is_refused(session: Session) -> None:
    with pytest.raises(CatalogueError, match="没有这样的角色：root"):
        invite(session, email=CAROL, staff_roles=["root"], by=ALICE)


def test_an_unknown_role_of_members_is_refused(session: Session, school: Institution) -> None:
    with pytest.raises(CatalogueError, match="没有这样的角色：boss"):
        invite(session, email=CAROL, institution=school, member="boss", by=ALICE)


def test_an_institution_does_not_flood_mailboxes(
    session: Session, school: Institution, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(invitations, "MOST_A_DAY", 2)
    for number in range(2):
        revoke_invitation(
            session, invite(session, email=f"p{number}@example.cn", institution=school, by=ALICE), by=ALICE
        )
    with pytest.raises(CatalogueError, match="一天最多"):
        invite(session, email=CAROL, institution=school, by=ALICE)


def test_invitations_of_another_institution_are_not_found(session: Session, school: Institution) -> None:
    invitation = invite(session, email=CAROL, institution=make_institution(session), by=ALICE)
    with pytest.raises(NotFound):
        find_invitation(session, invitation.public_id, school)


def test_the_name_and_address_are_forgotten_once_they_are_of_no_use(session: Session) -> None:
    accepted = invite(session, email=CAROL, name="丙", staff_roles=["curator"], by=ALICE)
    join_by_invitation(session, accepted, name="丙", password=PASSWORD)
    revoked = invite(session, email="dave@example.cn", name="丁", staff_roles=["curator"], by=ALICE)
    revoke_invitation(session, revoked, by=ALICE)
    assert {(one.email, one.name) for one in (accepted, revoked)} == {("", "")}


def test_old_invitations_are_dropped(session: Session) -> None:
    invite(session, email=CAROL, staff_roles=["curator"], by=ALICE).expires_at = now() - KEPT - timedelta(seconds=1)
    kept = invite(session, email="dave@example.cn", staff_roles=["curator"], by=ALICE)
    drop_old_invitations(session)
    assert session.scalars(select(Invitation)).all() == [kept]


def test_the_roles_are_said_in_words(session: Session, school: Institution) -> None:
    invitation = invite(session, email=CAROL, staff_roles=["reviewer"], institution=school, by=ALICE)
    assert roles_in_words(invitation) == "审核员、“赣江数字学院”的编辑"
