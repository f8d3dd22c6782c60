"""Two owners, or two administrators, leave at the same moment: one always stays."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.dialects import postgresql
from sqlalchemy.orm import ORMExecuteState, Session

from catalogue.db import db, writing
from catalogue.domain.account_care.administration import change_roles
from catalogue.domain.account_care.closing import close_account
from catalogue.domain.accounts.members import change_role, find_member, hold_members, members_of, remove_member
from catalogue.errors import CatalogueError
from catalogue.models import Account, Institution
from tests.factories import make_institution
from tests.people import make_account

Change = Callable[[Session, Account], None]


def leave(session: Session, owner: Account) -> None:
    remove_member(session, find_member(session, owner.memberships[0].institution, owner.public_id), by=owner.actor)


def step_down(session: Session, owner: Account) -> None:
    member = find_member(session, owner.memberships[0].institution, owner.public_id)
    change_role(session, member, "editor", by=owner.actor)


def retire(session: Session, administrator: Account) -> None:
    change_roles(session, administrator, (), by=administrator.actor)


def close(session: Session, owner: Account) -> None:
    close_account(session, owner, by=owner.actor)


@pytest.fixture
def school(app: Flask) -> Institution:
    with writing() as session:
        return make_institution(session, name="赣江数字学院")


@pytest.fixture
def owners(school: Institution) -> list[int]:
    with writing() as session:
        return [make_account(session, institution=session.merge(school)).id for _ in range(2)]


@pytest.mark.parametrize(
    "changes",
    [(leave, leave), (leave, step_down), (step_down, step_down), (close, step_down)],
    ids=["both leave", "one leaves", "both step down", "one closes the account"],
)
def test_the_second_of_two_owners_is_told_to_stay(
    app: Flask, school: Institution, owners: list[int], changes: tuple[Change, Change]
) -> None:
    refused = at_once(app, owners, changes)
    roles = [member.role for member in members_of(db.session(), school)]
    assert (roles.count("owner"), len(refused)) == (1, 1)


@pytest.mark.parametrize(
    "changes", [(retire, retire), (close, retire), (close, close)], ids=["both retire", "one closes", "both close"]
)
def test_the_second_of_two_administrators_is_told_to_stay(app: Flask, changes: tuple[Change, Change]) -> None:
    with writing() as session:
        administrators = [make_account(session, "administrator").id for _ in range(2)]
    refused = at_once(app, administrators, changes)
    left = [one for one in db.session.scalars(select(Account)) if "administrator" in one.staff_roles]
    assert (len(left), len(refused)) == (1, 1)


def at_once(app: Flask, accounts: list[int], changes: tuple[Change, Change]) -> list[str]:
    """Why changes were refused that two people made at one moment."""
    start, refused = Barrier(2), list[str]()

    def act(number: int, change: Change) -> None:
        with app.app_context():
            start.wait()
            try:
                with writing() as session:
                    change(session, session.get_one(Account, number))
            except CatalogueError as error:
                refused.append(str(error))

    threads = [Thread(target=act, args=pair) for pair in zip(accounts, changes, strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    db.session.rollback()
    return refused


def test_databases_with_locks_of_rows_are_asked_for_one(app: Flask, school: Institution) -> None:
    asked: list[str] = []

    def note(state: ORMExecuteState) -> None:
        asked.append(str(state.statement.compile(dialect=postgresql.dialect())))

    with writing() as session:
        number = session.merge(school).id
        event.listen(session, "do_orm_execute", note)
        hold_members(session, [number])
        event.remove(session, "do_orm_execute", note)
    assert [statement.endswith("FOR UPDATE") for statement in asked] == [True]


def test_what_was_changed_before_is_kept(app: Flask, school: Institution, owners: list[int]) -> None:
    with writing() as session:
        member = members_of(session, session.merge(school))[0]
        member.role = "editor"
        hold_members(session, [member.institution_id])
        assert member.role == "editor"
