"""People for the tests: accounts in every role, signed in without typing a password."""

import re
from itertools import count
from typing import Any

from flask import g
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from catalogue.db import db, now, writing
from catalogue.domain.accounts.accounts import set_membership
from catalogue.domain.accounts.sessions import hash_of, open_session
from catalogue.models import Account, AccountSession, Institution

PASSWORD = "六个不相关的词-teapot"

_numbers = count(1)


def make_account(
    session: Session, *roles: str, institution: Institution | None = None, member: str = "owner", **values: Any
) -> Account:
    """A person with staff roles, or one who speaks for an institution."""
    number = next(_numbers)
    email = f"person{number}@example.cn"
    account = Account(**{"state": "active", "email": email, "name": f"某人{number}", "staff_roles": [*roles], **values})
    session.add(account)
    session.flush()
    if institution is not None:
        set_membership(session, account, institution, member, by="operator:alice")
    return account


def sign_in(client: FlaskClient, account: Account, *, second_factor: bool = True) -> None:
    """Give the client the cookie of a session of the person, as if password and code had been typed."""
    with writing() as session:
        account = session.merge(account)
        key = open_session(session, account, address="203.0.113.7", device="test")
        opened = session.query(AccountSession).filter_by(key_hash=hash_of(key)).one()
        opened.second_factor_at = now() if second_factor else None
    g.pop("_login_user", None)  # Flask-Login's, which outlives a request where a test holds an application context
    with client.session_transaction() as cookie:
        cookie.clear()
        cookie["_user_id"] = key
        cookie["_fresh"] = True


def person(client: FlaskClient, *roles: str, institution: Institution | None = None, member: str = "owner") -> Account:
    """Make a person and sign in as one."""
    with writing() as session:
        if institution is not None:
            institution = session.merge(institution)
        account = make_account(session, *roles, institution=institution, member=member)
    sign_in(client, account)
    return db.session.get_one(Account, account.id)


def csrf_of(client: FlaskClient, path: str) -> str:
    """The token of the form on a page, for a client of an application that checks tokens."""
    page = client.get(path).text
    return page.split('name="csrf_token"', 1)[1].split('value="', 1)[1].split('"', 1)[0]


def without_token(page: str) -> str:
    """A page without the tokens of its forms, which differ from second to second."""
    return re.sub(r'name="csrf_token" value="[^"]*"', "", page)
