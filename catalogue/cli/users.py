"""`catalogue user`: the people who may sign in; the first administrator is made here."""

from typing import Any

import click

from catalogue.cli.context import answer, json_option, operator, with_site
from catalogue.db import db, writing
from catalogue.domain.accounts.accounts import account_of, create_account, set_membership, set_staff_roles
from catalogue.domain.providers import find_or_make_institution
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
        account = account_of(session, email)
        if account is None:
            raise NotFound(f"没有邮箱为 {email} 的账号")
        set_staff_roles(session, account, roles, by=operator())
    answer(_as_json(account), [f"{account.email}：{'、'.join(account.staff_roles) or '没有角色'}"], as_json=as_json)


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
