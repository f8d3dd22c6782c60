"""The members of an institution; one owner always stays."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from catalogue.domain.accounts.members import change_role, find_member, members_of, remove_member
from catalogue.errors import CatalogueError, NotFound
from catalogue.models import Account, Institution, OutgoingMail
from tests.factories import make_institution
from tests.people import make_account


@pytest.fixture
def school(session: Session) -> Institution:
    return make_institution(session, name="赣江数字学院")


@pytest.fixture
def bob(session: Session, school: Institution) -> Account:
    return make_account(session, institution=school, member="editor")


@pytest.fixture
def alice(session: Session, school: Institution, bob: Account) -> Account:
    return make_account(session, institution=school)


def roles(session: Session, school: Institution) -> list[tuple[Account, str]]:
    return [(one.account, one.role) for one in members_of(session, school)]


def test_owners_come_first(session: Session, school: Institution, alice: Account, bob: Account) -> None:
    assert roles(session, school) == [(alice, "owner"), (bob, "editor")]


def test_a_role_is_changed_and_the_person_told(
    session: Session, school: Institution, alice: Account, bob: Account
) -> None:
    change_role(session, find_member(session, school, bob.public_id), "owner", by=alice.actor)
    assert dict(roles(session, school))[bob] == "owner"
    [mail] = session.scalars(select(OutgoingMail))
    assert (mail.recipient, "角色改为负责人" in mail.text) == (bob.email, True)


def test_a_removed_member_keeps_the_account(
    session: Session, school: Institution, alice: Account, bob: Account
) -> None:
    remove_member(session, find_member(session, school, bob.public_id), by=alice.actor)
    assert (roles(session, school), bob.state) == ([(alice, "owner")], "active")


def test_the_last_owner_is_not_removed(session: Session, school: Institution, alice: Account) -> None:
    with pytest.raises(CatalogueError, match="至少要有一位负责人"):
        remove_member(session, find_member(session, school, alice.public_id), by=alice.actor)


def test_the_last_owner_does_not_become_an_editor(session: Session, school: Institution, alice: Account) -> None:
    with pytest.raises(CatalogueError, match="至少要有一位负责人"):
        change_role(session, find_member(session, school, alice.public_id), "editor", by=alice.actor)


def test_an_unknown_role_is_refused(session: Session, school: Institution, alice: Account, bob: Account) -> None:
    with pytest.raises(CatalogueError, match="请选择一个角色"):
        change_role(session, find_member(session, school, bob.public_id), "", by=alice.actor)


def test_members_of_another_institution_are_not_found(session: Session, school: Institution) -> None:
    other = make_account(session, institution=make_institution(session))
    with pytest.raises(NotFound):
        find_member(session, school, other.public_id)
