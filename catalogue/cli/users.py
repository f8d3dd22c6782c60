"""`catalogue user`: the people who may sign in; the first administrator is made here."""

from typing import Any

import click
from sqlalchemy.orm import Session

from catalogue.cli.context import answer, json_option, operator, with_site
from catalogue.db import db, writing
from catalogue.domain.accounts.accounts import account_of, create_account, set_membership, set_staff_roles
from catalogue.domain.accounts.invitations import invite, path_of
from catalogue.domain.accounts.links import mailed_address
from catalogue.domain.accounts.password_changes import reset_path
from catalogue.domain.accounts.second_factor import reset_second_factor
from catalogue.domain.institutions.providers import find_or_make_institution
from catalogue.errors import NotFound
from catalogue.models import Account
from catalogue.models.account import STAFF_ROLES
from catalogue.models.membership import MEMBER_ROLES


@click.group()
def user() -> None:
    """People who may sign in."""


@user.command("add")
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@click.option("--role", "roles", multiple=True, type=click.Choice(list(STAFF_ROLES)), help="A staff role; repeatable.")
@click.option("--institution", default="", help="Name of an institution the person speaks for.")
@click.option("--member", default="owner", show_default=True, type=click.Choice(list(MEMBER_ROLES)))
@click.password_option(help="Asked for when absent, so that it stands in no history.")
@json_option
@with_site
def add(*, email: str, name: str, roles: tuple[str, ...], password: str, as_json: bool, **member: str) -> None:
    """Make an account with a password and its roles."""
    with writing() as session:
        account = create_account(session, email=email, name=name, password=password, by=operator())
        set_staff_roles(session, account, roles, by=operator())
        if member["institution"]:
            institution = find_or_make_institution(session, member["institution"])
            set_membership(session, account, institution, member["member"], by=operator())
    answer(_as_json(account), [f"{account.email} 可以登录了"], as_json=as_json)


@user.command("roles")
@click.argument("email")
@click.option("--role", "roles", multiple=True, type=click.Choice(list(STAFF_ROLES)), help="None: takes all away.")
@json_option
@with_site
def roles_of(email: str, roles: tuple[str, ...], as_json: bool) -> None:
    """Give a person exactly these staff roles."""
    with writing() as session:
        account = _standing_account(session, email)
        set_staff_roles(session, account, roles, by=operator())
    answer(_as_json(account), [f"{account.email}：{'、'.join(account.staff_roles) or '没有角色'}"], as_json=as_json)


@user.command("invite")
@click.argument("email")
@click.option("--role", "roles", multiple=True, type=click.Choice(list(STAFF_ROLES)), help="A staff role; repeatable.")
@click.option("--institution", default="", help="Name of an institution the person is to speak for.")
@click.option("--member", default="owner", show_default=True, type=click.Choice(list(MEMBER_ROLES)))
@json_option
@with_site
def invite_user(*, email: str, roles: tuple[str, ...], institution: str, member: str, as_json: bool) -> None:
    """Mail somebody an invitation, and print its link: the person sets the password."""
    with writing() as session:
        place = find_or_make_institution(session, institution) if institution else None
        made = invite(session, email=email, staff_roles=roles, institution=place, member=member, by=operator())
    _answer_link(mailed_address(path_of(made)), as_json=as_json)


@user.command("reset-link")
@click.argument("email")
@json_option
@with_site
def reset_link(email: str, as_json: bool) -> None:
    """Print a link with which a person may set a new password within an hour, where no mail is sent."""
    _answer_link(mailed_address(reset_path(_standing_account(db.session(), email))), as_json=as_json)


@user.command("reset-second-factor")
@click.argument("email")
@json_option
@with_site
def reset_factor(email: str, as_json: bool) -> None:
    """For somebody who lost the telephone and the recovery codes; make sure first who is asking."""
    with writing() as session:
        account = _standing_account(session, email)
        reset_second_factor(session, account, by=operator())
    answer(_as_json(account), [f"{account.email} 的两步验证已经重置，下次登录时重新设置"], as_json=as_json)


@user.command("list")
@json_option
@with_site
def list_users(as_json: bool) -> None:
    """All accounts, the oldest first."""
    accounts = db.session.query(Account).order_by(Account.id).all()
    lines = [
        f"{one.public_id}  {one.email or '（已注销）'}  {one.name}  {' '.join(one.staff_roles)}" for one in accounts
    ]
    answer([_as_json(one) for one in accounts], lines or ["还没有账号；用 catalogue user add 添加"], as_json=as_json)


def _standing_account(session: Session, email: str) -> Account:
    account = account_of(session, email)
    if account is None:
        raise NotFound(f"没有邮箱为 {email} 的账号")
    return account


def _answer_link(link: str, *, as_json: bool) -> None:
    answer({"link": link}, [link], as_json=as_json)


def _as_json(account: Account) -> dict[str, Any]:
    return {
        "id": account.public_id,
        "email": account.email,
        "name": account.name,
        "state": account.state,
        "roles": account.staff_roles,
        "institutions": [
            {"id": one.institution.public_id, "name": one.institution.name, "role": one.role}
            for one in account.memberships
        ],
    }
